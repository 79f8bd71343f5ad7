"""Framing: a passage set into a small document of the kind that a checklist is meant for, and judged there."""

from __future__ import annotations

import re

from fazhi_check.engine import assess
from fazhi_check.model.checklist import Checklist, Item, UnitLevel
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment, Finding
from fazhi_check.readers import parse

_YEAR = 2024
_UNITS: tuple[UnitLevel, ...] = ("township", "county", "department", "subdistrict", "city", "province")
_OWN_HEADINGS = re.compile(r"\s*(?:[一二三四五六七八九]、|（[一二三四五六七八九]）)")


def judged_alone(passage: str, item: Item, checklist: Checklist) -> tuple[Assessment, Finding]:
    """Judge a passage for an item as if it were all that a document says.

    The passage stands as it is if it brings its own headings, else among the achievements. Unit and year are ones
    that the item is asked of.
    """
    year = min(max(_YEAR, checklist.years[0], item.years[0]), checklist.years[1], item.years[1])
    level = next(one for one in _UNITS if one in item.levels)
    kind = checklist.titles[0] if checklist.titles else "法治政府建设年度报告"
    lines = [f"青栎县竹溪镇{year}年{kind}", f"{year}年，竹溪镇深入推进法治建设，现将有关情况报告如下。"]
    if not _OWN_HEADINGS.match(passage):
        lines.append(f"一、{year}年主要举措和成效")
    document = parse("\n".join([*lines, passage.strip()]).encode(), "例句")
    if not isinstance(document, Document):
        raise TypeError(document.reason)
    outcome = assess(document, checklist, level=level, year=year, force=True, most=None)
    if not isinstance(outcome, Assessment):
        raise TypeError(outcome.reason)
    return outcome, next(one for one in outcome.findings if one.item.id == item.id)
