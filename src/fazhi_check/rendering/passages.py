"""Passages: every piece of evidence, near miss and objection of an assessment as a mark with a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.outcome import Assessment, Evidence, Finding
from fazhi_check.rendering.marking import Kind, Mark
from fazhi_check.wording import LEVELS, VERDICTS

_TELLING = {"only-planned": "planned", "only-shortcoming": "problem", "negated": "negated"}
"""The status of the passage that a missing element's reason speaks of."""


class Passages:
    """The marks of one assessment; `prefix` keeps their names apart where a page holds several reports."""

    def __init__(self, assessment: Assessment, prefix: str) -> None:
        self._prefix = prefix
        self.evidence: dict[str, list[Mark]] = {}
        """What counts, by the element's id; for a missing element the passage that shows why it is."""
        self.near: dict[str, list[Mark]] = {}
        for finding in assessment.findings:
            self.evidence[finding.item.id] = list(self._counted(finding))
            self.near[finding.item.id] = list(self._uncounted(finding))
        self.objections = list(self._objected(assessment))

    def all(self) -> list[Mark]:
        """Return all marks."""
        groups = (*self.evidence.values(), *self.near.values(), self.objections)
        return [mark for group in groups for mark in group]

    def owner(self, item: str) -> str:
        """Return the name of an element's entry in the list."""
        return f"{self._prefix}i-{item}"

    def _counted(self, finding: Finding) -> Iterator[Mark]:
        kind: Kind = "met" if finding.verdict == "na" else finding.verdict
        shown = [*finding.evidence, *(one for one in finding.not_counted if is_telling(finding, one))]
        for number, one in enumerate(shown, 1):
            mark = self._mark(finding, one, kind, f"e{number}", VERDICTS[finding.verdict])
            broad = finding.item.judge == "breadth"
            yield mark._replace(broad=broad, quiet=broad and number > 1)

    def _uncounted(self, finding: Finding) -> Iterator[Mark]:
        for number, one in enumerate(finding.not_counted, 1):
            if not is_telling(finding, one):
                yield self._mark(finding, one, "near", f"n{number}", "没有采信")

    def _mark(self, finding: Finding, one: Evidence, kind: Kind, number: str, word: str) -> Mark:
        item = finding.item
        anchor = f"{self._prefix}{number}-{item.id}"
        return Mark(one.span, one.focus, kind, anchor, self.owner(item.id), f"{word}：{item.title}")

    def _objected(self, assessment: Assessment) -> Iterator[Mark]:
        for number, one in enumerate(assessment.objections, 1):
            anchor, owner = f"{self._prefix}o{number}", f"{self._prefix}i-o{number}"
            yield Mark(one.span, one.span, "objection", anchor, owner, f"{LEVELS[one.level]}：{one.title}")


def is_telling(finding: Finding, one: Evidence) -> bool:
    """Tell whether a passage that does not count is the very reason why an element is missing."""
    return finding.verdict == "missing" and one.status == _TELLING.get(finding.reason or "")
