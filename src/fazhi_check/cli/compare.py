"""`fazhi-check compare LAST THIS`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi_check import loading
from fazhi_check.audit.comparing import Comparison
from fazhi_check.audit.pairing import Pairs, Year, year
from fazhi_check.audit.rows import STATES
from fazhi_check.audit.telling import (
    alone_told,
    as_html,
    as_json,
    as_markdown,
    changes_told,
    headline,
    plans_told,
)
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.cli.outputs import whole_file
from fazhi_check.linting import Options
from fazhi_check.mistakes import Mistake
from fazhi_check.reporters._wrapping import wrap

if TYPE_CHECKING:
    from rich.console import Console

_FORMATS = ("console", "json", "html", "markdown")
_FEW = 5
"""Up to so many units are told in full on the screen."""


def compare(
    last: Annotated[str, typer.Argument(metavar="LAST", help="上年的报告、文件夹或审查结果。")],
    this: Annotated[str, typer.Argument(metavar="THIS", help="今年的报告、文件夹或审查结果。")],
    output_format: Annotated[
        str, typer.Option("--format", "-f", help=f"输出格式：{'、'.join(_FORMATS)}。")
    ] = "console",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")
    ] = None,
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样比较。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="单位再多也逐个列出。")] = False,
) -> None:
    """Compare reports with those of the year before."""
    if output_format not in _FORMATS:
        exits.stop(f"没有“{output_format}”这种格式；可用的格式：{'、'.join(_FORMATS)}。")
    found, options = loaded(checklist), Options(force=force)
    for path in (last, this):
        if not Path(path).exists():
            exits.stop(f"没有 {path} 这个文件或文件夹。", exits.UNREADABLE)
    try:
        with year(last, found, options) as before, year(this, found, options) as now:
            pairs = Pairs(before, now)
            _told(pairs, output_format, output, verbose)
            for note in pairs.notes:
                typer.echo(f"注意：{note}", err=True)
            failed = _failures((before, now))
    except Mistake as error:
        exits.stop(str(error), exits.UNREADABLE)
    raise typer.Exit(exits.UNREADABLE if failed else exits.CLEAN)


def _failures(sides: Sequence[Year]) -> bool:
    failures = [failure for side in sides for failure in side.failures]
    for failure in failures:
        typer.echo(f"没能读取 {failure.path}：{failure.reason}", err=True)
    return bool(failures)


def _told(pairs: Pairs, output_format: str, output: str | None, verbose: bool) -> None:
    if output_format == "console":
        lines: Iterable[str] = _on_screen(pairs, verbose, output)
    elif output_format == "json":
        lines = _json(pairs)
    else:
        comparisons = list(pairs)
        if not comparisons:
            exits.stop(_nothing(pairs), exits.UNREADABLE)
        write = as_html if output_format == "html" else as_markdown
        lines = write(comparisons, (pairs.only_last, pairs.only_this))
    write_lines(lines, output)


def _json(pairs: Pairs) -> Iterator[str]:
    # The units that only one year has are known when all pairs are through: `as_json` asks for them last.
    return as_json(pairs, (pairs.only_last, pairs.only_this))


def write_lines(lines: Iterable[str], output: str | None) -> None:
    """Write text to a file, whole or not at all, or to the screen."""
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        sys.stdout.writelines(lines)
        return
    with whole_file(Path(output)) as out:
        out.writelines(lines)


def _nothing(pairs: Pairs) -> str:
    alone = "；".join(alone_told((pairs.only_last, pairs.only_this)))
    return f"没有找到两年都有报告的单位。{alone}"


def _on_screen(pairs: Pairs, verbose: bool, output: str | None) -> Iterator[str]:
    """Yield what the screen shows; all pairs in full where they are few."""
    comparisons = list(pairs)
    if not comparisons:
        exits.stop(_nothing(pairs), exits.UNREADABLE)
    from io import StringIO

    from rich.console import Console

    out = StringIO() if output is not None else None
    console = Console(file=out, highlight=False, width=100 if out else None)
    full = verbose or len(comparisons) <= _FEW
    for one in comparisons:
        console.print(one.unit or one.this.path, style="bold")
        console.print(f"  {headline(one)}")
        if full:
            _in_full(console, one)
        else:
            console.print(
                f"  {plans_told(one)}；再次出现的问题{len(one.problems)}个；退步的要素{len(changes_told(one, worse=True))}项"
            )
    for line in alone_told((pairs.only_last, pairs.only_this)):
        console.print(line)
    if out:
        yield out.getvalue()


_STYLES = {"done": "green", "partly": "yellow", "unmentioned": "red"}


def _in_full(console: Console, one: Comparison) -> None:
    for words, worse, style in (("退步", True, "red"), ("进步", False, "green")):
        if changed := changes_told(one, worse=worse):
            _line(console, words, style, "；".join(changed))
    if one.plans:
        console.print(f"\n  {plans_told(one)}", style="bold")
    for fate in one.plans:
        _line(console, STATES[fate.state], _STYLES[fate.state], fate.planned.text)
        if fate.told:
            _line(console, "今年", "", f"{fate.told.place} {fate.told.text}", indent=6)
        if fate.note:
            _line(console, "注意", "", fate.note, indent=6)
    if one.problems:
        console.print("\n  再次出现的问题", style="bold")
    for problem in one.problems:
        result = "原样再写" if problem.verbatim else f"相似{problem.likeness}%"
        _line(console, result, "red" if problem.verbatim else "yellow", problem.last.text)
        if not problem.verbatim:
            _line(console, "今年", "", f"{problem.this.place} {problem.this.text}", indent=6)
    console.print()


def _line(console: Console, label: str, style: str, words: str, indent: int = 2) -> None:
    """Print words behind a label, in lines that fit."""
    from rich.text import Text

    first = f"[{label}] "
    lines = wrap(first + words, console.width - indent)
    for number, line in enumerate(lines):
        text = Text(" " * indent + line)
        if number == 0 and style:
            text.stylize(style, indent, indent + len(first))
        console.print(text, soft_wrap=True)
