"""The files of an audit: which they are, and what tells whether a content was there before.

Contents are told apart by their SHA-256, always: size and times of a file may be the same although it was changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

from fazhi_check.audit import addresses
from fazhi_check.audit.listing import Identity, Listed, Listing
from fazhi_check.audit.store import Store
from fazhi_check.sources import Found, Sources

_CHINA = timezone(timedelta(hours=8))


def found_files(sources: Sources, paths: Iterable[str], listing: Listing, outside: Path) -> Iterator[Found]:
    """Yield the files that paths and addresses stand for, each once, without those in the folder `outside`."""
    inside = os.path.realpath(outside) + os.sep

    def is_new(source: str) -> bool:
        return not source.startswith(inside) and listing.is_new(source)

    for path in paths:
        if addresses.is_address(path):
            yield from (one for one in addresses.expand(path) if is_new(one.path))
        else:
            yield from sources.expand([path], is_new)


def identity_of(listed: Listed, most: int, store: Store) -> tuple[Identity, str]:
    """Return what is known of a file before it is assessed, and the mark by which its storage knows its content.

    A file that only its reader can say something about (too large, gone, locked) has no SHA-256.
    """
    if addresses.is_address(listed.file):
        return _remote_identity(listed.file, most, store)
    with suppress(OSError, ValueError):
        found = os.stat(listed.file)  # noqa: PTH116  # a path may be no text
        # Out of an archive, a file has the time at which it was unpacked.
        modified = None if listed.packed else _day(found.st_mtime)
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return Identity(None, found.st_size, modified), ""
        with Path(listed.file).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Identity(digest, found.st_size, modified), ""
    return Identity(), ""


def _remote_identity(address: str, most: int, store: Store) -> tuple[Identity, str]:
    """Know a content by its storage's mark of it; where there is none it has to be read."""
    remote = addresses.ask(address)
    if remote is None:
        return Identity(), ""
    modified = _day(remote.changed) if remote.changed is not None else None
    if remote.size > most:
        return Identity(None, remote.size, modified), ""
    if remote.stamp:
        known = store.stamp(address)
        same = known is not None and known[0] == remote.stamp
        return Identity(known[1] if known and same else None, remote.size, modified), remote.stamp
    data = addresses.content(address, most)
    sha256 = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None
    return Identity(sha256, remote.size, modified), ""


def _day(seconds: float) -> str | None:
    """Return the day in China of a time, so that an audit says the same wherever it runs."""
    try:
        return datetime.fromtimestamp(seconds, _CHINA).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return None
