"""Notices (整改通知): one Word file for a unit whose report has something to mend, or that did not submit one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from fazhi_check.audit.records import Record, Unit
from fazhi_check.audit.reviving import Revived, revived
from fazhi_check.audit.shelf import unit_of
from fazhi_check.audit.templates import Template, Values
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Evidence, Finding, Objection
from fazhi_check.wording import LEVELS, VERDICTS, basis, because, facets, place, reason, urgency

_ENTRY = (
    "汉字序号",
    "序号",
    "要素",
    "结论",
    "轻重",
    "情况",
    "已写到",
    "最接近",
    "位置",
    "不算的原因",
    "分项",
    "依据",
    "建议",
    "例句",
)
_OBJECTION = ("名目", "原文", "说明", "改为")
_WHOLE = (
    "编号", "名称", "标题对象", "单位", "上级", "联系人", "年度", "报送期限", "整改期限", "已报送", "未报送", "报告标题", "文件",
    "清单", "清单版本", "要素数", "充分数", "薄弱数", "缺失数", "得分", "有必改", "必改", "有应改", "应改", "有异议", "异议", "可改",
    "有待核对", "节",
)  # fmt: skip
NAMES = (*_WHOLE, *_ENTRY, *_OBJECTION)
"""What a template may name."""

_QUOTE = 160
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST = 60
"""Characters of a file's name: with three bytes each below what every file system takes."""


def template(data: bytes | None = None) -> Template:
    """Return a template for notices, the shipped one unless there is another; raises `TemplateError`."""
    return _shipped() if data is None else Template(data, NAMES)


@lru_cache(maxsize=1)
def _shipped() -> Template:
    return Template((Path(__file__).parent.parent / "data" / "notice.docx").read_bytes(), NAMES)


def needed(told: Revived) -> bool:
    """Tell whether a report has something to mend that must or should be mended."""
    findings, objections = _open(told)
    return any(one.urgency != "info" for one in findings) or any(one.level != "info" for one in objections)


def _open(told: Revived) -> tuple[list[Finding], list[Objection]]:
    """Return what is to be mended; what somebody has accepted is not."""
    return (
        [one for one in told.findings if one.flagged and not one.accepted],
        [one for one in told.objections if not one.accepted],
    )


def notice(
    record: Record, checklist: Checklist, *, number: str = "", mend_by: str = "", form: Template | None = None
) -> bytes:
    """Return the notice for one report as a Word file.

    `number` is the notice's own; `mend_by` (YYYY-MM-DD) the day until which the report is to be mended; where it is
    empty the notice has room to write it in. `form` is another template than the shipped one.
    """
    return filled(revived(record, checklist), checklist, number, mend_by, form or template())


def filled(told: Revived, checklist: Checklist, number: str, mend_by: str, form: Template) -> bytes:
    """Return the notice for a report whose findings are at hand."""
    return form.fill(_values(told, checklist, number, mend_by))


def reminder(
    unit: Unit,
    year: int | None,
    *,
    number: str = "",
    mend_by: str = "",
    due: str = "",
    form: Template | None = None,
) -> bytes:
    """Return the notice for a unit that did not submit a report, as a Word file."""
    of_year = f"{year}年度" if year else ""
    return (form or template()).fill(
        {
            "编号": number,
            "名称": "催报通知",
            "标题对象": f"报送{of_year}法治政府建设年度报告",
            "单位": unit.name,
            "上级": unit.superior,
            "联系人": unit.contact,
            "年度": of_year,
            "报送期限": _day(unit.due or due),
            "整改期限": _day(mend_by),
            "未报送": True,
        }
    )


def file_name(number: str, unit: str, words: str) -> str:
    """Return a name that every file system takes: number, unit and what it is."""
    safe = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", unit)).strip(" .")[:_LONGEST] or "未识别单位"
    return f"{number} {safe} {words}.docx"


