"""What layers are put together from: fields that know where they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check.loading._describing import Location
from fazhi_check.loading._layers import Layer

FieldPath = tuple[str, ...]
"""A field of the head or of an item: (advice), (level, township), (examples, met)."""


class Origin(NamedTuple):
    """Where something was written."""

    layer: Layer
    location: Location

    @property
    def place(self) -> str:
        """File and line."""
        return self.layer.at(self.location)


class Cell(NamedTuple):
    """A field's value, where it was written, and what was added to it elsewhere."""

    value: Any
    origin: Origin
    added: tuple[tuple[Any, Origin], ...] = ()

    @property
    def whole(self) -> Any:
        """The value with the additions."""
        return [*self.value, *(one for one, _ in self.added)] if self.added else self.value

    @property
    def newest(self) -> Origin:
        """Where it was written or last added to."""
        return self.added[-1][1] if self.added else self.origin


Cells = dict[FieldPath, Cell]


class Dropped(NamedTuple):
    """An item that was dropped: where, and what it was."""

    origin: Origin
    cells: Cells


class Merged(NamedTuple):
    """A checklist put together: its head, its items by id, what was dropped and where, and the files it rests on."""

    head: Cells
    items: dict[str, Cells]
    dropped: dict[str, Dropped]
    files: frozenset[Path]

    def content(self) -> dict[str, Any]:
        """Return what a file that says all of it would hold."""
        return {**nested(self.head), "items": [nested(cells) for cells in self.items.values()]}

    def unasked(self) -> list[dict[str, Any]]:
        """Return the items that were dropped, as they were then."""
        return [nested(one.cells) for one in self.dropped.values()]


def nested(cells: Cells) -> dict[str, Any]:
    """Return what cells say as a file would hold it."""
    result: dict[str, Any] = {}
    for path, cell in cells.items():
        if len(path) == 1:
            result[path[0]] = cell.whole
        else:
            result.setdefault(path[0], {})[path[1]] = cell.whole
    return result
