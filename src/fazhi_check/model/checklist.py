"""Checklist: what must be in a report, by which law, and what to look for."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["error", "warning", "info"]
UnitLevel = Literal["province", "city", "county", "township", "subdistrict", "department"]
UNIT_LEVELS: tuple[UnitLevel, ...] = ("province", "city", "county", "township", "subdistrict", "department")
Judge = Literal["evidence", "breadth", "problems", "causes", "measures"]
Exclusion = Literal["not-for-unit", "not-for-year"]
ALWAYS = 9999
"""The last year of what has no last year."""


class Basis(NamedTuple):
    """One legal basis; `verified` says that document and article were compared with the source.

    `since` is the first report year that it applies to (0: every year), `until` the last one for which it may be
    cited as it stands; afterwards whatever succeeds it may be cited as well.
    """

    document: str
    article: str
    verified: bool
    note: str = ""
    since: int = 0
    until: int = ALWAYS


class Cue(NamedTuple):
    """Words that show that a sentence speaks of an item.

    One group: any of its phrases suffices. Several groups: one word of each must stand in one sentence, no more than
    `within` characters from the first word's start to the last word's end.
    """

    groups: tuple[tuple[str, ...], ...]
    within: int = 0


class Facet(NamedTuple):
    """One part of an item that a report may show or leave out."""

    id: str
    title: str
    phrases: tuple[str, ...]


class Examples(NamedTuple):
    """Passages with the verdict that each must get; they run as tests."""

    met: tuple[str, ...]
    weak: tuple[str, ...]
    missing: tuple[str, ...]


class Item(NamedTuple):
    """One element: see the comments in the checklist files for the fields' meaning.

    `levels` has the kinds of unit that the item is asked of, `years` the first and the last report year.
    """

    id: str
    title: str
    ask: str
    levels: dict[UnitLevel, Level]
    basis: tuple[Basis, ...]
    cues: tuple[Cue, ...]
    advice: str
    model: str
    examples: Examples
    core: bool = False
    judge: Judge = "evidence"
    home: str = ""
    """The part of the report that is devoted to the item, if there is one: what stands there speaks of it sooner."""
    where: tuple[str, ...] = ("preamble", "achievements", "responsibility", "other")
    """The parts of the report in which the item counts."""
    look_alikes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    group: str = ""
    """The heading that the item stands under in lists ("" for none)."""
    years: tuple[int, int] = (0, ALWAYS)

    def exclusion(self, unit_level: str | None, year: int | None) -> Exclusion | None:
        """Say why the item is not asked of a kind of unit or for a report year; None if it is, or may be."""
        if unit_level in UNIT_LEVELS and unit_level not in self.levels:
            return "not-for-unit"
        if year is not None and not self.years[0] <= year <= self.years[1]:
            return "not-for-year"
        return None

    def level_for(self, unit_level: str | None) -> Level:
        """Return the level for a kind of unit; for an unknown one the strictest of all."""
        for level, found in self.levels.items():
            if level == unit_level:
                return found
        ranks: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}
        return min(self.levels.values(), key=ranks.__getitem__)


class Checklist(NamedTuple):
    """A checklist as loaded; `sha256` is that of its file, of all files it extends, and of its learned weights."""

    id: str
    version: str
    title: str
    document: str
    items: tuple[Item, ...]
    sha256: str
    learned: str = ""
    chosen: tuple[str, ...] = ()
    """The ids of the items and consistency rules to report on; none stands for all."""
    rules: dict[str, Level | Literal["off"]] = {}  # noqa: RUF012  # nobody changes it
    """Levels of consistency rules (by id) that differ from the rules' own."""
    titles: tuple[str, ...] = ()
    """Words in the titles of the documents it is meant for; none stands for the annual report."""
    years: tuple[int, int] = (0, ALWAYS)
    """The first and the last report year that it is meant for."""
    units: tuple[UnitLevel, ...] = UNIT_LEVELS
    """The kinds of unit that it is meant for."""
    unasked: tuple[Item, ...] = ()
    """Items that were dropped from what it rests on: still recognised, so that the verdicts on the others do not change."""
    series: tuple[Checklist, ...] = ()
    """The checklists of which one is taken by the report year, this one among them; none if it is to be used for all."""

    @property
    def recognised(self) -> tuple[Item, ...]:
        """All items that passages are searched for: those that are asked, then the others."""
        return (*self.items, *self.unasked)

    def for_year(self, year: int | None) -> Checklist:
        """Return the checklist of the series for a report year: the one meant for it, or else the nearest.

        What is not chosen here is not chosen there either.
        """
        if year is None or not self.series:
            return self
        found = min(self.series, key=lambda one: max(one.years[0] - year, year - one.years[1], 0))
        if found.id == self.id:
            return self
        own = {item.id for item in self.items}
        left_out = own.difference(self.chosen)
        chosen = [item.id for item in found.items if item.id not in left_out]
        rules = [name for name in self.chosen if name not in own]
        return found._replace(chosen=tuple(chosen + rules) if self.chosen else (), series=self.series)
