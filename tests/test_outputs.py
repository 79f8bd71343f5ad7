"""Outputs of one run: several formats at once, each whole or not at all, the same from everywhere."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conftest import ROOT, called, report
from test_cli import _imported, one_line, run_in

TEXT = report("严格落实合法性审查制度，不断提高依法决策水平。", "全年调解纠纷152件，举办普法活动36场。")
EACH = ("json", "sarif", "junit", "tap", "markdown", "line", "gitlab", "checkstyle", "jsonl", "github")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    for name in ("甲", "乙"):
        (tmp_path / "报送" / f"{name}.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_several_formats_in_one_run_are_what_each_is_alone(office: Path) -> None:
    together = [argument for name in EACH for argument in ("--format", f"{name}={name}.out")]
    done = called(office, "lint", "报送", "没有.txt", *together, "--format", "console")
    assert done.returncode == 3
    assert done.stdout == called(office, "lint", "报送", "没有.txt").stdout
    for name in EACH:
        alone = called(office, "lint", "报送", "没有.txt", "--format", name).stdout
        assert (office / f"{name}.out").read_text("utf-8") == alone, name


def test_where_all_goes_into_files_one_line_sums_up(office: Path) -> None:
    done = called(office, "lint", "报送", "没有.txt", "--format", "json=a", "--format", "line=b")
    assert done.stdout == ""
    assert one_line(done.stderr) == "fazhi-check：检查 2 份，2 份有必改内容，1 份没能检查；结果写入 a、b。\n"
    assert called(office, "lint", "报送", "--format", "json", "--output", "a").stderr == ""


def test_many_files_in_several_formats(office: Path) -> None:
    """With processes: every format gets every file, in order."""
    for number in range(60):
        (office / "报送" / f"{number:02}.txt").write_text(TEXT.replace("152", str(number + 1)), "utf-8")
    called(office, "lint", "报送", "--format", "jsonl=l", "--format", "line=t", "--format", "json=j")
    paths = [one["path"] for one in json.loads((office / "j").read_text("utf-8"))["reports"]]
    assert len(paths) == 62
    lines = [json.loads(line) for line in (office / "l").read_text("utf-8").splitlines()[1:]]
    assert [one["path"] for one in lines] == paths
    named = [line.split(":")[0] for line in (office / "t").read_text("utf-8").splitlines()]
    assert list(dict.fromkeys(named)) == paths


def test_an_absolute_path_gives_what_a_relative_one_gives(office: Path) -> None:
    for name in ("sarif", "gitlab", "line", "junit", "github"):
        relative = called(office, "lint", "报送", "--format", name).stdout
        assert called(office, "lint", str(office / "报送"), "--format", name).stdout == relative


def test_the_bytes_do_not_depend_on_the_process(office: Path) -> None:
    formats = [argument for name in EACH for argument in ("--format", f"{name}={name}.out")]
    runs = []
    for seed in ("1", "2"):
        run_in(office, "lint", "报送", *formats, PYTHONHASHSEED=seed)
        runs.append([(office / f"{name}.out").read_bytes() for name in EACH])
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "json", "--format", "line"), "都输出到屏幕"),
        (("--format", "json=a", "--format", "line=./a"), "同一个文件"),
        (("--format", "json=a", "--output", "b"), "--output"),
        (("--format", "json="), "文件名"),
        (("--format", "pdf=a"), "pdf"),
        (("--format", "json:x=a"), "json:x"),
        (("--format", "json=报送/甲.txt"), "覆盖"),
        (("--format", "json=没有/a"), "写不了"),
        (("--format", "json=a", "--format", "template=b"), "template"),
    ],
)
def test_mistakes_are_one_line_and_leave_nothing_behind(
    office: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = sorted(office.rglob("*"))
    done = called(office, "lint", "报送", *arguments)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert sorted(office.rglob("*")) == before


def test_a_template_that_fails_half_way_leaves_earlier_results_alone(office: Path) -> None:
    pytest.importorskip("jinja2")
    (office / "a.json").write_text("earlier", "utf-8")
    (office / "t.j2").write_text("{{ reports[9].path }}", "utf-8")
    done = called(office, "lint", "报送", "--format", "json=a.json", "--format", "template:t.j2=b")
    assert done.returncode == 2
    assert "t.j2" in one_line(done.stderr)
    assert (office / "a.json").read_text("utf-8") == "earlier"
    assert {one.name for one in office.iterdir()} == {"报送", "a.json", "t.j2"}


def test_a_pipe_is_written_to_and_not_replaced(office: Path) -> None:
    """As root, replacing what is no file would do away with a device that the whole machine needs."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes")
    pipe = office / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        called(office, "lint", "报送/甲.txt", "--only", "shufa", "--format", "line=pipe")
        assert os.read(reading, 4096).decode().startswith("报送/甲.txt:1:1: ")
    finally:
        os.close(reading)
    assert pipe.is_fifo()


def test_a_plain_run_loads_nothing_for_what_it_does_not_use(office: Path) -> None:
    """No configuration, no waivers, no baseline: the start costs what it did."""
    called(office, "lint", "报送/甲.txt")
    loaded = _imported("lint", str(office / "报送" / "甲.txt"), "--format", "json")
    assert not loaded & {"tomllib", "subprocess", "ruamel", "tempfile", "pickle", "jinja2", "typer"}


def test_the_fixtures_of_this_project_are_checked_without_its_own_configuration() -> None:
    """`pyproject.toml` stands above them and has no section for us."""
    assert "没有，全部按默认" in called(ROOT, "config", "fixtures/reports/township-good.txt").stdout
