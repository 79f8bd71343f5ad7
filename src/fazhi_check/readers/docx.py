"""Word files (.docx): every paragraph in reading order, as the file looks when all changes are accepted.

Kept: automatic numbers (一、 （一） 1.), table cells, text boxes, content controls, insertions and moved text of tracked
changes, heading levels, bold paragraphs; comments, highlighting and tracked changes as marks. Lost: pictures, headers,
footers, notes, hidden and deleted text.
The place of a line is the number of its paragraph among the paragraphs of the document body, empty ones included.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple

from fazhi_check.model.document import Document, Mark, Span
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._packages import opened, part, xml
from fazhi_check.readers._word_lines import Piece, WordLine, lines
from fazhi_check.readers._word_marks import comments_of, is_ours
from fazhi_check.readers._word_styles import Numbering, Styles, attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "BROKEN",
    "Body",
    "Piece",
    "WordLine",
    "as_docx",
    "attribute",
    "body",
    "is_ours",
    "local_name",
    "opened",
    "part",
    "read",
    "xml",
]

BROKEN = "这个 Word 文件已损坏，打不开。请用 Word 或 WPS 重新另存为 .docx 后再检查。"


def as_docx(data: bytes) -> bytes:
    """Return the file itself."""
    return data


class Body(NamedTuple):
    """The main part of a Word file: its name in the package, its XML, its lines as `read` takes them."""

    part: str
    root: _Element
    lines: tuple[WordLine, ...]


def read(data: bytes, path: str) -> Document:
    """Read a Word file; see the module's docstring for what is kept."""
    assembly = Assembly()
    for line in body(data).lines:
        span = assembly.add(
            line.text,
            line.place,
            heading=line.heading,
            bold=line.bold,
            label=line.label,
            continues=line.continues,
        )
        if span is None:
            continue
        for mark in line.marks:
            there = Span(span.start + mark.span.start, span.start + mark.span.end)
            assembly.marks.append(Mark(mark.kind, there, mark.note))
    return assembly.document(path, "docx")


def body(data: bytes) -> Body:
    """Return the main part of a Word file; raises `Unreadable`."""
    with opened(data, BROKEN) as archive:
        main = _main_part(archive)
        root = xml(part(archive, main), comments=True)
        folder = main.rpartition("/")[0]
        styles = Styles(_optional(archive, f"{folder}/styles.xml"))
        numbering = Numbering(_optional(archive, f"{folder}/numbering.xml"), styles)
        comments = comments_of(_optional(archive, f"{folder}/comments.xml"))
    return Body(main, root, tuple(lines(root, styles, numbering, comments)))


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
