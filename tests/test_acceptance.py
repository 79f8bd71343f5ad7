"""Waivers, baseline and --diff: what no longer counts is marked, never dropped; what is out of date is reported."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import called, report
from fazhi_check.acceptance import Baseline, Marks, Waiver, Waivers
from fazhi_check.model.outcome import Acceptance, Assessment
from reviewing import TEXT as SAMPLE
from reviewing import assessed, objection
from test_cli import one_line

TEXT = report("严格落实合法性审查制度，不断提高依法决策水平。", "全年调解纠纷152件，举办普法活动36场。")
WAIVER = """waivers:
  - item: {item}
    {scope}
    reason: 执法权未下放，由县直部门公示
    who: 县委依法治县办
    until: {until}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / "甲.txt").write_text(TEXT, "utf-8")
    (tmp_path / "报送" / "乙.txt").write_text(TEXT.replace("竹溪镇", "石门镇"), "utf-8")
    return tmp_path


def waive(
    office: Path, item: str = "三项制度", scope: str = 'path: "甲.txt"', until: str = "2030-12-31"
) -> None:
    text = WAIVER.format(item=item, scope=scope, until=until)
    (office / "报送" / "fazhi-check-waivers.yaml").write_text(text, "utf-8")


def lint(office: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return called(office, "lint", *arguments, SOURCE_DATE_EPOCH="1760000000")  # 2025-10-09


def accepted(office: Path, *arguments: str) -> dict[str, dict[str, dict]]:
    done = lint(office, *arguments, "--format", "json")
    return {
        Path(one["path"]).stem: {it["id"]: it["accepted"] for it in one["items"] if it["accepted"]}
        for one in json.loads(done.stdout)["reports"]
    }


# ------------------------------------------------------------------------------------------------ waivers


def test_a_waived_item_is_shown_and_does_not_count(office: Path) -> None:
    arguments = ("报送/甲.txt", "--only", "three-systems")
    assert lint(office, *arguments).returncode == 1
    waive(office)
    done = lint(office, *arguments)
    assert done.returncode == 0
    assert "[-] 缺失" in done.stdout
    assert (
        "已豁免：执法权未下放，由县直部门公示（县委依法治县办，到 2030-12-31 为止）"
        in done.stdout.replace("\n   ", "")
    )
    assert accepted(office, *arguments)["甲"]["three-systems"] == {
        "kind": "waived",
        "reason": "执法权未下放，由县直部门公示",
        "who": "县委依法治县办",
        "until": "2030-12-31",
    }


def test_a_waiver_holds_for_its_path_or_unit_only(office: Path) -> None:
    waive(office)
    assert set(accepted(office, "报送")["甲"]) == {"three-systems"}
    assert accepted(office, "报送")["乙"] == {}
    waive(office, scope="unit: 石门镇")
    assert accepted(office, "报送")["甲"] == {}
    assert set(accepted(office, "报送")["乙"]) == {"three-systems"}


def test_an_expired_waiver_counts_no_more_and_every_output_says_so(office: Path) -> None:
    waive(office, until="2025-10-08")
    done = lint(office, "报送/甲.txt", "--only", "three-systems", "--format", "markdown")
    assert done.returncode == 1
    assert "已经过期" in done.stdout
    assert "fazhi-check-waivers.yaml:2" in one_line(done.stderr)
    waive(office, until="2025-10-09")
    assert lint(office, "报送/甲.txt", "--only", "three-systems").returncode == 0


def test_an_unused_waiver_is_reported_where_all_its_reports_were_checked(office: Path) -> None:
    waive(office, item="legal-publicity")
    assert "没有用到" in one_line(lint(office, "报送").stderr)
    waive(office, scope='path: "丙.txt"')
    assert "没有用到" in one_line(lint(office, "报送").stderr)
    assert lint(office, "报送/甲.txt").stderr == ""
    waive(office)
    assert lint(office, "报送").stderr == ""


def test_a_waiver_of_what_is_not_looked_for_is_not_called_unused(office: Path) -> None:
    waive(office)
    assert lint(office, "报送", "--only", "shufa").stderr == ""
    (office / "fazhi-check.toml").write_text("skip = ['three-systems']", "utf-8")
    assert lint(office, "报送").stderr == ""


def test_waivers_may_stand_elsewhere(office: Path) -> None:
    waive(office)
    (office / "报送" / "fazhi-check-waivers.yaml").rename(office / "豁免.yaml")
    assert accepted(office, "报送")["甲"] == {}
    assert set(accepted(office, "报送", "--waivers", "豁免.yaml")["甲"]) == {"three-systems"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("waivers:\n  - item: shufa\n    path: a\n", ("yaml:2", "reason")),
        ("waivers:\n  - reason: a\n", ("yaml:2", "item")),
        ("waivers:\n  - item: shufa\n    rule: years\n    reason: a\n", ("item", "rule")),
        ("waivers:\n  - item: nothing\n    reason: a\n", ("yaml:2", "nothing", "items")),
        ("waivers:\n  - reason: a\n    rule: nothing\n", ("yaml:3", "nothing", "rules")),
        ("waivers:\n  - item: shufa\n    reson: a\n", ("yaml:3", "reson", "reason")),
        ("waivers:\n  - item: shufa\n    reason: a\n    until: 明年\n", ("yaml:4", "2025-12-31")),
        ("waivers:\n  - item: shufa\n    reason: 12\n", ("yaml:3", "引号")),
        ("waivers:\n  - shufa\n", ("yaml:2",)),
        ("waivers: shufa\n", ("列表",)),
        ("- item: shufa\n", ("waivers",)),
        ("waivers:\n  - item: [\n", ("YAML",)),
    ],
)
def test_mistakes_in_waivers_are_one_line_with_the_place(
    office: Path, text: str, words: tuple[str, ...]
) -> None:
    (office / "报送" / "fazhi-check-waivers.yaml").write_text(text, "utf-8")
    done = lint(office, "报送")
    assert done.returncode == 2
    assert all(word in one_line(done.stderr) for word in words), done.stderr


