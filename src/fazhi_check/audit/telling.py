"""Telling comparisons: as JSON (`fazhi-check/comparison/v1`), Markdown and HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from fazhi_check import __version__
from fazhi_check.audit.comparing import Comparison, Fate
from fazhi_check.audit.plain import element, plain_page, table
from fazhi_check.audit.rows import STATES
from fazhi_check.wording import VERDICTS

SCHEMA = "fazhi-check/comparison/v1"
_WORD = "是从上年“下一年度主要安排”里取出的每一件事，在今年报告里找写得最像的句子。“没有写到”只表示报告里没有写，不等于没有做。"


def title_of(comparisons: Sequence[Comparison]) -> str:
    """Return a title for some comparisons."""
    return (
        f"{comparisons[0].unit or '两份报告'}：与上年报告比较" if len(comparisons) == 1 else "与上年报告比较"
    )


def headline(one: Comparison) -> str:
    """Say in a sentence how two reports stand."""
    last, this = one.last, one.this
    years = f"{last.year or '上年'}→{this.year or '本年'}"
    return f"{years}　得分{last.score}→{this.score}（{this.score - last.score:+d}），本年报告有{one.copied:.0%}的文字与上年相同"


def plans_told(one: Comparison) -> str:
    """Say how many plans were told of."""
    counts = zip(STATES.values(), _counts(one), strict=True)
    return f"上年安排{len(one.plans)}件：" + "，".join(f"{words}{count}" for words, count in counts)


def _counts(one: Comparison) -> list[int]:
    return [sum(fate.state == state for fate in one.plans) for state in STATES]


def changes_told(one: Comparison, *, worse: bool) -> list[str]:
    """Name the elements that got worse, or better."""
    return [
        f"{change.title}（{VERDICTS[change.last]}→{VERDICTS[change.this]}）"
        for change in one.changes
        if change.worse == worse
    ]


def as_json(comparisons: Iterable[Comparison], alone: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield JSON, one line a comparison; `alone` are the units that only last year, and only this year, had."""
    head = {"schema": SCHEMA, "tool": {"name": "fazhi-check", "version": __version__}}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "comparisons": ['
    for number, one in enumerate(comparisons):
        yield (",\n" if number else "\n") + json.dumps(mapping(one), ensure_ascii=False)
    rest = {"only_last": list(alone[0]), "only_this": list(alone[1])}
    yield "\n], " + json.dumps(rest, ensure_ascii=False)[1:] + "\n"


def mapping(one: Comparison) -> dict[str, Any]:
    """Return the mapping of a comparison."""
    return {
        "unit": one.unit,
        "last": one.last._asdict(),
        "this": one.this._asdict(),
        "copied": one.copied,
        "plans": [
            {
                "state": fate.state,
                "planned": {"text": fate.planned.text, "place": fate.planned.place},
                "told": {"text": fate.told.text, "place": fate.told.place} if fate.told else None,
                "note": fate.note or None,
            }
            for fate in one.plans
        ],
        "problems": [
            {
                "verbatim": problem.verbatim,
                "likeness": problem.likeness,
                "last": {"text": problem.last.text, "place": problem.last.place},
                "this": {"text": problem.this.text, "place": problem.this.place},
            }
            for problem in one.problems
        ],
        "changes": [
            {"item": change.item, "title": change.title, "last": change.last, "this": change.this}
            for change in one.changes
        ],
    }


def as_markdown(comparisons: Sequence[Comparison], alone: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield Markdown."""
    yield f"# {title_of(comparisons)}\n\n上年安排{_WORD}\n"
    for one in comparisons:
        yield f"\n## {_text(one.unit or one.this.path)}\n\n{headline(one)}\n"
        for words, worse in (("退步", True), ("进步", False)):
            if changed := changes_told(one, worse=worse):
                yield f"\n{words}的要素：{'；'.join(changed)}\n"
        if one.plans:
            yield f"\n### {plans_told(one)}\n\n| 结果 | 上年安排 | 今年报告 |\n|---|---|---|\n"
            for fate in one.plans:
                yield f"| {STATES[fate.state]} | {_text(fate.planned.text)} | {_text('；'.join(_told(fate)))} |\n"
        if one.problems:
            yield "\n### 再次出现的问题\n\n| 比较 | 上年写的 | 今年写的 |\n|---|---|---|\n"
            for problem in one.problems:
                result = "原样再写" if problem.verbatim else f"相似{problem.likeness}%"
                yield f"| {result} | {_text(problem.last.text)} | {_text(problem.this.text)} |\n"
    yield from (f"\n{line}\n" for line in alone_told(alone))


def alone_told(alone: Sequence[Sequence[str]]) -> list[str]:
    """Name the units that only one of the years has."""
    return [
        f"{words}：{'、'.join(units)}"
        for words, units in zip(("只有上年报告的单位", "只有今年报告的单位"), alone, strict=True)
        if units
    ]


def _told(fate: Fate) -> list[str]:
    words = [f"{fate.told.place} {fate.told.text}"] if fate.told else ["—"]
    return [*words, fate.note] if fate.note else words


def _text(words: str) -> str:
    """Return text that is no markup in a Markdown table."""
    return (
        escape(words, quote=False)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replace("\n", " ")
    )


def as_html(comparisons: Sequence[Comparison], alone: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a page."""
    parts = [element("p", f"上年安排{_WORD}", "soft")]
    if len(comparisons) > 1:
        parts.append(
            table(
                ("单位", "上年", "本年", "已写到", "部分写到", "没有写到", "再现的问题", "退步的要素"),
                map(_line, comparisons),
                range(1, 8),
            )
        )
    for one in comparisons:
        parts += _section(one)
    parts += [element("p", line, "soft") for line in alone_told(alone)]
    yield plain_page(title_of(comparisons), "\n".join(parts))


def _line(one: Comparison) -> list[str]:
    counts = [one.last.score, one.this.score, *_counts(one), len(one.problems)]
    return [escape(one.unit or one.this.path), *map(str, counts), str(len(changes_told(one, worse=True)))]


def _section(one: Comparison) -> Iterator[str]:
    yield element("h2", one.unit or one.this.path)
    yield element("p", headline(one))
    yield element("p", f"上年：{one.last.path}　本年：{one.this.path}", "soft")
    for kind, words in (("worse", "退步"), ("better", "进步")):
        if changed := changes_told(one, worse=kind == "worse"):
            yield f"<p>{element('span', words, f'badge {kind}')} {escape('；'.join(changed))}</p>"
    if one.plans:
        yield element("h3", plans_told(one))
        rows = (
            [
                element("span", STATES[fate.state], f"badge {fate.state}"),
                f"{escape(fate.planned.text)} {element('span', fate.planned.place, 'soft')}",
                "<br>".join(map(escape, _told(fate))),
            ]
            for fate in one.plans
        )
        yield table(("结果", "上年安排", "今年报告"), rows)
    if one.problems:
        yield element("h3", "再次出现的问题")
        rows = (
            [
                "原样再写" if problem.verbatim else f"相似{problem.likeness}%",
                escape(problem.last.text),
                escape(problem.this.text),
            ]
            for problem in one.problems
        )
        yield table(("比较", "上年写的", "今年写的"), rows)
