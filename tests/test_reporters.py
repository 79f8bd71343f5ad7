"""Reporters for machines and reviewers: golden files, and what each real consumer reads out of them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from conftest import ROOT
from fazhi_check import reporters
from fazhi_check.mistakes import Mistake
from fazhi_check.model.outcome import Assessment, Outcome, ReadFailure
from reviewing import TEXT, assessed, marked, objection, written

SUFFIXES = {
    "sarif": "sarif", "junit": "xml", "github": "txt", "gitlab": "json", "checkstyle": "xml", "tap": "tap",
    "markdown": "md", "jsonl": "jsonl", "line": "txt", "json": "json", "console": "txt",
}  # fmt: skip
OF_THEIR_OWN = {"template", "html"}
"""Reporters with tests of their own."""
SHOWN = ("causes", "legality-review", "three-systems", "left-overs", "unreadable")
"""What every format for machines must name; `petitions` is known from the baseline."""


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_each_format_has_its_golden_file(name: str, golden) -> None:
    golden(f"run.{name}.{SUFFIXES[name]}", written(name))


def test_every_reporter_is_tested() -> None:
    """A reporter that is added needs a golden file, or tests of its own."""
    assert set(reporters.names()) - OF_THEIR_OWN == set(SUFFIXES)


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_the_same_run_gives_the_same_bytes(name: str) -> None:
    assert written(name) == written(name)


@pytest.mark.parametrize(
    "name", ["sarif", "junit", "github", "gitlab", "checkstyle", "tap", "jsonl", "line", "json"]
)
def test_nothing_is_dropped(name: str) -> None:
    text = written(name)
    words = (*SHOWN[:-1], "看起来是扫描件") if name in {"json", "jsonl"} else SHOWN
    for word in (*words, "执法权未下放", "有一处修订没有接受"):
        assert word in text


@pytest.mark.parametrize("name", ["console", "markdown"])
def test_people_are_shown_what_was_waived_and_why(name: str) -> None:
    text = written(name)
    assert "已豁免" in text
    assert "执法权未下放，由县直部门公示（县委依法治县办，到 2025-12-31 为止）" in re.sub(r"\n +", "", text)
    assert "基线中已有 1 处" in text


def test_the_page_shows_what_was_waived_and_why() -> None:
    pytest.importorskip("jinja2")
    page = written("html", [marked(assessed(TEXT))])
    assert "已豁免：执法权未下放，由县直部门公示（县委依法治县办，到 2025-12-31 为止）" in page
    assert "基线已有" in page


# ------------------------------------------------------------------------------------------------ SARIF


def sarif(run: list[Outcome] | None = None) -> dict:
    log = json.loads(written("sarif", run))
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    return log["runs"][0]


def cut(text: str, region: dict) -> str:
    """Return the characters of a region as a viewer counts them."""
    lines = re.split("(?<=\n)", text.replace("\r\n", "\n"))
    inner = lines[region["startLine"] - 1 : region["endLine"]]
    inner[-1] = inner[-1][: region["endColumn"] - 1]
    inner[0] = inner[0][region["startColumn"] - 1 :]
    return "".join(inner)


def test_sarif_is_valid_and_its_regions_are_the_exact_characters() -> None:
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    quotes = {
        "left-overs": "[待补充]",
        "legality-review": "严格落实合法性审查制度，不断提高依法决策水平",
        "three-systems": "行政执法三项制度没有落实到位",
    }
    seen = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        uri = physical["artifactLocation"]["uri"]
        assert uri.isascii()
        if unquote(uri) == "报送/竹溪镇 2024年报告.txt" and result["ruleId"] in quotes:
            text = cut(TEXT, physical["region"])
            if text != "#3":
                assert text.startswith(quotes[result["ruleId"]])
                seen.add(result["ruleId"])
    assert seen == set(quotes)


def test_sarif_tells_what_a_rule_is_about() -> None:
    rules = {one["id"]: one for one in sarif()["tool"]["driver"]["rules"]}
    legality = rules["legality-review"]
    assert legality["defaultConfiguration"]["level"] == "error"
    assert "重大行政决策程序暂行条例" in legality["help"]["text"]
    assert "公文格式" in rules["left-overs"]["help"]["text"]
    one = assessed(TEXT)
    one = one._replace(objections=(objection(one, "#3", rule="competence", level="info"),))
    known = next(it for it in sarif([one])["tool"]["driver"]["rules"] if it["id"] == "competence")
    assert known["fullDescription"]["text"].startswith("不应写本级没有的职权")
    assert "行政复议法" in known["help"]["text"]
    assert known["defaultConfiguration"]["level"] == "warning"


def test_sarif_marks_what_was_waived_and_what_the_baseline_knows() -> None:
    results = sarif()["results"]
    waived = [one for one in results if "suppressions" in one]
    assert [one["ruleId"] for one in waived] == ["three-systems", "left-overs"]
    assert waived[0]["suppressions"][0]["justification"].startswith("执法权未下放")
    assert [one["ruleId"] for one in results if one["baselineState"] == "unchanged"] == ["petitions"]
    assert {one["baselineState"] for one in results} == {"new", "unchanged"}


def test_what_has_no_lines_gets_the_first_one_and_says_the_paragraph() -> None:
    results = [
        one
        for one in sarif()["results"]
        if unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).endswith(".docx")
    ]
    weak = next(one for one in results if one["ruleId"] == "legality-review")
    assert weak["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert weak["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "第4段"}]
    assert weak["message"]["text"].startswith("第4段：薄弱")


def test_fingerprints_stay_when_lines_move_and_change_with_the_verdict() -> None:
    def prints(text: str) -> dict[str, str]:
        one = assessed(text)
        one = one._replace(objections=(objection(one, "[待补充]"),))
        return {it["ruleId"]: it["partialFingerprints"]["fazhi-check/v1"] for it in sarif([one])["results"]}

    before = prints(TEXT)
    moved = prints(TEXT.replace("一、2024年", "本报告由镇党政办公室起草。\n\n一、2024年"))
    assert moved == before
    gone = prints(TEXT.replace("严格落实合法性审查制度，不断提高依法决策水平。", "加强机关管理。"))
    assert gone["legality-review"] != before["legality-review"]
    assert {**gone, "legality-review": ""} == {**before, "legality-review": ""}


def test_sarif_is_a_table_for_an_independent_tool(tmp_path: Path) -> None:
    """sarif-tools reads it and counts what we count."""
    pytest.importorskip("sarif", reason="sarif-tools is not installed (pip install '.[interop]')")
    file = tmp_path / "run.sarif"
    file.write_text(written("sarif"), "utf-8")
    command = [sys.executable, "-m", "sarif", "csv", str(file), "-o", str(tmp_path / "run.csv")]
    subprocess.run(command, capture_output=True, check=True)
    with (tmp_path / "run.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(sarif()["results"])
    told = {(row["Severity"], row["Code"], unquote(row["Location"]), row["Line"]) for row in rows}
    assert ("error", "left-overs", "报送/竹溪镇 2024年报告.txt", "5") in told
    assert ("error", "unreadable", "报送/扫描件.pdf", "1") in told


# ------------------------------------------------------------------------------------------------ lines and columns


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_and_column_are_those_of_an_editor(ending: str, mark: bytes) -> None:
    """Code points; a byte order mark is no character, CRLF one line end, and # of Markdown counts."""
    text = TEXT.replace("\n一、", "\n\n# 一、").replace("\n", ending)
    one = assessed("", "a.md", mark + text.encode())
    one = one._replace(objections=(objection(one, "[待补充]"), objection(one, "一、2024年主要举措")))
    lines = text.split(ending)
    for line in written("line", [one]).splitlines():
        path, row, column, rest = line.split(":", 3)
        if " left-overs " in rest:
            quote = re.search("“(.*?)”：没有写完", rest)[1]  # type: ignore[index]
            assert lines[int(row) - 1][int(column) - 1 :].startswith(quote)
            assert path == "a.md"


