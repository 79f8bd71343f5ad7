"""Shared by all tests: the default checklist, reports of invented places, and ways to dress them up."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi_check import loading
from fazhi_check.engine import assess
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment, Finding, ReadFailure
from fazhi_check.readers import parse

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "fixtures" / "reports"
MANDATORY = (
    "shortcomings",
    "first-responsible",
    "shufa",
    "next-year-plan",
    "legality-review",
    "three-systems",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["FAZHI_CHECK_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def checklist(_own_cache: None) -> Checklist:
    return loading.load()


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a golden file, or write it with --update-golden."""

    def compare(name: str, text: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8"), (
            f"{name} differs; run pytest --update-golden and review the diff"
        )

    return compare


def called(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, within this process: a new one costs a second where many tests need one."""
    from fazhi_check.__main__ import main

    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["fazhi-check", *arguments])
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            main()
            code: object = 0
        except SystemExit as stopped:
            code = stopped.code
    return subprocess.CompletedProcess(arguments, int(code or 0), out.getvalue(), err.getvalue())  # type: ignore[call-overload]


def judge(data: str | bytes, name: str = "report.txt", **options: object) -> Assessment:
    """Assess a text as the command line would."""
    document = parse(data if isinstance(data, bytes) else data.encode(), name)
    assert not isinstance(document, ReadFailure), document.reason
    outcome = assess(document, loading.load(), **options)  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment), outcome.reason
    return outcome


def finding(assessment: Assessment, item: str) -> Finding:
    return next(one for one in assessment.findings if one.item.id == item)


def verdicts(assessment: Assessment) -> dict[str, str]:
    return {one.item.id: one.verdict for one in assessment.findings}


def reasons(assessment: Assessment) -> dict[str, tuple[str, str | None]]:
    return {one.item.id: (one.verdict, one.reason) for one in assessment.findings}


HEAD = "青栎县竹溪镇2024年法治政府建设年度报告"
OPENING = "2024年，竹溪镇深入推进法治政府建设，现将有关情况报告如下。"


def report(*achievements: str, shortcomings: str = "", plan: str = "") -> str:
    """Return a report whose achievements are the given paragraphs."""
    lines = [HEAD, OPENING, "一、2024年主要举措和成效", *achievements]
    if shortcomings:
        lines += ["二、存在的不足", shortcomings]
    if plan:
        lines += ["三、2025年工作安排", plan]
    return "\n".join(lines) + "\n"


def labels(name: str) -> dict:
    return json.loads((REPORTS / f"{name}.json").read_text("utf-8"))


def labelled() -> list[str]:
    """Return the names of the fixture reports whose labels are noted beside them."""
    return sorted(file.stem for file in REPORTS.glob("*.json"))
