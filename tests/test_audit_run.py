"""An audit as its user meets it: interrupted, resumed, poisoned, two at once; nothing is lost and nothing done twice."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from bulk import audit, kept, outputs, reports, start, until


def _lines(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]


def test_a_killed_audit_goes_on_where_it_was_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 120, "【慢】")
    audit(folder, "--out", tmp_path / "whole")
    with start(folder, "--out", tmp_path / "killed") as process:
        until(lambda: kept(tmp_path / "killed" / "store.sqlite") >= 20, process)
        process.send_signal(signal.SIGKILL)
    there = kept(tmp_path / "killed" / "store.sqlite")
    assert 20 <= there < 120
    assert not (tmp_path / "killed" / "results.jsonl").exists()
    said = audit(folder, "--out", tmp_path / "killed")
    assert f"新检查 {120 - there} 份，沿用已有结果 {there} 份" in said
    assert outputs(tmp_path / "killed") == outputs(tmp_path / "whole")


def test_only_what_changed_is_assessed_again(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 60)
    out = tmp_path / "out"
    assert "新检查 60 份，沿用已有结果 0 份" in audit(folder, "--out", out)
    before = outputs(out)
    assert "新检查 0 份，沿用已有结果 60 份" in audit(folder, "--out", out)
    assert outputs(out) == before
    for file in sorted(folder.rglob("*.txt"))[:10]:
        stat = file.stat()
        file.write_text(file.read_text("utf-8").replace("附注", "说明"), "utf-8")
        # As an unpacker leaves it behind: another content of the same size and time.
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "新检查 10 份，沿用已有结果 50 份" in audit(folder, "--out", out)
    folder.rename(tmp_path / "moved")
    assert "新检查 0 份，沿用已有结果 60 份" in audit(tmp_path / "moved", "--out", out)
    assert "新检查 60 份" in audit(tmp_path / "moved", "--out", out, "--level", "县")


def test_one_process_and_several_give_the_same_bytes_in_order_of_paths(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 30)
    for jobs in (1, 3):
        audit(folder, "--out", tmp_path / str(jobs), "--jobs", jobs)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "3")
    paths = [line["path"] for line in _lines(tmp_path / "1")]
    assert paths == sorted(paths)
    assert len(paths) == 30


def test_a_line_is_what_lint_says_of_the_file(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 1)
    file = next(folder.rglob("*.txt"))
    audit(folder, "--out", tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_check", "lint", str(file), "--format", "json"],
        capture_output=True,
        check=False,
    )
    (line,) = _lines(tmp_path / "out")
    facts = line.pop("file")
    assert line.pop("roster") is None
    assert line.pop("sketch")["parts"]
    assert line == json.loads(done.stdout)["reports"][0]
    data = file.read_bytes()
    assert facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert facts["bytes"] == len(data)


@pytest.mark.parametrize(
    ("poison", "seconds", "told"),
    [("【死循环】", 2, "超过 2 秒"), ("【吃内存】", 30, "意外中止|内存"), ("【崩溃】", 30, "意外中止")],
)
def test_a_poisoned_file_is_reported_and_stops_nothing(
    tmp_path: Path, poison: str, seconds: int, told: str
) -> None:
    folder = reports(tmp_path / "reports", 40)
    victim = folder / "甲县" / "0013.txt"
    victim.write_text(victim.read_text("utf-8") + poison, "utf-8")
    said = audit(folder, "--out", tmp_path / "out", "--time-limit", seconds, expect=3)
    assert "新检查 39 份" in said
    assert "没能检查 1 份" in said
    failed = [line for line in _lines(tmp_path / "out") if "reason" in line and "items" not in line]
    assert [line["path"] for line in failed] == [victim.as_posix()]
    assert re.search(told, failed[0]["reason"])
    assert failed[0]["file"]["bytes"] == victim.stat().st_size
    # It is tried again each time; once it is mended, it is assessed.
    victim.write_text(victim.read_text("utf-8").replace(poison, ""), "utf-8")
    assert "新检查 1 份，沿用已有结果 39 份" in audit(folder, "--out", tmp_path / "out")


def test_two_audits_at_once_on_one_store(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 80, "【慢】")
    audit(folder, "--out", tmp_path / "alone")
    store = tmp_path / "shared.sqlite"
    running = [start(folder, "--out", tmp_path / name, "--store", store, "--jobs", 1) for name in "ab"]
    assert [process.wait(200) for process in running] == [0, 0]
    for name in "ab":
        assert outputs(tmp_path / name) == outputs(tmp_path / "alone")
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (80,)


def test_a_content_that_stands_in_several_places_is_assessed_once(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 5)
    shutil.copytree(folder, folder / "再报一次")
    assert "检查了 10 份报告（新检查 5 份，沿用已有结果 5 份）" in audit(folder, "--out", tmp_path / "out")


def test_the_results_of_an_audit_are_no_reports(tmp_path: Path) -> None:
    reports(tmp_path, 4)
    for _ in range(2):
        said = audit(tmp_path, "--out", tmp_path / "结果")
        (tmp_path / "结果" / "通知.txt").write_text("关于整改的通知", "utf-8")
        assert "检查了 4 份报告" in said
        assert "没能检查 0 份" in said


def test_archives_unreadable_files_and_files_that_are_no_reports(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 2)
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.write(folder / "乙县" / "0000.txt", "竹溪镇.txt")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "通知.txt").write_text("关于召开会议的通知\n请各单位准时参加。\n", "utf-8")
    audit(folder, "--out", tmp_path / "out", expect=3)
    lines = {Path(line["path"]).name: line for line in _lines(tmp_path / "out")}
    assert lines["竹溪镇.txt"]["file"]["modified"] is None
    assert lines["竹溪镇.txt"]["items"] == lines["0000.txt"]["items"]
    assert "reason" in lines["坏.docx"]
    assert "reason" in lines["通知.txt"]
    again = audit(folder, "--out", tmp_path / "out", expect=3)
    assert "新检查 0 份" in again
    assert "没能检查 2 份" in again


def test_a_store_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 1)
    text = tmp_path / "a.sqlite"
    text.write_text("not a database at all, but long enough to be looked at", "utf-8")
    assert "不是审查结果的数据库" in audit(folder, "--out", tmp_path / "out", "--store", text, expect=2)
    other = tmp_path / "b.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "别的程序" in audit(folder, "--out", tmp_path / "out", "--store", other, expect=2)
    assert text.read_text("utf-8").startswith("not a database")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--due", "明天"], "不是日期"),
        (["--time-limit", "0"], "大于 0"),
        (["--previous", "没有"], "没有 results.jsonl"),
        (["--engine", "ray://x:1"], "dask://"),
        (["--roster", "没有.csv"], "名单"),
        (["--level", "村"], "--level"),
        (["--jobs", "-1"], "--jobs"),
    ],
)
def test_wrong_options_are_told_before_the_work_begins(tmp_path: Path, options: list[str], told: str) -> None:
    assert told in audit(reports(tmp_path / "reports", 1), "--out", tmp_path / "out", *options, expect=2)
    assert not (tmp_path / "out" / "results.jsonl").exists()


def test_results_do_not_go_where_the_reports_are(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", 1)
    for out in (folder, tmp_path):
        assert "请把结果放到别的文件夹" in audit(folder, "--out", out, expect=2)
