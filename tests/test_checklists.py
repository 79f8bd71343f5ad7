"""The checklists that are shipped: every example in them gets the verdict it stands under."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from fazhi_check import loading
from fazhi_check.curating.framing import judged_alone
from fazhi_check.loading._schema import ChecklistModel
from fazhi_check.model.checklist import UNIT_LEVELS

CASES = [
    pytest.param(name, item, verdict, passage, id=f"{name}-{item.id}-{verdict}-{number}")
    for name in loading.available()
    for item in loading.load(name).items
    for verdict in ("met", "weak", "missing")
    for number, passage in enumerate(getattr(item.examples, verdict), 1)
]


@pytest.mark.parametrize(("name", "item", "verdict", "passage"), CASES)
def test_example_gets_its_verdict(name: str, item, verdict: str, passage: str) -> None:
    assert judged_alone(passage, item, loading.load(name))[1].verdict == verdict


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


def test_statutory_asks_what_the_regulation_demands_and_nothing_else() -> None:
    checklist = loading.load("statutory")
    assert [item.id for item in checklist.items] == [
        "achievements", "shortcomings", "causes", "first-responsible", "next-year-plan"
    ]  # fmt: skip
    for item in checklist.items:
        assert set(item.levels.values()) == {"error"}
        assert any("督察工作规定" in basis.document for basis in item.basis)


def test_the_outline_is_asked_by_kind_of_unit() -> None:
    """Legislation is no competence below the city, adjudication none of a township (domain: codes ●○–)."""
    items = {item.id: item for item in loading.load("outline-full").items}
    assert set(items["legislation"].levels) == {"province", "city"}
    assert "township" not in items["administrative-adjudication"].levels
    assert items["open-government"].levels["township"] == "warning"
    assert items["reconsideration"].levels["township"] == "info"
    assert items["reconsideration"].levels["county"] == "warning"
    groups = [item.group for item in loading.load("outline-full").items]
    parts = [group[0] for group in dict.fromkeys(groups) if group[1] == "、"]
    assert parts == list("一二三四五六七八九十")


def test_no_recalled_article_of_the_outline_is_called_verified() -> None:
    """Only the parts and items four and five of the outline were seen; all other numbers are recalled."""
    for item in loading.load("outline-full").items:
        for basis in item.basis:
            if "实施纲要（2021" in basis.document and basis.verified:
                assert basis.article.startswith(("第一部分", "第九部分", "第四项", "第五项")), item.id


def test_the_default_series_is_named_after_its_years() -> None:
    for name in loading.available():
        if name.startswith("fazhi-"):
            first, last = loading.load(name).years
            assert name == f"fazhi-{first}-{last}"


def test_department_is_for_departments() -> None:
    checklist = loading.load("department")
    assert checklist.units == ("department",)
    assert len(UNIT_LEVELS) > 1
    assert not {"emergency-response", "dispute-mediation"} & {item.id for item in checklist.items}


def test_editor_schema_is_current() -> None:
    """Regenerate with: python -m fazhi_check.loading._schema > checklists/schema/checklist.schema.json."""
    stored = json.loads((ROOT / "checklists" / "schema" / "checklist.schema.json").read_text("utf-8"))
    assert stored == ChecklistModel.model_json_schema()
