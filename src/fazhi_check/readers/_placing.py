"""From lines on pages to a document: what the readers of page formats share."""

from __future__ import annotations

from collections.abc import Sequence

from fazhi_check.model.document import Document, Place
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._layout import Line, paragraphs, without_running_heads


def placed_document(
    path: str, file_format: str, pages: Sequence[tuple[float, Sequence[Line]]], notes: tuple[str, ...] = ()
) -> Document:
    """Return a document of the pages' lines; each page comes with its height."""
    assembly = Assembly()
    for line, continues in paragraphs(without_running_heads(pages)):
        assembly.add(line.text, Place("line", line.number, line.page), continues=continues)
    return assembly.document(path, file_format, notes=notes)
