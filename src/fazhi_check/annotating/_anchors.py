"""Anchors: from a passage of the text to marks in the XML around exactly its characters.

A comment has a start mark, an end mark and a run with the reference (ECMA-376 Part 1, 17.13.4). They stand where runs
stand. Runs are split at the ends of a passage, see `_runs`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import Element, QName, SubElement

from fazhi_check.annotating import _runs
from fazhi_check.model.document import Document, Span
from fazhi_check.readers.docx import WordLine, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Held(NamedTuple):
    """Characters `start` to `end` of the document and the element that holds them."""

    start: int
    end: int
    element: _Element


class Anchors:
    """Sets the marks of comments in the body whose lines are given."""

    def __init__(self, lines: Sequence[WordLine], document: Document) -> None:
        kept = [line for line in lines if line.text.strip()]
        if [line.text for line in kept] != [document.quote(block.span) for block in document.blocks]:
            raise ValueError("the assessment is not that of this file")
        self._held = [
            _Held(block.span.start + piece.start, block.span.start + piece.end, piece.element)
            for line, block in zip(kept, document.blocks, strict=True)
            for piece in line.pieces
        ]

    def set(self, span: Span, number: int) -> None:
        """Anchor the comment with an id at a passage; where that has no characters of its own, at the next ones."""
        first, last = self._reachable(span)
        start, end = max(span.start, self._held[first].start), min(span.end, self._held[last].end)
        if end <= start:  # what Word draws itself: the character beside it
            end = start + 1
        self._cut(last, end)
        self._cut(first, start)
        first = self._first(start)
        _mark(self._held[first].element, self._held[max(first, self._last(end))].element, number)

    def _first(self, start: int) -> int:
        """Return the first element that holds something behind an offset (the last element of all, if none does)."""
        return min(bisect_right(self._held, start, key=lambda one: one.end), len(self._held) - 1)

    def _last(self, end: int) -> int:
        """Return the last element that holds something before an offset."""
        return bisect_left(self._held, end, key=lambda one: one.start) - 1

    def _reachable(self, span: Span) -> tuple[int, int]:
        """Return the first and the last element of the stretch that one comment can reach and that holds most of a span.

        A comment reaches through paragraphs that stand beside one another, not into another cell nor a text box.
        """
        first = self._first(span.start)
        stretches: list[tuple[int, int]] = []
        room = None
        for at in range(first, max(first, self._last(span.end)) + 1):
            place = _runs.position(self._held[at].element)
            here = place.carrier if place.boxed else place.host.getparent()
            if here is not room or not stretches:
                stretches.append((at, at))
            stretches[-1] = stretches[-1][0], at
            room = here

        def held(stretch: tuple[int, int]) -> int:
            start, end = self._held[stretch[0]].start, self._held[stretch[1]].end
            return min(end, span.end) - max(start, span.start)

        return max(stretches, key=held)

    def _cut(self, at: int, offset: int) -> None:
        """Cut the run of an element so that one begins at the offset, which the element holds or adjoins."""
        held = self._held[at]
        if not _runs.can_cut(held.element):
            return
        if offset == held.start:
            _runs.cut_before(held.element)
        elif offset == held.end:
            _runs.cut_after(held.element)
        elif not len(held.element):  # no comment of XML in the middle of the text
            behind = _runs.split(held.element, offset - held.start)
            self._held[at : at + 1] = [
                _Held(held.start, offset, held.element),
                _Held(offset, held.end, behind),
            ]


def _mark(first: _Element, last: _Element, number: int) -> None:
    """Set the marks of a comment around the elements from `first` to `last`."""
    start = _runs.outside_fields(_runs.position(first))[0]
    end = _runs.outside_fields(_runs.position(last))[1]
    space = QName(_runs.position(first).host).namespace
    name, own = f"{{{space}}}", {f"{{{space}}}id": str(number)}
    start.addprevious(Element(f"{name}commentRangeStart", own))
    # Comments that end at one place stand in the order in which they were set.
    while (following := end.getnext()) is not None and _ends_comment(following):
        end = following
    run = Element(f"{name}r")
    SubElement(run, f"{name}commentReference", own)
    end.addnext(run)
    end.addnext(Element(f"{name}commentRangeEnd", own))


def _ends_comment(element: _Element) -> bool:
    if local_name(element) == "commentRangeEnd":
        return True
    return local_name(element) == "r" and {local_name(one) for one in element} - {"rPr"} == {
        "commentReference"
    }
