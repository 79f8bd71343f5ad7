"""Describing: a checklist on the screen, as a whole, and where each field of it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fazhi_check.model.checklist import UNIT_LEVELS, Checklist, Item
from fazhi_check.wording import LEVELS, years
from fazhi_check.wording import UNIT_LEVELS as UNIT_WORDS

if TYPE_CHECKING:
    from fazhi_check.loading._cells import Cell, FieldPath, Merged

_WIDTH = 60


def listed(checklist: Checklist) -> Iterator[str]:
    """Yield the lines of a whole checklist: what it is meant for, and its items under their headings."""
    yield f"{checklist.title}（{checklist.id} {checklist.version}）"
    yield f"检查的文件：{checklist.document}"
    yield f"适用：{years(checklist.years) or '各年度'}，{units(checklist.units)}"
    for group, items in grouped(checklist):
        yield f"\n{group}" if group else ""
        yield from (
            f"{'*' if item.core else ' '} {item.title}（{item.id}）  {levels(item)}{scope(item)}"
            for item in items
        )
    yield f"\n共 {len(checklist.items)} 项，* 为必备要素"


def grouped(checklist: Checklist) -> list[tuple[str, list[Item]]]:
    """Return the items under their headings, in the order of first appearance; those without one come first."""
    groups: dict[str, list[Item]] = {"": []}
    for item in checklist.items:
        groups.setdefault(item.group, []).append(item)
    return [(group, items) for group, items in groups.items() if items]


def units(found: tuple[str, ...]) -> str:
    """Name kinds of unit."""
    return "各类单位" if len(found) == len(UNIT_LEVELS) else "、".join(UNIT_WORDS[unit] for unit in found)


def levels(item: Item) -> str:
    """Name an item's level, for each kind of unit where they differ."""
    by_level: dict[str, list[str]] = {}
    for unit in UNIT_LEVELS:
        level = LEVELS[item.levels[unit]] if unit in item.levels else "不作要求"
        by_level.setdefault(level, []).append(UNIT_WORDS[unit])
    if len(by_level) == 1:
        return next(iter(by_level))
    return "；".join(f"{'、'.join(names)} {level}" for level, names in by_level.items())


def scope(item: Item) -> str:
    """Name the report years that an item is asked for ("" for all)."""
    return f"（{years(item.years)}）" if years(item.years) else ""


def origins(result: Merged, item: str | None) -> Iterator[str]:
    """Yield where each field was written (file:line), of the head and the items, or of one item."""
    if item is None:
        yield "清单本身"
        for path, cell in result.head.items():
            yield from _lines(path, cell)
    for name, cells in result.items.items():
        if item in {None, name}:
            yield f"\n{cells[('title',)].value}（{name}）"
            for path, cell in cells.items():
                yield from _lines(path, cell)
    dropped = {name: gone for name, gone in result.dropped.items() if item in {None, name}}
    if dropped:
        yield "\n去掉的要素"
    for name, gone in dropped.items():
        yield f"  {gone.cells[('title',)].value}（{name}）  ← {gone.origin.place}"


def _lines(path: FieldPath, cell: Cell) -> Iterator[str]:
    yield f"  {'.'.join(path)}: {_brief(cell.value)}  ← {cell.origin.place}"
    for value, origin in cell.added:
        yield f"    另加 {_brief(value)}  ← {origin.place}"


def _brief(value: Any) -> str:
    """Return a field's value in one line."""
    if isinstance(value, dict):
        text = "，".join(f"{key} {_brief(one)}" for key, one in value.items())
    elif isinstance(value, list):
        text = "、".join(_brief(one) for one in value)
    else:
        text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}……"
