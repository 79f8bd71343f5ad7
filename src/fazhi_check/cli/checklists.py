"""Checklists and their items as commands name them, or leaving with the mistake."""

from __future__ import annotations

from fazhi_check import loading, rules
from fazhi_check.cli import exits
from fazhi_check.model.checklist import Checklist, Item


def loaded(name: str) -> Checklist:
    """Return a checklist by id or path."""
    try:
        return loading.load(name)
    except loading.ChecklistError as error:
        exits.stop(str(error))


def named(checklist: Checklist, name: str, told_by: str = "") -> str:
    """Return the id of the rule or item with an id, a title or a part of a title."""
    return name if name in rules.ids() else named_item(checklist, name, told_by).id


def named_item(checklist: Checklist, name: str, told_by: str = "") -> Item:
    """Return the item with an id, a title or a part of a title; `told_by` says who named it, for the message."""
    found = items_named(checklist, name)
    by = f"{told_by}：" if told_by else ""
    if not found:
        near = _near(checklist, name)
        hint = f"是不是要找：{_listed(near)}？" if near else ""
        exits.stop(
            f"{by}清单里没有要素 {name}。{hint}用 fazhi-check items 查看全部要素，用 fazhi-check rules 查看一致性规则。"
        )
    if len(found) > 1:
        exits.stop(f"{by}“{name}”指的是哪一个要素？{_listed(found)}。")
    return found[0]


def items_named(checklist: Checklist, name: str) -> list[Item]:
    """Return the items that a name may stand for."""
    found = [one for one in checklist.items if name in {one.id, one.title}]
    return found or [one for one in checklist.items if name in one.title]


def _near(checklist: Checklist, name: str) -> list[Item]:
    from difflib import get_close_matches

    names = {word: one for one in checklist.items for word in (one.id, one.title)}
    return list({names[word].id: names[word] for word in get_close_matches(name, names, 3, 0.5)}.values())


def _listed(items: list[Item]) -> str:
    return "、".join(f"{one.title}（{one.id}）" for one in items)
