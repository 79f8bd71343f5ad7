"""SARIF 2.1.0: for code scanning, SARIF viewers and everything else that reads it.

Columns count code points; URIs are percent-encoded and relative to the working directory where a file lies below it.
A format without lines (Word, PDF, web pages) gets its first line as region, because servers demand one, and the paragraph
as logical location. What was waived is a suppressed result, what a baseline knows has `baselineState: unchanged`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from fazhi_check import __version__, rules
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review
from fazhi_check.wording import basis

NAME = "sarif"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write one SARIF log with one run."""
    reviews = list(notes)
    rules = {item.id: _rule(item) for item in checklist.items}
    problems = [(one.path, problem) for one in reviews for problem in one.problems]
    for _, problem in problems:
        rules.setdefault(problem.id, _rule_of(problem))
    places = {name: number for number, name in enumerate(rules)}
    baseline = any(problem.known for _, problem in problems)
    results = [_result(path, problem, places[problem.id], baseline) for path, problem in problems]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [_run(checklist, reviews, list(rules.values()), results)],
    }
    json.dump(log, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _run(
    checklist: Checklist, reviews: list[Review], rules: list[dict[str, Any]], results: list[dict[str, Any]]
) -> dict[str, Any]:
    failures = [one for one in reviews if one.failed]
    return {
        "tool": {
            "driver": {
                "name": "fazhi-check",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": rules,
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    *(_notification(one.path, one.problems[0].told, "error") for one in failures),
                    *(_notification(one.path, told, "note") for one in reviews for told in one.notes),
                ],
            }
        ],
        "artifacts": [{"location": _artifact(one.path)} for one in reviews],
        "results": results,
        "properties": {
            "checklist": {"id": checklist.id, "version": checklist.version, "sha256": checklist.sha256}
        },
    }


def _notification(path: str, told: str, level: str) -> dict[str, Any]:
    where = {"physicalLocation": {"artifactLocation": _artifact(path)}}
    return {"level": level, "message": {"text": told}, "locations": [where]}


def _rule(item: Item) -> dict[str, Any]:
    level = item.level_for(None)
    told = f"{item.ask}\n\n依据：{basis(item, None)}\n\n建议：{item.advice}\n\n例如：{item.model}"
    return {
        "id": item.id,
        "name": item.title,
        "shortDescription": {"text": f"{item.title}。"},
        "fullDescription": {"text": item.ask},
        "help": {"text": told, "markdown": told},
        "defaultConfiguration": {"level": _LEVELS[level]},
        "properties": {"tags": ["必备要素" if item.core else "其他要素"]},
    }


def _rule_of(problem: Problem) -> dict[str, Any]:
    """Return the rule of a problem that is not about an item of the run's checklist."""
    level, basis_of, manual = problem.level, problem.basis, ""
    if problem.id in rules.ids():
        rule = rules.rule(problem.id)
        level, basis_of, manual = rule.LEVEL, rule.BASIS, (rule.__doc__ or "").strip()
    told = "\n\n".join(one for one in (manual, f"依据：{basis_of}" if basis_of else "") if one)
    return {
        "id": problem.id,
        "name": problem.title,
        "shortDescription": {"text": f"{problem.title}。"},
        "fullDescription": {"text": manual.partition("\n")[0] or f"{problem.title}。"},
        "help": {"text": told or f"{problem.title}。"},
        "defaultConfiguration": {"level": _LEVELS[level]},
    }


def _result(path: str, problem: Problem, place: int, baseline: bool) -> dict[str, Any]:
    advice = f"\n建议：{problem.advice}" if problem.advice else ""
    cited = f"\n依据：{problem.basis}" if problem.basis else ""
    result: dict[str, Any] = {
        "ruleId": problem.id,
        "ruleIndex": place,
        "level": _LEVELS[problem.level],
        "message": {"text": problem.told + advice + cited},
        "locations": [_location(path, problem)],
        "partialFingerprints": {"fazhi-check/v1": problem.fingerprint},
        "properties": {"verdict": problem.verdict, "untouched": problem.untouched},
    }
    if problem.known or baseline:
        result["baselineState"] = "unchanged" if problem.known else "new"
    if problem.accepted and not problem.known:
        who = f"（{problem.accepted.who}）" if problem.accepted.who else ""
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": problem.accepted.reason + who}
        ]
    return result


def _location(path: str, problem: Problem) -> dict[str, Any]:
    region = problem.region
    where: dict[str, Any] = {"startLine": region.line}
    if region.exact:
        where |= {
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path), "region": where}}
    if problem.where:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.where}]
    return location


def _artifact(path: str) -> dict[str, Any]:
    pure = PurePath(path)
    return {"uri": pure.as_uri() if pure.is_absolute() else quote(path)}
