"""What the comments say: the summary at the title, then one comment for each piece of advice."""

from __future__ import annotations

from typing import NamedTuple

from fazhi_check import advising
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Assessment, Verdict
from fazhi_check.wording import UNIT_LEVELS

_SUMMARY = "【小结】"
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
    at_passages = [Told(one.span, one.head, one.lines) for one in advising.advised(assessment)]
    return _summary(assessment), *at_passages


def _summary(assessment: Assessment) -> Told:
    lines = [
        ("单位", _whose(assessment)),
        ("清单", f"{assessment.checklist.title}（{assessment.checklist.id} {assessment.checklist.version}）"),
        *(("注意", note) for note in assessment.notes),
        *_elsewhere(assessment),
    ]
    nowhere = advising.unplaced(assessment)
    if nowhere:
        lines.append(("全文没有写到", f"{len(nowhere)} 项，逐项说明如下。"))
    for number, finding in enumerate(nowhere, 1):
        lines.append(("", f"{number}. {advising.head(finding)}"))
        told = advising.explained(finding, assessment.year)
        lines += [one for one in told if one[0] != "情况" or finding.reason != "absent"]
    if not nowhere and not advising.advised(assessment):
        lines.append(("结论", "没有需要修改的地方。"))
    lines.append(("说明", _FOOT))
    met, weak, missing = (assessment.number_of(verdict) for verdict in _COUNTED)
    head = (
        f"{_SUMMARY}得分 {assessment.score}（满分 100）：充分 {met} 项，薄弱 {weak} 项，缺失 {missing} 项，"
        f"共 {len(assessment.findings)} 项"
    )
    return Told(advising.title_span(assessment), head, tuple(lines))


def _elsewhere(assessment: Assessment) -> list[tuple[str, str]]:
    """Say what is told beside the text, and what is not told at all."""
    lines = []
    told = advising.advised(assessment)
    near = {one.subject for one in told if one.kind == "missing"}
    titles = [one.item.title for one in assessment.findings if one.item.id in near]
    if titles:
        lines.append(("缺失，批在最接近的语句旁边", f"{'、'.join(titles)}。"))
    objections = sum(one.kind == "objection" for one in told)
    if objections:
        lines.append(("前后不一致等问题", f"{objections} 处，批在原文旁边。"))
    settled = [one.accepted for one in assessment.findings] + [one.accepted for one in assessment.objections]
    if any(settled):
        lines.append(("已豁免", f"{len(list(filter(None, settled)))} 处，没有批注。"))
    return lines


def _whose(assessment: Assessment) -> str:
    """Say whose report of which year this was taken for."""
    unit = assessment.unit or "没有认出"
    level = UNIT_LEVELS.get(assessment.level or "", "单位类别没有认出")
    year = f"{assessment.year}年度" if assessment.year else "年度没有认出"
    return f"{unit}（{level}），{year}"
