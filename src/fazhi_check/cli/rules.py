"""`fazhi-check rules`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check import rules as room
from fazhi_check.cli.checklists import loaded
from fazhi_check.wording import LEVELS


def rules(
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
) -> None:
    """List the consistency rules with the levels that a checklist gives them."""
    stated = loaded(checklist).rules
    typer.echo(f"一致性规则，共 {len(room.ids())} 条；fazhi-check show 编号 查看说明和例句")
    width = max(len(name) for name in room.ids())
    for name in room.ids():
        level = stated.get(name, room.rule(name).LEVEL)
        typer.echo(f"  {name.ljust(width)}  {LEVELS.get(level, '不查')}  {room.rule(name).TITLE}")
