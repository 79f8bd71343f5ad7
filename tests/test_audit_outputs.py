"""The outputs of an audit: workbook, page, notices, summary."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from conftest import REPORTS, ROOT, judge
from fazhi_check.audit.notices import NAMES, notice, template
from fazhi_check.audit.outputs import check, write_all
from fazhi_check.audit.records import Candidate, Late, Record, Run, Twice, Unit, Unmatched
from fazhi_check.audit.sheets import Book, Column, Missing
from fazhi_check.audit.templates import Template, TemplateError
from fazhi_check.loading import load
from fazhi_check.mistakes import Mistake
from fazhi_check.reporters.json import report
from fazhi_check.wording import VERDICTS
from records_of import record, run

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"
FORMULA = '=HYPERLINK("http://a.example","点我")'
MISSING = Unit("青栎县/望川乡*人民政府", "乡镇", "青栎县", "2025-01-31", "办公室")


def _roster(unit: str, superior: str = "青栎县") -> dict[str, Any]:
    return {
        "unit": unit,
        "level": "乡镇",
        "superior": superior,
        "due": "2025-01-31",
        "contact": "",
        "match": "exact",
        "score": 100,
    }


def _records() -> list[Record]:
    names = ("township-poor", "township-good", "county-good", "subdistrict-plain")
    found = [record((REPORTS / f"{name}.txt").read_bytes(), f"报送/{name}.txt") for name in names]
    copy = (REPORTS / "township-good.txt").read_text("utf-8").replace("澜屏县枫漪镇", "青栎县竹溪镇")
    found.append(record(copy, "报送/抄.txt", **_roster("青栎县竹溪镇人民政府")))
    found[0]["findings"] = [
        {
            "rule": "year", "title": "年度不一", "level": "error", "message": f"写成了{HOSTILE}", "quote": FORMULA, "line": 3, "start": 1,
            "end": 3, "place": {"kind": "line", "number": 3, "page": None}, "suggestion": "2024年", "basis": None,
        }
    ]  # fmt: skip
    return found


@pytest.fixture(scope="module")
def records(_own_cache: None) -> list[Record]:
    return _records()


def _run(records: list[Record]) -> Run:
    unit = Unit("青栎县竹溪镇人民政府", "乡镇", "青栎县")
    return run(
        records,
        [{"path": "报送/坏.pdf", "reason": f"打不开。{FORMULA}", "file": {}, "roster": None}],
        units=(unit, MISSING),
        missing=(MISSING,),
        late=(Late(unit, "报送/抄.txt", "2025-01-31", "2025-02-14", "published"),),
        twice=(Twice(unit, 2024, ("报送/抄.txt", "报送/抄2.txt")),),
        unmatched=(Unmatched("报送/谁.txt", "某局", (Candidate(unit, 71),)),),
        due="2025-01-31",
    )


@pytest.fixture(scope="module")
def out(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    write_all(_run(records), folder, mend_by="2025-03-15")
    return folder


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_workbook_says_what_the_records_say(out: Path, records: list[Record]) -> None:
    book = openpyxl.load_workbook(out / "audit.xlsx")
    assert book.sheetnames == ["概览", "要素矩阵", "问题清单", "报送情况", "未能检查", "雷同"]
    heads, *rows = _rows(book["要素矩阵"])
    assert len(rows) == len(records)
    first = len(heads) - 1 - len(records[0]["items"])
    for row, one in zip(rows, records, strict=True):
        assert list(row[first:-1]) == [VERDICTS[item["verdict"]] for item in one["items"]]
        assert row[5] == one["summary"]["score"]
        assert row[-1] == one["path"]
    flagged = sum(item["verdict"] in {"weak", "missing"} for one in records for item in one["items"])
    problems = _rows(book["问题清单"])[1:]
    assert len(problems) == flagged + sum(len(one["findings"]) for one in records)
    shufa = next(row for row in problems if row[3] == "述法" and row[-1] == "报送/township-poor.txt")
    assert shufa[4:6] == ("缺失", "必改")
    assert shufa[7:9] == ("本年度没有开展述法工作", "第5行")
    assert ("未报送", MISSING.name) in [row[:2] for row in _rows(book["报送情况"])]
    assert [row[0] for row in _rows(book["报送情况"])[1:]] == ["未报送", "迟报", "重复报送", "不在名册"]
    copied = _rows(book["雷同"])[1]
    assert {copied[2], copied[3]} == {"澜屏县枫漪镇人民政府", "青栎县竹溪镇人民政府"}


def test_no_cell_is_a_formula_or_a_link(out: Path) -> None:
    book = openpyxl.load_workbook(out / "audit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in cells)
    assert FORMULA in [cell.value for cell in cells]


def test_the_workbook_is_set_up_to_work_with_and_to_print(out: Path) -> None:
    book = openpyxl.load_workbook(out / "audit.xlsx")
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.freeze_panes in {"B2", "C2"}
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    colours = {row[9].value: row[9].fill.fgColor.rgb for row in book["要素矩阵"].iter_rows(min_row=2)}
    assert len(set(colours.values())) == len(colours)


def test_the_same_bytes_each_time(out: Path, records: list[Record], tmp_path: Path) -> None:
    write_all(_run(records), tmp_path, mend_by="2025-03-15")
    files = sorted(file.relative_to(out) for file in out.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file())
    for file in files:
        assert (out / file).read_bytes() == (tmp_path / file).read_bytes(), file


def _embedded(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page, re.S)
    return {name: json.loads(text) for name, text in found}


def test_no_word_of_a_report_becomes_markup(out: Path) -> None:
    page = (out / "index.html").read_text("utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert HOSTILE in _embedded(page)["d0"][0]["o"][0][2]


def test_the_page_holds_every_unit_and_its_evidence(out: Path, records: list[Record]) -> None:
    data = _embedded((out / "index.html").read_text("utf-8"))
    assert [row[6] for row in data["rows"]] == [one["path"] for one in records]
    letters = {"met": "m", "weak": "w", "missing": "x", "na": "n"}
    assert [row[5] for row in data["rows"]] == [
        "".join(letters[item["verdict"]] for item in one["items"]) for one in records
    ]
    for told, item in zip(data["d0"][1]["i"], records[1]["items"], strict=True):
        if item["verdict"] == "met":
            start = "".join(item["evidence"][0]["quote"].split())
            assert told[2].rstrip("…") == start[: len(told[2].rstrip("…"))]


def test_the_page_needs_no_network(out: Path) -> None:
    page = (out / "index.html").read_text("utf-8")
    frame = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.S)
    assert not re.search(r"https?://", frame)
    assert "default-src 'none'" in frame


def test_one_notice_for_each_unit_that_needs_one(out: Path, records: list[Record]) -> None:
    names = sorted(file.name for file in (out / "notices").iterdir())
    assert names[-1] == f"2024-{len(names):04d} 青栎县_望川乡_人民政府 催报通知.docx"
    assert sum("整改通知" in name for name in names) == len(names) - 1
    assert any("乌石坪乡" in name for name in names)


def _words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{space}t"))
        for paragraph in root.iter(f"{space}p")
    )


def test_a_notice_says_what_to_mend_why_and_until_when(records: list[Record]) -> None:
    words = _words(notice(records[0], load(), number="2024-0001", mend_by="2025-03-15"))
    assert "坪皋县乌石坪乡人民政府：" in words
    assert "编号：2024-0001" in words
    assert "2025年3月15日前重新报送" in words
    assert "最接近的一句：第5行“本年度没有开展述法工作”（写明没有做，不算）" in words
    item = next(one for one in load().items if one.id == "shufa")
    assert f"修改建议：{item.advice}" in words
    assert f"参考写法：{item.model}" in words
    assert "条文待核对" in words
    assert HOSTILE in words
    assert "{{" not in words


def test_what_was_accepted_is_not_asked_for(records: list[Record]) -> None:
    waived = {"kind": "waived", "reason": "县里统一述法", "who": "法治办", "until": None}
    items = [{**item, "accepted": waived} if item["id"] == "shufa" else item for item in records[0]["items"]]
    words = _words(notice({**records[0], "items": items}, load()))
    assert "述法（缺失，必改）" in _words(notice(records[0], load()))
    assert "述法（缺失，必改）" not in words


def test_a_notice_without_a_date_has_room_for_one(records: list[Record]) -> None:
    assert re.search(r"于　+年　+月　+日前重新报送", _words(notice(records[0], load())))


def test_basis_that_nobody_checked_says_so_in_a_notice(records: list[Record]) -> None:
    words = _words(notice(records[0], load()))
    unverified = [
        f"{one.document}，{one.article}" for item in load().items for one in item.basis if not one.verified
    ]
    cited = [one for one in unverified if one in words]
    assert cited
    assert all(f"{one}（条文待核对）" in words for one in cited)


def _docx(*paragraphs: str) -> bytes:
    from formats import docx, paragraph

    return docx("".join(paragraph(one) if not one.startswith("<") else one for one in paragraphs))


def test_another_template(records: list[Record]) -> None:
    form = template(
        _docx("致{{单位}}", "{{#必改}}", "{{序号}}. {{要素}}", "{{/必改}}", "{{^整改期限}}尽快{{/整改期限}}")
    )
    lines = _words(notice(records[0], load(), form=form)).split("\n")
    assert lines[0] == "致坪皋县乌石坪乡人民政府"
    assert lines[1].startswith("1. ")
    assert lines[2].startswith("2. ")
    assert lines[-1] == "尽快"


def test_marks_that_word_has_cut_into_runs(records: list[Record]) -> None:
    cut = "<w:p><w:r><w:t>致{</w:t></w:r><w:r><w:t>{单</w:t></w:r><w:r><w:b/><w:t>位}}：{{年</w:t></w:r><w:r><w:t>度}}</w:t></w:r></w:p>"
    words = _words(notice(records[0], load(), form=template(_docx(cut))))
    assert words.split("\n")[0] == "致坪皋县乌石坪乡人民政府：2024年度"


_CELL = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲{{#必改}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (("{{单住}}",), "{{单住}} 不认识"),
        (("{{#必改}}", "{{要素}}"), "没有结尾"),
        (("{{/必改}}",), "没有对应的开头"),
        ((_CELL, "乙{{/必改}}"), "不在同一层"),
    ],
)
def test_what_is_wrong_with_a_template(paragraphs: tuple[str, ...], said: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(said)):
        template(_docx(*paragraphs))


def test_a_template_that_is_no_word_file() -> None:
    with pytest.raises(TemplateError, match="不是 Word 文件"):
        template(b"PK\x03\x04 no")


def test_the_shipped_template_is_the_one_that_is_made() -> None:
    sys.path.insert(0, str(ROOT / "templates"))
    try:
        import make
    finally:
        sys.path.pop(0)
    made, shipped = (zipfile.ZipFile(io.BytesIO(one)) for one in (make.template(), make.TARGET.read_bytes()))
    assert {name: made.read(name) for name in made.namelist()} == {
        name: shipped.read(name) for name in shipped.namelist()
    }
    Template(make.template(), NAMES)


def test_control_characters_do_not_break_a_notice(records: list[Record]) -> None:
    broken = {**records[0], "title": "报告\x00\x0b\ud800甲"}
    assert "《报告甲》" in _words(notice(broken, load()))


class _Breaking(list[Record]):
    def __iter__(self) -> Iterator[Record]:
        yield from super().__iter__()
        raise OSError(28, "no space")


def test_outputs_are_written_whole_or_not_at_all(records: list[Record], out: Path, tmp_path: Path) -> None:
    write_all(_run(records[:1]), tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(OSError, match="no space"):
        write_all(_run(_Breaking(records)), tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
    write_all(_run(records), tmp_path, mend_by="2025-03-15")
    assert (tmp_path / "audit.xlsx").read_bytes() == (out / "audit.xlsx").read_bytes()
    assert len(list(tmp_path.iterdir())) == 4


def test_what_cannot_be_written_is_said_before_the_work_begins(tmp_path: Path) -> None:
    check()
    with pytest.raises(Mistake, match="不认识"):
        check(form=_docx("{{单住}}"))
    with pytest.raises(Mistake, match=r"没有 results\.jsonl"):
        check(previous=tmp_path)


def test_an_empty_audit(tmp_path: Path) -> None:
    write_all(run([]), tmp_path)
    data = _embedded((tmp_path / "index.html").read_text("utf-8"))
    assert data["rows"] == []
    assert json.loads((tmp_path / "summary.json").read_text("utf-8"))["score"]["mean"] is None


def test_a_missing_library_is_one_line(
    records: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Missing, match="pip install"):
        check()
    with pytest.raises(Missing, match="pip install"):
        write_all(_run(records), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_summary_counts_the_records(out: Path, records: list[Record]) -> None:
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["submissions"] == {
        "units": 2, "assessed": 5, "failures": 1, "missing": 1, "late": 1, "twice": 1, "unmatched": 1,
    }  # fmt: skip
    for item in summary["items"]:
        verdicts = [one["verdict"] for each in records for one in each["items"] if one["id"] == item["id"]]
        assert [item[verdict] for verdict in ("met", "weak", "missing")] == [
            verdicts.count(verdict) for verdict in ("met", "weak", "missing")
        ]
    scores = [one["summary"]["score"] for one in records]
    assert summary["score"] == {"mean": round(sum(scores) / 5, 1), "median": sorted(scores)[2]}
    assert summary["copies"]["pairs"] == 1


def test_a_notice_for_one_assessment_without_an_audit() -> None:
    assessment = judge((REPORTS / "township-poor.txt").read_bytes())
    words = _words(notice(report(assessment), load()))
    assert words.startswith("关于修改2024年度")
    assert "坪皋县乌石坪乡人民政府：" in words


def test_rows_that_are_written_are_forgotten(tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx")
    table = book.table("表", (Column("一", 10), Column("二", 10, wrap=True)))
    for number in range(500):
        table.add((number, "一句很长的话" * number))
    assert len(table.sheet.row_info) <= 2
    table.finish()
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.row_dimensions[2].height < sheet.row_dimensions[400].height
    assert sheet.max_row == 501
