"""Positions: line and column of a character, as editors, git and CI servers count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from fazhi_check.model.document import Document, Span

_BREAK = re.compile("\r\n|[\r\n]")


class Region(NamedTuple):
    """From a first character to behind a last one; all count from 1, columns in code points.

    `exact` is false for formats that have no lines (Word, PDF, web pages): such a region is the file's first character.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    exact: bool


WHOLE_FILE = Region(1, 1, 1, 1, exact=False)


class Positions:
    """The lines of one document. A byte order mark is no character, CRLF is one line end."""

    def __init__(self, document: Document) -> None:
        self._exact = document.format == "text"
        self._starts = [0, *(one.end() for one in _BREAK.finditer(document.text))] if self._exact else []

    def region(self, span: Span) -> Region:
        """Return where a span stands in the file."""
        if not self._exact:
            return WHOLE_FILE
        return Region(*self._at(span.start), *self._at(span.end), exact=True)

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
