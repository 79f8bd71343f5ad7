"""The first sheet of audit.xlsx: what the audit comes to, on one page."""

from __future__ import annotations

from typing import Any

from fazhi_check.audit.overall import Overall
from fazhi_check.audit.records import Run
from fazhi_check.audit.sheets import COLOURS, PALE, Book, write
from fazhi_check.audit.tallying import UNKNOWN
from fazhi_check.wording import UNIT_LEVELS, VERDICTS

WEIGHTS = "得分 = 写到的份量 ÷ 应写的份量 × 100：充分计1，薄弱计½，缺失计0；必备要素（*）的份量是2，其他是1。"


def figures(overall: Overall) -> list[tuple[str, str]]:
    """Return the key figures of an audit with their names."""
    summary = overall.summary
    handed, score = summary["submissions"], summary["score"]
    rows = [("检查报告", f"{handed['assessed']}份")]
    if handed["units"] is not None:
        reported = handed["units"] - handed["missing"]
        rows += [
            ("应报送", f"{handed['units']}个单位"),
            ("已报送", f"{reported}个单位"),
            ("未报送", f"{handed['missing']}个单位"),
            ("迟报", f"{handed['late']}份"),
            ("重复报送", f"{handed['twice']}个单位"),
            ("不在名册", f"{handed['unmatched']}份"),
        ]
    rows.append(("未能检查", f"{handed['failures']}份"))
    if score["mean"] is not None:
        rows += [("平均得分", f"{score['mean']}"), ("得分中位数", f"{score['median']}")]
    rows += [
        ("必改内容全部写充分", f"{summary['complete']}份"),
        ("残留他单位名称", f"{len({one.number for one in overall.names})}份"),
        ("文字雷同", f"{len(overall.copies)}对"),
    ]
    return rows


def write_overview(book: Book, sheet: Any, overall: Overall, run: Run) -> None:
    """Write the sheet, row by row from the top."""
    summary = overall.summary
    sheet.set_portrait()
    for column, width in enumerate((34, 12, 12, 12, 12, 12, 12, 12)):
        sheet.set_column(column, column, width)
    year = f"{summary['year']}年度" if summary["year"] else ""
    sheet.set_row(0, 30)
    write(sheet, 0, 0, f"{year}法治政府建设年度报告审查结果", book.style(font_size=16, bold=True))
    checklist = run.checklist
    described = f"清单：{checklist.title}（{checklist.id} {checklist.version}，指纹 {checklist.sha256[:12]}）"
    write(sheet, 1, 0, described, book.style(font_color="#5B6672"))
    write(sheet, 2, 0, WEIGHTS, book.style(font_color="#5B6672"))
    row = 4
    for name, value in figures(overall):
        write(sheet, row, 0, name, book.cell(bg_color=PALE))
        write(sheet, row, 1, value, book.cell(align="left"))
        row += 1
    row = _levels(book, sheet, summary, row + 1)
    row = _items(book, sheet, summary, row + 1)
    _rules(book, sheet, summary, row + 1)


def _head(book: Book, sheet: Any, row: int, heads: tuple[str, ...]) -> int:
    for column, head in enumerate(heads):
        write(sheet, row, column, head, book.cell(bold=True, bg_color=PALE, align="center"))
    return row + 1


def _levels(book: Book, sheet: Any, summary: dict[str, Any], row: int) -> int:
    row = _head(book, sheet, row, ("单位类别", "报告", "平均得分"))
    for level, counted in summary["levels"].items():
        name = "没有认出" if level == UNKNOWN else UNIT_LEVELS[level]
        for column, value in enumerate((name, counted["reports"], counted["mean"])):
            write(sheet, row, column, value, book.cell())
        row += 1
    return row


def _rules(book: Book, sheet: Any, summary: dict[str, Any], row: int) -> None:
    if summary["rules"]:
        row = _head(book, sheet, row, ("前后不一致和差错", "处数"))
    for rule in summary["rules"]:
        write(sheet, row, 0, rule["title"], book.cell())
        write(sheet, row, 1, rule["count"], book.cell())
        row += 1


def _items(book: Book, sheet: Any, summary: dict[str, Any], row: int) -> int:
    verdicts = ("met", "weak", "missing")
    heads = ("要素", *(VERDICTS[one] for one in verdicts), *(f"{VERDICTS[one]}占比" for one in verdicts))
    row = _head(book, sheet, row, heads)
    for item in summary["items"]:
        asked = sum(item[one] for one in verdicts)
        write(sheet, row, 0, ("*" if item["core"] else "") + item["title"], book.cell())
        for column, one in enumerate(verdicts, 1):
            back, letters = COLOURS[one]
            write(sheet, row, column, item[one], book.cell(bg_color=back, font_color=letters))
            share = item[one] / asked if asked else 0.0
            write(sheet, row, column + 3, share, book.cell(num_format="0%"))
        row += 1
    return row
