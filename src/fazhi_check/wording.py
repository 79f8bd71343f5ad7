"""The Chinese words for what the model says."""

from __future__ import annotations

from fazhi_check.model.checklist import ALWAYS, Basis, Item
from fazhi_check.model.document import Place
from fazhi_check.model.outcome import Acceptance, Evidence, Finding

AUTHOR = "fazhi-check"
"""Who signs the comments that are written into Word files."""

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
UNIT_LEVEL_NAMES = {
    "省": "province",
    "市": "city",
    "县": "county",
    "乡镇": "township",
    "街道": "subdistrict",
    "部门": "department",
}
"""The levels of units as people write them, in order of rank."""
_OTHER_UNIT_LEVEL_NAMES = {
    "镇": "township", "乡": "township", "街道办": "subdistrict", "街道办事处": "subdistrict", "区": "county", "县区": "county",
    "局": "department", "委办局": "department", "单位": "department", "省厅": "department", "设区的市": "city",
}  # fmt: skip


def unit_level(word: str) -> str | None:
    """Return the level of units that a word stands for (县, 县级, county), None for other words."""
    name = word.removesuffix("级")
    found = UNIT_LEVEL_NAMES.get(name) or _OTHER_UNIT_LEVEL_NAMES.get(name)
    return found or (word if word in UNIT_LEVELS else None)


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
    "not-for-unit": "清单对这类单位不作要求",
    "not-for-year": "清单对这个报告年度不作要求",
}
SHORT_REASONS = {
    "no-fact": "没有具体事实",
    "thin": "不足三个方面",
    "heading-only": "只有标题",
    "absent": "没有写到",
    "only-planned": "只写在下年安排里",
    "only-shortcoming": "只写在不足里",
    "negated": "写明没有开展",
    "not-for-unit": "对这类单位不作要求",
    "not-for-year": "对这个年度不作要求",
}
_BECAUSE = {
    "planned": "说的是今后要做的",
    "problem": "说的是存在的问题",
    "negated": "写明没有做",
    "unlikely": "不像在说这个要素",
    "heading": "只是标题",
    "cited": "引的是上级文件的要求，不是本单位做的",
    "formula": "是套话，没有说做了什么",
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


def set_aside(acceptance: Acceptance) -> str:
    """Say in a word why a finding no longer counts."""
    return "已豁免" if acceptance.kind == "waived" else "基线已有"


def accepted(acceptance: Acceptance) -> str:
    """Say why a finding no longer counts."""
    if acceptance.kind == "known":
        return set_aside(acceptance)
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
    return "；".join(bases(item, year))


def bases(item: Item, year: int | None) -> list[str]:
    """Name each legal basis for a report year."""
    return [_cited(one, year or one.since) for one in item.basis if one.since <= (year or one.since)]


def _cited(one: Basis, year: int) -> str:
    cited = f"{one.document}，{one.article}" + ("" if one.verified else "（条文待核对）")
    # Whether a successor exists is not known here: either may be cited.
    return cited if year <= one.until else f"{cited}，或者接续它的新文件"


def years(span: tuple[int, int]) -> str:
    """Name a span of report years (“” for every year)."""
    first, last = span
    if first == 0 and last == ALWAYS:
        return ""
    if last == ALWAYS:
        return f"{first}年度起"
    return f"{first}年度" if first == last else f"{first}—{last}年度" if first else f"{last}年度为止"


def facets(finding: Finding) -> str:
    """Say which facets of an item the evidence shows, and which it does not ("" for an item without facets)."""
    shown = [one.title for one in finding.item.facets if one.id in finding.facets]
    lacking = [one.title for one in finding.item.facets if one.id not in finding.facets]
    if not finding.item.facets or finding.verdict == "missing":
        return ""
    parts = [f"写到{'、'.join(shown)}" if shown else "", f"没有写到{'、'.join(lacking)}" if lacking else ""]
    return "；".join(part for part in parts if part)
