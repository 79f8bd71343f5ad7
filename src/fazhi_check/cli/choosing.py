"""Choosing: what holds for each file, from flags, from the configuration nearest to it, or by default, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from fazhi_check import configuration, loading, rules, wording
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named
from fazhi_check.configuration import Configuration, Setting
from fazhi_check.model.checklist import UNIT_LEVELS, Checklist

_YEARS = range(2015, 2100)
_SHORTEST_PIN = 12
DEFAULTS: dict[str, Any] = {
    "checklist": loading.DEFAULT,
    "checklist-sha256": None,
    "level": None,
    "year": None,
    "only": (),
    "skip": (),
    "force": False,
    "waivers": None,
    "baseline": None,
    "format": ("console",),
    "fail-on": "error",
    "max-size": 50,
}
FLAG = "命令行"


class Chosen(NamedTuple):
    """What holds for a file."""

    checklist: Checklist
    level: str | None
    year: int | None
    force: bool
    waivers: str | None
    notes: tuple[str, ...]


class Choices:
    """Answers what holds, file by file; `flags` are the keys of a configuration that the command line settles."""

    def __init__(self, flags: Mapping[str, Any], configured: str | None) -> None:
        self._flags = {key: Setting(value, FLAG) for key, value in flags.items()}
        self._finder = configuration.Finder()
        self._configured = configured
        self._read: dict[str, Configuration] = {}
        self._chosen: dict[tuple[Any, ...], Chosen] = {}

    def settings(self, path: str) -> Mapping[str, Setting]:
        """Return all that is settled for a file, without defaults."""
        found = self.configuration(path).at(path)
        return configuration.merged(found, self._flags) if found else self._flags

    def configuration(self, path: str) -> Configuration:
        """Return the configuration that holds for a file."""
        file = self._configured or self._finder.configuration(path)
        if file is None:
            return configuration.EMPTY
        if file not in self._read:
            self._read[file] = configuration.load(file)
        return self._read[file]

    def value(self, path: str, key: str) -> Any:
        """Return what holds for a file under a key."""
        found = self.settings(path).get(key)
        return found.value if found else DEFAULTS[key]

    def waivers(self, path: str) -> str | None:
        """Return the file of waivers that holds for a file: the one that is named, else the nearest."""
        named: str | None = self.value(path, "waivers")
        return named or self._finder.waivers(path)

    def chosen(self, path: str) -> Chosen:
        """Return what a file is checked with; wrong settings end the run with one line."""
        settings = self.settings(path)
        waivers = self.waivers(path)
        key = (*((name, settings[name]) for name in sorted(settings)), waivers)
        if key not in self._chosen:
            self._chosen[key] = _Choosing(settings).chosen(waivers)
        return self._chosen[key]

    def checklists(self) -> tuple[Checklist, ...]:
        """Return the checklists that were chosen for any file so far."""
        return tuple(one.checklist for one in self._chosen.values())


def unit_level(level: str | None, told_by: str = "--level") -> str | None:
    """Return the kind of unit that people name, or leave with the mistake; `told_by` says where they named it."""
    found = wording.unit_level(level) if level is not None else None
    if level is not None and found is None:
        exits.stop(f"{told_by} 只能是 {'、'.join(wording.UNIT_LEVEL_NAMES)}（或 {'、'.join(UNIT_LEVELS)}）。")
    return found


def report_year(year: int | None, told_by: str = "--year") -> int | None:
    """Return a report year that people name, or leave with the mistake; `told_by` says where they named it."""
    if year is not None and year not in _YEARS:
        exits.stop(f"{told_by} 应当是 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的年份。")
    return year


class _Choosing:
    """Checks settings and makes of them what a file is checked with."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._settings = settings

    def chosen(self, waivers: str | None) -> Chosen:
        checklist = loaded(self._value("checklist"))
        self._compare(checklist)
        checklist, notes = self._items(checklist)
        return Chosen(
            checklist,
            unit_level(self._value("level"), self._by("level")),
            report_year(self._value("year"), self._by("year")),
            self._value("force"),
            waivers,
            notes,
        )

    def _value(self, key: str) -> Any:
        found = self._settings.get(key)
        return found.value if found else DEFAULTS[key]

    def _by(self, key: str) -> str:
        """Say who settled a key, for messages."""
        found = self._settings.get(key)
        return f"--{key}" if found is None or found.origin == FLAG else found.origin

    def _compare(self, checklist: Checklist) -> None:
        pin = (self._value("checklist-sha256") or "").lower()
        if not pin:
            return
        if len(pin) < _SHORTEST_PIN or set(pin) - set("0123456789abcdef"):
            exits.stop(
                f"{self._by('checklist-sha256')} 应当是清单指纹（至少前 {_SHORTEST_PIN} 位），见 --version。"
            )
        if not checklist.sha256.startswith(pin):
            exits.stop(
                f"清单 {checklist.id} 的指纹是 {checklist.sha256}，与 {self._by('checklist-sha256')} "
                f"固定的 {pin} 不符：清单被改过，或者版本不同。"
            )

    def _items(self, checklist: Checklist) -> tuple[Checklist, tuple[str, ...]]:
        """Return the checklist with the wanted items and rules, and a note where a configuration leaves out mandatory ones.

        Ids may be joined by commas.
        """
        wanted, unwanted = (
            {
                named(checklist, one, "" if self._by(key) == f"--{key}" else self._by(key))
                for text in self._value(key)
                for one in text.replace("，", ",").split(",")
                if one
            }
            for key in ("only", "skip")
        )
        if wanted & unwanted:
            both = "、".join(sorted(wanted & unwanted))
            exits.stop(f"{self._by('only')} 和 {self._by('skip')} 矛盾：{both} 两边都有。")
        known = (*(item.id for item in checklist.items), *rules.ids())
        kept = tuple(one for one in known if (not wanted or one in wanted) and one not in unwanted)
        if not kept:
            exits.stop(f"{self._by('only')} 和 {self._by('skip')} 之后没有剩下任何要素和规则。")
        return checklist._replace(chosen=kept), tuple(self._left_out(checklist, set(kept)))

    def _left_out(self, checklist: Checklist, kept: set[str]) -> list[str]:
        by = [self._by(key) for key in ("only", "skip") if key in self._settings]
        lacking = [item.title for item in checklist.items if item.core and item.id not in kept]
        if not lacking or any(one.startswith("--") for one in by):
            return []
        return [f"按 {'、'.join(by)}，没有检查必备要素：{'、'.join(lacking)}。"]
