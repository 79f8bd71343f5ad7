"""JSON `fazhi-check/assessment/v1`: a mapping of its own, documented in docs/json.md and by a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO

from fazhi_check import __version__
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Place
from fazhi_check.model.outcome import Assessment, Evidence, Finding, Objection, Outcome, ReadFailure
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
    head = {
        "schema": SCHEMA,
        "tool": {"name": "fazhi-check", "version": __version__},
        "checklist": _checklist(checklist),
    }
    out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "reports": [')
    separator = "\n"
    failures: list[str] = []
    for failed, text in notes:
        if failed:
            failures.append(text)
        else:
            out.write(separator + text)
            separator = ",\n"
    out.write('\n], "failures": [' + ", ".join(failures) + "]}\n")


def _checklist(used: Checklist) -> dict[str, str]:
    return {"id": used.id, "version": used.version, "sha256": used.sha256}


def failure(outcome: ReadFailure) -> dict[str, Any]:
    """Return the mapping of a file that could not be assessed."""
    return {"path": _path(outcome.path), "reason": outcome.reason}


def report(assessment: Assessment) -> dict[str, Any]:
    """Return the mapping of one assessment."""
    used = assessment.checklist
    return {
        "path": _path(assessment.document.path),
        # Where the checklist is chosen by report year, the one of the head is not that of every report.
        **({"checklist": _checklist(used)} if used.series else {}),
        "title": assessment.title,
        "unit": assessment.unit,
        "level": assessment.level,
        "year": assessment.year,
        "published": assessment.published or None,
        "summary": {
            **{verdict: assessment.count(verdict) for verdict in ("met", "weak", "missing", "na")},
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
    }


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
