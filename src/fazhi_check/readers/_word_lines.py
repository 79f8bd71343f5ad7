"""The lines of a Word file's body in reading order, each with the elements that hold its characters.

One walk for all who need it: the reader takes the text, who writes into the file finds the way back to its elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from fazhi_check.model.document import Mark, Place, Span
from fazhi_check.readers._word_marks import Traces, placed
from fazhi_check.readers._word_styles import Numbering, Styles, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element

# Deleted and moved-away text, field codes, fallbacks of drawings (their text stands twice) and properties.
_SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "sectPr", "pPrChange", "rt")
)
_CELL_GAP = "\u3000"


class Piece(NamedTuple):
    """Characters `start` to `end` of a line, and the element that holds them (`w:t`, a tab, a hyphen)."""

    start: int
    end: int
    element: _Element


class WordLine(NamedTuple):
    """One line of the body; the fields are those of `Block`, the pieces stand in order.

    What Word draws itself (the automatic number, the gaps between cells) has no piece.
    """

    text: str
    place: Place
    pieces: tuple[Piece, ...]
    heading: int = 0
    bold: bool = False
    label: int = 0
    continues: bool = False
    marks: tuple[Mark, ...] = ()


def lines(
    top: _Element, styles: Styles, numbering: Numbering, comments: dict[str, str]
) -> Iterator[WordLine]:
    """Yield all lines below an element; paragraphs inside text boxes come after the paragraph that holds them.

    `comments` are the words of the comments by their ids; those that a line holds stand among its marks.
    """
    return _Walk(styles, numbering, comments).run(top)


class _Walk:
    def __init__(self, styles: Styles, numbering: Numbering, comments: dict[str, str]) -> None:
        self._comments = comments
        self._styles = styles
        self._numbering = numbering
        self._number = 0
        self._merged = False

    def run(self, top: _Element) -> Iterator[WordLine]:
        waiting = [top]
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "p":
                runs = _Runs(element, self._comments)
                yield from self._paragraph(element, runs)
                waiting.extend(reversed(runs.boxes))
            elif name == "tr" and not _is_deleted_row(element):
                cells = _simple_cells(element)
                if cells:
                    yield self._row(cells)
                else:
                    waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
            elif name != "tr" and name not in _SKIPPED:
                waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))

    def _row(self, cells: list[_Element]) -> WordLine:
        """Return a table row whose cells hold one paragraph each as one line."""
        place = Place("paragraph", self._number + 1)
        self._number += len(cells)
        text = ""
        pieces: list[Piece] = []
        found = [_Runs(cell, self._comments) for cell in cells]
        for runs in found:
            for number, line in enumerate(runs.lines):
                if text and not number:
                    text += _CELL_GAP
                pieces += _shifted(line, len(text))
                text += line.text
        # Offsets in a cell are none in the row: the whole row is marked.
        whole = Span(0, len(text))
        marks = (Mark(trace.kind, whole, trace.note) for runs in found for trace in runs.traces.found)
        return WordLine(text, place, tuple(pieces), marks=tuple(marks))

    def _paragraph(self, paragraph: _Element, runs: _Runs) -> Iterator[WordLine]:
        """Yield one paragraph, one line per manual line break."""
        self._number += 1
        place = Place("paragraph", self._number)
        heading = self._styles.outline_level(paragraph)
        bold = runs.bold >= runs.characters > 0 or (runs.unmarked and self._styles.is_bold(paragraph))
        label = self._numbering.label(paragraph) if runs.characters else ""
        for line in runs.lines:
            pieces = tuple(_shifted(line, len(label)))
            own = Span(len(label), len(label) + len(line.text))
            marks = tuple(filter(None, (placed(trace, own, line.begin) for trace in runs.traces.found)))
            yield WordLine(label + line.text, place, pieces, heading, bold, len(label), self._merged, marks)
            label, self._merged = "", False
        # A paragraph whose mark was deleted goes on in the next one.
        self._merged = bool(runs.lines) and _mark_is_deleted(paragraph)


def _is_deleted_row(row: _Element) -> bool:
    return any(local_name(one) == "del" for child in row if local_name(child) == "trPr" for one in child)


def _simple_cells(row: _Element) -> list[_Element]:
    """Return the paragraphs of a row's cells if there are several cells with one paragraph each, else none."""
    cells = [cell for cell in row.iter() if local_name(cell) == "tc"]
    paragraphs = [[one for one in cell.iter() if local_name(one) == "p"] for cell in cells]
    if len(cells) < 2 or any(len(one) != 1 for one in paragraphs):
        return []
    return [one[0] for one in paragraphs]


