"""What rules look at: one report, prepared once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from fazhi_check.folding import fold
from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.rules._numbers import Number, number_of
from fazhi_check.structure.outline import Outline, Sentence
from fazhi_check.structure.roles import Role

_SHOWN = 4
"""A mark alone says little: so many characters on either side are quoted with it."""


class Remark(NamedTuple):
    """What a rule objects to: a span of the document's text, why, and what to write instead where that is certain.

    `level` overrides the rule's own where one kind of remark is graver or lighter than the others.
    """

    span: Span
    message: str
    suggestion: str = ""
    level: Level | None = None


class Examples(NamedTuple):
    """Passages that a rule must object to (`bad`) and must not (`good`).

    A passage that begins with a title is a whole report; one that begins with a numbered heading goes under the title and
    opening of a township's report for 2024, any other one under the heading of its achievements, too.
    """

    bad: tuple[str, ...]
    good: tuple[str, ...]


class Paragraph(NamedTuple):
    """One logical paragraph, in folded offsets: its sentences, its number if it has one, and its role.

    `heading` holds the heading that it is or begins with; `bare` says that nothing follows it in the paragraph.
    """

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    number: Number | None
    role: Role

    @property
    def heading(self) -> Sentence | None:
        return self.sentences[0] if self.sentences[0].heading else None

    @property
    def bare(self) -> bool:
        return self.sentences[0].heading and len(self.sentences) == 1


class Line(NamedTuple):
    """One line outside the body: where it stands in the source, and its folded words."""

    span: Span
    words: str


class Reading:
    """One report as rules see it. Offsets are folded ones unless a name says `source`."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.folded.text
        self.source = outline.document.text
        self.year = outline.year
        self.unit = outline.unit
        self.level = outline.level
        self.sentences = outline.sentences

    def words(self, part: Sentence | Paragraph) -> str:
        """Return the folded words of a sentence or paragraph."""
        return self.text[part.start : part.end]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of folded characters."""
        return self.outline.folded.span(start, end)

    def remark(
        self, start: int, end: int, message: str, suggestion: str = "", level: Level | None = None
    ) -> Remark:
        """Return a remark on the folded characters from `start` to `end`, with the quotation marks that belong to them."""
        first, last = self.span(start, end)
        quote = self.source[first:last]
        for left, right in ("“”", "‘’"):
            # Folding drops quotation marks: one of a pair may stand just outside.
            if (
                not suggestion
                and self.source[first - 1 : first] == left
                and quote.count(right) > quote.count(left)
            ):
                first -= 1
            if (
                not suggestion
                and self.source[last : last + 1] == right
                and quote.count(left) > quote.count(right)
            ):
                last += 1
        return Remark(Span(first, last), message, suggestion, level)

    def around(self, start: int, end: int, before: int, after: int = 0) -> str:
        """Return the words around a stretch, at most so many characters and no further than the sentence."""
        begin = max(start - before, self.start)
        begin = max(begin, *(self.text.rfind(mark, begin, start) + 1 for mark in "。\n"))
        reach = min(end + after, self.end)
        stops = (self.text.find(mark, end, reach) for mark in "。\n")
        return self.text[begin : min((stop for stop in stops if stop >= 0), default=reach)]

    def quoted(self, start: int, end: int) -> Span:
        """Return the source span from `start` to `end` (source offsets) with some characters around, in one line."""
        first = max(start - _SHOWN, 0)
        first = max(first, self.source.rfind("\n", first, start) + 1)
        last = min(end + _SHOWN, len(self.source))
        stop = self.source.find("\n", end, last)
        return Span(first, stop if stop >= 0 else last)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body."""
        found: list[Paragraph] = []
        for _, group in groupby(self.sentences, key=lambda one: one.paragraph):
            sentences = tuple(group)
            # A number without a heading's words belongs to no sentence.
            start = self.text.rfind("\n", found[-1].end if found else 0, sentences[0].start) + 1
            start, end = start or sentences[0].start, sentences[-1].end
            number = number_of(self.text, start)
            found.append(Paragraph(start, end, sentences, number, sentences[-1].role))
        return tuple(found)

    @cached_property
    def headings(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are or begin with a heading."""
        return tuple(one for one in self.paragraphs if one.sentences[0].heading)

    def with_role(self, *roles: Role) -> Iterator[Sentence]:
        """Yield the sentences of some parts of the report, headings left out."""
        return (one for one in self.sentences if one.role in roles and not one.heading)

    @cached_property
    def start(self) -> int:
        """Where the body begins."""
        return self.sentences[0].start if self.sentences else 0

    @cached_property
    def end(self) -> int:
        """Where the body ends."""
        return self.sentences[-1].end if self.sentences else 0

    @cached_property
    def body(self) -> str:
        """The folded text up to the body's end, so that offsets in it are offsets in `text`."""
        return self.text[: self.end]

    @cached_property
    def source_body(self) -> Span:
        """Where the body stands in the source."""
        return self.span(self.start, self.end) if self.sentences else Span(0, 0)

    @cached_property
    def above(self) -> tuple[Line, ...]:
        """The lines above the body."""
        first = self.span(self.start, self.start + 1).start if self.sentences else len(self.source)
        return self._lines(0, sum(block.span.start < first for block in self.outline.document.blocks[:60]))

    @cached_property
    def below(self) -> tuple[Line, ...]:
        """The lines below the body."""
        return self._lines(self.outline.foot, len(self.outline.document.blocks))

    def _lines(self, first: int, last: int) -> tuple[Line, ...]:
        blocks = self.outline.document.blocks[first:last]
        folded = fold(self.source, [block.span for block in blocks]).text.split("\n") if blocks else []
        return tuple(
            Line(self._stripped(block.span), words) for block, words in zip(blocks, folded, strict=True)
        )

    def _stripped(self, span: Span) -> Span:
        words = self.source[span.start : span.end]
        return Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()))

    @cached_property
    def title_at(self) -> Span:
        """Where the title stands in the source; the first line where there is none."""
        blocks = self.outline.document.blocks
        return self.outline.title_at or (blocks[0].span if blocks else Span(0, len(self.source)))
