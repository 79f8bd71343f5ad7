"""The Chinese words for what the model says."""

from __future__ import annotations

from fazhi_check.model.checklist import Basis, Item
from fazhi_check.model.document import Place
from fazhi_check.model.outcome import Acceptance, Evidence, Finding

VERDICTS = {"met": "充分", "weak": "薄弱", "missing": "缺失", "na": "不适用"}
MARKS = {"met": "[+]", "weak": "[~]", "missing": "[-]", "na": "[ ]"}
"""Marks that survive print and every console's encoding."""

LEVELS = {"error": "必改", "warning": "应改", "info": "可改"}
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
    "heading-only": "只有标题，标题下没有写这件事",
    "absent": "全文没有写到",
    "only-planned": "只写在下一年度安排里，不算本年度已做",
    "only-shortcoming": "只写在问题和不足里，不算本年度已做",
    "negated": "写明本年度没有开展",
}
SHORT_REASONS = {
    "no-fact": "没有具体事实",
    "thin": "不足三个方面",
    "heading-only": "只有标题",
    "absent": "没有写到",
    "only-planned": "只写在下年安排里",
    "only-shortcoming": "只写在不足里",
    "negated": "写明没有开展",
}
_BECAUSE = {
    "planned": "说的是今后要做的",
    "problem": "说的是存在的问题",
    "negated": "写明没有做",
    "unlikely": "不像在说这个要素",
    "heading": "只是标题",
    "elsewhere": "不在应当写它的部分",
}


_CAUSE_REASONS = {"no-fact": "提到了原因，但没有说清是什么原因"}


def reason(finding: Finding) -> str:
    """Say in a sentence why an element is not met."""
    if finding.item.judge == "causes" and finding.reason in _CAUSE_REASONS:
        return _CAUSE_REASONS[finding.reason]
    return REASONS.get(finding.reason or "", "")


def urgency(finding: Finding) -> str:
    """Say how urgent a finding is: a weak element weighs a level less than a missing one."""
    return LEVELS[finding.urgency]


def accepted(acceptance: Acceptance) -> str:
    """Say why a finding no longer counts."""
    if acceptance.kind == "known":
        return "基线已有"
    more = [acceptance.who, f"到 {acceptance.until} 为止" if acceptance.until else ""]
    added = "，".join(one for one in more if one)
    return f"已豁免：{acceptance.reason}" + (f"（{added}）" if added else "")


def because(evidence: Evidence) -> str:
    """Say why a passage that was found does not count ("" if it does)."""
    return _BECAUSE.get(evidence.status, "")


def printable(path: str) -> str:
    """Return a path without control characters and broken encodings, which would reach the terminal."""
    return "".join(one if one.isprintable() else "\ufffd" for one in path)


def place(where: Place) -> str:
    """Say where a passage stands."""
    unit = {"line": "行", "paragraph": "段"}.get(where.kind, "处")
    page = f"第{where.page}页 " if where.page else ""
    return f"{page}第{where.number}{unit}"


def basis(item: Item, year: int | None) -> str:
    """Name the legal basis for a report year; what was not compared with the source says so."""
    return "；".join(_cited(one) for one in item.basis if one.since <= (year or one.since))


def _cited(one: Basis) -> str:
    return f"{one.document}，{one.article}" + ("" if one.verified else "（条文待核对）")


def facets(finding: Finding) -> str:
    """Say which facets of an item the evidence shows, and which it does not ("" for an item without facets)."""
    shown = [one.title for one in finding.item.facets if one.id in finding.facets]
    lacking = [one.title for one in finding.item.facets if one.id not in finding.facets]
    if not finding.item.facets or finding.verdict == "missing":
        return ""
    parts = [f"写到{'、'.join(shown)}" if shown else "", f"没有写到{'、'.join(lacking)}" if lacking else ""]
    return "；".join(part for part in parts if part)
