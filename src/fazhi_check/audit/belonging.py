"""To which unit of the roster a file belongs. Where two may be meant, none is chosen and both are shown."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Literal, NamedTuple

from fazhi_check.audit.records import Candidate, Match, Unit
from fazhi_check.audit.unitnames import (
    agree,
    cleaned,
    cores,
    is_place,
    is_short_for,
    signed,
    stem,
    without_rank,
)
from fazhi_check.folding import fold

_LEAST_ALIKE = 60
"""From here on (0 to 100) a name is worth showing as one that may be meant."""
_MOST_SHOWN = 3
_SHORTEST_IN_PATH = 3


class Belonging(NamedTuple):
    """The unit that a file belongs to and how it was found, or the units that may be meant."""

    unit: Unit | None
    match: Match | None = None
    score: int = 0
    origin: Literal["title", "path", "roster"] | None = None
    candidates: tuple[Candidate, ...] = ()


class _Entry(NamedTuple):
    """A name under which a unit is known; `above` are the places above it."""

    number: int
    name: str
    above: tuple[str, ...]
    alias: bool


class Belongings:
    """Finds the units of files."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units
        self.number = {unit: number for number, unit in enumerate(units)}
        self._by_name: dict[str, list[_Entry]] = {}
        self._by_stem: dict[str, list[_Entry]] = {}
        self._departments: dict[str, list[_Entry]] = {}
        self._superiors = {cleaned(unit.superior) for unit in units if unit.superior}
        for number, unit in enumerate(units):
            for alias, name in enumerate((unit.name, *unit.aliases)):
                self._enter(number, unit, cleaned(name), alias > 0)

    def _enter(self, number: int, unit: Unit, name: str, alias: bool) -> None:
        superior = cleaned(unit.superior)
        over = tuple(one for one in (superior, *(core.name for core in cores(superior)[1:])) if one)
        for core in cores(name):
            entry = _Entry(number, core.name, (*core.above, *over), alias)
            self._by_name.setdefault(core.name, []).append(entry)
        own = cores(name)[-1]
        entry = _Entry(number, without_rank(own.name), (*own.above, *over), alias)
        if superior:
            for known in sorted({superior + own.name, superior + entry.name, entry.name} - {own.name}):
                self._by_name.setdefault(known, []).append(entry)
        if stem(own.name):
            self._by_stem.setdefault(stem(own.name), []).append(entry)
        if not is_place(own.name):
            self._departments.setdefault(entry.name[:1], []).append(entry)

    def of(self, path: str, unit: str) -> Belonging:
        """Return where a file belongs, by its path and by the unit that its title names ("" if it names none)."""
        ruled = self._ruled(path)
        if ruled:
            return self._chosen(ruled, "override", 100, "roster")
        named = self._named(path, unit) if unit else Belonging(None)
        in_path = self._in_path(path)
        if named.unit is not None:
            others = [
                number
                for number in in_path
                if self.units[number] != named.unit
                and cleaned(self.units[number].name) != cleaned(named.unit.superior)
            ]
            if others and self.number[named.unit] not in in_path:
                return Belonging(None, candidates=(Candidate(named.unit, named.score), *self._shown(others)))
            return named
        if unit and (named.candidates or in_path):
            return Belonging(None, candidates=_once((*named.candidates, *self._shown(in_path))))
        return self._chosen(in_path, "exact", 100, "path") if in_path else named

    def _ruled(self, path: str) -> list[int]:
        return [number for number, pattern in self._patterns if _fits(path, pattern)]

    @cached_property
    def _patterns(self) -> list[tuple[int, str]]:
        return [
            (number, pattern.replace("\\", "/"))
            for number, unit in enumerate(self.units)
            for pattern in unit.files
        ]

    def _chosen(
        self, numbers: Iterable[int], match: Match, score: int, origin: Literal["title", "path", "roster"]
    ) -> Belonging:
        """Return the one unit, or all as candidates."""
        found = list(dict.fromkeys(numbers))
        if len(found) == 1:
            return Belonging(self.units[found[0]], match, score, origin)
        return Belonging(None, candidates=self._shown(found))

    def _shown(self, numbers: Iterable[int], score: int = 100) -> tuple[Candidate, ...]:
        return tuple(Candidate(self.units[number], score) for number in dict.fromkeys(numbers))

    def _named(self, path: str, unit: str) -> Belonging:
        for look in (self._exact, self._fuzzy):
            shown: list[Candidate] = []
            for name in signed(unit):
                found = look(name, path)
                if found.unit is not None:
                    return found
                shown += found.candidates
            if shown:
                return Belonging(None, candidates=_once(shown))
        return Belonging(None, candidates=self._alike(signed(unit)))

    def _exact(self, name: str, path: str) -> Belonging:
        """Find a unit by its name, with or without the places above it; the longest name counts."""
        tried = [*cores(name), *(core._replace(name=without_rank(core.name)) for core in cores(name))]
        for core in sorted(tried, key=lambda one: -len(one.name)):
            entries = _agreeing(self._by_name.get(core.name, []), core.above, path)
            if entries:
                match: Match = "alias" if all(one.alias for one in entries) else "exact"
                return self._chosen((one.number for one in entries), match, 100, "title")
        return Belonging(None)

    def _fuzzy(self, name: str, path: str) -> Belonging:
        """Find a unit by a short form: a department's initials, a place without its kind."""
        own = cores(name)[-1]
        core, above = without_rank(own.name), own.above
        if is_place(core) or core in self._by_stem:
            found = self._by_stem.get(core, []) + self._by_name.get(stem(core), [])
        else:
            found = [
                one
                for one in self._departments.get(core[:1], [])
                if is_short_for(core, one.name) or is_short_for(one.name, core)
            ]
        entries = _agreeing(found, above, path)
        numbers = list(dict.fromkeys(one.number for one in entries))
        if len(numbers) == 1:
            return Belonging(self.units[numbers[0]], "fuzzy", _score(core, entries[0].name), "title")
        return Belonging(
            None,
            candidates=tuple(
                Candidate(self.units[n], _score(core, cores(cleaned(self.units[n].name))[-1].name))
                for n in numbers
            ),
        )

    def _alike(self, names: Iterable[str]) -> tuple[Candidate, ...]:
        """Return units with similar names, the most similar first."""
        from rapidfuzz import fuzz, process

        found: dict[int, int] = {}
        for name in names:
            core = cores(name)[-1].name
            for _, score, number in process.extract(
                core, self._own_names, scorer=fuzz.ratio, limit=_MOST_SHOWN, score_cutoff=_LEAST_ALIKE
            ):
                found[number] = max(found.get(number, 0), round(score))
        best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:_MOST_SHOWN]
        return tuple(Candidate(self.units[number], score) for number, score in best)

    @cached_property
    def _own_names(self) -> list[str]:
        return [cores(cleaned(unit.name))[-1].name for unit in self.units]

    def _in_path(self, path: str) -> list[int]:
        """Return the units that a file's own name names, or the folder that it stands in."""
        where = PurePosixPath(path)
        found = self._mentioned(fold(where.stem).text, path)
        folder = cleaned(where.parent.name)
        if not found and folder and folder not in self._superiors:
            exact = self._exact(folder, str(where.parent))
            found = [self.number[exact.unit]] if exact.unit else []
        return found

    def _mentioned(self, text: str, path: str) -> list[int]:
        """Return the units with the longest names in a text."""
        hits = [
            (start, end, self._searched[number])
            for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True)
        ]
        longest = [
            hit
            for hit in hits
            if not any(
                other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]
                for other in hits
            )
        ]
        numbers = [one.number for _, _, name in longest for one in _agreeing(self._by_name[name], (), path)]
        return list(dict.fromkeys(numbers))

    @cached_property
    def _searched(self) -> list[str]:
        return [name for name in self._by_name if len(name) >= _SHORTEST_IN_PATH]

    @cached_property
    def _search(self) -> Any:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._searched)


def _agreeing(entries: list[_Entry], above: tuple[str, ...], path: str) -> list[_Entry]:
    """Return the entries that the places above a name speak for, or do not speak against; the path decides a tie."""
    agreed = [(agree(above, one.above), one) for one in entries]
    best = max((how for how, _ in agreed), default=-1)
    found = [one for how, one in agreed if how == best and how >= 0]
    if len({one.number for one in found}) > 1:
        there = [one for one in found if any(place in path for place in one.above)]
        found = there or found
    plain = [one for one in found if not one.alias]
    return plain or found


def _fits(path: str, pattern: str) -> bool:
    """Tell whether a path is meant: the path itself, its end, or a pattern for either."""
    return any(fnmatchcase(path, one) or path == one for one in (pattern, f"*/{pattern}")) or path.endswith(
        f"/{pattern}"
    )


def _score(name: str, other: str) -> int:
    from rapidfuzz.fuzz import ratio

    return round(ratio(name, other))


def _once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    best: dict[Unit, Candidate] = {}
    for one in candidates:
        if one.unit not in best or best[one.unit].score < one.score:
            best[one.unit] = one
    return tuple(best.values())
