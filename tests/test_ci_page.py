"""docs/ci.md: every command is run as it stands, every file it shows is the one that ships."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, called

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCKS = re.findall(r"(?:<!-- 同 (\S+) -->\n)?```(\w+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for _, kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the twenty submissions, on a branch that has changed two of them."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    top = tmp_path_factory.mktemp("仓库")
    keep = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(ROOT / "fixtures" / "submissions", top / "报送", ignore=keep)

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=top, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "报送")
    git("checkout", "-qb", "修改")
    for name in ("乡镇/石门镇.txt", "乡镇/云岭乡.txt"):
        file = top / "报送" / name
        file.write_text(file.read_text("utf-8").replace("有待加强", "需要加强"), "utf-8")
    git("commit", "-qam", "修改")
    return top


def test_every_command_does_what_the_page_says(repository: Path) -> None:
    if not shutil.which("sh"):
        pytest.skip("there is no POSIX shell")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    assert len(COMMANDS) >= 12
    for line in COMMANDS:
        stated = re.search(r"# 退出码 (\d)$", line)
        done = subprocess.run(
            ["sh", "-c", line], cwd=repository, capture_output=True, env={**os.environ, "PATH": path}
        )
        assert done.returncode == int(stated[1] if stated else 0), (line, done.stderr.decode())
        assert b"Traceback" not in done.stderr
    assert (repository / "评论.md").read_text("utf-8").startswith("<!-- fazhi-check -->")


@pytest.mark.parametrize("named", [file for file, _, _ in BLOCKS if file])
def test_files_that_the_page_shows_are_those_that_ship(named: str) -> None:
    assert [text for file, _, text in BLOCKS if file == named] == [(ROOT / named).read_text("utf-8")]


def test_the_twenty_are_reviewed_by_one_command(repository: Path) -> None:
    done = called(repository, "lint", "报送", "--format", "markdown=c.md", "--format", "gitlab=q.json")
    assert done.returncode == 3
    comment = (repository / "c.md").read_text("utf-8")
    assert "检查 19 份" in comment
    assert len(re.findall(r"^\| 报送/", comment, re.MULTILINE)) == 20
    assert comment.index("云岭乡") < comment.index("竹溪镇")
    assert (repository / "q.json").read_text("utf-8").startswith("[")


def test_the_configuration_waivers_and_template_of_the_page_work(repository: Path) -> None:
    blocks = {kind: text for file, kind, text in BLOCKS if not file}
    waivers = next(text for file, kind, text in BLOCKS if kind == "yaml" and text.startswith("waivers"))
    (repository / "fazhi-check.toml").write_text(blocks["toml"], "utf-8")
    (repository / "报送" / "fazhi-check-waivers.yaml").write_text(waivers, "utf-8")
    (repository / "意见.j2").write_text(blocks["jinja"], "utf-8")
    done = called(repository, "lint", "报送/乡镇", "--format", "template:意见.j2", "--fail-on", "never")
    assert "青栎县石门镇人民政府：" in done.stdout
    assert "三项制度" not in next(line for line in done.stdout.splitlines() if "云岭乡" in line)
    assert "overrides 第 1 段的 level" in called(repository, "config", "报送/街道/北苑街道.txt").stdout
    assert called(repository, "lint", "报送/乡镇").returncode == 1
    assert "已豁免" in (repository / "评论.md").read_text("utf-8")


def test_every_key_and_format_is_on_the_page() -> None:
    from fazhi_check import reporters
    from fazhi_check.configuration._keys import KEYS

    assert [name for name in reporters.names() if f"`{name}" not in PAGE] == []
    assert [key for key in KEYS if f"`{key}`" not in PAGE] == []


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", PAGE)
    assert links
    assert [one for one in links if not (ROOT / "docs" / one).exists()] == []
