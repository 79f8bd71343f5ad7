"""Sheets of a workbook: every cell is text or a number and never a formula; bytes are the same from run to run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check.mistakes import Mistake

ROWS = 1_048_576
"""Rows of a sheet in Excel."""
_CHARACTERS = 32_000
"""Characters of a cell (Excel takes 32,767)."""
_UPRIGHT = 15
"""Characters of a head that stands upright."""
_WIDE = 190
_TALLEST = 220.0
"""Points of a row."""
_FIXED = datetime(2020, 1, 1)
FONT = "微软雅黑"
INK, PALE, LINE = "#1F2A37", "#E8EDF3", "#C9D1DA"
COLOURS = {
    "met": ("#DDEFE3", "#1B5E3A"),
    "weak": ("#FCEFC9", "#7A5200"),
    "missing": ("#F8D9D3", "#8C1D18"),
    "na": ("#EEEEEE", "#666666"),
}
"""Background and letters of a verdict."""


class Missing(Mistake):
    """A library that is not installed; the message says in Chinese what to install."""


def library() -> Any:
    """Return the library that writes workbooks; raises `Missing`."""
    try:
        import xlsxwriter
    except ImportError:
        raise Missing("写 audit.xlsx 需要 XlsxWriter：pip install 'fazhi-check[audit]'。") from None
    return xlsxwriter


class Column(NamedTuple):
    """A column: its head, its width in characters, whether its head stands upright, whether its words wrap."""

    head: str
    width: float
    upright: bool = False
    wrap: bool = False


class Book:
    """A workbook that is written row by row in bounded memory. Close it, or the file is not whole."""

    def __init__(self, path: Path) -> None:
        """Begin a workbook; raises `Missing`."""
        self._book: Any = library().Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
            },
        )
        self._book.set_properties({"title": "法治政府建设年度报告审查结果", "created": _FIXED})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **properties: Any) -> Any:
        """Return a format; text stands at the top."""
        found = {"font_name": FONT, "font_size": 10, "valign": "top", "font_color": INK, **properties}
        key = tuple(sorted(found.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(found)
        return self._formats[key]

    def cell(self, **properties: Any) -> Any:
        """Return the format of a table's cell."""
        return self.style(border=1, border_color=LINE, **properties)

    def sheet(self, name: str) -> Any:
        """Return a new sheet, set up for print."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        return sheet

    def table(self, name: str, columns: Sequence[Column], frozen: int = 1) -> Table:
        """Return a new sheet that holds one table, with so many columns frozen; a wide one is printed on A3."""
        return Table(self, name, columns, frozen)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def discard(self) -> None:
        """Let go of what is not written; its temporary files stand in the folder of the file."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()


class Table:
    """A table over a sheet, and over more of them when one is full."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], frozen: int) -> None:
        self._book, self._name, self._columns, self._frozen = book, name, columns, frozen
        self._cells = [book.cell(text_wrap=column.wrap) for column in columns]
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self.sheet = self._book.sheet(self._name if self._sheets == 1 else f"{self._name}（{self._sheets}）")
        if sum(column.width for column in self._columns) > _WIDE:
            self.sheet.set_paper(8)
        upright = any(column.upright for column in self._columns)
        if upright:
            self.sheet.set_row(0, 13 * _UPRIGHT + 8)
        for number, column in enumerate(self._columns):
            self.sheet.set_column(number, number, column.width)
            turned = (
                {"rotation": 270, "valign": "top", "font_size": 9}
                if column.upright
                else {"valign": "vcenter"}
            )
            head = self._book.cell(bold=True, bg_color=PALE, align="center", text_wrap=True, **turned)
            words = column.head
            if column.upright and len(words) > _UPRIGHT:
                words = words[: _UPRIGHT - 1] + "…"
            self.sheet.write_string(0, number, words, head)
        self.sheet.freeze_panes(1, self._frozen)
        self.sheet.repeat_rows(0)
        self.row = 1

    def add(self, values: Sequence[str | int | float | None], formats: dict[int, Any] | None = None) -> None:
        """Write a row; `formats` are those of single cells by column."""
        if self.row == ROWS:
            self.finish()
            self._begin()
        self.sheet.set_row(self.row, self._height(values))
        for number, value in enumerate(values):
            chosen = (formats or {}).get(number) or self._cells[number]
            write(self.sheet, self.row, number, value, chosen)
        self._forget(self.row - 1)
        self.row += 1

    def _forget(self, row: int) -> None:
        """Drop what the library remembers of the height of a row that is on the disk: memory stays flat."""
        for remembered in ("row_info", "row_sizes"):
            getattr(self.sheet, remembered, {}).pop(row, None)

    def _height(self, values: Sequence[str | int | float | None]) -> float:
        """Return the height that wrapped words need: not every program finds it by itself."""
        lines = 1
        for column, value in zip(self._columns, values, strict=True):
            if column.wrap and isinstance(value, str):
                cells = (len(value) + len(value.encode("utf-8", "replace"))) // 2  # Chinese: 3 bytes, 2 cells
                lines = max(lines, -(-cells // int(column.width - 1)))
        return min(_TALLEST, 14.0 * lines + 2)

    def finish(self) -> None:
        """Set the filter over all rows."""
        self.sheet.autofilter(0, 0, max(1, self.row - 1), len(self._columns) - 1)


def write(sheet: Any, row: int, column: int, value: str | int | float | None, style: Any) -> None:
    """Write one cell as what it is: a number as a number, everything else as text."""
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value[:_CHARACTERS], style)
    else:
        sheet.write_blank(row, column, None, style)
