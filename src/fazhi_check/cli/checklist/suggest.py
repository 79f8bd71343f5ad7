"""`fazhi-check checklist suggest ITEM --from DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded, named_item

if TYPE_CHECKING:
    from fazhi_check.curating.suggesting import Proposal
    from fazhi_check.model.checklist import Checklist, Item
    from fazhi_check.sources import Source

_SHOWN = 3


def suggest(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="要素编号或名称。")],
    source: Annotated[
        Path, typer.Option("--from", metavar="DIR", help="报告和标注（报告名.gold.json）所在的文件夹。")
    ],
    on: Annotated[
        list[str] | None,
        typer.Option("--on", metavar="PATH", help="在哪些报告上看会新认出什么（默认同 --from）。"),
    ] = None,
    checklist: Annotated[str, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")] = loading.DEFAULT,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="采用这个词语，写进清单文件（可重复）。")
    ] = None,
) -> None:
    """Propose cues from labelled passages, and say what each would newly match; or write chosen ones into the file."""
    from fazhi_check.curating.labels import LabelError, labelled
    from fazhi_check.curating.suggesting import labels_of, proposals
    from fazhi_check.sources import Source, Sources

    found = loaded(checklist)
    wanted = named_item(found, item)
    if accept:
        _accept(checklist, wanted, tuple(accept))
        return
    try:
        reports = list(labelled(source))
    except LabelError as error:
        exits.stop(str(error))
    labels = labels_of(reports, wanted, found)
    typer.echo(
        f"{wanted.title}（{wanted.id}）：标注了 {len(labels.passages)} 段，"
        f"其中 {len(labels.unseen)} 段没有任何线索出现。"
    )
    made = proposals(labels)
    alone = [text for text in labels.unseen if not any(one.words in text for one in made)]
    if alone:
        typer.echo("\n这些段落没有线索，也没有共同的说法，请自己读一读，用 near 写几组词语：")
        for text in alone:
            typer.echo(f"  「{text}」")
    if not made:
        return
    with Sources() as sources:
        files = [
            one
            for one in sources.expand(on or [str(one.report) for one in reports])
            if isinstance(one, Source)
        ]
        for number, proposal in enumerate(made, 1):
            _told(number, proposal, files, wanted, found)
    words = ", ".join(one.words for one in made)
    typer.echo(f"\n看过以后，把采用的写进清单（cues 下面）：\n      - phrase: [{words}]")
    typer.echo("或者：fazhi-check checklist suggest … --checklist 清单文件 --accept 词语")


def _told(number: int, one: Proposal, files: list[Source], item: Item, checklist: Checklist) -> None:
    from fazhi_check.curating.suggesting import matches

    typer.echo(
        f"\n{number}. {one.words}：标注的段落里有 {one.held} 段，其中 {len(one.gains)} 段现在没有线索出现；别处 {len(one.elsewhere)} 句"
    )
    new = list(matches(files, one.words, item, checklist))
    typer.echo(f"   在 {len(files)} 份报告上会新认出 {len(new)} 句" + ("：" if new else "。"))
    for match in new[:_SHOWN]:
        typer.echo(f"     {match.path} 第{match.line}行「{match.sentence}」")
    if len(new) > _SHOWN:
        typer.echo(f"     ……还有 {len(new) - _SHOWN} 句")


def _accept(name: str, item: Item, words: tuple[str, ...]) -> None:
    from fazhi_check.cli.checklist.writing import rewritten
    from fazhi_check.curating.editing import with_cue

    if not name.lower().endswith((".yaml", ".yml")):
        exits.stop(
            "--accept 要写进自己的清单文件，请用 --checklist 指明文件（.yaml）；随软件附带的清单不要直接改。"
        )
    rewritten(Path(name), lambda text: with_cue(text, item.id, words))
    typer.echo(f"已写进 {name}：{item.title}（{item.id}）增加线索 {'、'.join(words)}。")
