"""Hostile and broken input: each file ends in its verdict or in one line, and the others go on."""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import HEAD, OPENING, ROOT, finding, judge, report
from fazhi_check import loading
from fazhi_check.linting import Options, lint_file
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.readers import parse
from fazhi_check.sources import Source
from formats import as_docx, as_page, docx, paragraph
from test_cli import one_line, run

GOOD = report(
    "全年由司法所审查合同协议86件，提出修改意见142条。", "全年调解纠纷152件。", "举办普法活动36场。"
)


def calls(text: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(judge, text, force=True)
    return pstats.Stats(profile).total_calls


def test_a_long_run_of_digits_costs_no_more_than_its_length() -> None:
    def text(count: int) -> str:
        return report(f"举办培训{'1' * count}，全年审查合同86件。")

    calls(text(10))
    assert calls(text(100_000)) < 20 * calls(text(5_000))


def test_one_endless_sentence_costs_no_more_than_its_length() -> None:
    def text(times: int) -> str:
        return report("全年由司法所审查合同协议，配备执法记录仪，听取法治工作汇报，" * times)

    calls(text(10))
    assert calls(text(1600)) < 20 * calls(text(100))


@pytest.mark.parametrize(
    ("part", "words", "expected"),
    [
        ("shortcomings", "无。", ("missing", "negated")),
        ("shortcomings", "暂无。", ("missing", "negated")),
        ("shortcomings", "没有。", ("missing", "negated")),
        ("shortcomings", "详见附件。", ("missing", "absent")),
        ("plan", "无。", ("missing", "negated")),
        ("plan", "暂无。", ("missing", "negated")),
        ("plan", "详见附件。", ("missing", "absent")),
    ],
)
def test_a_part_that_says_nothing_is_no_part(part: str, words: str, expected: tuple[str, str]) -> None:
    item = {"shortcomings": "shortcomings", "plan": "next-year-plan"}[part]
    found = finding(judge(report("全年审查合同86件。", **{part: words})), item)
    assert (found.verdict, found.reason) == expected


def test_moved_parts_of_the_report_do_not_count_twice() -> None:
    text = report("全年审查合同86件。", plan="执法人员业务能力不强，3起案件因程序瑕疵被退回。")
    assert finding(judge(text), "shortcomings").verdict in {"missing", "met"}


def _zip(**files: bytes) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.txt", data)
    return bytearray(out.getvalue())


def test_damaged_and_locked_archives_get_one_line(tmp_path: Path) -> None:
    locked = _zip(a=GOOD.encode())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + offset] |= 1
    damaged = _zip(a=GOOD.encode())
    damaged[60:90] = bytes(30)
    (tmp_path / "locked.zip").write_bytes(locked)
    (tmp_path / "damaged.zip").write_bytes(damaged)
    (tmp_path / "b.txt").write_text(GOOD, "utf-8")
    done = run("lint", tmp_path, "--format", "json")
    result = json.loads(done.stdout)
    assert done.stderr == ""
    assert [Path(one["path"]).name for one in result["reports"]] == ["b.txt"]
    reasons = {Path(one["path"]).name: one["reason"] for one in result["failures"]}
    assert "密码" in reasons["locked.zip"]
    assert "损坏" in reasons["damaged.zip"]


def test_output_never_overwrites_what_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    done = run("lint", file, "--output", file)
    assert done.returncode == 2
    one_line(done.stderr)
    assert file.read_text("utf-8") == GOOD


