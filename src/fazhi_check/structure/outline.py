"""Outline: a document's folded text, cut into sentences that know what they are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fazhi_check.folding import Folded, fold
from fazhi_check.model.document import Block, Document, Span
from fazhi_check.patterns import pattern
from fazhi_check.structure import metadata
from fazhi_check.structure.chrome import is_chrome, is_page_number
from fazhi_check.structure.headings import heading_of
from fazhi_check.structure.kind import any_title, not_an_annual_report, not_of_kind
from fazhi_check.structure.paragraphs import joined_lines, lines_of
from fazhi_check.structure.roles import Role
from fazhi_check.structure.sections import Sections
from fazhi_check.structure.speaker import level_of_speaker, unit_in_opening


class Sentence(NamedTuple):
    """One sentence, in folded offsets; `heading` says that it is (or is part of) a heading."""

    start: int
    end: int
    role: Role
    heading: bool
    paragraph: int


class Section(NamedTuple):
    """One heading: its words and its role."""

    words: str
    role: Role


class Outline(NamedTuple):
    """What structure found in one document."""

    document: Document
    folded: Folded
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    title: str
    unit: str
    level: str | None
    year: int | None
    published: str
    other_kind: str
    """What the document is if it is no annual report of the kind; one sentence, "" if it is one."""
    title_at: Span | None = None
    """Where the title stands in the document's text, if it stands there."""
    foot: int = 0
    """The number of the first block behind the body: signature, date, the page's frame."""

    def text(self, sentence: Sentence) -> str:
        """Return the folded words of a sentence."""
        return self.folded.text[sentence.start : sentence.end]


class _Paragraph(NamedTuple):
    start: int
    end: int
    block: int


def outline(
    document: Document,
    *,
    level: str | None = None,
    year: int | None = None,
    kind: tuple[str, Sequence[str]] = ("", ()),
) -> Outline:
    """Find the structure of a document; `level` and `year` override what its text says.

    `kind` names another kind of document than the annual report, and words in its titles.
    """
    folded = fold(document.text, [block.span for block in document.blocks])
    lines = [line.text for line in lines_of(folded)]
    prose = _first_prose(lines)
    titles = [fold(one).text for one in kind[1]]
    title = metadata.find_title(lines, prose, titles)
    stated = metadata.split_stated(fold(document.title).text) if document.title else ("", None)
    body = (title.last + 1) if title else 0
    tail = _tail(lines, max(body, prose))
    joined, paragraphs = _paragraphs(document, folded, body, prose, tail)
    year = year or (title and title.year) or stated[1] or metadata.year_in_text("\n".join(lines[body:]))
    sentences, sections = _read(document, joined.text, paragraphs, year)
    unit = (
        (title and title.unit)
        or stated[0]
        or _signed(lines, tail)
        or unit_in_opening(_opening(sentences, joined.text))
        or _stated_source(lines[:prose])
    )
    found_level = metadata.level_of(unit) if unit else level_of_speaker(joined.text)
    found_level = metadata.refine_level(found_level, unit, joined.text)
    words = title.words if title else fold(document.title).text
    named = _named(words, title is not None, lines[: prose + 1])
    return Outline(
        document,
        joined,
        sentences,
        sections,
        words,
        unit,
        level or found_level,
        year,
        metadata.published_on([*lines[:prose], *lines[tail:]], document.published),
        not_of_kind(named, joined.text, kind[0], titles)
        if titles
        else not_an_annual_report(named, joined.text),
        _span_of(document, title),
        tail,
    )


_FIRST = 6
"""Sentences in which the author is looked for."""


def _opening(sentences: Sequence[Sentence], text: str) -> list[str]:
    told = [one for one in sentences[: 2 * _FIRST] if not one.heading][:_FIRST]
    return [text[one.start : one.end] for one in told]


def _span_of(document: Document, title: metadata.Title | None) -> Span | None:
    if title is None:
        return None
    return Span(document.blocks[title.first].span.start, document.blocks[title.last].span.end)


def _named(words: str, in_text: bool, lines: list[str]) -> str:
    """Return the title that tells what kind of document it is: the report's own, or else what stands on top."""
    return words if in_text or metadata.looks_like_title(words) else any_title(lines)


