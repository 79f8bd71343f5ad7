"""JSON Lines: what `json` writes, one object a line, so that a long run can be read while it goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.reporters.json import failure, head, report

NAME = "jsonl"


def note(outcome: Outcome, *, full: bool) -> str:
    """Return the line of one file (`full` changes nothing: it is all there)."""
    failed = isinstance(outcome, ReadFailure)
    content = failure(outcome) if isinstance(outcome, ReadFailure) else report(outcome)
    return json.dumps({"type": "failure" if failed else "report", **content}, ensure_ascii=False)


def write(checklist: Checklist, notes: Iterable[str], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write a line that says what was run, then a line for each file."""
    out.write(json.dumps({"type": "run", **head(checklist)}, ensure_ascii=False) + "\n")
    for line in notes:
        out.write(line + "\n")
