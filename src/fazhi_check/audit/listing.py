"""The files of one audit while it runs: a temporary table, so that a million paths need no memory.

It belongs to one connection and is gone with it: an audit that was killed leaves nothing half-done in the store. When
all files are through, records are put together from it and the store.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from fazhi_check.audit.records import Record, Records
from fazhi_check.audit.store import Store
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.sources import Found
from fazhi_check.wording import printable

_SCHEMA = """
CREATE TEMP TABLE seen (source BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE listing (
  number INTEGER PRIMARY KEY, path TEXT NOT NULL, file BLOB, packed INTEGER, key BLOB, reason TEXT, sha256 TEXT, bytes INTEGER,
  modified TEXT, roster TEXT, unit INTEGER, year INTEGER
);
CREATE INDEX temp.by_path ON listing (path, number)
"""


class Listed(NamedTuple):
    """A file of the audit: its number in the order of finding, its path as shown, where it stands.

    `packed` says that it came out of an archive.
    """

    number: int
    path: str
    file: str
    packed: bool


class Identity(NamedTuple):
    """What is known of a file beside its content: SHA-256, size in bytes, day of its last change in China's time."""

    sha256: str | None = None
    bytes: int | None = None
    modified: str | None = None


class Told(NamedTuple):
    """What tells to whom a file belongs, and when it came."""

    number: int
    path: str
    unit: str
    year: int | None
    published: str | None
    modified: str | None


class Listing:
    """The files of the audit that a connection is at."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection
        self.count = 0
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)

    def is_new(self, source: str) -> bool:
        """Note a real path; tell whether it was not there before."""
        done = self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (os.fsencode(source),))
        return done.rowcount == 1

    def add(self, found: Found) -> None:
        """Take in what was found."""
        self.count += 1
        path = printable(found.path if "://" in found.path else PurePath(found.path).as_posix())
        file, packed, reason = None, False, None
        if isinstance(found, ReadFailure):
            reason = found.reason
        else:
            file, packed = os.fsencode(found.file), found.file != found.path
        self._connection.execute(
            "INSERT INTO listing (number, path, file, packed, reason) VALUES (?, ?, ?, ?, ?)",
            (self.count, path, file, packed, reason),
        )

    def next_after(self, number: int) -> Listed | None:
        """Return the file that was found next after one and is to be read."""
        row = self._connection.execute(
            "SELECT number, path, file, packed FROM listing WHERE number > ? AND file IS NOT NULL ORDER BY number LIMIT 1",
            (number,),
        ).fetchone()
        return Listed(row[0], row[1], os.fsdecode(row[2]), bool(row[3])) if row else None

    def identify(self, number: int, identity: Identity) -> None:
        """Note what is known of a file."""
        self._connection.execute(
            "UPDATE listing SET sha256 = ?, bytes = ?, modified = ? WHERE number = ?", (*identity, number)
        )

    def reread(self, number: int, sha256: str, size: int) -> None:
        """Note the content of a file as it was when it was assessed."""
        self._connection.execute(
            "UPDATE listing SET sha256 = ?, bytes = ? WHERE number = ?", (sha256, size, number)
        )

    def settle(self, number: int, key: bytes | None, reason: str | None) -> None:
        """Note where the result of a file is, or why there is none."""
        self._connection.execute(
            "UPDATE listing SET key = ?, reason = ? WHERE number = ?", (key, reason, number)
        )

    def told(self) -> Iterator[Told]:
        """Yield what tells to whom each file belongs, in order of their paths."""
        rows = self._connection.execute(
            f"SELECT l.number, l.path, coalesce(r.unit, ''), r.year, r.published, l.modified {_FROM} {_ORDER}"
        )
        yield from map(Told._make, rows)

    def belong(self, number: int, unit: int, year: int | None, roster: str) -> None:
        """Note the number of the unit that a file belongs to, its year, and what is shown of it (JSON)."""
        self._connection.execute(
            "UPDATE listing SET unit = ?, year = ?, roster = ? WHERE number = ?", (unit, year, roster, number)
        )

    def units(self) -> set[int]:
        """Return the numbers of the units that have files."""
        return {row[0] for row in self._connection.execute("SELECT DISTINCT unit FROM listing")} - {None}

    def several(self) -> Iterator[tuple[int, int | None, str]]:
        """Yield unit, year and path of the files of which there is more than one, in this order."""
        yield from self._connection.execute(
            "SELECT l.unit, l.year, l.path FROM listing AS l JOIN (SELECT unit, year FROM listing "
            "WHERE unit IS NOT NULL GROUP BY unit, year HAVING count(*) > 1) AS g "
            "ON l.unit = g.unit AND l.year IS g.year ORDER BY l.unit, l.year, l.path"
        )

    def records(self) -> Records:
        """Return the assessments."""
        return _Rows(self._connection, _ASSESSED)

    def failures(self) -> Records:
        """Return the files that could not be assessed."""
        return _Rows(self._connection, _FAILED)

    def lines(self) -> Iterator[bytes]:
        """Yield records and failures as lines of JSON in UTF-8, in order of their paths."""
        return (_line(*row) for row in self._connection.execute(f"{_ROWS} {_ORDER}"))

    def gravest(self) -> int:
        """Return the gravity of the gravest finding (`linting.gravity`), -1 if there is none."""
        found = self._connection.execute(f"SELECT max(gravity) {_FROM}").fetchone()[0]
        return -1 if found is None else int(found)


_FROM = "FROM listing AS l LEFT JOIN results AS r ON r.key = l.key"
_ASSESSED = "WHERE l.reason IS NULL AND r.reason IS NULL"
_FAILED = "WHERE l.reason IS NOT NULL OR r.reason IS NOT NULL"
_ROWS = (
    f"SELECT l.path, coalesce(l.reason, r.reason), l.sha256, l.bytes, l.modified, l.roster, r.body {_FROM}"
)
_ORDER = "ORDER BY l.path, l.number"


class _Rows:
    """The records or the failures, drawn from the store whenever they are walked through."""

    def __init__(self, connection: sqlite3.Connection, which: str) -> None:
        self._connection = connection
        self._which = which

    def __iter__(self) -> Iterator[Record]:
        for row in self._connection.execute(f"{_ROWS} {self._which} {_ORDER}"):
            record: Record = json.loads(_line(*row))
            yield record

    def __len__(self) -> int:
        return int(self._connection.execute(f"SELECT count(*) {_FROM} {self._which}").fetchone()[0])


def _line(
    path: str,
    reason: str | None,
    sha256: str | None,
    size: int | None,
    modified: str | None,
    roster: str | None,
    body: bytes | None,
) -> bytes:
    file = json.dumps({"sha256": sha256, "bytes": size, "modified": modified})
    head = f'{{"path": {json.dumps(path, ensure_ascii=False)}, '
    tail = f', "file": {file}, "roster": {roster or "null"}}}'
    if reason is None:
        what = zlib.decompress(body or b"")
    else:
        what = _encoded('"reason": ' + json.dumps(reason, ensure_ascii=False))
    return _encoded(head) + what + _encoded(tail)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