def test_gb18030_counts_characters_not_bytes() -> None:
    one = assessed("", "a.txt", TEXT.replace("👍", "").encode("gb18030"))
    one = one._replace(objections=(objection(one, "[待补充]"),))
    at = next(line for line in written("line", [one]).splitlines() if "left-overs" in line)
    _, row, column, _ = at.split(":", 3)
    assert TEXT.replace("👍", "").split("\n")[int(row) - 1][int(column) - 1 :].startswith("[待补充]")


def test_what_is_missing_stands_at_the_title() -> None:
    framed = "首页 > 政务公开\n索引号：0001\n\u3000\u3000" + TEXT
    line = next(it for it in written("line", [assessed(framed)]).splitlines() if " causes " in it)
    assert line.split(":")[1:3] == ["3", "3"]


def test_a_line_is_what_a_problem_matcher_reads() -> None:
    matcher = json.loads((ROOT / "integrations" / "github" / "problem-matcher.json").read_text("utf-8"))
    pattern = matcher["problemMatcher"][0]["pattern"][0]
    read = [re.match(pattern["regexp"], line) for line in written("line").splitlines()]
    assert all(read)
    assert {one[pattern["severity"]] for one in read if one} == {"error", "warning", "info"}
    assert {one[pattern["file"]] for one in read if one} >= {"报送/竹溪镇 2024年报告.txt", "报送/扫描件.pdf"}


