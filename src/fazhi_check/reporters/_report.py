"""One report on the screen, as a clerk reads it: verdicts first, then what to mend and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fazhi_check.model.outcome import Assessment, Evidence, Finding, Objection
from fazhi_check.reporters._wrapping import wrap
from fazhi_check.wording import (
    LEVELS,
    MARKS,
    ROLES,
    SHORT_REASONS,
    UNIT_LEVELS,
    VERDICTS,
    accepted,
    basis,
    because,
    facets,
    place,
    printable,
    reason,
    set_aside,
    urgency,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {"met": "green", "weak": "yellow", "missing": "red", "na": "dim"}
_QUOTE = 72
"""A quote on the screen has at most this many characters; JSON has all of them."""
_INDENT = 3


def print_report(console: Console, assessment: Assessment, *, verbose: bool) -> None:
    """Print the report on one document; `verbose` adds all evidence."""
    _head(console, assessment)
    core = [finding for finding in assessment.findings if finding.item.core]
    others = [finding for finding in assessment.findings if not finding.item.core]
    for title, findings in (("必备要素", core), ("其他要素", others)):
        if findings:
            console.print(f"\n{title}", style="bold")
            _rows(console, findings)
    if verbose:
        console.print("\n全部证据", style="bold")
        for finding in assessment.findings:
            _all_evidence(console, finding)
    flagged = sorted((one for one in assessment.findings if one.flagged and not one.accepted), key=_urgency)
    if flagged:
        console.print("\n需要修改（按轻重排列）", style="bold")
        for number, finding in enumerate(flagged, 1):
            _advice(console, number, finding, assessment.year)
    objections = [one for one in assessment.objections if not one.accepted]
    if objections:
        console.print("\n其他问题（按轻重排列）", style="bold")
        ordered = sorted(objections, key=lambda one: list(LEVELS).index(one.level))
        for number, objection in enumerate(ordered, 1):
            _objection(console, number, objection)
    _accepted(console, assessment)
    _foot(console, assessment)


def _accepted(console: Console, assessment: Assessment) -> None:
    """Print what was waived, one by one, and how much a baseline has already."""
    marked = [
        (f"{MARKS[one.verdict]} {VERDICTS[one.verdict]} {one.item.title}", one.accepted)
        for one in assessment.findings
    ]
    marked += [
        (f"{place(one.place)} {one.title}：{one.message}", one.accepted) for one in assessment.objections
    ]
    waived = [(told, one) for told, one in marked if one and one.kind == "waived"]
    known = sum(one is not None and one.kind == "known" for _, one in marked)
    if waived:
        console.print("\n已豁免", style="bold")
        for told, one in waived:
            _indented(console, f"{told}  {accepted(one)}")
    if known:
        console.print(f"\n基线中已有 {known} 处，没有列出")


def _head(console: Console, assessment: Assessment) -> None:
    unit = assessment.unit or "（没有认出单位）"
    year = f"{assessment.year}年度" if assessment.year else "（没有认出年度，可用 --year 指定）"
    level = UNIT_LEVELS.get(assessment.level or "", "没有认出，可用 --level 指定")
    console.print("=" * console.width, style="dim")
    console.print(f"{unit}  {year}", style="bold")
    if assessment.title:
        console.print(f"标题  {assessment.title}")
    published = f"  发布日期 {assessment.published}" if assessment.published else ""
    console.print(f"文件  {printable(assessment.document.path)}")
    console.print(f"单位类别 {level}{published}")
    checklist = assessment.checklist
    console.print(f"清单  {checklist.id} {checklist.version}（指纹 {checklist.sha256[:12]}）")
    for note in assessment.notes:
        console.print(f"[!] {note}", style="magenta")
    if not assessment.findings:
        return
    console.print(
        f"得分 {assessment.score}（满分 100）  充分 {assessment.number_of('met')}  薄弱 {assessment.number_of('weak')}  "
        f"缺失 {assessment.number_of('missing')}  {_not_asked(assessment)}共 {len(assessment.findings)} 项",
        style="bold",
    )


def _not_asked(assessment: Assessment) -> str:
    count = assessment.number_of("na")
    return f"{VERDICTS['na']} {count}  " if count else ""


def _rows(console: Console, findings: list[Finding]) -> None:
    """Print a line for each finding: verdict, title, and where it stands or why it falls short.

    Laid out by hand: a table of rich costs more than the whole check of a report.
    """
    from rich.cells import cell_len

    room = console.width - 2 * len(_GAP) - cell_len(_verdict(findings[0]).plain)
    sizes = [(cell_len(finding.item.title), cell_len(_told(finding))) for finding in findings]
    column = max((title for title, told in sizes if title + told <= room), default=0)
    for finding, (title, told) in zip(findings, sizes, strict=True):
        line = _verdict(finding).append(_GAP + finding.item.title)
        fits = title <= column and column + told <= room
        if fits:
            line.append(" " * (column - title) + _GAP + _told(finding))
        console.print(line)
        if told and not fits:
            _indented(console, _told(finding))


_GAP = "  "


def _verdict(finding: Finding) -> Text:
    from rich.text import Text

    return Text(f"{MARKS[finding.verdict]} {VERDICTS[finding.verdict]}", style=_STYLES[finding.verdict])


def _told(finding: Finding) -> str:
    """Say in a few words where the best evidence stands, or why there is none."""
    if finding.accepted:
        words = SHORT_REASONS.get(finding.reason or "", "")
        return f"{words}（{set_aside(finding.accepted)}）"
    if finding.verdict != "met":
        return SHORT_REASONS.get(finding.reason or "", "")
    return place(finding.evidence[0].place) if finding.evidence else ""


def _urgency(finding: Finding) -> tuple[int, bool, bool]:
    return (list(LEVELS).index(finding.level), finding.verdict != "missing", not finding.item.core)


def _quoted(evidence: Evidence) -> str:
    words = "".join(evidence.quote.split())
    return f"「{words[:_QUOTE]}……」" if len(words) > _QUOTE else f"「{words}」"


def _advice(console: Console, number: int, finding: Finding, year: int | None) -> None:
    item = finding.item
    line = _verdict(finding)
    line.append(f" {item.title}（{urgency(finding)}）", style="bold")
    if finding.untouched:
        line.append(" 不在本次改动的行", style="dim")
    console.print(f"{number}. ", line, sep="")
    lines = [("情况", reason(finding))]
    if finding.evidence:
        lines.append(("已写到", f"{place(finding.evidence[0].place)}{_quoted(finding.evidence[0])}"))
    elif finding.not_counted:
        nearest = finding.not_counted[0]
        lines.append(("最接近", f"{place(nearest.place)}{_quoted(nearest)}，不算：{because(nearest)}"))
    lines += [
        ("分项", facets(finding)),
        ("依据", basis(item, year)),
        ("建议", item.advice),
        ("例如", item.model),
    ]
    for label, words in lines:
        if words:
            _indented(console, f"{label}：{words}")


def _objection(console: Console, number: int, one: Objection) -> None:
    words = " ".join(one.quote.split())  # a blank may be what the objection is about
    quote = f"「{words[:_QUOTE]}……」：" if len(words) > _QUOTE else f"「{words}」：" if words else ""
    console.print(
        f"{number}. {place(one.place)} {one.title}（{LEVELS[one.level]}，{one.rule}）", style="bold"
    )
    _indented(console, f"{quote}{one.message}" + (f"改为：{one.suggestion}" if one.suggestion else ""))
    if one.basis:
        _indented(console, f"依据：{one.basis}")


def _all_evidence(console: Console, finding: Finding) -> None:
    line = _verdict(finding)
    line.append(f" {finding.item.title}", style="bold")
    console.print(line)
    for one in finding.evidence:
        facts = f" 事实：{'、'.join(one.facts)}" if one.facts else ""
        _indented(console, f"{place(one.place)}（{ROLES[one.role]}）{_quoted(one)}{_cue(one)}{facts}")
    for one in finding.not_counted:
        _indented(
            console, f"不计 {place(one.place)}（{ROLES[one.role]}）{_quoted(one)}{_cue(one)} {because(one)}"
        )


def _cue(evidence: Evidence) -> str:
    return f" 线索：{evidence.cue}" if evidence.cue else ""


def _indented(console: Console, words: str) -> None:
    _wrapped(console, words, indent=_INDENT)


def _wrapped(console: Console, words: str, *, indent: int = 0, style: str = "") -> None:
    """Print words in lines that fit; numbers stay whole, and no line begins with a closing mark."""
    for line in wrap(words, console.width - indent):
        console.print(" " * indent + line, style=style or None, soft_wrap=True)


def _foot(console: Console, assessment: Assessment) -> None:
    flagged = [one for one in assessment.findings if one.flagged and not one.accepted]
    demanded = [one for one in assessment.findings if one.level == "error"]
    lines = []
    if demanded:
        short = [one.item.title for one in demanded if one.flagged and not one.accepted]
        full = not any(one.flagged for one in demanded)
        told = f"有 {len(short)} 项没有写充分：{'、'.join(short)}" if short else "都写充分了"
        told = told if short or full else "没有要改的"
        lines.append(f"法定和必备内容{told}")
    others = [one for one in flagged if one.level != "error"]
    if others:
        missing = sum(one.verdict == "missing" for one in others)
        lines.append(f"其他要素缺失 {missing} 项、薄弱 {len(others) - missing} 项")
    objections = [one for one in assessment.objections if not one.accepted]
    if objections:
        counts = ((name, sum(one.level == level for one in objections)) for level, name in LEVELS.items())
        lines.append("其他问题" + "、".join(f"{name} {count} 处" for name, count in counts if count))
    if not flagged and assessment.findings:
        lines = lines if demanded else ["检查的要素都写充分了", *lines]
    if set_aside := sum(one.flagged and one.accepted is not None for one in assessment.findings):
        lines.append(f"另有 {set_aside} 项已豁免或在基线中，不计")
    console.print()
    _wrapped(console, "小结：" + "；".join(lines or ["没有发现问题"]) + "。", style="bold")
