"""Checklist: what must be in a report, by which law, and what to look for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "info"]
UnitLevel = Literal["province", "city", "county", "township", "subdistrict", "department"]
UNIT_LEVELS: tuple[UnitLevel, ...] = ("province", "city", "county", "township", "subdistrict", "department")
Judge = Literal["evidence", "breadth", "problems", "causes", "measures"]


@dataclass(frozen=True)
class Basis:
    """One legal basis; `verified` says that document and article were compared with the source.

    `since` is the first report year that it applies to (0: every year).
    """

    document: str
    article: str
    verified: bool
    note: str = ""
    since: int = 0


@dataclass(frozen=True)
class Cue:
    """Words that show that a sentence speaks of an item.

    One group: any of its phrases suffices. Several groups: one word of each must stand in one sentence, no more than
    `within` characters from the first word's start to the last word's end.
    """

    groups: tuple[tuple[str, ...], ...]
    within: int = 0


@dataclass(frozen=True)
class Facet:
    """One part of an item that a report may show or leave out."""

    id: str
    title: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Examples:
    """Passages with the verdict that each must get; they run as tests."""

    met: tuple[str, ...]
    weak: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One element: see the comments in the checklist files for the fields' meaning."""

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

    def level_for(self, unit_level: str | None) -> Level:
        """Return the level for a kind of unit; for an unknown one the strictest of all."""
        for level, found in self.levels.items():
            if level == unit_level:
                return found
        ranks: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}
        return min(self.levels.values(), key=ranks.__getitem__)


@dataclass(frozen=True)
class Checklist:
    """A checklist as loaded; `sha256` is that of its file and of its learned weights together."""

    id: str
    version: str
    title: str
    document: str
    items: tuple[Item, ...]
    sha256: str
    learned: str = ""
    chosen: tuple[str, ...] = ()
    """The ids of the items and consistency rules to report on; none stands for all."""
    rules: dict[str, Level | Literal["off"]] = field(default_factory=dict)
    """Levels of consistency rules (by id) that differ from the rules' own."""
