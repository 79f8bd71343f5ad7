"""`fazhi-check lint PATH…`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli import exits
from fazhi_check.linting import MOST, Options, expand, lint_paths
from fazhi_check.model.checklist import UNIT_LEVELS, Checklist
from fazhi_check.model.outcome import Assessment, Finding, Outcome, ReadFailure, Run

_CHINESE_LEVELS = {"省": "province", "市": "city", "县": "county", "乡镇": "township", "街道": "subdistrict", "部门": "department"}
_RANKS = {"error": 2, "warning": 1, "info": 0}
_FAIL_ON = {"error": 2, "warning": 1, "never": 3}
_YEARS = range(2015, 2100)
_PROGRESS_FROM = 20


def lint(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="文件、文件夹或通配符；- 表示标准输入。")],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[str | None, typer.Option(help="单位类别：" + "、".join(_CHINESE_LEVELS) + "（默认自动识别）。")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    output_format: Annotated[str, typer.Option("--format", "-f", help="输出格式：" + "、".join(reporters.names()) + "。")] = "console",
    output: Annotated[str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")] = None,
    fail_on: Annotated[str, typer.Option(help="有哪一级的问题就以退出码 1 结束：error、warning、never。")] = "error",
    only: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="只看这些要素（可重复）。")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="不看这些要素（可重复）。")] = None,
    force: Annotated[bool, typer.Option(help="不像年度报告的文件也照样检查。")] = False,
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
    with _progress(paths, output) as done:
        run = Run(chosen, tuple(lint_paths(paths, chosen, options, done)))
    _write(run, output_format, output, verbose=verbose)
    raise typer.Exit(_exit_code(run.outcomes, _FAIL_ON[fail_on]))


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
    kept = tuple(item for item in checklist.items if (not wanted or item.id in wanted) and item.id not in unwanted)
    if not kept:
        exits.stop("--only 和 --skip 之后没有剩下任何要素。")
    return dataclasses.replace(checklist, chosen=tuple(item.id for item in kept))


@contextmanager
def _progress(paths: list[str], output: str | None) -> Iterator[Callable[[], None] | None]:
    """Show a progress bar on standard error when there are many files and somebody watches."""
    count = sum(1 for _ in expand(paths)) if sys.stderr.isatty() else 0
    if count < _PROGRESS_FROM:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("检查", total=count)
        yield lambda: progress.advance(task)


def _write(run: Run, output_format: str, output: str | None, *, verbose: bool) -> None:
    write = reporters.reporter(output_format).write
    if output is None:
        # A console that cannot show a character must not lose the report.
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        write(run, sys.stdout, verbose=verbose)
        return
    try:
        with Path(output).open("w", encoding="utf-8", newline="\n") as file:
            write(run, file, verbose=verbose)
    except OSError as error:
        exits.stop(f"写不了输出文件 {output}（{error.strerror or error}）。")


def _severity(finding: Finding) -> int:
    """A missing item weighs its level, a weak one a level less."""
    if not finding.flagged:
        return -1
    return _RANKS[finding.level] - (finding.verdict == "weak")


def _exit_code(outcomes: tuple[Outcome, ...], threshold: int) -> int:
    if any(isinstance(outcome, ReadFailure) for outcome in outcomes):
        return exits.UNREADABLE
    for outcome in outcomes:
        if isinstance(outcome, Assessment) and any(_severity(finding) >= threshold for finding in outcome.findings):
            return exits.FINDINGS
    return exits.CLEAN
