"""`fazhi-check watch DRAFT`: the report is checked again whenever it is saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.cli.running import unit_level
from fazhi_check.linting import Options, lint_file
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment, Outcome
from fazhi_check.sources import Source
from fazhi_check.wording import MARKS, UNIT_LEVEL_NAMES, VERDICTS

_INTERVAL = 0.3
"""Seconds between two looks at the file."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


class _State(NamedTuple):
    """What changes when a file is saved, also by editors that put a new file in its place."""

    inode: int
    size: int
    changed: int


def watch(
    path: Annotated[str, typer.Argument(metavar="DRAFT", help="要看着的报告文件。")],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样检查。")] = False,
) -> None:
    """Check a report now and after every save, until interrupted; what changed comes first."""
    if not Path(path).is_file():
        exits.stop(f"找不到文件 {path}，请检查路径和文件名。")
    found = loaded(checklist)
    options = Options(level=unit_level(level), year=year, force=force)
    before: Assessment | None = None
    try:
        for _ in _saves(Path(path)):
            outcome = lint_file(Source(path, path), found, options)
            _show(path, found, outcome, before)
            if isinstance(outcome, Assessment):
                before = outcome
    except KeyboardInterrupt:
        typer.echo("\n已停止。")


def _saves(file: Path) -> Iterator[None]:
    """Yield now and after each save, once the file has stopped changing.

    Word and WPS delete a file and rename another one in its place: while there is none, the one to come is awaited.
    """
    seen: _State | None = None
    last: _State | None = None
    while True:
        state = _state(file)
        if state is not None and state != seen and (state == last or seen is None):
            seen = state
            yield
        last = state
        time.sleep(_INTERVAL)


def _state(file: Path) -> _State | None:
    try:
        found = file.stat()
        with file.open("rb"):  # while Word writes, others may not read
            return _State(found.st_ino, found.st_size, found.st_mtime_ns)
    except OSError:
        return None


def _show(path: str, checklist: Checklist, outcome: Outcome, before: Assessment | None) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    if isinstance(outcome, Assessment) and before is not None:
        for line in changes(before, outcome):
            typer.echo(line)
        typer.echo()
    console = reporters.reporter("console")
    notes = [console.note(outcome, full=True)]
    console.write(checklist, notes, sys.stdout, full=True, verbose=False)
    typer.echo(f"\n正在看着 {Path(path).name}：保存后自动重新检查，按 Ctrl-C 停止。")
    sys.stdout.flush()


def changes(before: Assessment, now: Assessment) -> list[str]:
    """Say which verdicts changed since the last save, and how the score and the objections did."""
    old = {one.item.id: one.verdict for one in before.findings}
    turned = [one for one in now.findings if old.get(one.item.id, one.verdict) != one.verdict]
    if not turned and len(before.objections) == len(now.objections):
        return ["与上次保存相比：结论没有变化。"]
    lines = [f"与上次保存相比：得分 {before.score} → {now.score}"]
    lines += [
        f"  {MARKS[one.verdict]} {one.item.title}：{VERDICTS[old[one.item.id]]} → {VERDICTS[one.verdict]}"
        for one in turned
    ]
    if len(before.objections) != len(now.objections):
        lines.append(f"  前后不一致和差错：{len(before.objections)} 处 → {len(now.objections)} 处")
    return lines
