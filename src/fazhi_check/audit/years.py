"""Last year's audit: its records by unit, read from the disk when they are asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from fazhi_check.audit.records import Record
from fazhi_check.audit.shelf import unit_of
from fazhi_check.folding import fold
from fazhi_check.mistakes import Mistake

RESULTS = "results.jsonl"
_OFFICE = re.compile(r"(?:人民政府|政府|办事处|委员会|党工委|党委)+$")


class NoResults(Mistake):
    """A folder that holds no results of an audit; the message says so in Chinese."""


def key(unit: str) -> str:
    """Return what stays of a unit's name from year to year: its place, or the office itself."""
    name = fold(unit).text.split("、")[-1]
    return _OFFICE.sub("", name) or name


def results_in(folder: Path) -> Path:
    """Return the results of an audit; raises `NoResults`."""
    file = folder if folder.is_file() else folder / RESULTS
    if not file.is_file():
        raise NoResults(f"{folder} 里没有 {RESULTS}，不是 fazhi-check audit 的输出文件夹。")
    return file


def records_in(file: Path) -> Iterator[Record]:
    """Yield the records of the reports in a results.jsonl; failures are passed over. Raises `NoResults`."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = _parsed(line, file, number)
            if "items" in record:
                yield record


def _parsed(line: bytes, file: Path, number: int) -> Record:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict) or "path" not in record:
        raise NoResults(f"{file} 第 {number} 行不是审查结果，文件可能不完整。")
    return record


class LastYear:
    """The records of a former audit, found by unit."""

    def __init__(self, folder: Path) -> None:
        """Walk through the results once; raises `NoResults`."""
        path = results_in(folder)
        self._names: dict[str, str] = {}
        self._found: dict[str, list[tuple[int, int]]] = {}
        with ExitStack() as stack:
            self._file: IO[bytes] = stack.enter_context(path.open("rb"))
            self._read(path)
            stack.pop_all()

    def _read(self, path: Path) -> None:
        at = 0
        for number, line in enumerate(self._file, 1):
            record = _parsed(line, path, number)
            if "items" in record and unit_of(record):
                unit = key(unit_of(record))
                self._names.setdefault(unit, unit_of(record))
                self._found.setdefault(unit, []).append((record["year"] or 0, at))
            at += len(line)

    @property
    def units(self) -> dict[str, str]:
        """Return the names of all units by their keys, in order of the results."""
        return dict(self._names)

    def close(self) -> None:
        """Close the results."""
        self._file.close()

    def of(self, record: Record) -> Record | None:
        """Return the unit's record of the latest year before that of a record; None if there is none."""
        year = record["year"] or 10_000
        earlier = [one for one in self._found.get(key(unit_of(record)), ()) if one[0] < year]
        if not earlier:
            return None
        self._file.seek(max(earlier)[1])
        found: Record = json.loads(self._file.readline())
        return found