def _first_prose(lines: Sequence[str]) -> int:
    """Return the number of the first line of running text (the number of lines if there is none)."""
    for number, line in enumerate(lines):
        long = len(line) >= 22 and "," in line
        if (long or ("。" in line and len(line) >= 8)) and not is_chrome(line):
            return number
    return len(lines)


_FOOT = pattern(
    r"^(?:20\d\d年\d{1,2}月\d{1,2}日|二[〇○零]\S{2}年\S{1,3}月\S{1,3}日|\((?:此件|联系|公开)\S*\)|附件\S{0,30})$"
)


def _tail(lines: Sequence[str], least: int) -> int:
    """Return where the end of the page begins: signature, date, and the site's frame."""
    number = len(lines)
    while number > least:
        line = lines[number - 1]
        short = len(line) <= 40 and not line.endswith(("。", ";"))
        if line and not (
            is_chrome(line)
            or is_page_number(line)
            or _FOOT.match(line)
            or (short and metadata.level_of(line))
        ):
            break
        number -= 1
    return number


def _signed(lines: Sequence[str], tail: int) -> str:
    """Return the unit that signs at the end."""
    return next((line for line in lines[tail:] if metadata.level_of(line) and not is_chrome(line)), "")


_SOURCE = pattern(
    r"(?:信息|文章)?(?:来源|发布机构|发布单位|发文机关):([\u4e00-\u9fff]{2,30}?)(?=发布|日期|时间|浏览|字|【|\[|$|成文|\d)"
)


def _stated_source(lines: Sequence[str]) -> str:
    """Return the unit that the page names as its source."""
    return next((found[1] for line in lines if (found := _SOURCE.search(line))), "")


_NUMBERED = pattern(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.]|第[一二三四五六七八九十]+|【"
)


def _paragraphs(
    document: Document, folded: Folded, body: int, prose: int, tail: int
) -> tuple[Folded, list[_Paragraph]]:
    """Join hard-wrapped lines; return the text without the breaks, and its paragraphs from `body` to `tail`."""
    lines = lines_of(folded)
    going_on = joined_lines(document, lines)
    cuts: list[tuple[int, int]] = []
    paragraphs: list[_Paragraph] = []
    at = removed = previous_end = 0
    for number, line in enumerate(lines):
        start, at = at, at + len(line.text) + 1
        if not body <= number < tail or not line.text or is_page_number(line.text):
            continue
        if number < prose and (is_chrome(line.text) or not _is_heading(document.blocks[number], line.text)):
            continue
        if going_on[number] and paragraphs:
            cuts.append((previous_end, start))
            removed += start - previous_end
            paragraphs[-1] = paragraphs[-1]._replace(end=start - removed + len(line.text))
        else:
            paragraphs.append(_Paragraph(start - removed, start - removed + len(line.text), number))
        previous_end = start + len(line.text)
    return (folded.without(cuts) if cuts else folded), paragraphs


def _is_heading(block: Block, line: str) -> bool:
    return bool(block.heading) or _NUMBERED.match(line) is not None


# Longer stretches are cut: no sentence is, and what is done with one grows faster than its length.
_SENTENCE = pattern(r"[^。!?;]{1,1500}[。!?;]*")


def _read(
    document: Document, text: str, paragraphs: Sequence[_Paragraph], year: int | None
) -> tuple[tuple[Sentence, ...], tuple[Section, ...]]:
    """Walk through the paragraphs with the sections they stand in; give every sentence its role."""
    sections = Sections(year)
    sentences: list[Sentence] = []
    found: list[Section] = []
    for number, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        following = ""
        if number + 1 < len(paragraphs):
            following = text[paragraphs[number + 1].start : paragraphs[number + 1].end]
        heading = heading_of(words, _block(document, paragraph), following)
        body = paragraph.start
        if heading:
            role = sections.enter(heading)
            body += heading.body
            if heading.words:
                found.append(Section(heading.words, role))
                sentences.append(Sentence(paragraph.start, body, role, True, number))
        else:
            sections.paragraph(words)
        for start, end in _sentences(text, body, paragraph.end):
            sentences.append(Sentence(start, end, sections.sentence(text[start:end]), False, number))
    return tuple(sentences), tuple(found)


def _block(document: Document, paragraph: _Paragraph) -> Block:
    return document.blocks[paragraph.block]


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text, start, end):
        yield found.span()
