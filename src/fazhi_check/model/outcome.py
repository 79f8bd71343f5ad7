"""Outcomes: what the engine says about one document, or why there was none."""

from __future__ import annotations

from typing import Literal, NamedTuple

from fazhi_check.model.checklist import Checklist, Item, Level
from fazhi_check.model.document import Document, Place, Span

Verdict = Literal["met", "weak", "missing", "na"]
Reason = Literal[
    "no-fact",
    "thin",
    "heading-only",
    "absent",
    "only-planned",
    "only-shortcoming",
    "negated",
    "not-for-unit",
    "not-for-year",
]
Status = Literal[
    "done", "planned", "problem", "negated", "cited", "formula", "elsewhere", "unlikely", "heading"
]


_LESSER: dict[Level, Level] = {"error": "warning", "warning": "info", "info": "info"}


class Acceptance(NamedTuple):
    """Why a finding no longer counts: somebody waived it, or a baseline knows it already.

    `reason`, `who` and `until` (YYYY-MM-DD, "" for no end) are the waiver's.
    """

    kind: Literal["waived", "known"]
    reason: str = ""
    who: str = ""
    until: str = ""


class Evidence(NamedTuple):
    """A passage that speaks of an item, and whether that counts.

    `span` holds the whole clauses, `focus` those of them that speak of the item most. `status` says whether the passage
    tells of something done; only that counts as evidence (for some items: a problem, a plan). `score` (0 to 100) is the
    matcher's certainty that the passage speaks of the item; `cue` names what fired: the checklist's words (合法性审查),
    words near one another (合同…司法所…审查), or, behind ≈, the words that weighed most in what was learned.
    """

    span: Span
    focus: Span
    quote: str
    place: Place
    role: str
    status: Status
    score: int
    cue: str
    concrete: bool
    facts: tuple[str, ...] = ()


class Finding(NamedTuple):
    """An item with its verdict: evidence that counts, best first, and near misses that do not.

    `facets` are the ids of the item's facets that the evidence shows. `untouched` says that the evidence stands outside
    the lines that a branch has changed (`--diff`).
    """

    item: Item
    level: Level
    verdict: Verdict
    reason: Reason | None
    evidence: tuple[Evidence, ...]
    not_counted: tuple[Evidence, ...]
    facets: tuple[str, ...] = ()
    accepted: Acceptance | None = None
    untouched: bool = False

    @property
    def flagged(self) -> bool:
        """Tell whether the unit has something to mend."""
        return self.verdict in {"weak", "missing"}

    @property
    def urgency(self) -> Level:
        """Return how grave a flagged finding is: a weak item weighs a level less than a missing one."""
        return _LESSER[self.level] if self.verdict == "weak" else self.level


class Objection(NamedTuple):
    """What a consistency rule objects to: an exact passage, why, and where it is certain what to write instead.

    `quote` is exactly the source's characters of `span`; `suggestion` replaces the quote ("" where none is certain).
    `accepted` and `untouched` as in `Finding`.
    """

    rule: str
    title: str
    level: Level
    span: Span
    quote: str
    place: Place
    message: str
    suggestion: str = ""
    basis: str = ""
    accepted: Acceptance | None = None
    untouched: bool = False


class Assessment(NamedTuple):
    """One document against one checklist; `objections` are those of the consistency rules, in order of the text."""

    document: Document
    checklist: Checklist
    title: str
    unit: str
    level: str | None
    year: int | None
    published: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()

    def number_of(self, verdict: Verdict) -> int:
        """Return how many items have a verdict."""
        return sum(finding.verdict == verdict for finding in self.findings)

    @property
    def score(self) -> int:
        """Return the share of what was asked, 0 to 100: met counts 1, weak ½; core items count twice."""
        asked = [finding for finding in self.findings if finding.verdict != "na"]
        weights = [2 if finding.item.core else 1 for finding in asked]
        earned = {"met": 1.0, "weak": 0.5, "missing": 0.0}
        reached = sum(
            weight * earned[finding.verdict] for weight, finding in zip(weights, asked, strict=True)
        )
        return round(100 * reached / sum(weights)) if weights else 100


class ReadFailure(NamedTuple):
    """A file that could not be assessed; `reason` is one sentence in Chinese."""

    path: str
    reason: str


Outcome = Assessment | ReadFailure
