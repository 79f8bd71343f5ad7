"""Limits that keep one file from stopping a run."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 30
"""How long one file may take."""

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read unless told otherwise."""

MEMORY = 2 * 1024 * 1024 * 1024
"""How many bytes of memory a process that checks files may take."""

MAX_CHARACTERS = 4_000_000
"""The longest text that is judged; memory stays below 500 MB."""


class TooLong(Exception):
    """A file took longer than it may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLong` when the time is over, where the system can (not on Windows, not beside the main thread)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
