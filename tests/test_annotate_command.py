"""`fazhi-check annotate` as its users meet it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

import words
from conftest import REPORTS
from fazhi_check import reporters
from formats import as_docx, as_rtf
from test_cli import one_line, run

TEXT = (REPORTS / "township-poor.txt").read_text("utf-8")
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "草稿.docx"
    file.write_bytes(as_docx(TEXT))
    return file


def test_the_annotated_file_stands_beside_the_draft_which_stays_as_it_is(draft: Path) -> None:
    before = draft.read_bytes()
    done = run("annotate", draft)
    assert (done.returncode, done.stderr) == (0, "")
    made = draft.with_name("草稿（批注稿）.docx")
    comments = words.comments_of(made.read_bytes())
    assert f"批注 {len(comments)} 条" in one_line(done.stdout)
    assert comments["0"][1].startswith("【小结】得分 ")
    assert draft.read_bytes() == before
    again = run("annotate", draft)
    assert again.returncode == 2
    assert "没有覆盖" in one_line(again.stderr)
    named = run("annotate", draft, "-o", made, "--level", "部门", "--year", "2023")
    assert named.returncode == 0
    assert "（部门），2023年度" in words.comments_of(made.read_bytes())["0"][1]


def test_it_is_a_filter_too(draft: Path, tmp_path: Path) -> None:
    made = tmp_path / "成稿.docx"
    assert run("annotate", "-", "-o", made, stdin=draft.read_bytes()).returncode == 0
    assert words.comments_of(made.read_bytes())
    assert "-o" in one_line(run("annotate", "-", stdin=draft.read_bytes()).stderr)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["DRAFT", "-o", "DRAFT"], 2, "覆盖"),
        (["DRAFT", "-o", "a.pdf"], 2, ".docx"),
        (["DRAFT", "-o", "/nowhere/at/all.docx"], 2, "写不了"),
        (["DRAFT", "--level", "村"], 2, "乡镇"),
        (["DRAFT", "--year", "24"], 2, "--year"),
        (["DRAFT", "--checklist", "none"], 2, "清单"),
        ([], 2, "PATH"),
        (["none.docx"], 3, "找不到"),
        (["TEXT", "-o", "a.docx"], 2, ".html"),
        (["NOTICE"], 3, "通知"),
    ],
)
def test_mistakes_get_one_line(draft: Path, arguments: list[str], code: int, told: str) -> None:
    files = {"DRAFT": draft, "TEXT": REPORTS / "township-poor.txt", "NOTICE": draft.with_name("通知.docx")}
    files["NOTICE"].write_bytes(as_docx((REPORTS / "notice.txt").read_text("utf-8")))
    done = run("annotate", *(files.get(one, one) for one in arguments))
    assert done.returncode == code
    assert told in one_line(done.stderr)
    assert sorted(one.name for one in draft.parent.iterdir()) == ["草稿.docx", "通知.docx"]


def test_settings_and_waivers_hold(draft: Path) -> None:
    (draft.parent / "fazhi-check.toml").write_text('level = "部门"\nskip = ["petitions"]\n', "utf-8")
    (draft.parent / "fazhi-check-waivers.yaml").write_text(
        "waivers:\n  - item: shufa\n    path: '*.docx'\n    reason: 已报县司法局同意\n    who: 王科长\n",
        "utf-8",
    )
    done = run("annotate", draft)
    assert (done.returncode, done.stderr) == (0, "")
    comments = words.comments_of(draft.with_name("草稿（批注稿）.docx").read_bytes())
    told = "\n".join(text for _, text in comments.values())
    assert "（部门），2024年度" in told
    assert "信访工作法治化" not in told
    assert "【缺失】述法" not in told
    assert "已豁免：1 处" in told


def test_a_notice_is_annotated_when_it_must_be(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(as_docx((REPORTS / "notice.txt").read_text("utf-8")))
    assert run("annotate", file, "--force").returncode == 0


def test_a_damaged_part_that_is_not_the_text_is_said_to_be_so(draft: Path, tmp_path: Path) -> None:
    out = io.BytesIO(draft.read_bytes())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/image1.png", b"picture " * 100)
    broken = bytearray(out.getvalue())
    at = broken.index(b"picture ")
    broken[at : at + 7] = b"damaged"
    file = tmp_path / "坏图.docx"
    file.write_bytes(broken)
    done = run("annotate", file)
    assert done.returncode == 3
    assert "已损坏" in one_line(done.stderr)
    assert [one.name for one in tmp_path.iterdir() if "批注稿" in one.name] == []


def test_what_is_no_word_file_becomes_a_page(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(TEXT, "utf-8")
    done = run("annotate", file)
    if "html" in reporters.names():
        assert done.returncode == 0
        assert "【" not in one_line(done.stdout)
        page = (tmp_path / "报告（批注稿）.html").read_text("utf-8")
        assert "本年度没有开展述法工作" in page
    else:
        assert done.returncode == 2
        assert "网页" in one_line(done.stderr)
        assert list(tmp_path.iterdir()) == [file]


@office
def test_other_word_processors_files_are_converted_and_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "报告.rtf"
    file.write_bytes(as_rtf(TEXT))
    done = run("annotate", file)
    assert done.returncode == 0
    assert "LibreOffice" in one_line(done.stdout)
    assert len(words.comments_of((tmp_path / "报告（批注稿）.docx").read_bytes())) > 10
