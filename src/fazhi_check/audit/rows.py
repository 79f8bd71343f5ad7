"""Rows of audit.xlsx about what reports share, and about last year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fazhi_check.audit.comparing import Comparison
from fazhi_check.audit.overall import Overall
from fazhi_check.wording import VERDICTS

Row = tuple[Any, ...]
STATES = {"done": "已写到", "partly": "部分写到", "unmentioned": "没有写到"}
"""The words for what became of a plan."""
_PASSAGES = 20
"""Passages listed for two reports that share more."""
_QUOTE = 400


def copy_rows(overall: Overall) -> Iterator[Row]:
    """Yield the rows of the sheet of copies: other units' names first, then pairs with their passages."""
    number = 0
    for name in overall.names:
        number += 1
        whose = "、".join(name.owners) or f"{name.name}（不在本次审查的单位之中）"
        empty = ("",) * 4
        yield (
            number,
            "残留他单位名称",
            name.unit,
            whose,
            None,
            None,
            None,
            name.quote,
            name.place,
            *empty,
            name.path,
            "",
        )
    for copy in overall.copies:
        number += 1
        head = (
            number,
            "文字雷同",
            copy.first_unit,
            copy.second_unit,
            copy.of_first,
            copy.of_second,
            copy.characters,
        )
        tail = (copy.first_day, copy.second_day, copy.first_path, copy.second_path)
        for one in copy.passages[:_PASSAGES]:
            yield (*head, cut(one.first), one.first_place, cut(one.second), one.second_place, *tail)


def year_rows(comparison: Comparison) -> Iterator[Row]:
    """Yield the rows of a unit on the sheet about last year."""
    unit, last, this = comparison.unit, comparison.last, comparison.this
    share = f"本年报告有{comparison.copied:.0%}的文字与上年相同"
    yield (
        unit,
        "得分",
        f"{last.score}分",
        last.path,
        f"{this.score}分",
        this.path,
        f"{this.score - last.score:+d}",
        share,
    )
    for one in comparison.changes:
        before, after = (f"{one.title}：{VERDICTS[verdict]}" for verdict in (one.last, one.this))
        yield (unit, "要素", before, "", after, "", "退步" if one.worse else "进步", "")
    for fate in comparison.plans:
        told = (fate.told.text, fate.told.place) if fate.told else ("", "")
        yield (unit, "上年安排", fate.planned.text, fate.planned.place, *told, STATES[fate.state], fate.note)
    for problem in comparison.problems:
        result = "原样再写" if problem.verbatim else "大致相同"
        last_words, this_words = problem.last, problem.this
        likeness = f"相似度{problem.likeness}%"
        yield (
            unit,
            "上年问题",
            last_words.text,
            last_words.place,
            this_words.text,
            this_words.place,
            result,
            likeness,
        )


def cut(quote: str) -> str:
    """Return a quote that a cell can show."""
    words = "".join(quote.split())
    return words if len(words) <= _QUOTE else words[:_QUOTE] + "……"
