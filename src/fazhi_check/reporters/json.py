"""JSON `fazhi-check/assessment/v1`: a mapping of its own, documented in docs/json.md and by a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO

from fazhi_check import __version__
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Place
from fazhi_check.model.outcome import (
    Acceptance,
    Assessment,
    Evidence,
    Finding,
    Objection,
    Outcome,
    ReadFailure,
)
from fazhi_check.wording import printable

NAME = "json"
SCHEMA = "fazhi-check/assessment/v1"


def note(outcome: Outcome, *, full: bool) -> tuple[bool, str]:
    """Return whether the outcome is a failure, and its JSON text (`full` changes nothing: it is all there)."""
    failed = isinstance(outcome, ReadFailure)
    return failed, json.dumps(
        failure(outcome) if isinstance(outcome, ReadFailure) else report(outcome), ensure_ascii=False
    )


def write(
    checklist: Checklist, notes: Iterable[tuple[bool, str]], out: TextIO, *, full: bool, verbose: bool
) -> None:
    """Write a run as one JSON object, one line a report."""
    out.write(json.dumps(head(checklist), ensure_ascii=False)[:-1] + ', "reports": [')
    separator = "\n"
    failures: list[str] = []
    for failed, text in notes:
        if failed:
            failures.append(text)
        else:
            out.write(separator + text)
            separator = ",\n"
    out.write('\n], "failures": [' + ", ".join(failures) + "]}\n")


def head(checklist: Checklist) -> dict[str, Any]:
    """Return what a run's output begins with: enough to repeat it."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "fazhi-check", "version": __version__},
        "checklist": _checklist(checklist),
    }


def _checklist(checklist: Checklist) -> dict[str, Any]:
    return {"id": checklist.id, "version": checklist.version, "sha256": checklist.sha256}


def failure(outcome: ReadFailure) -> dict[str, Any]:
    """Return the mapping of a file that could not be assessed."""
    return {"path": _path(outcome.path), "reason": outcome.reason}


def report(assessment: Assessment) -> dict[str, Any]:
    """Return the mapping of one assessment."""
    return {
        "path": _path(assessment.document.path),
        "title": assessment.title,
        "unit": assessment.unit,
        "level": assessment.level,
        "year": assessment.year,
        "published": assessment.published or None,
        "checklist": _checklist(assessment.checklist),
        "summary": {
            **{verdict: assessment.number_of(verdict) for verdict in ("met", "weak", "missing", "na")},
            "score": assessment.score,
        },
        "items": [_item(finding) for finding in assessment.findings],
        "findings": [_objection(one) for one in assessment.objections],
        "notes": list(assessment.notes),
    }


def _path(path: str) -> str:
    return path if path == "-" else printable(PurePath(path).as_posix())


def _item(finding: Finding) -> dict[str, Any]:
    item = finding.item
    return {
        "id": item.id,
        "title": item.title,
        "level": finding.level,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "evidence": [_evidence(one) for one in finding.evidence],
        "not_counted": [_evidence(one) for one in finding.not_counted],
        "facets": [
            {"id": one.id, "title": one.title, "shown": one.id in finding.facets} for one in item.facets
        ],
        "advice": item.advice if finding.flagged else None,
        "basis": [
            {
                "document": one.document,
                "article": one.article,
                "verified": one.verified,
                "note": one.note,
                "since": one.since or None,
            }
            for one in item.basis
        ],
        "accepted": _accepted(finding.accepted),
        "untouched": finding.untouched,
    }


def _accepted(acceptance: Acceptance | None) -> dict[str, Any] | None:
    if acceptance is None:
        return None
    return {name: value or None for name, value in acceptance._asdict().items()}


def _objection(one: Objection) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "title": one.title,
        "level": one.level,
        "message": one.message,
        "quote": one.quote,
        "line": one.place.number,
        "start": one.span.start,
        "end": one.span.end,
        "place": _place(one.place),
        "suggestion": one.suggestion or None,
        "basis": one.basis or None,
        "accepted": _accepted(one.accepted),
        "untouched": one.untouched,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"kind": place.kind, "number": place.number, "page": place.page}


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "line": one.place.number,
        "start": one.span.start,
        "end": one.span.end,
        "focus": [one.focus.start, one.focus.end],
        "place": _place(one.place),
        "role": one.role,
        "status": one.status,
        "score": one.score,
        "cue": one.cue,
        "concrete": one.concrete,
        "facts": list(one.facts),
    }
