"""下年安排不应照抄本年成效。

查什么：下年安排里与本年成效一字不差（只差“将、继续、进一步”等字和年份）的句子。
不算：25字以内的短句；提法、口号相同而做法不同的句子。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "plan-echo"
TITLE = "下年安排照抄本年成效"
LEVEL: Level = "warning"
BASIS = ""
_D = "一、2024年主要举措和成效\n{}\n二、2025年主要安排\n{}"
_S = "落实重大行政执法决定法制审核制度，组织执法人员参加业务培训，开展案卷评查"
EXAMPLES = Examples(
    bad=(
        _D.format(f"{_S}。", f"{_S}。"),
        _D.format(f"{_S}。", f"继续{_S}。"),
        _D.format(f"我镇{_S}。", f"我镇将进一步{_S}。"),
        _D.format(f"2024年，我镇{_S}。", f"2025年，我镇将{_S}。"),
        _D.format(f"一是{_S}；二是调解纠纷30件。", f"一是持续{_S}；二是招录2人。"),
    ),
    good=(
        _D.format(f"{_S}。", "招录执法人员2名，举办执法培训3期，每季度评查一次案卷，结果通报到各所。"),
        _D.format(f"{_S}12次。", f"{_S}，全年不少于15次，覆盖全部执法人员。"),
        _D.format("加强普法宣传。", "加强普法宣传。"),
        f"一、2024年主要举措和成效\n{_S}。",
        _D.format(
            "深入学习贯彻习近平法治思想。审查合同12件。",
            "深入学习贯彻习近平法治思想，每季度组织专题学习一次，全年不少于4次。",
        ),
    ),
)

_FILLERS = pattern(
    r"将|继续|进一步|持续|不断|我[镇乡县区市局街](?:道)?|全[镇乡县区市局]|20\d\d年度?|今年|明年|下一?步|[一二三四五六七八九十]{1,2}是要?|[,、。;:]|以来|已|了"
)
_SENTENCE = pattern(r"[^。;]+")
_LEAST = 25


def check(reading: Reading) -> Iterator[Remark]:
    """Compare what remains of the sentences without fillers."""
    planned: dict[str, list[tuple[int, int]]] = {}
    for sentence in reading.with_role("plan"):
        for start, end in _parts(reading, sentence):
            planned.setdefault(reading.text[end - _TAIL : end], []).append((start, end))
    if not planned:
        return
    done = {
        _FILLERS.sub("", reading.text[start:end])
        for sentence in reading.with_role("achievements", "responsibility")
        for start, end in _parts(reading, sentence)
        if reading.text[end - _TAIL : end] in planned  # fillers stand in front: the ends must be alike
    }
    for start, end in sorted(place for places in planned.values() for place in places):
        plain = _FILLERS.sub("", reading.text[start:end])
        if len(plain) >= _LEAST and plain in done:
            yield reading.remark(start, end, "这句话与本年成效里写的一样，请写明年具体做什么。")


_TAIL = 6


def _parts(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(reading.text, sentence.start, sentence.end):
        if found.end() - found.start() >= _LEAST:
            yield found.span()
