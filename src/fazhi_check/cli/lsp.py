"""`fazhi-check lsp`: what its options are called and mean."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli.checklists import loaded
from fazhi_check.cli.running import report_year, unit_level
from fazhi_check.wording import UNIT_LEVEL_NAMES

_SECONDS = 5


def lsp(
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = True,
) -> None:
    """Serve an editor over standard input and output; see docs/editor.md."""
    from fazhi_check.linting import Options, lint_data
    from fazhi_check.lsp.server import Server
    from fazhi_check.lsp.wire import Wire

    chosen = loaded(checklist)
    options = Options(unit_level(level), report_year(year), seconds=_SECONDS)
    connection = Wire(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout = sys.stderr  # whatever else is printed must not get between the messages
    server = Server(connection, lambda data, name: lint_data(data, name, chosen, options))
    raise typer.Exit(server.run())
