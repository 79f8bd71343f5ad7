"""连着几句都是口号、没有一件具体事实的段落，建议写实。

查什么：举措成效部分里连续四句以上、合计一百五十字以上，每句都有“深入、扎实、不断、切实”之类的词（平均两个以上）
而没有数量、文件、日期、会议、做法的。
不算：开头和存在的不足、下年安排；被带事实的句子或小标题隔开的。只作提示，从不影响退出码。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._facts import has_fact
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "slogans"
TITLE = "口号成段"
LEVEL: Level = "info"
BASIS = ""
_S = (
    "深入学习贯彻习近平法治思想，切实增强推进法治政府建设的政治自觉、思想自觉和行动自觉。",
    "坚持把法治政府建设摆在更加突出的位置，不断健全工作机制，全面压实各方面的工作责任。",
    "扎实推进严格规范公正文明执法，持续提升行政执法人员的能力素质和服务群众的水平。",
    "全面落实普法责任制，积极营造办事依法、遇事找法、解决问题用法的良好氛围。",
    "着力防范化解矛盾风险，有力维护社会大局持续和谐稳定，不断增强群众的安全感。",
)
EXAMPLES = Examples(
    bad=(
        "".join(_S),
        "".join(_S[:4]),
        "".join(_S[1:]),
        f"全年审查合同12件。{''.join(_S)}全年办理案件9件。",
        f"{_S[0]}{_S[2]}{_S[4]}{_S[1]}",
    ),
    good=(
        "".join(_S[:3]),
        f"{_S[0]}{_S[1]}全年组织专题学习4次。{_S[2]}{_S[3]}",
        "全年审查合同12件。办理案件9件。调解纠纷30件。举办活动12场。培训3期。",
        "深入学习。切实负责。扎实工作。不断进步。全面落实。",
        f"一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n{''.join(_S)}",
    ),
)

_WORDS = pattern(
    r"深入|切实|扎实|不断|全面|持续|着力|积极|坚持|进一步|有力|有效|充分|认真|牢固|始终|大力|努力|严格"
)
_SENTENCES, _CHARACTERS, _WORDS_EACH = 4, 150, 2


def check(reading: Reading) -> Iterator[Remark]:
    """Follow runs of sentences without facts, from heading to heading."""
    run: list[Sentence] = []
    for sentence in reading.sentences:
        if sentence.role == "achievements" and not sentence.heading and not has_fact(reading, sentence):
            run.append(sentence)
            continue
        yield from _told(reading, run)
        run = []
    yield from _told(reading, run)


def _told(reading: Reading, run: list[Sentence]) -> Iterator[Remark]:
    if len(run) < _SENTENCES or sum(one.end - one.start for one in run) < _CHARACTERS:
        return
    words = [len(_WORDS.findall(reading.text, one.start, one.end)) for one in run]
    if min(words) and sum(words) >= _WORDS_EACH * len(run):
        told = f"连着{len(run)}句没有一件具体事实，建议写上做了什么、做了多少。"
        yield reading.remark(run[0].start, run[-1].end, told)
