"""TAP version 13: one test point for each element and objection of each report.

What must be mended is `not ok`; what should or may be, what was waived and what a baseline knows is `not ok … # TODO`,
which a harness lists without failing: it fails exactly where the default `--fail-on error` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review
from fazhi_check.wording import LEVELS

NAME = "tap"


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write test points, diagnostics below those that are not ok, and the plan at the end."""
    out.write("TAP version 13\n")
    number = 0
    for one in notes:
        for told in one.notes:
            out.write(f"# {_plain(one.path)}: {_plain(told)}\n")
        for name, title in one.passed:
            number += 1
            out.write(f"ok {number} - {_plain(one.path)}: {_plain(title)} ({name})\n")
        for problem in one.problems:
            number += 1
            out.write(_not_ok(number, one.path, problem))
    out.write(f"1..{number}\n")


def _not_ok(number: int, path: str, problem: Problem) -> str:
    fails = problem.kind == "unreadable" or problem.weight == "error"
    directive = "" if fails else f" # TODO {_plain(LEVELS[problem.level])}"
    told = {
        "message": problem.told,
        "severity": problem.level,
        "file": path,
        "line": problem.region.line,
        "column": problem.region.column,
        "advice": problem.advice,
        "basis": problem.basis,
    }
    # Strings of JSON are strings of YAML.
    lines = [f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items() if value]
    point = f"not ok {number} - {_plain(path)}: {_plain(problem.title)} ({problem.id}){directive}\n"
    return point + "  ---\n" + "".join(lines) + "  ...\n"


def _plain(words: str) -> str:
    """Return words without what TAP reads as a directive."""
    return words.replace("\\", "/").replace("#", "＃")
