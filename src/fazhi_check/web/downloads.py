"""Downloads: what a checked report can be taken away as; what this installation cannot make is not offered."""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
from collections.abc import Callable
from typing import NamedTuple

from fazhi_check import reporters
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import Unreadable
from fazhi_check.reporters.json import report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(NamedTuple):
    """One kind of download: what its button says, what its file is called after the report's name, its media type."""

    label: str
    suffix: str
    media_type: str


KINDS = {
    "word": Kind("批注 Word", "（批注）.docx", DOCX),
    "notice": Kind("整改通知", "（整改通知）.docx", DOCX),
    "html": Kind("网页", "（检查结果）.html", "text/html"),
    "json": Kind("JSON", "（检查结果）.json", "application/json"),
}


class Unavailable(Exception):
    """A download cannot be made of this report; the message is one sentence in Chinese."""


def available() -> dict[str, Kind]:
    """Return the kinds that can be made here."""
    lacking = {name for name, (module, function) in _ELSEWHERE.items() if _function(module, function) is None}
    return {name: kind for name, kind in KINDS.items() if name not in lacking}


def made(kind: str, data: bytes, assessment: Assessment) -> bytes:
    """Return the content of a download; `data` is the file that was checked.

    Raises `Unavailable` where the file or this installation does not allow it.
    """
    if kind == "json":
        return json.dumps(report(assessment), ensure_ascii=False, indent=1).encode()
    if kind == "html":
        return _page(assessment)
    make = _function(*_ELSEWHERE[kind])
    if make is None:
        raise Unavailable(f"这台机器上没有安装“{KINDS[kind].label}”功能。")
    if kind == "word":
        if assessment.document.format != "docx":
            raise Unavailable("只有 Word 文件（.docx）能加批注，其他文件请保存网页。")
        try:
            return make(data, assessment)
        except Unreadable as error:  # a part that was not needed to read the text is damaged
            raise Unavailable(str(error)) from None
    return make(report(assessment), assessment.checklist)


_ELSEWHERE = {  # the first takes a file's bytes and its assessment, the second a record (docs/json.md) and a checklist
    "word": ("fazhi_check.annotating", "annotate"),
    "notice": ("fazhi_check.audit.notices", "notice"),
}
"""Where the makers live that other parts of the tool bring along."""


def _function(module: str, name: str) -> Callable[..., bytes] | None:
    try:
        found: Callable[..., bytes] | None = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
    return found


def _page(assessment: Assessment) -> bytes:
    reporter = reporters.reporter("html")
    out = io.StringIO()
    notes = [reporter.note(assessment, full=True)]
    reporter.write(assessment.checklist, notes, out, full=True, verbose=True)
    return out.getvalue().encode("utf-8", "replace")
