"""index.html in a browser: found, filtered, clicked through, printed. Needs Chromium and playwright."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import browser
from browser import opened as browser_context
from conftest import REPORTS
from fazhi_check.audit.outputs import write_all
from records_of import record, run

UNITS = 5000


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the page of an audit of thousands: the fixtures' records under other names."""
    names = ("township-poor", "township-good", "subdistrict-plain")
    made = [record((REPORTS / f"{name}.txt").read_bytes(), name) for name in names]
    records = [
        {
            **made[at % 3],
            "unit": f"青栎县第{at}镇人民政府",
            "path": f"报送/{at:05d}.txt",
            "sketch": {"parts": [], "marks": ""},
        }
        for at in range(UNITS)
    ]
    folder = tmp_path_factory.mktemp("page")
    write_all(run(records), folder)
    return folder / "index.html"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, chromium: Any, page_file: Path) -> Iterator[Any]:
    context = browser_context(chromium, viewport={"width": request.param, "height": 844})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.goto(page_file.as_uri())
    yield opened
    assert errors == []
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
        "nothing is wider than the window"
    )
    opened.close()


def _count(page: Any) -> str:
    return str(page.locator("#count").inner_text())


def test_units_are_found_by_name_and_by_what_they_lack(page: Any) -> None:
    assert f"共{UNITS}份报告，符合条件的{UNITS}份" in _count(page)
    page.get_by_label("查找").fill("第4321镇")
    assert "符合条件的1份" in _count(page)
    assert page.locator(".units tbody tr").count() == 1
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_label("要素", exact=True).select_option(label="*述法")
    page.get_by_label("结论").select_option(label="缺失")
    page.wait_for_function("document.getElementById('count').textContent.includes('1667')")


def test_from_a_unit_to_its_evidence_and_back(page: Any) -> None:
    page.get_by_label("排列").last.select_option(label="得分从低到高")
    page.locator(".units tbody tr a").first.click()
    unit = page.locator("#unit")
    unit.wait_for()
    assert "本年度没有开展述法工作" in unit.inner_text()
    assert "第5行" in unit.inner_text()
    assert "修改建议" in unit.inner_text()
    page.get_by_role("button", name="回到单位列表").click()
    page.locator("#table").wait_for()
    page.go_back()
    unit.wait_for()


def test_pages_turn_and_only_some_rows_are_there(page: Any) -> None:
    assert page.locator(".units tbody tr").count() == 50
    page.get_by_role("button", name="下一页").click()
    assert "第2页，共100页" in page.locator("#pager").inner_text()
    assert page.locator(".units tbody tr").count() == 50


def test_an_element_leads_to_the_units_that_lack_it(page: Any) -> None:
    page.locator("#item-list button", has_text="述法").first.click()
    assert page.get_by_label("要素", exact=True).input_value() != ""
    assert "符合条件的" in _count(page)
    assert f"符合条件的{UNITS}份" not in _count(page)


def test_every_field_has_a_name_and_every_picture_its_words(page: Any) -> None:
    assert (
        page.evaluate(
            "[...document.querySelectorAll('select, input')].filter(one => !one.labels.length).length"
        )
        == 0
    )
    assert (
        page.evaluate(
            "[...document.querySelectorAll('[role=img]')].filter(one => !one.getAttribute('aria-label')).length"
        )
        == 0
    )
    first = page.locator(".units tbody tr .cells .sr").first.text_content()
    assert first.startswith(("缺失：", "薄弱：", "全部充分"))


def test_it_prints(page: Any) -> None:
    assert page.pdf(format="A4", landscape=True)[:4] == b"%PDF"
