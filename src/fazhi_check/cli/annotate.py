"""`fazhi-check annotate PATH`: what its options are called and mean."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check.wording import UNIT_LEVEL_NAMES


def annotate(
    path: Annotated[str, typer.Argument(metavar="PATH", help="报告文件；- 表示标准输入。")],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", help="批注稿的文件名（默认：原文件名加“（批注稿）”，放在原文件旁边）。"
        ),
    ] = None,
    checklist: Annotated[
        str | None,
        typer.Option(help="清单编号，或清单文件（.yaml）的路径（默认按设置文件，或随软件的清单）。"),
    ] = None,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样批注。")] = False,
) -> None:
    """Write the file with comments; see docs/annotate.md."""
    from fazhi_check.cli.marking import Request, run

    typer.echo(run(Request(path, output, checklist, level, year, force)))
