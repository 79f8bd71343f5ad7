"""`fazhi-check checklist new FILE`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklist.writing import rewritten, written
from fazhi_check.cli.checklists import loaded
from fazhi_check.curating.drafting import Demand, Draft, is_id, item_lines, text_of, units_of, words_of
from fazhi_check.model.checklist import Checklist
from fazhi_check.wording import UNIT_LEVEL_NAMES

_LEVELS = {"必改": "error", "应改": "warning", "可改": "info"}
SCHEMA = "checklist.schema.json"


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要写的清单文件（.yaml）。")],
    title: Annotated[str | None, typer.Option(help="清单名称。")] = None,
    name: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="清单编号：小写英文、数字、连字符，如 wutong-2025。"),
    ] = None,
    extends: Annotated[str | None, typer.Option(help="继承哪份清单（编号或文件）。")] = None,
    years: Annotated[str | None, typer.Option(help="适用年度：2025、2021-2025 或 2026-。")] = None,
    units: Annotated[str | None, typer.Option(help="适用单位：乡镇、街道等，用逗号隔开。")] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(help="新增要素“名称：词语、词语”（可重复），如“三所联动：三所联动、联调”。"),
    ] = None,
    level: Annotated[str, typer.Option(help="新增要素缺失时的级别：必改、应改、可改。")] = "应改",
    into: Annotated[bool, typer.Option("--into", help="把 --item 的要素加进已有的文件。")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不提问，没有给出的用默认值。")] = False,
) -> None:
    """Ask a few questions and write a layer that can be used at once."""
    if file.suffix.lower() not in {".yaml", ".yml"}:
        exits.stop("清单文件的名字要以 .yaml 结尾。")
    told = _LEVELS.get(level, level)
    if told not in _LEVELS.values():
        exits.stop(f"--level 只能是 {'、'.join(_LEVELS)}。")
    demands = tuple(_demand(one, told) for one in item or ())
    if into:
        _into(file, demands)
        return
    if file.exists():
        exits.stop(f"{file} 已经有了。换一个文件名，或者用 --into 往里加要素。")
    answer = _Answers(ask=not yes and title is None)
    title = answer.to("清单名称", title, "本地清单")
    extends = answer.to("继承哪份清单", extends, loaded(loading.DEFAULT).id)
    base = _base(extends, file)
    years = answer.to("适用哪些年度（2025、2021-2025、2026-；不限就直接回车）", years)
    kinds = _units(answer.to("适用哪类单位（省、市、县、乡镇、街道、部门；不限就直接回车）", units))
    demands += tuple(
        _demand(one, told) for one in answer.each("新增要素（名称：词语、词语；没有了就直接回车）")
    )
    name = name or (file.stem if is_id(file.stem) else f"local-{years}".strip("-"))
    written(file, text_of(Draft(name, title, extends, years, kinds, demands), base, SCHEMA))
    _schema_beside(file)
    _tested(file, f"已写好 {file}")


class _Answers:
    """Answers to questions: what the command line gave, what people type, or else the default."""

    def __init__(self, *, ask: bool) -> None:
        self._ask = ask

    def to(self, question: str, given: str | None, default: str = "") -> str:
        """Return the answer to one question."""
        if given is not None or not self._ask:
            return default if given is None else given
        answer: str = typer.prompt(question, default=default, show_default=bool(default))
        return answer.strip()

    def each(self, question: str) -> Iterator[str]:
        """Yield answers until there is none."""
        while self._ask and (answer := self.to(question, None)):
            yield answer


def _units(told: str) -> tuple[str, ...]:
    found = units_of(told, UNIT_LEVEL_NAMES)
    if found is None:
        exits.stop(f"适用单位只能是 {'、'.join(UNIT_LEVEL_NAMES)}。")
    return found


def _base(extends: str, file: Path) -> Checklist:
    beside = file.parent / extends
    return loaded(str(beside) if extends.endswith((".yaml", ".yml")) else extends)


def _demand(text: str, level: str) -> Demand:
    title, _, words = text.replace("：", ":").partition(":")
    found = words_of(words) or (title.strip(),)
    if not title.strip() or any(len(one) < 2 for one in found):
        _bad_demand(text)
    return Demand(title.strip(), found, level)


def _bad_demand(text: str) -> NoReturn:
    exits.stop(f"要素“{text}”写成“名称：词语、词语”，每个词语至少两个字，如“三所联动：三所联动、联合调解”。")


def _into(file: Path, demands: tuple[Demand, ...]) -> None:
    from fazhi_check.curating.editing import with_items

    if not demands:
        exits.stop("--into 要和 --item 一起用。")
    taken = {one.id for one in loaded(str(file)).items}
    lines = ["items:"]
    for demand in demands:
        name = next(one for number in range(1, 1000) if (one := f"local-{number}") not in taken)
        taken.add(name)
        lines += item_lines(demand, name)
    rewritten(file, lambda text: with_items(text, "\n".join(lines) + "\n"))
    _tested(file, f"已往 {file} 里加了 {len(demands)} 项要素")


def _schema_beside(file: Path) -> None:
    """Put the JSON Schema beside the file, where editors look for it; a lack of it is no harm."""
    beside = file.parent / SCHEMA
    try:
        if not beside.exists():
            beside.write_text(loading.schema(), "utf-8", newline="\n")
    except OSError:
        return


def _tested(file: Path, done: str) -> None:
    """Say how the file's own examples fare."""
    from fazhi_check.cli.checklist.trial import touched
    from fazhi_check.curating.trying import trials

    found = loaded(str(file))
    own = [item for item in found.items if item.id in touched(str(file))]
    failed = [trial for trial in trials(found, own) if not trial.passed]
    if failed:
        names = "、".join(dict.fromkeys(trial.item.title for trial in failed))
        typer.echo(f"{done}，写法没有问题，但有 {len(failed)} 条例句没有得到应有的结论：{names}。")
        typer.echo(f"用 fazhi-check checklist test {file} --own 看原因。")
        raise typer.Exit(exits.FINDINGS)
    typer.echo(f"{done}，写法没有问题，例句都通过。")
    typer.echo(f"接着：用编辑器打开它，照注释补充；再用 fazhi-check checklist test {file} --own 检验。")