@pytest.mark.parametrize("content", ["{}", "[]", '{"id": 1}', "null", "{ spoilt"])
def test_a_cache_of_another_shape_is_no_error(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_CHECK_CACHE", str(tmp_path))
    first = loading.load()
    for file in (tmp_path / "fazhi-check").iterdir():
        file.write_text(content)
    assert loading.load() == first


def test_weights_that_are_none_are_refused(tmp_path: Path) -> None:
    text = (ROOT / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("fazhi-2021-2025.learned.bin", "../mine.yaml"), "utf-8")
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = run("lint", tmp_path / "a.txt", "--checklist", file)
    assert done.returncode == 2
    assert "不是权重文件" in one_line(done.stderr)


def test_a_checklist_without_weights_tells_facts_from_slogans(tmp_path: Path) -> None:
    text = (ROOT / "checklists" / "fazhi-2021-2025.yaml").read_text("utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("learned: fazhi-2021-2025.learned.bin\n", ""), "utf-8")
    checklist = loading.load(str(file))
    from fazhi_check.engine import assess

    sentences = {
        "met": "全年开展合法性审查86件。",
        "weak": "严格落实合法性审查制度。",
        "missing": "本年度没有开展合法性审查。",
    }
    for verdict, sentence in sentences.items():
        outcome = assess(parse(report(sentence, "调解纠纷152件。").encode(), "a.txt"), checklist)  # type: ignore[arg-type]
        assert finding(outcome, "legality-review").verdict == verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["长" * 400, "a\x00b"])
def test_impossible_paths_are_failures(name: str) -> None:
    if "\x00" in name:
        from fazhi_check.sources import Sources

        with Sources() as sources:
            found = list(sources.expand([name]))
        assert isinstance(found[0], ReadFailure) or isinstance(
            lint_file(found[0], loading.load(), Options()), ReadFailure
        )
        return
    done = run("lint", f"{name}.txt")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
def test_names_that_are_no_text_or_move_the_cursor_harm_nobody(tmp_path: Path) -> None:
    for name in (b"bad\xff\xfe.txt", b"n\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(GOOD, "utf-8")
    out = tmp_path / "o.json"
    done = run("lint", tmp_path, "--format", "json", "--output", out)
    assert "Traceback" not in done.stderr
    assert len(json.loads(out.read_text("utf-8"))["reports"]) == 2
    assert "\x1b" not in run("lint", tmp_path).stdout


def test_help_on_a_console_that_knows_no_chinese() -> None:
    done = run("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr == ""


def test_json_on_standard_output_is_utf8_whatever_the_console(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(GOOD.replace("86件", "86件😀"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_check", "lint", str(file), "--format", "json"],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert "审查合同协议86件" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells close streams this way")
@pytest.mark.parametrize("redirect", ["<&-", ">&-", ">/dev/full"])
def test_closed_and_full_streams_get_no_traceback(tmp_path: Path, redirect: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    path = "-" if redirect == "<&-" else str(file)
    done = subprocess.run(
        f"{sys.executable} -m fazhi_check lint {path} --format json {redirect}",
        shell=True,
        capture_output=True,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode != 0


def test_deeply_nested_pages_are_read() -> None:
    page = as_page(GOOD).decode().replace("<body>", "<body>" + "<div>" * 400).encode()
    outcome = parse(page, "a.html")
    assert not isinstance(outcome, ReadFailure)
    assert "审查合同协议86件" in outcome.text


def test_deleted_text_of_a_page_is_not_read() -> None:
    page = as_page(GOOD).decode().replace("86件", "<del>99件</del>86件").encode()
    assert "99件" not in parse(page, "a.html").text  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_null_does_not_spoil_a_text(encoding: str) -> None:
    data = (GOOD * 10).encode(encoding)
    outcome = parse(data[:60] + b"\x00" + data[60:], "a.txt")
    assert not isinstance(outcome, ReadFailure)
    assert "审查合同协议86件" in outcome.text
    assert outcome.notes


def test_a_word_file_with_a_damaged_part_is_said_to_be_broken() -> None:
    data = bytearray(as_docx(GOOD * 50))
    at = data.find(b"word/document.xml") + 40
    data[at : at + 200] = bytes(200)
    outcome = parse(bytes(data), "a.docx")
    assert isinstance(outcome, ReadFailure)
    assert "损坏" in outcome.reason


def test_deleted_paragraph_marks_rows_and_readings_in_word() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    ruby = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>fǎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>法治</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r><w:r><w:t>培训</w:t></w:r></w:p>"
    )
    body = (
        paragraph(HEAD) + paragraph(OPENING) + paragraph("本年度没有", mark) + paragraph("聘请法律顾问。")
        + f"<w:tbl>{row.format(paragraph('删去'), paragraph('9件'))}</w:tbl>" + ruby
    )  # fmt: skip
    document = parse(docx(body), "a.docx")
    assert "删去" not in document.text  # type: ignore[union-attr]
    assert "法治培训" in document.text  # type: ignore[union-attr]
    found = finding(judge(docx(body), "a.docx", force=True), "legal-counsel")
    assert (found.verdict, found.reason) == ("missing", "negated")


def test_links_in_circles_and_the_same_file_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    done = run("lint", tmp_path, file, f"{tmp_path}/./a.txt", "--format", "json")
    assert len(json.loads(done.stdout)["reports"]) == 1


def test_a_huge_hole_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    done = run("lint", file)
    assert done.returncode == 3
    assert "50 MB" in done.stdout
    file.write_text(GOOD, "utf-8")
    assert "MB" in run("lint", file, "--max-size", "0.0001").stdout


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    monkeypatch.setattr("fazhi_check.linting.readers.read", lambda *_: time.sleep(30))
    outcome = lint_file(Source(str(file), str(file)), loading.load(), Options(seconds=0.2))
    assert isinstance(outcome, ReadFailure)
    assert "0.2 秒" in outcome.reason


@pytest.mark.parametrize("kind", ["entities", "nesting"])
def test_xml_bombs_are_refused(kind: str) -> None:
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 20))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "一二三四五六七八">{entities}]><d><p>&a19;</p></d>'
    if kind == "nesting":
        bomb = "<p>" * 100_000 + "字" + "</p>" * 100_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    outcome = parse(out.getvalue(), "a.docx")
    assert isinstance(outcome, ReadFailure)
    assert "\n" not in outcome.reason


def test_an_entity_never_reads_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不许读", "utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document {space}><w:body>'
            f"<w:p><w:r><w:t>正文&x;</w:t></w:r></w:p></w:body></w:document>",
        )
    outcome = parse(out.getvalue(), "a.docx")
    assert isinstance(outcome, ReadFailure) or "不许读" not in outcome.text