def test_no_waivers_at_all_are_no_mistake(office: Path) -> None:
    (office / "报送" / "fazhi-check-waivers.yaml").write_text("waivers:\n", "utf-8")
    assert lint(office, "报送").returncode == 1


# ------------------------------------------------------------------------------------------------ baseline


def test_a_baseline_leaves_only_what_is_new(office: Path) -> None:
    assert called(office, "baseline", "create", "报送").returncode == 0
    known = ("报送", "--baseline", "fazhi-check-baseline.json")
    done = lint(office, *known)
    assert done.returncode == 0
    assert "基线" in done.stdout
    assert lint(office, *known, "--format", "line").stdout == ""
    worse = TEXT.replace("严格落实合法性审查制度，不断提高依法决策水平。", "加强机关管理。")
    (office / "报送" / "甲.txt").write_text("\n" + worse, "utf-8")
    done = lint(office, *known, "--format", "line")
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["legality-review"]
    assert done.returncode == 1


def test_a_baseline_holds_wherever_it_is_run_from(office: Path) -> None:
    called(office, "baseline", "create", "报送", "-o", "报送/基线.json")
    assert called(office / "报送", "lint", ".", "--baseline", "基线.json").returncode == 0
    assert lint(office, str(office / "报送"), "--baseline", "报送/基线.json").returncode == 0


def test_a_baseline_is_not_overwritten_but_updated(office: Path) -> None:
    called(office, "baseline", "create", "报送")
    file = office / "fazhi-check-baseline.json"
    before = file.read_text("utf-8")
    assert "update" in one_line(called(office, "baseline", "create", "报送").stderr)
    assert called(office, "baseline", "update", "报送").stdout.count("新增 0 处，去掉 0 处") == 1
    assert file.read_text("utf-8") == before
    better = TEXT.replace("严格落实合法性审查制度，", "司法所审查合同86件，提出意见142条，")
    (office / "报送" / "甲.txt").write_text(better, "utf-8")
    (office / "报送" / "乙.txt").unlink()
    assert "检查了 1 份" in called(office, "baseline", "update", "报送/甲.txt").stdout
    kept = json.loads(file.read_text("utf-8"))["findings"]
    assert {one["path"] for one in kept} == {"报送/甲.txt"}
    assert "legality-review" not in {one["id"] for one in kept}


def test_waived_findings_do_not_enter_a_baseline(office: Path) -> None:
    waive(office)
    called(office, "baseline", "create", "报送/甲.txt")
    known = json.loads((office / "fazhi-check-baseline.json").read_text("utf-8"))["findings"]
    assert "three-systems" not in {one["id"] for one in known}


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "fazhi-check/baseline/v1", "findings": [{}]}'])
def test_what_is_no_baseline_is_one_line(office: Path, text: str) -> None:
    (office / "b.json").write_text(text, "utf-8")
    done = lint(office, "报送", "--baseline", "b.json")
    assert done.returncode == 2
    assert "b.json" in one_line(done.stderr)


# ------------------------------------------------------------------------------------------------ --diff


