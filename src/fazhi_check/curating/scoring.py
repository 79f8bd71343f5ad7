"""Scoring: verdicts against labels, overall and item by item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from fazhi_check.curating.labels import Labelled
from fazhi_check.linting import Options, lint_file
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.sources import Source

VERDICTS = ("met", "weak", "missing")
Pair = tuple[str, str]
"""A label and the verdict on it."""


class Cell(NamedTuple):
    """One item of one report: the label, the verdict, whether the best evidence is a labelled passage (None: not asked)."""

    report: str
    item: str
    label: str
    verdict: str
    hit: bool | None


class Scores(NamedTuple):
    """All cells, the labels that no item of the checklist asks for, and the reports that could not be judged."""

    cells: list[Cell]
    unknown: list[str]
    failures: list[ReadFailure]


def scored(reports: Iterable[Labelled], checklist: Checklist) -> Scores:
    """Judge labelled reports; disputed labels are left out."""
    scores = Scores([], [], [])
    known = {item.id for item in checklist.items}
    for report in reports:
        outcome = lint_file(Source(str(report.report), str(report.report)), checklist, Options())
        scores.unknown.extend(
            item for item in report.labels if item not in known and item not in scores.unknown
        )
        if isinstance(outcome, ReadFailure):
            scores.failures.append(outcome)
            continue
        for finding in outcome.findings:
            label = report.labels.get(finding.item.id)
            if label is None or label.disputed:
                continue
            asked = "missing" not in (label.verdict, finding.verdict) and label.quotes and finding.evidence
            hit = _overlaps(finding.evidence[0].quote, label.quotes) if asked else None
            scores.cells.append(
                Cell(Path(report.report).stem, finding.item.id, label.verdict, finding.verdict, hit)
            )
    return scores


def accuracy(pairs: Sequence[Pair]) -> float:
    """Return the share of verdicts that equal their labels."""
    return sum(label == verdict for label, verdict in pairs) / len(pairs) if pairs else 0.0


def precision_recall(
    pairs: Sequence[Pair], positive: Callable[[str], bool]
) -> tuple[float | None, float | None]:
    """Return precision and recall of a class of verdicts; None where there is nothing to divide by."""
    both = sum(positive(label) and positive(verdict) for label, verdict in pairs)
    told = sum(positive(verdict) for _, verdict in pairs)
    there = sum(positive(label) for label, _ in pairs)
    return (both / told if told else None), (both / there if there else None)


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 of the three verdicts."""
    total = 0.0
    for one in VERDICTS:
        precision, recall = (1.0 if value is None else value for value in precision_recall(pairs, one.__eq__))
        total += 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return total / len(VERDICTS)


def flagged(verdict: str) -> bool:
    """Tell whether a verdict asks for a change."""
    return verdict in {"weak", "missing"}


_LEAST_SHARED = 8


def _overlaps(quote: str, labels: Sequence[str]) -> bool:
    """Tell whether a passage shares at least eight characters in a row with a labelled one."""
    found = re.sub(r"\s+", "", quote)
    for label in (re.sub(r"\s+", "", one) for one in labels):
        short, long = sorted((found, label), key=len)
        size = min(_LEAST_SHARED, len(short))
        if size and any(short[at : at + size] in long for at in range(len(short) - size + 1)):
            return True
    return False
