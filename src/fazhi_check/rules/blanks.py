"""中文字之间、年份数字之间不应夹着空格。

查什么：句子中间汉字与汉字之间的个别空格；被空格拆开的年份（“20 24年”）。
不算：全文多处有空格的（多半是转换、复制造成的）；PDF 和 OFD 文件；数字与汉字之间的空格；标题、落款、小标题后面和引号里的空格；表格和名单。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import HAN
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "blanks"
TITLE = "多余的空格"
LEVEL: Level = "info"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "全年审查 合同12件，提出意见30条。",
        "组织执法人员参加 培训3期，参训120人次。",
        "到20 25年底前全部持证。",
        "2 024年共调解纠纷30件。",
        "坚持重要工作 亲自部署，主持会议5次。",
    ),
    good=(
        "全年审查合同12件，提出意见30条。",
        "全年审查合同 12 件，提出意见 30 条。",
        "（一）依法决策　全年审查合同12件。",
        "全年 审查 合同12件，组织 执法 人员 参加培训3期，参训 人员120人次，调解 纠纷30件。",
        "参加人员：张 明、李 强。",
        "开展“弘扬宪法精神 建设法治乡村”主题宣讲12场。",
        "推行“1+X”模式，接入 OA 系统，办件820件。",
    ),
)

_BLANK = pattern(r"[ \u00a0]+")
_CHARACTER, _WORD = pattern(HAN), pattern(HAN + "{2}")
_YEAR = pattern(r"(?:2 *0 *[12] *\d) *年")
_MOST = 3
_DRAWN = ("pdf", "ofd")
"""Formats that place characters: their blanks are the reader's guess, not the author's."""
_LINE = 200
"""How many characters of a line are looked at on either side."""


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the body's blanks in the source; many between Chinese words are no slips."""
    if reading.outline.document.format in _DRAWN:
        return
    source, (start, end) = reading.source, reading.source_body
    inside: list[re.Match[str]] = []
    many = 0
    for found in _BLANK.finditer(source, start, end):
        before, after = (
            source[max(found.start() - 2, 0) : found.start()],
            source[found.end() : found.end() + 2],
        )
        if before[-1:].isdigit() and after[:1].isdigit():
            year = _YEAR.search(source, found.start() - 3, found.end() + 5)
            if year and year.start() < found.start() and found.end() < year.end() - 1:
                yield _remark(reading, found)
        elif _CHARACTER.fullmatch(before[-1:]) and _CHARACTER.fullmatch(after[:1]):
            many += 1
            if _WORD.fullmatch(before) and _WORD.fullmatch(after):
                inside.append(found)
    if many > _MOST or not inside:
        return
    heads = (paragraph.heading.end for paragraph in reading.headings if paragraph.heading)
    edges = {reading.outline.folded.source(at) for at in heads if at < reading.end}
    for found in inside:
        line = source.rfind("\n", max(found.start() - _LINE, 0), found.start()) + 1
        line = line or max(found.start() - _LINE, 0)
        stop = source.find("\n", found.end(), found.end() + _LINE)
        # A line without a stop is none of prose.
        prose = any(mark in source[line : stop if stop >= 0 else found.end() + _LINE] for mark in "。，,；;")
        quoted = source.rfind("“", line, found.start()) > source.rfind("”", line, found.start())
        if found.end() not in edges and prose and not quoted and _within(source, line, found.start()):
            yield _remark(reading, found)


def _within(source: str, line: int, at: int) -> bool:
    """Tell whether a blank stands inside a sentence, not behind the number or words that head a line."""
    return (
        any(mark in source[line:at] for mark in "。，,；;")
        or at - line > _HEAD
        or not _NUMBERED.match(source, line, at)
    )


_HEAD = 20
_NUMBERED = pattern(r"\s*(?:第?[（(]?[一二三四五六七八九十\d]+(?:[、.）)]|部分|章))")


def _remark(reading: Reading, found: re.Match[str]) -> Remark:
    span = reading.quoted(*found.span())
    return Remark(span, "中间有多余的空格。", _BLANK.sub("", reading.source[span.start : span.end]))
