"""HTML: the report with its evidence marked in place, as one file that can be mailed; nothing is loaded from elsewhere.

The file's own security policy allows its one style sheet and its one script by their hashes and nothing else.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from fazhi_check import __version__, rendering
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.rendering.overview import Row, overview, row

NAME = "html"


class Page(NamedTuple):
    """One report: its line in the overview, and all of it ("" in the overview of many) under a name for links."""

    row: Row
    name: str
    html: str


Note = ReadFailure | Page


def note(outcome: Outcome, *, full: bool) -> Note:
    """Return the rendered report if `full`, else only its line in the overview."""
    if isinstance(outcome, ReadFailure):
        return outcome
    name = "r" + hashlib.sha256(outcome.document.path.encode("utf-8", "replace")).hexdigest()[:8] + "-"
    return Page(row(outcome), name, rendering.report(outcome, name) if full else "")


def write(checklist: Checklist, notes: Iterable[Note], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write a run as one page: an overview where there are several reports, then each report if `full`."""
    pages: list[tuple[Row, str]] = []
    failures: list[ReadFailure] = []
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n") as held:
        for one in notes:
            if isinstance(one, ReadFailure):
                failures.append(one)
                continue
            pages.append((one.row, f"#{one.name}top" if one.html else ""))
            held.write(one.html)
        before, after = rendering.standalone(checklist, _title(pages), __version__)
        out.write(before)
        if len(pages) != 1 or failures:
            out.write(overview(pages, failures))
        held.seek(0)
        shutil.copyfileobj(held, out)
        out.write(after)


def _title(pages: list[tuple[Row, str]]) -> str:
    if len(pages) == 1:
        return f"{pages[0][0].unit or pages[0][0].path} 法治政府建设年度报告检查结果"
    return f"法治政府建设年度报告检查结果（{len(pages)} 份）"
