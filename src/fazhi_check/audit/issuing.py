"""Issuing notices: one file for each unit that needs one, numbered in the order of the audit."""

from __future__ import annotations

from pathlib import Path

from fazhi_check.audit.notices import file_name, filled, needed, reminder
from fazhi_check.audit.records import Run
from fazhi_check.audit.reviving import Revived
from fazhi_check.audit.shelf import unit_of
from fazhi_check.audit.templates import Template


class Notices:
    """Takes records one by one; writes a notice where one is needed."""

    def __init__(self, run: Run, folder: Path, form: Template, mend_by: str) -> None:
        self._run, self._folder, self._form, self._mend_by = run, folder, form, mend_by
        self._count = 0

    def add(self, told: Revived) -> None:
        """Write the notice for a report that has something to mend."""
        record = told.record
        if needed(told):
            number = self._number(record["year"])
            data = filled(told, self._run.checklist, number, self._mend_by, self._form)
            (self._folder / file_name(number, unit_of(record), "整改通知")).write_bytes(data)

    def remind(self, year: int | None) -> None:
        """Write the notices for the units that submitted no report."""
        for unit in self._run.missing:
            number = self._number(year)
            data = reminder(
                unit, year, number=number, mend_by=self._mend_by, due=self._run.due or "", form=self._form
            )
            (self._folder / file_name(number, unit.name, "催报通知")).write_bytes(data)

    def _number(self, year: int | None) -> str:
        self._count += 1
        return f"{year or '无年度'}-{self._count:04d}"