# ------------------------------------------------------------------------------------------------ XML, TAP, GitHub, GitLab


def test_junit_is_read_by_a_parser_and_counts_right(tmp_path: Path) -> None:
    from junitparser import Error, Failure, JUnitXml, Skipped

    file = tmp_path / "junit.xml"
    file.write_text(written("junit"), "utf-8")
    suites = list(JUnitXml.fromfile(str(file)))
    kinds = [[type(result) for result in case.result] for suite in suites for case in suite]
    assert kinds.count([Error]) == 1
    assert kinds.count([Failure]) == sum(suite.failures for suite in suites) > 0
    assert kinds.count([Skipped]) == sum(suite.skipped for suite in suites) > 0
    assert (
        len(kinds)
        == sum(suite.tests for suite in suites)
        == len({(case.classname, case.name, index) for suite in suites for index, case in enumerate(suite)})
    )
    failed = {
        case.name for suite in suites for case in suite for one in case.result if isinstance(one, Failure)
    }
    assert any("causes" in name for name in failed)
    waived = next(case for case in suites[0] if "three-systems" in case.name)
    assert "已豁免" in waived.result[0].message


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_survives_every_character(name: str) -> None:
    odd = ReadFailure('a\x01\x0b<&">\ud800.txt', "坏 \x00\x1f]]> \ufffe 文件")
    root = ElementTree.fromstring(written(name, [odd]).encode("utf-8"))
    assert "]]>" in ElementTree.tostring(root, "unicode").replace("&gt;", ">")


def test_checkstyle_has_what_jenkins_reads() -> None:
    root = ElementTree.fromstring(written("checkstyle").encode())
    errors = root.findall("file/error")
    assert root.tag == "checkstyle"
    assert {one.get("severity") for one in errors} == {"error", "warning", "info"}
    assert all(int(one.get("line", 0)) >= 1 and int(one.get("column", 0)) >= 1 for one in errors)
    assert all(one.get("source", "").startswith("fazhi-check.") and one.get("message") for one in errors)


def test_tap_is_read_by_a_harness() -> None:
    from tap.parser import Parser

    lines = list(Parser().parse(io.StringIO(written("tap"))))
    tests = [one for one in lines if one.category == "test"]
    plan = next(one for one in lines if one.category == "plan")
    assert plan.expected_tests == len(tests) == tests[-1].number
    failed = [one for one in tests if not one.ok and not one.todo]
    assert {one.description.split("(")[-1] for one in failed} == {
        "causes)",
        "three-systems)",
        "left-overs)",
        "unreadable)",
    }
    assert any(one.todo and "legality-review" in one.description for one in tests)
    assert not [one for one in lines if one.category == "unknown"]


def test_github_commands_survive_what_they_carry() -> None:
    odd = ReadFailure("a,b:c%.txt", "第一行\n第二行，100%")
    line = written("github", [odd]).splitlines()[0]
    assert line == (
        "::error file=a%2Cb%3Ac%25.txt,line=1,title=没有检查的文件（unreadable）::没有检查：第一行%0A第二行，100%25"
    )


def test_github_shows_the_gravest_first_and_sums_up() -> None:
    lines = written("github").splitlines()
    commands = [line.split()[0] for line in lines[:-1]]
    assert commands == sorted(commands, key=["::error", "::warning", "::notice"].index)
    assert lines[-1] == "检查 2 份：必改 4 处，应改 2 处，可改 1 处；1 份没能检查。"


