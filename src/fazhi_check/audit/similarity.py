"""Sketches: what an audit keeps of a report's text, so that reports can be compared when all of them have been read.

A sketch is JSON-able: `parts` are the report's passages in order, each `[role, place, text]` with the source's own
characters; `marks` are fingerprints of its clauses (see `streams`), 4 bytes each, sorted, in base64. It is about as
large as the report's own text.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

from fazhi_check.audit.streams import stream
from fazhi_check.model.document import Document, Span
from fazhi_check.structure.outline import Outline, Sentence, outline
from fazhi_check.wording import place

HEADING, HEAD, FOOT = "heading", "head", "foot"
"""Roles of what is no running text: headings; what stands above the text (its title); signature and date."""
_FRAME = 300
"""So many characters of head and foot are kept: titles and signatures, not a page's frame."""


class Part(NamedTuple):
    """A passage of a report: a role of `wording.ROLES`, or heading, head or foot; where it stands; its words."""

    role: str
    place: str
    text: str


def sketch(document: Document, unit: str) -> dict[str, Any]:
    """Return the sketch of a report of a unit ("" where it is not known)."""
    parts = list(_parts(outline(document)))
    prose = "\n".join(text for role, _, text in parts if role not in {HEADING, HEAD, FOOT})
    marks = sorted({zlib.crc32(mark.encode()) for _, mark in stream(prose, unit).marked()})
    return {"parts": [list(part) for part in parts], "marks": b64encode(_bytes(array("I", marks))).decode()}


def parts_of(sketch: dict[str, Any]) -> list[Part]:
    """Return the parts of a sketch."""
    return [Part(*part) for part in sketch["parts"]]


def marks_of(sketch: dict[str, Any]) -> array[int]:
    """Return the fingerprints of a sketch."""
    marks = array("I")
    marks.frombytes(b64decode(sketch["marks"]))
    if sys.byteorder == "big":
        marks.byteswap()
    return marks


def _bytes(marks: array[int]) -> bytes:
    if sys.byteorder == "big":
        marks.byteswap()
    return marks.tobytes()


def _parts(found: Outline) -> Iterator[Part]:
    """Yield head, text and foot; sentences of one paragraph and role are one part."""
    document, folded = found.document, found.folded
    begin = folded.source(found.sentences[0].start) if found.sentences else len(document.text)
    yield from _frame(document, HEAD, Span(max(0, begin - _FRAME), begin))
    end = begin
    at = 0
    while at < len(found.sentences):
        first = last = found.sentences[at]
        while at < len(found.sentences) and _one_part(first, found.sentences[at]):
            last = found.sentences[at]
            at += 1
        span = folded.span(first.start, last.end)
        end = span.end
        yield _part(document, HEADING if first.heading else first.role, span)
    yield from _frame(document, FOOT, Span(end, min(len(document.text), end + _FRAME)))


def _one_part(first: Sentence, other: Sentence) -> bool:
    return (first.paragraph, first.role, first.heading) == (other.paragraph, other.role, other.heading)


def _part(document: Document, role: str, span: Span) -> Part:
    words = document.quote(span)
    start = span.start + len(words) - len(words.lstrip())
    return Part(role, place(document.block_at(start).place), "".join(words.split()))


def _frame(document: Document, role: str, span: Span) -> Iterator[Part]:
    part = _part(document, role, span)
    if part.text:
        yield part
