"""`fazhi-check checklist show NAME`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named_item


def show(
    checklist: Annotated[
        str, typer.Argument(metavar="CHECKLIST", help="清单编号，或清单文件（.yaml）的路径。")
    ] = loading.DEFAULT,
    item: Annotated[str | None, typer.Option(metavar="ITEM", help="只看一个要素（编号或名称）。")] = None,
    origin: Annotated[bool, typer.Option("--origin", help="显示每个字段写在哪个文件哪一行。")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="输出说明页（Markdown）。")] = False,
) -> None:
    """Show a checklist: its items, the origin of every field, or its page."""
    found = loaded(checklist)
    if markdown:
        from fazhi_check.curating.pages import page

        typer.echo(page(found, "" if checklist in {loading.AUTO, found.id} else checklist), nl=False)
        return
    if origin:
        from fazhi_check.curating.describing import origins

        wanted = named_item(found, item).id if item else None
        try:
            _, merged = loading.layers(checklist)
        except loading.ChecklistError as error:
            exits.stop(str(error))
        lines = list(origins(merged, wanted))
    elif item:
        from fazhi_check.cli.show import described

        lines = described(named_item(found, item))
    else:
        from fazhi_check.curating.describing import listed

        lines = list(listed(found))
    typer.echo("\n".join(lines).lstrip("\n"))
