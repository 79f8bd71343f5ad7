"""Configuration, as its users meet it: what is found, what wins, and one clear line for every mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import called, report
from fazhi_check.globbing import matches
from test_cli import one_line

WEAK = report("严格落实合法性审查制度，不断提高依法决策水平。", "全年调解纠纷152件。")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in ("乡镇/甲.txt", "街道/乙.txt"):
        file = tmp_path / name
        file.parent.mkdir()
        file.write_text(WEAK, "utf-8")
    return tmp_path


def settled(office: Path, text: str, where: str = "fazhi-check.toml") -> None:
    (office / where).write_text(text, "utf-8")


def results(office: Path, *arguments: str) -> dict[str, dict]:
    done = called(office, "lint", *arguments, "--format", "json", "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    return {Path(one["path"]).name: one for one in json.loads(done.stdout)["reports"]}


def test_a_configuration_is_found_upwards_and_the_nearest_one_holds(office: Path) -> None:
    settled(office, 'level = "市"\nyear = 2023\n')
    settled(office, 'level = "街道"\n', "街道/fazhi-check.toml")
    found = results(office, ".")
    assert (found["甲.txt"]["level"], found["甲.txt"]["year"]) == ("city", 2023)
    assert (found["乙.txt"]["level"], found["乙.txt"]["year"]) == ("subdistrict", 2024)


def test_a_section_of_pyproject_is_a_configuration_too(office: Path) -> None:
    settled(
        office, "[project]\nname = 'x'\n[tool.fazhi-check]\nonly = ['legality-review']\n", "pyproject.toml"
    )
    assert [one["id"] for one in results(office, "乡镇")["甲.txt"]["items"]] == ["legality-review"]
    settled(office, "[project]\nname = 'x'\n", "pyproject.toml")
    assert len(results(office, "乡镇")["甲.txt"]["items"]) > 1


def test_flags_beat_the_configuration(office: Path) -> None:
    settled(office, 'level = "市"\nfail-on = "never"\nformat = "line"\n')
    assert results(office, "乡镇", "--level", "县")["甲.txt"]["level"] == "county"
    assert called(office, "lint", "乡镇").returncode == 0
    assert called(office, "lint", "乡镇", "--fail-on", "error").returncode == 1
    assert called(office, "lint", "乡镇").stdout.startswith("乡镇/甲.txt:1:1: ")


def test_overrides_hold_for_their_paths_only_and_the_last_wins(office: Path) -> None:
    settled(
        office,
        'level = "乡镇"\n[[overrides]]\npaths = ["街道"]\nlevel = "街道"\nyear = 2020\n'
        '[[overrides]]\npaths = ["**/乙.*"]\nyear = 2021\n',
    )
    found = results(office, ".")
    assert (found["甲.txt"]["level"], found["甲.txt"]["year"]) == ("township", 2024)
    assert (found["乙.txt"]["level"], found["乙.txt"]["year"]) == ("subdistrict", 2021)


def test_extends_is_a_base_that_the_file_itself_overrides(office: Path) -> None:
    settled(office, 'level = "市"\nskip = ["shufa"]\n', "全县.toml")
    settled(office, 'extends = "../全县.toml"\nlevel = "乡镇"\n', "乡镇/fazhi-check.toml")
    found = results(office, "乡镇")["甲.txt"]
    assert found["level"] == "township"
    assert "shufa" not in {one["id"] for one in found["items"]}
    assert "没有检查必备要素：述法" in "".join(found["notes"])


def test_paths_are_meant_from_the_configuration(office: Path) -> None:
    settled(office, 'format = ["markdown=结果/评论.md", "console"]\n')
    (office / "结果").mkdir()
    called(office / "乡镇", "lint", ".")
    assert (office / "结果" / "评论.md").read_text("utf-8").startswith("<!-- fazhi-check -->")


def test_a_checklist_may_be_chosen_by_path(office: Path) -> None:
    text = (Path(__file__).parent.parent / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    own = text.replace("id: fazhi-2021-2025", "id: own", 1).replace("learned:", "# learned:", 1)
    settled(office, own, "街道清单.yaml")
    settled(office, '[[overrides]]\npaths = ["街道/*"]\nchecklist = "街道清单.yaml"\n')
    found = results(office, ".")
    assert found["甲.txt"]["checklist"]["id"] == "fazhi-2021-2025"
    assert found["乙.txt"]["checklist"]["id"] == "own"


def test_config_says_what_holds_and_where_it_comes_from(office: Path) -> None:
    settled(office, 'fail-on = "warning"\n[[overrides]]\npaths = ["街道/*"]\nlevel = "街道"\n')
    told = called(office, "config", "街道/乙.txt").stdout
    lines = {line.split()[0]: line for line in told.splitlines()}
    assert lines["level"].split() == [
        "level",
        "街道",
        "←",
        "fazhi-check.toml",
        "的",
        "overrides",
        "第",
        "1",
        "段的",
        "level",
    ]
    assert "fazhi-check.toml 的 fail-on" in lines["fail-on"]
    assert "默认" in lines["year"]
    assert (
        "没有指定"
        in {line.split()[0]: line for line in called(office, "config").stdout.splitlines()}["level"]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("levl = '县'", ("fazhi-check.toml", "levl", "level")),
        ("level = 3", ("level", "文字")),
        ("level = '村'", ("fazhi-check.toml 的 level", "乡镇")),
        ("year = '2024'", ("year", "整数")),
        ("year = 24", ("year", "年份")),
        ("force = 1", ("force", "true")),
        ("only = 'nothing'", ("fazhi-check.toml 的 only", "nothing")),
        ("only = [1]", ("only", "列表")),
        ("format = 'pdf'", ("pdf", "sarif")),
        ("fail-on = 'weak'", ("fail-on", "never")),
        ("max-size = 0", ("max-size",)),
        ("checklist = 'none'", ("none",)),
        ("level = 乡镇", ("第 1 行",)),
        ("extends = 'fazhi-check.toml'", ("extends", "圈")),
        ("extends = '没有.toml'", ("没有.toml", "读不了")),
        ("[[overrides]]\nlevel = '县'", ("overrides 第 1 段", "paths")),
        ("[[overrides]]\npaths = ['a']\nfail-on = 'error'", ("fail-on", "不能另设")),
        ("overrides = 1", ("overrides",)),
        ("baseline = '没有.json'", ("没有.json", "baseline create")),
        ("checklist-sha256 = 'abc'", ("checklist-sha256", "12")),
    ],
)
def test_mistakes_are_one_line_that_names_file_and_key(
    office: Path, text: str, words: tuple[str, ...]
) -> None:
    settled(office, text)
    done = called(office, "lint", "乡镇/甲.txt")
    assert done.returncode == 2
    assert done.stdout == ""
    told = one_line(done.stderr)
    assert all(word in told for word in words), told


def test_a_flag_of_zero_is_a_flag(office: Path) -> None:
    assert "--max-size" in one_line(called(office, "lint", "乡镇/甲.txt", "--max-size", "0").stderr)


def test_a_configuration_may_be_named_and_must_then_be_there(office: Path) -> None:
    settled(office, "year = 2021", "乡镇/own.toml")
    assert results(office, "街道", "--config", "乡镇/own.toml")["乙.txt"]["year"] == 2021
    assert "没有.toml" in one_line(called(office, "lint", "乡镇", "--config", "没有.toml").stderr)


def test_a_configuration_that_is_no_utf8_is_one_line(office: Path) -> None:
    (office / "fazhi-check.toml").write_bytes('level = "县"'.encode("gb18030"))
    assert "UTF-8" in one_line(called(office, "lint", "乡镇/甲.txt").stderr)


def test_a_pinned_checklist_is_used_as_pinned_or_not_at_all(office: Path) -> None:
    version = called(office, "--version").stdout
    sha256 = next(line for line in version.splitlines() if line.startswith("清单 fazhi-2021-2025")).split()[
        -1
    ]
    assert results(office, "乡镇", "--checklist-sha256", sha256)
    assert results(office, "乡镇", "--checklist-sha256", sha256[:12].upper())
    settled(office, f'checklist-sha256 = "{"0" * 64}"\n')
    done = called(office, "lint", "乡镇/甲.txt")
    assert done.returncode == 2
    assert sha256 in one_line(done.stderr)
    assert "fazhi-check.toml 的 checklist-sha256" in done.stderr


def test_version_tells_the_fingerprints_that_loading_finds(office: Path) -> None:
    from fazhi_check import loading

    told = called(office, "--version").stdout
    for name in loading.available():
        assert f"清单 {name} {loading.load(name).version}  sha256 {loading.load(name).sha256}" in told


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.txt", "a/b/c.txt", True),
        ("街道", "报送/街道/乙.txt", True),
        ("街道/", "街道/深/乙.txt", True),
        ("街道/*", "街道/乙.txt", True),
        ("街道/*.txt", "报送/街道/乙.txt", False),
        ("报送/**/乙.txt", "报送/乙.txt", True),
        ("报送/**/乙.txt", "报送/一/二/乙.txt", True),
        ("./报送/*.docx", "报送/a.docx", True),
        ("甲[0-9].txt", "甲3.txt", True),
        ("甲[!0-9].txt", "甲3.txt", False),
        ("a.txt", "aXtxt", False),
        ("街", "街道/乙.txt", False),
    ],
)
def test_patterns_for_paths(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits
