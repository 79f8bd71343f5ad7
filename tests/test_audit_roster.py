"""The roster: read from what offices have, and matched without guessing."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from pathlib import Path

import pytest

from bulk import audit
from conftest import HEAD, REPORTS
from fazhi_check.audit.belonging import Belonging, Belongings
from fazhi_check.audit.records import Unit
from fazhi_check.audit.roster import RosterError, read_roster

_ROWS = [
    ["单位", "级别", "上级", "截止日期", "联系人", "曾用名（别名）", "文件"],
    ["竹溪镇", "乡镇", "青栎县", "2025-03-31", "司法所", "溪口乡、石桥乡", ""],
    ["青栎县司法局", "部门", "青栎县人民政府", "2025年3月15日", "办公室 0000-000", "", "a/一.docx；二.txt"],
]
_UNITS = (
    Unit("竹溪镇", "township", "青栎县", "2025-03-31", "司法所", ("溪口乡", "石桥乡")),
    Unit(
        "青栎县司法局",
        "department",
        "青栎县人民政府",
        "2025-03-15",
        "办公室 0000-000",
        (),
        ("a/一.docx", "二.txt"),
    ),
)


def _csv(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_roster_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes(_csv(_ROWS, delimiter).encode(encoding))
    assert read_roster(file) == _UNITS


def test_a_workbook_with_a_title_merged_cells_and_real_dates(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["二〇二四年度报送单位名单"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "单位名称", "所属县区", "报送期限"])
    sheet.append([1, "竹溪镇", "青栎县", datetime.date(2025, 3, 31)])
    sheet.append([2, "南河镇", None, 45747])
    sheet.merge_cells("C3:C4")
    sheet.append([None, None, None, None])
    book.save(tmp_path / "名单.xlsx")
    assert read_roster(tmp_path / "名单.xlsx") == (
        Unit("竹溪镇", "", "青栎县", "2025-03-31"),
        Unit("南河镇", "", "青栎县", "2025-03-31"),
    )


def test_english_heads(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("Level,Unit,Due Date,Aliases\ntownship,竹溪镇,20250331,溪口乡;石桥乡\n", "utf-8")
    assert read_roster(file) == (Unit("竹溪镇", "township", "", "2025-03-31", "", ("溪口乡", "石桥乡")),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("姓名,电话\n甲,1\n", "找不到表头"),
        ("", "找不到表头"),
        ("单位,级别\n竹溪镇,村\n", "第 2 行的级别“村”"),
        ("单位,截止日期\n竹溪镇,三月底\n", "第 2 行的截止日期“三月底”"),
        ("单位,截止日期\n竹溪镇,2025-02-30\n", "2025-02-30"),
        ("单位,联系人\n,张\n", "第 2 行没有写单位名称"),
        ("单位\n竹溪镇\n竹溪镇\n", "不止一次"),
        ("单位\n", "一个单位也没有"),
    ],
)
def test_a_mistake_in_a_roster_is_told_with_its_row(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(RosterError) as error:
        read_roster(file)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_a_workbook_that_cannot_be_opened(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(data)
    with pytest.raises(RosterError):
        read_roster(file)


_COUNTY = (
    Unit("青栎县", "county", "栗川市"),
    Unit("竹溪镇", "township", "青栎县", aliases=("溪口乡",)),
    Unit("城关镇", "township", "青栎县"),
    Unit("城关镇", "township", "白桦县"),
    Unit("南湖街道", "subdistrict", "青栎县"),
    Unit("青栎县司法局", "department", "青栎县"),
    Unit("青栎县发展和改革委员会", "department", "青栎县"),
    Unit("青栎县住房和城乡建设局", "department", "青栎县"),
    Unit("青栎县综合行政执法局", "department", "青栎县", aliases=("青栎县城市管理局",)),
    Unit("大清河镇", "township", "青栎县"),
    Unit("青栎县教育局", "department", "青栎县"),
    Unit("白桦县教育局", "department", "白桦县"),
)


def _of(unit: str, path: str = "报送/1.docx", units: tuple[Unit, ...] = _COUNTY) -> Belonging:
    return Belongings(units).of(path, unit)


@pytest.mark.parametrize(
    ("title", "path", "unit", "match"),
    [
        ("竹溪镇", "1.docx", 1, "exact"),
        ("青栎县竹溪镇", "1.docx", 1, "exact"),
        ("青栎县竹溪镇人民政府", "1.docx", 1, "exact"),
        ("栗川市青栎县竹溪镇人民政府", "1.docx", 1, "exact"),
        ("中共竹溪镇委员会、竹溪镇人民政府", "1.docx", 1, "exact"),
        ("青栎县溪口乡人民政府", "1.docx", 1, "alias"),
        ("青栎县人民政府", "1.docx", 0, "exact"),
        ("栗川市青栎县人民政府", "1.docx", 0, "exact"),
        ("青栎县城关镇", "1.docx", 2, "exact"),
        ("白桦县城关镇人民政府", "1.docx", 3, "exact"),
        ("城关镇", "白桦县/1.docx", 3, "exact"),
        ("南湖街道办事处", "1.docx", 4, "exact"),
        ("青栎县人民政府南湖街道办事处", "1.docx", 4, "exact"),
        ("县司法局", "1.docx", 5, "exact"),
        ("司法局", "1.docx", 5, "exact"),
        ("青栎县发改委", "1.docx", 6, "fuzzy"),
        ("县住建局", "1.docx", 7, "fuzzy"),
        ("青栎县综合执法局", "1.docx", 8, "fuzzy"),
        ("青栎县城市管理局", "1.docx", 8, "alias"),
        ("青栎县城管局", "1.docx", 8, "fuzzy"),
        ("竹溪", "1.docx", 1, "fuzzy"),
        ("白桦县教育局", "1.docx", 11, "exact"),
        ("", "报送/竹溪镇2024年法治政府建设年度报告.docx", 1, "exact"),
        ("", "白桦县/城关镇.docx", 3, "exact"),
        ("", "青栎县/南湖街道/年度报告.docx", 4, "exact"),
    ],
)  # fmt: skip
def test_a_unit_is_found_by_its_forms(title: str, path: str, unit: int, match: str) -> None:
    found = _of(title, path)
    assert found.unit == _COUNTY[unit], found
    assert found.match == match
    assert found.origin == ("title" if title else "path")
    assert (found.score == 100) == (match != "fuzzy")


def test_a_roster_may_use_short_forms_too() -> None:
    units = (Unit("市交通局", "department", "朔泉市"), Unit("桑麓", "township", "泽陵县"), Unit("市中街道"))
    assert _of("朔泉市交通局", units=units).match == "exact"
    assert _of("朔泉市交通运输局", units=units)[:2] == (units[0], "fuzzy")
    assert _of("泽陵县桑麓镇人民政府", units=units)[:2] == (units[1], "fuzzy")
    assert _of("市中街道办事处", units=units)[:2] == (units[2], "exact")


@pytest.mark.parametrize(
    ("title", "path", "candidates"),
    [
        ("城关镇", "1.docx", [2, 3]),  # two of that name, and nothing that tells which
        ("教育局", "1.docx", [10, 11]),
        ("黑松县竹溪镇", "1.docx", [1]),  # another county's
        ("大河镇", "1.docx", [9]),  # another name, though it is nearly the same
        ("竹溪镇", "城关镇.docx", [1, 2, 3]),  # the title and the file say different things
        ("南山镇", "竹溪镇.docx", [1]),
        ("远山港务集团", "1.docx", []),
        ("", "1.docx", []),
        ("", "青栎县/1.docx", []),  # the folder of a county is not the county's own report
    ],
)
def test_what_is_not_sure_is_shown_and_not_guessed(title: str, path: str, candidates: list[int]) -> None:
    found = _of(title, path)
    assert found.unit is None
    assert {one.unit for one in found.candidates} >= {_COUNTY[number] for number in candidates}
    assert bool(found.candidates) == bool(candidates)


@pytest.mark.parametrize(
    "pattern", ["甲/报告.docx", "报告.docx", "报*.docx", "/data/甲/报告.docx", "甲\\报告.docx"]
)
def test_the_roster_overrides_what_the_report_says(pattern: str) -> None:
    units = (*_COUNTY, Unit("石门镇", files=(pattern,)))
    found = _of("竹溪镇", "/data/甲/报告.docx", units)
    assert (found.unit, found.match, found.origin) == (units[-1], "override", "roster")
    assert _of("竹溪镇", "/data/甲/我的报告单.docx", units).unit == _COUNTY[1]
    both = _of("竹溪镇", "/data/甲/报告.docx", (*units, Unit("石洞镇", files=(pattern,))))
    assert both.unit is None
    assert len(both.candidates) == 2


def test_who_is_missing_late_twice_and_unknown(tmp_path: Path) -> None:
    text = (REPORTS / "township-good.txt").read_text("utf-8")
    body = text.split("\n", 1)[1].replace("2025年1月16日", "")
    folder = tmp_path / "报送"
    (folder / "青栎县").mkdir(parents=True)

    def submit(name: str, title: str, published: str = "", day: str = "2025-03-01") -> None:
        file = folder / "青栎县" / name
        file.write_text(f"{title}\n{published}\n{body}", "utf-8")
        at = datetime.datetime.fromisoformat(f"{day}T12:00:00+08:00").timestamp()
        os.utime(file, (at, at))

    submit("1.txt", HEAD)
    submit("2.txt", HEAD.replace("2024", "2023"))
    submit("3.txt", HEAD.replace("竹溪镇", "南河镇"))
    submit("4.txt", HEAD.replace("竹溪镇", "南河镇人民政府"), day="2025-04-02")
    submit("5.txt", HEAD.replace("竹溪镇", "石门镇"), published="发布日期：2025-04-20")
    submit("6.txt", HEAD.replace("青栎县竹溪镇", "黑松县远山镇"))
    (folder / "青栎县" / "东岭镇.pdf").write_bytes(b"%PDF-1.4 broken")
    roster = tmp_path / "名单.csv"
    roster.write_text(
        "单位,级别,上级,截止日期,联系人\n竹溪镇,乡镇,青栎县,,\n南河镇,乡镇,青栎县,,\n石门镇,乡镇,青栎县,2025-04-10,\n"
        "北坡镇,乡镇,青栎县,,王\n东岭镇,乡镇,青栎县,2099-01-01,\n",
        "utf-8",
    )
    said = audit(folder, "--out", tmp_path / "out", "--roster", roster, "--due", "2025年3月31日", expect=3)
    assert "没有报送 1 个，逾期 2 个，报送不止一份 1 个；对不上单位的文件 1 份" in said
    found = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["roster"]

    def short(paths: list[str]) -> list[str]:
        return [Path(path).name for path in paths]

    assert [(one["unit"], one["due"], one["contact"]) for one in found["missing"]] == [
        ("北坡镇", "2025-03-31", "王")
    ]
    assert [(one["unit"], Path(one["path"]).name, one["day"], one["by"]) for one in found["late"]] == [
        ("南河镇", "4.txt", "2025-04-02", "file"),
        ("石门镇", "5.txt", "2025-04-20", "published"),
    ]
    assert [(one["unit"], one["year"], short(one["paths"])) for one in found["twice"]] == [
        ("南河镇", 2024, ["3.txt", "4.txt"])
    ]
    assert short([one["path"] for one in found["unmatched"]]) == ["6.txt"]
    lines = [
        json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
    ]
    belongs = {Path(line["path"]).name: line["roster"] for line in lines}
    assert belongs["1.txt"] == {
        "unit": "竹溪镇", "level": "township", "superior": "青栎县", "due": "2025-03-31", "contact": None,
        "match": "exact", "score": 100, "from": "title",
    }  # fmt: skip
    assert belongs["6.txt"] is None
    # What could not be read is no reason to call a unit missing.
    assert belongs["东岭镇.pdf"]["from"] == "path"
