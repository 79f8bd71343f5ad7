"""Entries: the list beside the text, an entry for each element and each objection, in the words people read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fazhi_check.model.outcome import Assessment, Evidence, Finding, Objection
from fazhi_check.rendering.marking import Mark
from fazhi_check.rendering.passages import Passages, is_telling
from fazhi_check.wording import (
    LEVELS,
    SHORT_REASONS,
    VERDICTS,
    accepted,
    bases,
    because,
    facets,
    place,
    reason,
    set_aside,
    urgency,
)

_UNVERIFIED = "（条文待核对）"


class Passage(NamedTuple):
    """One passage in the list: where it is marked, where it stands, its words, why it does not count ("" if it does)."""

    anchor: str
    place: str
    quote: str
    because: str


class Ground(NamedTuple):
    """One legal basis; what was not compared with the source says so."""

    words: str
    verified: bool


class Entry(NamedTuple):
    """One element; fields that do not apply are empty."""

    id: str
    item: str
    title: str
    core: bool
    verdict: str
    word: str
    urgency: str
    told: str
    ask: str
    reason: str
    accepted: str
    facets: str
    passages: list[Passage]
    near: list[Passage]
    grounds: list[Ground]
    advice: str
    model: str


class Remark(NamedTuple):
    """One objection of a consistency rule."""

    id: str
    title: str
    level: str
    word: str
    passage: Passage
    message: str
    suggestion: str
    basis: str
    accepted: str


def entries(assessment: Assessment, passages: Passages) -> list[Entry]:
    """Return an entry for each finding, the mandatory ones first, else in the checklist's order."""
    ordered = sorted(assessment.findings, key=lambda finding: not finding.item.core)
    return [_entry(finding, passages, assessment.year) for finding in ordered]


def remarks(assessment: Assessment, passages: Passages) -> list[Remark]:
    """Return an entry for each objection, in order of the text."""
    return [_remark(one, mark) for one, mark in zip(assessment.objections, passages.objections, strict=True)]


def _entry(finding: Finding, passages: Passages, year: int | None) -> Entry:
    item = finding.item
    telling = [one for one in finding.not_counted if is_telling(finding, one)]
    others = [one for one in finding.not_counted if not is_telling(finding, one)]
    return Entry(
        passages.owner(item.id),
        item.id,
        item.title,
        item.core,
        finding.verdict,
        VERDICTS[finding.verdict],
        urgency(finding) if finding.flagged else "",
        _told(finding),
        item.ask,
        reason(finding) if finding.verdict != "met" else "",
        accepted(finding.accepted) if finding.accepted else "",
        facets(finding),
        _listed([*finding.evidence, *telling], passages.evidence[item.id]),
        _listed(others, passages.near[item.id]),
        [Ground(one.replace(_UNVERIFIED, ""), _UNVERIFIED not in one) for one in bases(item, year)],
        item.advice if finding.flagged else "",
        item.model if finding.flagged else "",
    )


def _told(finding: Finding) -> str:
    """Say in a few words where the best evidence stands, or why there is none."""
    if finding.verdict != "met":
        words = SHORT_REASONS.get(finding.reason or "", "")
        return f"{words}（{set_aside(finding.accepted)}）" if finding.accepted else words
    return place(finding.evidence[0].place) if finding.evidence else ""


def _listed(found: Sequence[Evidence], marks: Sequence[Mark]) -> list[Passage]:
    return [
        Passage(mark.anchor, place(one.place), "".join(one.quote.split()), because(one))
        for one, mark in zip(found, marks, strict=True)
    ]


def _remark(one: Objection, mark: Mark) -> Remark:
    return Remark(
        mark.owner,
        one.title,
        one.level,
        LEVELS[one.level],
        Passage(mark.anchor, place(one.place), "".join(one.quote.split()), ""),
        one.message,
        one.suggestion,
        one.basis,
        accepted(one.accepted) if one.accepted else "",
    )
