"""Pages: a checklist as a page for readers (Markdown): what is asked, of whom, by which law, good and bad examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fazhi_check.curating.describing import grouped, levels, scope, units
from fazhi_check.model.checklist import ALWAYS, Basis, Checklist, Item
from fazhi_check.wording import VERDICTS, years


def page(checklist: Checklist, file: str = "") -> str:
    """Return the page of a checklist; `file` names its YAML file for those who want to look it up."""
    return "\n".join(_page(checklist, file)) + "\n"


def index(checklists: Sequence[Checklist], standard: str) -> str:
    """Return the page that lists some checklists; `standard` is the id of the one that is used by default."""
    lines = [
        "# 清单一览",
        "",
        f"没有指定清单时，按报告年度自动选用，现在是 `{standard}`。本页和各份清单的说明页由清单文件生成。",
        "",
        "| 清单 | 检查的文件 | 适用 | 要素 |",
        "|---|---|---|---|",
    ]
    for one in checklists:
        scope = f"{years(one.years) or '各年度'}，{units(one.units)}"
        lines.append(
            f"| [{one.title}]({one.id}.md) `{one.id}` | {one.document} | {scope} | {len(one.items)} 项 |"
        )
    return "\n".join(lines) + "\n"


def _page(checklist: Checklist, file: str) -> Iterator[str]:
    yield f"# {checklist.title}"
    yield ""
    yield f"- 编号：`{checklist.id}`，版本 {checklist.version}"
    yield f"- 检查的文件：{checklist.document}"
    yield f"- 适用：{years(checklist.years) or '各年度'}，{units(checklist.units)}"
    yield f"- 要素：{len(checklist.items)} 项，其中必备 {sum(item.core for item in checklist.items)} 项"
    if file:
        yield f"- 文件：`{file}`（本页由它生成，请不要直接改本页）"
    yield f"- 使用：`fazhi-check lint 报告.docx --checklist {checklist.id}`"
    yield ""
    yield "依据后面注明“待核对”的，条文或文号凭记忆写出，引用前请核对原文。"
    yield ""
    yield "| 要素 | 必备 | 缺失时的级别 |"
    yield "|---|---|---|"
    groups = grouped(checklist)
    for item in (one for _, items in groups for one in items):
        yield f"| [{item.title}](#{item.id}) | {'是' if item.core else ''} | {levels(item)}{scope(item)} |"
    for group, items in groups:
        if len(groups) > 1:
            yield from ("", f"## {group or '一般要素'}")
        for item in items:
            yield from _item(item, "###" if len(groups) > 1 else "##")


def _item(item: Item, mark: str) -> Iterator[str]:
    yield from ("", f"{mark} {item.title} {{#{item.id}}}", "")
    yield f"**要什么** {item.ask}"
    yield ""
    yield f"**对谁要求** {levels(item)}{scope(item)}"
    yield ""
    yield "**依据**"
    yield ""
    for basis in item.basis:
        yield f"- {_cited(basis)}"
        if basis.note:
            yield f"  （{basis.note}）"
    yield ""
    yield f"**怎样写** {item.advice}"
    yield ""
    yield f"**示范** {item.model}"
    for verdict, examples in (
        ("met", item.examples.met[:1]),
        ("weak", item.examples.weak[:1]),
        ("missing", item.examples.missing[:1]),
    ):
        for example in examples:
            yield ""
            yield f"> {VERDICTS[verdict]}：{' '.join(example.split())}"


def _cited(basis: Basis) -> str:
    told = f"{basis.document}，{basis.article}（{'已核对' if basis.verified else '待核对'}"
    if basis.since:
        told += f"，{basis.since}年度起"
    if basis.until != ALWAYS:
        told += f"，{basis.until}年度以后也可以引用接续它的新文件"
    return f"{told}）"
