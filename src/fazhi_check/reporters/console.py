"""The console report: what a clerk reads. Words and marks carry everything; colour only helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from fazhi_check.model.outcome import Assessment, Evidence, Finding, ReadFailure
from fazhi_check.reporters._wording import LEVELS, MARKS, REASONS, ROLES, UNIT_LEVELS, VERDICTS, because, place

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

NAME = "console"
_STYLES = {"met": "green", "weak": "yellow", "missing": "red", "na": "dim"}
_FULL_REPORTS = 5
"""Up to this many files, each gets its full report; beyond, one line each and a summary."""
_QUOTE = 60


def note(outcome,*,full): return outcome


class Run:
    pass


def write(checklist, notes, out: TextIO, *, full, verbose: bool) -> None:
    """Write a run for people; `verbose` shows all evidence."""
    from rich.console import Console

    run = Run(); run.outcomes = list(notes)
    console = Console(file=out, highlight=False, emoji=False, markup=False, soft_wrap=False)
    failures = [outcome for outcome in run.outcomes if isinstance(outcome, ReadFailure)]
    assessments = [outcome for outcome in run.outcomes if isinstance(outcome, Assessment)]
    if len(assessments) > _FULL_REPORTS and not verbose:
        _overview(console, assessments)
    else:
        for assessment in assessments:
            _report(console, assessment, verbose=verbose)
    for failure in failures:
        console.print(f"[!] 没有检查 {failure.path}：{failure.reason}", style="magenta")
    if len(run.outcomes) > 1:
        _total(console, assessments, failures)


def _report(console: Console, assessment: Assessment, *, verbose: bool) -> None:
    _head(console, assessment)
    core = [finding for finding in assessment.findings if finding.item.core]
    others = [finding for finding in assessment.findings if not finding.item.core]
    for title, findings in (("必备要素", core), ("其他要素", others)):
        if findings:
            console.print(f"\n{title}", style="bold")
            console.print(_table(findings))
    if verbose:
        console.print("\n全部证据", style="bold")
        for finding in assessment.findings:
            _evidence(console, finding)
    flagged = sorted((one for one in assessment.findings if one.flagged), key=_urgency)
    if flagged:
        console.print("\n需要修改", style="bold")
        for number, finding in enumerate(flagged, 1):
            _advice(console, number, finding)
    _foot(console, assessment)


def _head(console: Console, assessment: Assessment) -> None:
    from rich.rule import Rule

    console.print(Rule(style="dim", characters="="))
    unit = assessment.unit or "（未识别出单位）"
    year = f"{assessment.year}年度" if assessment.year else "（未识别出年度）"
    level = UNIT_LEVELS.get(assessment.level or "", "未识别，可用 --level 指定")
    console.print(f"{unit}  {year}", style="bold")
    if assessment.title:
        console.print(assessment.title)
    published = f"  发布 {assessment.published}" if assessment.published else ""
    console.print(f"文件 {assessment.document.path}  单位类别 {level}{published}", style="dim")
    checklist = assessment.checklist
    console.print(f"清单 {checklist.id} {checklist.version}（{checklist.sha256[:12]}）", style="dim")
    for note in assessment.notes:
        console.print(f"[!] {note}", style="magenta")
    console.print(
        f"得分 {assessment.score}  充分 {assessment.count('met')}  薄弱 {assessment.count('weak')}  "
        f"缺失 {assessment.count('missing')}  共 {len(assessment.findings)} 项",
        style="bold",
    )


def _table(findings: list[Finding]) -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), expand=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, max_width=34, overflow="ellipsis")
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(_verdict(finding), finding.item.title, _short(finding))
    return table


def _verdict(finding: Finding) -> Text:
    from rich.text import Text

    return Text(f"{MARKS[finding.verdict]} {VERDICTS[finding.verdict]}", style=_STYLES[finding.verdict])


def _short(finding: Finding) -> str:
    if finding.verdict == "met" and finding.evidence:
        best = finding.evidence[0]
        return f"{place(best.place)}"
    return REASONS.get(finding.reason or "", "")


def _urgency(finding: Finding) -> tuple[int, bool, bool]:
    return (list(LEVELS).index(finding.level), finding.verdict != "missing", not finding.item.core)


def _quoted(evidence: Evidence) -> str:
    words = "".join(evidence.quote.split())
    return f"“{words[:_QUOTE]}…”" if len(words) > _QUOTE else f"“{words}”"


def _advice(console: Console, number: int, finding: Finding) -> None:
    from rich.padding import Padding

    item = finding.item
    line = _verdict(finding)
    line.append(f" {item.title}（{LEVELS[finding.level]}）", style="bold")
    console.print(f"{number}. ", line, sep="")
    lines = [f"情况：{REASONS.get(finding.reason or '', '')}。"]
    nearest = [*finding.evidence, *finding.not_counted][:1]
    for evidence in nearest:
        reason = because(finding, evidence)
        lines.append(f"最接近：{place(evidence.place)}{_quoted(evidence)}" + (f" —— {reason}" if reason else ""))
    lines.append("依据：" + "；".join(f"{one.document}，{one.article}" for one in item.basis if one.verified or len(item.basis) == 1))
    lines.append(f"建议：{item.advice}")
    lines.append(f"例如：{item.model}")
    for text in lines:
        console.print(Padding(text, (0, 0, 0, 3)))


def _evidence(console: Console, finding: Finding) -> None:
    from rich.padding import Padding

    line = _verdict(finding)
    line.append(f" {finding.item.title}", style="bold")
    console.print(line)
    for counted, group in ((True, finding.evidence), (False, finding.not_counted)):
        for one in group:
            facts = f"  事实：{'、'.join(one.facts)}" if one.facts and counted else ""
            reason = because(finding, one)
            told = f"  {'' if counted else '不计：'}{reason}" if reason else ""
            cue = f"  线索：{one.cue}" if one.cue else ""
            console.print(
                Padding(f"{place(one.place)}（{ROLES[one.role]}）{_quoted(one)}{cue}{facts}{told}", (0, 0, 0, 3))
            )


def _foot(console: Console, assessment: Assessment) -> None:
    errors = [one for one in assessment.findings if one.level == "error" and one.flagged]
    if errors:
        names = "、".join(one.item.title for one in errors)
        console.print(f"\n小结：法定和必备内容有 {len(errors)} 项没有写充分：{names}。", style="bold")
    else:
        console.print("\n小结：法定和必备内容都写到了。", style="bold")


def _overview(console: Console, assessments: list[Assessment]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for name in ("得分", "充分", "薄弱", "缺失"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("单位", overflow="fold")
    table.add_column("年度", no_wrap=True)
    table.add_column("文件", overflow="fold")
    for one in assessments:
        counts = [str(one.count(verdict)) for verdict in ("met", "weak", "missing")]
        table.add_row(
            str(one.score), *counts, one.unit or "（未识别）", str(one.year or "—"), one.document.path
        )
    console.print(table)


def _total(console: Console, assessments: list[Assessment], failures: list[ReadFailure]) -> None:
    missing = sum(one.count("missing") for one in assessments)
    weak = sum(one.count("weak") for one in assessments)
    console.print(
        f"\n合计：检查 {len(assessments)} 份，没有检查 {len(failures)} 份；缺失 {missing} 项，薄弱 {weak} 项。", style="bold"
    )
