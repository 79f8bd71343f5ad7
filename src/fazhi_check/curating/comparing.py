"""Comparing: what differs between two checklists, and whose verdicts on a folder of reports that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from fazhi_check.linting import Options, lint_sources
from fazhi_check.model.checklist import UNIT_LEVELS, Basis, Checklist, Cue, Facet, Item
from fazhi_check.model.outcome import Finding, Outcome, ReadFailure
from fazhi_check.sources import Found
from fazhi_check.wording import LEVELS, VERDICTS, place, printable, years
from fazhi_check.wording import UNIT_LEVELS as UNIT_WORDS

_WORDS = {
    "title": "名称", "ask": "要什么", "advice": "修改建议", "model": "示范句", "core": "必备", "judge": "怎样判断", "group": "归类",
    "home": "专门写它的部分",
}  # fmt: skip
_LISTS = {
    "cues": "线索", "look_alikes": "不算的字样", "facts": "具体手段", "zero": "零申报", "basis": "依据", "where": "写在哪些部分才算",
    "facets": "分项",
}  # fmt: skip


def differences(one: Checklist, two: Checklist) -> Iterator[str]:
    """Yield in words what makes the second checklist differ from the first."""
    for name, word in (("title", "名称"), ("document", "检查的文件")):
        if getattr(one, name) != getattr(two, name):
            yield f"清单{word}：“{getattr(one, name)}”→“{getattr(two, name)}”"
    if one.years != two.years:
        yield f"适用年度：{years(one.years) or '不限'} → {years(two.years) or '不限'}"
    if one.units != two.units:
        yield f"适用单位：{_units(one.units)} → {_units(two.units)}"
    if one.titles != two.titles:
        yield f"标题字样：{'、'.join(one.titles) or '（年度报告）'} → {'、'.join(two.titles) or '（年度报告）'}"
    mine, theirs = ({item.id: item for item in checklist.items} for checklist in (one, two))
    for name in [one for one in mine if one not in theirs]:
        yield f"去掉要素 {mine[name].title}（{name}）"
    for name, item in theirs.items():
        if name not in mine:
            yield f"新增要素 {item.title}（{name}）：{item.ask}"
        else:
            yield from (f"{item.title}（{name}）：{told}" for told in _changed(mine[name], item))


def _units(units: Sequence[str]) -> str:
    return "不限" if len(units) == len(UNIT_LEVELS) else "、".join(UNIT_WORDS[unit] for unit in units)


def _changed(one: Item, two: Item) -> Iterator[str]:
    for name, word in _WORDS.items():
        if getattr(one, name) != getattr(two, name):
            yield f"{word}改为“{_told(getattr(two, name))}”（原为“{_told(getattr(one, name))}”）"
    levels: dict[str, list[str]] = {}
    for unit in UNIT_LEVELS:
        old, new = (LEVELS[item.levels[unit]] if unit in item.levels else "不作要求" for item in (one, two))
        if old != new:
            levels.setdefault(f"{old} → {new}", []).append(UNIT_WORDS[unit])
    for change, units in levels.items():
        yield f"级别 {change}（{'、'.join(units) if len(units) < len(UNIT_LEVELS) else '各类单位'}）"
    if one.years != two.years:
        yield f"要求的年度 {years(one.years) or '不限'} → {years(two.years) or '不限'}"
    for name, word in _LISTS.items():
        old_words, new_words = list(_words(getattr(one, name))), list(_words(getattr(two, name)))
        more = [each for each in new_words if each not in old_words]
        less = [each for each in old_words if each not in new_words]
        if more:
            yield f"{word}增加 {'、'.join(more)}"
        if less:
            yield f"{word}去掉 {'、'.join(less)}"
    for verdict in ("met", "weak", "missing"):
        if getattr(one.examples, verdict) != getattr(two.examples, verdict):
            yield f"{VERDICTS[verdict]}的例句有改动"


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) or "（无）"


def _words(values: Sequence[Any]) -> Iterator[str]:
    for one in values:
        if isinstance(one, Cue):
            if len(one.groups) == 1:
                yield from one.groups[0]
            else:
                groups = " + ".join(f"（{'／'.join(group)}）" for group in one.groups)
                yield f"相距{one.within}字内的{groups}"
        elif isinstance(one, Basis):
            yield f"{one.document}，{one.article}"
        else:
            yield one.title if isinstance(one, Facet) else str(one)


class Flip(NamedTuple):
    """A verdict that changes: of which file and item, from what to what ("" where the item is not asked), and why."""

    path: str
    item: str
    title: str
    before: str
    after: str
    sentence: str


class Row(NamedTuple):
    """What is kept of one outcome: verdict, title and best sentence of each item; why there is none."""

    path: str
    findings: dict[str, tuple[str, str, str]]
    failure: str = ""


def row(outcome: Outcome) -> Row:
    """Return what to keep of an outcome."""
    if isinstance(outcome, ReadFailure):
        return Row(outcome.path, {}, outcome.reason)
    found = {one.item.id: (VERDICTS[one.verdict], one.item.title, _sentence(one)) for one in outcome.findings}
    return Row(outcome.document.path, found)


def _sentence(finding: Finding) -> str:
    for told, some in (("", finding.evidence), ("没有采信：", finding.not_counted)):
        if some:
            return f"{told}{place(some[0].place)}「{''.join(some[0].quote.split())}」"
    return ""


def rows(files: Sequence[Found], checklist: Checklist) -> list[Row]:
    """Judge files against a checklist."""
    return list(lint_sources(files, checklist, Options(), row))


def flips(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Flip]:
    """Yield the verdicts that differ between two runs over the same files."""
    for old, new in zip(before, after, strict=True):
        if old.failure or new.failure:
            continue
        for item in dict.fromkeys((*old.findings, *new.findings)):
            was, title, why = old.findings.get(item, ("", "", ""))
            now, new_title, new_why = new.findings.get(item, ("", "", ""))
            if was != now:
                yield Flip(printable(old.path), item, new_title or title, was, now, new_why or why)
