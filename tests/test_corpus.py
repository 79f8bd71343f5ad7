"""The labelled corpus, which is kept outside this repository: set FAZHI_CHECK_CORPUS or put it beside the checkout."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conftest import ROOT, judge
from fazhi_check.folding import fold
from fazhi_check.structure import metadata

CORPUS = Path(os.environ.get("FAZHI_CHECK_CORPUS", ROOT.parent / "shared" / "corpus"))

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the labelled corpus is not on this machine (FAZHI_CHECK_CORPUS)"
    ),
]


def _cells() -> list[tuple[str, str, str]]:
    """Return (item, label, verdict) of all cells that are not disputed."""
    cells = []
    for file in sorted((CORPUS / "dev").glob("*.gold.json")):
        gold = json.loads(file.read_text("utf-8"))["items"]
        report = file.with_name(file.name.replace(".gold.json", ".txt"))
        for finding in judge(report.read_bytes()).findings:
            label = gold[finding.item.id]
            if not label.get("disputed"):
                cells.append((finding.item.id, label["verdict"], finding.verdict))
    return cells


def test_verdicts_on_the_labelled_reports_stay_right() -> None:
    cells = _cells()
    right = sum(label == verdict for _, label, verdict in cells) / len(cells)
    assert right >= 0.95
    missing = [(label == "missing", verdict == "missing") for _, label, verdict in cells]
    both = sum(one and other for one, other in missing)
    assert both / sum(other for _, other in missing) >= 0.94
    assert both / sum(one for one, _ in missing) >= 0.94


def _parts(unit: str) -> list[str]:
    return [part for part in unit.replace(" ", "、").split("、") if part]


def test_unit_level_and_year_of_real_titles() -> None:
    """Where a title does not name its unit or year (2024年度法治政府建设情况报告), nothing can be found in it."""
    asked = right = 0
    wrong = []
    for line in (CORPUS / "titles.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        unit, year = metadata.split_title(fold(one["title"]).text)
        if str(one["year"]) in one["title"]:
            asked, right = asked + 1, right + (year == one["year"])
        if any(part[-4:] in one["title"] for part in _parts(one["unit"])):
            same = any(
                mine in theirs or theirs in mine for mine in _parts(unit) for theirs in _parts(one["unit"])
            )
            level = metadata.refine_level(metadata.level_of(unit), unit, "")
            asked, right = asked + 2, right + same + (level == one["level"])
            if not same or level != one["level"]:
                wrong.append((one["title"], unit, level))
    assert asked >= 90
    assert right / asked >= 0.95, wrong
