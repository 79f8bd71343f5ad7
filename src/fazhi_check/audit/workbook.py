"""audit.xlsx: overview, units × elements, one row per thing to mend, submissions, failures, copies, last year."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from fazhi_check.audit.comparing import Comparison
from fazhi_check.audit.overall import Overall
from fazhi_check.audit.overview import write_overview
from fazhi_check.audit.records import Record, Run
from fazhi_check.audit.reviving import Revived
from fazhi_check.audit.rows import copy_rows, cut, year_rows
from fazhi_check.audit.sheets import COLOURS, Book, Column
from fazhi_check.audit.shelf import unit_of
from fazhi_check.audit.submissions import submissions
from fazhi_check.model.outcome import Finding
from fazhi_check.wording import LEVELS, UNIT_LEVELS, VERDICTS, basis, because, place, reason, urgency

ACCEPTED = "已接受"
"""The word for what somebody has waived, or a baseline knows."""
_PROBLEMS = (
    Column("单位", 26), Column("上级", 14), Column("类别", 7), Column("要素或规则", 22, wrap=True), Column("结论", 8),
    Column("轻重", 7), Column("情况", 26, wrap=True), Column("原文", 52, wrap=True), Column("位置", 12),
    Column("依据", 36, wrap=True), Column("修改建议", 40, wrap=True), Column("文件", 32),
)  # fmt: skip
_COPIES = (
    Column("序号", 6), Column("类型", 14), Column("单位甲", 24), Column("单位乙", 24), Column("相同占甲", 9), Column("相同占乙", 9),
    Column("相同字数", 9), Column("甲的原文", 52, wrap=True), Column("甲的位置", 10), Column("乙的原文", 52, wrap=True),
    Column("乙的位置", 10), Column("甲的日期", 11), Column("乙的日期", 11), Column("文件甲", 30), Column("文件乙", 30),
)  # fmt: skip
_YEARS = (
    Column("单位", 26), Column("类型", 14), Column("上年", 52, wrap=True), Column("上年位置", 10), Column("本年", 52, wrap=True),
    Column("本年位置", 10), Column("结果", 10), Column("说明", 36, wrap=True),
)  # fmt: skip


class Workbook:
    """Takes records one by one; rows go to the disk as they come. Use as a context manager."""

    def __init__(self, run: Run, path: Path) -> None:
        """Begin the workbook; raises `sheets.Missing`."""
        self._run = run
        chosen = run.checklist.chosen
        self._items = [item for item in run.checklist.items if not chosen or item.id in chosen]
        self._book = book = Book(path)
        self._overview = book.sheet("概览")
        fixed = (Column("序号", 6), Column("单位", 26), Column("上级", 14), Column("类别", 7), Column("年度", 7), Column("得分", 7),
                 Column("充分", 6), Column("薄弱", 6), Column("缺失", 6))  # fmt: skip
        upright = (Column(("*" if item.core else "") + item.title, 4.6, upright=True) for item in self._items)
        self._matrix = book.table("要素矩阵", (*fixed, *upright, Column("文件", 32)), frozen=2)
        self._problems = book.table("问题清单", _PROBLEMS)
        self._verdict = {
            verdict: book.cell(bg_color=back, font_color=letters, align="center")
            for verdict, (back, letters) in COLOURS.items()
        }
        self._years = book.table("与上年比较", _YEARS) if run.previous else None
        self._count = 0

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._book.discard()

    def add(self, told: Revived, comparison: Comparison | None) -> None:
        """Write the rows of a report."""
        record = told.record
        self._count += 1
        self._matrix_row(record)
        unit, superior, level = _who(record)
        for finding in told.findings:
            if finding.flagged:
                self._problem(record, finding, (unit, superior, level))
        for one in told.objections:
            self._problems.add(
                (unit, superior, level, one.title, "异议", ACCEPTED if one.accepted else LEVELS[one.level], one.message, cut(one.quote), place(one.place),
                 one.basis, f"改为：{one.suggestion}" if one.suggestion else "", record["path"])
            )  # fmt: skip
        if comparison and self._years:
            for row in year_rows(comparison):
                self._years.add(row)

    def _matrix_row(self, record: Record) -> None:
        unit, superior, level = _who(record)
        verdicts = {item["id"]: item["verdict"] for item in record["items"]}
        ordered = [verdicts.get(item.id, "na") for item in self._items]
        summary = record["summary"]
        head = (self._count, unit, superior, level, record["year"], summary["score"], summary["met"], summary["weak"],
                summary["missing"])  # fmt: skip
        self._matrix.add(
            (*head, *(VERDICTS[one] for one in ordered), record["path"]),
            {len(head) + at: self._verdict[one] for at, one in enumerate(ordered)},
        )

    def _problem(self, record: Record, finding: Finding, who: tuple[str, str, str]) -> None:
        quote, where = "", ""
        told = reason(finding)
        if finding.evidence:
            quote, where = finding.evidence[0].quote, place(finding.evidence[0].place)
        elif finding.not_counted:
            nearest = finding.not_counted[0]
            quote, where = nearest.quote, place(nearest.place)
            told += f"（最接近的一句：{because(nearest)}）"
        item = finding.item
        self._problems.add(
            (*who, item.title, VERDICTS[finding.verdict], ACCEPTED if finding.accepted else urgency(finding), told, cut(quote), where,
             basis(item, record["year"]), item.advice, record["path"]),
            {4: self._verdict[finding.verdict]},
        )  # fmt: skip

    def finish(self, overall: Overall) -> None:
        """Write what is known only when all reports are through, and close the file."""
        self._matrix.sheet.conditional_format(
            1, 5, max(1, self._matrix.row - 1), 5, {"type": "data_bar", "bar_color": "#8FB3D9", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
        )  # fmt: skip
        if self._run.units:
            handed_in = self._book.table(
                "报送情况",
                _columns("情况:12 单位:28 上级:16 类别:9 联系人:18 报送期限:12 报送日期:12 说明:44 文件:40"),
            )
            for one in submissions(self._run):
                handed_in.add(one)
            handed_in.finish()
        failures = self._book.table("未能检查", _columns("文件:48 单位:26 原因:80"))
        for failure in self._run.failures:
            failures.add((failure["path"], (failure.get("roster") or {}).get("unit", ""), failure["reason"]))
        copied = self._book.table("雷同", _COPIES)
        for row in copy_rows(overall):
            copied.add(row, {column: self._book.cell(num_format="0%") for column in (4, 5)})
        for table in (
            self._matrix,
            self._problems,
            failures,
            copied,
            *([self._years] if self._years else []),
        ):
            table.finish()
        write_overview(self._book, self._overview, overall, self._run)
        self._book.close()


def _columns(words: str) -> tuple[Column, ...]:
    """Read columns from words like “单位:28”."""
    return tuple(
        Column(head, float(width), wrap=head in {"原因", "说明"})
        for head, width in (word.split(":") for word in words.split())
    )


def _who(record: Record) -> tuple[str, str, str]:
    superior = (record.get("roster") or {}).get("superior", "")
    return unit_of(record) or "（没有认出单位）", superior, UNIT_LEVELS.get(record["level"] or "", "")
