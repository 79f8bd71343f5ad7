"""The checklists that are shipped: every example in them gets the verdict it stands under."""

from __future__ import annotations

import json
import re

import pytest

from conftest import HEAD, OPENING, ROOT, finding, judge
from fazhi_check import loading
from fazhi_check.loading._schema import ChecklistModel

CASES = [
    pytest.param(item.id, verdict, passage, id=f"{item.id}-{verdict}-{number}")
    for name in loading.available()
    for item in loading.load(name).items
    for verdict in ("met", "weak", "missing")
    for number, passage in enumerate(getattr(item.examples, verdict), 1)
]


def _in_report(passage: str) -> str:
    """Set a passage into a report: as it is if it brings its own headings, else among the achievements."""
    own = re.match(r"\s*(?:[一二三四]、|（一）)", passage)
    return "\n".join([HEAD, OPENING, *([] if own else ["一、2024年主要举措和成效"]), passage])


@pytest.mark.parametrize(("item", "verdict", "passage"), CASES)
def test_example_gets_its_verdict(item: str, verdict: str, passage: str) -> None:
    assert finding(judge(_in_report(passage), force=True), item).verdict == verdict


def test_default_checklist_has_the_33_elements_and_7_core_ones() -> None:
    checklist = loading.load()
    assert len(checklist.items) == 33
    core = {item.id for item in checklist.items if item.core}
    assert core == {
        "achievements", "shortcomings", "first-responsible", "shufa", "next-year-plan", "legality-review", "three-systems"
    }  # fmt: skip


def test_mandatory_items_are_errors_for_every_unit() -> None:
    for item in loading.load().items:
        if item.core:
            assert set(item.levels.values()) == {"error"}, item.id


@pytest.mark.parametrize("name", loading.available())
def test_every_item_has_a_basis_and_says_whether_it_was_verified(name: str) -> None:
    for item in loading.load(name).items:
        assert item.basis, item.id
        assert item.advice, item.id
        assert item.model, item.id


def test_editor_schema_is_current() -> None:
    """Regenerate with: python -m fazhi_check.loading._schema > checklists/schema/checklist.schema.json."""
    stored = json.loads((ROOT / "checklists" / "schema" / "checklist.schema.json").read_text("utf-8"))
    assert stored == ChecklistModel.model_json_schema()
