"""Grouping pairs of numbers by the first of them in bounded memory: on disk, a bucket at a time in memory."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from itertools import groupby
from types import TracebackType
from typing import IO

_BUCKETS = 64
_FULL = 8192
"""Pairs that a bucket holds in memory before they go to disk (8 bytes each)."""
_LOW = (1 << 32) - 1


class Shuffle:
    """Takes pairs of numbers below 2³²; gives them back grouped by key, in the same order for the same pairs.

    Use as a context manager: its temporary file goes away at the end.
    """

    def __init__(self) -> None:
        self._buckets = [array("Q") for _ in range(_BUCKETS)]
        self._pieces: list[list[tuple[int, int]]] = [[] for _ in range(_BUCKETS)]
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Shuffle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, key: int, value: int) -> None:
        """Take a pair."""
        number = key % _BUCKETS
        bucket = self._buckets[number]
        bucket.append(key << 32 | value)
        if len(bucket) >= _FULL:
            self._pieces[number].append((self._file.tell(), len(bucket)))
            bucket.tofile(self._file)
            del bucket[:]

    def groups(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each key with its values in ascending order, repeated ones as often as they came."""
        for number in range(_BUCKETS):
            bucket = self._buckets[number]
            for at, length in self._pieces[number]:
                self._file.seek(at)
                bucket.fromfile(self._file, length)
            for key, pairs in groupby(sorted(bucket), key=lambda pair: pair >> 32):
                yield key, [pair & _LOW for pair in pairs]
            self._buckets[number] = array("Q")
