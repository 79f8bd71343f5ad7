"""This year's report against the last one, and trends over several audits."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from conftest import HEAD, OPENING, REPORTS, ROOT
from fazhi_check.audit.charts import sparkline
from fazhi_check.audit.comparing import Comparison, Fate, compare
from fazhi_check.audit.outputs import write_all
from fazhi_check.audit.records import Record
from fazhi_check.audit.trends import points, series
from fazhi_check.audit.years import LastYear, NoResults, key
from records_of import record, run
from test_cli import one_line
from test_cli import run as command

YEARS = ROOT / "fixtures" / "years"
PAIRS = {"good": ("township-good", "fengyi-2025"), "poor": ("township-poor", "wushiping-2025")}


def _pair(name: str) -> tuple[Record, Record]:
    last, this = PAIRS[name]
    return (
        record((REPORTS / f"{last}.txt").read_bytes(), f"{last}.txt"),
        record((YEARS / f"{this}.txt").read_bytes(), f"{this}.txt"),
    )


@pytest.fixture(scope="module")
def good(_own_cache: None) -> Comparison:
    return compare(*_pair("good"))


@pytest.fixture(scope="module")
def poor(_own_cache: None) -> Comparison:
    return compare(*_pair("poor"))


def _fate(comparison: Comparison, words: str) -> Fate:
    return next(fate for fate in comparison.plans if words in fate.planned.text)


@pytest.mark.parametrize(
    ("which", "planned", "told"),
    [
        ("good", "新修订的行政裁量权基准", "细化为5档"),
        ("good", "法治小院", "夜间普法18场"),
        ("poor", "一律先交司法所审查", "全年审查23件"),
        ("poor", "聘请1名律师", "解答问题36次"),
    ],
)
def test_a_plan_that_was_carried_out(
    which: str, planned: str, told: str, request: pytest.FixtureRequest
) -> None:
    fate = _fate(request.getfixturevalue(which), planned)
    assert fate.state == "done"
    assert fate.told is not None
    assert told in fate.told.text


def test_a_plan_that_fell_short_names_both_numbers(good: Comparison) -> None:
    fate = _fate(good, "跟班学习")
    assert fate.state == "partly"
    assert fate.told is not None
    assert fate.told.text == "选派队员到县直执法部门跟班学习8人次。"
    assert fate.note == "安排的是10人次，写到的是8人次"


def test_a_plan_that_nobody_speaks_of(good: Comparison) -> None:
    assert _fate(good, "化解专班").state == "unmentioned"
    assert _fate(good, "化解专班").told is None


def test_a_plan_that_is_planned_again(good: Comparison, poor: Comparison) -> None:
    for fate in (_fate(good, "承包台账"), _fate(poor, "公共法律服务室")):
        assert fate.state == "unmentioned"
        assert fate.note.startswith("今年又写进下年安排：")


def test_slogans_and_openings_are_no_plans(poor: Comparison) -> None:
    assert len(poor.plans) == 3
    assert not any("再上新台阶" in fate.planned.text for fate in poor.plans)


def test_problems_that_come_back(good: Comparison, poor: Comparison) -> None:
    assert [problem.verbatim for problem in poor.problems] == [True, True]
    told = {problem.last.text: problem for problem in good.problems}
    assert told["执法专业力量偏弱。"].verbatim
    nearly = next(problem for text, problem in told.items() if "9起未能彻底化解" in text)
    assert not nearly.verbatim
    assert "7起没有彻底化解" in nearly.this.text
    assert not any("普法覆盖" in text for text in told), "a problem that was solved does not come back"


def test_elements_that_got_worse_stand_first(poor: Comparison) -> None:
    worse = [change.worse for change in poor.changes]
    assert worse == sorted(worse, reverse=True)
    changed = {change.item: (change.last, change.this) for change in poor.changes}
    assert changed["shufa"] == ("missing", "met")


def test_a_report_against_itself_repeats_everything() -> None:
    last, _ = _pair("good")
    same = compare(last, last)
    assert same.copied > 0.99
    assert same.changes == ()
    assert all(problem.verbatim for problem in same.problems)


def test_a_plan_is_not_found_in_this_years_plans_or_problems() -> None:
    last = record(
        f"{HEAD}\n{OPENING}\n一、2024年主要举措和成效\n调解纠纷152件。\n二、2025年工作安排\n建立行政执法案卷评查机制，每季度评查案卷20卷。\n"
    )
    for where in ("二、存在的不足", "二、2026年工作安排"):
        text = f"{HEAD.replace('2024', '2025')}\n2025年，工作有序。\n一、2025年主要举措和成效\n调解纠纷160件。\n{where}\n行政执法案卷评查机制没有建立起来，每季度评查案卷的安排落空。\n"
        (fate,) = compare(last, record(text)).plans
        assert fate.state == "unmentioned"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("澜屏县枫漪镇人民政府", "澜屏县枫漪镇"),
        ("中共砚北县委员会、砚北县人民政府", "砚北县人民政府"),
        ("剡谷区荷口街道办事处", "剡谷区荷口街道"),
    ],
)
def test_a_units_names_from_year_to_year(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_units_that_are_not_the_same() -> None:
    assert (
        len(
            {
                key(name)
                for name in ("澜屏县枫漪镇人民政府", "澜屏县人民政府", "澜屏县司法局", "青栎县枫漪镇人民政府")
            }
        )
        == 4
    )


def _audit(folder: Path, *records: Record, previous: Path | None = None) -> Path:
    folder.mkdir()
    lines = [json.dumps(one, ensure_ascii=False) for one in records]
    failure = json.dumps({"path": "坏.pdf", "reason": "打不开。"}, ensure_ascii=False)
    (folder / "results.jsonl").write_text("\n".join([*lines, failure]) + "\n", "utf-8")
    write_all(run(list(records), previous=previous), folder)
    return folder


@pytest.fixture(scope="module")
def audits(_own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("years")
    pairs = [_pair(name) for name in PAIRS]
    last = _audit(place / "2024", *(pair[0] for pair in pairs))
    return last, _audit(place / "2025", *(pair[1] for pair in pairs), previous=last)


def test_an_audit_says_what_became_of_last_years_plans(audits: tuple[Path, Path]) -> None:
    rows = [
        tuple(cell.value for cell in row)
        for row in openpyxl.load_workbook(audits[1] / "audit.xlsx")["与上年比较"].iter_rows(min_row=2)
    ]
    partly = next(row for row in rows if row[6] == "部分写到")
    assert partly[0] == "澜屏县枫漪镇人民政府"
    assert "不少于10人次" in partly[2]
    assert "8人次" in partly[4]
    assert "原样再写" in [row[6] for row in rows]
    page = (audits[1] / "index.html").read_text("utf-8")
    assert "选派队员到县直执法部门跟班学习8人次" in page


def test_last_years_record_is_the_latest_earlier_one(tmp_path: Path) -> None:
    last, this = _pair("good")
    older = {**last, "year": 2022, "path": "旧.txt"}
    with (tmp_path / "results.jsonl").open("w", encoding="utf-8") as out:
        for one in (last, older, this):
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
    before = LastYear(tmp_path)
    found = before.of(this)
    before.close()
    assert found is not None
    assert found["path"] == last["path"]


def test_broken_results_are_said_to_be_broken(tmp_path: Path) -> None:
    with pytest.raises(NoResults, match=r"没有 results\.jsonl"):
        LastYear(tmp_path)
    (tmp_path / "results.jsonl").write_text('{"path": "a", "rea', "utf-8")
    with pytest.raises(NoResults, match="第 1 行"):
        LastYear(tmp_path)


def test_trends_hold_what_the_summaries_hold(audits: tuple[Path, Path]) -> None:
    found = points([audits[1], audits[0]])
    assert [point.label for point in found] == ["2024年度", "2025年度"]
    measures = {one.title: one for one in series(found)}
    assert measures["检查报告"].values == (2, 2)
    assert measures["未报送"].values == (None, None), "without a roster nobody knows"
    assert measures["述法"].values == (50.0, 100.0)
    assert measures["述法"].change == 50.0


def test_trends_of_an_audit_that_left_no_summary(audits: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "旧").mkdir()
    results = (audits[0] / "results.jsonl").read_bytes()
    (tmp_path / "旧" / "results.jsonl").write_bytes(results)
    (one,) = points([tmp_path / "旧"])
    (other,) = points([audits[0]])
    assert one.summary["items"] == other.summary["items"]
    assert one.summary["score"] == other.summary["score"]


def test_a_line_of_bars() -> None:
    assert sparkline([0, 50, None, 100], 100) == "▁▅·█"
    assert sparkline([0, 0], 0) == "▁▁"


# ---- the command line


def test_compare_on_the_screen(good: Comparison) -> None:
    done = command("compare", REPORTS / "township-good.txt", YEARS / "fengyi-2025.txt")
    assert done.returncode == 0, done.stderr
    assert "[部分写到] 与县直执法部门开展跟班学习" in done.stdout
    assert "安排的是10人次，写到的是8人次" in done.stdout
    assert "[原样再写]" in done.stdout


def test_compare_folders_and_audits_pair_units(audits: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("township-good", "county-good"):
        (tmp_path / f"{name}.txt").write_bytes((REPORTS / f"{name}.txt").read_bytes())
    done = command("compare", tmp_path, audits[1], "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["schema"] == "fazhi-check/comparison/v1"
    assert [one["unit"] for one in told["comparisons"]] == ["澜屏县枫漪镇人民政府"]
    assert told["only_last"] == ["砚北县人民政府"]
    assert told["only_this"] == ["坪皋县乌石坪乡人民政府"]
    assert [plan["state"] for plan in told["comparisons"][0]["plans"]].count("done") == 2


def test_reports_that_do_not_belong_together_are_compared_with_a_word_of_warning() -> None:
    done = command("compare", YEARS / "fengyi-2025.txt", REPORTS / "township-poor.txt")
    assert done.returncode == 0
    assert "两份报告的单位不同：澜屏县枫漪镇人民政府，坪皋县乌石坪乡人民政府" in done.stderr
    assert "可能写反了" in done.stderr


@pytest.mark.parametrize("output_format", ["html", "markdown"])
def test_compare_as_a_document(output_format: str, tmp_path: Path) -> None:
    target = tmp_path / "比较"
    done = command(
        "compare",
        REPORTS / "township-poor.txt",
        YEARS / "wushiping-2025.txt",
        "-f",
        output_format,
        "-o",
        target,
    )
    assert done.returncode == 0, done.stderr
    text = target.read_text("utf-8")
    assert "聘请律师1名担任乡政府法律顾问" in text
    assert "没有写到" in text
    assert "<script" not in text


def test_words_of_a_report_do_not_become_markup(tmp_path: Path) -> None:
    plan = "聘请<b>1名</b>律师|担任`法律`顾问，参与合同谈判。"
    for year in (2024, 2025):
        (tmp_path / f"{year}.txt").write_text(
            f"青栎县竹溪镇{year}年法治政府建设年度报告\n{year}年，工作有序。\n一、{year}年主要举措和成效\n调解纠纷152件。\n"
            f"二、{year + 1}年工作安排\n{plan}\n",
            "utf-8",
        )
    files = (tmp_path / "2024.txt", tmp_path / "2025.txt")
    assert "<b>" not in command("compare", *files, "-f", "html").stdout
    markdown = command("compare", *files, "-f", "markdown").stdout
    assert "<b>" not in markdown
    row = next(line for line in markdown.splitlines() if line.startswith("| 没有写到"))
    assert row.replace("\\|", "").count("|") == 4


def test_history_on_the_screen_and_as_documents(audits: tuple[Path, Path], tmp_path: Path) -> None:
    done = command("history", *audits)
    assert done.returncode == 0, done.stderr
    heads, *rows = done.stdout.splitlines()
    assert "2024年度" in heads
    assert "2025年度" in heads
    assert any(row.startswith("*述法") and "50%" in row and "+50" in row for row in rows)
    told = json.loads(command("history", *audits, "-f", "json").stdout)
    assert [one["label"] for one in told["audits"]] == ["2024年度", "2025年度"]
    target = tmp_path / "走势.html"
    assert command("history", *audits, "-f", "html", "-o", target).returncode == 0
    page = target.read_text("utf-8")
    assert page.count("<svg") > 3
    assert "://" not in page


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("compare", "没有.txt", "也没有.txt"), 3, "没有 没有.txt"),
        (("compare", "README.md", "README.md", "-f", "pdf"), 2, "没有“pdf”这种格式"),
        (("history", "没有"), 3, "没有 没有"),
        (("history", "fixtures"), 3, "没有 results.jsonl"),
        (("history",), 2, "缺少"),
    ],
)
def test_mistakes_are_one_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = command(*arguments)
    assert done.returncode == code, done.stderr
    assert said in one_line(done.stderr)
