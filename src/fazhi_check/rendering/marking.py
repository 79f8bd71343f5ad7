"""Marking: spans that may overlap, cut into pieces that do not.

A text with overlapping marks has no nesting that HTML could follow; it is cut wherever a mark begins or ends, and every
piece knows all the marks that lie over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from fazhi_check.model.document import Span

Kind = Literal["met", "weak", "missing", "near", "objection"]


class Mark(NamedTuple):
    """One passage to be marked: where, as what, and for which element or objection.

    `anchor` names the passage within the page and `owner` the entry of the list that it belongs to; `label` says the
    same to people. `focus` is the part of the span that says most. `broad` marks what whole parts of a report are
    judged by: nearly all of it, so it must not cover what says more; `quiet` ones of them are not even named.
    """

    span: Span
    focus: Span
    kind: Kind
    anchor: str
    owner: str
    label: str
    broad: bool = False
    quiet: bool = False


class Piece(NamedTuple):
    """A stretch of text under one set of marks; `starting` are those of them that begin here."""

    text: str
    marks: tuple[Mark, ...]
    starting: tuple[Mark, ...]
    focus: bool

    @property
    def kinds(self) -> str:
        """Return the kinds of the marks, each once, as names of classes."""
        return " ".join(dict.fromkeys("broad" if mark.broad else mark.kind for mark in self.marks))

    @property
    def anchors(self) -> str:
        """Return the anchors of the marks."""
        return " ".join(mark.anchor for mark in self.marks)


def pieces(text: str, stretches: Iterable[Span], marks: Sequence[Mark]) -> Iterable[list[Piece]]:
    """Yield the pieces of each stretch of a text; stretches are in order and do not overlap.

    A mark counts as starting in the first piece that shows any of it, even where it began in a gap between stretches.
    """
    waiting = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    active: list[Mark] = []
    unseen: set[str] = set()
    at = 0
    for stretch in stretches:
        while at < len(waiting) and waiting[at].span.start < stretch.end:
            active.append(waiting[at])
            unseen.add(waiting[at].anchor)
            at += 1
        active = [mark for mark in active if mark.span.end > stretch.start]
        yield _cut(text, stretch, active, unseen)


def _cut(text: str, stretch: Span, active: Sequence[Mark], unseen: set[str]) -> list[Piece]:
    edges = {stretch.start, stretch.end}
    for mark in active:
        edges.update(edge for edge in (*mark.span, *mark.focus) if stretch.start < edge < stretch.end)
    result = []
    for start, end in pairwise(sorted(edges)):
        over = tuple(mark for mark in active if mark.span.start < end and mark.span.end > start)
        starting = tuple(mark for mark in over if mark.anchor in unseen)
        unseen.difference_update(mark.anchor for mark in starting)
        focus = any(mark.focus.start < end and mark.focus.end > start for mark in over if not mark.broad)
        result.append(Piece(text[start:end], over, starting, focus))
    return result
