"""`fazhi-check items`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli.checklists import loaded
from fazhi_check.wording import LEVELS


def items(
    checklist: Annotated[
        str, typer.Option(help="清单编号，或清单文件（.yaml）的路径；auto 按报告年度自动选。")
    ] = loading.DEFAULT,
) -> None:
    """List the items of a checklist, mandatory ones marked."""
    found = loaded(checklist)
    typer.echo(f"{found.title}（{found.id} {found.version}），共 {len(found.items)} 项，* 为必备要素")
    width = max(len(item.id) for item in found.items)
    for item in found.items:
        levels = "／".join(dict.fromkeys(LEVELS[level] for level in item.levels.values()))
        typer.echo(f"{'*' if item.core else ' '} {item.id.ljust(width)}  {levels.ljust(2)}  {item.title}")
