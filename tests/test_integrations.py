"""Ready-made files: each is run as far as a machine without CI servers can, and checked by the tools of its kind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, report

BIN = Path(sys.executable).parent
GOOD = report("全年由司法所审查合同协议86件，提出修改意见142条。", "全年调解纠纷152件，举办普法活动36场。")
GIT = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def needs(*programs: str) -> None:
    for one in programs:
        if not shutil.which(one):
            pytest.skip(f"{one} is not installed")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *GIT, *arguments], cwd=folder, check=True, capture_output=True)


def shell(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, capture_output=True, env={**os.environ, "PATH": path, **environment}, check=False
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository in which a branch has added one report to another."""
    needs("git")
    top = tmp_path / "仓库"
    (top / "报送").mkdir(parents=True)
    (top / "报送" / "甲.txt").write_text(GOOD, "utf-8")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-qm", "1")
    git(top, "checkout", "-qb", "draft")
    (top / "报送" / "乙 镇.txt").write_text(GOOD.replace("竹溪镇", "石门镇"), "utf-8")
    git(top, "add", ".")
    git(top, "commit", "-qm", "2")
    return top


# ------------------------------------------------------------------------------------------------ GitHub


def outputs(folder: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (folder / "out").read_text("utf-8").splitlines())


def action(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the action's own step with the variables that the runner sets."""
    needs("bash")
    (folder / "out").write_text("", "utf-8")
    (folder / "summary").write_text("", "utf-8")
    environment = {f"FAZHI_CHECK_{name.upper()}": value for name, value in settings.items()}
    return shell(
        folder,
        str(ROOT / "integrations" / "github" / "check.sh"),
        GITHUB_OUTPUT=str(folder / "out"),
        GITHUB_STEP_SUMMARY=str(folder / "summary"),
        GITHUB_ACTIONS="true",
        **environment,
    )


def test_the_action_annotates_sums_up_and_hands_on_its_files(repository: Path) -> None:
    done = action(repository, paths="报送", diff="main", args="--level=乡镇\n")
    assert done.returncode == 1, done.stderr
    assert "::error file=报送/乙 镇.txt,line=1," in done.stdout
    assert "甲.txt" not in done.stdout
    assert outputs(repository) == {
        "exit-code": "1", "sarif": "fazhi-check.sarif", "comment": "fazhi-check.md",
    }  # fmt: skip
    assert "石门镇" in (repository / "summary").read_text("utf-8")
    assert json.loads((repository / "fazhi-check.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_action_tells_when_it_could_not_run(repository: Path) -> None:
    done = action(repository, paths="报送\n报送/甲.txt", fail_on="immer")
    assert done.returncode == 2
    assert "--fail-on" in done.stderr
    assert outputs(repository) == {"exit-code": "2", "sarif": "", "comment": ""}
    assert (repository / "summary").read_text("utf-8") == ""
    assert action(repository, paths="报送", fail_on="never").returncode == 0


def test_the_action_hands_every_input_to_its_script() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    script = (ROOT / "integrations" / "github" / "check.sh").read_text("utf-8")
    handed = dict(re.findall(r"(FAZHI_CHECK_\w+): \$\{\{ inputs\.([\w-]+) \}\}", text))
    declared = re.findall(r"^  ([\w-]+):\n    description", text.split("outputs:")[0], re.MULTILINE)
    assert sorted(handed.values()) == sorted(declared)
    assert all(f"${{{name}:-" in script for name in handed)
    assert os.access(ROOT / "integrations" / "github" / "check.sh", os.X_OK)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-actions", ["action.yml"]),
        ("github-workflows", ["integrations/github/workflow.yml", "integrations/gitea/workflow.yml"]),
        ("gitlab-ci", ["integrations/gitlab/fazhi-check.gitlab-ci.yml"]),
    ],
)
def test_ci_files_match_the_schema_of_their_server(schema: str, files: list[str]) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *transform]
    done = subprocess.run(
        [*command, *(str(ROOT / one) for one in files)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_have_no_known_weakness() -> None:
    """Whoever copies the example puts in the commits he trusts; nothing else may be found."""
    if not (BIN / "zizmor").exists():
        pytest.skip("zizmor is not installed (pip install '.[interop]')")
    files = ["action.yml", "integrations/github/workflow.yml"]
    done = shell(ROOT, "zizmor", "--offline", "--no-progress", "--format", "json", *files)
    assert {one["ident"] for one in json.loads(done.stdout)} <= {"unpinned-uses"}


# ------------------------------------------------------------------------------------------------ GitLab, Jenkins, Gitea


def test_the_gitlab_job_runs_and_leaves_its_reports(repository: Path) -> None:
    from ruamel.yaml import YAML

    needs("sh")
    file = ROOT / "integrations" / "gitlab" / "fazhi-check.gitlab-ci.yml"
    job = YAML(typ="safe").load(file.read_text("utf-8"))["fazhi-check"]
    base = shell(repository, "git", "rev-parse", "main").stdout.strip()
    variables = {**job["variables"], "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = shell(repository, "sh", "-ec", "\n".join(job["script"]), **variables)
    assert done.returncode == 1, done.stderr
    assert "石门镇" in done.stdout
    for path in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (repository / path).stat().st_size > 0
    quality = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {one["location"]["path"] for one in quality} == {"报送/乙 镇.txt"}


def test_the_jenkins_step_runs_and_leaves_what_the_plugins_read(repository: Path) -> None:
    needs("sh")
    text = (ROOT / "integrations" / "jenkins" / "Jenkinsfile").read_text("utf-8")
    assert text.count("{") == text.count("}")
    step = re.search(r"sh '''(.*?)'''", text, re.DOTALL)[1]  # type: ignore[index]
    lint = step[step.index(".venv/bin/fazhi-check") :].replace(".venv/bin/", "")
    done = shell(repository, "sh", "-ec", lint)
    assert done.returncode == 1, done.stderr
    for name in re.findall(r"'(fazhi-check\.[\w.]+)'", text):
        assert (repository / name).stat().st_size > 0


def test_the_gitea_steps_run_and_make_a_comment(repository: Path) -> None:
    from ruamel.yaml import YAML

    needs("sh")
    workflow = YAML(typ="safe").load((ROOT / "integrations" / "gitea" / "workflow.yml").read_text("utf-8"))
    steps = [one["run"] for one in workflow["jobs"]["check"]["steps"] if "run" in one]
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    assert shell(repository, "sh", "-ec", steps[1], GITHUB_BASE_REF="main").returncode == 1
    body = steps[2].split("|")[0]
    assert "石门镇" in json.loads(shell(repository, "sh", "-ec", body).stdout)["body"]


# ------------------------------------------------------------------------------------------------ pre-commit


def test_the_hook_file_is_one_that_pre_commit_takes() -> None:
    done = shell(ROOT, sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


def test_the_hook_stops_a_commit(repository: Path, tmp_path: Path) -> None:
    """In a throw-away repository, from a throw-away copy of this one; pre-commit installs it as it would anywhere."""
    tool = tmp_path / "tool"
    tool.mkdir()
    for name in ("src", "checklists"):
        shutil.copytree(ROOT / name, tool / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, tool / name)
    git(tool, "init", "-q")
    git(tool, "add", ".")
    git(tool, "commit", "-qm", "1")
    git(tool, "tag", "v0.1.0")
    config = (
        f"repos:\n- repo: {tool}\n  rev: v0.1.0\n  hooks:\n  - id: fazhi-check\n    files: ^报送/\n"
        "    additional_dependencies: []\n"
    )
    (repository / ".pre-commit-config.yaml").write_text(config, "utf-8")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
    installed = shell(repository, sys.executable, "-m", "pre_commit", "install-hooks", **home)
    if installed.returncode:
        pytest.skip("the hook's environment cannot be installed here (no package index)")
    (repository / "报送" / "丙.txt").write_text(GOOD, "utf-8")
    (repository / "说明.txt").write_text("不是报告", "utf-8")
    git(repository, "add", ".")
    done = shell(repository, sys.executable, "-m", "pre_commit", "run", **home)
    assert done.returncode == 1
    assert "报送/丙.txt" in done.stdout
    assert "说明.txt" not in done.stdout
    assert "甲.txt" not in done.stdout
    git(repository, "reset", "-q", "报送/丙.txt")
    assert shell(repository, sys.executable, "-m", "pre_commit", "run", **home).returncode == 0


# ------------------------------------------------------------------------------------------------ container, completion


def test_the_container_file_is_clean_and_minimal() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["1000"]
    assert 'ENTRYPOINT ["fazhi-check"]' in text
    last = text.split("\nFROM ")[-1]
    assert "COPY" not in last
    assert "--no-index" in last
    if not (BIN / "hadolint").exists():
        pytest.skip("hadolint is not installed (pip install '.[interop]')")
    done = shell(ROOT, "hadolint", "Containerfile")
    assert done.returncode == 0, done.stdout


def test_what_the_container_leaves_out_is_not_needed_to_install(tmp_path: Path) -> None:
    needed = {"src", "checklists", "pyproject.toml", "README.md", "LICENSE", "NOTICE"}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert not needed & set(ignored)


def test_completion_in_bash(tmp_path: Path) -> None:
    needs("bash")
    script = tmp_path / "fazhi-check.bash"
    script.write_text(shell(tmp_path, "fazhi-check", "completion", "bash").stdout, "utf-8")

    def offered(*words: str) -> list[str]:
        line = " ".join(f"'{one}'" for one in words)
        asked = (
            f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
            '_fazhi_check_completion fazhi-check; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        return shell(tmp_path, "bash", "-c", asked).stdout.split()

    assert offered("fazhi-check", "sh") == ["show"]
    assert {"sarif", "markdown"} <= set(offered("fazhi-check", "lint", "--format", ""))
    assert offered("fazhi-check", "lint", "--only", "shu") == ["shufa"]
    assert "乡镇" in offered("fazhi-check", "lint", "--level", "")
    assert "--fail-on" in offered("fazhi-check", "lint", "--fail")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script(name: str, tmp_path: Path) -> None:
    done = shell(tmp_path, "fazhi-check", "completion", name)
    assert done.returncode == 0
    assert "_FAZHI_CHECK_COMPLETE" in done.stdout


def test_an_unknown_shell_is_one_line(tmp_path: Path) -> None:
    done = shell(tmp_path, "fazhi-check", "completion", "cmd")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
