"""`fazhi-check lint PATH…`: what its options are called and mean."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli import completion
from fazhi_check.cli.running import Request, run
from fazhi_check.wording import UNIT_LEVEL_NAMES


def lint(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹或通配符；- 表示标准输入。")
    ],
    checklist: Annotated[
        str | None,
        typer.Option(
            help=f"清单编号，或清单文件（.yaml）的路径（默认 {loading.DEFAULT}：按报告年度自动选）。",
            autocompletion=completion.checklists,
        ),
    ] = None,
    checklist_sha256: Annotated[
        str | None, typer.Option(metavar="HEX", help="清单应有的指纹，不符就不检查（见 --version）。")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。",
            autocompletion=completion.levels,
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    output_format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT[=FILE]",
            autocompletion=completion.formats,
            help="输出格式：" + "、".join(reporters.names()) + "；可重复，各写一个文件（默认 console）。",
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            help="有哪一级的问题就以退出码 1 结束：error、warning、never（默认 error）。",
            autocompletion=completion.fail_on,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", autocompletion=completion.items, help="只看这些要素或规则（可重复）。"),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", autocompletion=completion.items, help="不看这些要素或规则（可重复）。"),
    ] = None,
    max_size: Annotated[
        float | None, typer.Option(metavar="MB", help="读取的文件最大多少 MB（默认 50）。")
    ] = None,
    config: Annotated[
        str | None, typer.Option(help="配置文件（默认从报告所在文件夹逐级向上找 fazhi-check.toml）。")
    ] = None,
    waivers: Annotated[
        str | None, typer.Option(help="豁免文件（默认逐级向上找 fazhi-check-waivers.yaml）。")
    ] = None,
    baseline: Annotated[str | None, typer.Option(help="基线文件：其中已有的问题不再列出。")] = None,
    diff: Annotated[
        str | None, typer.Option(metavar="REF", help="只检查本分支相对 REF（如 origin/main）改动过的报告。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="不像年度报告的文件也照样检查。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="显示全部证据。")] = False,
) -> None:
    """Check reports; see docs/ for the exit codes."""
    request = Request(
        paths,
        checklist=checklist,
        checklist_sha256=checklist_sha256,
        level=level,
        year=year,
        output_format=tuple(output_format or ()),
        output=output,
        fail_on=fail_on,
        only=tuple(only or ()),
        skip=tuple(skip or ()),
        max_size=max_size,
        config=config,
        waivers=waivers,
        baseline=baseline,
        diff=diff,
        force=force,
        verbose=verbose,
    )
    raise typer.Exit(run(request))
