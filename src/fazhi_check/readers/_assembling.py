"""Assembling a document from the lines a reader finds, one after another."""

from __future__ import annotations

from fazhi_check.model.document import Block, Document, Mark, Place, Span


class Assembly:
    """Collects lines and their places; `document()` joins them with line feeds into one text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self.marks: list[Mark] = []

    def add(
        self,
        text: str,
        place: Place,
        *,
        heading: int = 0,
        bold: bool = False,
        label: int = 0,
        continues: bool = False,
    ) -> Span | None:
        """Append one line (no line feed in it) and return where it stands; blank lines are dropped."""
        if not text.strip():
            return None
        span = Span(self._length, self._length + len(text))
        self._parts.append(text)
        self._blocks.append(Block(span, place, heading, bold, label, continues))
        self._length = span.end + 1
        return span

    def document(
        self,
        path: str,
        file_format: str,
        *,
        title: str = "",
        published: str = "",
        notes: tuple[str, ...] = (),
    ) -> Document:
        """Return what was collected."""
        text = "\n".join(self._parts)
        marks = tuple(self.marks)
        return Document(path, text, tuple(self._blocks), file_format, title, published, notes, marks)
