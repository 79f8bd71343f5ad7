"""Nearness: which of an item's phrases a passage comes closest to, for cues that should have fired and did not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fazhi_check.folding import fold
from fazhi_check.model.checklist import Item


class Near(NamedTuple):
    """A phrase of the checklist, the words of the passage that look most like it, and how much (0 to 100)."""

    phrase: str
    words: str
    likeness: int

    def __str__(self) -> str:
        return f"“{self.phrase}”（原文“{self.words}”，相似 {self.likeness}%）"


def phrases_of(item: Item) -> list[str]:
    """Return the phrases that suffice by themselves to speak of an item."""
    return [word for cue in item.cues if len(cue.groups) == 1 for word in cue.groups[0]]


def nearest(text: str, item: Item) -> Near | None:
    """Return the phrase that a passage comes closest to; None if the item has no phrases or nothing is alike."""
    from rapidfuzz import fuzz

    folded = fold(text).text
    best: Near | None = None
    for phrase in phrases_of(item):
        wanted = fold(phrase).text
        # The shorter side is searched in the longer one: blanks keep the phrase the shorter one.
        padded = folded.center(len(folded) + 2 * len(wanted), "\0")
        found = fuzz.partial_ratio_alignment(wanted, padded)
        if found is not None and found.score > (best.likeness if best else 0):
            best = Near(phrase, padded[found.dest_start : found.dest_end].strip("\0"), int(found.score))
    return best


def missing_words(text: str, item: Item) -> list[str]:
    """Say for each set of words that must stand near one another which groups a passage has none of."""
    folded = fold(text).text
    told = []
    for cue in item.cues:
        if len(cue.groups) == 1:
            continue
        lacking = [group for group in cue.groups if not any(fold(word).text in folded for word in group)]
        if lacking and len(lacking) < len(cue.groups):
            told.append("还缺" + "、".join(f"（{_some(group)}）之一" for group in lacking))
        elif not lacking:
            told.append(f"词语都有，但相距超过 {cue.within} 字，或者不在同一句")
    return told


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    return "／".join(listed[:4]) + ("……" if len(listed) > 4 else "")
