"""Who has submitted: the files of an audit against its roster."""

from __future__ import annotations

import json
from itertools import groupby
from typing import NamedTuple

from fazhi_check.audit.belonging import Belonging, Belongings
from fazhi_check.audit.listing import Listing, Told
from fazhi_check.audit.records import Late, Twice, Unit, Unmatched


class Reckoned(NamedTuple):
    """What the roster says about an audit, as in `records.Run`."""

    missing: tuple[Unit, ...] = ()
    late: tuple[Late, ...] = ()
    twice: tuple[Twice, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


def reckon(listing: Listing, units: tuple[Unit, ...], due: str | None) -> Reckoned:
    """Note in the listing where every file belongs, and return who is missing, late, twice or unknown."""
    belongings = Belongings(units)
    late: list[Late] = []
    unmatched: list[Unmatched] = []
    for told in listing.told():
        found = belongings.of(told.path, told.unit)
        if found.unit is None:
            unmatched.append(Unmatched(told.path, told.unit, found.candidates))
            continue
        listing.belong(told.number, belongings.number[found.unit], told.year, _shown(found.unit, found, due))
        late += _late(told, found.unit, found.unit.due or due)
    present = listing.units()
    return Reckoned(
        tuple(unit for number, unit in enumerate(units) if number not in present),
        tuple(late),
        tuple(
            Twice(units[number], year, tuple(path for *_, path in group))
            for (number, year), group in groupby(listing.several(), key=lambda one: one[:2])
        ),
        tuple(unmatched),
    )


def _shown(unit: Unit, found: Belonging, due: str | None) -> str:
    return json.dumps(
        {
            "unit": unit.name,
            "level": unit.level or None,
            "superior": unit.superior or None,
            "due": unit.due or due,
            "contact": unit.contact or None,
            "match": found.match,
            "score": found.score,
            "from": found.origin,
        },
        ensure_ascii=False,
    )


def _late(told: Told, unit: Unit, due: str | None) -> list[Late]:
    """Compare the due date with the date of publication, where there is none with that of the file."""
    day = told.published or told.modified
    if not due or not day or day <= due:
        return []
    return [Late(unit, told.path, due, day, "published" if told.published else "file")]
