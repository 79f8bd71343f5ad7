"""`fazhi-check audit PATH… --out DIR`: what its options are called and mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli.auditing import Request, run
from fazhi_check.wording import UNIT_LEVEL_NAMES


def audit(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="文件、文件夹、压缩包、通配符，或 s3://、oss:// 等地址。"),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="结果放在这个文件夹里。")],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[
        str | None, typer.Option(help="单位类别：" + "、".join(UNIT_LEVEL_NAMES) + "（默认自动识别）。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="FILE", help="应报送单位名单（.xlsx 或 .csv）。")
    ] = None,
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help="截止日期，名单里另有写明的以名单为准。")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(metavar="DIR", help="上一年度审查的结果文件夹（当时的 --out）。")
    ] = None,
    mend_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="整改通知书要求在哪一天以前改好。")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="整改通知书的模板（.docx，默认用自带的）。")
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(metavar="dask://HOST:PORT", help="在 Dask 集群上检查（默认用本机全部处理器）。"),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", help="本机用几个进程（0：每个处理器一个）。")] = 0,
    time_limit: Annotated[float, typer.Option(metavar="S", help="一个文件最多检查多少秒。")] = 30,
    max_size: Annotated[float, typer.Option(metavar="MB", help="读取的文件最大多少 MB。")] = 50,
    store: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="存放检查结果的数据库（默认是 DIR 里的 store.sqlite）。"),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="有哪一级的问题就以退出码 1 结束：error、warning、never。")
    ] = "error",
) -> None:
    """Audit reports; see docs/audit.md."""
    request = Request(
        paths,
        out,
        checklist,
        level,
        year,
        roster,
        due,
        previous,
        engine,
        jobs,
        time_limit,
        max_size,
        store,
        fail_on,
        mend_by,
        template,
    )
    raise typer.Exit(run(request))
