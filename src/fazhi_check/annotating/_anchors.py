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
        first = self._first(span.start)
        last = self._reachable(first, self._last(span.end))
        end = min(span.end, self._held[last].end)
        self._split(last, end)
        self._split(first, span.start)
        first = self._first(span.start)
        _mark(self._held[first].element, self._held[max(first, self._last(end))].element, number)

    def _first(self, start: int) -> int:
        """Return the first element that holds something behind an offset (the last element of all, if none does)."""
        return min(bisect_right(self._held, start, key=lambda one: one.end), len(self._held) - 1)

    def _last(self, end: int) -> int:
        """Return the last element that holds something before an offset."""
        return bisect_left(self._held, end, key=lambda one: one.start) - 1

    def _reachable(self, first: int, last: int) -> int:
        """Return the last element up to `last` that a comment from `first` on can reach.

        It reaches through its own paragraph and the ones beside it, not into another cell nor through a text box.
        """
        begin = _runs.position(self._held[first].element)
        while last > first:
            end = _runs.position(self._held[last].element)
            if begin.boxed or end.boxed:
                near = begin.carrier is end.carrier
            else:
                near = begin.host is end.host or begin.host.getparent() is end.host.getparent()
            if near:
                return last
            last -= 1
        return first

    def _split(self, at: int, offset: int) -> None:
        """Split the run at an offset, if that is inside the element and its run can be split."""
        held = self._held[at]
        if held.start < offset < held.end and _runs.can_split(held.element):
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
