"""`fazhi-check checklist validate FILE…`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.model.checklist import Checklist


def validate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="清单文件（.yaml），或随软件附带的清单的编号。")
    ],
) -> None:
    """Say whether checklists can be used, and of each mistake what to change."""
    wrong = 0
    for file in files:
        try:
            found = loading.load(file)
        except loading.ChecklistError as error:
            wrong += 1
            for line in error.lines:
                typer.echo(line)
            continue
        typer.echo(f"{file}：写法没有问题。{_summary(found)}")
    raise typer.Exit(exits.USAGE if wrong else exits.CLEAN)


def _summary(found: Checklist) -> str:
    unverified = sum(not basis.verified for item in found.items for basis in item.basis)
    checked = f"，其中 {unverified} 条依据待核对原文" if unverified else ""
    return f"{found.title}（{found.id} {found.version}），{len(found.items)} 项要素{checked}。"
