"""Layout: from characters on a page to lines and paragraphs, for formats that only know where ink goes (PDF, OFD).

Lengths are in the page's own unit; y grows downwards. What goes on in the next line is told by geometry: a paragraph
ends where the next line is indented, stands further away than usual, or where the next line's first character would
have fitted on the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Glyph(NamedTuple):
    """One visible character: where it begins and ends, its baseline, its size."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


class Line(NamedTuple):
    """One line of text with its place: page and number of the line on it, both from 1.

    `column` is 0 where a line has the page's width for itself, else 1 (left) or 2 (right).
    """

    text: str
    page: int
    number: int
    left: float
    right: float
    baseline: float
    size: float
    column: int


class Placed(NamedTuple):
    """A line and whether it goes on the line before it."""

    line: Line
    continues: bool


_SAME_BASELINE = 0.35
_CELL_GAP = 2.2
_INDENT = 1.2
_FAR = 1.25
_SUPERSCRIPT = 0.75
_HANGING = "，。；：、！？）》”’」』】,.;:!?)"


def lines_of(page: int, width: float, glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of one page, column by column, in reading order."""
    lines: list[Line] = []
    for column, part in _columns(width, glyphs):
        before = len(lines)
        lines += [_line(row, page, before + number, column) for number, row in enumerate(_rows(part), 1)]
    return lines


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters by baseline, from top to bottom, each row from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline <= _SAME_BASELINE * max(
            glyph.size, rows[-1][0].size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _line(row: Sequence[Glyph], page: int, number: int, column: int) -> Line:
    size = median(one.size for one in row)
    # Small raised figures are marks of footnotes.
    kept = [one for one in row if one.size > _SUPERSCRIPT * size or not one.text.isdigit()] or list(row)
    parts = [kept[0].text]
    for before, one in pairwise(kept):
        if one.left - before.right > _CELL_GAP * size:
            parts.append("\u3000")
        elif one.left - before.right > 0.2 * size and before.text.isascii() and one.text.isascii():
            parts.append(" ")
        parts.append(one.text)
    return Line("".join(parts), page, number, kept[0].left, kept[-1].right, kept[0].baseline, size, column)


_GUTTER_FROM, _GUTTER_TO, _LEAST_ROWS = 0.4, 0.6, 8


def _columns(width: float, glyphs: Sequence[Glyph]) -> list[tuple[int, Sequence[Glyph]]]:
    """Split a page in two columns where a gutter runs down its middle."""
    rows = _rows(glyphs)
    if len(rows) < _LEAST_ROWS or width <= 0:
        return [(0, glyphs)]
    size = median(one.size for one in glyphs)
    best: tuple[int, float] = (0, 0.0)
    steps = 20
    for step in range(steps + 1):
        at = width * (_GUTTER_FROM + (_GUTTER_TO - _GUTTER_FROM) * step / steps)
        free = sum(
            not any(one.left < at + size / 2 and one.right > at - size / 2 for one in row)
            and row[0].left < at < row[-1].right
            for row in rows
        )
        best = max(best, (free, at))
    if best[0] < 0.6 * len(rows):
        return [(0, glyphs)]
    at = best[1]
    crossing = {id(one) for row in rows if any(g.left < at < g.right for g in row) for one in row}
    top = [one for one in glyphs if id(one) in crossing]
    left = [one for one in glyphs if id(one) not in crossing and one.right <= at]
    right = [one for one in glyphs if id(one) not in crossing and one.right > at]
    return [(column, part) for column, part in enumerate((top, left, right)) if part]


_DIGITS = re.compile(r"\d+")
_MIDDLE = 0.12


def without_running_heads(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """Return the lines of each page (given with its height) without page numbers, running heads and feet."""

    def key(line: Line, height: float) -> tuple[str, int]:
        return _DIGITS.sub("0", "".join(line.text.split())), round(line.baseline / max(height, 1) * 50)

    def at_edge(line: Line, height: float) -> bool:
        return not _MIDDLE <= line.baseline / max(height, 1) <= 1 - _MIDDLE

    seen = Counter(key(line, height) for height, lines in pages for line in lines if at_edge(line, height))
    often = max(2, len(pages) / 2)
    return [
        [
            line
            for line in lines
            if not (
                at_edge(line, height)
                and (seen[key(line, height)] >= often or _PAGE_NUMBER.fullmatch(line.text))
            )
        ]
        for height, lines in pages
    ]


_PAGE_NUMBER = re.compile(
    r"\s*[-\u2013\u2014]?\s*第?\s*\d{1,3}\s*页?\s*(?:[/,，]\s*共?\s*\d{1,3}\s*页?)?\s*[-\u2013\u2014]?\s*"
)


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Placed]:
    """Yield the lines of all pages, each with whether it goes on the line before it."""
    every = [line for lines in pages for line in lines]
    if not every:
        return
    size = median(line.size for line in every)
    edges = {column: _edges([one for one in every if one.column == column], size) for column in range(3)}
    pitches = [
        after.baseline - before.baseline
        for before, after in pairwise(every)
        if before.page == after.page and 0 < after.baseline - before.baseline < 4 * size
    ]
    pitch = median(pitches) if pitches else 2 * size
    before: Line | None = None
    for line in every:
        yield Placed(line, before is not None and _goes_on(before, line, edges, pitch))
        before = line


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Return the left and the right edge of a column; punctuation may hang over the right one."""
    if not lines:
        return 0.0, 0.0
    counts = Counter(round(line.left / size * 2) for line in lines)
    most = max(counts.values())
    left = min(key for key, count in counts.items() if count >= most / 2) * size / 2
    plain = [line.right for line in lines if line.size <= 1.2 * size and line.text[-1] not in _HANGING]
    return left, max(plain or [line.right for line in lines])


def _goes_on(before: Line, line: Line, edges: dict[int, tuple[float, float]], pitch: float) -> bool:
    size = line.size
    below = before.page == line.page and before.column == line.column
    if below and line.baseline - before.baseline > _FAR * pitch:
        return False
    if abs(before.size - size) > 0.15 * size:
        return False
    if line.left - edges[line.column][0] > _INDENT * size:
        return False
    return edges[before.column][1] - before.right < (_first_token(line.text) + 0.5) * size


# What may not be parted: opening marks and what follows, figures with their signs, closing marks and what they follow.
_TOKEN = re.compile(r"[“‘（《〈「『【〔(\[]*(?:[0-9A-Za-z.,%+\-/]+|.)[，。；：、！？）》”’」』】〕,.;:!?)%]*")


def _first_token(text: str) -> float:
    """Return the width of what a line begins with and cannot be parted, in characters."""
    found = _TOKEN.match(text)
    return sum(0.55 if one.isascii() else 1.0 for one in found[0]) if found else 1.0
