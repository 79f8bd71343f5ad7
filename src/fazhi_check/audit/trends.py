"""Trends: what several audits came to, one after another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check import loading
from fazhi_check.audit.records import Record, Run
from fazhi_check.audit.tallying import SCHEMA, Tally
from fazhi_check.audit.years import NoResults, records_in, results_in

HISTORY_SCHEMA = "fazhi-check/history/v1"
SUMMARY = "summary.json"


class Point(NamedTuple):
    """One audit: what to call it, where it is, its summary (see docs/audit-outputs.md)."""

    label: str
    path: str
    summary: dict[str, Any]

    def share(self, item: str) -> float | None:
        """Return the share of reports in which an element is met; None if it was not asked for."""
        for one in self.summary["items"]:
            if one["id"] == item:
                asked = one["met"] + one["weak"] + one["missing"]
                return one["met"] / asked if asked else None
        return None


class Series(NamedTuple):
    """One measure over all audits; None where an audit does not have it. `unit` is 份, % and the like."""

    title: str
    unit: str
    values: tuple[float | None, ...]
    core: bool = False

    @property
    def change(self) -> float | None:
        """Return the difference between the last and the first value."""
        known = [value for value in self.values if value is not None]
        return round(known[-1] - known[0], 1) if len(known) > 1 else None


def points(folders: Sequence[Path]) -> list[Point]:
    """Return the audits in some folders in order of their years; raises `NoResults`."""
    found = [(_summary(folder), folder) for folder in folders]
    found.sort(key=lambda one: one[0]["year"] or 0)
    years = [summary["year"] for summary, _ in found]
    return [
        Point(_label(summary["year"], years.count(summary["year"]), folder), folder.as_posix(), summary)
        for summary, folder in found
    ]


def _label(year: int | None, times: int, folder: Path) -> str:
    if year is None:
        return folder.name
    return f"{year}年度" if times == 1 else f"{year}年度（{folder.name}）"


def _summary(folder: Path) -> dict[str, Any]:
    file = folder / SUMMARY
    if not file.is_file():
        return _tallied(results_in(folder))
    try:
        summary = json.loads(file.read_text("utf-8"))
    except ValueError:
        summary = None
    if not isinstance(summary, dict) or summary.get("schema") != SCHEMA:
        raise NoResults(f"{file} 不是 fazhi-check audit 写的，或者不完整。")
    return summary


def _tallied(results: Path) -> dict[str, Any]:
    """Count the records of an audit that left no summary."""
    tally = Tally(Run(loading.load(), _NO_RECORDS, _NO_RECORDS))
    for record in records_in(results):
        tally.add(record)
    return tally.summary()


_NO_RECORDS: list[Record] = []


def series(found: Sequence[Point]) -> list[Series]:
    """Return all measures: submissions, scores, and for each element the share of reports in which it is met (%).

    Who is missing or late is known only where there was a roster.
    """

    def taken(title: str, unit: str, part: str, key: str) -> Series:
        return Series(title, unit, tuple(point.summary[part][key] for point in found))

    def of_roster(title: str, unit: str, key: str) -> Series:
        handed = [point.summary["submissions"] for point in found]
        return Series(title, unit, tuple(None if one["units"] is None else one[key] for one in handed))

    measures = [
        taken("检查报告", "份", "submissions", "assessed"),
        of_roster("未报送", "个", "missing"),
        of_roster("迟报", "份", "late"),
        taken("未能检查", "份", "submissions", "failures"),
        taken("平均得分", "分", "score", "mean"),
        taken("得分中位数", "分", "score", "median"),
        Series("必改内容全部写充分", "%", tuple(map(_complete, found))),
    ]
    titles = {item["id"]: item for point in found for item in point.summary["items"]}
    for item, named in titles.items():
        shares = tuple(point.share(item) for point in found)
        percents = tuple(None if share is None else round(100 * share, 1) for share in shares)
        measures.append(Series(named["title"], "%", percents, named["core"]))
    return measures


def _complete(point: Point) -> float | None:
    assessed = point.summary["submissions"]["assessed"]
    return round(100 * point.summary["complete"] / assessed, 1) if assessed else None


def mapping(found: Sequence[Point]) -> dict[str, Any]:
    """Return the JSON of a history."""
    return {
        "schema": HISTORY_SCHEMA,
        "audits": [
            {"label": point.label, "path": point.path, "checklist": point.summary["checklist"]}
            for point in found
        ],
        "series": [
            {"title": one.title, "unit": one.unit, "values": list(one.values), "change": one.change}
            for one in series(found)
        ],
    }