def _mark_is_deleted(paragraph: _Element) -> bool:
    properties = [one for child in paragraph if local_name(child) == "pPr" for one in child]
    return any(local_name(one) == "del" for mark in properties if local_name(mark) == "rPr" for one in mark)


class _Line(NamedTuple):
    text: str
    pieces: list[Piece]
    begin: int
    """Where the line begins in its paragraph."""


def _shifted(line: _Line, by: int) -> Iterator[Piece]:
    return (Piece(start + by, end + by, element) for start, end, element in line.pieces)


_BREAK = "\n"


class _Runs:
    """The text of one paragraph: lines, how much of it is bold, marks, and the text boxes found on the way."""

    def __init__(self, paragraph: _Element, comments: dict[str, str]) -> None:
        self.traces = Traces(comments)
        self._length = 0
        self.boxes: list[_Element] = []
        self.characters = 0
        self.bold = 0
        self.unmarked = True
        parts: list[tuple[str, _Element]] = []
        waiting = [child for child in reversed(paragraph) if isinstance(child.tag, str)]
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "txbxContent":
                self.boxes.append(element)
            elif name == "r":
                parts += self._run(element, waiting)
            else:
                self.traces.element(element, self._length)
                if name not in _SKIPPED and name != "pPr":
                    waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
        self.traces.close(self._length)
        self.lines = [line for line in _broken(parts) if line.text.strip()]

    def _run(self, run: _Element, waiting: list[_Element]) -> list[tuple[str, _Element]]:
        properties = {local_name(one): one for child in run if local_name(child) == "rPr" for one in child}
        if "vanish" in properties and value(properties["vanish"]) not in {"0", "false"}:
            return []
        parts: list[tuple[str, _Element]] = []
        for element in run:
            name = local_name(element)
            if name == "t":
                parts.append((_words(element), element))
            elif name in {"br", "cr"}:
                parts.append((_BREAK, element))
            elif name == "tab":
                parts.append(("\u3000", element))
            elif name == "noBreakHyphen":
                parts.append(("-", element))
            elif name == "ruby":
                base = [one for one in element.iter() if local_name(one) == "t" and not _is_above(one)]
                parts += [(_words(one), one) for one in base]
            elif name in {"drawing", "pict", "AlternateContent", "object"}:
                waiting.append(element)
        begin = self._length
        self._length += sum(len(words) for words, _ in parts)
        self.traces.run(run, properties, begin, self._length)
        visible = sum(len("".join(words.split())) for words, _ in parts)
        self.characters += visible
        if "b" in properties:
            self.unmarked = False
            if value(properties["b"]) not in {"0", "false"}:
                self.bold += visible
        return parts


def _words(element: _Element) -> str:
    """Return the text of a `w:t`; comments of XML may stand in it."""
    text = element.text or ""
    if len(element):
        text += "".join(child.tail or "" for child in element)
    return text.replace("\n", " ")


def _broken(parts: list[tuple[str, _Element]]) -> Iterator[_Line]:
    """Yield the lines of a paragraph's parts."""
    words: list[str] = []
    pieces: list[Piece] = []
    begin = at = 0
    ended: list[tuple[str, _Element | None]] = [*parts, (_BREAK, None)]
    for text, element in ended:
        if text == _BREAK:
            yield _Line("".join(words), pieces, begin)
            begin += at + 1
            words, pieces, at = [], [], 0
        elif text and element is not None:
            words.append(text)
            pieces.append(Piece(at, at + len(text), element))
            at += len(text)


def _is_above(element: _Element) -> bool:
    """Tell whether a text stands above another as its reading."""
    return any(local_name(one) == "rt" for one in element.iterancestors())
