"""Annotating: the drafter's own Word file, unchanged but for comments that say what is weak, missing or wrong.

Comments of an earlier run are replaced, other people's comments stay. Everything that Word files may hold besides is
carried over as it stands: only comment anchors are set, and runs are split where a comment begins or ends inside one.
"""

from __future__ import annotations

from fazhi_check.annotating._anchors import Anchors
from fazhi_check.annotating._comments import Comments
from fazhi_check.annotating._package import Package
from fazhi_check.annotating._telling import Told, told
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import docx

__all__ = ["Told", "annotate", "told"]


def annotate(data: bytes, assessment: Assessment) -> bytes:
    """Return a Word file (.docx) with the assessment of its text as comments.

    `assessment` must be that of `data`: raises `ValueError` if its document has another text. Raises `Unreadable` if
    `data` is no Word file. The result depends on nothing but the arguments.
    """
    package = Package(data)
    body = docx.body(data)
    comments = Comments(package, body)
    anchors = Anchors(body.lines, assessment.document)
    for one in told(assessment):
        anchors.set(one.span, comments.add(one))
    comments.save()
    package.put(body.part, body.root)
    return package.bytes()
