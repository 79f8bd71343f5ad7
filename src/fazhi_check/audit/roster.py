"""The roster: which units have to submit, read from a workbook or a CSV file.

The first row that has a column for the unit is the head; heads may be Chinese or English. Everything else is as in
`records.Unit`; every mistake is told with its row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from fazhi_check.audit.records import Unit
from fazhi_check.mistakes import Mistake, refusal
from fazhi_check.readers.text import decode
from fazhi_check.wording import UNIT_LEVEL_NAMES, unit_level

_HEADS = {
    "unit": ("单位", "单位名称", "报送单位", "名称", "unit", "name"),
    "level": ("级别", "类别", "单位类别", "层级", "level"),
    "superior": ("上级", "上级单位", "主管单位", "所属", "所属县区", "所属地区", "superior", "parent"),
    "due": ("截止日期", "截止时间", "报送期限", "期限", "应报日期", "due", "duedate", "deadline"),
    "contact": ("联系人", "联系方式", "联系人及电话", "contact"),
    "aliases": ("曾用名", "别名", "曾用名(别名)", "简称", "其他名称", "alias", "aliases", "formernames"),
    "files": ("文件", "文件名", "对应文件", "file", "files"),
}
_SEVERAL = re.compile(r"[、，,；;\n]+")
_FILES = re.compile(r"[；;\n]+")
_HEAD_WITHIN = 20
_LARGEST = 50 * 1024 * 1024
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?(?:\s.*)?|(\d{4})(\d\d)(\d\d)")
_DAY_ZERO = date(1899, 12, 30)
"""The day from which workbooks count."""
_SERIALS = range(30_000, 80_000)

_Row = Sequence[object]


class RosterError(Mistake):
    """A roster that cannot be used; the message is one line in Chinese."""


def read_roster(path: Path) -> tuple[Unit, ...]:
    """Return the units of a roster in its order; raises `RosterError`."""
    rows = iter(_rows(path))
    columns = _head(path, rows)
    units = [
        _unit(path, number, row, columns)
        for number, row in rows
        if any(_cell(row, column) for column in columns.values())
    ]
    if not units:
        raise RosterError(f"名单 {path} 里一个单位也没有。")
    seen: set[tuple[str, str]] = set()
    for unit in units:
        if (unit.name, unit.superior) in seen:
            raise RosterError(
                f"名单 {path} 里“{unit.name}”出现了不止一次。同名的单位请用“上级”一列分清，重复的请删去。"
            )
        seen.add((unit.name, unit.superior))
    return tuple(units)


def _rows(path: Path) -> Iterator[tuple[int, _Row]]:
    """Yield the rows with their numbers, from 1."""
    try:
        if path.stat().st_size > _LARGEST:
            raise RosterError(f"名单 {path} 过大，不像一份名单。")
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"读不了名单 {path}（{refusal(error)}）。") from None
    if data.startswith(b"PK\x03\x04"):
        yield from enumerate(_sheet(path, data), 1)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RosterError(f"名单 {path} 是旧版 Excel 文件（.xls），请另存为 .xlsx 或 CSV。")
    else:
        text, _ = decode(data)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        for row in reader:
            yield reader.line_num, row


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if any(head in line for head in _HEADS["unit"])), "")
    return max(",\t;", key=first.count)


def _sheet(path: Path, data: bytes) -> Iterator[_Row]:
    """Yield the rows of the first sheet; merged cells count for each row that they cover."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise RosterError(
            "读 .xlsx 名单需要另装组件：pip install 'fazhi-check[xlsx]'；也可以另存为 CSV。"
        ) from None
    try:
        sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    except Exception:
        raise RosterError(f"名单 {path} 打不开：已损坏、加了密码，或者不是 .xlsx 工作簿。") from None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        for row in rows[area.min_row : area.max_row]:
            if area.min_col == area.max_col:  # one that goes across is a title
                row[area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    yield from rows


def _head(path: Path, rows: Iterator[tuple[int, _Row]]) -> dict[str, int]:
    """Return the columns by what is in them."""
    for number, row in rows:
        names = [
            "".join(str(cell or "").split()).replace("（", "(").replace("）", ")").lower() for cell in row
        ]
        columns = {
            field: names.index(head)
            for field, heads in _HEADS.items()
            if (head := next((one for one in heads if one in names), None)) is not None
        }
        if "unit" in columns:
            return columns
        if number >= _HEAD_WITHIN:
            break
    raise RosterError(
        f"名单 {path} 里找不到表头：要有“单位”一列；可以有级别、上级、截止日期、联系人、曾用名、文件各列。"
    )


def _cell(row: _Row, column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    return "" if value is None else " ".join(str(value).split())


def _unit(path: Path, number: int, row: _Row, columns: dict[str, int]) -> Unit:
    name = _cell(row, columns["unit"])
    if not name:
        raise RosterError(f"名单 {path} 第 {number} 行没有写单位名称。")
    word = _cell(row, columns.get("level"))
    level = unit_level(word) if word else ""
    if level is None:
        raise RosterError(
            f"名单 {path} 第 {number} 行的级别“{word}”不认识；可以写{'、'.join(UNIT_LEVEL_NAMES)}。"
        )
    return Unit(
        name,
        level,
        _cell(row, columns.get("superior")),
        _due(path, number, row, columns.get("due")),
        _cell(row, columns.get("contact")),
        _names(_several(row, columns.get("aliases")), _SEVERAL),
        _names(_several(row, columns.get("files")), _FILES),
    )


def _several(row: _Row, column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    return "" if value is None else str(value)


def _names(text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in between.split(text) if name.strip())


def _due(path: Path, number: int, row: _Row, column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    if value is None or value == "":
        return ""
    found = day(value)
    if found is None:
        raise RosterError(f"名单 {path} 第 {number} 行的截止日期“{value}”不是日期，请写成 2025-03-31 这样。")
    return found


def day(value: object) -> str | None:
    """Return a date as YYYY-MM-DD (a cell's date, its number of days, 2025-3-31, 2025年3月31日, 20250331), None for no date."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    text = str(value).strip().removesuffix(".0")
    found = _DATE.fullmatch(text)
    if found:
        parts = [int(part) for part in found.groups() if part]
        try:
            return date(*parts).isoformat()
        except ValueError:
            return None
    if text.isdigit() and int(text) in _SERIALS:
        return (_DAY_ZERO + timedelta(days=int(text))).isoformat()
    return None
