"""The console report. Words and marks carry everything; colour only helps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TextIO, cast

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment, Finding, Objection, Outcome, ReadFailure
from fazhi_check.wording import printable

if TYPE_CHECKING:
    from rich.console import Console

NAME = "console"


class Row(NamedTuple):
    """One report in the overview of many."""

    path: str
    unit: str
    year: int | None
    score: int
    met: int
    weak: int
    missing: int
    accepted: int
    objections: int
    """Objections of consistency rules that are more than advice and not set aside."""


Note = Outcome | Row


def note(outcome: Outcome, *, full: bool) -> Note:
    """Return the whole outcome if `full`, else its row in the overview."""
    if full or isinstance(outcome, ReadFailure):
        return outcome
    return _row(outcome)


def _row(one: Assessment) -> Row:
    found: list[Finding | Objection] = [*one.findings, *one.objections]
    accepted = sum(each.accepted is not None for each in found)
    objections = sum(each.level != "info" and each.accepted is None for each in one.objections)
    met, weak, missing = (one.number_of(verdict) for verdict in ("met", "weak", "missing"))
    path = printable(one.document.path)
    return Row(path, one.unit, one.year, one.score, met, weak, missing, accepted, objections)


def write(checklist: Checklist, notes: Iterable[Note], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write a run for people; up to a few files each gets its full report, many get a line each."""
    from rich.console import Console

    terminal = out.isatty()
    console = Console(
        file=out if terminal else cast("TextIO", _Trimmed(out)), highlight=False, emoji=False, markup=False
    )
    rows: list[Row] = []
    failures: list[ReadFailure] = []
    for one in notes:
        if isinstance(one, ReadFailure):
            failures.append(one)
            continue
        if isinstance(one, Assessment):
            from fazhi_check.reporters._report import print_report

            print_report(console, one, verbose=verbose)
        rows.append(_row(one) if isinstance(one, Assessment) else one)
    if rows and not full:
        _overview(console, rows)
    for failure in failures:
        console.print(
            f"[!] 没有检查 {printable(failure.path)}：{failure.reason}", style="magenta", soft_wrap=True
        )
    if len(rows) + len(failures) > 1:
        _total(console, rows, failures)


def _overview(console: Console, rows: list[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    accepted = any(one.accepted for one in rows)
    for name in ("得分", "充分", "薄弱", "缺失", "其他", *(["不计"] if accepted else [])):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("年度", no_wrap=True)
    table.add_column("单位", overflow="fold")
    table.add_column("文件", overflow="fold")
    for one in rows:
        counts = [str(number) for number in (one.score, one.met, one.weak, one.missing, one.objections)]
        counts += [str(one.accepted or "")] if accepted else []
        table.add_row(*counts, str(one.year or "?"), one.unit or "（没有认出）", one.path)
    console.print(table)


def _total(console: Console, rows: list[Row], failures: list[ReadFailure]) -> None:
    missing, weak = sum(one.missing for one in rows), sum(one.weak for one in rows)
    accepted = sum(one.accepted for one in rows)
    set_aside = f"；其中 {accepted} 项已豁免或在基线中，不计" if accepted else ""
    others = sum(one.objections for one in rows)
    console.print(
        f"\n合计：检查 {len(rows)} 份，没有检查 {len(failures)} 份；缺失 {missing} 项，薄弱 {weak} 项，"
        f"其他问题 {others} 处{set_aside}。",
        style="bold",
    )


class _Trimmed:
    """A file without blanks at the ends of its lines: tables are padded, which only a screen needs."""

    encoding = "utf-8"

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._held = ""

    def write(self, text: str) -> int:
        lines = (self._held + text).split("\n")
        self._held = lines.pop()
        self._out.write("".join(line.rstrip() + "\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return False
