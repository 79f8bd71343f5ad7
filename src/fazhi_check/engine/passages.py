"""Passages: which clauses of which sentence speak of which item, and how surely."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from fazhi_check.engine.compiled import Compiled
from fazhi_check.engine.runs import best_run
from fazhi_check.matching.clauses import clauses, mask_digits
from fazhi_check.matching.cues import Hit, Hits
from fazhi_check.matching.learned import STEP, Packed, column
from fazhi_check.patterns import pattern
from fazhi_check.structure.outline import Outline, Sentence

# In steps of the learned model (`STEP` to one logit), from the measurements in docs/accuracy.md. A passage speaks of an
# item from THRESHOLD on; passages down to NEAR are kept as near misses. A phrase of the checklist counts PHRASE (a short
# one with a slip in it SLIP), words near one another count WORDS, and a look-alike takes away as much as a phrase gives;
# being announced by the heading counts ANNOUNCED, standing in the part of the report that is devoted to the item HOME, and
# a heading that is (part of) the item's title TITLED, as does a declaration of zero.
THRESHOLD = STEP
NEAR = 0
PHRASE = 4 * STEP
WORDS = round(3.5 * STEP)
SLIP = 2 * STEP
ANNOUNCED = round(1.5 * STEP)
HOME = 4 * STEP
TITLED = 8 * STEP
# An item that nothing was learned for (a lawyer's own) starts here: its cues alone carry it, each of them, for there is
# nothing else that could (bench/demands.py).
UNLEARNED_BIAS = -2 * STEP
# What stands below a heading with its words speaks of it, whatever words it has itself.
OWN_ANNOUNCED = PHRASE + STEP
# What none of the checklist's own words supports needs UNSUPPORTED more. A clause belongs to another item where that one's
# claim is CLAIM stronger.
UNSUPPORTED = round(1.25 * STEP)
CLAIM = round(1.5 * STEP)
# How many characters are looked up at a time: memory stays bounded however long the text is.
_BATCH = 20_000
# A phrase of so many characters is certain even with a slip.
LONG = 6


def certainty(logit: int) -> int:
    """Return how sure a sum is (0 to 100) that a passage speaks of an item."""
    return round(100 / (1 + math.exp(-max(-20.0, min(20.0, logit / STEP)))))


CERTAIN = certainty(THRESHOLD)
"""From this certainty on a passage is held to speak of an item."""


class Clause(NamedTuple):
    """A clause in folded offsets with its learned values, one per output."""

    start: int
    end: int
    values: Packed


class Passage(NamedTuple):
    """Clauses `first` to `last` of a sentence, which speak of an item; `focus` is the run that says so."""

    item: int
    sentence: Sentence
    clauses: Sequence[Clause]
    focus: tuple[int, int]
    first: int
    last: int
    logit: int
    hits: tuple[Hit, ...]
    zero: bool
    others: frozenset[int] = frozenset()
    """Clauses that speak of another item more than of this one: their facts are that item's."""

    @property
    def start(self) -> int:
        """Folded offset of the passage's first character."""
        return self.clauses[self.first].start

    @property
    def end(self) -> int:
        """Folded offset behind the passage's last character."""
        return self.clauses[self.last].end

    def total(self, output: int) -> int:
        """Return the sum of an output over all clauses of the passage."""
        return sum(clause.values.value(output) for clause in self.clauses[self.first : self.last + 1])

    def focal(self, output: int) -> int:
        """Return the sum of an output over the clauses in focus."""
        return sum(clause.values.value(output) for clause in self.clauses[self.focus[0] : self.focus[1] + 1])


def clauses_of(outline: Outline, compiled: Compiled) -> list[tuple[Sentence, list[Clause]]]:
    """Return each sentence, headings included, with its clauses."""
    text = mask_digits(outline.folded.text)
    result: list[tuple[Sentence, list[Clause]]] = []
    waiting: list[tuple[Sentence, list[tuple[int, int]]]] = []
    for sentence in outline.sentences:
        waiting.append((sentence, list(clauses(text, sentence.start, sentence.end))))
        if sentence.end - waiting[0][0].start > _BATCH:
            result += _valued(text, waiting, compiled)
            waiting = []
    return result + _valued(text, waiting, compiled)


