"""`fazhi-check checklist list`."""

from __future__ import annotations

import typer

from fazhi_check import loading
from fazhi_check.cli.checklists import loaded
from fazhi_check.curating.describing import units
from fazhi_check.wording import years


def listing() -> None:
    """List the built-in checklists."""
    standard = loaded(loading.DEFAULT)
    names = loading.available()
    width = max(map(len, names))
    for name in names:
        found = loaded(name)
        mark = "*" if name in {standard.id, *(one.id for one in standard.series)} else " "
        scope = f"{years(found.years) or '各年度'}，{units(found.units)}"
        typer.echo(f"{mark} {name.ljust(width)}  {len(found.items):>3} 项  {found.title}（{scope}）")
    typer.echo("* 没有指定清单时按报告年度自动选用。用 fazhi-check checklist show 编号 查看。")
