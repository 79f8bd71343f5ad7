"""GitLab Code Quality: the JSON that a merge request shows as code quality findings.

Formats without lines are reported at line 1, with the paragraph in the description.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review

NAME = "gitlab"
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write one JSON list; GitLab wants nothing else in the file."""
    found = [_issue(one.path, problem) for one in notes for problem in one.listed]
    json.dump(found, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _issue(path: str, problem: Problem) -> dict[str, Any]:
    severity = "blocker" if problem.kind == "unreadable" else _SEVERITIES[problem.weight]
    advice = f" 建议：{problem.advice}" if problem.advice else ""
    return {
        "type": "issue",
        "check_name": problem.id,
        "description": problem.told + advice,
        "categories": ["Style"],
        "fingerprint": problem.fingerprint,
        "severity": severity,
        "location": {
            "path": path,
            "lines": {"begin": problem.region.line, "end": problem.region.end_line},
        },
    }
