"""One line a finding, `path:line:col: level id message`, as editors and problem matchers read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Review, review

NAME = "line"


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write a line for each finding, file by file, top down; what was waived says so and is `info`."""
    for one in notes:
        for problem in sorted(one.listed, key=lambda it: (it.region, it.id)):
            at = f"{one.path}:{problem.region.line}:{problem.region.column}"
            out.write(f"{at}: {problem.weight} {problem.id} {problem.told}\n")
