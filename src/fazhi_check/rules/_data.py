"""The rules' data: YAML files that people edit, read without a YAML library.

A file is a list of entries; an entry's values are text, whole numbers, true/false, or a list of texts in one line, and
text is quoted only where it holds `: ` or begins with a mark. That is less than YAML allows; a test compares what is read
here with what a YAML library reads.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

Value = str | int | bool | list[str]
_FIELD = re.compile(r"(?:- |  )([a-z_]+): *(.*)")


@cache
def entries(name: str) -> tuple[dict[str, Value], ...]:
    """Return the entries of a data file; raises `ValueError` with the line that is not understood."""
    found: list[dict[str, Value]] = []
    path = Path(__file__).parent / "data" / name
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        field = _FIELD.fullmatch(line)
        if field is None or not (found or line.startswith("- ")):
            raise ValueError(f"{name}:{number}：{line}")
        if line.startswith("- "):
            found.append({})
        found[-1][field[1]] = _value(field[2])
    return tuple(found)


def _value(text: str) -> Value:
    if text.startswith("["):
        return [one.strip().strip('"') for one in text.strip("[]").split(",")]
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdigit() else text.strip('"')
