"""The jobs of an audit: drawn as they are needed, passed over where the store knows the result, and taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from fazhi_check.audit.assessing import Job, Made, key_of
from fazhi_check.audit.finding import identity_of
from fazhi_check.audit.listing import Listed, Listing
from fazhi_check.audit.store import Kept, Store
from fazhi_check.sources import Found

_AHEAD = 16
"""Files that are found for each that is looked at: how many there are is known long before the end."""

# What a power cut may cost: so many results, or so many seconds of work.
_MOST_WAITING = 64
_LONGEST = 0.5

_CHANGED = "检查期间文件的内容变了，没有检查。请重新运行一次。"


class Jobs:
    """The jobs of one audit; `settings` is that of `Assess.settings`, `most` the largest file in bytes."""

    def __init__(
        self, found: Iterator[Found], listing: Listing, store: Store, settings: str, most: int
    ) -> None:
        self._found = found
        self._listing = listing
        self._store = store
        self._settings = settings
        self._most = most
        self._flying: dict[bytes, list[int]] = {}
        """Keys of contents that are being assessed, with the files that have the same content."""
        self._out: dict[int, tuple[bytes | None, str]] = {}
        """Files that are being assessed: the key as it was before, the storage's mark."""
        self._ready: dict[bytes, Kept] = {}
        self._written = time.monotonic()
        self.all_found = False
        self.reused = self.assessed = self.failed = 0

    @property
    def found(self) -> int:
        """How many files have been found so far."""
        return self._listing.count

    def __iter__(self) -> Iterator[Job]:
        """Yield what has to be assessed."""
        number = 0
        while True:
            ahead = list(islice(self._found, _AHEAD))
            for one in ahead:
                self._listing.add(one)
            self.all_found = len(ahead) < _AHEAD
            listed = self._listing.next_after(number)
            if listed is not None:
                number = listed.number
                if self._is_open(listed):
                    yield Job(listed.number, listed.path, listed.file, listed.packed)
            elif self.all_found:
                return

    def _is_open(self, listed: Listed) -> bool:
        """Tell whether a file has to be assessed; note what is known of it."""
        identity, stamp = identity_of(listed, self._most, self._store)
        self._listing.identify(listed.number, identity)
        key = key_of(identity.sha256, listed.path, self._settings) if identity.sha256 else None
        if key is not None and (key in self._ready or self._store.has(key)):
            self._listing.settle(listed.number, key, None)
            self.reused += 1
            return False
        if key in self._flying:
            self._flying[key].append(listed.number)
            return False
        if key is not None:
            self._flying[key] = []
        self._out[listed.number] = key, stamp
        return True

    def take(self, job: Job, made: Made) -> None:
        """Take back what became of a job."""
        before, stamp = self._out.pop(job.number)
        same = self._flying.pop(before, []) if before else []
        key = key_of(made.sha256, job.path, self._settings) if made.sha256 else None
        if made.sha256 and made.bytes is not None:
            self._listing.reread(job.number, made.sha256, made.bytes)
            if stamp:
                self._store.remember_stamp(job.file, stamp, made.sha256)
        if key and made.lasting:
            self._ready[key] = made.kept
            self._listing.settle(job.number, key, None)
            for number in same:
                self._listing.settle(number, *((key, None) if key == before else (None, _CHANGED)))
        else:
            for number in (job.number, *same):
                self._listing.settle(number, None, made.kept.reason)
        if made.kept.reason is None:
            self.assessed += 1
            self.reused += len(same)
        else:
            self.failed += 1 + len(same)
        if len(self._ready) >= _MOST_WAITING or time.monotonic() > self._written + _LONGEST:
            self.write()

    def write(self) -> None:
        """Put what is ready into the store."""
        self._store.keep(self._ready.items())
        self._ready.clear()
        self._written = time.monotonic()
