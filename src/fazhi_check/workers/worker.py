"""One worker process as its parent sees it."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

_BOOT = (
    "import pickle, sys; task = open(sys.argv[1], 'rb'); sys.path[:] = pickle.load(task); "
    "from fazhi_check.workers.child import main; main(task)"
)


class Held(NamedTuple, Generic[T]):
    """A job that a worker has, since `given`; `alone` when it was there as a process died and has one for itself now."""

    job: T
    alone: bool = False
    given: float = 0


class Event(NamedTuple):
    """Something a worker said (None: it is gone), and when."""

    worker: Worker[Any]
    answer: tuple[str, Any] | None
    at: float


class Worker(Generic[T]):
    """A process with the jobs that it holds, the one it is at first; what it says goes to `events`."""

    def __init__(self, task: Path, events: SimpleQueue[Event]) -> None:
        self.held: deque[Held[T]] = deque()
        self.ready = False
        self.overdue: Held[T] | None = None
        """The job for which it was ended."""
        self.done = 0
        self.since = time.monotonic()
        """When it began the job that it is at."""
        self._process = subprocess.Popen(  # noqa: S603  # ourselves
            [sys.executable, "-c", _BOOT, str(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._listener = threading.Thread(target=self._listen, args=(events,), daemon=True)
        self._listener.start()

    def give(self, held: Held[T]) -> None:
        """Send a job."""
        held = held._replace(given=time.monotonic())
        if not self.held:
            self.since = held.given
        self.held.append(held)
        # One that died meanwhile says so by itself.
        with suppress(OSError):
            stream: IO[bytes] = self._process.stdin  # type: ignore[assignment]  # a pipe
            stream.write(pickle.dumps(held.job, pickle.HIGHEST_PROTOCOL))
            stream.flush()

    def answered(self, at: float) -> T:
        """Take note that it went on at a time, and return the job that it was at until then."""
        self.done += 1
        job = self.held.popleft().job
        # Whoever draws the answers may have taken their time before they gave it the next job.
        self.since = max(at, self.held[0].given) if self.held else at
        return job

    def kill(self) -> None:
        """End the process at once, even inside a library that never comes back."""
        self._process.kill()

    def close(self) -> int:
        """End the process if it has not ended, and return its exit code."""
        self.kill()
        code = self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it did not read is lost with it
                stream.close()  # type: ignore[union-attr]  # pipes
        return code

    def _listen(self, events: SimpleQueue[Event]) -> None:
        stream: IO[bytes] = self._process.stdout  # type: ignore[assignment]  # a pipe
        # A process that was killed may leave half an answer.
        with suppress(EOFError, pickle.UnpicklingError, OSError, MemoryError, ValueError, AttributeError):
            while True:
                events.put(Event(self, pickle.load(stream), time.monotonic()))  # noqa: S301  # our own process
        events.put(Event(self, None, time.monotonic()))
