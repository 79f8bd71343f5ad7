"""A checklist made ready for matching, once per process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fazhi_check.folding import fold
from fazhi_check.matching.cues import CueMatcher
from fazhi_check.matching.fuzzy import LEAST, FuzzyMatcher
from fazhi_check.matching.learned import STANCES, Floor, Learned, load
from fazhi_check.model.checklist import Checklist
from fazhi_check.patterns import pattern

# The best clause of a sentence must reach this share of what speaking of the item takes, or none of it is looked at.
_PROMISING = 0.5

_compiled: dict[str, Compiled] = {}


class Compiled:
    """The cue matcher and the learned model of a checklist, with the outputs of its items by number."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.items = items = checklist.recognised
        self.cues = CueMatcher(checklist)
        self.titles = [fold(item.title).text for item in items]
        self.items_of_phrase: dict[str, set[int]] = {}
        for number, item in enumerate(items):
            for cue in item.cues:
                for word in cue.groups[0] if len(cue.groups) == 1 else ():
                    self.items_of_phrase.setdefault(self.cues.folded[word], set()).add(number)
        phrases = [
            (words, number)
            for number, item in enumerate(items)
            for cue in item.cues
            if len(cue.groups) == 1
            for words in map(self.cues.folded.__getitem__, cue.groups[0])
            if len(words) >= LEAST
        ]
        self.fuzzy = FuzzyMatcher([words for words, _ in phrases])
        self.item_of_phrase = [number for _, number in phrases]
        self.learned = (
            load(Path(checklist.learned)) if checklist.learned else Learned(STANCES, (0,) * len(STANCES))
        )
        self.has_learned = bool(checklist.learned)
        outputs = {name: number for number, name in enumerate(self.learned.outputs)}
        self.output = [outputs.get(item.id, -1) for item in items]
        self.at_home = {
            item.home: {n for n, one in enumerate(items) if one.home == item.home}
            for item in items
            if item.home
        }
        self.item_of = {output: number for number, output in enumerate(self.output) if output >= 0}
        self.stance = {name: outputs[name] for name in STANCES}
        self.bias = self.learned.bias
        self.promising = Floor(
            {output: min(96, max(0, round(-_PROMISING * self.bias[output]))) for output in self.item_of}
        )

    def titled(self, heading: str) -> Iterator[int]:
        """Yield the items that a heading names: by (part of) their title, or by one of their phrases and nothing else."""
        words = _NUMBER.sub("", heading).rstrip("。:")
        yield from self.items_of_phrase.get(words, ())
        long = len(words) >= _LEAST_TITLE
        yield from (n for n, title in enumerate(self.titles) if (words in title if long else words == title))


_NUMBER = pattern(r"[#*【】]|^[^\u4e00-\u9fff]*[一二三四五六七八九十]{0,3}[、.):]*")
_LEAST_TITLE = 4


def compiled(checklist: Checklist) -> Compiled:
    """Return the compiled form of a checklist."""
    if checklist.sha256 not in _compiled:
        _compiled[checklist.sha256] = Compiled(checklist)
    return _compiled[checklist.sha256]
