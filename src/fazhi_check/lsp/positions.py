"""Positions: from offsets in a text to lines and UTF-16 units, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from fazhi_check.model.document import Span

_BREAK = re.compile("\r\n|\n|\r")


class Positions:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends: list[int] = []
        for found in _BREAK.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def position(self, offset: int) -> dict[str, int]:
        """Return the position of an offset; one inside a line break is the end of its line."""
        line = bisect_right(self._starts, offset) - 1
        before = self._text[self._starts[line] : min(offset, self._ends[line])]
        return {"line": line, "character": _units(before)}

    def range(self, span: Span) -> dict[str, Any]:
        """Return the range of a span."""
        return {"start": self.position(span.start), "end": self.position(span.end)}

    def offset(self, position: dict[str, Any]) -> int:
        """Return the offset of a position; beyond the end of a line or of the text it is that end.

        A position inside a pair of surrogates is the one before it. Raises `ValueError` for what is no position.
        """
        line, character = position["line"], position["character"]
        if not isinstance(line, int) or not isinstance(character, int) or line < 0 or character < 0:
            raise ValueError("line and character must be whole numbers from 0 on")
        if line >= len(self._starts):
            return len(self._text)
        words = self._text[self._starts[line] : self._ends[line]]
        if words.isascii() or _units(words) == len(words):
            return self._starts[line] + min(character, len(words))
        at = 0
        for one in words:
            character -= _units(one)
            if character < 0:
                break
            at += 1
        return self._starts[line] + at


def _units(text: str) -> int:
    """Count UTF-16 units: characters beyond U+FFFF have two."""
    return len(text) + sum(one > "\uffff" for one in text)
