"""The fixture reports: labelled verdicts, the same in every format, and what is shown of them."""

from __future__ import annotations

import json

import jsonschema
import pytest

from conftest import MANDATORY, REPORTS, ROOT, judge, labelled, labels, reasons
from test_cli import run

# Cells that are known to be wrong: slogans in spoken words that nothing learned so far recognises, and advice that a
# bureau's counsel gave to its own offices, taken for a service to the public.
KNOWN_WRONG = {
    ("department-mixed", "public-legal-services"),
    ("subdistrict-plain", "law-governance-body"),
    ("subdistrict-plain", "business-environment"),
    ("subdistrict-plain", "enforcement-supervision"),
}


@pytest.mark.parametrize("name", labelled())
def test_verdicts_are_the_labels(name: str) -> None:
    expected = labels(name)["items"]
    found = reasons(judge((REPORTS / f"{name}.txt").read_bytes()))
    wrong = {
        (name, item)
        for item, (verdict, reason) in found.items()
        if verdict != expected[item]["verdict"]
        or (verdict == "missing" and reason != (expected[item]["reason"] or reason))
    }
    assert wrong == {cell for cell in KNOWN_WRONG if cell[0] == name}


@pytest.mark.parametrize("name", labelled())
def test_unit_level_and_year_are_the_labels(name: str) -> None:
    found = judge((REPORTS / f"{name}.txt").read_bytes())
    expected = labels(name)
    assert (found.unit, found.level, found.year) == (expected["unit"], expected["level"], expected["year"])


@pytest.mark.parametrize("name", ["county-good.html", "city-good.docx", "province-short.wrapped.txt"])
def test_other_formats_get_the_same_verdicts(name: str) -> None:
    other = judge((REPORTS / name).read_bytes(), name)
    text = judge((REPORTS / f"{name.split('.')[0]}.txt").read_bytes())
    assert reasons(other) == reasons(text)
    assert (other.unit, other.level, other.year) == (text.unit, text.level, text.year)


def test_all_levels_are_there() -> None:
    levels = {labels(name)["level"] for name in labelled()}
    assert levels == {"province", "city", "county", "township", "subdistrict", "department"}


def test_json_matches_its_schema_and_quotes_are_the_source() -> None:
    done = run("lint", REPORTS, "--format", "json", "--verbose")
    result = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "assessment-v1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(result)
    assert done.returncode == 3  # the notice is no annual report
    assert ["notice.txt" in one["path"] for one in result["failures"]] == [True]
    for report in result["reports"]:
        if report["path"].endswith("good.txt"):
            text = (ROOT / report["path"]).read_text("utf-8")
            for item in report["items"]:
                for one in item["evidence"] + item["not_counted"]:
                    assert text[one["start"] : one["end"]] == one["quote"]
                    assert text[: one["start"]].count("\n") + 1 == one["line"]


def test_console_report_stays_as_it_is(golden) -> None:
    done = run("lint", "fixtures/reports/township-poor.txt", COLUMNS="80")
    golden("township-poor.console.txt", _without_hash(done.stdout))


def test_overview_of_many_stays_as_it_is(golden) -> None:
    done = run("lint", "fixtures/reports", COLUMNS="80")
    golden("overview.console.txt", done.stdout)


def _without_hash(text: str) -> str:
    """The weights may be learned anew; then the hash changes and nothing that a reader would miss."""
    import re

    return re.sub(r"（指纹 [0-9a-f]{12}）", "（指纹 略）", text)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_console_and_none_ends_in_blanks(width: int) -> None:
    from rich.cells import cell_len

    done = run("lint", "fixtures/reports/township-poor.txt", COLUMNS=str(width))
    lines = done.stdout.split("\n")
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_console_report_says_what_a_clerk_needs() -> None:
    text = run("lint", "fixtures/reports/township-poor.txt", COLUMNS="100").stdout
    table = text[text.index("必备要素") : text.index("其他要素")]
    assert table.count("[-] 缺失") + table.count("[~] 薄弱") + table.count("[+] 充分") == 7
    assert "只写在下年安排里" in table
    assert "写明没有开展" in table
    advice = text[text.index("需要修改") :]
    for word in ("情况：", "最接近：第", "已写到：第", "依据：《", "建议：", "例如："):
        assert word in advice
    assert "小结：" in text


def test_mandatory_items_stand_before_the_others_in_the_advice() -> None:
    text = run("lint", "fixtures/reports/township-poor.txt", COLUMNS="100").stdout
    advice = text[text.index("需要修改") :]
    assert advice.index("（必改）") < advice.index("（应改）") < advice.index("（可改）")
    assert len(MANDATORY) == 6
