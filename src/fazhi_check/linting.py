"""Linting: from sources to outcomes, whatever is wrong with one of them; many files in several processes."""

from __future__ import annotations

import dataclasses
import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from fazhi_check import readers
from fazhi_check.engine import MOST, assess
from fazhi_check.limits import MAX_BYTES, SECONDS, TooLong, time_limit
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.sources import Found, Source

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

# Starting processes costs as much as some dozens of reports; a batch is what one of them gets at a time.
_SEVERAL_FROM = 48
_BATCH = 16
_GC_THRESHOLD = 100_000

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Options:
    """What holds for all files of a run."""

    level: str | None = None
    year: int | None = None
    force: bool = False
    most: int | None = MOST
    """How many passages to keep for each item; None keeps all."""
    max_bytes: int = MAX_BYTES
    seconds: float = SECONDS


def lint_file(source: Source, checklist: Checklist, options: Options) -> Outcome:
    """Return the outcome of one file; a crash inside one document becomes its failure."""
    return lint_read(
        source.path, lambda: readers.read(source.path, source.file, options.max_bytes), checklist, options
    )


def lint_read(
    path: str, read: Callable[[], Document | ReadFailure], checklist: Checklist, options: Options
) -> Outcome:
    """Return the outcome of one file, which `read` reads from wherever it is; else as `lint_file`."""
    try:
        with time_limit(options.seconds):
            return _linted(read(), checklist, options)
    except TooLong:
        return ReadFailure(path, f"检查超过 {options.seconds:g} 秒，没有检查完。文件可能过大或已损坏。")
    except Exception as error:  # whatever it is, the other files go on
        return ReadFailure(path, f"检查时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。")


def _linted(document: Document | ReadFailure, checklist: Checklist, options: Options) -> Outcome:
    if isinstance(document, ReadFailure):
        return document
    return assess(
        document, checklist, level=options.level, year=options.year, force=options.force, most=options.most
    )


def lint_sources(
    files: Sequence[Found],
    checklist: Checklist,
    options: Options,
    make: Callable[[Outcome], T],
    processes: int = 0,
) -> Iterator[T]:
    """Yield what `make` makes of the outcome of each file (as `Sources.expand` gives them), in order.

    `make` is called where the outcome came about, maybe in another process: what it returns should be small.
    `processes` is how many of them to use (0: as many as there are processors, where there are files enough).
    """
    task = _Task(checklist, options, make)
    processes = processes or _processors()
    if processes < 2 or len(files) < _SEVERAL_FROM or any(one.path == readers.STDIN for one in files):
        yield from map(task, files)
        return
    yield from _in_processes(
        task, [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)], processes
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclasses.dataclass(frozen=True)
class _Task(Generic[T]):
    """What is done with each file."""

    checklist: Checklist
    options: Options
    make: Callable[[Outcome], T]

    def __call__(self, source: Found) -> T:
        outcome = (
            source if isinstance(source, ReadFailure) else lint_file(source, self.checklist, self.options)
        )
        return self.make(outcome)


_task: _Task[object]
"""The task of a worker process."""


def _start(task: _Task[object]) -> None:
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    # The checklist stays until the end: the search for cycles need not walk through it again and again.
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)


def _work(sources: Sequence[Found]) -> list[object]:
    return [_guarded(source) for source in sources]


def _guarded(source: Found) -> object:
    """Work on one file; a library that never comes back takes this process with it, and nothing else."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(2 * _task.options.seconds + 5, exit=True, file=nowhere)
        try:
            return _task(source)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _in_processes(task: _Task[T], batches: list[Sequence[Found]], processes: int) -> Iterator[T]:
    """Share the batches out; a file that brings its process down becomes a failure, the others go on."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(task, processes) as pool:
        results = [(pool.submit(_work, batch), batch) for batch in batches]
        for future, batch in results:
            try:
                yield from future.result()  # type: ignore[misc]  # what `make` returned
            except BrokenProcessPool:
                yield from (_alone(task, source) for source in batch)


def _alone(task: _Task[T], source: Found) -> T:
    """Work on one file in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(task, 1) as pool:
            return pool.submit(_work, [source]).result()[0]  # type: ignore[return-value]
    except BrokenProcessPool:
        return task.make(ReadFailure(source.path, "检查这个文件时程序意外中止（超时或内存不足），没有检查。"))


def _pool(task: _Task[T], processes: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from fazhi_check.engine.compiled import compiled

    # A forked process has the compiled checklist already; elsewhere each process compiles its own.
    forking = sys.platform == "linux"
    if forking:
        compiled(task.checklist)
    context = multiprocessing.get_context("fork" if forking else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(task,))  # type: ignore[arg-type]
