"""Merging of layers: what a checklist asks in the end, and where each field of it was written.

A layer changes what it rests on field by field; what stands nearer wins over what stands farther. Of two checklists that
are extended side by side neither is nearer: where both change the same field, the layer that extends them must settle
it, or it is a mistake that names both places. Additions (`add`) do not conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check.loading._describing import Location
from fazhi_check.loading._errors import ChecklistError
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


Cells = dict[FieldPath, Cell]


class Merged(NamedTuple):
    """A checklist put together: its head, its items by id, what was dropped and where, and the files it rests on."""

    head: Cells
    items: dict[str, Cells]
    dropped: dict[str, Origin]
    files: frozenset[Path]

    def content(self) -> dict[str, Any]:
        """Return what a file that says all of it would hold."""
        return {**_nested(self.head), "items": [_nested(cells) for cells in self.items.values()]}


_OWN = frozenset(("id", "version", "title"))
_INSTRUCTIONS = frozenset(("extends", "items", "change", "levels", "drop", "keep"))
_SPLIT = frozenset(("level", "examples", "applies"))
_EXAMPLES = frozenset(("met", "weak", "missing"))


def merged(layer: Layer) -> Merged:
    """Put a layer and what it rests on together.

    Raises `ChecklistError` for what contradicts.
    """
    bases = [merged(base) for base in layer.bases]
    settled = {(name, path[:1]) for name, path, _, _ in _changes(layer)}
    settled |= {(name, ()) for name in layer.content.get("drop", ())}
    result = bases[0] if bases else Merged({}, {}, {}, frozenset())
    for base in bases[1:]:
        result = _joined(result, base, settled, layer)
    head, items, dropped = dict(result.head), dict(result.items), dict(result.dropped)
    for key, value in layer.content.items():
        if key not in _INSTRUCTIONS:
            head.update(_head_cells(key, value, layer))
    _drop(layer, items, dropped)
    _change(layer, items, dropped)
    for number, item in enumerate(layer.content.get("items") or ()):
        _add(layer, number, item, items)
    if not items:
        key = next((one for one in ("keep", "drop") if one in layer.content), "id")
        raise ChecklistError(f"{layer.at((key,))}：清单里没有剩下任何要素。")
    return Merged(head, items, dropped, result.files | {layer.path})


def _head_cells(key: str, value: Any, layer: Layer) -> Cells:
    if isinstance(value, dict):
        return {(key, one): Cell(inner, Origin(layer, (key, one))) for one, inner in value.items()}
    if key == "learned":
        value = str(layer.path.parent / Path(value).name)
    return {(key,): Cell(value, Origin(layer, (key,)))}


def _cells(fields: dict[str, Any], layer: Layer, location: Location) -> Cells:
    """Return the cells that the fields of an item make; a plain level stands for all kinds of unit."""
    cells: Cells = {}
    for key, value in fields.items():
        if key == "level" and not isinstance(value, dict):
            cells[key, "default"] = Cell(value, Origin(layer, (*location, key)))
        elif key in _SPLIT and isinstance(value, dict):
            for one, inner in value.items():
                cells[key, one] = Cell(inner, Origin(layer, (*location, key, one)))
        else:
            cells[(key,)] = Cell(value, Origin(layer, (*location, key)))
    return cells


def _nested(cells: Cells) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for path, cell in cells.items():
        if len(path) == 1:
            result[path[0]] = cell.whole
        else:
            result.setdefault(path[0], {})[path[1]] = cell.whole
    return result


def _changes(layer: Layer) -> Iterator[tuple[str, FieldPath, Any, Location]]:
    """Yield what a layer changes: item, field, value, place; a level as it is stated (plain or by kind of unit)."""
    for name, stated in (layer.content.get("levels") or {}).items():
        yield name, ("level",), stated, ("levels", name)
    for name, fields in (layer.content.get("change") or {}).items():
        for key, value in (fields or {}).items():
            if key == "add":
                for field, more in (value or {}).items():
                    path = ("examples", field) if field in _EXAMPLES else (field,)
                    yield name, ("add", *path), more, ("change", name, "add", field)
            elif value is not None:
                yield name, (key,), value, ("change", name, key)


def _drop(layer: Layer, items: dict[str, Cells], dropped: dict[str, Origin]) -> None:
    for key in ("drop", "keep"):
        for number, name in enumerate(layer.content.get(key) or ()):
            if name not in items:
                what = "要去掉" if key == "drop" else "要保留"
                raise ChecklistError(_unknown(name, Origin(layer, (key, number)), what, items, dropped))
            if key == "drop":
                del items[name]
                dropped[name] = Origin(layer, (key, number))
    kept = layer.content.get("keep")
    if kept:
        for name in [one for one in items if one not in kept]:
            del items[name]
            dropped[name] = Origin(layer, ("keep",))


def _change(layer: Layer, items: dict[str, Cells], dropped: dict[str, Origin]) -> None:
    seen: dict[tuple[str, FieldPath], Location] = {}
    for name, path, value, location in _changes(layer):
        origin = Origin(layer, location)
        if name not in items:
            raise ChecklistError(_unknown(name, origin, "要改动", items, dropped))
        if (name, path) in seen:
            other = layer.at(seen[name, path])
            raise ChecklistError(
                f"{origin.place}：{name} 的 {path[0]} 在同一份清单里改了两次（另一处：{other}），请只留一处。"
            )
        seen[name, path] = location
        cells = items[name] = dict(items[name])
        if path[0] == "add":
            _extend(cells, path[1:], value, origin)
            continue
        if not isinstance(value, dict) or path[0] not in _SPLIT:
            for old in [one for one in cells if one[0] == path[0]]:
                del cells[old]
        cells.update(_cells({path[0]: value}, layer, location[:-1]) if location[0] == "change" else _levels(value, origin))


def _levels(value: Any, origin: Origin) -> Cells:
    if not isinstance(value, dict):
        return {("level", "default"): Cell(value, origin)}
    return {
        ("level", one): Cell(level, Origin(origin.layer, (*origin.location, one)))
        for one, level in value.items()
    }


def _extend(cells: Cells, path: FieldPath, more: list[Any], origin: Origin) -> None:
    old = cells.get(path, Cell([], origin))
    added = tuple((one, Origin(origin.layer, (*origin.location, n))) for n, one in enumerate(more))
    cells[path] = old._replace(added=(*old.added, *added))


def _add(layer: Layer, number: int, item: dict[str, Any], items: dict[str, Cells]) -> None:
    origin = Origin(layer, ("items", number))
    if item["id"] in items:
        other = items[item["id"]][("id",)].origin.place
        raise ChecklistError(
            f"{origin.place}：要素 {item['id']} 已经有了（在 {other}）。要改动它请写到 change 下面，要新增请换一个编号。"
        )
    items[item["id"]] = _cells(item, layer, ("items", number))


def _unknown(
    name: str, origin: Origin, what: str, items: dict[str, Cells], dropped: dict[str, Origin]
) -> str:
    if name in dropped:
        return f"{origin.place}：{what}的要素 {name} 已经去掉了（在 {dropped[name].place}），请核对。"
    near = get_close_matches(name, items, 1, 0.5)
    hint = f"是不是要写 {near[0]}？" if near else ""
    return f"{origin.place}：{what}的要素 {name} 不在所继承的清单里。{hint}"


def _joined(one: Merged, two: Merged, settled: set[tuple[str, FieldPath]], layer: Layer) -> Merged:
    """Join two checklists that a layer extends side by side; what the layer settles is no conflict."""
    head = _joined_cells("", one.head, two.head, one, two, settled | {("", path[:1]) for path in one.head})
    items: dict[str, Cells] = {}
    dropped = {**one.dropped, **two.dropped}
    for name in dict.fromkeys((*one.items, *two.items)):
        mine, theirs = one.items.get(name), two.items.get(name)
        if mine is not None and theirs is not None:
            items[name] = _joined_cells(name, mine, theirs, one, two, settled)
            continue
        kept, other = (mine, two) if mine is not None else (theirs, one)
        gone = other.dropped.get(name)
        if gone is None:
            items[name] = kept or {}
            continue
        changed = next((cell.origin for cell in (kept or {}).values() if cell.origin.layer.path not in other.files), None)
        if changed is not None and (name, ()) not in settled:
            raise ChecklistError(
                f"{gone.place}：这里去掉了要素 {name}，而 {changed.place} 改动了它；"
                f"请在 {layer.path} 里用 drop 去掉它，或者去掉其中一处。"
            )
        if (name, ()) in settled:
            items[name] = kept or {}
    for name in items:
        dropped.pop(name, None)
    return Merged(head, items, dropped, one.files | two.files)


def _joined_cells(
    name: str, mine: Cells, theirs: Cells, one: Merged, two: Merged, settled: set[tuple[str, FieldPath]]
) -> Cells:
    cells = dict(mine)
    for path, cell in theirs.items():
        old = cells.get(path)
        if old is None:
            cells[path] = cell
            continue
        same = old.origin == cell.origin
        if not same and old.value != cell.value:
            newer = cell.origin.layer.path not in one.files
            older = old.origin.layer.path not in two.files
            if newer and older and (name, path[:1]) not in settled:
                raise ChecklistError(
                    f"{cell.origin.place}：要素 {name} 的 {'.'.join(path)} 和 {old.origin.place} 写的不一样；"
                    f"同时继承两份清单时要在自己的清单里写明用哪一个。"
                )
            old = cell if newer or not older else old
        known = {origin for _, origin in old.added}
        more = [pair for side in (mine.get(path), cell) if side for pair in side.added if pair[1] not in known]
        cells[path] = old._replace(added=(*old.added, *more))
    return cells