def _valued(
    text: str, waiting: Sequence[tuple[Sentence, list[tuple[int, int]]]], compiled: Compiled
) -> list[tuple[Sentence, list[Clause]]]:
    """Return the sentences that have clauses, with the clauses' learned values."""
    if not waiting:
        return []
    begin, end = waiting[0][0].start, waiting[-1][0].end
    bounds = [(start - begin, stop - begin) for _, some in waiting for start, stop in some]
    values = compiled.learned.values(text[begin:end], bounds)
    return [
        (sentence, [Clause(start, stop, next(values)) for start, stop in some])
        for sentence, some in waiting
        if some
    ]


def passages(
    sentences: Sequence[tuple[Sentence, list[Clause]]], text: str, compiled: Compiled
) -> Iterator[Passage]:
    """Yield the passages in the sentences of a folded text, headings included.

    What a heading speaks of, the sentences below it are likelier to speak of too (全年听取汇报3次 below 主要负责人…).
    """
    found = compiled.cues.find(text)
    announced: dict[int, int] = {}
    for sentence, parts in sentences:
        expected = announced | dict.fromkeys(compiled.at_home.get(sentence.role, ()), HOME)
        if sentence.heading:
            expected = {item: told for item, told in expected.items() if told != OWN_ANNOUNCED}
            expected |= dict.fromkeys(compiled.titled(text[sentence.start : sentence.end]), TITLED)
        runs = _runs(compiled, parts, found.within(sentence.start, sentence.end), expected)
        if sentence.heading:
            sure = [run for run in runs if run.logit > THRESHOLD]
            announced = {run.item: OWN_ANNOUNCED if run.spoken else ANNOUNCED for run in sure}
        yield from _passages_of(sentence, parts, runs, text, compiled)


def misspelt(
    sentences: Sequence[tuple[Sentence, list[Clause]]], text: str, compiled: Compiled, items: Collection[int]
) -> Iterator[Passage]:
    """Yield the passages that speak of some items once slips in the checklist's phrases are forgiven.

    Meant for items that exact search leaves open: what it has settled needs no second look.
    """
    wanted = [phrase for phrase, item in enumerate(compiled.item_of_phrase) if item in items]
    told = [one for one in sentences if not one[0].heading]
    bounds = [(sentence.start, sentence.end) for sentence, _ in told]
    by_sentence: dict[int, list[Hit]] = {}
    for found in compiled.fuzzy.find(text, bounds, wanted):
        item = compiled.item_of_phrase[found.phrase]
        long = len(compiled.fuzzy.phrases[found.phrase]) >= LONG
        hit = Hit(item, found.start, found.end, ((found.start, found.end),), long)
        by_sentence.setdefault(found.sentence, []).append(hit)
    for number, hits in sorted(by_sentence.items()):
        sentence, parts = told[number]
        runs = _runs(compiled, parts, Hits(hits, [], []), {}, SLIP)
        yield from _passages_of(sentence, parts, [run for run in runs if run.hits], text, compiled)


def _runs(
    compiled: Compiled, parts: list[Clause], hits: Hits | None, expected: dict[int, int], unsure: int = WORDS
) -> list[_Run]:
    """Return, for each item that a sentence may speak of, its best run of clauses.

    `expected` says what counts for an item beside the sentence's own words, `unsure` what a hit counts that is not sure.
    """
    sums = [part.values for part in parts]
    item_of = compiled.item_of
    candidates = {item_of[output] for values in sums for output in values.above(compiled.promising)}
    raised: dict[int, dict[int, int]] = {}
    if hits:
        raised = _raised(hits, parts, unsure)
        candidates.update(raised)
    candidates.update(item for item, weight in expected.items() if weight == OWN_ANNOUNCED)
    runs = []
    for item in sorted(candidates):
        output = compiled.output[item]
        values = column(sums, output) if output >= 0 else [0] * len(parts)
        total = compiled.bias[output] if output >= 0 else UNLEARNED_BIAS
        if item in raised:
            for number, weight in raised[item].items():
                values[number] += PHRASE if output < 0 < weight else weight
        total += expected.get(item, 0)
        best, first, last = best_run(values) if len(values) > 1 else (values[0], 0, 0)
        if total + best > NEAR:
            told = [hit for hit in (*hits.cues, *hits.zeros) if hit.item == item] if hits else []
            zero = hits is not None and any(hit.item == item for hit in hits.zeros)
            # Below its own heading an own item's clauses are all of them.
            spoken = frozenset(raised.get(item, range(len(parts))) if output < 0 else ())
            total += best - (0 if told else UNSUPPORTED)
            runs.append(_Run(item, total, first, last, told, zero, spoken))
    return runs


