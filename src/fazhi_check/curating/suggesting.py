"""Suggesting: from passages that people labelled, words that might become cues; people decide.

A proposal is a run of three to eight characters that occurs in several of the labelled passages, hardly anywhere else in
these reports, and stands by itself (different characters before and behind it, as words have).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fazhi_check.curating.labels import Labelled
from fazhi_check.engine import assess
from fazhi_check.folding import fold
from fazhi_check.matching.clauses import clauses
from fazhi_check.matching.cues import CueMatcher
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import read
from fazhi_check.sources import Source
from fazhi_check.structure.outline import outline

_LENGTHS = range(3, 9)
_PURE = 0.75
"""The least share of a proposal's occurrences that stand in labelled passages."""
_MOST = 8
_LEAST = 2
"""In how many reports a word must stand: that of one alone may be its author's own."""
_EDGES = frozenset(
    "的了和与及在对将把被是有为以等并也都各其该由从到中上下不一二三两项件个次名条份人家户处场年月日第全"
)


class Proposal(NamedTuple):
    """Words, the labelled passages that hold them and that no cue fires in yet, and all that hold them; others that do."""

    words: str
    gains: list[str]
    held: int
    elsewhere: list[str]


class Match(NamedTuple):
    """A sentence that a proposal would newly match: in which file and line."""

    path: str
    line: int
    sentence: str


class Labels(NamedTuple):
    """The labelled passages of an item, folded: those that no cue fires in; all, with their report; the sentences elsewhere."""

    unseen: list[str]
    passages: dict[str, Path]
    others: list[str]


def labels_of(reports: Sequence[Labelled], item: Item, checklist: Checklist) -> Labels:
    """Collect what people labelled for an item; reports that cannot be read are passed over."""
    cues = CueMatcher(checklist)
    number = next(at for at, one in enumerate(checklist.items) if one.id == item.id)
    passages: dict[str, Path] = {}
    others: list[str] = []
    for report in reports:
        label = report.labels.get(item.id)
        quotes = [fold(quote).text for quote in label.quotes] if label and label.verdict != "missing" else []
        passages |= dict.fromkeys(quotes, report.report)
        document = read(str(report.report), str(report.report))
        if not isinstance(document, Document):
            continue
        found = outline(document, kind=(checklist.document, checklist.titles))
        told = [found.text(one) for one in found.sentences if not one.heading]
        others += [text for text in told if not any(quote[:12] in text or text in quote for quote in quotes)]
    unseen = [text for text in passages if not _fires(cues, number, text)]
    return Labels(unseen, passages, others)


def _fires(cues: CueMatcher, item: int, text: str) -> bool:
    hits = cues.find(text).within(0, len(text))
    return hits is not None and any(hit.item == item for hit in (*hits.cues, *hits.zeros))


def proposals(labels: Labels) -> list[Proposal]:
    """Return the words that would make cues fire in most passages that none fires in yet, the best first."""
    open_passages = list(labels.unseen)
    candidates = _candidates(labels)
    chosen: list[Proposal] = []
    while open_passages and candidates and len(chosen) < _MOST:
        best = max(candidates.values(), key=lambda one: _worth(one, open_passages))
        gains = [text for text in best.gains if text in open_passages]
        if not gains:
            break
        chosen.append(best)
        open_passages = [text for text in open_passages if text not in gains]
        candidates = {words: one for words, one in candidates.items() if words != best.words}
    return chosen


def _worth(one: Proposal, open_passages: Sequence[str]) -> tuple[int, int, int, int, str]:
    covered = sum(text in open_passages for text in one.gains)
    return covered, one.held, -len(one.elsewhere), -abs(len(one.words) - 4), one.words


def _candidates(labels: Labels) -> dict[str, Proposal]:
    where: dict[str, set[Path]] = defaultdict(set)
    around: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for text, report in labels.passages.items():
        for start, end in clauses(text):
            for words, at in _runs(text, start, end):
                where[words].add(report)
                around[words][0].add(text[at - 1] if at > start else "")
                around[words][1].add(text[at + len(words)] if at + len(words) < end else "")
    found = {}
    for words, reports in where.items():
        if len(reports) < _LEAST or any(map(_glued, around[words])):
            continue
        elsewhere = [text for text in labels.others if words in text]
        held = sum(words in text for text in labels.passages)
        if held / (held + len(elsewhere)) >= _PURE:
            gains = [text for text in labels.unseen if words in text]
            found[words] = Proposal(words, gains, held, elsewhere)
    return found


def _glued(neighbours: set[str]) -> bool:
    """Tell whether the same character always stands beside a run: then it is part of a longer word."""
    return len(neighbours) == 1 and neighbours != {""}


def _runs(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for length in _LENGTHS:
        for at in range(start, end - length + 1):
            words = text[at : at + length]
            plain = all("\u4e00" <= character <= "\u9fff" for character in words)
            if plain and words[0] not in _EDGES and words[-1] not in _EDGES:
                yield words, at


def matches(files: Sequence[Source], words: str, item: Item, checklist: Checklist) -> Iterator[Match]:
    """Yield the sentences of some reports that hold words and are no passage of the item yet."""
    for file in files:
        document = read(file.path, file.file)
        if not isinstance(document, Document) or words not in fold(document.text).text:
            continue
        outcome = assess(document, checklist, force=True, most=None)
        if not isinstance(outcome, Assessment):
            continue
        finding = next(one for one in outcome.findings if one.item.id == item.id)
        taken = [one.span for one in (*finding.evidence, *finding.not_counted) if one.status != "unlikely"]
        found = outline(document, kind=(checklist.document, checklist.titles))
        for sentence in found.sentences:
            at = found.text(sentence).find(words)
            if at < 0 or sentence.heading:
                continue
            spot = found.folded.span(sentence.start + at, sentence.start + at + len(words))
            if any(span.start <= spot.start and spot.end <= span.end for span in taken):
                continue
            span = found.folded.span(sentence.start, sentence.end)
            quote = "".join(document.quote(span).split())
            yield Match(Path(file.path).name, document.block_at(span.start).place.number, quote)
