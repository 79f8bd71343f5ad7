"""Workbooks (.xlsx) that hold a report in their cells: one line per row of every sheet.

Kept: text and numbers of all visible sheets; cells of a row separated by blanks. Lost: formulas, formats, charts. The
place of a line is the number of its row among all rows. Needs the extra `xlsx` (openpyxl).
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from fazhi_check.model.document import Document, Place
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._packages import MAX_PART, opened
from fazhi_check.readers._sniffing import Unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook

_BROKEN = "这个表格文件已损坏，打不开。请重新另存后再检查。"
_MOST_ROWS = 20_000


def read(data: bytes, path: str) -> Document:
    """Read a workbook; see the module's docstring for what is kept."""
    try:
        import openpyxl
    except ImportError:
        raise Unreadable("读表格文件需要另装一个组件：pip install 'fazhi-check[xlsx]'。") from None
    assembly = Assembly()
    with opened(data, _BROKEN) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's remarks help nobody here
        if sum(one.file_size for one in archive.infolist()) > 4 * MAX_PART:
            raise Unreadable("这个文件解压后过大，不像一份报告，没有读取。")
        try:
            rows = _rows(openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True))
        except Exception:  # the library checks little: broken files end in errors of every kind
            raise Unreadable(_BROKEN) from None
    for number, line in rows:
        assembly.add(line, Place("line", number))
    return assembly.document(path, "xlsx")


def _rows(book: Workbook) -> list[tuple[int, str]]:
    """Return the lines of all visible sheets with the numbers of their rows."""
    found: list[tuple[int, str]] = []
    number = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        for row in sheet.iter_rows(values_only=True, max_row=_MOST_ROWS):
            number += 1
            cells = [str(cell) for cell in row if cell is not None and str(cell).strip()]
            found += [(number, line) for line in "\u3000".join(cells).split("\n")]
    book.close()
    return found
