"""Mending: edits that an editor offers for what is marked in a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fazhi_check.lsp.drafts import Draft, Reading
from fazhi_check.lsp.sections import Insertion
from fazhi_check.lsp.telling import EXAMPLE, Notice, diagnostic, notices
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Finding

QUICKFIX = "quickfix"


def actions(draft: Draft, reading: Reading, wanted: Span) -> list[dict[str, Any]]:
    """Return the edits for everything that is marked within a stretch of the text."""
    found: list[dict[str, Any]] = []
    for notice in notices(draft, reading):
        if notice.span.start <= wanted.end and wanted.start <= notice.span.end:
            for title, span, text, certain in _edits(reading, notice):
                edit = {"range": draft.positions.range(span), "newText": text}
                action: dict[str, Any] = {
                    "title": title,
                    "kind": QUICKFIX,
                    "diagnostics": [diagnostic(draft, notice)],
                    "edit": {"changes": {draft.uri: [edit]}},
                }
                found.append({**action, "isPreferred": True} if certain else action)
    return found


def _edits(reading: Reading, notice: Notice) -> Iterator[tuple[str, Span, str, bool]]:
    """Yield the edits for one notice: title, what is replaced, by what, and whether that is certainly right."""
    advice = notice.advice
    if advice and advice.replacement:
        yield f"改为：{advice.replacement}", advice.span, advice.replacement, True
    for finding in notice.findings:
        where = _insertion(reading, notice, finding)
        place = f"“{where.under}”一节末尾" if where.under else "这一段后面" if advice else "正文末尾"
        title = f"在{place}插入例句：{finding.item.title}"
        yield title, Span(where.offset, where.offset), where.text, False


def _insertion(reading: Reading, notice: Notice, finding: Finding) -> Insertion:
    """Put what only needs facts behind its paragraph, what is missing at the end of the part where it belongs."""
    passage = f"{finding.item.model}{EXAMPLE}"
    if finding.verdict == "weak" and notice.advice:
        return reading.sections.after(notice.advice.span.end - 1, passage)
    return reading.sections.at_the_end(finding.item, passage)
