"""Merging of layers: what a checklist asks in the end, and where each field of it was written.

A layer changes what it rests on field by field; what stands nearer wins over what stands farther. Of two checklists that
are extended side by side neither is nearer: where both change the same field, the layer that extends them must settle
it, or it is a mistake that names both places. Additions (`add`) do not conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from fazhi_check.loading._cells import Cell, Cells, Dropped, FieldPath, Merged, Origin
from fazhi_check.loading._describing import Location
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._joining import joined
from fazhi_check.loading._layers import Layer

_INSTRUCTIONS = frozenset(("extends", "items", "change", "levels", "drop", "keep"))
_SPLIT = frozenset(("level", "examples", "applies"))
_EXAMPLES = frozenset(("met", "weak", "missing"))


def merged(layer: Layer) -> Merged:
    """Put a layer and what it rests on together.

    Raises `ChecklistError` for what contradicts.
    """
    bases = [merged(base) for base in layer.bases]
    settled = set(_settled(layer))
    result = bases[0] if bases else Merged({}, {}, {}, frozenset())
    for base in bases[1:]:
        result = joined(result, base, settled, layer)
    head, items, dropped = dict(result.head), dict(result.items), dict(result.dropped)
    for key, value in layer.content.items():
        if key not in _INSTRUCTIONS and value is not None:
            head.update(_head_cells(key, value, layer))
    _drop(layer, items, dropped)
    _change(layer, items, dropped)
    for number, item in enumerate(layer.content.get("items") or ()):
        _add(layer, number, item, items)
        dropped.pop(item["id"], None)
    items = _kept(layer, items, dropped)
    if not items:
        key = next((one for one in ("keep", "drop") if one in layer.content), "id")
        raise ChecklistError(f"{layer.at((key,))}：清单里没有剩下任何要素。")
    return Merged(head, items, dropped, result.files | {layer.path})


def _settled(layer: Layer) -> Iterator[tuple[str, FieldPath]]:
    """Yield the fields that a layer settles itself where what it extends disagrees."""
    yield from (("", (key,)) for key, value in layer.content.items() if not isinstance(value, dict))
    for key, value in layer.content.items():
        if isinstance(value, dict) and key not in _INSTRUCTIONS:
            yield from (("", (key, one)) for one in value)
    for name, path, value, _ in _changes(layer):
        if isinstance(value, dict) and path[0] in _SPLIT:
            yield from ((name, (*path, one)) for one in value)
        elif path[0] != "add":
            yield name, path
    yield from ((name, ()) for name in layer.content.get("drop") or ())


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


def _drop(layer: Layer, items: dict[str, Cells], dropped: dict[str, Dropped]) -> None:
    for number, name in enumerate(layer.content.get("drop") or ()):
        origin = Origin(layer, ("drop", number))
        if name not in items:
            raise ChecklistError(_unknown(name, origin, "要去掉", items, dropped))
        dropped[name] = Dropped(origin, items.pop(name))


def _kept(layer: Layer, items: dict[str, Cells], dropped: dict[str, Dropped]) -> dict[str, Cells]:
    """Return the items that a layer keeps, in its order, then those that it adds; the others are dropped."""
    stated = layer.content.get("keep")
    if not stated:
        return items
    for number, name in enumerate(stated):
        if name not in items:
            raise ChecklistError(_unknown(name, Origin(layer, ("keep", number)), "要保留", items, dropped))
    own = [item["id"] for item in layer.content.get("items") or ()]
    kept = {name: items[name] for name in (*stated, *own)}
    dropped |= {
        name: Dropped(Origin(layer, ("keep",)), cells) for name, cells in items.items() if name not in kept
    }
    return kept


def _change(layer: Layer, items: dict[str, Cells], dropped: dict[str, Dropped]) -> None:
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
        cells.update(
            _cells({path[0]: value}, layer, location[:-1])
            if location[0] == "change"
            else _levels(value, origin)
        )


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
    name: str, origin: Origin, what: str, items: dict[str, Cells], dropped: dict[str, Dropped]
) -> str:
    if name in dropped:
        return f"{origin.place}：{what}的要素 {name} 已经去掉了（在 {dropped[name].origin.place}），请核对。"
    near = get_close_matches(name, items, 1, 0.5)
    hint = f"是不是要写 {near[0]}？" if near else ""
    return f"{origin.place}：{what}的要素 {name} 不在所继承的清单里。{hint}"
