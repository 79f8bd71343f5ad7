"""What a worker process runs: take a job, do it, give the answer, until the pipe is closed."""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

READY = "ready"
DONE = "done"
ERROR = "error"

OUT_OF_MEMORY = 77
"""The exit code of a worker whose job took more memory than it may."""

_GC_THRESHOLD = 100_000


def main(task: BinaryIO) -> None:
    """Serve; `task` holds the work (what is called with each job) and its limits, pickled."""
    inbox, outbox = _own_streams()
    # The parent ends the run. One that was killed closes the pipes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with task:
        work, seconds, memory = pickle.load(task)  # noqa: S301  # written by the parent
    _limit_memory(memory)
    # What the work holds stays until the end: the search for cycles need not walk through it again and again.
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)
    with suppress(EOFError, BrokenPipeError), Path(os.devnull).open("w") as nowhere:
        _answer(outbox, READY, None)
        while True:
            job = pickle.load(inbox)  # noqa: S301
            # The parent ends a worker that overruns; should there be no parent any more, the worker does it itself.
            faulthandler.dump_traceback_later(2 * seconds + 5, exit=True, file=nowhere)
            try:
                kind, value = _done(work, job)
            finally:
                faulthandler.cancel_dump_traceback_later()
            _answer(outbox, kind, value)


def _done(work: Any, job: Any) -> tuple[str, Any]:
    try:
        return DONE, work(job)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # a fresh worker has its memory whole
    except Exception as error:
        return ERROR, f"{type(error).__name__}: {error}"


def _answer(outbox: BinaryIO, kind: str, value: Any) -> None:
    try:
        outbox.write(pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL))
        outbox.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves: what a library reads or prints goes nowhere."""
    inbox, outbox = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for taken in (0, 1):
        os.dup2(nowhere, taken)
    os.close(nowhere)
    return os.fdopen(inbox, "rb"), os.fdopen(outbox, "wb")


def _limit_memory(most: int) -> None:
    """Refuse the process more than `most` bytes of its own, where the system can (Linux)."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