def test_gitlab_has_what_gitlab_demands() -> None:
    issues = json.loads(written("gitlab"))
    for one in issues:
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert all(
            isinstance(one[key], str) and one[key] for key in ("description", "check_name", "fingerprint")
        )
        assert one["location"]["lines"]["begin"] >= 1
        assert not one["location"]["path"].startswith(("/", "./"))
    assert len({one["fingerprint"] for one in issues}) == len(issues)


def test_jsonl_and_json_say_the_same() -> None:
    whole = json.loads(written("json"))
    lines = [json.loads(line) for line in written("jsonl").splitlines()]
    assert [one.pop("type") for one in lines] == ["run", "report", "report", "failure"]
    assert lines[0]["checklist"] == whole["checklist"]
    assert lines[1:3] == whole["reports"]
    assert lines[3:] == whole["failures"]


def test_json_with_marks_matches_its_schema() -> None:
    schema = json.loads((ROOT / "docs" / "assessment-v1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(written("json")))


# ------------------------------------------------------------------------------------------------ Markdown


def test_no_report_can_put_markup_into_the_comment() -> None:
    from markdown_it import MarkdownIt

    evil = "[待补充](http://x)<img src=x onerror=y>@everyone `*|\\"
    one = assessed(TEXT.replace("[待补充]", evil), "报送/<b>_甲_*乙*.txt")
    one = one._replace(objections=(objection(one, evil, message=f"见“{evil}”。"),), notes=(evil,))
    text = written("markdown", [one])
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert "<img" not in page
    assert "<a " not in page
    assert "@everyone" not in page
    assert page.count("<tr>") == 2
    assert page.count("报送/&lt;b&gt;_甲_*乙*.txt") == 2


def test_a_comment_stays_below_what_github_takes() -> None:
    one = assessed(TEXT)
    many: list[Outcome] = [
        one._replace(document=one.document._replace(path=f"报送/很长的文件夹名字/{number}.txt"))
        for number in range(400)
    ]
    text = written("markdown", many[:150])
    assert len(text) < 65_536
    assert "份的明细没有列出" in text
    assert all(f"/{number}.txt |" in text for number in range(150))
    text = written("markdown", many)
    assert len(text) < 65_536
    assert "另有 100 份" in text


def test_a_run_without_reports_is_still_a_comment_and_a_log() -> None:
    assert "没有需要检查的报告" in written("markdown", [])
    assert sarif([])["results"] == []
    assert json.loads(written("gitlab", [])) == []
    assert written("tap", []) == "TAP version 13\n1..0\n"


# ------------------------------------------------------------------------------------------------ templates


@pytest.fixture
def template(tmp_path: Path):
    def made(text: str) -> str:
        file = tmp_path / "意见.j2"
        file.write_text(text, "utf-8")
        return written(f"template:{file}")

    pytest.importorskip("jinja2")
    reporters.reporter.cache_clear()
    return made


def test_a_template_sees_reports_and_problems(template) -> None:
    text = template(
        "{% for report in reports %}{{ report.path }} {{ report.unit }}：\n"
        "{% for one in report.open if one.level == 'error' %}  {{ levels[one.level] }} {{ one.title }}\n{% endfor %}"
        "{% endfor %}"
    )
    assert "报送/竹溪镇 2024年报告.txt 青栎县竹溪镇：\n  必改 不足的原因\n  必改 残留文字\n" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for %}", "意见.j2:1"),
        ("{{ reports[0].nothing }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ 1 // 0 }}", "运行出错"),
    ],
)
def test_a_wrong_template_is_one_line(template, text: str, words: str) -> None:
    with pytest.raises(Mistake) as told:
        template(text)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_template_is_one_line() -> None:
    with pytest.raises(Mistake, match="找不到模板文件"):
        reporters.reporter("template:没有.j2")
    with pytest.raises(Mistake, match="要写明模板文件"):
        written("template")


def test_the_marks_of_a_run_are_real() -> None:
    """The sample holds what it is meant to hold: a waived, a known and an untouched finding."""
    one = marked(assessed(TEXT))
    assert isinstance(one, Assessment)
    assert {it.item.id for it in one.findings if it.accepted} == {"three-systems", "petitions"}
    assert all(it.flagged for it in one.findings if it.accepted or it.untouched)
