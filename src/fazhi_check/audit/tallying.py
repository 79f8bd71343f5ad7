"""Tallies: what an audit comes to over all reports, as `summary.json` (`fazhi-check/audit-summary/v1`) holds it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fazhi_check import __version__
from fazhi_check.audit.records import Record, Run

SCHEMA = "fazhi-check/audit-summary/v1"
VERDICTS = ("met", "weak", "missing", "na")
UNKNOWN = "unknown"
"""The level of units whose level was not found."""


class Tally:
    """Counts records one by one."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._scores: Counter[int] = Counter()
        self._level_scores: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._years: Counter[int] = Counter()
        self._verdicts: Counter[tuple[str, str, str]] = Counter()
        self._rules: Counter[tuple[str, str]] = Counter()
        self._complete = 0

    def add(self, record: Record) -> None:
        """Count a report."""
        level, score = record["level"] or UNKNOWN, record["summary"]["score"]
        self._scores[score] += 1
        self._levels[level] += 1
        self._level_scores[level] += score
        if record["year"]:
            self._years[record["year"]] += 1
        for item in record["items"]:
            self._verdicts[item["id"], level, item["verdict"]] += 1
        self._rules.update((one["rule"], one["title"]) for one in record["findings"])
        self._complete += all(
            item["verdict"] == "met" for item in record["items"] if item["level"] == "error"
        )

    def summary(self) -> dict[str, Any]:
        """Return the mapping of `summary.json`."""
        checklist = self._run.checklist
        levels = sorted(self._levels)
        return {
            "schema": SCHEMA,
            "tool": {"name": "fazhi-check", "version": __version__},
            "checklist": {
                "id": checklist.id,
                "version": checklist.version,
                "title": checklist.title,
                "sha256": checklist.sha256,
            },
            "year": min(self._years, key=lambda year: (-self._years[year], -year), default=None),
            "years": {str(year): self._years[year] for year in sorted(self._years)},
            "submissions": self._submissions(),
            "score": {"mean": self._mean(), "median": self._median()},
            "complete": self._complete,
            "levels": {
                level: {
                    "reports": self._levels[level],
                    "mean": round(self._level_scores[level] / self._levels[level], 1),
                }
                for level in levels
            },
            "items": [
                {
                    "id": item.id,
                    "title": item.title,
                    "core": item.core,
                    **{verdict: self._count(item.id, levels, verdict) for verdict in VERDICTS},
                    "levels": {
                        level: {verdict: self._count(item.id, [level], verdict) for verdict in VERDICTS}
                        for level in levels
                    },
                }
                for item in checklist.items
                if not checklist.chosen or item.id in checklist.chosen
            ],
            "rules": [
                {"rule": rule, "title": title, "count": count}
                for (rule, title), count in sorted(self._rules.items(), key=lambda one: (-one[1], one[0]))
            ],
        }

    def _submissions(self) -> dict[str, int | None]:
        run = self._run
        return {
            "units": len(run.units) or None,
            "assessed": sum(self._scores.values()),
            "failures": len(run.failures),
            "missing": len(run.missing),
            "late": len(run.late),
            "twice": len(run.twice),
            "unmatched": len(run.unmatched),
        }

    def _count(self, item: str, levels: list[str], verdict: str) -> int:
        return sum(self._verdicts[item, level, verdict] for level in levels)

    def _mean(self) -> float | None:
        count = sum(self._scores.values())
        return (
            round(sum(score * times for score, times in self._scores.items()) / count, 1) if count else None
        )

    def _median(self) -> int | None:
        half, seen = (sum(self._scores.values()) + 1) // 2, 0
        for score in sorted(self._scores):
            seen += self._scores[score]
            if seen >= half:
                return score
        return None
