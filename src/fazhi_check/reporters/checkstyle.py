"""Checkstyle XML: for Jenkins and whatever else reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from fazhi_check import __version__
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Review, review
from fazhi_check.reporters._xml import attributes

NAME = "checkstyle"


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write a `file` for each report, with an `error` for each finding."""
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle{attributes(version=__version__)}>\n')
    for one in notes:
        out.write(f"<file{attributes(name=one.path)}>\n")
        for problem in one.listed:
            advice = f" 建议：{problem.advice}" if problem.advice else ""
            values = attributes(
                line=problem.region.line,
                column=problem.region.column,
                severity=problem.weight,
                message=problem.told + advice,
                source=f"fazhi-check.{problem.id}",
            )
            out.write(f"<error{values}/>\n")
        out.write("</file>\n")
    out.write("</checkstyle>\n")
