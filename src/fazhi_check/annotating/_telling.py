"""What the comments say: the summary at the title, then one comment for each remark."""

from __future__ import annotations

from typing import NamedTuple

from fazhi_check import remarks
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Assessment, Verdict
from fazhi_check.wording import UNIT_LEVELS

_SUMMARY = "【小结】"
HEADS = (_SUMMARY, "【薄弱】", "【缺失】", "【问题】")
"""How the heads of all comments begin: by this and their author the comments of an earlier run are known."""
_FOOT = (
    "例句里的数字和名称只是举例，请换成本单位的实际情况。“条文待核对”的依据，引用前请核对原文。"
    "再次批注时，这些批注会整体替换，别人的批注不受影响；意见请另加批注，不要写在这些批注里。"
)

_COUNTED: tuple[Verdict, ...] = ("met", "weak", "missing")


class Told(NamedTuple):
    """One comment: the passage it belongs to, its head, and its paragraphs of a label (may be empty) and words."""

    span: Span
    head: str
    lines: tuple[tuple[str, str], ...]


def told(assessment: Assessment) -> tuple[Told, ...]:
    """Return the comments on a report, the summary first, the others in order of the text."""
    at_passages = [Told(one.span, one.head, one.lines) for one in remarks.remarks(assessment)]
    return _summary(assessment), *at_passages


def _summary(assessment: Assessment) -> Told:
    met, weak, missing = (assessment.count(verdict) for verdict in _COUNTED)
    checklist = assessment.checklist
    lines = [
        ("单位", _whose(assessment)),
        ("清单", f"{checklist.title}（{checklist.id} {checklist.version}）"),
        *(("注意", note) for note in assessment.notes),
    ]
    if assessment.objections:
        lines.append(("问题", f"另有 {len(assessment.objections)} 处前后不一致等问题，批在原文旁边。"))
    unplaced = remarks.unplaced(assessment)
    nowhere = {one.item.id for one in unplaced}
    near = [
        one.item.title
        for one in assessment.findings
        if one.verdict == "missing" and one.item.id not in nowhere
    ]
    if near:
        lines.append(("缺失，批在最接近的语句旁边", f"{'、'.join(near)}。"))
    if unplaced:
        lines.append(("全文没有写到", f"{len(unplaced)} 项，逐项说明如下。"))
    for number, finding in enumerate(unplaced, 1):
        lines.append(("", f"{number}. {remarks.head(finding)}"))
        lines += [
            one
            for one in remarks.advice(finding, assessment.year)
            if one[0] != "情况" or finding.reason != "absent"
        ]
    if not any(one.flagged for one in assessment.findings) and not assessment.objections:
        lines.append(("结论", "检查的要素都写充分了。"))
    lines.append(("说明", _FOOT))
    head = f"{_SUMMARY}得分 {assessment.score}（满分 100）：充分 {met} 项，薄弱 {weak} 项，缺失 {missing} 项，共 {len(assessment.findings)} 项"
    return Told(remarks.title_span(assessment), head, tuple(lines))


def _whose(assessment: Assessment) -> str:
    """Say whose report of which year this was taken for."""
    unit = assessment.unit or "没有认出"
    level = UNIT_LEVELS.get(assessment.level or "", "单位类别没有认出")
    year = f"{assessment.year}年度" if assessment.year else "年度没有认出"
    return f"{unit}（{level}），{year}"
