"""Word files (.docx): every paragraph in reading order, as the file looks when all changes are accepted.

Kept: automatic numbers (一、 （一） 1.), table cells, text boxes, content controls, insertions and moved text of tracked
changes, heading levels, bold paragraphs; comments, highlighting and tracked changes as marks. Lost: pictures, headers,
footers, notes, hidden and deleted text.
The place of a line is the number of its paragraph among the paragraphs of the document body, empty ones included.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from fazhi_check.model.document import Document, Mark, Place, Span
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._packages import opened, part, xml
from fazhi_check.readers._word_marks import Traces, comments_of, placed
from fazhi_check.readers._word_styles import Numbering, Styles, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_BROKEN = "这个 Word 文件已损坏，打不开。请用 Word 或 WPS 重新另存为 .docx 后再检查。"
# Deleted and moved-away text, field codes, fallbacks of drawings (their text stands twice) and properties.
_SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "sectPr", "pPrChange", "rt")
)


def read(data: bytes, path: str) -> Document:
    """Read a Word file; see the module's docstring for what is kept."""
    with opened(data, _BROKEN) as archive:
        main = _main_part(archive)
        body = xml(part(archive, main))
        folder = main.rpartition("/")[0]
        styles = Styles(_optional(archive, f"{folder}/styles.xml"))
        numbering = Numbering(_optional(archive, f"{folder}/numbering.xml"), styles)
        comments = comments_of(_optional(archive, f"{folder}/comments.xml"))
    walk = _Walk(styles, numbering, comments)
    walk.run(body)
    return walk.assembly.document(path, "docx")


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the main document part, by the package's relationships."""
    try:
        for relation in xml(part(archive, "_rels/.rels")):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
    except KeyError:
        pass
    return "word/document.xml"


def _optional(archive: zipfile.ZipFile, name: str) -> _Element | None:
    try:
        return xml(part(archive, name))
    except KeyError:
        return None


class _Walk:
    """Walks the body; paragraphs inside text boxes come after the paragraph that holds them."""

    def __init__(self, styles: Styles, numbering: Numbering, comments: dict[str, str]) -> None:
        self.assembly = Assembly()
        self._comments = comments
        self._styles = styles
        self._numbering = numbering
        self._number = 0
        self._merged = False

    def run(self, top: _Element) -> None:
        """Add all paragraphs below an element, in reading order."""
        waiting = [top]
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "p":
                waiting.extend(reversed(self._paragraph(element)))
            elif name == "tr":
                waiting.extend(reversed(self._row(element)))
            elif name not in _SKIPPED:
                waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))

    def _row(self, row: _Element) -> list[_Element]:
        """Add a table row whose cells hold one paragraph each as one line; return what must be walked instead."""
        if any(local_name(one) == "del" for child in row if local_name(child) == "trPr" for one in child):
            return []
        cells = [cell for cell in row.iter() if local_name(cell) == "tc"]
        paragraphs = [[one for one in cell.iter() if local_name(one) == "p"] for cell in cells]
        if len(cells) < 2 or any(len(one) != 1 for one in paragraphs):
            return [child for child in row if isinstance(child.tag, str)]
        self._number += 1
        runs = [_Runs(one[0], self._comments) for one in paragraphs]
        texts = ["".join(one.lines) for one in runs]
        span = self.assembly.add("\u3000".join(filter(None, texts)), Place("paragraph", self._number))
        if span:
            # Offsets in a cell are none in the row: the whole row is marked.
            traces = [trace for one in runs for trace in one.traces.found]
            self.assembly.marks += [Mark(one.kind, span, one.note) for one in traces]
        self._number += len(cells) - 1
        return []

    def _paragraph(self, paragraph: _Element) -> list[_Element]:
        """Add one paragraph, one line per manual line break; return the text boxes in it."""
        self._number += 1
        runs = _Runs(paragraph, self._comments)
        place = Place("paragraph", self._number)
        heading = self._styles.outline_level(paragraph)
        bold = runs.bold >= runs.characters > 0 or (runs.unmarked and self._styles.is_bold(paragraph))
        label = self._numbering.label(paragraph) if runs.characters else ""
        for begin, line in zip(runs.starts, runs.lines, strict=True):
            span = self.assembly.add(
                label + line, place, heading=heading, bold=bold, label=len(label), continues=self._merged
            )
            if span:
                own = Span(span.start + len(label), span.end)
                marks = (placed(trace, own, begin) for trace in runs.traces.found)
                self.assembly.marks += filter(None, marks)
            label, self._merged = "", False
        # A paragraph whose mark was deleted goes on in the next one.
        self._merged = bool(runs.lines) and _mark_is_deleted(paragraph)
        return runs.boxes


def _mark_is_deleted(paragraph: _Element) -> bool:
    properties = [one for child in paragraph if local_name(child) == "pPr" for one in child]
    return any(local_name(one) == "del" for mark in properties if local_name(mark) == "rPr" for one in mark)


class _Runs:
    """The text of one paragraph: lines and where they start in it, how much of it is bold, text boxes, marks."""

    def __init__(self, paragraph: _Element, comments: dict[str, str]) -> None:
        self.traces = Traces(comments)
        self._length = 0
        self.boxes: list[_Element] = []
        self.characters = 0
        self.bold = 0
        self.unmarked = True
        parts: list[str] = []
        waiting = [child for child in reversed(paragraph) if isinstance(child.tag, str)]
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "txbxContent":
                self.boxes.append(element)
            elif name == "r":
                parts.append(self._run(element, waiting))
                self._length += len(parts[-1])
            else:
                self.traces.element(element, self._length)
                if name not in _SKIPPED and name != "pPr":
                    waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
        self.traces.close(self._length)
        self.lines: list[str] = []
        self.starts: list[int] = []
        at = 0
        for line in "".join(parts).split("\n"):
            if line.strip():
                self.lines.append(line)
                self.starts.append(at)
            at += len(line) + 1

    def _run(self, run: _Element, waiting: list[_Element]) -> str:
        properties = {local_name(one): one for child in run if local_name(child) == "rPr" for one in child}
        if "vanish" in properties and value(properties["vanish"]) not in {"0", "false"}:
            return ""
        text: list[str] = []
        for element in run:
            name = local_name(element)
            if name == "t":
                text.append((element.text or "").replace("\n", " "))
            elif name in {"br", "cr"}:
                text.append("\n")
            elif name == "tab":
                text.append("\u3000")
            elif name == "noBreakHyphen":
                text.append("-")
            elif name == "ruby":
                text += [
                    one.text or "" for one in element.iter() if local_name(one) == "t" and not _is_above(one)
                ]
            elif name in {"drawing", "pict", "AlternateContent", "object"}:
                waiting.append(element)
        joined = "".join(text)
        self.traces.run(run, properties, self._length, self._length + len(joined))
        visible = len("".join(joined.split()))
        self.characters += visible
        if "b" in properties:
            self.unmarked = False
            if value(properties["b"]) not in {"0", "false"}:
                self.bold += visible
        return joined


def _is_above(element: _Element) -> bool:
    """Tell whether a text stands above another as its reading."""
    return any(local_name(one) == "rt" for one in element.iterancestors())
