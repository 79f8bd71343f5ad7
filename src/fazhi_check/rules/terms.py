"""术语和文件名称应当写对：法治与法制、督察与督查、截至与截止、账与帐，三项制度和常用法规的名称。

查什么：数据文件 rules/data/terms.yaml 里列出的错误写法；另外查“截止10月底”这类应当用“截至”的。
不算：同一句里有该条 unless 字样的；“截止日期”“报名截止”；江苏等地的正式用语“基层法治审核”；繁体字文本里的异体字。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._data import entries
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "terms"
TITLE = "术语、名称写错"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "扎实推进法制政府建设，审查合同12件。",
        "严格执行重大执法决定法治审核制度，审核8件。",
        "组织学习《法治政府建设与责任落实督查工作规定》。",
        "完善重大行政决定法制审核制度，审核8件。",
        "截止10月底，化解纠纷30件。",
        "截止目前，全镇建立台账12本。",
        "建立问题台帐，逐项销号。",
        "镇长就履行法治建设第一职责述法。",
        "落实“谁普法谁执法”责任制，开展活动12场。",
        "学习《重大行政决策暂行条例》2次。",
    ),
    good=(
        "扎实推进法治政府建设，审查合同12件。",
        "严格执行重大执法决定法制审核制度，维护国家法制统一。",
        "推行基层法治审核，审核文件8件。",
        "督查室开展政府督查3次，接受法治政府建设督察1次。",
        "征求意见截止日期为10月8日，报名12月1日截止。",
        "截至10月底，化解纠纷30件，建立台账12本。",
        "救灾帐篷12顶全部发放到位。",
        "落实“谁执法谁普法”责任制，开展活动12场。",
    ),
)

_UNTIL = pattern(
    r"截止(?<!报名截止)(?<!申报截止)(?<!征集截止)(?<!反馈截止)(?<!时间截止)(?=(?:今年|本年|去年|20\d\d年|\d{1,2}月|年底|年末|当前)(?!止|前))"
)
_BLANKS = pattern(r"[\s\"'“”‘’「」『』]+")


class _Term(NamedTuple):
    wrong: str
    right: str
    only: tuple[str, ...]
    unless: tuple[str, ...]
    since: int
    why: str


@cache
def _terms() -> tuple[_Term, ...]:
    found = []
    for entry in entries("terms.yaml"):
        wrong, right = entry["wrong"], entry["right"]
        only, unless = entry.get("only", []), entry.get("unless", [])
        assert isinstance(wrong, list)
        assert isinstance(only, list)
        assert isinstance(unless, list)
        rights = right if isinstance(right, list) else [str(right)] * len(wrong)
        since, why = int(str(entry.get("since", 0))), str(entry["why"])
        found += [
            _Term(one, other, tuple(only), tuple(unless), since, why)
            for one, other in zip(wrong, rights, strict=True)
        ]
    return tuple(found)


@cache
def _finder() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [one.wrong for one in _terms()], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def check(reading: Reading) -> Iterator[Remark]:
    """Find the wrong spellings of the data file."""
    for number, start, end in _finder().find_matches_as_indexes(reading.body):
        term = _terms()[number]
        if start < reading.start or (reading.year or term.since) < term.since:
            continue
        sentence = reading.around(start, end, before=60, after=60)
        quote = reading.outline.document.quote(reading.span(start, end))
        # Folding makes simplified characters of traditional ones: only what the source itself spells wrong counts.
        if _BLANKS.sub("", quote) != term.wrong or any(word in sentence for word in term.unless):
            continue
        if term.only and not any(word in sentence for word in term.only):
            continue
        yield reading.remark(start, end, f"应当写作“{term.right}”：{term.why}。", term.right)
    for found in _UNTIL.finditer(reading.body, reading.start):
        message = "应当写作“截至”：“截至”指到某个时间为止，“截止”指到期停止。"
        yield reading.remark(found.start(), found.end(), message, "截至")
