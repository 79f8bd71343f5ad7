"""Sentences of a report as it is compared with another year's: what it says, where, and what of it tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from fazhi_check.audit.shelf import Text
from fazhi_check.audit.streams import stream

_SENTENCE = re.compile(r"[^。；！？;!?]+[。；！？;!?]*")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[是、，,要]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|首先|其次|再次|最后|第[一二三四五六七八九十]+[，,、]?|此外|同时|另外)[，,]?"
)
_LEAST = 8
"""Sentences that say less (in characters without names, numbers and set phrases) tell nothing."""


class Sentence(NamedTuple):
    """One sentence: its own words, where it stands, and its characters without names, numbers and set phrases."""

    text: str
    place: str
    role: str
    gist: str

    @property
    def pairs(self) -> frozenset[str]:
        """Return the pairs of neighbouring characters of the gist."""
        return frozenset(self.gist[at : at + 2] for at in range(len(self.gist) - 1))


def sentences(text: Text, roles: Collection[str]) -> Iterator[Sentence]:
    """Yield the sentences that stand in parts of the given roles and tell something."""
    for part in text.parts:
        if part.role not in roles:
            continue
        for found in _SENTENCE.findall(part.text):
            words = _NUMBERED.sub("", found.strip()).rstrip("；;")
            gist = stream(words, text.unit).text
            if len(gist) >= _LEAST:
                yield Sentence(words, part.place, part.role, gist)


def joined(found: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences in order, each of them once."""
    return list(dict.fromkeys(found))
