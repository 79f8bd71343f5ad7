"""同一段话不应写两遍。

查什么：一字不差出现两次的句子（25字以上），或者连着的几个分句（20字以上）。
不算：小标题；法律、文件名称的罗列；写在成效和下年安排里的同一句话（见 plan-echo）。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.matching.clauses import clauses
from fazhi_check.model.checklist import Level
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "repetition"
TITLE = "内容重复"
LEVEL: Level = "warning"
BASIS = ""
_S = "组织执法人员参加县里的业务培训和考试，全部取得行政执法证。"
EXAMPLES = Examples(
    bad=(
        f"{_S}全年办理案件9件。{_S}",
        f"（一）规范执法\n{_S}\n（二）队伍建设\n全年办理案件9件。{_S}",
        f"全年办理案件9件，{_S}当年新增12人，{_S}",
        f"{_S}\n{_S}",
        "健全镇村两级调解组织，落实每周排查、每月会商制度，调解纠纷30件。\n落实责任，健全镇村两级调解组织，落实每周排查、每月会商制度，效果良好。",
    ),
    good=(
        f"{_S}全年办理案件9件。",
        "全年审查合同12件。全年办理案件9件。审查合同12件。",
        "学习《中华人民共和国行政处罚法》《中华人民共和国行政复议法》5次。考试《中华人民共和国行政处罚法》《中华人民共和国行政复议法》2次。",
        "（一）严格规范公正文明执法，提高行政执法工作质量和效率水平\n办案9件。\n（二）队伍建设\n培训3期。",
        "镇党委、镇政府召开会议5次。镇党委、镇政府召开会议6次，研究执法工作。",
        "公众参与、专家论证、风险评估、合法性审查、集体讨论决定程序全部履行，决策12件。严格落实公众参与、专家论证、风险评估、合法性审查、集体讨论决定程序。",
    ),
)

_LEAST, _LEAST_CLAUSES, _CLAUSE = 25, 20, 6


def check(reading: Reading) -> Iterator[Remark]:
    """Remember what was said; a second time is one too many. Neighbours are told together."""
    whole: tuple[int, int, Sentence] | None = None
    for start, end, first in _repeats(reading):
        if whole and start - whole[1] <= 1:
            whole = (whole[0], end, whole[2])
            continue
        if whole:
            yield _remark(reading, *whole)
        whole = (start, end, first)
    if whole:
        yield _remark(reading, *whole)


def _repeats(reading: Reading) -> Iterator[tuple[int, int, Sentence]]:
    """Yield where something is said again, with the sentence that said it first."""
    seen: dict[str, Sentence] = {}
    pairs: dict[str, Sentence] = {}
    for sentence in reading.sentences:
        if sentence.heading:
            continue
        words = reading.words(sentence).rstrip("。;!")
        first = _before(seen, words, sentence) if len(words) >= _LEAST else None
        if first:
            yield sentence.start, sentence.end, first
            continue
        last: tuple[int, int] | None = None
        for start, end in clauses(reading.text, sentence.start, sentence.end):
            long = end - start >= _CLAUSE and not reading.text.startswith("《", start)
            if long and last and end - last[0] >= _LEAST_CLAUSES:
                first = _before(pairs, reading.text[last[0] : end], sentence)
                if first:
                    yield last[0], end, first
                    break
            last = (start, end) if long else None


def _before(seen: dict[str, Sentence], words: str, sentence: Sentence) -> Sentence | None:
    """Return the sentence that said these words before; remember them if none did."""
    first = seen.setdefault(words, sentence)
    # What stands among the achievements and again in the plan is told by plan-echo.
    return None if first is sentence or {first.role, sentence.role} == {"achievements", "plan"} else first


def _remark(reading: Reading, start: int, end: int, first: Sentence) -> Remark:
    place = reading.outline.document.block_at(reading.span(first.start, first.end).start).place
    where = {"line": "行", "paragraph": "段"}.get(place.kind, "处")
    return reading.remark(start, end, f"与第{place.number}{where}的话重复。")
