"""Running `lint`: from a request to an exit code. No typer here: a single file is checked without loading it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from fazhi_check import loading, reporters
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named_item
from fazhi_check.engine import MOST
from fazhi_check.linting import Options, lint_sources
from fazhi_check.model.checklist import UNIT_LEVELS, Checklist
from fazhi_check.model.outcome import Finding, Outcome, ReadFailure
from fazhi_check.sources import Found, Source, Sources

CHINESE_LEVELS = {
    "省": "province",
    "市": "city",
    "县": "county",
    "乡镇": "township",
    "街道": "subdistrict",
    "部门": "department",
}
_OTHER_WORDS = {
    "镇": "township", "乡": "township", "街道办": "subdistrict", "街道办事处": "subdistrict", "区": "county", "县区": "county",
    "局": "department", "委办局": "department", "单位": "department", "省厅": "department", "设区的市": "city",
}  # fmt: skip
_RANKS = {"error": 2, "warning": 1, "info": 0}
_FAIL_ON = {"error": 2, "warning": 1, "never": 3}
_YEARS = range(2015, 2100)
_PROGRESS_FROM = 20


@dataclasses.dataclass(frozen=True)
class Request:
    """What `lint` is asked for; fields as in the command line."""

    paths: list[str]
    checklist: str = loading.DEFAULT
    level: str | None = None
    year: int | None = None
    output_format: str = "console"
    output: str | None = None
    fail_on: str = "error"
    only: list[str] = dataclasses.field(default_factory=list)
    skip: list[str] = dataclasses.field(default_factory=list)
    max_size: float = 50
    force: bool = False
    verbose: bool = False


def run(request: Request) -> int:
    """Check the reports and write down what was found; return the exit code."""
    if request.output_format not in reporters.names():
        exits.stop(f"没有“{request.output_format}”这种格式；可用的格式：{'、'.join(reporters.names())}。")
    if request.fail_on not in _FAIL_ON:
        exits.stop(f"--fail-on 只能是 {'、'.join(_FAIL_ON)}。")
    if request.year is not None and request.year not in _YEARS:
        exits.stop(f"--year 应当是 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的年份。")
    if request.max_size <= 0:
        exits.stop("--max-size 应当是大于 0 的数（单位 MB）。")
    options = Options(
        unit_level(request.level),
        request.year,
        request.force,
        None if request.verbose else MOST,
        int(request.max_size * 1024 * 1024),
    )
    chosen = _chosen(loaded(request.checklist), request.only, request.skip)
    tally = _Tally()
    with Sources() as sources:
        files = list(sources.expand(request.paths))
        full = request.verbose or len(files) <= reporters.FEW
        made_by = partial(_made, request.output_format, full)
        with _opened(request.output, request.output_format, files) as out, _progress(len(files)) as done:
            made = lint_sources(files, chosen, options, made_by, processes=1 if full else 0)
            write = reporters.reporter(request.output_format).write
            write(chosen, tally.counted(made, done), out, full=full, verbose=request.verbose)
    return tally.exit_code(_FAIL_ON[request.fail_on])


def unit_level(level: str | None) -> str | None:
    """Return the kind of unit that a user means, or leave with the mistake."""
    found = CHINESE_LEVELS.get((level or "").removesuffix("级"), level)
    found = _OTHER_WORDS.get(found or "", found)
    if found is not None and found not in UNIT_LEVELS:
        exits.stop(f"--level 只能是 {'、'.join(CHINESE_LEVELS)}（或 {'、'.join(UNIT_LEVELS)}）。")
    return found


def _chosen(checklist: Checklist, only: list[str], skip: list[str]) -> Checklist:
    """Return the checklist with the wanted items; ids may be joined by commas."""
    wanted, unwanted = (
        {named_item(checklist, one).id for text in texts for one in text.replace("，", ",").split(",") if one}
        for texts in (only, skip)
    )
    if wanted & unwanted:
        exits.stop(f"--only 和 --skip 矛盾：{'、'.join(sorted(wanted & unwanted))} 两边都有。")
    kept = tuple(
        item for item in checklist.items if (not wanted or item.id in wanted) and item.id not in unwanted
    )
    if not kept:
        exits.stop("--only 和 --skip 之后没有剩下任何要素。")
    return dataclasses.replace(checklist, chosen=tuple(item.id for item in kept))


@contextmanager
def _progress(count: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on standard error when there are many files and somebody watches."""
    if count < _PROGRESS_FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("检查", total=count)
        yield lambda: progress.advance(task)


@contextmanager
def _opened(output: str | None, name: str, files: Sequence[Found]) -> Iterator[TextIO]:
    """Open the output before the work begins, so that nothing is checked in vain.

    A file is written beside its place and takes it when it is complete: an earlier result is not lost half-way.
    """
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            # A console that cannot show a character must not lose the report; JSON is UTF-8 by its standard.
            sys.stdout.reconfigure(encoding=None if name == "console" else "utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    import tempfile

    target = Path(output)
    if any(isinstance(one, Source) and _same(one.file, target) for one in files):
        exits.stop(f"输出文件 {output} 就是要检查的文件，会把它覆盖。请换一个文件名。")
    try:
        if target.is_dir():
            raise IsADirectoryError
        draft = tempfile.NamedTemporaryFile(  # noqa: SIM115  # closed below, before it takes its place
            "w", encoding="utf-8", errors="backslashreplace", newline="\n", dir=target.parent, delete=False
        )
    except OSError:
        exits.stop(f"写不了输出文件 {output}：文件夹不存在、没有权限，或者它是一个文件夹。")
    try:
        with draft:
            yield draft  # type: ignore[misc]  # a text file in all but name
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(target)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise


def _same(file: str, target: Path) -> bool:
    try:
        return target.exists() and Path(file).samefile(target)
    except OSError:
        return False


def _severity(finding: Finding) -> int:
    """A missing item weighs its level, a weak one a level less."""
    if not finding.flagged:
        return -1
    return _RANKS[finding.level] - (finding.verdict == "weak")


class _Made(NamedTuple):
    """What remains of one file: the gravest of its findings (None if it could not be assessed), the reporter's note."""

    severity: int | None
    note: Any


def _made(output_format: str, full: bool, outcome: Outcome) -> _Made:
    note = reporters.reporter(output_format).note(outcome, full=full)
    if isinstance(outcome, ReadFailure):
        return _Made(None, note)
    found = [_severity(finding) for finding in outcome.findings]
    found += [_RANKS[objection.level] for objection in outcome.objections]
    return _Made(max(found, default=-1), note)


class _Tally:
    """Counts towards the exit code while a reporter draws the notes."""

    def __init__(self) -> None:
        self._worst = -1
        self._unreadable = False

    def counted(self, made: Iterable[_Made], done: Callable[[], None]) -> Iterator[Any]:
        for one in made:
            if one.severity is None:
                self._unreadable = True
            else:
                self._worst = max(self._worst, one.severity)
            yield one.note
            done()

    def exit_code(self, threshold: int) -> int:
        if self._unreadable:
            return exits.UNREADABLE
        return exits.FINDINGS if self._worst >= threshold else exits.CLEAN
