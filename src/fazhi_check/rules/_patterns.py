"""Patterns that are compiled when they are first used.

Compiling costs more than searching a report: a rule that sees at once that it has nothing to look for spares it, which the
start of the program would feel.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    def __init__(self, words: str, flags: int) -> None:
        self._source = words, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found


def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like a compiled pattern."""
    return cast("re.Pattern[str]", _Pattern(words, flags))
