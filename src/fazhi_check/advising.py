"""Advising: what is to be said about a report, each at a passage; for margins of documents and for editors."""

from __future__ import annotations

from typing import Literal, NamedTuple

from fazhi_check.folding import fold
from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Assessment, Evidence, Finding, Objection
from fazhi_check.wording import LEVELS, VERDICTS, basis, because, facets, reason, urgency

Kind = Literal["weak", "missing", "objection"]
_RANKS: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}


class Advice(NamedTuple):
    """What is said about the passage `span`: a head, and lines of a label and words each.

    `subject` is the id of the item or of the rule; `level` already weighs a weak item a level less.
    """

    kind: Kind
    subject: str
    level: Level
    span: Span
    head: str
    lines: tuple[tuple[str, str], ...]
    replacement: str = ""
    """What certainly stands better in place of the passage ("" if nothing is certain)."""


def advised(assessment: Assessment) -> tuple[Advice, ...]:
    """Return what is to be said at passages, in order of the text, the gravest first.

    An item that is missing without any near miss has no passage: see `unplaced`.
    """
    found = [
        _of_finding(one, nearest, assessment.year) for one in _open(assessment) if (nearest := _nearest(one))
    ]
    found += [_of_objection(one) for one in assessment.objections if not one.accepted]
    return tuple(sorted(found, key=lambda one: (one.span.start, _RANKS[one.level])))


def unplaced(assessment: Assessment) -> tuple[Finding, ...]:
    """Return the flagged items that no passage comes near, the most urgent first."""
    found = [one for one in _open(assessment) if not _nearest(one)]
    return tuple(sorted(found, key=lambda one: (_RANKS[one.urgency], not one.item.core)))


def explained(finding: Finding, year: int | None) -> tuple[tuple[str, str], ...]:
    """Return what there is to say about an item that has something to mend, without its passages."""
    lines = (
        ("情况", reason(finding)),
        ("分项", facets(finding)),
        ("依据", basis(finding.item, year)),
        ("建议", finding.item.advice),
        ("例如", finding.item.model),
    )
    return tuple((label, words) for label, words in lines if words)


def head(finding: Finding) -> str:
    """Return verdict, title and, where there is something to mend, urgency of an item in a few words."""
    words = f"【{VERDICTS[finding.verdict]}】{finding.item.title}"
    return f"{words}（{urgency(finding)}）" if finding.flagged else words


def title_span(assessment: Assessment) -> Span:
    """Return where the title stands: the line that holds most of it, else the first line."""
    document = assessment.document
    title = fold(assessment.title).text
    inside = [
        (len(words), -number)
        for number, block in enumerate(document.blocks)
        if title and len(words := fold(document.quote(block.span)).text) > 1 and words in title
    ]
    return document.blocks[-max(inside)[1] if inside else 0].span


def _open(assessment: Assessment) -> list[Finding]:
    """Return the items to speak of; what was accepted (waivers) is settled."""
    return [one for one in assessment.findings if one.flagged and not one.accepted]


def _nearest(finding: Finding) -> Evidence | None:
    """Return the passage to speak at: the best evidence, else the nearest miss that really speaks of the item."""
    misses = (one for one in finding.not_counted if one.status != "unlikely")
    return next(iter((*finding.evidence, *misses)), None)


def _of_finding(finding: Finding, nearest: Evidence, year: int | None) -> Advice:
    told, *rest = explained(finding, year)
    # The other reasons say themselves what is amiss with the passage.
    aside = (("此处", f"与它最接近，但不算：{because(nearest)}"),) if finding.reason == "absent" else ()
    kind: Kind = "weak" if finding.verdict == "weak" else "missing"
    lines = (told, *aside, *rest)
    return Advice(kind, finding.item.id, finding.urgency, nearest.focus, head(finding), lines)


def _of_objection(one: Objection) -> Advice:
    lines = (
        ("问题", one.message),
        ("改为", one.suggestion),
        ("依据", one.basis),
    )
    return Advice(
        "objection",
        one.rule,
        one.level,
        one.span,
        f"【问题】{one.title}（{LEVELS[one.level]}）",
        tuple((label, words) for label, words in lines if words),
        one.suggestion,
    )
