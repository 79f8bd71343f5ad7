"""`fazhi-check history STORE…`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from fazhi_check.audit.charts import DIFFERENT, history_page, scale, shown, sparkline
from fazhi_check.audit.trends import Point, mapping, points, series
from fazhi_check.cli import exits
from fazhi_check.cli.compare import write_lines
from fazhi_check.mistakes import Mistake

_FORMATS = ("console", "json", "html")


def history(
    stores: Annotated[list[str], typer.Argument(metavar="STORE…", help="历次审查的输出文件夹。")],
    output_format: Annotated[
        str, typer.Option("--format", "-f", help=f"输出格式：{'、'.join(_FORMATS)}。")
    ] = "console",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="输出到文件（默认输出到屏幕）。")
    ] = None,
) -> None:
    """Show what several audits came to, one after another."""
    if output_format not in _FORMATS:
        exits.stop(f"没有“{output_format}”这种格式；可用的格式：{'、'.join(_FORMATS)}。")
    for store in stores:
        if not Path(store).exists():
            exits.stop(f"没有 {store} 这个文件夹。", exits.UNREADABLE)
    try:
        found = points([Path(store) for store in stores])
    except Mistake as error:
        exits.stop(str(error), exits.UNREADABLE)
    if output_format == "json":
        write_lines([json.dumps(mapping(found), ensure_ascii=False, indent=1) + "\n"], output)
    elif output_format == "html":
        write_lines([history_page(found)], output)
    else:
        write_lines(_on_screen(found), output)


def _on_screen(found: Sequence[Point]) -> Iterator[str]:
    from rich.cells import cell_len

    labels = [point.label for point in found]
    rows = [("指标", *labels, "变化", "走势")]
    for one in series(found):
        values = [shown(value, one.unit) for value in one.values]
        change = "" if one.change is None else f"{one.change:+g}"
        title = ("*" if one.core else "") + one.title
        rows.append((title, *values, change, sparkline(one.values, scale(one))))
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = []
        for column, (words, width) in enumerate(zip(row, widths, strict=True)):
            room = " " * (width - cell_len(words))
            cells.append(words + room if column in {0, len(row) - 1} else room + words)
        yield "  ".join(cells).rstrip() + "\n"
    yield "\n要素各行是写充分的报告所占的比例，* 为必备要素。\n"
    if len({point.summary["checklist"]["sha256"] for point in found}) > 1:
        yield DIFFERENT + "\n"
