"""A crew of worker processes: hand out jobs, gather answers, replace who is lost."""

from __future__ import annotations

import os
import pickle
import queue
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from fazhi_check.workers.child import DONE, OUT_OF_MEMORY, READY
from fazhi_check.workers.worker import Event, Held, Worker

J = TypeVar("J")
R = TypeVar("R")

_AHEAD = 2
"""Jobs that a worker holds: the one that it is at, and the next, so that it never waits."""

_STARTING = 120.0
"""Seconds that a worker may take to start."""

_MOST_FALSE_STARTS = 5


class Limits(NamedTuple):
    """What one job may cost: seconds of time, bytes of memory."""

    seconds: float
    memory: int


class Lost(NamedTuple):
    """A job without an answer, and why: it took too long, too much memory, its process died, or an exception."""

    kind: Literal["time", "memory", "died", "error"]
    detail: str = ""


class NoWorkers(Exception):
    """Worker processes end before they begin."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew(Generic[J, R]):
    """Up to `size` workers that call `work` with jobs (work, jobs and answers must be picklable)."""

    def __init__(self, work: Callable[[J], R], size: int, limits: Limits) -> None:
        self._size = size
        self._limits = limits
        # A job that the worker itself could stop by its alarm should not be stopped from here.
        self._deadline = limits.seconds * 1.25 + 1
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._workers: list[Worker[J]] = []
        self._again: deque[Held[J]] = deque()
        self._false_starts = 0
        self._folder = tempfile.TemporaryDirectory(prefix="fazhi-check-", ignore_cleanup_errors=True)
        self._task = Path(self._folder.name) / "task"
        with self._task.open("wb") as out:
            pickle.dump(sys.path, out)
            pickle.dump((work, *limits), out)

    def __enter__(self) -> Crew[J, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.close()
        self._folder.cleanup()

    def results(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost]]:
        """Yield each job with its answer, in the order in which they come; jobs are drawn as they are needed.

        Raises `NoWorkers`.
        """
        waiting = iter(jobs)
        while True:
            self._feed(waiting)
            if not any(worker.held for worker in self._workers):
                return
            yield from self._handled(self._next())

    def _feed(self, waiting: Iterator[J]) -> None:
        for number in range(self._size):
            if number == len(self._workers):
                first = self._draw(waiting, None)
                if first is None:
                    return
                self._workers.append(self._started())
                self._workers[number].give(first)
            while (found := self._draw(waiting, self._workers[number])) is not None:
                if found.alone and self._workers[number].done:
                    self._replace(number)
                self._workers[number].give(found)

    def _draw(self, waiting: Iterator[J], worker: Worker[J] | None) -> Held[J] | None:
        """Return the next job that a worker (None: a new one) may have now."""
        held = worker.held if worker else ()
        if len(held) >= _AHEAD or any(one.alone for one in held):
            return None
        if self._again and not (self._again[0].alone and held):
            return self._again.popleft()
        job = next(waiting, self)
        return None if job is self else Held(job)  # type: ignore[arg-type]  # self stands for the end

    def _started(self) -> Worker[J]:
        return Worker(self._task, self._events)

    def _replace(self, number: int) -> None:
        self._workers[number].close()
        self._workers[number] = self._started()

    def _next(self) -> Event | None:
        """Return the next event, None when the time of some job is over."""
        try:
            return self._events.get_nowait()
        except queue.Empty:
            pass
        now = time.monotonic()
        left = [self._due(worker) - now for worker in self._workers if worker.held]
        try:
            return self._events.get(timeout=max(0.0, min(left)))
        except queue.Empty:
            return None

    def _due(self, worker: Worker[J]) -> float:
        return worker.since + (self._deadline if worker.ready else _STARTING)

    def _handled(self, event: Event | None) -> Iterator[tuple[J, R | Lost]]:
        if event is None:
            now = time.monotonic()
            for one in self._workers:
                if one.held and self._due(one) <= now:
                    one.overdue = one.held[0]
                    one.kill()
            return
        worker: Worker[Any] = event.worker
        if worker not in self._workers:
            return  # one that was replaced
        if event.answer is None:
            yield from self._gone(worker)
            return
        kind, value = event.answer
        if kind == READY:
            worker.ready = True
            worker.since = event.at
            self._false_starts = 0
            return
        yield worker.answered(event.at), value if kind == DONE else Lost("error", value)

    def _gone(self, worker: Worker[J]) -> Iterator[tuple[J, R | Lost]]:
        """Replace a worker; the job that it was at is lost if there is no doubt, the others go back."""
        code = worker.close()
        self._workers.remove(worker)
        held = list(worker.held)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts > _MOST_FALSE_STARTS:
                raise NoWorkers(f"exit code {code}")
            self._again.extendleft(reversed(held))
            return
        self._again.extendleft(reversed(held[1:]))
        if not held:
            return
        at, overdue = held[0], worker.overdue
        if overdue and overdue is not at:
            self._again.appendleft(at)  # the answer to the other was on its way when its time was over
        elif overdue:
            yield at.job, Lost("time")
        elif at.alone:
            yield at.job, Lost("memory" if code == OUT_OF_MEMORY else "died")
        else:
            # It may have been somebody else's doing (memory that ran out, a process that was killed).
            self._again.append(Held(at.job, alone=True))
