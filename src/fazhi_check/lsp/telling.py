"""Telling: a draft's diagnostics and what is shown when the pointer rests on a passage."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fazhi_check.advising import Advice, explained, head, title_span, unplaced
from fazhi_check.lsp.drafts import Draft, Reading
from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Finding

SOURCE = "fazhi-check"
EXAMPLE = "（例句，请换成本单位的实际情况）"
"""Stands behind every model passage that is put in, until the writer has made it true."""

_SEVERITIES: dict[Level, int] = {"error": 1, "warning": 2, "info": 3}
_HINT = 4
_BEFORE = {"情况": "", "此处": "此处", "问题": "", "改为": "改为：", "建议": "建议："}
"""The lines of a piece of advice that a diagnostic says, and what stands before each."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


class Notice(NamedTuple):
    """One diagnostic: where, how grave (1 to 4), about what, in a sentence; with what can be done about it."""

    span: Span
    severity: int
    code: str
    message: str
    findings: tuple[Finding, ...] = ()
    advice: Advice | None = None


def notices(draft: Draft, reading: Reading) -> list[Notice]:
    """Return what is to be marked in a draft, in order of the text.

    A draft that has only begun gets one hint instead of a line for everything that is not there yet; only slips that
    can be mended at once are marked.
    """
    found = [Notice(span, 2, "example", "例句还没有换成本单位的实际情况。") for span in _examples(draft.text)]
    if reading.sections.has_begun:
        findings = {one.item.id: one for one in reading.assessment.findings}
        for one in reading.advice:
            item = findings.get(one.subject) if one.kind != "objection" else None
            found.append(_placed(one, (item,) if item else ()))
        found += _without_place(reading)
    else:
        found += [_placed(one) for one in reading.advice if one.replacement]
        hint = "报告刚开头，写到一定篇幅后逐项提示。"
        found.append(Notice(title_span(reading.assessment), _HINT, "begun", hint))
    return sorted(found, key=lambda one: (one.span.start, one.severity))


def diagnostic(draft: Draft, notice: Notice) -> dict[str, Any]:
    """Return a notice as the protocol writes it."""
    return {
        "range": draft.positions.range(notice.span),
        "severity": notice.severity,
        "code": notice.code,
        "source": SOURCE,
        "message": notice.message,
    }


def _examples(text: str) -> list[Span]:
    return [Span(*one.span()) for one in re.finditer(re.escape(EXAMPLE), text)]


def _placed(advice: Advice, findings: tuple[Finding, ...] = ()) -> Notice:
    told = [f"{_BEFORE[label]}{words.rstrip('。')}。" for label, words in advice.lines if label in _BEFORE]
    message = f"{advice.head}：{''.join(told)}"
    return Notice(advice.span, _SEVERITIES[advice.level], advice.subject, message, findings, advice)


def _without_place(reading: Reading) -> list[Notice]:
    """Return a notice for each grave item that no passage comes near, at its part's heading, and one for the others."""
    title = title_span(reading.assessment)
    found: list[Notice] = []
    others: list[Finding] = []
    for one in unplaced(reading.assessment):
        if one.urgency != "error":
            others.append(one)
            continue
        span = reading.sections.heading(one.item) or title
        message = f"{head(one)}：全文没有写到。建议：{one.item.advice}"
        found.append(Notice(span, _SEVERITIES["error"], one.item.id, message, (one,)))
    if others:
        names = "、".join(one.item.title for one in others)
        message = f"另有 {len(others)} 项全文没有写到：{names}。"
        found.append(Notice(title, _SEVERITIES["info"], "missing", message, tuple(others)))
    return found


def hover(draft: Draft, reading: Reading, offset: int, *, markdown: bool) -> dict[str, Any] | None:
    """Return what is known about the passage at an offset: verdict, basis, advice and model of its items."""
    told: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    spans: list[Span] = []
    year = reading.assessment.year
    for notice in notices(draft, reading):
        if notice.span.start <= offset < notice.span.end:
            spans.append(notice.span)
            if notice.advice:
                told.append((notice.advice.head, notice.advice.lines))
            elif len(notice.findings) == 1:
                told += [(head(one), explained(one, year)) for one in notice.findings]
            else:
                told.append((notice.message, ()))
    for one in reading.assessment.findings:
        covering = [found.focus for found in one.evidence if found.focus.start <= offset < found.focus.end]
        if covering and not one.flagged:
            spans += covering[:1]
            told.append(
                (head(one), tuple(line for line in explained(one, year) if line[0] in {"依据", "分项"}))
            )
    if not told:
        return None
    narrow = min(spans, key=lambda one: one.end - one.start)
    value = _marked(told) if markdown else _plain(told)
    return {
        "contents": {"kind": "markdown" if markdown else "plaintext", "value": value},
        "range": draft.positions.range(narrow),
    }


def _marked(told: list[tuple[str, tuple[tuple[str, str], ...]]]) -> str:
    parts = []
    for title, lines in told:
        rows = "".join(f"- **{label}**：{_escaped(words)}\n" for label, words in lines)
        parts.append(f"**{_escaped(title)}**\n\n{rows}")
    return "\n---\n\n".join(parts)


def _plain(told: list[tuple[str, tuple[tuple[str, str], ...]]]) -> str:
    return "\n\n".join(
        "\n".join((title, *(f"{label}：{words}" for label, words in lines))) for title, lines in told
    )


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
