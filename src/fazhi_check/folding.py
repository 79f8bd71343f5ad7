"""Folding: one spelling for everything that may be written in several ways, with a way back to the source.

Folded text has NFKC characters, simplified characters, no blanks inside Chinese, no quotation marks, one dash and
full stops that are Chinese. A `Folded` maps every offset back, so that a quote is always the source's own characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fazhi_check.model.document import Span
from fazhi_check.patterns import pattern

# Blanks of every kind, zero-width characters, soft hyphens and quotation marks carry no meaning in these texts:
# copies drop, double or replace them. Of a run with dashes one dash stays. (One character class, for speed.)
_DROPPED = pattern(
    "[\\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\"'`´‘’‚‛“”„‟「」『』〝〞〟＂＇*-]+"
)
_DASHES = "‐‑‒–—―−─－～〜∼~﹣⁓"
_LIKE = {
    "〈": "《",
    "〉": "》",
    "﹤": "《",
    "﹥": "》",
    "〔": "(",
    "〕": ")",
    "［": "(",
    "］": ")",
    "[": "(",
    "]": ")",
}
# A half-width full stop after Chinese ends a sentence; after a digit or a letter it is a decimal point or a number.
_STOP = pattern(r"(?<=[\u4e00-\u9fff》)%])\.(?!\.)")


class Folded(NamedTuple):
    """Folded text and, piece by piece, where it came from.

    `starts[i]` is the folded offset at which piece i begins and `sources[i]` the source offset of its first
    character; within a piece both run in step.
    """

    text: str
    starts: list[int]
    sources: list[int]

    def source(self, offset: int) -> int:
        """Return the source offset of the folded character at `offset`."""
        piece = bisect_right(self.starts, offset) - 1
        return self.sources[piece] + offset - self.starts[piece]

    def without(self, cuts: Iterable[tuple[int, int]]) -> Folded:
        """Return the same text without some stretches of it (folded offsets, ascending)."""
        pieces = _Pieces()
        begin = 0
        for cut, resume in [*cuts, (len(self.text), len(self.text))]:
            first = max(bisect_right(self.starts, begin) - 1, 0)
            for piece in range(first, bisect_right(self.starts, cut - 1)):
                at = max(self.starts[piece], begin)
                stop = min(self.starts[piece + 1], cut) if piece + 1 < len(self.starts) else cut
                pieces.add(self.text[at:stop], self.sources[piece] + at - self.starts[piece])
            begin = resume
        return Folded("".join(pieces.parts), pieces.starts, pieces.sources)

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the folded characters from `start` to `end` (at least one character)."""
        return Span(self.source(start), self.source(max(start, end - 1)) + 1)


@cache
def _traditional() -> dict[str, str]:
    """Return traditional → simplified characters, one to one (table derived from OpenCC, see NOTICE)."""
    rows = (Path(__file__).parent / "data" / "traditional.txt").read_text("utf-8").split("\n")
    return dict(zip(rows[0], rows[1], strict=True))


# Characters outside Chinese that may fold to something else, by code point.
_COMPATIBLE = (
    (0x80, 0x2FFF), (0x3003, 0x3009), (0x3010, 0x33FF), (0xF900, 0xFFFF), (0x1F100, 0x1F1FF), (0x2F800, 0x2FA1F)
)  # fmt: skip


@cache
def _is_foldable(character: str) -> bool:
    if character in "[]~" or character in _traditional():
        return True
    code = ord(character)
    return any(first <= code <= last for first, last in _COMPATIBLE)


@cache
def _replacement(character: str) -> str:
    """Return what a character folds to: itself, another one, or several (㈠ → (一))."""
    if character in _LIKE:
        return _LIKE[character]
    if character in _DASHES:
        return "-"
    if "①" <= character <= "⑳":
        return f"({ord(character) - 0x245F})"  # NFKC makes a bare digit of it, which would read as a quantity
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1:
        return _traditional().get(folded, _LIKE.get(folded, folded))
    return "".join(part for part in folded if not part.isspace()) or character


def _fold_characters(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Replace characters one for one; list those that fold to several, as (offset, folded)."""
    longer: list[tuple[int, str]] = []
    for character in filter(_is_foldable, set(text)):
        new = _replacement(character)
        if len(new) == 1:
            text = text.replace(character, new)
        else:
            longer.extend((found.start(), new) for found in re.finditer(re.escape(character), text))
    longer.sort()
    return text, longer


def fold(text: str, spans: Iterable[Span] | None = None) -> Folded:
    """Fold the given spans of a text (default: all of it; in ascending order) and join them with line feeds."""
    flat, longer = _fold_characters(text)
    pieces = _Pieces()
    waiting = iter(longer)
    offset, expansion = next(waiting, (len(text), ""))
    for number, (start, end) in enumerate(spans if spans is not None else [Span(0, len(text))]):
        if number:
            pieces.add("\n", max(start - 1, 0))
        for at, stop in _kept(flat, start, end):
            while offset < stop:
                if offset >= at:
                    pieces.add(flat[at:offset], at)
                    for character in expansion:
                        pieces.add(character, offset)
                    at = offset + 1
                offset, expansion = next(waiting, (len(text), ""))
            pieces.add(flat[at:stop], at)
    return Folded(_STOP.sub("。", "".join(pieces.parts)), pieces.starts, pieces.sources)


class _Pieces:
    """Folded text as it grows, with the source offset of each piece."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.sources: list[int] = []
        self._length = 0

    def add(self, piece: str, source: int) -> None:
        if piece:
            self.parts.append(piece)
            self.starts.append(self._length)
            self.sources.append(source)
            self._length += len(piece)


def _kept(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what remains of text[start:end] without blanks, quotation marks and repeated dashes.

    One blank between two Latin letters stays.
    """
    at = start
    for dropped in _DROPPED.finditer(text, start, end):
        left, right = dropped.span()
        yield at, left
        dash = text.find("-", left, right)
        if dash >= 0:
            yield dash, dash + 1
        elif text[left] == " " and start < left and right < end:
            before, after = text[left - 1], text[right]
            if before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
                yield left, left + 1
        at = right
    yield at, end
