"""From a validated mapping to the named tuples of the model."""

from __future__ import annotations

from typing import Any

from fazhi_check.model.checklist import (
    ALWAYS,
    UNIT_LEVELS,
    Basis,
    Checklist,
    Cue,
    Examples,
    Facet,
    Item,
    Level,
    UnitLevel,
)


def checklist_of(mapping: dict[str, Any], sha256: str) -> Checklist:
    """Build a checklist from a mapping that was validated."""
    years, units = _applies(mapping["applies"])
    return Checklist(
        mapping["id"],
        mapping["version"],
        mapping["title"],
        mapping["document"],
        tuple(_item(one) for one in mapping["items"]),
        sha256,
        mapping.get("learned") or "",
        rules=mapping["rules"],
        titles=tuple(mapping["titles"]),
        years=years,
        units=units,
        unasked=tuple(_item(one) for one in mapping["unasked"]),
    )


def _item(one: dict[str, Any]) -> Item:
    years, units = _applies(one["applies"])
    return Item(
        id=one["id"],
        title=one["title"],
        ask=one["ask"],
        levels={unit: level for unit, level in _levels(one["level"]).items() if unit in units},
        basis=tuple(Basis(**basis) for basis in one["basis"]),
        cues=tuple(_cue(cue) for cue in one["cues"]),
        advice=one["advice"],
        model=one["model"],
        examples=Examples(*(tuple(one["examples"][verdict]) for verdict in ("met", "weak", "missing"))),
        core=one["core"],
        judge=one["judge"],
        home=one["home"] or "",
        where=tuple(one["where"]),
        look_alikes=tuple(one["not"]),
        facts=tuple(one["facts"]),
        zero=tuple(one["zero"]),
        facets=tuple(Facet(facet["id"], facet["title"], tuple(facet["phrases"])) for facet in one["facets"]),
        group=one["group"] or "",
        years=years,
    )


def _cue(cue: dict[str, Any]) -> Cue:
    if cue.get("phrase"):
        return Cue((tuple(cue["phrase"]),))
    return Cue(tuple(tuple(group) for group in cue["near"]), cue["within"])


def _levels(stated: str | dict[str, str]) -> dict[UnitLevel, Level]:
    """Return the levels of the kinds of unit that an item is asked of."""
    if isinstance(stated, str):
        return dict.fromkeys(UNIT_LEVELS, stated)  # type: ignore[arg-type]  # validated
    found = {unit: stated.get(unit, stated["default"]) for unit in UNIT_LEVELS}
    return {unit: level for unit, level in found.items() if level != "na"}  # type: ignore[misc]  # validated


def _applies(stated: dict[str, Any] | None) -> tuple[tuple[int, int], tuple[UnitLevel, ...]]:
    stated = stated or {}
    units = stated.get("units") or UNIT_LEVELS
    return _years(stated.get("years")), tuple(unit for unit in UNIT_LEVELS if unit in units)


def _years(stated: int | str | None) -> tuple[int, int]:
    """Read 2025, 2021-2025, 2026- or -2020."""
    if stated is None:
        return 0, ALWAYS
    first, dash, last = str(stated).partition("-")
    return int(first or 0), int(last or ALWAYS) if dash else int(first)
