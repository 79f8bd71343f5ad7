"""Downloads: what a checked report can be taken away as."""

from __future__ import annotations

import io
import json
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


def made(kind: str, data: bytes, assessment: Assessment) -> bytes:
    """Return the content of a download; `data` is the file that was checked.

    Raises `Unavailable` where the file does not allow it.
    """
    if kind == "word":
        return _annotated(data, assessment)
    if kind == "notice":
        from fazhi_check.audit.notices import notice

        return notice(report(assessment), assessment.checklist)
    if kind == "html":
        return _page(assessment)
    return json.dumps(report(assessment), ensure_ascii=False, indent=1).encode()


def _annotated(data: bytes, assessment: Assessment) -> bytes:
    from fazhi_check.annotating import annotate

    if assessment.document.format != "docx":
        raise Unavailable("只有 Word 文件（.docx）能加批注，其他文件请保存网页。")
    try:
        return annotate(data, assessment)
    except Unreadable as error:
        raise Unavailable(str(error)) from None


def _page(assessment: Assessment) -> bytes:
    reporter = reporters.reporter("html")
    out = io.StringIO()
    notes = [reporter.note(assessment, full=True)]
    reporter.write(assessment.checklist, notes, out, full=True, verbose=True)
    return out.getvalue().encode("utf-8", "replace")
