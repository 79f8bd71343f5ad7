"""Linting: from sources to outcomes, whatever is wrong with one of them; many files in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from fazhi_check import readers
from fazhi_check.engine import MOST, assess
from fazhi_check.limits import MAX_BYTES, MEMORY, SECONDS, TooLong, time_limit
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment, Finding, Objection, Outcome, ReadFailure
from fazhi_check.sources import Found, Source

if TYPE_CHECKING:
    from fazhi_check.workers import Lost

# Starting processes costs as much as some dozens of reports.
_SEVERAL_FROM = 48

GRAVITY = {"error": 2, "warning": 1, "info": 0}

T = TypeVar("T")


class Options(NamedTuple):
    """What holds for all files of a run."""

    level: str | None = None
    year: int | None = None
    force: bool = False
    most: int | None = MOST
    """How many passages to keep for each item; None keeps all."""
    max_bytes: int = MAX_BYTES
    seconds: float = SECONDS


def lint_file(source: Source, checklist: Checklist, options: Options) -> Outcome:
    """Return the outcome of one file; a crash inside one document becomes its failure.

    Raises `MemoryError`: the process that lacks memory should end.
    """
    return lint_read(
        source.path, lambda: readers.read(source.path, source.file, options.max_bytes), checklist, options
    )


def lint_data(data: bytes, path: str, checklist: Checklist, options: Options) -> Outcome:
    """Return the outcome of a file's content; `path` names it; else as `lint_file`."""
    return lint_read(path, lambda: readers.parse(data, path), checklist, options)


def lint_read(
    path: str, read: Callable[[], Document | ReadFailure], checklist: Checklist, options: Options
) -> Outcome:
    """Return the outcome of one file, which `read` reads from wherever it is; else as `lint_file`."""
    try:
        with time_limit(options.seconds):
            document = read()
            return document if isinstance(document, ReadFailure) else _assessed(document, checklist, options)
    except TooLong:
        return ReadFailure(path, _too_long(options))
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, the other files go on
        return ReadFailure(path, _defect(f"{type(error).__name__}: {error}"))


def _assessed(document: Document, checklist: Checklist, options: Options) -> Outcome:
    return assess(
        document, checklist, level=options.level, year=options.year, force=options.force, most=options.most
    )


def gravity(assessment: Assessment) -> int:
    """Return what the gravest finding weighs: 2 必改, 1 应改, 0 可改, -1 nothing."""
    found: tuple[Finding | Objection, ...] = (*assessment.findings, *assessment.objections)
    return max(map(_weight, found), default=-1)


def _weight(found: Finding | Objection) -> int:
    """Return what a finding weighs: a missing item its level, a weak one a level less."""
    if found.accepted:
        return -1
    if isinstance(found, Objection):
        return GRAVITY[found.level]
    return GRAVITY[found.level] - (found.verdict == "weak") if found.flagged else -1


def reason_of(lost: Lost, options: Options) -> str:
    """Say in Chinese why a file's process gave no answer."""
    return {
        "time": _too_long(options),
        "memory": _OUT_OF_MEMORY,
        "died": "检查这个文件时程序意外中止（内存不足或文件损坏），单独再试一次也是如此，没有检查。",
        "error": _defect(lost.detail),
    }[lost.kind]


_OUT_OF_MEMORY = "检查这个文件要用的内存太多，没有检查完。文件可能过大或已损坏。"


def _too_long(options: Options) -> str:
    return f"检查超过 {options.seconds:g} 秒，没有检查完。文件可能过大或已损坏。"


def _defect(what: str) -> str:
    return f"检查时出错（{what}），这是程序的缺陷，请反馈。"


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
    Raises `workers.NoWorkers`.
    """
    task = _Task(checklist, options, make)
    if processes == 1 or len(files) < _SEVERAL_FROM or any(one.path == readers.STDIN for one in files):
        yield from map(task.here, files)
        return
    from fazhi_check.workers import processors

    processes = processes or processors()
    if processes == 1:
        yield from map(task.here, files)
    else:
        yield from _in_processes(task, files, processes)


class _Task(Generic[T]):
    """What is done with each file; called with its number and itself."""

    def __init__(self, checklist: Checklist, options: Options, make: Callable[[Outcome], T]) -> None:
        self.checklist = checklist
        self.options = options
        self.make = make

    def __call__(self, job: tuple[int, Found]) -> T:
        source = job[1]
        outcome = (
            source if isinstance(source, ReadFailure) else lint_file(source, self.checklist, self.options)
        )
        return self.make(outcome)

    def here(self, source: Found) -> T:
        """Do it in this process, which has to go on."""
        try:
            return self((0, source))
        except MemoryError:
            return self.make(ReadFailure(source.path, _OUT_OF_MEMORY))


def _in_processes(task: _Task[T], files: Sequence[Found], processes: int) -> Iterator[T]:
    """Share the files out; what comes early waits until its turn."""
    from fazhi_check.workers import Crew, Limits, Lost

    early: dict[int, T] = {}
    turn = 0
    with Crew(task, processes, Limits(task.options.seconds, MEMORY)) as crew:
        for (number, source), made in crew.results(enumerate(files)):
            if isinstance(made, Lost):
                made = task.make(ReadFailure(source.path, reason_of(made, task.options)))
            early[number] = made
            while turn in early:
                yield early.pop(turn)
                turn += 1
