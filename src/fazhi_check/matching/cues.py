"""Cues: exact search for all words of all items in one pass (Aho-Corasick)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from fazhi_check.folding import fold
from fazhi_check.model.checklist import Checklist

Match = tuple[int, int, int]
"""A word that was found: its number, start and end."""


class Hit(NamedTuple):
    """A cue that fired: item (its number), from where to where, its words' spans, and whether one phrase sufficed."""

    item: int
    start: int
    end: int
    words: tuple[tuple[int, int], ...]
    sure: bool


class Hits(NamedTuple):
    """What was found in one sentence, in folded offsets: cues that fired, look-alikes, zero declarations."""

    cues: list[Hit]
    look_alikes: list[Hit]
    zeros: list[Hit]


class _Near(NamedTuple):
    """A cue of several groups: its item, how far its words may be apart, and which word belongs to which groups."""

    item: int
    within: int
    groups: list[set[int]]


class _Uses(NamedTuple):
    """What one word is used for: items by kind, and (near cue, bits of its groups)."""

    phrase: list[int]
    look_alike: list[int]
    zero: list[int]
    near: list[tuple[int, int]]


class CueMatcher:
    """All words of a checklist, compiled once."""

    def __init__(self, checklist: Checklist) -> None:
        numbers: dict[str, int] = {}
        self.folded = folded = _folded(checklist)
        self._uses: dict[int, _Uses] = defaultdict(lambda: _Uses([], [], [], []))
        self._near: list[_Near] = []

        def uses(word: str) -> tuple[int, _Uses]:
            number = numbers.setdefault(folded[word], len(numbers))
            return number, self._uses[number]

        for item_number, item in enumerate(checklist.recognised):
            for cue in item.cues:
                if len(cue.groups) == 1:
                    for word in cue.groups[0]:
                        uses(word)[1].phrase.append(item_number)
                else:
                    groups = [{uses(word)[0] for word in group} for group in cue.groups]
                    self._near.append(_Near(item_number, cue.within, groups))
            for word in item.look_alikes:
                uses(word)[1].look_alike.append(item_number)
            for word in item.zero:
                uses(word)[1].zero.append(item_number)
        for number, near in enumerate(self._near):
            for word_number in set[int]().union(*near.groups):
                bits = sum(1 << bit for bit, group in enumerate(near.groups) if word_number in group)
                self._uses[word_number].near.append((number, bits))
        self._full = [(1 << len(near.groups)) - 1 for near in self._near]
        self._automaton = AhoCorasick(list(numbers))

    def find(self, text: str) -> Found:
        """Find all words in a folded text."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        matches.sort(key=_start)
        return Found(self, matches)

    def hits(self, matches: list[Match]) -> Hits | None:
        """Say which cues the words found in one sentence fire; None if none does."""
        cues: list[Hit] = []
        look_alikes: list[Hit] = []
        zeros: list[Hit] = []
        seen: dict[int, int] = {}
        for word, start, end in matches:
            use = self._uses[word]
            for number, bits in use.near:
                seen[number] = seen.get(number, 0) | bits
            if use.phrase or use.look_alike or use.zero:
                for items, found in ((use.phrase, cues), (use.look_alike, look_alikes), (use.zero, zeros)):
                    for item in items:
                        found.append(Hit(item, start, end, ((start, end),), True))
        for number, bits in seen.items():
            if bits == self._full[number]:
                cues += _closest(self._near[number], matches)
        if look_alikes:
            cues = [hit for hit in cues if not _overlaps(hit, look_alikes)]
        return Hits(cues, look_alikes, zeros) if cues or look_alikes or zeros else None


def _folded(checklist: Checklist) -> dict[str, str]:
    """Fold all words of a checklist in one go."""
    words: set[str] = set()
    for item in checklist.recognised:
        words.update(item.look_alikes, item.zero, *(group for cue in item.cues for group in cue.groups))
    ordered = sorted(words)
    return dict(zip(ordered, fold(_BETWEEN.join(ordered)).text.split(_BETWEEN), strict=True))


_BETWEEN = "\x00"
"""YAML has no such character, and folding leaves it alone."""


class Found:
    """The words found in one text, to be asked sentence by sentence."""

    def __init__(self, matcher: CueMatcher, matches: list[Match]) -> None:
        self._matcher = matcher
        self._matches = matches
        self._starts = [match[1] for match in matches]

    def within(self, start: int, end: int) -> Hits | None:
        """Return what fired between two offsets; None if nothing did."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._matcher.hits(self._matches[first:last]) if first < last else None


def _start(match: Match) -> int:
    return match[1]


def _closest(near: _Near, matches: list[Match]) -> list[Hit]:
    """Return the closest set of words, one of each group, if it is close enough."""
    groups = [[(start, end) for word, start, end in matches if word in group] for group in near.groups]
    best: list[tuple[int, int]] | None = None
    for first in groups[0]:
        chosen = [first, *(min(group, key=lambda span: abs(span[0] - first[0])) for group in groups[1:])]
        if len(set(chosen)) == len(chosen) and (best is None or _reach(chosen) < _reach(best)):
            best = chosen
    if best is None or _reach(best) > near.within:
        return []
    best.sort()
    return [Hit(near.item, best[0][0], best[-1][1], tuple(best), False)]


def _reach(spans: list[tuple[int, int]]) -> int:
    return max(end for _, end in spans) - min(start for start, _ in spans)


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    return any(
        other.item == hit.item and start < other.end and other.start < end
        for other in others
        for start, end in hit.words
    )
