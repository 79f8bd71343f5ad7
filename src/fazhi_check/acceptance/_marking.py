"""Marking findings: waived, known from a baseline, outside the lines that a branch has changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

from fazhi_check.acceptance._baseline import Baseline
from fazhi_check.acceptance._waivers import Waivers
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Acceptance, Assessment
from fazhi_check.positions import Positions

_KNOWN = Acceptance("known")

Changed = Callable[[str], frozenset[int] | None]
"""Leads from a path to the lines of it that a branch has changed (None: all of them count as changed)."""


class Marked(NamedTuple):
    """A marked assessment, and the numbers of the waivers that were meant for it, and of those that it needed."""

    assessment: Assessment
    meant: frozenset[int]
    used: frozenset[int]


@dataclasses.dataclass(frozen=True)
class Marks:
    """What is marked in the assessments of a run.

    `day` is the day by which waivers expire; `notes` are added to each assessment's own.
    """

    waivers: Waivers | None = None
    day: str = ""
    baseline: Baseline | None = None
    changed: Changed | None = None
    notes: tuple[str, ...] = ()

    def on(self, assessment: Assessment) -> Marked:
        """Return an assessment with its marks."""
        meant: frozenset[int] = frozenset()
        used: frozenset[int] = frozenset()
        if self.notes:
            assessment = assessment._replace(notes=(*assessment.notes, *self.notes))
        if self.changed:
            assessment = _untouched(assessment, self.changed(assessment.document.path))
        if self.baseline:
            assessment = _known(assessment, self.baseline)
        if self.waivers:
            assessment, meant, used = _waived(assessment, self.waivers, self.day)
        return Marked(assessment, meant, used)


def _untouched(assessment: Assessment, lines: frozenset[int] | None) -> Assessment:
    """Mark what has a passage outside the changed lines; what is missing concerns the whole report."""
    if lines is None or assessment.document.format != "text":
        return assessment
    positions = Positions(assessment.document)

    def outside(span: Span) -> bool:
        region = positions.region(span)
        return lines.isdisjoint(range(region.line, region.end_line + 1))

    findings = tuple(
        one._replace(untouched=True)
        if one.verdict == "weak" and one.evidence and all(outside(passage.span) for passage in one.evidence)
        else one
        for one in assessment.findings
    )
    objections = tuple(one._replace(untouched=outside(one.span)) for one in assessment.objections)
    return assessment._replace(findings=findings, objections=objections)


def _known(assessment: Assessment, baseline: Baseline) -> Assessment:
    of_findings, of_objections = baseline.found(assessment)
    findings = tuple(
        one._replace(accepted=_KNOWN) if one.flagged and known in baseline.known else one
        for one, known in zip(assessment.findings, of_findings, strict=True)
    )
    objections = tuple(
        one._replace(accepted=_KNOWN) if known in baseline.known else one
        for one, known in zip(assessment.objections, of_objections, strict=True)
    )
    return assessment._replace(findings=findings, objections=objections)


def _waived(
    assessment: Assessment, waivers: Waivers, day: str
) -> tuple[Assessment, frozenset[int], frozenset[int]]:
    asked = {one.item.id for one in assessment.findings}
    meant = [
        number
        for number in waivers.of(assessment.document.path, assessment.unit)
        if waivers.entries[number].kind == "rule" or waivers.entries[number].name in asked
    ]
    # Of several for one finding the first that still holds counts.
    ordered = sorted(meant, key=lambda number: (not waivers.entries[number].expired(day), -number))
    names = {(waivers.entries[number].kind, waivers.entries[number].name): number for number in ordered}
    used: set[int] = set()
    notes = list(assessment.notes)

    def acceptance(kind: str, name: str, title: str) -> Acceptance | None:
        number = names.get((kind, name))
        if number is None:
            return None
        used.add(number)
        one = waivers.entries[number]
        if one.expired(day):
            told = (
                f"“{title}”的豁免到 {one.until} 为止，已经过期（{waivers.file}:{one.line}），仍按原级别计。"
            )
            notes.extend([] if told in notes else [told])
            return None
        return Acceptance("waived", one.reason, one.who, one.until)

    findings = tuple(
        one._replace(accepted=found)
        if one.flagged and (found := acceptance("item", one.item.id, one.item.title))
        else one
        for one in assessment.findings
    )
    objections = tuple(
        one._replace(accepted=found) if (found := acceptance("rule", one.rule, one.title)) else one
        for one in assessment.objections
    )
    marked = assessment._replace(findings=findings, objections=objections, notes=tuple(notes))
    return marked, frozenset(meant), frozenset(used)
