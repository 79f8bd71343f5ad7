"""Cues: exact search for all words of all items in one pass (Aho-Corasick)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from fazhi_check.folding import fold
from fazhi_check.model.checklist import Checklist


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


class Found:
    """The word matches of one text, to be asked sentence by sentence."""

    def __init__(self, matcher: CueMatcher, matches: list[tuple[int, int, int]]) -> None:
        self._matcher = matcher
        self._matches = matches
        self._starts = [match[1] for match in matches]

    def within(self, start: int, end: int) -> Hits | None:
        """Return what fired between two offsets; None if no word stands there."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._matcher.hits(self._matches[first:last]) if first < last else None


class _Use(NamedTuple):
    kind: str
    item: int
    cue: int = 0
    group: int = 0


class CueMatcher:
    """All words of a checklist, compiled once."""

    def __init__(self, checklist: Checklist) -> None:
        uses: dict[str, list[_Use]] = defaultdict(list)
        self._cues = [item.cues for item in checklist.items]
        for number, item in enumerate(checklist.items):
            for cue_number, cue in enumerate(item.cues):
                for group_number, group in enumerate(cue.groups):
                    for word in group:
                        kind = "phrase" if len(cue.groups) == 1 else "near"
                        uses[fold(word).text].append(_Use(kind, number, cue_number, group_number))
            for kind, words in (("look-alike", item.look_alikes), ("zero", item.zero)):
                for word in words:
                    uses[fold(word).text].append(_Use(kind, number))
        self.words = list(uses)
        self._uses = [uses[word] for word in self.words]
        self._automaton = AhoCorasick(self.words)

    def find(self, text: str) -> Found:
        """Find all words in a folded text."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        matches.sort(key=lambda match: match[1])
        return Found(self, matches)

    def hits(self, matches: list[tuple[int, int, int]]) -> Hits:
        """Say which cues the word matches of one sentence fire."""
        found = Hits([], [], [])
        near: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = {}
        for word, start, end in matches:
            for kind, item, cue, group in self._uses[word]:
                if kind == "near":
                    near.setdefault((item, cue), {}).setdefault(group, []).append((start, end))
                else:
                    hit = Hit(item, start, end, ((start, end),), True)
                    {"phrase": found.cues, "look-alike": found.look_alikes, "zero": found.zeros}[kind].append(hit)
        for (item, number), groups in near.items():
            cue = self._cues[item][number]
            if len(groups) == len(cue.groups):
                found.cues.extend(self._near(item, groups, cue.within))
        if found.look_alikes:
            found.cues[:] = [hit for hit in found.cues if not _overlaps(hit, found.look_alikes)]
        return found

    def _near(self, item: int, groups: dict[int, list[tuple[int, int]]], within: int) -> Iterator[Hit]:
        """Yield the closest set of words, one of each group, if it is close enough."""
        best: list[tuple[int, int]] | None = None
        for first in groups[0]:
            chosen = [first]
            for group in range(1, len(groups)):
                chosen.append(min(groups[group], key=lambda span: abs(span[0] - first[0])))
            if len(set(chosen)) == len(chosen) and (best is None or _reach(chosen) < _reach(best)):
                best = chosen
        if best and _reach(best) <= within:
            best.sort()
            yield Hit(item, best[0][0], best[-1][1], tuple(best), False)


def _reach(spans: list[tuple[int, int]]) -> int:
    return max(end for _, end in spans) - min(start for start, _ in spans)


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    return any(
        other.item == hit.item and start < other.end and other.start < end for other in others for start, end in hit.words
    )
