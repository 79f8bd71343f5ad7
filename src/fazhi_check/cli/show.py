"""`fazhi-check show ITEM`."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.model.checklist import Cue, Item

_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
_UNITS = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇",
    "subdistrict": "街道",
    "department": "部门",
}
_VERDICTS = {"met": "充分", "weak": "薄弱", "missing": "缺失"}


def show(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="要素编号或名称，如 shufa、述法。")],
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
) -> None:
    """Explain one item."""
    try:
        loaded = loading.load(checklist)
    except loading.ChecklistError as error:
        exits.stop(str(error))
    found = loaded.item(item) or next((one for one in loaded.items if one.title == item), None)
    if found is None:
        exits.stop(f"清单里没有要素 {item}；用 fazhi-check items 查看全部要素。")
    for line in _described(found):
        typer.echo(line)


def _described(item: Item) -> list[str]:
    levels = "，".join(f"{_UNITS[unit]}{_LEVELS[level]}" for unit, level in item.levels.items())
    same = len(set(item.levels.values())) == 1
    lines = [
        f"{item.title}（{item.id}）" + ("  必备要素" if item.core else ""),
        f"要什么：{item.ask}",
        f"级别：{_LEVELS[next(iter(item.levels.values()))] if same else levels}",
        "依据：",
    ]
    for basis in item.basis:
        checked = "已核对" if basis.verified else "凭记忆，使用前请核对"
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
        lines.append(f"{_VERDICTS[verdict]}的例子：")
        lines += [f"  {' '.join(example.split())}" for example in examples]
    return lines


def _cue(cue: Cue) -> str:
    if len(cue.groups) == 1:
        return "、".join(cue.groups[0])
    return f"相距不超过 {cue.within} 字：" + " + ".join(f"（{'／'.join(group)}）" for group in cue.groups)
