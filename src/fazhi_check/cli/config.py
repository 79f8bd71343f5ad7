"""`fazhi-check config [PATH]`: what holds for a file, and where each value comes from."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from fazhi_check.cli import exits
from fazhi_check.cli.choosing import DEFAULTS, Choices
from fazhi_check.globbing import near
from fazhi_check.mistakes import Mistake


def config(
    path: Annotated[str, typer.Argument(metavar="PATH", help="报告或文件夹（默认当前文件夹）。")] = ".",
    config: Annotated[
        str | None, typer.Option(help="配置文件（默认从报告所在文件夹逐级向上找 fazhi-check.toml）。")
    ] = None,
) -> None:
    """Show the settings for one path."""
    try:
        for line in _told(path, Choices({}, config)):
            typer.echo(line)
    except Mistake as error:
        exits.stop(str(error))


def _told(path: str, choices: Choices) -> list[str]:
    found = choices.configuration(path)
    settings = choices.settings(path)
    waivers = choices.waivers(path)
    chosen = choices.chosen(path)
    file = near(found.file) if found.file else "没有，全部按默认"
    rows = [
        (key, _shown(settings[key].value) if key in settings else _shown(value),
         settings[key].origin if key in settings else "默认")
        for key, value in DEFAULTS.items()
    ]  # fmt: skip
    width = max(len(key) for key, _, _ in rows)
    lines = [f"对象  {path}", f"配置  {file}"]
    lines += [f"  {key.ljust(width)}  {value}  ← {origin}" for key, value, origin in rows]
    lines.append(f"清单  {chosen.checklist.id} {chosen.checklist.version}（指纹 {chosen.checklist.sha256}）")
    lines.append(f"豁免  {near(waivers) if waivers else '没有'}")
    return lines


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(value) or "（全部）"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "（没有指定）" if value is None else str(value)
