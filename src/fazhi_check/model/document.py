"""Document: one text in which every character knows its place."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of `Document.text`, in code points, end exclusive."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a block stands in the file that was read.

    `kind` is `line` (text files), `paragraph` (Word) or `element` (web pages); `number` counts from 1
    within the file; `page` counts from 1 where the format has pages.
    """

    kind: str
    number: int
    page: int | None = None


class Block(NamedTuple):
    """One line of the document as its reader found it.

    `heading` is the outline level the format itself states (1 is the highest, 0 is body text), `bold` says that
    the whole line is set bold, and `label` is the number of leading characters that Word draws as an automatic
    number and that therefore do not stand in its text runs. `continues` says that the line goes on the line before
    it, where the format's geometry tells.
    """

    span: Span
    place: Place
    heading: int = 0
    bold: bool = False
    label: int = 0
    continues: bool = False


class Mark(NamedTuple):
    """What an editor left in the file: `kind` is `comment`, `highlight`, `insertion` or `deletion`.

    `span` is what is marked (for a deletion what stands around it), `note` the comment's or the deleted words.
    """

    kind: str
    span: Span
    note: str = ""


class _Fields(NamedTuple):
    path: str
    text: str
    blocks: tuple[Block, ...]
    format: str
    title: str = ""
    published: str = ""
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


class Document(_Fields):
    """One report as it was read: text, blocks in reading order, and what the format said about it.

    `title` and `published` are what the format states outside the text (page metadata); both may be empty.
    `notes` are sentences in Chinese about what could not be read faithfully.
    """

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def block_at(self, offset: int) -> Block:
        """Return the block that holds the character at `offset` (the last one before it, between blocks)."""
        return self.blocks[max(0, bisect_right(self._starts, offset) - 1)]

    def quote(self, span: Span) -> str:
        """Return exactly the source's characters of a span."""
        return self.text[span.start : span.end]
