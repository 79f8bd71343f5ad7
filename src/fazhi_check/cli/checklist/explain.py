"""`fazhi-check checklist explain FILE ITEM`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named_item
from fazhi_check.cli.choosing import unit_level


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="一份报告。")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="要素编号或名称。")],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    level: Annotated[str | None, typer.Option(help="单位类别（默认自动识别）。")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度（默认自动识别）。")] = None,
    force: Annotated[bool, typer.Option("--force", help="不像这类文件的也照样检查。")] = False,
) -> None:
    """Explain a verdict: every passage that was considered, and why it counted or did not."""
    from fazhi_check.curating.explaining import explained
    from fazhi_check.linting import Options, lint_file
    from fazhi_check.model.outcome import ReadFailure
    from fazhi_check.sources import Source

    found = loaded(checklist)
    wanted = named_item(found, item)
    outcome = lint_file(Source(file, file), found, Options(unit_level(level), year, force, None))
    if isinstance(outcome, ReadFailure):
        exits.stop(f"没有检查 {file}：{outcome.reason}", exits.UNREADABLE)
    finding = next((one for one in outcome.findings if one.item.id == wanted.id), None)
    if finding is None:
        exits.stop(f"适用于{outcome.year}年度的清单 {outcome.checklist.id} 里没有要素 {wanted.id}。")
    for line in explained(outcome, finding):
        typer.echo(line)
