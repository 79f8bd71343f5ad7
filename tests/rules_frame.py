"""Sets a rule's examples into reports, and asks the rules."""

from __future__ import annotations

import re
from functools import cache

from conftest import HEAD, OPENING
from fazhi_check import loading
from fazhi_check.folding import fold
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Document, Mark, Span
from fazhi_check.model.outcome import Objection
from fazhi_check.readers import parse
from fazhi_check.rules import objections
from fazhi_check.structure.metadata import looks_like_title
from fazhi_check.structure.outline import outline

_OWN_HEADING = re.compile(r"\s*(?:[一二三四]、|第一部分)")
_MARKED = re.compile(r"\{(批注|高亮|新增|删除)：([^}|]*)(?:\|([^}]*))?\}")
_KINDS = {"批注": "comment", "高亮": "highlight", "新增": "insertion", "删除": "deletion"}


def framed(example: str) -> Document:
    """Return an example as a report: see `Examples`."""
    if not looks_like_title(fold(example.split("\n")[0]).text):
        heading = [] if _OWN_HEADING.match(example) else ["一、2024年主要举措和成效"]
        example = "\n".join([HEAD, OPENING, *heading, example])
    return marked(example + "\n")


def marked(text: str) -> Document:
    """Return a text whose {批注：words|note} became what a Word file would say about the words."""
    marks: list[Mark] = []
    plain = ""
    at = 0
    for found in _MARKED.finditer(text):
        plain += text[at : found.start()]
        marks.append(Mark(_KINDS[found[1]], Span(len(plain), len(plain) + len(found[2])), found[3] or ""))
        plain += found[2]
        at = found.end()
    document = parse((plain + text[at:]).encode(), "report.txt")
    assert isinstance(document, Document), document
    return Document(document.path, document.text, document.blocks, document.format, marks=tuple(marks))


def objected(document: Document, **options: object) -> tuple[Objection, ...]:
    """Return what all rules object to in a document."""
    return objections(outline(document, **options), _checklist())  # type: ignore[arg-type]


@cache
def _checklist() -> Checklist:
    return loading.load()
