"""Linting: from paths to outcomes, whatever is wrong with one of them; many files in several processes."""

from __future__ import annotations

import dataclasses
import gc
import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from fazhi_check import readers
from fazhi_check.engine import MOST, assess
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome, ReadFailure

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

SUFFIXES = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".mhtml", ".mht", ".docx"))
"""Suffixes of the files that a folder is searched for; a file that is named itself is read whatever its suffix."""
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


def expand(paths: Iterable[str]) -> Iterator[str | ReadFailure]:
    """Yield the files that paths, folders and patterns stand for, each once, folders in order of names."""
    seen: set[str] = set()
    for path in paths:
        found: Sequence[str | ReadFailure]
        if path != readers.STDIN and Path(path).is_dir():
            found = _in_folder(Path(path))
        elif any(sign in path for sign in "*?[") and not Path(path).exists():
            found = sorted(one for one in glob.glob(path, recursive=True) if Path(one).is_file())  # noqa: PTH207  # takes absolute patterns too
            found = found or [ReadFailure(path, "没有与这个写法相符的文件。")]
        else:
            found = [path]
        for one in found:
            key = one if isinstance(one, str) else one.path
            if key not in seen:
                seen.add(key)
                yield one


def _in_folder(folder: Path) -> list[str | ReadFailure]:
    found: list[str | ReadFailure] = []

    def unreadable(error: OSError) -> None:
        found.append(ReadFailure(str(error.filename), f"读不了这个文件夹（{error.strerror or error}）。"))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            os.path.join(root, name)  # noqa: PTH118  # pathlib takes many times longer for thousands of files
            for name in sorted(names)
            if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith(("~$", "."))  # noqa: PTH122
        ]
    return found or [
        ReadFailure(str(folder), "文件夹里没有可检查的文件（.docx、.txt、.md、.html、.mhtml）。")
    ]


def lint_file(path: str, checklist: Checklist, options: Options) -> Outcome:
    """Return the outcome of one file; a crash inside one document becomes its failure."""
    try:
        document = readers.read(path)
        if isinstance(document, ReadFailure):
            return document
        return assess(
            document,
            checklist,
            level=options.level,
            year=options.year,
            force=options.force,
            most=options.most,
        )
    except Exception as error:  # whatever it is, the other files go on
        return ReadFailure(path, f"检查时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。")


def lint_paths(
    files: Sequence[str | ReadFailure],
    checklist: Checklist,
    options: Options,
    make: Callable[[Outcome], T],
    processes: int = 0,
) -> Iterator[T]:
    """Yield what `make` makes of the outcome of each file (as `expand` gives them), in order.

    `make` is called where the outcome came about, maybe in another process: what it returns should be small.
    `processes` is how many of them to use (0: as many as there are processors, where there are files enough).
    """
    task = _Task(checklist, options, make)
    processes = processes or _processors()
    if processes < 2 or len(files) < _SEVERAL_FROM or readers.STDIN in files:
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

    def __call__(self, path: str | ReadFailure) -> T:
        outcome = path if isinstance(path, ReadFailure) else lint_file(path, self.checklist, self.options)
        return self.make(outcome)


_task: _Task[object]
"""The task of a worker process."""


def _start(task: _Task[object]) -> None:
    global _task
    _task = task
    # The checklist stays until the end: the search for cycles need not walk through it again and again.
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)


def _work(paths: Sequence[str | ReadFailure]) -> list[object]:
    return [_task(path) for path in paths]


def _in_processes(task: _Task[T], batches: list[Sequence[str | ReadFailure]], processes: int) -> Iterator[T]:
    """Share the batches out; a file that brings its process down becomes a failure, the others go on."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(task, processes) as pool:
        results = [(pool.submit(_work, batch), batch) for batch in batches]
        for future, batch in results:
            try:
                yield from future.result()  # type: ignore[misc]  # what `make` returned
            except BrokenProcessPool:
                yield from (_alone(task, path) for path in batch)


def _alone(task: _Task[T], path: str | ReadFailure) -> T:
    """Work on one file in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(task, 1) as pool:
            return pool.submit(_work, [path]).result()[0]  # type: ignore[return-value]
    except BrokenProcessPool:
        name = path if isinstance(path, str) else path.path
        return task.make(ReadFailure(name, "检查这个文件时程序意外中止（可能内存不足），没有检查。"))


def _pool(task: _Task[T], processes: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from fazhi_check.engine.compiled import compiled

    # A forked process has the compiled checklist already; elsewhere each process compiles its own.
    forking = "fork" in multiprocessing.get_all_start_methods()
    if forking:
        compiled(task.checklist)
    context = multiprocessing.get_context("fork" if forking else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(task,))  # type: ignore[arg-type]
