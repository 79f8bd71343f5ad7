"""`fazhi-check items`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits

_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


def items(
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
) -> None:
    """List the items of a checklist, mandatory ones marked."""
    try:
        loaded = loading.load(checklist)
    except loading.ChecklistError as error:
        exits.stop(str(error))
    typer.echo(f"{loaded.title}（{loaded.id} {loaded.version}），共 {len(loaded.items)} 项，* 为必备要素")
    width = max(len(item.id) for item in loaded.items)
    for item in loaded.items:
        levels = "／".join(dict.fromkeys(_LEVELS[level] for level in item.levels.values()))
        typer.echo(f"{'*' if item.core else ' '} {item.id.ljust(width)}  {levels.ljust(2)}  {item.title}")
