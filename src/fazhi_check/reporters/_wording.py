"""The Chinese words for what the model says."""

from __future__ import annotations

from fazhi_check.model.document import Place
from fazhi_check.model.outcome import Evidence, Finding

VERDICTS = {"met": "充分", "weak": "薄弱", "missing": "缺失", "na": "不适用"}
MARKS = {"met": "[+]", "weak": "[~]", "missing": "[-]", "na": "[ ]"}
"""Marks that survive print and every console's encoding."""

LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
UNIT_LEVELS = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇",
    "subdistrict": "街道",
    "department": "部门",
}
ROLES = {
    "preamble": "开头",
    "achievements": "举措成效",
    "responsibility": "第一责任人履职",
    "shortcomings": "存在不足",
    "plan": "下年安排",
    "other": "其他",
}
REASONS = {
    "no-fact": "写到了，但没有具体事实（数量、文件、会议、做法等）",
    "thin": "写得太少，不足三个方面",
    "heading-only": "只有标题，标题下没有内容",
    "absent": "全文没有写到",
    "only-planned": "只写在下一年度安排里，不算本年度已做",
    "only-shortcoming": "只写在问题和不足里，不算本年度已做",
    "negated": "写明本年度没有开展",
}
_BECAUSE = {
    "planned": "说的是今后要做的",
    "problem": "说的是存在的问题",
    "negated": "写明没有做",
    "unlikely": "不像是在说这个要素",
    "look-alike": "字面相近，说的是别的事",
    "heading": "只是标题",
}


def because(finding: Finding, evidence: Evidence) -> str:
    """Say why a passage does not make an item met ("" if it does)."""
    if evidence.status in _BECAUSE:
        return _BECAUSE[evidence.status]
    return "" if evidence.concrete or finding.verdict == "met" else "没有具体事实"


def place(where: Place) -> str:
    """Say where a passage stands."""
    unit = {"line": "行", "paragraph": "段", "element": "处"}.get(where.kind, "处")
    page = f"第{where.page}页 " if where.page else ""
    return f"{page}第{where.number}{unit}"
