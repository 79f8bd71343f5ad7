"""Rendering: one assessment as HTML, the same for the page that is mailed and for the page that is served.

Everything that comes out of a report passes through templates that escape it. Needs jinja2 (the extra `web`), which is
imported when something is rendered.
"""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment
from fazhi_check.rendering.body import draft_pieces, paragraphs
from fazhi_check.rendering.entries import entries, remarks
from fazhi_check.rendering.passages import Passages
from fazhi_check.rendering.templating import asset, environment
from fazhi_check.wording import UNIT_LEVELS, printable

__all__ = ["Draft", "draft", "report", "standalone"]


class Draft(NamedTuple):
    """The parts of a page on which a text is edited: the head with the counts, the list, the text under its marks."""

    head: str
    entries: str
    text: str


def report(assessment: Assessment, prefix: str = "") -> str:
    """Return a report as an HTML fragment: head, list of elements, the text with its marks.

    `prefix` (letters, digits, hyphens) keeps names apart where a page holds several reports.
    """
    passages = Passages(assessment, prefix)
    return (
        environment()
        .get_template("report.html")
        .render(
            _common(assessment, passages, prefix),
            paragraphs=list(paragraphs(assessment, passages.all())),
        )
    )


def draft(assessment: Assessment) -> Draft:
    """Return the parts of a page on which the text is edited; its text is exactly that of the document."""
    passages = Passages(assessment, "")
    common = _common(assessment, passages, "")
    common["pieces"] = draft_pieces(assessment, passages.all())
    made = [
        environment().get_template(f"_{part}.html").render(common) for part in ("head", "entries", "draft")
    ]
    return Draft(*made)


def standalone(checklist: Checklist, title: str, version: str) -> tuple[str, str]:
    """Return what stands before and after the reports in a page of a single file."""
    from markupsafe import Markup

    style, script = asset("report.css"), asset("report.js")
    values = {
        "checklist": checklist,
        "title": title,
        "version": version,
        "style": Markup(style),  # noqa: S704  # our own files, not a report's text
        "script": Markup(script),  # noqa: S704
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    before, after = (
        environment().get_template(name).render(values) for name in ("standalone.html", "standalone-end.html")
    )
    return before, after


def _hash(text: str) -> str:
    """Return what a security policy calls a style sheet or script by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _common(assessment: Assessment, passages: Passages, prefix: str) -> dict[str, object]:
    return {
        "one": assessment,
        "prefix": prefix,
        "path": printable(assessment.document.path),
        "level": UNIT_LEVELS.get(assessment.level or "", ""),
        "entries": entries(assessment, passages),
        "remarks": remarks(assessment, passages),
    }
