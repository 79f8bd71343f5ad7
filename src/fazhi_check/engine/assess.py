"""Assess one document against one checklist."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.engine.compiled import Compiled, compiled
from fazhi_check.engine.judges import JUDGES, Judged, Reading, Ruling, is_bare
from fazhi_check.engine.passages import Passage, certainty, clauses_of, misspelt, passages
from fazhi_check.engine.refining import refined
from fazhi_check.engine.status import is_concrete, status_of
from fazhi_check.matching.clauses import mask_digits
from fazhi_check.matching.facts import facts_in
from fazhi_check.matching.learned import STEP
from fazhi_check.model.checklist import UNIT_LEVELS, Checklist, Facet, Item
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment, Evidence, Finding, ReadFailure, Status
from fazhi_check.patterns import pattern
from fazhi_check.rules import objections
from fazhi_check.structure.outline import Outline, Sentence, outline
from fazhi_check.wording import UNIT_LEVELS as UNIT_WORDS
from fazhi_check.wording import years

MOST = 3
"""Passages kept for each item, counted ones and others apart, unless all are asked for."""


_NUMBERS = pattern(r"\d+|《")


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
    found = outline(document, level=level, year=year, kind=(checklist.document, checklist.titles))
    if found.other_kind and not force:
        return ReadFailure(document.path, found.other_kind)
    checklist = checklist.for_year(found.year)
    reading = read(found, compiled(checklist))
    findings = tuple(
        _finding(number, item, reading, most)
        for number, item in enumerate(checklist.items)
        if not checklist.chosen or item.id in checklist.chosen
    )
    return Assessment(
        document,
        checklist,
        found.title,
        found.unit,
        found.level,
        found.year,
        found.published,
        findings,
        (*document.notes, *_out_of_scope(checklist, found)),
        objections(found, checklist),
    )


def _out_of_scope(checklist: Checklist, found: Outline) -> Iterator[str]:
    """Say where a checklist is not meant for a document; it is judged all the same."""
    if found.year is not None and not checklist.years[0] <= found.year <= checklist.years[1]:
        yield f"清单 {checklist.id} 适用于{years(checklist.years)}，这份报告是{found.year}年度，依据请另行核对。"
    if found.level in UNIT_LEVELS and found.level not in checklist.units:
        meant = "、".join(UNIT_WORDS[unit] for unit in checklist.units)
        yield f"清单 {checklist.id} 适用于{meant}，这份报告的单位类别是{UNIT_WORDS[found.level or '']}。"


def read(found: Outline, ready: Compiled) -> Reading:
    """Find all passages of a document and judge what they tell of."""
    text = found.folded.text
    sentences = refined(clauses_of(found, ready), ready, len(text))
    by_item: dict[int, list[Judged]] = {}
    for passage in passages(sentences, text, ready):
        by_item.setdefault(passage.item, []).append(_judged(passage, found, ready))
    open_items = {
        number
        for number, item in enumerate(ready.items)
        if item.judge == "evidence" and all(one.status in _UNTOLD for one in by_item.get(number, ()))
    }
    for passage in misspelt(sentences, text, ready, open_items):
        by_item.setdefault(passage.item, []).append(_judged(passage, found, ready))
    return Reading(found, ready, by_item, [one for one in sentences if not one[0].heading])


_UNTOLD = ("unlikely", "heading", "cited", "formula", "elsewhere")


def _judged(passage: Passage, found: Outline, ready: Compiled) -> Judged:
    text = found.folded.text
    status = status_of(passage, passage.sentence.role, text, ready, found.year)
    return Judged(passage, status, status == "done" and is_concrete(passage, text, ready))


def _finding(number: int, item: Item, reading: Reading, most: int | None) -> Finding:
    excluded = item.exclusion(reading.outline.level, reading.outline.year)
    if excluded:
        return Finding(item, item.level_for(None), "na", excluded, (), ())
    ruling = JUDGES[item.judge](number, reading)
    level = item.level_for(reading.outline.level)
    if item.judge != "evidence":
        evidence = _section_evidence(ruling, reading, most)
        return Finding(item, level, ruling.verdict, ruling.reason, evidence, ())
    text = reading.outline.folded.text
    found = sorted(reading.passages.get(number, []), key=lambda one: _rank(one, text))
    if ruling.reason == "heading-only":
        counted = [one for one in found if is_bare(one)]
    else:
        counted = [one for one in found if one.status == "done"]
    # Headings announce; they are shown only where every passage is wanted.
    hidden = {"done"} if most is None else {"done", "heading"}
    others = [one for one in found if one.status not in hidden and one not in counted]
    # What explains the reason stands first.
    others.sort(key=lambda one: one.status != _TELLING.get(ruling.reason or ""))
    return Finding(
        item,
        level,
        ruling.verdict,
        ruling.reason,
        tuple(_evidence(one, item, reading) for one in counted[:most]),
        tuple(_evidence(one, item, reading) for one in others[:most]),
        tuple(facet.id for facet in item.facets if _shows(facet, counted, text)),
    )


def _shows(facet: Facet, counted: list[Judged], text: str) -> bool:
    return any(
        phrase in text[one.passage.start : one.passage.end] for one in counted for phrase in facet.phrases
    )


_TELLING = {"only-planned": "planned", "only-shortcoming": "problem", "negated": "negated"}

# Of passages that all speak of an item plainly, the one with more facts proves more.
_PLAIN, _PER_FACT, _FACTS = round(7.5 * STEP), round(1.5 * STEP), 4


def _rank(one: Judged, text: str) -> tuple[bool, bool, int]:
    facts = len(_NUMBERS.findall(text, one.passage.start, one.passage.end))
    return (
        not one.concrete,
        one.status == "unlikely",
        -min(one.passage.logit, _PLAIN) - _PER_FACT * min(facts, _FACTS),
    )


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
        certainty(passage.logit),
        _fired(passage, folded.text, reading.compiled),
        one.concrete,
        facts_in(words, item.facts) if one.status == "done" else (),
    )


_BELOW_HEADING = "所在的标题"


def _fired(passage: Passage, text: str, ready: Compiled) -> str:
    """Name the checklist's words that fired, or else the words that weighed most in what was learned."""
    if passage.hits:
        hit = min(passage.hits, key=lambda hit: not hit.sure)
        return "…".join(text[start:end] for start, end in hit.words)
    output = ready.output[passage.item]
    if output < 0:
        return _BELOW_HEADING
    best = max(
        passage.clauses[passage.focus[0] : passage.focus[1] + 1], key=lambda one: one.values.value(output)
    )
    words = text[best.start : best.end]
    return "≈" + "…".join(
        words[start:end] for start, end in ready.learned.telling(mask_digits(words), output)
    )


# In characters: among measures a number is worth this much more text.
_PER_NUMBER = 20


def _section_rank(sentence: Sentence, concrete: bool, text: str) -> tuple[bool, int, int]:
    """Rank what whole sections are judged by: problems in order, the gravest come first; the others by their numbers."""
    if sentence.role == "shortcomings":
        return not concrete, 0, sentence.start
    numbers = len(_NUMBERS.findall(text, sentence.start, sentence.end))
    if sentence.role == "plan":
        return not concrete, -(sentence.end - sentence.start) - _PER_NUMBER * numbers, sentence.start
    return not concrete, -numbers, sentence.start


def _section_evidence(ruling: Ruling, reading: Reading, most: int | None) -> tuple[Evidence, ...]:
    folded = reading.outline.folded
    document = reading.outline.document
    text = folded.text
    ordered = sorted(ruling.counted, key=lambda one: _section_rank(one[0], one[1], text))
    if ruling.opening:
        ordered.insert(0, (ruling.opening, True))
    ordered = ordered[:most]
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
