"""Linting: from paths to outcomes, one after another, whatever is wrong with one of them."""

from __future__ import annotations

import dataclasses
import glob
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from fazhi_check import readers
from fazhi_check.engine import MOST, assess
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome, ReadFailure

SUFFIXES = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".mhtml", ".mht", ".docx"))
"""Suffixes of the files that a folder is searched for; a file that is named itself is read whatever its suffix."""


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
            found = sorted(one for one in glob.glob(path, recursive=True) if Path(one).is_file())
            found = found or [ReadFailure(path, "没有与这个写法相符的文件。")]
        else:
            found = [path]
        for one in found:
            key = one if isinstance(one, str) else one.path
            if key not in seen:
                seen.add(key)
                yield one


def _in_folder(folder: Path) -> list[str | ReadFailure]:
    try:
        found = sorted(
            str(file)
            for file in folder.rglob("*")
            if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith(("~$", "."))
        )
    except OSError as error:
        return [ReadFailure(str(folder), f"读不了这个文件夹（{error.strerror or error}）。")]
    return list(found) or [ReadFailure(str(folder), "文件夹里没有可检查的文件（.docx、.txt、.md、.html、.mhtml）。")]


def lint_file(path: str, checklist: Checklist, options: Options) -> Outcome:
    """Return the outcome of one file; a crash inside one document becomes its failure."""
    try:
        document = readers.read(path)
        if isinstance(document, ReadFailure):
            return document
        return assess(document, checklist, level=options.level, year=options.year, force=options.force, most=options.most)
    except (RecursionError, MemoryError, ValueError, LookupError, TypeError, AttributeError) as error:
        return ReadFailure(path, f"检查时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。")


def lint_paths(
    paths: Iterable[str], checklist: Checklist, options: Options, done: Callable[[], None] | None = None
) -> Iterator[Outcome]:
    """Yield an outcome for each file, in order; `done` is called after each."""
    for path in expand(paths):
        yield path if isinstance(path, ReadFailure) else lint_file(path, checklist, options)
        if done:
            done()
