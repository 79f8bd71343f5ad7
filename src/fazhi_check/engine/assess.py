"""Assess one document against one checklist."""

from __future__ import annotations

import math
import re

from fazhi_check.engine.compiled import Compiled, compiled
from fazhi_check.engine.judges import JUDGES, Judged, Reading, Ruling
from fazhi_check.engine.passages import NEAR, Passage, clauses_of, passages
from fazhi_check.engine.refining import refined
from fazhi_check.engine.status import is_concrete, status_of
from fazhi_check.matching.facts import facts_in
from fazhi_check.matching.learned import STEP
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment, Evidence, Finding, ReadFailure, Status
from fazhi_check.structure.outline import Outline, outline

MOST = 3
"""Passages kept for each item, counted ones and others apart, unless all are asked for."""


_NUMBERS = re.compile(r"\d+|《")


def assess(
    document: Document,
    checklist: Checklist,
    *,
    level: str | None = None,
    year: int | None = None,
    force: bool = False,
    most: int | None = MOST,
) -> Assessment | ReadFailure:
    """Return the assessment of a document; `level` and `year` override what its text says.

    What is no annual report at all becomes a failure that says what it is, unless `force` is set. `most` limits the
    passages kept for each item (None keeps all).
    """
    found = outline(document, level=level, year=year)
    if found.other_kind and not force:
        return ReadFailure(document.path, found.other_kind)
    reading = read(found, compiled(checklist))
    findings = tuple(
        _finding(number, item, reading, most)
        for number, item in enumerate(checklist.items)
        if not checklist.chosen or item.id in checklist.chosen
    )
    return Assessment(
        document, checklist, found.title, found.unit, found.level, found.year, found.published, findings, document.notes
    )


def read(found: Outline, ready: Compiled) -> Reading:
    """Find all passages of a document and judge what they tell of."""
    text = found.folded.text
    sentences = refined(clauses_of(found, ready), ready, len(text))
    by_item: dict[int, list[Judged]] = {}
    for passage in passages(sentences, text, ready):
        status = status_of(passage, passage.sentence.role, text, ready)
        judged = Judged(passage, status, status == "done" and is_concrete(passage, text, ready))
        by_item.setdefault(passage.item, []).append(judged)
    return Reading(found, ready, by_item, [one for one in sentences if not one[0].heading])


def _finding(number: int, item: Item, reading: Reading, most: int | None) -> Finding:
    ruling = JUDGES[item.judge](number, reading)
    level = item.level_for(reading.outline.level)
    if item.judge != "evidence":
        evidence = _section_evidence(ruling, reading, most)
        return Finding(item, level, ruling.verdict, ruling.reason, evidence, ())
    found = sorted(reading.passages.get(number, []), key=_rank)
    counted = [one for one in found if one.status == "done"]
    others = [one for one in found if one.status != "done" and one.passage.logit > NEAR]
    return Finding(
        item,
        level,
        ruling.verdict,
        ruling.reason,
        tuple(_evidence(one, item, reading) for one in counted[:most]),
        tuple(_evidence(one, item, reading) for one in others[:most]),
    )


def _rank(one: Judged) -> tuple[bool, bool, float]:
    return (not one.concrete, one.status == "unlikely", -one.passage.logit)


def _evidence(one: Judged, item: Item, reading: Reading) -> Evidence:
    passage = one.passage
    folded = reading.outline.folded
    document = reading.outline.document
    span = folded.span(passage.start, passage.end)
    focus = folded.span(passage.clauses[passage.focus[0]].start, passage.clauses[passage.focus[1]].end)
    words = folded.text[passage.start : passage.end]
    return Evidence(
        span,
        focus,
        document.quote(span),
        document.block_at(span.start).place,
        passage.sentence.role,
        one.status,
        round(100 / (1 + math.exp(-max(-20.0, min(20.0, passage.logit / STEP))))),
        _fired(passage, folded.text),
        one.concrete,
        facts_in(words, item.facts) if one.status == "done" else (),
        tuple(facet.id for facet in item.facets if any(phrase in words for phrase in facet.phrases)),
    )


def _fired(passage: Passage, text: str) -> str:
    """Name the checklist's words that fired ("" where only what was learned speaks)."""
    for hit in sorted(passage.hits, key=lambda hit: not hit.sure):
        return "…".join(text[start:end] for start, end in hit.words)
    return ""


def _section_evidence(ruling: Ruling, reading: Reading, most: int | None) -> tuple[Evidence, ...]:
    folded = reading.outline.folded
    document = reading.outline.document
    text = folded.text
    ordered = sorted(
        ruling.counted,
        key=lambda one: (not one[1], -len(_NUMBERS.findall(text, one[0].start, one[0].end)), one[0].start),
    )[:most]
    status: dict[str, Status] = {"plan": "planned", "shortcomings": "problem"}
    result = []
    for sentence, concrete in ordered:
        span = folded.span(sentence.start, sentence.end)
        result.append(
            Evidence(
                span,
                span,
                document.quote(span),
                document.block_at(span.start).place,
                sentence.role,
                status.get(sentence.role, "done"),
                100 if concrete else 50,
                "",
                concrete,
                facts_in(reading.outline.text(sentence)),
            )
        )
    return tuple(result)
