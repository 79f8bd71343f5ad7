"""Joining of two checklists that a layer extends side by side: where both change the same field, neither wins."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from fazhi_check.loading._cells import Cell, Cells, Dropped, FieldPath, Merged, Origin
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._layers import Layer

Settled = Set[tuple[str, FieldPath]]
"""Items ("" for the head) with the fields that a layer settles itself; an item with () is dropped there."""


def joined(one: Merged, two: Merged, settled: Settled, layer: Layer) -> Merged:
    """Join two checklists; what the layer that extends them settles is no conflict.

    Raises `ChecklistError` for a conflict, with both places.
    """
    head = _joined_cells("", one.head, two.head, one, two, settled)
    items: dict[str, Cells] = {}
    dropped: dict[str, Dropped] = {**one.dropped, **two.dropped}
    for name in dict.fromkeys((*one.items, *two.items)):
        mine, theirs = one.items.get(name), two.items.get(name)
        if mine is not None and theirs is not None:
            items[name] = _joined_cells(name, mine, theirs, one, two, settled)
        elif mine is not None and _stays(name, mine, two, settled, layer):
            items[name] = mine
        elif theirs is not None and _stays(name, theirs, one, settled, layer):
            items[name] = theirs
    dropped = {name: gone for name, gone in dropped.items() if name not in items}
    return Merged(head, items, dropped, one.files | two.files)


def _stays(name: str, cells: Cells, other: Merged, settled: Settled, layer: Layer) -> bool:
    """Tell whether an item that only one side has stays: unless the other side dropped it."""
    gone = other.dropped.get(name)
    if gone is None or (name, ()) in settled:
        return True
    changed = next(
        (cell.origin for cell in cells.values() if cell.newest.layer.path not in other.files), None
    )
    if changed is not None:
        raise ChecklistError(
            f"{gone.origin.place}：这里去掉了要素 {name}，而 {changed.place} 改动了它；"
            f"请在 {layer.name} 里用 drop 去掉它，或者去掉其中一处。"
        )
    return False


def _joined_cells(name: str, mine: Cells, theirs: Cells, one: Merged, two: Merged, settled: Settled) -> Cells:
    cells = dict(mine)
    for path, cell in theirs.items():
        old = cells.get(path)
        cells[path] = cell if old is None else _joined_cell(name, path, old, cell, one, two, settled)
    return cells


def _joined_cell(
    name: str, path: FieldPath, old: Cell, new: Cell, one: Merged, two: Merged, settled: Settled
) -> Cell:
    """Return the field that wins, with what either side added to it: what one side did not touch, the other may change."""
    winner = old
    if old.origin != new.origin:
        untouched_here = old.origin.layer.path in two.files
        untouched_there = new.origin.layer.path in one.files
        own = bool({(name, path), (name, path[:1])} & settled)
        if old.value != new.value and not (untouched_here or untouched_there or own):
            field = ".".join(path)
            what = f"要素 {name} 的 {field}" if name else field
            raise ChecklistError(
                f"{new.origin.place}：{what} 和 {old.origin.place} 写的不一样；"
                "同时继承两份清单时，要在自己的清单里写明用哪一个。"
            )
        winner = old if untouched_there else new
    added: dict[Origin, Any] = {}
    for cell, other, files in ((old, new, two.files), (new, old, one.files)):
        there = {origin for _, origin in other.added}
        # What the other side knew and has not, it replaced.
        added |= {
            origin: value for value, origin in cell.added if origin in there or origin.layer.path not in files
        }
    return winner._replace(added=tuple((value, origin) for origin, value in added.items()))
