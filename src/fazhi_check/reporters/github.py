"""GitHub annotations: workflow commands that GitHub (and Gitea) show at the lines of a pull request.

GitHub shows ten errors and ten warnings of a step: the gravest come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review
from fazhi_check.wording import LEVELS

NAME = "github"
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write an annotation for each finding, and a line that sums up."""
    reviews = list(notes)
    problems = [(one.path, problem) for one in reviews for problem in one.listed]
    for path, problem in sorted(problems, key=lambda it: list(_COMMANDS).index(it[1].weight)):
        out.write(_annotation(path, problem))
    levels: list[str] = [
        problem.level for one in reviews for problem in one.open if problem.kind in {"item", "rule"}
    ]
    failed = sum(one.failed for one in reviews)
    told = "，".join(f"{word} {levels.count(level)} 处" for level, word in LEVELS.items())
    more = f"；{failed} 份没能检查" if failed else ""
    out.write(f"检查 {len(reviews) - failed} 份：{told}{more}。\n")


def _annotation(path: str, problem: Problem) -> str:
    region = problem.region
    properties = [("file", path), ("line", str(region.line))]
    if region.exact:
        properties.append(("endLine", str(region.end_line)))
        if region.line == region.end_line:  # GitHub refuses columns of a passage that spans lines
            properties += [("col", str(region.column)), ("endColumn", str(region.end_column))]
    properties.append(("title", f"{problem.title}（{problem.id}）"))
    advice = f"\n建议：{problem.advice}" if problem.advice else ""
    told = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[problem.weight]} {told}::{_data(problem.told + advice)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
