"""Writing an audit's outputs: audit.xlsx, index.html, notices/, summary.json; each whole or not at all."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from fazhi_check.audit.comparing import Comparison, compare
from fazhi_check.audit.copying import copies
from fazhi_check.audit.issuing import Notices
from fazhi_check.audit.names import Names, foreign_names
from fazhi_check.audit.notices import template
from fazhi_check.audit.overall import Overall
from fazhi_check.audit.page import Page
from fazhi_check.audit.records import Record, Run
from fazhi_check.audit.reviving import revived
from fazhi_check.audit.sheets import library
from fazhi_check.audit.shelf import Shelf, unit_of
from fazhi_check.audit.tallying import Tally
from fazhi_check.audit.workbook import Workbook
from fazhi_check.audit.years import LastYear, results_in
from fazhi_check.structure.metadata import level_of

WORKBOOK, PAGE, NOTICES, SUMMARY = "audit.xlsx", "index.html", "notices", "summary.json"


def check(previous: Path | None = None, form: bytes | None = None) -> None:
    """Find out before an audit begins whether its outputs can be written; raises `mistakes.Mistake`."""
    library()
    template(form)
    if previous:
        results_in(previous)


def write_all(run: Run, out: Path, *, mend_by: str = "", form: bytes | None = None) -> None:
    """Write the outputs of a run into a folder; what stood there under their names goes.

    `mend_by` (YYYY-MM-DD) is the day that the notices set; `form` is a template for them (a Word file). Raises
    `mistakes.Mistake` before anything is written, as `check` does.
    """
    blank = template(form)
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        last = stack.enter_context(closing(LastYear(run.previous))) if run.previous else None
        shelf = stack.enter_context(Shelf())
        draft = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".draft-", dir=out)))
        (draft / NOTICES).mkdir()
        workbook = stack.enter_context(Workbook(run, draft / WORKBOOK))
        page = stack.enter_context(Page(run, draft / PAGE))
        tally = Tally(run)
        notices = Notices(run, draft / NOTICES, blank, mend_by)
        units = {unit.name: level_of(unit.name) for unit in run.units}
        for record in run.records:
            comparison = _compared(last, record)
            shelf.put(record)
            tally.add(record)
            told = revived(record, run.checklist)
            workbook.add(told, comparison)
            page.add(told, comparison)
            notices.add(told)
            if unit := unit_of(record):
                units[unit] = record["level"]
        overall = Overall(
            tally.summary(), tuple(foreign_names(shelf, Names(units.items()))), tuple(copies(shelf))
        )
        notices.remind(overall.summary["year"])
        workbook.finish(overall)
        page.finish(overall)
        _write_summary(draft / SUMMARY, overall)
        for name in (WORKBOOK, PAGE, NOTICES, SUMMARY):
            _put(draft / name, out / name)


def _compared(last: LastYear | None, record: Record) -> Comparison | None:
    before = last.of(record) if last else None
    return compare(before, record) if before else None


def _write_summary(path: Path, overall: Overall) -> None:
    copied = {"names": len({one.number for one in overall.names}), "pairs": len(overall.copies)}
    words = json.dumps({**overall.summary, "copies": copied}, ensure_ascii=False, indent=1)
    path.write_text(words + "\n", "utf-8", newline="\n")


def _put(made: Path, target: Path) -> None:
    """Put a file or folder in the place of an older one, which is kept until the new one stands."""
    old = made.with_name(made.name + ".old")
    if target.exists():
        target.replace(old)
    made.replace(target)