def _raised(hits: Hits, parts: Sequence[Clause], unsure: int) -> dict[int, dict[int, int]]:
    """Return, by item and clause, what the checklist's own words count."""
    starts = [part.start for part in parts]
    raised: dict[int, dict[int, int]] = {}
    for group, sure in ((hits.cues, PHRASE), (hits.zeros, TITLED)):
        for hit in group:
            weight = sure if hit.sure else unsure
            clauses_raised = raised.setdefault(hit.item, {})
            for start, _ in hit.words:
                number = max(0, bisect_right(starts, start) - 1)
                if clauses_raised.get(number, 0) < weight:
                    clauses_raised[number] = weight
    for hit in hits.look_alikes:
        for start, _ in hit.words:
            raised.setdefault(hit.item, {}).setdefault(max(0, bisect_right(starts, start) - 1), -PHRASE)
    return raised


def _passages_of(
    sentence: Sentence, parts: list[Clause], runs: list[_Run], text: str, compiled: Compiled
) -> Iterator[Passage]:
    sure = [run for run in runs if run.logit > THRESHOLD]
    taken = _clauses_of(sure)
    for run in runs:
        rivals, claimed = sure, taken
        if run.spoken:
            # A lawyer's own item is often a part of a learned one: what tells of that one tells of both.
            rivals = [one for one in sure if run.spoken.isdisjoint(range(one.first, one.last + 1))]
            claimed = _clauses_of(rivals)
        first, last = _widened(run, claimed, parts, text)
        others = frozenset(_others(run, rivals, parts, compiled, range(first, last + 1)))
        yield Passage(
            run.item,
            sentence,
            parts,
            (run.first, run.last),
            first,
            last,
            run.logit,
            tuple(run.hits),
            run.zero,
            others,
        )


def _clauses_of(runs: Sequence[_Run]) -> set[int]:
    return {number for run in runs for number in range(run.first, run.last + 1)}


def _others(
    run: _Run, rivals: list[_Run], parts: list[Clause], compiled: Compiled, inside: range
) -> Iterator[int]:
    """Yield the clauses of a passage that another item has a better claim to."""
    own = compiled.output[run.item]
    for other in rivals:
        output = compiled.output[other.item]
        if other.item == run.item or output < 0:
            continue
        for number in range(max(other.first, inside.start), min(other.last + 1, inside.stop)):
            values = parts[number].values
            mine = values.value(own) if own >= 0 else 0
            if values.value(output) > max(mine, 0) + CLAIM:
                yield number


class _Run(NamedTuple):
    item: int
    logit: int
    first: int
    last: int
    hits: Sequence[Hit]
    zero: bool
    spoken: frozenset[int]
    """The clauses with the words of an item that nothing was learned for."""


_DATE = pattern(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|[初中下上底])|同日|当天|年底|年初|年中")
_WIDEST = (2, 4)
"""How many clauses before and behind a run may belong to it."""


def _widened(run: _Run, taken: set[int], parts: Sequence[Clause], text: str) -> tuple[int, int]:
    """Take in the clauses on both sides that speak of no other item.

    What stands between two items belongs to the first (details follow what they are details of), unless it begins
    with a date: that opens what comes next.
    """
    first, last = run.first, run.last
    if not any(number in taken for number in range(first)):
        first = max(0, first - _WIDEST[0])
    other = next((number for number in range(last + 1, len(parts)) if number in taken), None)
    while last + 1 < min(len(parts), run.last + 1 + _WIDEST[1]) and last + 1 != other:
        if other is not None and _DATE.match(text, parts[last + 1].start):
            break
        last += 1
    return first, last
