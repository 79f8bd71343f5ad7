"""JUnit XML: a report is a test suite, an element or objection a test case.

What must be mended (必改) fails; what should or may be, what was waived and what a baseline knows is skipped with its
message, so that a server turns red exactly where the default `--fail-on error` does. A file that could not be assessed
is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review
from fazhi_check.reporters._xml import attributes, text
from fazhi_check.wording import LEVELS

NAME = "junit"


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write one document with a suite for each report."""
    reviews = list(notes)
    results = [_result(problem) for one in reviews for problem in one.problems]
    passed = sum(len(one.passed) for one in reviews)
    totals = attributes(
        name="fazhi-check",
        tests=passed + len(results),
        failures=results.count("failure"),
        errors=results.count("error"),
    )
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{totals}>\n')
    for one in reviews:
        out.writelines(_suite(one))
    out.write("</testsuites>\n")


def _result(problem: Problem) -> str:
    if problem.kind == "unreadable":
        return "error"
    return "failure" if problem.weight == "error" else "skipped"


def _suite(one: Review) -> Iterator[str]:
    results = [_result(problem) for problem in one.problems]
    head = attributes(
        name=one.path,
        tests=len(one.passed) + len(results),
        failures=results.count("failure"),
        errors=results.count("error"),
        skipped=results.count("skipped"),
    )
    yield f"<testsuite{head}>\n"
    for name, title in one.passed:
        yield f"<testcase{attributes(name=f'{title}（{name}）', classname=one.path)}/>\n"
    for problem, result in zip(one.problems, results, strict=True):
        case = attributes(name=f"{problem.title}（{problem.id}）", classname=one.path)
        yield f"<testcase{case}>\n{_told(one.path, problem, result)}</testcase>\n"
    if one.notes:
        yield f"<system-out>{text(chr(10).join(one.notes))}</system-out>\n"
    yield "</testsuite>\n"


def _told(path: str, problem: Problem, result: str) -> str:
    message = f"{LEVELS[problem.level]}：{problem.told}"
    lines = [
        f"{path}:{problem.region.line}:{problem.region.column}",
        f"建议：{problem.advice}" if problem.advice else "",
        f"依据：{problem.basis}" if problem.basis else "",
    ]
    body = text("\n".join(line for line in lines if line))
    return f"<{result}{attributes(type=problem.level, message=message)}>{body}</{result}>\n"
