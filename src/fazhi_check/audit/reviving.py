"""Records as the model's nouns again, so that the words for them are the same everywhere."""

from __future__ import annotations

from typing import Any, NamedTuple

from fazhi_check.audit.records import Record
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.document import Place, Span
from fazhi_check.model.outcome import Acceptance, Evidence, Finding, Objection


class Revived(NamedTuple):
    """A record with its findings, in the checklist's order, and the objections of the rules, in order of the text."""

    record: Record
    findings: list[Finding]
    objections: list[Objection]


def revived(record: Record, checklist: Checklist) -> Revived:
    """Return a record that was made with this checklist as the model's nouns."""
    return Revived(record, _findings(record, checklist), _objections(record))


def _findings(record: Record, checklist: Checklist) -> list[Finding]:
    items = {item.id: item for item in checklist.items}
    return [_finding(one, items[one["id"]]) for one in record["items"] if one["id"] in items]


def _objections(record: Record) -> list[Objection]:
    return [
        Objection(
            one["rule"],
            one["title"],
            one["level"],
            Span(one["start"], one["end"]),
            one["quote"],
            _place(one["place"]),
            one["message"],
            one["suggestion"] or "",
            one["basis"] or "",
            _acceptance(one.get("accepted")),
        )
        for one in record["findings"]
    ]


def _finding(one: dict[str, Any], item: Item) -> Finding:
    return Finding(
        item,
        one["level"],
        one["verdict"],
        one["reason"],
        tuple(map(_evidence, one["evidence"])),
        tuple(map(_evidence, one["not_counted"])),
        tuple(facet["id"] for facet in one["facets"] if facet["shown"]),
        _acceptance(one.get("accepted")),
    )


def _acceptance(one: dict[str, Any] | None) -> Acceptance | None:
    if one is None:
        return None
    return Acceptance(one["kind"], one["reason"] or "", one["who"] or "", one["until"] or "")


def _evidence(one: dict[str, Any]) -> Evidence:
    return Evidence(
        Span(one["start"], one["end"]),
        Span(*one["focus"]),
        one["quote"],
        _place(one["place"]),
        one["role"],
        one["status"],
        one["score"],
        one["cue"],
        one["concrete"],
        tuple(one["facts"]),
    )


def _place(one: dict[str, Any]) -> Place:
    return Place(one["kind"], one["number"], one["page"])
