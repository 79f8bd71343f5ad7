"""Markdown: a comment for a pull request, or a job summary: the overview first, then what to mend, folded by report.

Stays below what a comment on GitHub may hold; reports whose details no longer fit are named. The first line is a mark by
which a script finds its earlier comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from fazhi_check import __version__
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Problem, Review, review, short
from fazhi_check.wording import LEVELS, VERDICTS, accepted

NAME = "markdown"
MARK = "<!-- fazhi-check -->"
_MOST = 60_000
"""GitHub takes 65,536 characters."""
_ROWS = 300
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$!])")


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Write the comment: gravest reports first."""
    reviews = sorted(notes, key=_gravity)
    foot = (
        f"\n<sub>fazhi-check {__version__}，清单 {_plain(checklist.id)} {_plain(checklist.version)}"
        f"（指纹 {checklist.sha256[:12]}）。结论供校对参考，请以原文和法律依据为准。</sub>\n"
    )
    text = "".join(_head(reviews)) + "".join(_table(reviews))
    left_out = []
    for one in reviews:
        if one.shown or one.notes:
            details = "".join(_details(one))
            if len(text) + len(details) + len(foot) > _MOST:
                left_out.append(one.path)
            else:
                text += details
    if left_out:
        text += f"\n评论放不下，另有 {len(left_out)} 份的明细没有列出，请看完整结果。\n"
    out.write(text + foot)


def _gravity(one: Review) -> tuple[bool, int, int, str]:
    levels = [problem.level for problem in one.open]
    return (not one.failed, -levels.count("error"), -levels.count("warning"), one.path)


def _count(reviews: Iterable[Review], level: str) -> int:
    return sum(
        problem.level == level for one in reviews for problem in one.open if problem.kind != "unreadable"
    )


def _head(reviews: list[Review]) -> Iterator[str]:
    failed = sum(one.failed for one in reviews)
    grave = sum(any(problem.level == "error" for problem in one.open) for one in reviews) - failed
    yield f"{MARK}\n### 法治政府建设年度报告检查\n\n"
    if not reviews:
        yield "没有需要检查的报告。\n"
        return
    yield f"检查 {len(reviews) - failed} 份"
    yield f"，其中 **{grave} 份有必改内容**：" if grave else "，没有必改内容："
    yield f"必改 {_count(reviews, 'error')} 处，应改 {_count(reviews, 'warning')} 处，可改 {_count(reviews, 'info')} 处"
    yield f"；**另有 {failed} 份没能检查**。\n" if failed else "。\n"
    waived = sum(
        problem.accepted is not None and not problem.known for one in reviews for problem in one.problems
    )
    known = sum(problem.known for one in reviews for problem in one.problems)
    lines = [f"已豁免 {waived} 处（列在各份明细里）"] if waived else []
    lines += [f"基线中已有 {known} 处，不再列出"] if known else []
    if lines:
        yield "；".join(lines) + "。\n"


def _table(reviews: list[Review]) -> Iterator[str]:
    if not reviews:
        return
    yield "\n| 报告 | 单位 | 年度 | 得分 | 必改 | 应改 | 可改 |\n|---|---|--:|--:|--:|--:|--:|\n"
    for one in reviews[:_ROWS]:
        if one.failed:
            yield f"| {_plain(one.path)} | 没能检查 | | | | | |\n"
            continue
        counts = [str(_count([one], level) or "") for level in LEVELS]
        counts[0] = f"**{counts[0]}**" if counts[0] else ""
        cells = [
            _plain(one.path),
            _plain(one.unit) or "（没有认出）",
            str(one.year or "?"),
            str(one.score),
            *counts,
        ]
        yield f"| {' | '.join(cells)} |\n"
    if len(reviews) > _ROWS:
        yield f"\n表里只列最要紧的 {_ROWS} 份，另有 {len(reviews) - _ROWS} 份，请看完整结果。\n"


def _details(one: Review) -> Iterator[str]:
    counts = "，".join(f"{LEVELS[level]} {number}" for level in LEVELS if (number := _count([one], level)))
    title = "没能检查" if one.failed else counts or "没有待改内容"
    yield f"\n<details><summary>{_escaped(one.path)}：{title}</summary>\n\n"
    for told in one.notes:
        yield f"> {_plain(told)}\n\n"
    for level in LEVELS:
        problems = [problem for problem in one.open if problem.level == level]
        if problems:
            yield f"**{LEVELS[level]}**\n\n" if not one.failed else ""
            yield from map(_problem, problems)
            yield "\n"
    waived = [problem for problem in one.shown if problem.accepted]
    if waived:
        yield "**已豁免**\n\n"
        for problem in waived:
            told = accepted(problem.accepted) if problem.accepted else ""
            yield f"- {_named(problem)}{_plain(problem.said)}{_plain(told)}\n"
        yield "\n"
    yield "</details>\n"


def _problem(problem: Problem) -> str:
    told = f"- {_named(problem)}{_plain(problem.said)}"
    told += "（不在本次改动的行）" if problem.untouched else ""
    if problem.quote and problem.verdict in {"weak", "objection"}:
        told += f"原文：“{_plain(short(problem.quote))}”"
    if problem.level != "info":
        told += f"<br>建议：{_plain(problem.advice)}" if problem.advice else ""
        told += f"<br><sub>依据：{_plain(problem.basis)}</sub>" if problem.basis else ""
    return told + "\n"


def _named(problem: Problem) -> str:
    """Return title, place and verdict of a problem, to begin its line with."""
    if problem.kind == "unreadable":
        return ""
    where = f"第{problem.region.line}行" if problem.region.exact and problem.quote else problem.where
    verdict = f"{VERDICTS[problem.verdict]}，" if problem.kind == "item" else ""
    return f"**{_plain(problem.title)}**{f'（{where}）' if where else ''}：{verdict}"


def _plain(words: str) -> str:
    """Return words that no Markdown renderer reads as markup, mentions or references."""
    return _SPECIAL.sub(r"\\\1", _escaped(words))


def _escaped(words: str) -> str:
    """Return words for where Markdown is HTML: nothing in them is a tag, an entity or a mention."""
    flat = " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return flat.replace("@", "@\u200b")
