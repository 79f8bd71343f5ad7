"""Planning: which files of a run are checked with what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fazhi_check.cli import exits
from fazhi_check.cli.checklists import items_named
from fazhi_check.cli.choosing import Choices, Chosen
from fazhi_check.engine import MOST
from fazhi_check.linting import Options
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.sources import Found, Sources

if TYPE_CHECKING:
    from fazhi_check.acceptance import Baseline, Marks, Waivers
    from fazhi_check.changes import Changes
    from fazhi_check.cli.running import Request


class Plan(NamedTuple):
    """Files that follow one another and are checked with the same."""

    files: list[Found]
    checklist: Checklist
    options: Options
    marks: Marks | None


def planned(
    request: Request, choices: Choices, sources: Sources, baseline: Baseline | None, most: int | None = MOST
) -> tuple[list[Found], list[Plan]]:
    """Return all files of a run, and in plans what each is checked with; `most` as in `Options`."""
    first = request.paths[0]
    most_bytes = choices.value(first, "max-size")
    if most_bytes <= 0:
        exits.stop("--max-size 应当是大于 0 的数（单位 MB）。")
    changes = _changes(request.diff)
    files = [one for one in sources.expand(request.paths) if changes is None or _is_touched(one, changes)]
    groups = [(chosen, list(same)) for chosen, same in groupby(files, lambda one: choices.chosen(one.path))]
    waivers = dict(_waivers(choices, [chosen for chosen, _ in groups]))
    plans = []
    for chosen, same in groups:
        options = Options(
            chosen.level,
            chosen.year,
            chosen.force,
            most,
            int(most_bytes * 1024 * 1024),
        )
        marks = _marks(waivers.get(chosen.waivers or ""), baseline, changes, chosen.notes)
        plans.append(Plan(same, chosen.checklist, options, marks))
    return files, plans


def plan_of(path: str, choices: Choices) -> Plan:
    """Return what one file is checked with that is read elsewhere: its `files` are left empty."""
    chosen = choices.chosen(path)
    waivers = dict(_waivers(choices, [chosen]))
    most_bytes = int(choices.value(path, "max-size") * 1024 * 1024)
    options = Options(chosen.level, chosen.year, chosen.force, max_bytes=most_bytes)
    marks = _marks(waivers.get(chosen.waivers or ""), None, None, chosen.notes)
    return Plan([], chosen.checklist, options, marks)


def _marks(
    waivers: Waivers | None, baseline: Baseline | None, changes: Changes | None, notes: tuple[str, ...]
) -> Marks | None:
    """Return what is to be marked, None if nothing is (so that a plain run need not load what marks)."""
    if not (waivers or baseline or changes or notes):
        return None
    from fazhi_check.acceptance import Marks, today

    return Marks(waivers, today() if waivers else "", baseline, changes, notes)


def _changes(ref: str | None) -> Changes | None:
    if ref is None:
        return None
    from fazhi_check.changes import Changes

    return Changes(ref)


def _is_touched(found: Found, changes: Changes) -> bool:
    """Tell whether a file is to be checked; what could not be found is reported in any case."""
    if changes.touches(found.path):
        return True
    return not Path(found.path if isinstance(found, ReadFailure) else found.file).exists()


def _waivers(choices: Choices, groups: list[Chosen]) -> Iterator[tuple[str, Waivers]]:
    """Read each file of waivers once; its items are those of any checklist of the run."""
    files = [file for file in dict.fromkeys(chosen.waivers for chosen in groups) if file is not None]
    if not files:
        return
    from fazhi_check.acceptance import read_waivers

    def item_named(name: str) -> str | None:
        for checklist in choices.checklists():
            found = items_named(checklist, name)
            if len(found) == 1:
                return found[0].id
        return None

    for file in files:
        yield file, read_waivers(file, item_named)
