"""中文里的标点用全角，不重复、不连用。

查什么：全文用全角标点的报告里个别半角的逗号、分号、冒号；“，，”“。。”“，。”“、，”这样重复或连用的标点；发文字号的年份没有用六角括号（应当是〔2024〕）。
不算：全文都是半角标点的（多半是复制时变的）；数字、英文、时间里的半角标点（1,200、12:30、12345.gov.cn）；省略号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import HAN
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "punctuation"
TITLE = "标点用得不对"
LEVEL: Level = "warning"
BASIS = "《标点符号用法》（GB/T 15834—2011）；《党政机关公文格式》（GB/T 9704—2012）（条文待核对）"
_L = "全年审查合同12件，提出意见30条；办理案件9件，培训3期，参训120人次；调解纠纷30件，成功29件，履行28件。"
EXAMPLES = Examples(
    bad=(
        _L + "\n聘请律师2名,参与研究5次。",
        _L + "\n主要做法有:审查合同12件。",
        _L + "\n审查合同12件;聘请律师2名。",
        "审查合同12件，，提出意见30条。",
        "审查合同12件。。提出意见30条。",
        "审查合同12件，提出意见30条，。",
        _L + "\n印发工作要点（竹政发[2024]5号）。",
    ),
    good=(
        _L,
        "审查合同12件,提出意见30条;办理案件9件,培训3期,参训120人次;调解纠纷30件,成功29件。",
        _L + "\n发放资料1,200份，12:30开始直播，平台为app.example.cn。",
        _L + "\n审查了合同、协议、方案……全部归档。",
        _L + "\n（一）审查合同12件；（二）聘请律师2名。",
        _L + "\n印发工作要点（竹政发〔2024〕5号）。",
        "审查合同 12 件, 提出意见 30 条; 办理案件 9 件, 培训 3 期。",
    ),
)

_WIDE = pattern("[，；：]")
_NARROW = pattern(rf"[,;:](?=[《“（\s]|{HAN})(?:(?<={HAN}[,;:])|(?<=[》”）][,;:]))")
_NUMBER = pattern(r"[\[［(（【](20\d\d)[\]］)）】](第?\d+号)")
_ISSUED = "发字办函规通令"
_RUN = pattern(r"[，。；：、]{2,}")
_TO_WIDE = {",": "，", ";": "；", ":": "："}
_MOST = 5
"""More half-width marks than this, or than one in eight, are a habit or a copy, not slips."""


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the body's marks in the source."""
    source, (start, end) = reading.source, reading.source_body
    narrow = list(islice(_NARROW.finditer(source, start, end), _MOST + 1))
    wide = len(_WIDE.findall(source, start, end))
    if len(narrow) <= _MOST and max(len(narrow), 1) * 8 <= wide:
        for found in narrow:
            yield _remark(reading, found, "中文里用了半角标点。", _TO_WIDE[found[0]])
        for found in _NUMBER.finditer(source, start, end):
            if source[found.start() - 1] in _ISSUED:
                told = "发文字号的年份用六角括号。"
                yield Remark(Span(*found.span()), told, f"〔{found[1]}〕{found[2]}", "info")
    for found in _RUN.finditer(source, start, end):
        if found[0] not in ("。。。", "。。。。。。"):
            same = len(set(found[0])) == 1
            yield _remark(reading, found, "标点重复。" if same else "标点连用。", found[0][0] if same else "")


def _remark(reading: Reading, found: re.Match[str], message: str, right: str) -> Remark:
    span = reading.quoted(*found.span())
    source = reading.source
    suggestion = source[span.start : found.start()] + right + source[found.end() : span.end] if right else ""
    return Remark(span, message, suggestion)
