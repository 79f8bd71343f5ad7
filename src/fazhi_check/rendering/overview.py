"""Overview: several reports as one table, a line each, whoever writes the page around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fazhi_check.model.outcome import Assessment, ReadFailure
from fazhi_check.rendering.templating import environment
from fazhi_check.wording import UNIT_LEVELS, printable


class Row(NamedTuple):
    """One report in the overview: small, and enough to sort by. `missing_core` are titles of mandatory elements."""

    path: str
    unit: str
    level: str
    year: int | None
    score: int
    met: int
    weak: int
    missing: int
    objections: int
    missing_core: tuple[str, ...]


def row(one: Assessment) -> Row:
    """Return the line of a report."""
    return Row(
        printable(one.document.path),
        one.unit,
        UNIT_LEVELS.get(one.level or "", ""),
        one.year,
        one.score,
        one.number_of("met"),
        one.number_of("weak"),
        one.number_of("missing"),
        len(one.objections),
        tuple(
            finding.item.title
            for finding in one.findings
            if finding.item.core and finding.verdict == "missing"
        ),
    )


def overview(rows: Sequence[tuple[Row, str]], failures: Sequence[ReadFailure]) -> str:
    """Return the overview as HTML: each row with the address of its report ("" where there is none to go to)."""
    safe = [ReadFailure(printable(one.path), one.reason) for one in failures]
    return environment().get_template("overview.html").render(rows=rows, failures=safe)
