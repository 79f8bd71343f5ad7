"""What an editor left in a Word file: comments, highlighted text, tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fazhi_check.model.document import Mark, Span
from fazhi_check.readers._word_styles import attribute, local_name, value
from fazhi_check.wording import AUTHOR

if TYPE_CHECKING:
    from lxml.etree import _Element

_AROUND = 6
"""Characters on either side that stand for a place where nothing is left to mark."""


class Trace(NamedTuple):
    """One mark in offsets of its paragraph's text (line feeds count)."""

    kind: str
    start: int
    end: int
    note: str


HEADS = ("【小结】", "【薄弱】", "【缺失】", "【问题】")
"""How the comments begin that `fazhi-check annotate` writes: by this and their author they are known again."""


def comments_of(part: _Element | None) -> dict[str, str]:
    """Return the words of people's comments by their ids; those that this tool wrote are none of theirs."""
    return {_id(one): _words(one).strip() for one in (part if part is not None else ()) if not is_ours(one)}


def is_ours(comment: _Element) -> bool:
    """Tell by author and beginning whether a comment was written by this tool."""
    return attribute(comment, "author") == AUTHOR and _words(comment).startswith(HEADS)


def _words(comment: _Element) -> str:
    return "".join(one.text or "" for one in comment.iter() if local_name(one) == "t")


def _id(element: _Element) -> str:
    return attribute(element, "id") or ""


class Traces:
    """Collects the marks of one paragraph while its text is put together."""

    def __init__(self, comments: dict[str, str]) -> None:
        self.found: list[Trace] = []
        self._comments = comments
        self._open: dict[str, int] = {}

    def element(self, element: _Element, at: int) -> None:
        """Take in an element that is no run, where the text has come to `at`."""
        name = local_name(element)
        if name == "commentRangeStart":
            self._open[_id(element)] = at
        elif name == "commentRangeEnd":
            self._comment(_id(element), at)
        elif name == "del":
            words = "".join(one.text or "" for one in element.iter() if local_name(one) == "delText")
            if words.strip():
                self._add("deletion", at, at, words)

    def run(self, run: _Element, properties: dict[str, _Element], start: int, end: int) -> None:
        """Take in a run that stands between two offsets."""
        for one in run:
            if local_name(one) == "commentReference" and _id(one) in self._comments:
                self._comment(_id(one), end)
        if start == end:
            return
        if "highlight" in properties and value(properties["highlight"]) not in {"none", "white"}:
            self._add("highlight", start, end, "")
        parent = run.getparent()
        if parent is not None and local_name(parent) == "ins":
            self._add("insertion", start, end, "")

    def close(self, at: int) -> None:
        """End the comments that go on in another paragraph."""
        for name in list(self._open):
            self._comment(name, at)

    def _comment(self, name: str, at: int) -> None:
        if name in self._comments:
            self._add("comment", self._open.pop(name, at), at, self._comments.pop(name))

    def _add(self, kind: str, start: int, end: int, note: str) -> None:
        last = self.found[-1] if self.found else None
        if last and last.kind == kind and last.end == start and kind in ("highlight", "insertion"):
            self.found[-1] = last._replace(end=end)
        else:
            self.found.append(Trace(kind, start, end, note))


def placed(trace: Trace, line: Span, begin: int) -> Mark | None:
    """Return a trace as a mark in the document, if it touches a line.

    `line` is where the line's own text stands in the document, `begin` its offset in the paragraph.
    """
    length = line.end - line.start
    start, end = trace.start - begin, trace.end - begin
    if end < 0 or start > length or (start == length and trace.start != trace.end):
        return None
    if start == end:
        start, end = start - _AROUND, end + _AROUND
    return Mark(trace.kind, Span(line.start + max(start, 0), line.start + min(end, length)), trace.note)
