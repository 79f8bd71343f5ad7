"""Other units' names: a report that speaks of itself under the name of another unit was copied without care.

Names are common in these reports: counties name their townships, townships their neighbours. A name counts only where a
report names itself: in title and signature, and as the one that acts (XX镇党委、在XX镇人民政府领导下, XX镇始终坚持),
and only a name of the report's own level or of another county than its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi_check.audit.shelf import Text
from fazhi_check.audit.similarity import FOOT, HEAD
from fazhi_check.audit.streams import place_names
from fazhi_check.folding import fold

_AS_ITSELF = re.compile(
    r"(?:党委|党工委|党政|委员会|人民政府|政府|办事处|主要负责|法治|依法|司法所|综合行政执法|综合执法|"
    r"[县区市]?委(?!托|派|员)|始终|坚持|认真|严格|积极|高度重视|深入|全面|将(?!军)|紧紧?围绕|立足|20\d\d年)"
)
_WITH_OTHERS = re.compile(
    r"(?:与|和|同|跟|及|赴|到|往|由|向|给|对|让|请|被|邻|邻近|毗邻|相邻|联合|协同|会同|学习|借鉴|考察|帮助|支援|原|至|、|/)$"
)
_TELLS_OTHERS = re.compile(r"抄送|报送|主送|印发|转发|来源|主办|承办|版权")
# A unit that nobody else in the audit is: only where it plainly acts at the beginning of a clause.
_ACTING = re.compile(
    r"(?:^|(?<=[，,。；;：:！!？?、年在“（(]))([\u4e00-\u9fff]{2,3}(?:街道|镇|乡))(?=党委|党工委|人民政府|办事处)"
)
_NO_NAME = re.compile(
    r"[的是和与及向由以来年月日今一二三他她我们你召开对经为在把将从给组会过其此该本各全两每某外内下上末初时当后前共同请让级属村城集委府省市县区镇乡]\S*(?:镇|乡|街道)"
)
_SMALL = {"township", "subdistrict"}


class ForeignName(NamedTuple):
    """Another unit's name in a report; `owners` are the units of the audit that have it ("" where none is there)."""

    number: int
    unit: str
    path: str
    name: str
    owners: tuple[str, ...]
    place: str
    quote: str


class Names:
    """The names of all units of an audit: what places they stand for."""

    def __init__(self, units: Iterable[tuple[str, str | None]]) -> None:
        """Take units with their levels; a place that several units have is a name of each of them."""
        self._owners: dict[str, dict[str, str | None]] = {}
        for unit, level in units:
            for name in _own_names(unit, level):
                self._owners.setdefault(name, {})[unit] = level
        longest = sorted(self._owners, key=lambda name: (-len(name), name))
        self._finder = AhoCorasick(longest, matchkind=MatchKind.LeftmostLongest)
        self._names = longest

    def owners(self, name: str) -> Mapping[str, str | None]:
        """Return the units that a name stands for, with their levels."""
        return self._owners.get(name, {})

    def found(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the names in a text with their offsets, the longest at each place."""
        for number, start, end in self._finder.find_matches_as_indexes(text):
            yield self._names[number], start, end


def foreign_names(texts: Iterable[Text], names: Names) -> Iterator[ForeignName]:
    """Yield, report by report, the names of others under which a report speaks of itself (each name once)."""
    for text in texts:
        if not text.unit:
            continue
        own = fold(text.unit).text
        seen: set[str] = set()
        for part in text.parts:
            for name, start, end in _suspects(text, part.role, part.text, names):
                if name in seen or name in own:
                    continue
                seen.add(name)
                yield ForeignName(
                    text.number,
                    text.unit,
                    text.path,
                    name,
                    tuple(sorted(names.owners(name))),
                    part.place,
                    part.text[max(0, start - 30) : end + 40],
                )


def _suspects(text: Text, role: str, words: str, names: Names) -> Iterator[tuple[str, int, int]]:
    framed = role in {HEAD, FOOT}
    if framed and _TELLS_OTHERS.search(words):
        return
    for name, start, end in names.found(words):
        if not _could_be_self(text, names.owners(name)):
            continue
        acts = _AS_ITSELF.match(words, end) and not _WITH_OTHERS.search(words[max(0, start - 4) : start])
        if framed or acts:
            yield name, start, end
    if text.level in _SMALL:
        for found in _ACTING.finditer(words):
            if not _NO_NAME.search(found[1]) and not names.owners(found[1]):
                yield found[1], *found.span(1)


def _could_be_self(text: Text, owners: Mapping[str, str | None]) -> bool:
    """Tell whether a report of this unit would name itself, or the county it belongs to, by such a name."""
    if text.unit in owners:
        return False
    own = place_names(text.unit)
    for level in owners.values():
        if level == text.level or {level, text.level} <= _SMALL:
            return True
        if (
            level == "county"
            and text.level in _SMALL
            and any(one.endswith(("县", "区", "市")) for one in own)
        ):
            return True
    return False


def _own_names(unit: str, level: str | None) -> Iterator[str]:
    """Yield the names by which a unit is known; a department's is the whole one, its place names others as well."""
    folded = fold(unit).text
    if level == "department":
        yield folded
        return
    places = place_names(folded)
    if places and len(places[-1]) > 2:
        yield places[-1]
