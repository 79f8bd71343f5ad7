"""From a validated mapping to the frozen dataclasses of the model."""

from __future__ import annotations

from typing import Any

from fazhi_check.model.checklist import (
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
    return Checklist(
        mapping["id"],
        mapping["version"],
        mapping["title"],
        mapping["document"],
        tuple(_item(one) for one in mapping["items"]),
        sha256,
        mapping.get("learned") or "",
        rules=mapping["rules"],
    )


def _item(one: dict[str, Any]) -> Item:
    return Item(
        id=one["id"],
        title=one["title"],
        ask=one["ask"],
        levels=_levels(one["level"]),
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
    )


def _cue(cue: dict[str, Any]) -> Cue:
    if cue.get("phrase"):
        return Cue((tuple(cue["phrase"]),))
    return Cue(tuple(tuple(group) for group in cue["near"]), cue["within"])


def _levels(stated: str | dict[str, str]) -> dict[UnitLevel, Level]:
    if isinstance(stated, str):
        return dict.fromkeys(UNIT_LEVELS, stated)  # type: ignore[arg-type]  # validated
    return {level: stated.get(level, stated["default"]) for level in UNIT_LEVELS}  # type: ignore[misc]  # validated
