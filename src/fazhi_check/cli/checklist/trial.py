"""`fazhi-check checklist test FILE`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named_item


def trial(
    checklist: Annotated[
        str, typer.Argument(metavar="CHECKLIST", help="清单文件（.yaml），或清单编号。")
    ] = loading.DEFAULT,
    item: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="只检验这些要素（可重复）。")] = None,
    own: Annotated[
        bool, typer.Option("--own", help="只检验这份文件自己新增和改动的要素，不检验所继承的。")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只列出不符的例句。")] = False,
) -> None:
    """Judge the examples of all items; exit code 1 if one does not get its verdict."""
    from fazhi_check.curating.trying import described, trials

    found = loaded(checklist)
    items = [named_item(found, one) for one in item or ()] or list(found.items)
    if own:
        wrote = touched(checklist)
        items = [one for one in items if one.id in wrote]
    failed = count = 0
    shown = ""
    for one in trials(found, items):
        count += 1
        failed += not one.passed
        if quiet and one.passed:
            continue
        if one.item.id != shown:
            shown = one.item.id
            typer.echo(f"\n{one.item.title}（{shown}）")
        for line in described(one):
            typer.echo(f"  {line}")
    result = f"，不符 {failed} 条" if failed else "，全部通过"
    typer.echo(f"\n检验 {len(items)} 项要素的 {count} 条例句{result}。")
    raise typer.Exit(exits.FINDINGS if failed else exits.CLEAN)


def touched(name: str) -> set[str]:
    """Return the items of which the file that was named wrote something itself."""
    try:
        layer, merged = loading.layers(name)
    except loading.ChecklistError as error:
        exits.stop(str(error))
    return {
        item
        for item, cells in merged.items.items()
        if any(
            origin.layer.path == layer.path
            for cell in cells.values()
            for origin in (cell.origin, *(one for _, one in cell.added))
        )
    }
