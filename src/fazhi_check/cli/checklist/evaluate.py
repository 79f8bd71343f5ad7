"""`fazhi-check checklist eval DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.wording import VERDICTS

if TYPE_CHECKING:
    from fazhi_check.curating.scoring import Cell, Pair


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="报告和标注（报告名.gold.json）所在的文件夹。")
    ],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    wrong: Annotated[bool, typer.Option("--wrong", help="列出判得和标注不一样的每一处。")] = False,
) -> None:
    """Measure verdicts against labels."""
    from fazhi_check.curating.labels import LabelError, labelled
    from fazhi_check.curating.scoring import scored

    found = loaded(checklist)
    try:
        scores = scored(labelled(folder), found)
    except LabelError as error:
        exits.stop(str(error))
    for failure in scores.failures:
        typer.echo(f"[!] 没有检查 {failure.path}：{failure.reason}")
    if scores.unknown:
        typer.echo(f"[!] 清单 {found.id} 里没有这些标注过的要素：{'、'.join(scores.unknown)}")
    if not scores.cells:
        exits.stop(f"{folder} 里没有可以对照的标注。", exits.UNREADABLE if scores.failures else exits.USAGE)
    core = {item.id for item in found.items if item.core}
    _overall("全部要素", scores.cells)
    _overall("必备要素", [cell for cell in scores.cells if cell.item in core])
    _table({item.id: item.title for item in found.items}, scores.cells)
    if wrong:
        _wrong(scores.cells)
    raise typer.Exit(exits.UNREADABLE if scores.failures else exits.CLEAN)


def _pairs(cells: list[Cell]) -> list[Pair]:
    return [(cell.label, cell.verdict) for cell in cells]


def _overall(name: str, cells: list[Cell]) -> None:
    from fazhi_check.curating.scoring import accuracy, flagged, macro_f1, precision_recall

    pairs = _pairs(cells)
    hits = [cell.hit for cell in cells if cell.hit is not None]
    if not pairs:
        return
    flags = precision_recall(pairs, flagged)
    missing = precision_recall(pairs, "missing".__eq__)
    typer.echo(
        f"{name}：{len(pairs)} 格，准确率 {accuracy(pairs):.3f}，宏平均F1 {macro_f1(pairs):.3f}，"
        f"要改的 准确 {_share(flags[0])} 召回 {_share(flags[1])}，"
        f"缺失 准确 {_share(missing[0])} 召回 {_share(missing[1])}，"
        f"证据相符 {_share(sum(hits) / len(hits) if hits else None)}"
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _table(titles: dict[str, str], cells: list[Cell]) -> None:
    from fazhi_check.curating.scoring import accuracy, flagged, precision_recall

    typer.echo("\n格数  准确率  要改：准确 召回   缺失：准确 召回   要素")
    for item, title in titles.items():
        pairs = _pairs([cell for cell in cells if cell.item == item])
        if not pairs:
            continue
        figures = (*precision_recall(pairs, flagged), *precision_recall(pairs, "missing".__eq__))
        flag_precision, flag_recall, precision, recall = (_share(one).rjust(5) for one in figures)
        typer.echo(
            f"{len(pairs):>4}  {accuracy(pairs):>6.3f}  {flag_precision:>10} {flag_recall}  "
            f"{precision:>10} {recall}   {title}（{item}）"
        )


def _wrong(cells: list[Cell]) -> None:
    typer.echo("\n判得和标注不一样的：")
    for cell in cells:
        if cell.label != cell.verdict:
            typer.echo(
                f"  {cell.report}  {cell.item}  标注 {VERDICTS.get(cell.label, cell.label)}，判成 {VERDICTS[cell.verdict]}"
            )