def _values(told: Revived, checklist: Checklist, number: str, mend_by: str) -> Values:
    record = told.record
    findings, objections = _open(told)
    must, should, may = (
        [one for one in findings if one.urgency == level] for level in ("error", "warning", "info")
    )
    roster = record.get("roster") or {}
    of_year = f"{record['year']}年度" if record["year"] else ""
    summary = record["summary"]
    numbered = _numbered(bool(must), bool(should), bool(objections), bool(may))
    entries = [[_entry(at, one, record["year"]) for at, one in enumerate(part, 1)] for part in (must, should)]
    return {
        "编号": number,
        "名称": "整改通知",
        "标题对象": f"修改{of_year}法治政府建设年度报告",
        "单位": unit_of(record) or "（没有认出单位名称）",
        "上级": roster.get("superior", ""),
        "联系人": roster.get("contact", ""),
        "年度": of_year,
        "报送期限": _day(roster.get("due") or ""),
        "整改期限": _day(mend_by),
        "已报送": True,
        "报告标题": record["title"] or f"{of_year}法治政府建设年度报告",
        "文件": record["path"],
        "清单": checklist.title,
        "清单版本": checklist.version,
        "要素数": len(record["items"]),
        "充分数": summary["met"],
        "薄弱数": summary["weak"],
        "缺失数": summary["missing"],
        "得分": summary["score"],
        "有必改": [{"节": numbered[0]}] if must else "",
        "必改": entries[0],
        "有应改": [{"节": numbered[1]}] if should else "",
        "应改": entries[1],
        "有异议": [{"节": numbered[2]}] if objections else "",
        "异议": [_objection(at, one) for at, one in enumerate(objections, 1)],
        "可改": "、".join(f"{one.item.title}（{VERDICTS[one.verdict]}）" for one in may),
        "节": numbered[3],
        "有待核对": any("待核对" in entry["依据"] for part in entries for entry in part),
    }


def _numbered(*there: bool) -> list[str]:
    """Number the sections that are there in Chinese."""
    numbers, at = [], 0
    for one in there:
        at += one
        numbers.append(han(at) if one else "")
    return numbers


def han(number: int) -> str:
    """Write a number below 100 in Chinese."""
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _entry(at: int, finding: Finding, year: int | None) -> dict[str, Any]:
    item = finding.item
    entry = {
        "汉字序号": han(at),
        "序号": at,
        "要素": item.title,
        "结论": VERDICTS[finding.verdict],
        "轻重": urgency(finding),
        "情况": reason(finding),
        "分项": facets(finding),
        "依据": basis(item, year),
        "建议": item.advice,
        "例句": item.model,
        "已写到": "",
        "最接近": "",
        "位置": "",
        "不算的原因": "",
    }
    if finding.evidence:
        entry |= {"已写到": clipped(finding.evidence[0]), "位置": place(finding.evidence[0].place)}
    elif nearest := _nearest(finding):
        entry |= {"最接近": clipped(nearest), "位置": place(nearest.place), "不算的原因": because(nearest)}
    return entry


def _nearest(finding: Finding) -> Evidence | None:
    """Return the passage that comes nearest; one that hardly speaks of the element is no help to those who wrote it."""
    return next((one for one in finding.not_counted if one.status != "unlikely"), None)


def _objection(at: int, one: Objection) -> dict[str, Any]:
    return {
        "汉字序号": han(at),
        "序号": at,
        "名目": one.title,
        "轻重": LEVELS[one.level],
        "原文": _cut(one.quote),
        "位置": place(one.place),
        "说明": one.message,
        "改为": one.suggestion,
        "依据": one.basis,
    }


def clipped(evidence: Evidence) -> str:
    """Return a quote that fits into a line or two."""
    return _cut(evidence.quote)


def _cut(quote: str) -> str:
    words = "".join(quote.split())
    return words if len(words) <= _QUOTE else words[:_QUOTE] + "……"


def _day(day: str) -> str:
    """Write a day as official documents do: 2025-01-31 → 2025年1月31日."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", day)
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else day
