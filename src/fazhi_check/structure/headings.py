"""Headings: numbered, bold, bracketed or bare, alone on their line or run in with the text.

Patterns are matched against folded paragraphs.
"""

from __future__ import annotations

from typing import NamedTuple

from fazhi_check.model.document import Block
from fazhi_check.patterns import pattern

_HAN = "[一二三四五六七八九十]{1,3}"
# Rank of a number style, the highest heading first; decimals (1.1) rank by their depth.
_STYLES = (
    (0, pattern(rf"第{_HAN}(?:部分|章|篇|编|节)[:、.。]?")),
    (1, pattern(rf"{_HAN}[、.。:,](?!是)")),
    (2, pattern(rf"\({_HAN}\)[、.。]?")),
    (3, pattern(r"\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?=[^\d%元万亿件次人个年月])")),
    (3, pattern(r"\d{1,2}(?:、|[.。](?!\d))")),
    (4, pattern(r"\(\d{1,2}\)[、.。]?")),
)
_BRACKETED = pattern(r"【([^】]{2,40})】")
_BULLETS = "#*◆◇●○■□▲△★☆▪•❖➤►※"
_MARKS = pattern(rf"[【】{_BULLETS}]+")
_STOPS = pattern(r"[。:;!?]")
_ENUMERATED = pattern(
    r"(?:[一二三四五六七八九十]{1,2}(?:是|要|来)|第[一二三四五六七八九十](?:[,、]|是)|首先|其次|再次|最后)"
)
_SIGNATURE = pattern(r"(?:20\d\d|二[〇○零]\S{2})年\d{0,2}[一二三四五六七八九十]{0,2}月?\S{0,4}日?$")
_LONGEST_LINE = 45
_LONGEST_BARE = 32
_LONGEST_RUN_IN = 42
_ITEM_RANK = 3
_TOLD = pattern(r"\d[^年\d]|未发生|没有发生|未收到|全年|今年")


class Heading(NamedTuple):
    """A heading: its rank (0 is the highest), its words without number, and where the text after it begins."""

    rank: int
    words: str
    body: int


UNNUMBERED = 9
"""Rank of a heading without a number."""


def heading_of(paragraph: str, block: Block, following: str) -> Heading | None:
    """Return the heading that a folded paragraph is or begins with.

    `block` is the paragraph's first block and `following` the next paragraph ("" at the end).
    """
    rank, begin = _number(paragraph)
    if rank is None:
        return _unnumbered(paragraph, block, following)
    rest = paragraph[begin:]
    bracketed = _BRACKETED.match(rest)
    if bracketed:
        return Heading(rank, bracketed[1], begin + bracketed.end())
    stop = _STOPS.search(rest)
    if stop is None:
        if len(rest) <= _LONGEST_LINE:
            return Heading(rank, _MARKS.sub("", rest), len(paragraph))
        return Heading(rank, "", begin)
    if stop.start() == len(rest) - 1 and rest[-1] in "。;" and (rank >= _ITEM_RANK or "," in rest):
        return Heading(rank, "", begin)  # a numbered sentence of its own, not a heading
    if rank >= _ITEM_RANK and rest[stop.start()] in "。;" and _TOLD.search(rest, 0, stop.start()):
        return Heading(
            rank, "", begin
        )  # a short sentence that tells something (4.全年未发生行政复议案件。……)
    if stop.start() <= _LONGEST_RUN_IN:
        return Heading(rank, _MARKS.sub("", rest[: stop.start()]), begin + stop.end())
    return Heading(rank, "", begin)


def _number(paragraph: str) -> tuple[int | None, int]:
    """Return the rank of the number at the head of a paragraph and where it ends (doubled numbers count once)."""
    rank, begin = None, len(paragraph) - len(paragraph.lstrip(_BULLETS))
    for _ in range(2):
        for style, mark in _STYLES:
            found = mark.match(paragraph, begin)
            if found and found.end() < len(paragraph):
                depth = found[0].rstrip("、.").count(".") if style == 3 else 0
                rank = style + depth if rank is None else rank
                begin = found.end()
                break
        else:
            break
    return rank, begin


def _unnumbered(paragraph: str, block: Block, following: str) -> Heading | None:
    bracketed = _BRACKETED.match(paragraph)
    if bracketed:
        return Heading(UNNUMBERED, bracketed[1], bracketed.end())
    words = _MARKS.sub("", paragraph).rstrip(":")
    if _STOPS.search(words) or not words or _ENUMERATED.match(words) or _SIGNATURE.search(words):
        return None
    stated = block.heading or block.bold
    if len(words) <= (_LONGEST_LINE if stated else _LONGEST_BARE) and (stated or len(following) > len(words)):
        return Heading(block.heading or UNNUMBERED, words, len(paragraph))
    return None


def is_enumerated(text: str) -> bool:
    """Tell whether a passage starts as an item of a list (一是 … 第二 … 最后 …)."""
    return _ENUMERATED.match(text) is not None
