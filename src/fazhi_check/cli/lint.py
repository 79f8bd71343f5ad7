"""`fazhi-check lint PATH…`: what its options are called and mean."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli.running import CHINESE_LEVELS, Request, run


def lint(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹或通配符；- 表示标准输入。")
    ],
    checklist: Annotated[
        str, typer.Option(help="清单编号，或清单文件（.yaml）的路径；auto 按报告年度自动选。")
    ] = loading.DEFAULT,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(CHINESE_LEVELS) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    output_format: Annotated[
        str, typer.Option("--format", "-f", help="输出格式：" + "、".join(reporters.names()) + "。")
    ] = "console",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="有哪一级的问题就以退出码 1 结束：error、warning、never。")
    ] = "error",
    only: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="只看这些要素（可重复）。")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="不看这些要素（可重复）。")] = None,
    max_size: Annotated[float, typer.Option(metavar="MB", help="读取的文件最大多少 MB。")] = 50,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样检查。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="显示全部证据。")] = False,
) -> None:
    """Check reports; see docs/ for the exit codes."""
    request = Request(
        paths,
        checklist,
        level,
        year,
        output_format,
        output,
        fail_on,
        only or [],
        skip or [],
        max_size,
        force,
        verbose,
    )
    raise typer.Exit(run(request))
