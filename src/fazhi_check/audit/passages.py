"""Passages that two texts share, with their places in both."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from fazhi_check.audit.shelf import Text
from fazhi_check.audit.similarity import FOOT, HEAD, HEADING
from fazhi_check.audit.streams import Stream, stream

_LEAST = 20
"""Passages of fewer characters (of the stream) are chance."""
_GAP = 10
"""Stretches that lie no farther apart in both texts are one passage with a small change in it."""


class Passage(NamedTuple):
    """A passage in two reports, as each has it; `length` is the number of characters of the stream they share."""

    first: str
    second: str
    first_place: str
    second_place: str
    length: int


class Shared(NamedTuple):
    """What two texts share: how many characters, the share of each text's own, and the passages, longest first."""

    characters: int
    of_first: float
    of_second: float
    passages: tuple[Passage, ...]


class Prose(NamedTuple):
    """A report's running text in one piece, where its parts begin (in the text and in its stream), and its stream."""

    text: str
    starts: list[int]
    breaks: list[int]
    places: list[str]
    stream: Stream

    def place(self, offset: int) -> str:
        """Say where the character at an offset of the text stands."""
        return self.places[bisect_right(self.starts, offset) - 1]


def prose_of(text: Text) -> Prose:
    """Return the running text of a report."""
    parts = [part for part in text.parts if part.role not in {HEADING, HEAD, FOOT}]
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part.text) + 1
    words = "\n".join(part.text for part in parts)
    streamed = stream(words, text.unit)
    whole = range(len(streamed.text))
    breaks = [bisect_left(whole, start, key=streamed.folded.source) for start in starts]
    return Prose(words, starts or [0], breaks, [part.place for part in parts] or [""], streamed)


class _Stretch(NamedTuple):
    first: int
    second: int
    length: int


def shared(first: Prose, second: Prose, common: Container[int] = frozenset()) -> Shared:
    """Compare two texts; clauses whose marks are in `common` (what everybody shares) do not count."""
    stretches = _stretches(first.stream, second.stream, common)
    own_first, own_second = _own(first.stream, common), _own(second.stream, common)
    covered_first, covered_second = bytearray(len(own_first)), bytearray(len(own_second))
    passages = []
    for run in _joined(_cut(stretches, first.breaks), frozenset(first.breaks)):
        length = sum(one.length for one in run)
        if length < _LEAST:
            continue
        for one in run:
            covered_first[one.first : one.first + one.length] = b"\1" * one.length
            covered_second[one.second : one.second + one.length] = b"\1" * one.length
        passages.append(_passage(first, second, run, length))
    passages.sort(key=lambda one: -one.length)
    counted_first, counted_second = _counted(covered_first, own_first), _counted(covered_second, own_second)
    return Shared(
        max(counted_first, counted_second),
        counted_first / max(1, sum(own_first)),
        counted_second / max(1, sum(own_second)),
        tuple(passages),
    )


def _counted(covered: bytearray, own: bytearray) -> int:
    return sum(map(int.__and__, covered, own))


def _own(stream: Stream, common: Container[int]) -> bytearray:
    """Mark each character of a stream with 1, those of clauses that everybody shares with 0."""
    own = bytearray(b"\1" * len(stream.text))
    marked = stream.marked()
    for number, (at, mark) in enumerate(marked):
        if zlib.crc32(mark.encode()) in common:
            end = marked[number + 1][0] if number + 1 < len(marked) else len(own)
            own[at:end] = bytes(end - at)
    return own


def _stretches(first: Stream, second: Stream, common: Container[int]) -> list[_Stretch]:
    """Return stretches that are equal in both, in the first text's order; none overlaps another in the first text."""
    places: dict[str, list[int]] = {}
    for at, mark in second.marked():
        places.setdefault(mark, []).append(at)
    found: list[_Stretch] = []
    end = 0
    for at, mark in first.marked():
        if at < end or mark not in places or zlib.crc32(mark.encode()) in common:
            continue
        following = found[-1].second + found[-1].length if found else 0
        other = min(places[mark], key=lambda place: (abs(place - following), place))
        stretch = _extended(first.text, second.text, at, other, end)
        found.append(stretch)
        end = stretch.first + stretch.length
    return found


def _extended(first: str, second: str, at: int, other: int, least: int) -> _Stretch:
    start, other_start = at, other
    while start > least and other_start > 0 and first[start - 1] == second[other_start - 1]:
        start, other_start = start - 1, other_start - 1
    end, other_end = at, other
    while end < len(first) and other_end < len(second) and first[end] == second[other_end]:
        end, other_end = end + 1, other_end + 1
    return _Stretch(start, other_start, end - start)


def _cut(stretches: Sequence[_Stretch], breaks: Sequence[int]) -> Iterator[_Stretch]:
    """Cut stretches where a part of the first text ends: a passage is a paragraph at most."""
    for one in stretches:
        at = one.first
        for stop in [*breaks[bisect_right(breaks, at) :], one.first + one.length]:
            end = min(stop, one.first + one.length)
            if end > at:
                yield _Stretch(at, one.second + at - one.first, end - at)
                at = end


def _joined(stretches: Iterable[_Stretch], breaks: Container[int]) -> list[list[_Stretch]]:
    """Join stretches that follow one another in both texts, within a part of the first."""
    runs: list[list[_Stretch]] = []
    for one in stretches:
        if runs:
            last = runs[-1][-1]
            gap = one.first - last.first - last.length
            other_gap = one.second - last.second - last.length
            if 0 <= gap <= _GAP and 0 <= other_gap <= _GAP and one.first not in breaks:
                runs[-1].append(one)
                continue
        runs.append([one])
    return runs


def _passage(first: Prose, second: Prose, run: list[_Stretch], length: int) -> Passage:
    start, end = run[0].first, run[-1].first + run[-1].length
    other_start, other_end = run[0].second, run[-1].second + run[-1].length
    here, there = first.stream.folded.span(start, end), second.stream.folded.span(other_start, other_end)
    return Passage(
        first.text[here.start : here.end].replace("\n", ""),
        second.text[there.start : there.end].replace("\n", ""),
        first.place(here.start),
        second.place(there.start),
        length,
    )
