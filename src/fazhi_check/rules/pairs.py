"""书名号、引号、括号应当成对。

查什么：一个自然段里只有左半边或只有右半边的《》、“”、（）、【】，以及左右颠倒的。
不算：“1）”“一）”这样的条目序号；跨自然段的引文；全角与半角混着成对的括号；笑脸之类的符号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "pairs"
TITLE = "括号、引号不成对"
LEVEL: Level = "warning"
BASIS = "《标点符号用法》（GB/T 15834—2011）（条文待核对）"
EXAMPLES = Examples(
    bad=(
        "认真落实《法治政府建设实施纲要（2021—2025年），审查合同12件。",
        "推行“一窗通办，全年办件820件，群众评价良好。",
        "聘请法律顾问（2名，全年参与研究5次。",
        "推行告知承诺制”，对42个事项实行告知承诺。",
        "修订《议事规则》》，集体讨论事项41项。",
    ),
    good=(
        "认真落实《法治政府建设实施纲要（2021—2025年）》，审查合同12件。",
        "推行“一窗通办”，全年办件820件。",
        "聘请法律顾问(2名），全年参与研究5次。",
        "主要做法：1）审查合同12件；2）聘请律师2名。",
        "推行'一窗通办'和\"帮办代办\"，全年办件820件。",
        "制定《关于贯彻落实〈法治政府建设实施纲要（2021—2025年）〉的方案》。",
    ),
)

_PAIRS = {
    "《": "》",
    "〈": "〉",
    "“": "”",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
}
_CLOSING = {right: left for left, right in _PAIRS.items()}
_ALIKE = {"(": "（", ")": "）", "[": "〔", "]": "〕"}
_MARKS = pattern("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_ITEM = pattern(r"(?:^|[^\w])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])$")
_AROUND = 12
"""Characters of the source shown around a mark."""


def check(reading: Reading) -> Iterator[Remark]:
    """Match the marks of each paragraph; what is open at its end and not closed in the next ones is wrong."""
    source = reading.source
    for paragraph in reading.paragraphs:
        start, end = reading.span(paragraph.start, paragraph.end)
        # Marks that folding drops may stand just outside.
        start, end = _widened(source, start, end)
        for at in _unmatched(source, start, end):
            mark = source[at]
            told = "只有左半边" if mark in _PAIRS else "只有右半边"
            first, last = max(start, at - _AROUND), min(end, at + _AROUND)
            yield Remark(Span(first, last), f"“{mark}”{told}，没有成对。")


def _widened(source: str, start: int, end: int) -> tuple[int, int]:
    while start and source[start - 1] not in "\r\n":
        start -= 1
    while end < len(source) and source[end] not in "\r\n":
        end += 1
    return start, end


def _unmatched(source: str, start: int, end: int) -> Iterator[int]:
    stack: list[tuple[int, str]] = []
    for found in _MARKS.finditer(source, start, end):
        at, mark = found.start(), _ALIKE.get(found[0], found[0])
        if mark in _PAIRS:
            stack.append((at, mark))
            continue
        left = _CLOSING[mark]
        near = [opened for _, opened in stack[-_DEEP:]]
        if left in near:
            keep = len(stack) - 1 - near[::-1].index(left)
            yield from (one for one, _ in stack[keep + 1 :])
            del stack[keep:]
        elif not (mark == "）" and _ITEM.search(source[max(start, at - 3) : at])):
            yield at
    yield from (one for one, _ in stack)


_DEEP = 8
"""Marks are not nested deeper."""
