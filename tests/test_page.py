"""The page in a real browser: what a clerk does with it, from dropping a file to copying a model passage."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import browser, opened, served, violations
from conftest import REPORTS, judge, report
from formats import as_docx

pytest.importorskip("starlette", reason="the page needs the extra web")

POOR = REPORTS / "township-poor.txt"
SHUFA = "本年度没有开展述法工作。"
BETTER = "12月组织7名班子成员在党委会上述法，并进行民主测评。"


@pytest.fixture(scope="module")
def home(_own_cache: None) -> Iterator[str]:
    with served("--max-size", "1") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as one:
        yield one


class Watched:
    """A tab of which everything is noted that must not happen: errors, and requests to elsewhere."""

    def __init__(self, context: Any, home: str) -> None:
        self.page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        self.page.on("dialog", lambda one: self.errors.append(f"dialog {one.message}"))
        self.page.on("request", lambda one: None if _own(one.url, home) else self.errors.append(one.url))


def _own(url: str, home: str) -> bool:
    return url.startswith((home, "blob:", "data:", "file:"))


@pytest.fixture
def page(chromium: Any, home: str) -> Iterator[Any]:
    context = opened(
        chromium,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",  # nothing scrolls or fades for a while
    )
    tab = Watched(context, home)
    tab.page.set_default_timeout(90_000)
    tab.page.goto(home)
    yield tab.page
    context.close()
    assert tab.errors == []


def choose(page: Any, *files: Path) -> None:
    page.set_input_files("#files", [str(one) for one in files])


def choose_poor(page: Any) -> None:
    choose(page, POOR)
    page.wait_for_selector("[data-view=report] .report")


def drop(page: Any, name: str, data: bytes) -> None:
    transfer = page.evaluate_handle(
        "([name, bytes]) => { const one = new DataTransfer(); one.items.add(new File([new Uint8Array(bytes)], name)); return one; }",
        [name, list(data)],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})


def edit(page: Any, text: str) -> None:
    page.fill("#text", text)
    page.click("[data-start-text]")
    page.wait_for_selector(".editing .entry")


def replace(page: Any, old: str, new: str) -> None:
    """Select some words in the editor and type others over them."""
    page.evaluate(
        """old => { const area = document.querySelector("[data-editor]"); const at = area.value.indexOf(old);
        area.focus(); area.setSelectionRange(at, at + old.length); }""",
        old,
    )
    page.keyboard.insert_text(new)


def is_in_sight(page: Any, selector: str) -> bool:
    return bool(
        page.evaluate(
            """selector => { const box = document.querySelector(selector).getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight && box.width > 0; }""",
            selector,
        )
    )


# ---------------------------------------------------------------- giving reports


def test_a_dropped_file_is_checked(page: Any) -> None:
    drop(page, "报告.docx", as_docx(POOR.read_text("utf-8")))
    page.wait_for_selector("[data-view=report] .report")
    assert "坪皋县乌石坪乡人民政府" in page.inner_text("[data-view=report] .unit")
    assert page.inner_text("[data-view=report] .counts .missing b") == "15"
    assert "文件：报告.docx" in page.inner_text("[data-view=report] .facts")


def test_a_dropped_folder_is_searched_through_all_its_levels(page: Any) -> None:
    # Script cannot drop a real folder: the browser's objects for one are stood in for, more than it gives at a time.
    page.evaluate(
        """text => {
          const file = (path, body) => ({ isFile: true, fullPath: path, file: (done) => done(new File([body], path.split("/").pop())) });
          const folder = (path, parts) => ({ isFile: false, fullPath: path, createReader: () => {
            let at = 0; return { readEntries: (done) => { done(parts.slice(at, at + 2)); at += 2; } }; } });
          const root = folder("/报送", [file("/报送/甲.txt", text), file("/报送/.DS_Store", "x"), file("/报送/说明.exe", "x"),
            folder("/报送/二", [file("/报送/二/乙.txt", text), file("/报送/二/~$乙.docx", "x"), file("/报送/二/坏.docx", "PK")])]);
          const event = new Event("drop", { bubbles: true, cancelable: true });
          Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [], items: [{ webkitGetAsEntry: () => root }] } });
          document.querySelector("[data-drop]").dispatchEvent(event);
        }""",
        POOR.read_text("utf-8"),
    )
    page.wait_for_selector(".overview table")
    assert page.locator(".overview tbody tr").count() == 2
    assert page.locator("td.file").all_inner_texts() == ["报送/甲.txt", "报送/二/乙.txt"]
    assert page.locator(".failures li").count() == 1
    assert "报送/二/坏.docx" in page.inner_text(".failures")


def test_a_chosen_folder_gives_an_overview_that_leads_to_each_report_and_back(
    page: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    (folder / "镇").mkdir(parents=True)
    (folder / "镇" / "甲.txt").write_bytes(POOR.read_bytes())
    (folder / "乙.txt").write_text(report("全年由司法所审查合同协议86件。", "调解纠纷152件。"), "utf-8")
    page.set_input_files("#folder", str(folder))
    page.wait_for_selector(".overview table")
    page.click("text=坪皋县乌石坪乡人民政府")
    page.wait_for_selector("[data-view=report] .report")
    assert "乌石坪" in page.inner_text("[data-view=report] .unit")
    page.go_back()
    page.wait_for_selector(".overview table")
    page.click("text=青栎县竹溪镇")
    page.wait_for_selector("[data-view=report] .report")
    page.click("[data-list]")
    page.wait_for_selector(".overview table")
    page.click("[data-again]")
    page.wait_for_selector(".start")


def test_options_are_obeyed(page: Any) -> None:
    page.select_option("#level", "department")
    page.fill("#year", "2022")
    choose_poor(page)
    assert "部门" in page.inner_text("[data-view=report] .facts")
    assert "2022年度" in page.inner_text("[data-view=report] .unit")


def test_options_chosen_later_hold_at_once(page: Any) -> None:
    choose_poor(page)
    page.select_option("#level", "department")
    page.wait_for_selector("[data-view=report] .facts:has-text('部门')")
    page.click("[data-edit]")
    page.wait_for_selector(".editing .entry")
    page.fill("#year", "2022")
    page.keyboard.press("Enter")
    page.wait_for_selector(".editing .unit:has-text('2022年度')")
    page.fill("#year", "22")
    page.keyboard.press("Tab")
    assert "四位数字" in page.inner_text("[data-message]")


# ---------------------------------------------------------------- reading a report


def test_an_element_leads_to_its_passages_one_after_the_other(page: Any) -> None:
    choose_poor(page)
    entry = "[data-item=shortcomings]"
    anchors = page.eval_on_selector_all(
        f"{entry} .passages > li > [data-jump]", "all => all.map((one) => one.dataset.jump)"
    )
    assert len(anchors) > 1
    page.click(f"{entry} summary >> nth=0")
    for anchor in (*anchors, anchors[0]):
        page.wait_for_selector(f"mark.lit[data-marks~='{anchor}']")
        assert page.locator(f"mark.lit:not([data-marks~='{anchor}'])").count() == 0
        assert is_in_sight(page, "mark.lit")
        page.click("[data-step='1']")
    assert f"共 {len(anchors)} 处" in page.inner_text("[data-count]")
    page.click("[data-back]")
    assert page.evaluate("document.activeElement.parentElement.dataset.item") == "shortcomings"


def test_a_mark_in_the_text_leads_to_its_element(page: Any) -> None:
    choose_poor(page)
    page.click("#e1-shufa")
    assert page.evaluate("document.querySelector('[data-item=shufa]').open")
    assert page.inner_text("[data-name]") == "述法"
    assert SHUFA[:-1] in page.inner_text("mark.lit")


def test_keys_walk_through_what_is_to_be_mended(page: Any) -> None:
    choose_poor(page)
    flagged = page.eval_on_selector_all(
        ".entry.weak, .entry.missing", "all => all.map((one) => one.dataset.item)"
    )
    visited = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.parentElement.dataset.item"))
    assert visited == [*flagged[:3], flagged[1]]
    assert page.locator(".entry[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.is_hidden("[data-navigator]")


def test_near_misses_are_shown_on_demand(page: Any) -> None:
    choose_poor(page)
    sign = page.locator(".sign.near").first
    assert not sign.is_visible()
    page.click("[data-view=report] [data-toggle-near]")
    assert sign.is_visible()
    page.click("[data-view=report] [data-toggle-near]")
    assert not sign.is_visible()


def test_only_what_is_asked_for_is_listed(page: Any) -> None:
    choose_poor(page)
    page.click("[data-view=report] [data-show=missing]")
    assert page.locator("[data-view=report] .entry:visible").count() == 15
    page.click("[data-view=report] [data-show='']")
    assert page.locator("[data-view=report] .entry[data-item]:visible").count() == 33


def test_a_model_passage_is_copied(page: Any) -> None:
    choose_poor(page)
    page.click("[data-item=shufa] summary >> nth=0")
    page.click("[data-copy='i-shufa-m']")
    page.wait_for_selector("[data-item=shufa] .copy:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#i-shufa-m")


def test_what_is_to_be_mended_is_printed_unfolded(page: Any) -> None:
    choose_poor(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.is_visible("#i-shufa-m")
    assert page.is_hidden("[data-view=report] .filter")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".entry[open]").count() == 0


def test_downloads(page: Any, home: str) -> None:
    choose_poor(page)
    for kind, suffix in (("json", "json"), ("html", "html")):
        with page.expect_download() as waiting:
            page.click(f"[data-download={kind}]")
        assert waiting.value.suggested_filename == f"township-poor（检查结果）.{suffix}"
        text = Path(waiting.value.path()).read_text("utf-8")
        if kind == "json":
            assert json.loads(text)["summary"]["missing"] == 15
        else:
            assert text.startswith("<!DOCTYPE html>")
    assert page.is_hidden("[data-download=word]")  # only Word files can have comments


# ---------------------------------------------------------------- editing


def test_a_pasted_text_is_judged_as_it_is_typed(page: Any) -> None:
    edit(page, POOR.read_text("utf-8"))
    assert page.inner_text(".editing [data-item=shufa] .verdict") == "缺失"
    page.click(".editing [data-item=shufa] summary >> nth=0")
    replace(page, SHUFA, BETTER)
    page.wait_for_selector(".editing [data-item=shufa][data-verdict=met]")
    assert page.evaluate(
        "document.querySelector('.editing [data-item=shufa]').open"
    )  # what was unfolded stays so
    assert "述法 缺失 → 充分" in page.inner_text("[data-changes]")
    assert "述法：缺失变为充分" in page.inner_text("[data-announce]")
    assert page.inner_text(".editing .counts .missing b") == "14"
    replace(page, BETTER, SHUFA)
    page.wait_for_selector(".editing [data-item=shufa][data-verdict=missing]")
    page.wait_for_selector("[data-changes]", state="hidden")


def test_marks_lie_under_the_very_characters_while_typing(page: Any) -> None:
    edit(page, POOR.read_text("utf-8"))
    for old, new in (
        (SHUFA, BETTER),
        ("二、存在的问题", "\n\n二、存在的问题\n"),
        ("2025年2月10日", ""),
        ("坪皋县", "<b>&坪皋县"),
    ):
        replace(page, old, new)
        same = "document.querySelector('.backdrop').textContent === document.querySelector('[data-editor]').value"
        assert page.evaluate(same)  # at once
        page.wait_for_selector("[data-view=editor]:not(.busy)")
        assert page.evaluate(same)  # and when the answer has come
    sizes = page.evaluate(
        "['.backdrop', '[data-editor]'].map((one) => { const box = document.querySelector(one); return [box.clientWidth, box.scrollHeight]; })"
    )
    assert sizes[0] == sizes[1]


def test_jumping_in_the_editor_selects_the_passage(page: Any) -> None:
    edit(page, POOR.read_text("utf-8"))
    page.click(".editing [data-item=shufa] summary >> nth=0")
    selected = page.evaluate(
        "(() => { const area = document.querySelector('[data-editor]'); return area.value.slice(area.selectionStart, area.selectionEnd); })()"
    )
    assert selected == SHUFA[:-1]


def test_a_checked_file_can_be_mended_and_taken_away(page: Any) -> None:
    drop(page, "报告.docx", as_docx(POOR.read_text("utf-8")))
    page.wait_for_selector("[data-view=report] .report")
    page.click("[data-edit]")
    page.wait_for_selector(".editing .entry")
    replace(page, SHUFA, BETTER)
    page.wait_for_selector(".editing [data-item=shufa][data-verdict=met]")
    with page.expect_download() as waiting:
        page.click("[data-download=json]")
    taken = json.loads(Path(waiting.value.path()).read_text("utf-8"))
    assert taken["summary"]["missing"] == 14
    page.go_back()
    page.wait_for_selector("[data-view=report] .report")


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("大.docx", b"a" * (1024 * 1024 + 1), "超过 1 MB"),
        ("坏.docx", b"PK\x03\x04nothing", ""),
        ("空.txt", b"", "没有"),
        ("通知.txt", (REPORTS / "notice.txt").read_bytes(), "通知"),
    ],
)
def test_what_cannot_be_checked_says_why(page: Any, name: str, data: bytes, words: str) -> None:
    drop(page, name, data)
    page.wait_for_selector("[data-message]:visible")
    told = page.inner_text("[data-message]")
    assert told.startswith(f"没有检查 {name}：")
    assert words in told
    assert page.is_visible(".start")


def test_an_empty_text_says_so(page: Any) -> None:
    page.click("[data-start-text]")
    assert "没有文字" in page.inner_text("[data-message]")


def test_a_server_that_is_gone_says_so(chromium: Any) -> None:
    with served() as address:
        page = opened(chromium).new_page()
        page.goto(address)
    drop(page, "a.txt", POOR.read_bytes())
    page.wait_for_selector("[data-message]:visible")
    assert "连不上检查程序" in page.inner_text("[data-message]")
    page.close()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"


def test_markup_in_a_report_stays_text(page: Any, tmp_path: Path) -> None:
    text = report(
        f"全年由司法所审查合同协议86件{HOSTILE}，提出修改意见142条。", shortcomings=f"执法力量不足{HOSTILE}。"
    )
    drop(page, "<img src=x onerror=alert(4)>.txt", text.encode())
    page.wait_for_selector("[data-view=report] .report")
    assert HOSTILE in page.inner_text("[data-view=report] .text").replace("\n", "")
    assert page.locator("[data-view=report] .text script, [data-view=report] img").count() == 0
    page.click("[data-edit]")
    page.wait_for_selector(".editing .entry")
    assert page.locator(".backdrop script, .backdrop img").count() == 0
    # The fixture fails on every dialog, error and request to elsewhere.


# ---------------------------------------------------------------- everybody, everywhere


def test_no_violation_of_accessibility_in_any_view(page: Any) -> None:
    assert violations(page) == []
    choose_poor(page)
    page.click("[data-view=report] [data-toggle-near]")
    for item in ("shufa", "three-systems", "legality-review", "achievements"):
        page.click(f"[data-view=report] [data-item={item}] summary >> nth=0")
        assert violations(page) == []
    page.click("[data-edit]")
    page.wait_for_selector(".editing .entry")
    replace(page, SHUFA, BETTER)
    page.wait_for_selector("[data-changes]:visible")
    assert violations(page) == []
    page.click("[data-again]")
    choose(page, POOR, REPORTS / "county-good.txt", REPORTS / "notice.txt")
    page.wait_for_selector(".overview table")
    assert violations(page) == []


def test_nothing_overflows_on_a_narrow_screen(page: Any, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 390
    choose_poor(page)
    page.click("[data-view=report] [data-item=shufa] summary >> nth=0")
    assert page.evaluate(width) == 390
    page.click("[data-view=report] [data-item=shufa] [data-jump] >> nth=0")
    assert is_in_sight(page, "mark.lit")
    assert is_in_sight(page, "[data-navigator]")
    assert violations(page) == []
    page.click("[data-edit]")
    page.wait_for_selector(".editing .entry")
    assert page.evaluate(width) == 390
    page.click("[data-again]")
    choose(page, POOR, REPORTS / "county-good.txt")
    page.wait_for_selector(".overview table")
    assert page.evaluate(width) == 390


def test_everything_works_by_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    choose_poor(page)
    assert page.evaluate("document.activeElement.className") == "unit"  # where reading goes on
    page.locator("[data-view=report] [data-item=shufa] summary >> nth=0").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert SHUFA[:-1] in page.inner_text("mark.lit")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_without_script_a_file_is_checked_all_the_same(chromium: Any, home: str) -> None:
    context = opened(chromium, java_script_enabled=False)
    page = context.new_page()
    page.goto(home)
    page.set_input_files("#files", [str(POOR), str(REPORTS / "county-good.txt")])
    page.click("text=开始检查")
    page.wait_for_selector(".overview")
    page.click(".overview tbody a >> nth=0")
    page.click("[data-item=shufa] summary >> nth=0")
    assert page.locator("[data-item=shufa] blockquote").first.is_visible()
    context.close()


def test_in_a_network_the_address_with_its_token_opens_the_page(chromium: Any) -> None:
    with served("--host", "0.0.0.0", FAZHI_CHECK_TOKEN="geheim") as address:
        assert address.endswith("?token=geheim")
        own = f"http://127.0.0.1:{address.split(':')[2].split('/')[0]}/"
        context = opened(chromium)
        page = context.new_page()
        page.goto(own)
        assert "token" in page.inner_text("body")
        page.goto(f"{own}?token=geheim")
        page.wait_for_selector(".start")
        assert page.url == own
        choose_poor(page)
        context.close()


def test_the_mailed_file_works_by_itself(chromium: Any, tmp_path: Path) -> None:
    from fazhi_check.reporters import html

    assessment = judge(POOR.read_text("utf-8"), "报告.txt", most=None)
    out = io.StringIO()
    html.write(assessment.checklist, [html.note(assessment, full=True)], out, full=True, verbose=False)
    file = tmp_path / "结果.html"
    file.write_text(out.getvalue(), "utf-8")
    context = opened(chromium, viewport={"width": 1280, "height": 900})
    tab = Watched(context, file.as_uri())
    tab.page.goto(file.as_uri())
    tab.page.click("[data-item=shufa] summary >> nth=0")
    assert SHUFA[:-1] in tab.page.inner_text("mark.lit")
    assert violations(tab.page) == []
    tab.page.click("[data-item=shufa] .copy")
    tab.page.wait_for_selector("[data-item=shufa] .copy:has-text('已复制')")
    context.close()
    assert tab.errors == []