@pytest.fixture
def branch(office: Path) -> Path:
    """Return a repository whose branch has changed one line of one report, and added one."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=office, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "1")
    git("checkout", "-qb", "draft")
    text = TEXT.replace("152件", "153件") + "乡政府大力推进政务公开，保障群众知情权。\n"
    (office / "报送" / "甲.txt").write_text(text, "utf-8")
    git("commit", "-qam", "2")
    (office / "报送" / "丙[1].txt").write_text(TEXT, "utf-8")
    return office


def test_diff_checks_what_the_branch_touches(branch: Path) -> None:
    done = lint(branch, ".", "--diff", "main", "--format", "json")
    reports = {Path(one["path"]).stem: one for one in json.loads(done.stdout)["reports"]}
    assert set(reports) == {"甲", "丙[1]"}
    items = {one["id"]: one for one in reports["甲"]["items"]}
    assert items["legality-review"]["untouched"] is True
    assert items["open-government"]["untouched"] is False
    assert items["three-systems"]["untouched"] is False
    assert not any(one["untouched"] for one in reports["丙[1]"]["items"])
    assert "不在本次改动的行" in lint(branch, ".", "--diff", "main").stdout


def test_nothing_touched_is_no_fault(branch: Path) -> None:
    done = lint(branch, "报送/乙.txt", "--diff", "main", "--format", "markdown")
    assert done.returncode == 0
    assert "没有需要检查的报告" in done.stdout


def test_what_was_named_and_is_not_there_is_still_reported(branch: Path) -> None:
    assert lint(branch, "报送/没有.txt", "--diff", "main").returncode == 3


def test_diff_without_commit_or_repository_is_one_line(branch: Path, tmp_path_factory) -> None:
    assert "fetch-depth" in one_line(lint(branch, ".", "--diff", "nothing").stderr)
    assert "--diff" in one_line(lint(branch, ".", "--diff", "--help=").stderr)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.txt").write_text(TEXT, "utf-8")
    done = called(elsewhere, "lint", ".", "--diff", "main", GIT_CEILING_DIRECTORIES=str(elsewhere.parent))
    assert done.returncode == 2
    assert "git 仓库" in one_line(done.stderr)
    assert "没有 git" in one_line(called(branch, "lint", ".", "--diff", "main", PATH="/nowhere").stderr)


# ------------------------------------------------------------------------------------------------ rules


def test_a_rule_is_waived_in_the_file_and_skipped_by_the_configuration(office: Path) -> None:
    file = office / "报送" / "甲.txt"
    file.write_text(TEXT.replace("全年调解纠纷", "【此处待补充】全年调解纠纷"), "utf-8")
    arguments = ("报送/甲.txt", "--only", "placeholders", "--fail-on", "warning")
    assert lint(office, *arguments).returncode == 1
    (office / "报送" / "fazhi-check-waivers.yaml").write_text(
        "waivers:\n  - rule: placeholders\n    path: 甲.txt\n    reason: 样稿\n", "utf-8"
    )
    done = lint(office, *arguments)
    assert done.returncode == 0
    assert "已豁免：样稿" in done.stdout
    (office / "fazhi-check.toml").write_text("skip = ['placeholders']", "utf-8")
    assert "placeholders" not in lint(office, "报送/甲.txt", "--format", "line").stdout


def with_objections() -> Assessment:
    one = assessed("\r\n".join(["甲", *SAMPLE.splitlines()]) + "\r\n", "报送/甲.txt")
    return one._replace(objections=(objection(one, "[待补充]"), objection(one, "#3"), objection(one, "#3")))


def waiver(**fields: str) -> Waiver:
    return Waiver("rule", "left-overs", "", "", "模板要求保留", "", "", 2)._replace(**fields)  # type: ignore[arg-type]


def test_an_objection_is_waived_by_its_rule() -> None:
    marks = Marks(Waivers("w.yaml", ".", (waiver(),)), "2025-10-09")
    marked, meant, used = marks.on(with_objections())
    assert {one.accepted for one in marked.objections} == {Acceptance("waived", "模板要求保留")}
    assert not any(one.accepted for one in marked.findings)
    assert meant == used == {0}


def test_of_two_waivers_the_one_that_still_holds_counts() -> None:
    entries = (waiver(until="2020-01-01", line=2), waiver(reason="乙", line=5))
    marked, meant, used = Marks(Waivers("w.yaml", ".", entries), "2025-10-09").on(with_objections())
    assert {one.accepted.reason for one in marked.objections if one.accepted} == {"乙"}
    assert (meant, used) == ({0, 1}, {1})


def test_a_baseline_tells_objections_to_the_same_words_apart() -> None:
    one = with_objections()
    empty = Baseline(".")
    first = one._replace(objections=one.objections[:2])
    known = frozenset(empty.found(first)[1])
    marked = Marks(baseline=Baseline(".", known)).on(one).assessment
    assert [bool(it.accepted) for it in marked.objections] == [True, True, False]


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    one = with_objections()
    of_findings, of_objections = Baseline(str(tmp_path)).found(one)
    made = Baseline(str(tmp_path), frozenset([*of_findings, *of_objections]))
    (tmp_path / "b.json").write_text(made.text(), "utf-8")
    assert Baseline.read(str(tmp_path / "b.json")) == made


def test_objections_outside_the_changed_lines_are_marked() -> None:
    one = with_objections()
    line = one.document.text[: one.objections[0].span.start].count("\r\n") + 1
    marked = Marks(changed=lambda path: frozenset([line])).on(one).assessment
    assert not any(it.untouched for it in marked.objections)
    marked = Marks(changed=lambda path: frozenset([line + 1])).on(one).assessment
    assert all(it.untouched for it in marked.objections)
    assert not any(it.untouched for it in Marks(changed=lambda path: None).on(one).assessment.objections)
