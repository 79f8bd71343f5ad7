"""Body: the report's own text as paragraphs, with its marks in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from fazhi_check.folding import fold
from fazhi_check.model.document import Document, Span
from fazhi_check.model.outcome import Assessment
from fazhi_check.rendering.marking import Mark, Piece, pieces
from fazhi_check.structure.chrome import is_chrome
from fazhi_check.structure.headings import UNNUMBERED, heading_of
from fazhi_check.structure.paragraphs import joined_lines, lines_of

Setting = Literal["title", "heading", "subheading", "text", "signature", "aside"]
"""`aside`: what a web page has around a report, before its title above all."""
_TITLE_LINES = 12
"""A title stands within so many lines."""
_SIGNATURE_LINES, _SIGNATURE_LENGTH, _STOPS = 3, 25, ("。", ";", ":")
"""Who signs, and when: the last short lines that are no sentences."""
_SUB_RANK = 2
"""From this rank of a numbered heading on (（一）) it is set as a lesser one."""


class Paragraph(NamedTuple):
    """One logical paragraph: how it is set, its pieces, and the marks that begin in it."""

    setting: Setting
    pieces: list[Piece]

    @property
    def named(self) -> list[Mark]:
        """Return the first mark of each element that begins here, near misses apart."""
        starting = [mark for piece in self.pieces for mark in piece.starting]
        loud = [mark for mark in starting if mark.kind != "near" and not mark.quiet]
        return list({mark.owner: mark for mark in reversed(loud)}.values())[::-1]


def paragraphs(assessment: Assessment, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a report; hard-wrapped lines are joined, empty ones left out."""
    document = assessment.document
    settings, groups = _read(document, assessment.title)
    stretches = [_trimmed(document, number) for group in groups for number in group]
    cut = iter(pieces(document.text, stretches, marks))
    for setting, group in zip(settings, groups, strict=True):
        yield Paragraph(setting, [piece for _ in group for piece in next(cut)])


def draft_pieces(assessment: Assessment, marks: Sequence[Mark]) -> list[Piece]:
    """Return the whole text as it was typed, cut into pieces, for the page on which it is edited."""
    text = assessment.document.text
    return next(iter(pieces(text, [Span(0, len(text))], marks)))


def _read(document: Document, title: str) -> tuple[list[Setting], list[list[int]]]:
    """Return for each logical paragraph how it is set and the numbers of its blocks."""
    folded = fold(document.text, [block.span for block in document.blocks])
    lines = lines_of(folded)
    joined = joined_lines(document, lines)
    groups: list[list[int]] = []
    for line, continues in zip(lines, joined, strict=True):
        if not line.text.strip():
            continue
        if continues and groups:
            groups[-1].append(line.block)
        else:
            groups.append([line.block])
    texts = ["".join(lines[number].text for number in group) for group in groups]
    settings = [_setting(document, groups[at][0], texts, at, title) for at in range(len(groups))]
    if "title" in settings:
        settings[: settings.index("title")] = ["aside"] * settings.index("title")
    return settings, groups


def _setting(document: Document, block: int, texts: Sequence[str], at: int, title: str) -> Setting:
    text, following = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
    if is_chrome(text):
        return "aside"
    if title and at < _TITLE_LINES and text in title:
        return "title"
    if at > 1 and at >= len(texts) - _SIGNATURE_LINES and all(map(_is_signature, texts[at:])):
        return "signature"
    heading = heading_of(text, document.blocks[block], following)
    if heading is None or heading.body < len(text) or not heading.words:
        return "text"
    return "subheading" if _SUB_RANK <= heading.rank < UNNUMBERED else "heading"


def _is_signature(text: str) -> bool:
    return len(text) <= _SIGNATURE_LENGTH and not text.endswith(_STOPS)


def _trimmed(document: Document, number: int) -> Span:
    """Return a block's span without the blanks around its text, which stand for indentation."""
    start, end = document.blocks[number].span
    text = document.text[start:end]
    return Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))
