"""Copying: reports of different units that share what is not everybody's, in time near-linear in their number.

Fingerprints of clauses (12 characters from each clause's beginning on, without numbers, names and set phrases) are
grouped; reports that share enough of them are compared character by character. What a fifth of all reports share is
boilerplate and counts for nobody. No step holds more than a part of the data in memory.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from fazhi_check.audit.passages import Passage, Prose, prose_of, shared
from fazhi_check.audit.shelf import Shelf, Text
from fazhi_check.audit.shuffling import Shuffle

SHARE = 0.4
"""A copy shares this part of what one of the reports has of its own…"""
CHARACTERS = 200
"""…and at least so many characters (of the stream)."""
_EVERYBODY, _FEW = 0.2, 10
"""What this part of all reports share, and more than so many of them, is boilerplate."""
_ALL_PAIRS, _NEIGHBOURS = 48, 8
"""A clause in more reports than this links each of them with the next few only: clusters stay linear."""
_CANDIDATE = 0.25
"""Reports that share this part of the fingerprints of the shorter one are compared."""
_LEAST_MARKS = 4


class Copy(NamedTuple):
    """Two reports that share passages; the shares are of each report's own text, boilerplate aside."""

    first: int
    second: int
    first_unit: str
    second_unit: str
    first_path: str
    second_path: str
    first_day: str
    second_day: str
    of_first: float
    of_second: float
    characters: int
    passages: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """Return the larger of the two shares."""
        return max(self.of_first, self.of_second)


def copies(shelf: Shelf) -> list[Copy]:
    """Return the pairs of reports of different units that share much, the largest share first."""
    candidates, common = _candidates(shelf)
    remembered = lru_cache(maxsize=256)(lambda number: _read(shelf, number))
    found = []
    for first, second in candidates:
        one, other = remembered(first), remembered(second)
        if not _same_unit(one[0], other[0]) and (copy := compared(*one, *other, common)):
            found.append(copy)
    found.sort(key=lambda copy: (-round(copy.share, 3), copy.first, copy.second))
    return found


def compared(
    first: Text, first_prose: Prose, second: Text, second_prose: Prose, common: frozenset[int] = frozenset()
) -> Copy | None:
    """Return what two reports share; None if that is little."""
    both = shared(first_prose, second_prose, common)
    if max(both.of_first, both.of_second) < SHARE or both.characters < CHARACTERS:
        return None
    return Copy(
        first.number,
        second.number,
        first.unit,
        second.unit,
        first.path,
        second.path,
        first.day,
        second.day,
        both.of_first,
        both.of_second,
        both.characters,
        both.passages,
    )


def _read(shelf: Shelf, number: int) -> tuple[Text, Prose]:
    text = shelf[number]
    return text, prose_of(text)


def _same_unit(first: Text, second: Text) -> bool:
    return bool(first.unit) and first.unit == second.unit


def _candidates(shelf: Shelf) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """Return the pairs of reports that share enough fingerprints, and the fingerprints that everybody shares."""
    everybody = max(_FEW, int(_EVERYBODY * len(shelf)))
    counts = array("I", bytes(4 * len(shelf)))
    common: set[int] = set()
    with Shuffle() as by_mark, Shuffle() as by_report:
        for text in shelf:
            for mark in text.marks:
                by_mark.add(mark, text.number)
        for mark, numbers in by_mark.groups():
            if len(numbers) > everybody:
                common.add(mark)
                continue
            for number in numbers:
                counts[number] += 1
            for first, second in _linked(numbers):
                by_report.add(first, second)
        pairs = [
            (first, second)
            for first, numbers in by_report.groups()
            for second, common_marks in Counter(numbers).items()
            if common_marks >= max(_LEAST_MARKS, _CANDIDATE * min(counts[first], counts[second]))
        ]
    return sorted(pairs), frozenset(common)


def _linked(numbers: list[int]) -> Iterator[tuple[int, int]]:
    reach = len(numbers) if len(numbers) <= _ALL_PAIRS else _NEIGHBOURS
    for at, first in enumerate(numbers):
        for second in numbers[at + 1 : at + 1 + reach]:
            yield first, second
