"""Rules: every example is objected to or not, as it says; quotes, levels, switches, manual, data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from ruamel.yaml import YAML

from conftest import HEAD, OPENING, ROOT
from fazhi_check import rules
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Objection
from fazhi_check.readers import parse
from fazhi_check.rules import _manual
from fazhi_check.rules._data import entries
from rules_frame import framed, objected
from test_cli import run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

CASES = [
    pytest.param(name, kind, example, id=f"{name}-{kind}-{number}")
    for name in rules.ids()
    for kind in ("bad", "good")
    for number, example in enumerate(getattr(rules.rule(name).EXAMPLES, kind), 1)
]


@pytest.mark.parametrize(("name", "kind", "example"), CASES)
def test_example(name: str, kind: str, example: str) -> None:
    found = [one for one in objected(framed(example)) if one.rule == name]
    assert bool(found) == (kind == "bad"), found


FIXTURES = sorted(file.stem for file in (ROOT / "fixtures" / "rules").glob("*.json"))


def _told(name: str) -> tuple[Objection, ...]:
    document = parse((ROOT / "fixtures" / "rules" / name).read_bytes(), name)
    assert isinstance(document, Document)
    return objected(document)


@pytest.mark.parametrize("name", FIXTURES)
def test_every_planted_fault_is_found_and_nothing_else(name: str) -> None:
    planted = json.loads((ROOT / "fixtures" / "rules" / f"{name}.json").read_text("utf-8"))
    found = list(_told(f"{name}.faulty.txt"))
    for fault in planted:
        hits = [
            one
            for one in found
            if one.rule == fault["rule"] and (fault["quote"] in one.quote or one.quote in fault["quote"])
        ]
        assert hits, fault
        found.remove(hits[0])
    assert found == []


@pytest.mark.parametrize("name", FIXTURES)
def test_a_corrected_report_comes_out_clean(name: str) -> None:
    assert _told(f"{name}.txt") == ()


def test_quotes_are_the_sources_own_characters() -> None:
    for file in (ROOT / "fixtures" / "rules").glob("*.faulty.txt"):
        document = parse(file.read_bytes(), file.name)
        assert isinstance(document, Document)
        for one in objected(document):
            assert one.quote
            assert one.quote == document.text[one.span.start : one.span.end]
            assert one.place == document.block_at(one.span.start).place


def test_every_rule_has_a_manual_page_and_enough_examples() -> None:
    for name in rules.ids():
        one = rules.rule(name)
        assert name == one.ID
        assert len(one.EXAMPLES.bad) >= 5, name
        assert len(one.EXAMPLES.good) >= 5, name
        assert "查什么：" in (one.__doc__ or ""), name
        assert "不算：" in (one.__doc__ or ""), name


def test_the_page_of_rules_is_current() -> None:
    """Regenerate with: python -m fazhi_check.rules._manual > docs/rules.md."""
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == _manual.page()


@pytest.mark.parametrize("name", ["terms.yaml", "timeline.yaml"])
def test_data_is_yaml_and_read_as_a_yaml_library_reads_it(name: str) -> None:
    text = (ROOT / "src" / "fazhi_check" / "rules" / "data" / name).read_text("utf-8")
    assert list(entries(name)) == [
        {
            key: [str(one) for one in value] if isinstance(value, list) else value
            for key, value in entry.items()
        }
        for entry in YAML(typ="safe").load(text)
    ]


def test_every_entry_of_the_data_has_a_source_and_says_whether_it_was_verified() -> None:
    for name in ("terms.yaml", "timeline.yaml"):
        for entry in entries(name):
            assert entry["source"], entry
            assert isinstance(entry["verified"], bool), entry


FAULTY = ROOT / "fixtures" / "rules" / "subdistrict.faulty.txt"


def _findings(*options: str) -> list[dict[str, Any]]:
    done = run("lint", FAULTY, "--format", "json", "--fail-on", "never", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["reports"][0]["findings"]


def test_rules_are_chosen_by_id() -> None:
    everything = {one["rule"] for one in _findings()}
    assert {one["rule"] for one in _findings("--only", "terms,years")} == {"terms", "years"}
    assert {one["rule"] for one in _findings("--skip", "terms")} == everything - {"terms"}
    assert _findings("--only", "shufa") == []


def test_a_checklist_sets_levels_and_switches_rules_off(tmp_path: Path) -> None:
    text = (ROOT / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(re.sub(r"(?m)^learned:.*$", "rules: {terms: error, years: off}", text), "utf-8")
    found = _findings("--checklist", str(own))
    assert {one["level"] for one in found if one["rule"] == "terms"} == {"error"}
    assert "years" not in {one["rule"] for one in found}


def test_an_unknown_rule_in_a_checklist_is_named_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(re.sub(r"(?m)^learned:.*$", "rules:\n  no-such: off", text), "utf-8")
    done = run("rules", "--checklist", own)
    assert done.returncode == 2
    assert "no-such" in done.stderr
    assert ":2" in done.stderr


@pytest.mark.parametrize(("level", "code"), [("info", 0), ("warning", 1)])
def test_advice_never_changes_the_exit_code(tmp_path: Path, level: str, code: int) -> None:
    text = (ROOT / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(re.sub(r"(?m)^learned:.*$", f"rules: {{terms: {level}}}", text), "utf-8")
    assert (
        run("lint", FAULTY, "--checklist", own, "--only", "terms", "--fail-on", "warning").returncode == code
    )


def test_the_screen_shows_place_quote_reason_and_suggestion() -> None:
    shown = run("lint", FAULTY, "--only", "terms").stdout
    assert "其他问题" in shown
    assert "第7行" in shown
    assert "「执法决定法治审核」" in shown
    assert "改为：执法决定法制审核" in shown


def test_show_and_rules_explain_the_rules() -> None:
    listed = run("rules").stdout
    assert all(f"  {name} " in listed for name in rules.ids())
    assert "会指出的例子" in run("show", "terms").stdout


def test_word_comments_highlights_and_changes_are_seen(tmp_path: Path) -> None:
    word = docx.Document()
    for line in (HEAD, OPENING, "一、2024年主要举措和成效"):
        word.add_paragraph(line)
    paragraph = word.add_paragraph("全年审查合同")
    paragraph.add_run("12件").font.highlight_color = WD_COLOR_INDEX.YELLOW
    word.add_comment([paragraph.add_run("，提出意见30条。")], text="请核实")
    tracked = '<w:{0} xmlns:w="{1}" w:id="9" w:author="a"><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>'
    for kind, tag, words in (("ins", "t", "办理案件9件。"), ("del", "delText", "约")):
        paragraph._p.append(parse_xml(tracked.format(kind, W, tag, words)))
    file = tmp_path / "a.docx"
    word.save(str(file))
    document = parse(file.read_bytes(), "a.docx")
    assert isinstance(document, Document)
    told = {one.quote: one.message for one in objected(document) if one.rule == "drafts"}
    assert "突出显示" in told["12件"]
    assert "请核实" in told["，提出意见30条。"]
    assert "新增" in told["办理案件9件。"]
    assert len(told) == 4
    assert any("约" in message for message in told.values())


def test_many_alike_are_cut_off_and_said_to_be() -> None:
    found = [one for one in objected(framed("建立台帐12本。" * 80)) if one.rule == "terms"]
    assert len(found) == rules.MOST
    assert "只列出前" in found[-1].message


def test_half_width_copies_are_no_faults() -> None:
    document = (ROOT / "fixtures" / "rules" / "county.txt").read_text("utf-8")
    narrow = document.translate(str.maketrans("，；：（）", ",;:()"))
    parsed = parse(narrow.encode(), "a.txt")
    assert isinstance(parsed, Document)
    assert objected(parsed) == ()


@pytest.mark.parametrize(
    "file", sorted((ROOT / "fixtures" / "rules" / "quiet").glob("*.txt")), ids=lambda one: one.stem
)
def test_what_only_looks_like_a_fault_is_left_alone(file: Path) -> None:
    document = parse(file.read_bytes(), file.name)
    assert isinstance(document, Document)
    assert [one for one in objected(document) if one.rule != "length"] == []
