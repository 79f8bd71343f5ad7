"""Who submitted, late, twice or not at all, as rows that a table can show."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.audit.records import Run, Unit

Row = tuple[str, str, str, str, str, str, str, str, str]
_BY = {"published": "按报告的发布日期", "file": "按文件的修改日期"}


def submissions(run: Run) -> Iterator[Row]:
    """Yield (what, unit, superior, level, contact, due, day, explanation, file): missing units first."""
    for unit in run.missing:
        yield _row("未报送", unit, run.due, "", "没有找到这个单位的报告", "")
    for late in run.late:
        yield _row("迟报", late.unit, late.due, late.day, _BY[late.by], late.path)
    for twice in run.twice:
        year = f"{twice.year}年度" if twice.year else ""
        told = f"{year}有{len(twice.paths)}份报告"
        yield _row("重复报送", twice.unit, run.due, "", told, "\n".join(twice.paths))
    for one in run.unmatched:
        near = "、".join(f"{candidate.unit.name}（{candidate.score}）" for candidate in one.candidates)
        told = f"可能是：{near}" if near else "名册里没有相近的单位"
        yield ("不在名册", one.unit or "（没有认出单位）", "", "", "", "", "", told, one.path)


def _row(what: str, unit: Unit, due: str | None, day: str, told: str, path: str) -> Row:
    return (what, unit.name, unit.superior, unit.level, unit.contact, unit.due or due or "", day, told, path)
