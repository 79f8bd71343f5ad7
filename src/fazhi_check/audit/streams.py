"""Streams: what is left of a text when all that says nothing about who wrote it first is taken out.

Copies change the place's name, the numbers and the punctuation. A stream has none of these: it is the folded text without
numbers, punctuation, titles in 《》, set phrases (data/set-phrases.txt) and the names of the report's own unit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from fazhi_check.folding import Folded, fold

GRAM = 12
"""Characters of a mark: long enough to be nobody's by chance, short enough to survive between two changes."""

_PLACES = re.compile(
    r"[\u4e00-\u9fff]{1,7}?(?:自治区|自治州|自治县|自治旗|街道|苏木|地区|省|市|县|区|旗|州|盟|镇|乡)"
)
_GOVERNMENTS = re.compile(r"^中共|(?:人民政府|政府|办事处|委员会|党工委|党委)$")
_NUMBERS = r"\d[\d.,]*(?:万亿|亿|万|千|百)?|百分之"
_OURSELVES = r"(?:全|我|本|各|该)(?:街道|[省市县区旗镇乡局委厅办])"
_PUNCTUATION = r"[^\w]+|_+"


class Stream(NamedTuple):
    """A text's stream with its way back, and where its clauses begin (offsets into it, ascending)."""

    folded: Folded
    anchors: tuple[int, ...]

    @property
    def text(self) -> str:
        """Return the characters of the stream."""
        return self.folded.text

    def marked(self) -> list[tuple[int, str]]:
        """Return where each clause begins, with the `GRAM` characters from there on, where there are so many."""
        text = self.text
        return [(at, text[at : at + GRAM]) for at in self.anchors if at <= len(text) - GRAM]


def place_names(unit: str) -> tuple[str, ...]:
    """Return the names of the places in a unit's name: 澜屏县枫漪镇人民政府 → 澜屏县, 枫漪镇."""
    return tuple(_PLACES.findall(_GOVERNMENTS.sub("", unit)))


def stem(place: str) -> str:
    """Return a place's name without its kind (枫漪镇 → 枫漪); "" where too little is left to recognise it by."""
    found = re.match(r"(.{2,}?)(?:自治[区州县旗]|街道|苏木|地区|[省市县区旗州盟镇乡])$", place)
    return found[1] if found else ""


def stream(text: str, unit: str) -> Stream:
    """Return the stream of a text of a unit ("" where it is not known)."""
    folded = fold(text)
    # The unit's names have a small pattern of their own: the large one is compiled once for all units.
    found = [(one.start(), one.end(), one.lastgroup is not None) for one in _dropped().finditer(folded.text)]
    if names := _named(unit):
        found += [(*one.span(), False) for one in names.finditer(folded.text)]
        found.sort()
    cuts: list[tuple[int, int]] = []
    anchors = [0]
    removed = last = 0
    for start, end, punctuation in found:
        if end <= last:
            continue
        start = max(start, last)
        cuts.append((start, end))
        removed += end - start
        last = end
        if punctuation:
            anchors.append(end - removed)
    return Stream(folded.without(cuts), tuple(dict.fromkeys(anchors)))


@lru_cache(maxsize=1)
def _dropped() -> re.Pattern[str]:
    parts = [r"《[^《》]*》", _set_phrases(), _OURSELVES, _NUMBERS, f"(?P<punctuation>{_PUNCTUATION})"]
    return re.compile("|".join(parts))


def _named(unit: str) -> re.Pattern[str] | None:
    """Return a pattern of a unit's own names."""
    names = {fold(unit).text, *place_names(unit)} | {stem(one) for one in place_names(unit)}
    named = sorted((re.escape(one) for one in names if len(one) > 1), key=lambda one: (-len(one), one))
    return re.compile("|".join(named)) if named else None


def _set_phrases() -> str:
    """Return the set phrases as a pattern of folded text in which punctuation may vary."""
    lines = (Path(__file__).parent.parent / "data" / "set-phrases.txt").read_text("utf-8").split()
    phrases = sorted((fold(line).text for line in lines), key=len, reverse=True)
    return "|".join(re.sub(r"[^\w]+", r"\\W?", phrase) for phrase in phrases)
