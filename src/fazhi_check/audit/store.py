"""The store: what was found out about every content; one SQLite file.

Results are kept under a key of content, checklist, tool and options (`settings`), so a file that did not change, was
moved or stands in two places is assessed once. Several audits may use one store at the same time: each writes in short
transactions of its own. One process of an audit writes; its workers do not know of the store.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fazhi_check.mistakes import Mistake

_APPLICATION = 0x66617A68
"""Marks our files (“fazh”)."""
_VERSION = 1
_WAIT = 60.0
"""Seconds to wait for another audit's transaction."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (
  key BLOB PRIMARY KEY, reason TEXT, unit TEXT NOT NULL, level TEXT, year INTEGER, published TEXT,
  gravity INTEGER, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS stamps (address TEXT PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
"""


class StoreError(Mistake):
    """A store that cannot be used; the message is one line in Chinese."""


class Kept(NamedTuple):
    """What is kept of one content: why there is no assessment, or the assessment.

    `body` holds the record as JSON without braces and path, compressed, so that lines are put together without parsing.
    """

    reason: str | None
    unit: str = ""
    level: str | None = None
    year: int | None = None
    published: str | None = None
    gravity: int | None = None
    body: bytes = b""


class Store:
    """An open store."""

    def __init__(self, path: Path) -> None:
        """Open a store or make one; raises `StoreError`."""
        self.path = path
        try:
            self.connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(told(path, error)) from None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _prepare(self) -> None:
        application, version, tables = (
            self.connection.execute(what).fetchone()[0]
            for what in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT count(*) FROM sqlite_master",
            )
        )
        if tables and application != _APPLICATION:
            raise StoreError(f"{self.path} 是别的程序的数据库，不能用来存放审查结果。请换一个文件。")
        if tables and version != _VERSION:
            raise StoreError(f"{self.path} 是另一个版本的 fazhi-check 建立的，本版本不能使用。请换一个文件。")
        self._patiently("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        with Writing(self.connection):
            for statement in _SCHEMA.split(";"):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA application_id={_APPLICATION}")
            self.connection.execute(f"PRAGMA user_version={_VERSION}")

    def _patiently(self, statement: str) -> None:
        """Execute what does not wait by itself while another process has the file."""
        until = time.monotonic() + _WAIT
        while True:
            try:
                self.connection.execute(statement)
                return
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def has(self, key: bytes) -> bool:
        """Tell whether there is a result under a key."""
        return self.connection.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def keep(self, results: Iterable[tuple[bytes, Kept]]) -> None:
        """Keep results for good; what another audit kept meanwhile is the same."""
        with Writing(self.connection):
            self.connection.executemany(
                "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((key, *kept) for key, kept in results),
            )

    def stamp(self, address: str) -> tuple[str, str] | None:
        """Return what a remote file was marked with when it was last read, and its SHA-256."""
        found = self.connection.execute("SELECT stamp, sha256 FROM stamps WHERE address = ?", (address,))
        row: tuple[str, str] | None = found.fetchone()
        return row

    def remember_stamp(self, address: str, stamp: str, sha256: str) -> None:
        """Note what a remote file is marked with."""
        with Writing(self.connection):
            self.connection.execute(
                "INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)", (address, stamp, sha256)
            )


class Writing:
    """A transaction that is there whole or not at all, and waits for its turn at the start."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def told(path: Path, error: sqlite3.Error) -> str:
    """Say in Chinese what is wrong with a store."""
    if "not a database" in str(error) or "malformed" in str(error):
        return f"{path} 不是审查结果的数据库，或者已经损坏。请换一个文件，或删除它后重新运行。"
    if "locked" in str(error):
        return f"{path} 一直被别的程序占用，请稍后再试。"
    if "full" in str(error):
        return f"磁盘已满，审查结果没有全部写进 {path}。腾出空间后重新运行，会从中断的地方继续。"
    return f"打不开审查结果的数据库 {path}（{error}）：请检查文件夹是否存在、有没有权限、磁盘是否已满。"
