"""`fazhi-check lsp`: what its options are called and mean."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from fazhi_check.cli import exits
from fazhi_check.cli.choosing import Choices
from fazhi_check.cli.planning import plan_of
from fazhi_check.mistakes import Mistake
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.wording import UNIT_LEVEL_NAMES

_SECONDS = 5
_HERE = "draft.md"
"""Any file in the folder where the server was started: what is wrong there is told before it serves."""


def lsp(
    checklist: Annotated[
        str | None,
        typer.Option(help="清单编号，或清单文件（.yaml）的路径（默认按设置文件，或随软件的清单）。"),
    ] = None,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = True,
) -> None:
    """Serve an editor over standard input and output; see docs/editor.md."""
    from fazhi_check.linting import lint_data
    from fazhi_check.lsp.server import Server
    from fazhi_check.lsp.wire import Wire

    flags = {"checklist": checklist, "level": level, "year": year}
    choices = Choices({key: value for key, value in flags.items() if value is not None}, None)
    try:
        plan_of(_HERE, choices)
    except Mistake as error:
        exits.stop(str(error))
    connection = Wire(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout = sys.stderr  # whatever else is printed must not get between the messages

    def judge(data: bytes, path: str) -> Outcome:
        try:
            plan = plan_of(path, choices)
        except Mistake as error:
            return ReadFailure(path, str(error))
        except SystemExit:  # a setting that leaves the command line has told why on standard error
            return ReadFailure(path, "这个文件夹的设置有误，没有检查。请用 fazhi-check config 查看。")
        options = plan.options._replace(seconds=_SECONDS)
        outcome = lint_data(data, path, plan.checklist, options)
        if plan.marks and not isinstance(outcome, ReadFailure):
            outcome = plan.marks.on(outcome)[0]
        return outcome

    raise typer.Exit(Server(connection, judge).run())
