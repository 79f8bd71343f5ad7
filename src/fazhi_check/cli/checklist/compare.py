"""`fazhi-check checklist diff A B`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.model.checklist import Checklist

if TYPE_CHECKING:
    from fazhi_check.curating.comparing import Flip


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="原来的清单（编号或文件）。")],
    after: Annotated[str, typer.Argument(metavar="B", help="改后的清单（编号或文件）。")],
    on: Annotated[
        list[str] | None, typer.Option("--on", metavar="PATH", help="报告或文件夹：看结论怎样变（可重复）。")
    ] = None,
) -> None:
    """Say in words what differs, and which verdicts on some reports flip; exit code 1 if anything does."""
    from fazhi_check.curating.comparing import differences

    one, two = loaded(before), loaded(after)
    told = list(differences(one, two))
    typer.echo(f"{one.id} {one.version} → {two.id} {two.version}")
    typer.echo("\n".join(f"  {line}" for line in told) if told else "  两份清单的内容一样。")
    code = exits.FINDINGS if told else exits.CLEAN
    raise typer.Exit(max(code, _on_reports(on, one, two)) if on else code)


def _on_reports(paths: list[str], one: Checklist, two: Checklist) -> int:
    """Print the verdicts that flip; return the exit code."""
    from fazhi_check.curating.comparing import flips, rows
    from fazhi_check.sources import Sources

    with Sources() as sources:
        files = list(sources.expand(paths))
        before, after = rows(files, one), rows(files, two)
    found = list(flips(before, after))
    failed = [(old, new) for old, new in zip(before, after, strict=True) if old.failure or new.failure]
    result = f"有 {len(found)} 处结论不同。" if found else "结论没有变化。"
    typer.echo(f"\n在 {len(files) - len(failed)} 份文件上：{result}")
    _flips(found)
    for old, new in failed:
        if old.failure and new.failure:
            typer.echo(f"[!] 没有检查 {old.path}：{old.failure}")
        else:
            typer.echo(
                f"[!] {old.path} 只有{'改后' if old.failure else '原来'}的清单能检查：{old.failure or new.failure}"
            )
    if failed:
        return exits.UNREADABLE
    return exits.FINDINGS if found else exits.CLEAN


_NOT_ASKED = "（不要求）"


def _flips(found: Sequence[Flip]) -> None:
    for item in dict.fromkeys(one.item for one in found):
        some = [one for one in found if one.item == item]
        kinds = Counter(f"{one.before or _NOT_ASKED} → {one.after or _NOT_ASKED}" for one in some)
        counted = "，".join(f"{kind} {count} 份" for kind, count in kinds.items())
        typer.echo(f"\n{some[0].title}（{item}）：{counted}")
        for one in some:
            typer.echo(f"  {one.path}  {one.before or _NOT_ASKED} → {one.after or _NOT_ASKED}")
            if one.sentence:
                typer.echo(f"    {one.sentence}")
