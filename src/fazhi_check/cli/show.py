"""`fazhi-check show ITEM`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading, rules
from fazhi_check.cli.checklists import loaded, named_item
from fazhi_check.curating.describing import levels, scope
from fazhi_check.model.checklist import Cue, Item
from fazhi_check.rules._manual import described as rule_lines
from fazhi_check.wording import VERDICTS, years


def show(
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help="要素编号或名称（如 shufa、述法），或规则编号。")
    ],
    checklist: Annotated[
        str, typer.Option(help="清单编号，或清单文件（.yaml）的路径；auto 按报告年度自动选。")
    ] = loading.DEFAULT,
) -> None:
    """Explain one item or rule."""
    if item in rules.ids():
        for line in rule_lines(item):
            typer.echo(line)
        return
    for line in described(named_item(loaded(checklist), item)):
        typer.echo(line)


def described(item: Item) -> list[str]:
    """Return the lines that explain an item."""
    lines = [
        f"{item.title}（{item.id}）" + ("  必备要素" if item.core else ""),
        f"要什么：{item.ask}",
        f"级别：{levels(item)}{scope(item)}",
        "依据：",
    ]
    for basis in item.basis:
        checked = "已核对" if basis.verified else "条文待核对"
        told = years((basis.since, basis.until))
        checked += f"，{told}" if told else ""
        lines.append(f"  {basis.document}，{basis.article}（{checked}）")
        if basis.note:
            lines.append(f"    注：{basis.note}")
    lines.append("线索：")
    lines += [f"  {_cue(cue)}" for cue in item.cues]
    if item.look_alikes:
        lines.append(f"不算：{'、'.join(item.look_alikes)}")
    if item.zero:
        lines.append(f"零申报也算：{'、'.join(item.zero)}")
    lines += [f"分面：{facet.title}（{'、'.join(facet.phrases)}）" for facet in item.facets]
    lines += [f"建议：{item.advice}", f"例如：{item.model}"]
    for verdict, examples in (
        ("met", item.examples.met),
        ("weak", item.examples.weak),
        ("missing", item.examples.missing),
    ):
        lines.append(f"{VERDICTS[verdict]}的例子：")
        lines += [f"  {' '.join(example.split())}" for example in examples]
    return lines


def _cue(cue: Cue) -> str:
    if len(cue.groups) == 1:
        return "、".join(cue.groups[0])
    return f"相距不超过 {cue.within} 字：" + " + ".join(f"（{'／'.join(group)}）" for group in cue.groups)
