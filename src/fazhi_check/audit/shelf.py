"""A shelf: the texts of all reports of an audit on disk, each at hand by its number."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any, NamedTuple

from fazhi_check.audit.records import Record
from fazhi_check.audit.similarity import Part, marks_of, parts_of


class Text(NamedTuple):
    """A report's words, and whose they are; `unit` is the roster's name for it where there is one."""

    number: int
    unit: str
    level: str | None
    path: str
    day: str
    parts: tuple[Part, ...]
    marks: array[int]


def unit_of(record: Record) -> str:
    """Return the unit of a record: the roster's name for it, else the one in the report."""
    roster = record.get("roster") or {}
    return str(roster.get("unit") or record.get("unit") or "")


def text_of(record: Record, number: int = 0) -> Text:
    """Return the words of a record; one without a sketch has none."""
    sketch: dict[str, Any] = record.get("sketch") or {"parts": [], "marks": ""}
    day = record.get("published") or (record.get("file") or {}).get("modified") or ""
    return Text(
        number,
        unit_of(record),
        record.get("level"),
        record["path"],
        day,
        tuple(parts_of(sketch)),
        marks_of(sketch),
    )


class Shelf:
    """Texts in the order in which they were put, read back by number. Use as a context manager."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by __exit__
        self._starts = array("Q", [0])

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def put(self, record: Record) -> int:
        """Keep the words of a record; return its number, from 0."""
        kept = {
            key: record.get(key) for key in ("unit", "level", "path", "published", "file", "roster", "sketch")
        }
        line = json.dumps(kept, ensure_ascii=False).encode()
        self._file.seek(self._starts[-1])
        self._file.write(line)
        self._starts.append(self._starts[-1] + len(line))
        return len(self) - 1

    def __getitem__(self, number: int) -> Text:
        self._file.seek(self._starts[number])
        line = self._file.read(self._starts[number + 1] - self._starts[number])
        return text_of(json.loads(line), number)

    def __iter__(self) -> Iterator[Text]:
        return (self[number] for number in range(len(self)))
