"""Logical paragraphs: hard-wrapped lines joined, page numbers skipped.

Text copied from PDF files and saved by old editors breaks its lines at a fixed width. A line goes on in the next one
when it fills that width, does not end a sentence, and the next line is neither indented nor numbered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fazhi_check.folding import Folded
from fazhi_check.model.document import Document
from fazhi_check.patterns import pattern
from fazhi_check.structure.chrome import is_page_number

_ENDS = "。!?:;…"
# A line that ends like this goes on, even where the next one starts like a number (每周一、|三、五开放).
_OPEN = "、,(《"
_NUMBERED = pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2})+(?!\d*[%元万亿])|"
    r"第[一二三四五六七八九十]+(?:部分|章)|【)"
)
# Widths in characters. Lines are not wrapped on purpose at more than this, nor at less.
_WIDEST, _NARROWEST = 75, 14
_FULL = 0.72


class Line(NamedTuple):
    """One line of the folded document: its text and the block it comes from."""

    text: str
    block: int


def lines_of(folded: Folded) -> list[Line]:
    """Return the lines of a document that was folded block by block."""
    return [Line(text, number) for number, text in enumerate(folded.text.split("\n"))]


def joined_lines(document: Document, lines: Sequence[Line]) -> list[bool]:
    """Say for each line whether it goes on the line before it."""
    if any(block.continues for block in document.blocks):
        return [block.continues for block in document.blocks]
    going_on = [False] * len(lines)
    lengths = sorted(len(line.text) for line in lines if line.text and not is_page_number(line.text))
    if len(lengths) < 4:
        return going_on
    width = lengths[int(len(lengths) * 0.9)]
    if not _NARROWEST <= width <= _WIDEST:
        return going_on
    indented = [_indented(document, line) for line in lines]
    # Where most lines are indented, indentation does not start a paragraph.
    ragged = sum(indented) * 2 > len(lines)
    before = -1
    gap = False
    for number, line in enumerate(lines):
        if not line.text or is_page_number(line.text):
            gap = gap or bool(line.text)
            continue
        if before >= 0:
            above = lines[before].text
            going_on[number] = (
                len(above) >= width * _FULL
                and above[-1] not in _ENDS
                and (ragged or not indented[number])
                and (gap or not _blank_between(document, before, number))
                and not document.blocks[number].heading
                and (above[-1] in _OPEN or not _NUMBERED.match(line.text))
            )
        before, gap = number, False
    return going_on


def _indented(document: Document, line: Line) -> bool:
    start = document.blocks[line.block].span.start
    return document.text[start].isspace()


def _blank_between(document: Document, before: int, number: int) -> bool:
    first, second = document.blocks[before].place, document.blocks[number].place
    return first.kind == "line" and second.number - first.number > 1
