"""Loading: strict, and every mistake in a checklist named with its line in one line of Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import judge, report
from fazhi_check import loading
from fazhi_check.engine import assess
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import parse

GOOD = """\
id: mine
version: "1.0"
title: 我的清单
document: 年度报告
items:
  - id: archive
    title: 执法案卷归档
    ask: 案卷归档
    level: {default: warning, township: error}
    basis:
      - document: 《某办法》
        article: 第一条
        verified: false
    cues:
      - phrase: [案卷归档]
    advice: 写归档多少卷。
    model: 归档案卷30卷。
    examples:
      met: [案卷归档30卷。]
      weak: [加强案卷归档。]
      missing: [没有写。]
"""


def load(tmp_path: Path, text: str) -> loading.Checklist:
    file = tmp_path / "mine.yaml"
    file.write_text(text, "utf-8")
    return loading.load(str(file))


def test_a_lawyers_own_checklist_works_without_anything_learned(tmp_path: Path) -> None:
    checklist = load(tmp_path, GOOD)
    document = parse(report("案卷归档30卷，逐卷编号。", "调解纠纷20件。").encode(), "a.txt")
    outcome = assess(document, checklist)  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert outcome.findings[0].verdict in {"met", "weak"}
    assert outcome.findings[0].level == "error"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    advice: 写", "    advise: 写", 16, "advise"),
        ("    ask: 案卷归档\n", "", 6, "ask"),
        ("verified: false", "verified: perhaps", 13, "true"),
        ('version: "1.0"', "version: 1.0", 2, "引号"),
        ("phrase: [案卷归档]", "phrase: []", 15, "至少"),
        ("phrase: [案卷归档]", "phrase: [案]", 15, "2"),
        ("default: warning", "default: urgent", 9, "error"),
        ("  - id: archive", "  - id: 归档", 6, "编号"),
        ("title: 我的清单", "title：我的清单", 3, "全角冒号"),
        ("    title: 执法", "\ttitle: 执法", 7, "制表符"),
        ("    ask: 案卷归档", "   ask: 案卷归档", 8, "缩进"),
        ("title: 我的清单", "title: 我的: 清单", 3, "冒号"),
    ],
)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(loading.ChecklistError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    message = str(caught.value)
    assert f"mine.yaml:{line}：" in message
    assert words in message
    assert "\n" not in message


def test_duplicate_ids_are_refused(tmp_path: Path) -> None:
    item = GOOD[GOOD.index("  - id: archive") :]
    with pytest.raises(loading.ChecklistError, match="archive 重复"):
        load(tmp_path, GOOD + item)


def test_unknown_checklist_says_which_there_are() -> None:
    with pytest.raises(loading.ChecklistError, match="fazhi-2021-2025"):
        loading.load("fazhi-1999")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(loading.ChecklistError, match=r"nothing\.bin"):
        load(tmp_path, GOOD.replace("document:", "learned: nothing.bin\ndocument:", 1))


def test_a_spoilt_cache_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_CHECK_CACHE", str(tmp_path))
    first = load(tmp_path, GOOD)
    for file in (tmp_path / "fazhi-check").iterdir():
        file.write_text("{ spoilt")
    assert load(tmp_path, GOOD) == first


def test_the_same_checklist_has_the_same_hash_and_a_changed_one_another(tmp_path: Path) -> None:
    first = load(tmp_path, GOOD).sha256
    assert load(tmp_path, GOOD).sha256 == first
    assert load(tmp_path, GOOD.replace("30卷", "31卷")).sha256 != first


def test_assessment_names_its_checklist() -> None:
    assert judge(report("全年审查合同86件。")).checklist.sha256 == loading.load().sha256
