"""`fazhi-check lint PATH…`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TextIO

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli import exits
from fazhi_check.engine import MOST
from fazhi_check.linting import Options, expand, lint_paths
from fazhi_check.model.checklist import UNIT_LEVELS, Checklist
from fazhi_check.model.outcome import Finding, Outcome, ReadFailure

_CHINESE_LEVELS = {
    "省": "province",
    "市": "city",
    "县": "county",
    "乡镇": "township",
    "街道": "subdistrict",
    "部门": "department",
}
_RANKS = {"error": 2, "warning": 1, "info": 0}
_FAIL_ON = {"error": 2, "warning": 1, "never": 3}
_YEARS = range(2015, 2100)
_PROGRESS_FROM = 20


def lint(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹或通配符；- 表示标准输入。")
    ],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(_CHINESE_LEVELS) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    output_format: Annotated[
        str, typer.Option("--format", "-f", help="输出格式：" + "、".join(reporters.names()) + "。")
    ] = "console",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="有哪一级的问题就以退出码 1 结束：error、warning、never。")
    ] = "error",
    only: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="只看这些要素（可重复）。")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="不看这些要素（可重复）。")] = None,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样检查。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="显示全部证据。")] = False,
) -> None:
    """Check reports; see docs/ for the exit codes."""
    if output_format not in reporters.names():
        exits.stop(f"没有“{output_format}”这种格式；可用的格式：{'、'.join(reporters.names())}。")
    if fail_on not in _FAIL_ON:
        exits.stop(f"--fail-on 只能是 {'、'.join(_FAIL_ON)}。")
    if year is not None and year not in _YEARS:
        exits.stop(f"--year 应当是 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的年份。")
    options = Options(_level(level), year, force, None if verbose else MOST)
    chosen = _chosen(_loaded(checklist), only or [], skip or [])
    files = list(expand(paths))
    full = verbose or len(files) <= reporters.FEW
    tally = _Tally()
    with _opened(output) as out, _progress(len(files)) as done:
        made = lint_paths(
            files, chosen, options, partial(_made, output_format, full), processes=1 if full else 0
        )
        write = reporters.reporter(output_format).write
        write(chosen, tally.counted(made, done), out, full=full, verbose=verbose)
    raise typer.Exit(tally.exit_code(_FAIL_ON[fail_on]))


def _level(level: str | None) -> str | None:
    found = _CHINESE_LEVELS.get((level or "").removesuffix("级"), level)
    if found is not None and found not in UNIT_LEVELS:
        exits.stop(f"--level 只能是 {'、'.join(_CHINESE_LEVELS)}（或 {'、'.join(UNIT_LEVELS)}）。")
    return found


def _loaded(name: str) -> Checklist:
    try:
        return loading.load(name)
    except loading.ChecklistError as error:
        exits.stop(str(error))


def _chosen(checklist: Checklist, only: list[str], skip: list[str]) -> Checklist:
    """Return the checklist with the wanted items; ids may be joined by commas."""
    wanted, unwanted = ({one for text in texts for one in text.split(",") if one} for texts in (only, skip))
    known = {item.id for item in checklist.items}
    for unknown in sorted((wanted | unwanted) - known):
        exits.stop(f"清单里没有要素 {unknown}；用 fazhi-check items 查看全部要素。")
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
def _opened(output: str | None) -> Iterator[TextIO]:
    """Open the output before the work begins, so that nothing is checked in vain."""
    if output is None:
        # A console that cannot show a character must not lose the report.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        yield sys.stdout
        return
    try:
        file = Path(output).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115  # closed below, after its error has had a message
    except OSError as error:
        exits.stop(f"写不了输出文件 {output}（{error.strerror or error}）。")
    with file:
        yield file


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
    return _Made(max((_severity(finding) for finding in outcome.findings), default=-1), note)


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
