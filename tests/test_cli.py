"""The command line as its users meet it: exit codes, one clear line for every mistake, help, speed of start."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, report
from formats import as_docx

GOOD = report(
    "全年由司法所审查合同协议86件，提出修改意见142条。", "全年调解纠纷152件。", "举办普法活动36场。"
)


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    return run_in(ROOT, *arguments, stdin=stdin, **environment)


def run_in(
    folder: Path, *arguments: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_check", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", **environment},
        cwd=folder,
        timeout=120,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(text: str) -> str:
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    assert any("\u4e00" <= character <= "\u9fff" for character in text)
    return text


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "报告.txt"
    file.write_text(GOOD, "utf-8")
    return file


def test_a_missing_library_is_one_line(good: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['jinja2'] = None; from fazhi_check.__main__ import main; main()"
    output = tmp_path / "a.html"
    for arguments in (["lint", good, "--format", "html", "-o", output], ["serve"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True,
            env={**os.environ, "PYTHONUTF8": "1"},
            cwd=ROOT,
            timeout=120,
        )
        assert done.returncode == 2
        assert "pip install" in one_line(done.stderr.decode())
    assert not output.exists()


def test_a_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in one_line(done.stderr)


def test_clean_findings_and_never(good: Path) -> None:
    assert run("lint", good, "--only", "legality-review").returncode == 0
    assert run("lint", good).returncode == 1
    assert run("lint", good, "--fail-on", "never").returncode == 0


def test_weak_weighs_a_level_less(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(report("严格落实合法性审查制度，不断提高依法决策水平。", "调解纠纷152件。"), "utf-8")
    assert run("lint", file, "--only", "legality-review").returncode == 0
    assert run("lint", file, "--only", "legality-review", "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lint", "GOOD", "--checklist", "none"], "清单"),
        (["lint", "GOOD", "--checklist", "none.yaml"], "找不到"),
        (["lint", "GOOD", "--format", "pdf"], "console"),
        (["lint", "GOOD", "--fail-on", "weak"], "--fail-on"),
        (["lint", "GOOD", "--level", "村"], "乡镇"),
        (["lint", "GOOD", "--year", "24"], "--year"),
        (["lint", "GOOD", "--only", "nothing"], "fazhi-check items"),
        (["lint", "GOOD", "--only", "shufa", "--skip", "shufa"], "矛盾"),
        (["lint", "GOOD", "--output", "/nowhere/at/all.json"], "写不了"),
        (["show", "nothing"], "fazhi-check items"),
        (["show", "行政"], "哪一个"),
        (["show", "shufaa"], "shufa"),
        (["show"], "ITEM"),
        (["lint"], "PATH"),
        (["lnit", "GOOD"], "没有这样的命令"),
        (["lint", "GOOD", "--formt", "json"], "--format"),
        (["lint", "GOOD", "--year", "二〇二四"], "--year"),
        (["lint", "GOOD", "--level"], "--level"),
    ],
)
def test_usage_mistakes_get_one_line_and_exit_code_2(good: Path, arguments: list[str], words: str) -> None:
    done = run(*(str(good) if one == "GOOD" else one for one in arguments))
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert done.stdout == ""


def test_unreadable_files_are_listed_apart_with_exit_code_3(tmp_path: Path, good: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "图.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "坏.docx").write_bytes(as_docx(GOOD)[:300])
    done = run("lint", tmp_path, tmp_path / "没有.txt", "--format", "json")
    assert done.returncode == 3
    result = json.loads(done.stdout)
    assert [Path(one["path"]).name for one in result["reports"]] == ["报告.txt"]
    assert {Path(one["path"]).name for one in result["failures"]} == {
        "空.txt",
        "图.txt",
        "坏.docx",
        "没有.txt",
    }
    assert all("\n" not in one["reason"] for one in result["failures"])


def test_what_is_no_annual_report_is_not_judged_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(
        "关于开展法治政府建设督察的通知\n各乡镇人民政府：\n现就有关事项通知如下，请认真贯彻落实。\n" * 3,
        "utf-8",
    )
    done = run("lint", file)
    assert done.returncode == 3
    assert "通知" in done.stdout
    assert "缺失" not in done.stdout
    assert run("lint", file, "--force", "--format", "json").returncode == 1


def test_a_reader_of_the_output_may_leave_early(good: Path, tmp_path: Path) -> None:
    """As `… | head` does: no traceback."""
    done = subprocess.run(
        f"{sys.executable} -m fazhi_check lint {good} --verbose | head -c 10",
        shell=True,
        capture_output=True,
        cwd=ROOT,
    )
    assert done.stderr == b""


def test_items_may_be_named_by_title(good: Path) -> None:
    by_title = run("lint", good, "--only", "述法，三项制度", "--format", "json").stdout
    assert (
        by_title == run("lint", good, "--only", "shufa", "--only", "three-systems", "--format", "json").stdout
    )


def test_what_may_be_a_submission_is_never_passed_over(tmp_path: Path, good: Path) -> None:
    (tmp_path / "扫描.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 99)
    done = run("lint", tmp_path)
    assert "没有检查" in done.stdout
    assert "扫描.jpg" in done.stdout
    assert done.returncode == 3


def test_folder_glob_and_stdin(tmp_path: Path, good: Path) -> None:
    inner = tmp_path / "乡镇"
    inner.mkdir()
    (inner / "b.docx").write_bytes(as_docx(GOOD))
    (inner / "~$b.docx").write_bytes(b"lock")
    (inner / "c.css").write_bytes(b"p {}")
    for arguments, count in (([tmp_path], 2), ([f"{tmp_path}/*.txt"], 1), ([good, tmp_path], 2)):
        done = run("lint", *arguments, "--format", "json", "--fail-on", "never")
        assert len(json.loads(done.stdout)["reports"]) == count
    done = run("lint", "-", "--format", "json", "--fail-on", "never", stdin=GOOD.encode("gb18030"))
    assert json.loads(done.stdout)["reports"][0]["path"] == "-"


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    done = run("lint", tmp_path)
    assert done.returncode == 3
    assert "没有可检查的文件" in done.stdout


def test_many_files_in_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    for number in range(60):
        text = GOOD.replace("86件", f"{number + 1}件")
        (tmp_path / f"{number:02}.txt").write_text("" if number == 7 else text, "utf-8")
    many = json.loads(run("lint", tmp_path, "--format", "json").stdout)
    assert [Path(one["path"]).name for one in many["reports"]] == [f"{n:02}.txt" for n in range(60) if n != 7]
    assert len(many["failures"]) == 1
    one = json.loads(run("lint", tmp_path / "41.txt", "--format", "json").stdout)
    assert one["reports"][0] == many["reports"][40]


def test_output_goes_to_a_file(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.json"
    done = run("lint", good, "--format", "json", "--output", out)
    assert done.stdout == ""
    assert json.loads(out.read_text("utf-8"))["schema"] == "fazhi-check/assessment/v1"


def test_level_and_year_override(good: Path) -> None:
    done = run("lint", good, "--level", "部门", "--year", "2022", "--format", "json")
    found = json.loads(done.stdout)["reports"][0]
    assert (found["level"], found["year"]) == ("department", 2022)


def test_verbose_shows_all_evidence(good: Path) -> None:
    assert "全部证据" in run("lint", good, "--verbose").stdout
    assert "全部证据" not in run("lint", good).stdout


def test_items_and_show_explain() -> None:
    done = run("items")
    assert done.stdout.count("\n") == 34
    by_id, by_title = run("show", "shufa"), run("show", "述法")
    assert by_id.stdout == by_title.stdout
    assert run("show", "三项制度").stdout == run("show", "three-systems").stdout
    for word in ("要什么", "依据", "线索", "建议", "充分的例子"):
        assert word in by_id.stdout


def test_quick_help_is_what_typer_would_write() -> None:
    from typer.testing import CliRunner

    from fazhi_check.cli.app import app

    typed = CliRunner().invoke(app, ["--help"], prog_name="fazhi-check", env={"COLUMNS": "80"}).output
    assert run("--help").stdout == typed


def test_the_short_way_knows_the_options_that_typer_knows() -> None:
    """Every option of `lint` that typer offers is understood by the short way, under the same name."""
    import inspect
    import typing

    from fazhi_check.cli import lint, quick

    offered = {}
    hints = typing.get_type_hints(lint.lint, include_extras=True)
    for name in inspect.signature(lint.lint).parameters:
        option = hints[name].__metadata__[0]
        declared = [one for one in (option.default, *(option.param_decls or ())) if str(one).startswith("-")]
        for flag in declared or [f"--{name.replace('_', '-')}"]:
            offered[flag] = name
    offered.pop("--paths")
    assert offered == quick.VALUES | quick.FLAGS


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "a.txt"],
        [
            "lint",
            "a.txt",
            "b",
            "--format",
            "json",
            "--year",
            "2024",
            "--only",
            "shufa",
            "--only",
            "x",
            "-v",
            "--force",
        ],
        [
            "lint",
            "-",
            "-o",
            "out.json",
            "-f",
            "json",
            "--level",
            "乡镇",
            "--fail-on",
            "never",
            "--skip",
            "a,b",
        ],
    ],
)
def test_the_short_way_understands_what_typer_understands(arguments: list[str], monkeypatch) -> None:
    from typer.testing import CliRunner

    from fazhi_check.cli import lint, quick
    from fazhi_check.cli.app import app

    asked = []
    monkeypatch.setattr(lint, "run", lambda request: asked.append(request) or 0)
    CliRunner().invoke(app, arguments)
    assert asked == [quick.request_of(arguments)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint"],
        ["lint", "--help"],
        ["lint", "a", "--format=json"],
        ["lint", "a", "--year", "x"],
        ["lint", "a", "-o"],
        ["items"],
        [],
    ],
)
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    from fazhi_check.cli import quick

    assert quick.request_of(arguments) is None


def test_version() -> None:
    from fazhi_check import __version__

    assert run("--version").stdout.splitlines()[0] == f"fazhi-check {__version__}"


def _imported(*arguments: str) -> set[str]:
    code = "import sys; sys.argv = ['fazhi-check', *sys.argv[1:]]\n"
    code += "from fazhi_check.__main__ import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    return {name.split(".")[0] for name in done.stderr.decode().split("\n")}


def test_help_and_version_load_nothing_heavy() -> None:
    for option in ("--help", "--version"):
        assert not _imported(option) & {
            "typer",
            "rich",
            "pydantic",
            "lxml",
            "ruamel",
            "rapidfuzz",
            "ahocorasick_rs",
        }


def test_linting_a_text_does_not_load_what_it_does_not_need(good: Path) -> None:
    assert run("lint", good).returncode == 1  # fills the cache of the compiled checklist
    loaded = _imported("lint", str(good), "--format", "json")
    unneeded = {"typer", "pydantic", "rich", "lxml", "ruamel", "numpy", "docx", "multiprocessing", "sklearn"}
    assert not loaded & unneeded


def test_console_without_colours_or_utf8_loses_nothing(good: Path) -> None:
    plain = run("lint", good, NO_COLOR="1")
    assert "\x1b" not in plain.stdout
    assert "[-] 缺失" in plain.stdout
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_check", "lint", str(good)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 1
    assert "缺失" in done.stdout.decode("gbk", "replace")


def test_readme_commands_name_files_that_exist() -> None:
    import re

    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text("utf-8")
        named = re.findall(r"fixtures/\S+?\.(?:txt|docx|html)", text)
        assert named
        assert all((ROOT / one).is_file() for one in named)
        links = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
        assert all((ROOT / one).exists() for one in links), links
