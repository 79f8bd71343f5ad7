"""Fuzzy search: phrases with one character mistyped, left out or put in, found with rapidfuzz.

`rapidfuzz.fuzz.partial_ratio` compares a phrase of m characters with every window of m characters; it counts the
characters they have in common in order (longest common subsequence), in percent of m. One slip leaves m - 1 of them.
Sentences are padded, for else the shorter text would become the needle and windows would be cut at the ends.

Before rapidfuzz is asked, a filter drops the pairs that cannot match: a phrase has m - 1 pairs of adjacent characters,
a character that is lost breaks two of them and one that is put in breaks one, so at least m - 4 remain (fewer where a
pair occurs twice in the phrase). Where that leaves none, every sentence is compared. Nothing is lost; a property test
compares with the search without the filter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

LEAST = 5
"""Phrases with fewer characters are searched exactly only: with one slip they are other words."""

_PAD = "\x00"


class FuzzyHit(NamedTuple):
    """A phrase found with a slip: its number, the number of the sentence, and where in the text."""

    phrase: int
    sentence: int
    start: int
    end: int


def cutoff(phrase: str) -> float:
    """Return the score that a phrase has with one slip."""
    return 100 * (len(phrase) - 1) / len(phrase) - 1e-6


class FuzzyMatcher:
    """Phrases ready to be searched; each has `LEAST` characters or more."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        bits: dict[str, int] = {}
        self._masks = [
            sum({1 << bits.setdefault(pair, len(bits)) for pair in _pairs(phrase)}) for phrase in phrases
        ]
        self._needed = [
            len(phrase) - 4 - (len(phrase) - 1 - mask.bit_count())
            for phrase, mask in zip(phrases, self._masks, strict=True)
        ]
        self._pairs = AhoCorasick(list(bits)) if bits else None

    def find(self, text: str, bounds: Sequence[tuple[int, int]], wanted: Collection[int]) -> list[FuzzyHit]:
        """Find the wanted phrases, misspelt, in the sentences of a text (their starts and ends, ascending).

        Phrases that stand there exactly are left out.
        """
        from rapidfuzz import fuzz

        hits = []
        for phrase, sentence in self._candidates(text, bounds, wanted):
            start, end = bounds[sentence]
            words = self.phrases[phrase]
            pad = _PAD * len(words)
            found = fuzz.partial_ratio_alignment(
                words, pad + text[start:end] + pad, score_cutoff=cutoff(words)
            )
            if found and found.score < 100:
                first = max(start, start + found.dest_start - len(pad))
                hits.append(FuzzyHit(phrase, sentence, first, min(end, start + found.dest_end - len(pad))))
        return hits

    def _candidates(
        self, text: str, bounds: Sequence[tuple[int, int]], wanted: Collection[int]
    ) -> Iterable[tuple[int, int]]:
        """Yield (phrase, sentence) for all pairs that may match."""
        masks = self._masks_of(text, bounds)
        everywhere = reduce(or_, masks, 0)
        for phrase in wanted:
            mask, needed = self._masks[phrase], self._needed[phrase]
            if (mask & everywhere).bit_count() < needed:
                continue
            for sentence, seen in enumerate(masks):
                if (mask & seen).bit_count() >= needed:
                    yield phrase, sentence

    def _masks_of(self, text: str, bounds: Sequence[tuple[int, int]]) -> list[int]:
        """Return, for each sentence, which pairs of adjacent characters it holds."""
        masks = [0] * len(bounds)
        if self._pairs is None:
            return masks
        sentence = 0
        for pair, start, end in self._pairs.find_matches_as_indexes(text, overlapping=True):
            while sentence < len(bounds) and end > bounds[sentence][1]:
                sentence += 1
            if sentence == len(bounds):
                break
            if start >= bounds[sentence][0]:
                masks[sentence] |= 1 << pair
        return masks


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
