"""Explaining: for one document and one item, every passage that was considered, and why it counted or did not."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.curating.nearness import missing_words, nearest
from fazhi_check.engine import CERTAIN
from fazhi_check.model.outcome import Assessment, Evidence, Finding
from fazhi_check.wording import LEVELS, ROLES, UNIT_LEVELS, VERDICTS, because, facets, place, reason

_SECTIONS = {
    "breadth": "按整个举措成效部分判断：至少写到三个方面",
    "problems": "按整个存在不足部分判断：至少一条点明领域和表现",
    "causes": "按整个存在不足部分判断：至少对一个不足说明为什么",
    "measures": "按整个下年安排部分判断：至少两条有内容的措施",
}


def explained(assessment: Assessment, finding: Finding) -> Iterator[str]:
    """Yield the lines of the explanation; the assessment must have kept all passages."""
    item = finding.item
    yield f"{assessment.title or assessment.document.path}"
    level = UNIT_LEVELS.get(assessment.level or "", "没有认出")
    year = f"{assessment.year}年度" if assessment.year else "年度没有认出"
    yield f"单位类别 {level}，{year}；清单 {assessment.checklist.id} {assessment.checklist.version}"
    yield ""
    told = reason(finding)
    yield f"{item.title}（{item.id}）：{VERDICTS[finding.verdict]}" + (f"，{told}" if told else "")
    yield f"要什么：{item.ask}"
    yield f"缺失时的级别：{LEVELS[finding.level]}"
    if finding.verdict == "na":
        return
    yield f"怎样判断：{_SECTIONS.get(item.judge, f'找证据，把握 {CERTAIN}% 以上才算在说这个要素')}"
    if item.judge == "evidence":
        yield f"写在这些部分才算：{'、'.join(ROLES[role] for role in item.where)}"
    if facets(finding):
        yield f"分项：{facets(finding)}"
    passages = sorted((*finding.evidence, *finding.not_counted), key=lambda one: one.span.start)
    yield ""
    yield f"看过的段落：{len(passages)} 处，按原文顺序"
    for number, one in enumerate(passages, 1):
        yield from _passage(number, one, counted=one in finding.evidence)
    if not passages:
        near = nearest(assessment.document.text, item)
        yield f"全文没有出现这个要素的线索。最接近的词语：{near}" if near else "全文没有出现这个要素的线索。"
        yield from missing_words(assessment.document.text, item)


def _passage(number: int, one: Evidence, *, counted: bool) -> Iterator[str]:
    words = "".join(one.quote.split())
    yield f"{number}. {place(one.place)}（{ROLES[one.role]}）「{words}」"
    if counted:
        kind = "有具体事实" if one.concrete else "没有具体事实，单靠它只能算薄弱"
        yield f"   算：{kind}" + (f"（{'、'.join(one.facts)}）" if one.facts else "")
    else:
        yield f"   不算：{because(one) or '有更好的证据'}"
    if one.cue:
        yield f"   线索：{one.cue}；把握 {one.score}%"
