"""The comments of a Word file: ours of an earlier run are taken out, new ones are added, other people's stay.

Source: ECMA-376 Part 1, 17.13.4; [MS-DOCX] for the parts that Word keeps beside (replies, lasting ids).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import Element, QName, SubElement

from fazhi_check.annotating._package import Package
from fazhi_check.annotating._telling import Told
from fazhi_check.readers.docx import Body, attribute, is_ours, local_name
from fazhi_check.wording import AUTHOR, printable

if TYPE_CHECKING:
    from lxml.etree import _Element

_INITIALS = "FZ"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_HALF_POINTS = "18"
_LANGUAGE = "zh-CN"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


class Comments:
    """The comments part, made if there is none; `save` puts it into the package."""

    def __init__(self, package: Package, body: Body) -> None:
        self._package = package
        self._space = QName(body.root).namespace or ""
        relation = _STRICT if "purl.oclc.org" in self._space else _TRANSITIONAL
        name = package.related(body.part, "comments")
        root = package.part(name) if name else None
        if name is None or root is None:
            name = package.add(body.part, "comments.xml", relation, _TYPE)
            root = Element(self._w("comments"), nsmap={"w": self._space})
        self._name, self._root = name, root
        self._remove_ours(body)
        # Marks without a comment are left behind by careless programs: their ids are taken as well.
        marks = [one for one in body.root.iter() if local_name(one) in _MARKS]
        taken = [int(text) for one in (*root, *marks) if (text := attribute(one, "id") or "").isdecimal()]
        self._next = max(taken, default=-1) + 1

    def add(self, told: Told) -> int:
        """Add a comment; return its id, which its marks in the body carry."""
        number, self._next = self._next, self._next + 1
        comment = SubElement(
            self._root,
            self._w("comment"),
            {self._w("id"): str(number), self._w("author"): AUTHOR, self._w("initials"): _INITIALS},
        )
        first = self._paragraph(comment)
        SubElement(SubElement(first, self._w("r")), self._w("annotationRef"))
        self._run(first, told.head, bold=True)
        for label, words in told.lines:
            paragraph = self._paragraph(comment)
            if label:
                self._run(paragraph, f"{label}：", bold=True)
            self._run(paragraph, words, bold=not label)
        return number

    def save(self) -> None:
        """Put the comments into the package."""
        self._package.put(self._name, self._root)

    def _w(self, name: str) -> str:
        return f"{{{self._space}}}{name}"

    def _paragraph(self, comment: _Element) -> _Element:
        """Add a paragraph that looks the same whatever the file's own paragraphs look like."""
        paragraph = SubElement(comment, self._w("p"))
        self._properties(
            SubElement(paragraph, self._w("pPr")),
            ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
            ("ind", {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"}),
            ("jc", {"val": "left"}),
        )
        return paragraph

    def _properties(self, into: _Element, *properties: tuple[str, dict[str, str]]) -> None:
        """Add properties in the order that the schema demands."""
        for name, attributes in properties:
            SubElement(into, self._w(name), {self._w(key): text for key, text in attributes.items()})

    def _run(self, paragraph: _Element, words: str, *, bold: bool = False) -> None:
        run = SubElement(paragraph, self._w("r"))
        # Chinese by its fonts, quotation marks and spelling, in whatever language the file is set.
        self._properties(
            SubElement(run, self._w("rPr")),
            ("rFonts", {"hint": "eastAsia"}),
            *((("b", {}),) if bold else ()),
            ("noProof", {}),
            ("sz", {"val": _HALF_POINTS}),
            ("szCs", {"val": _HALF_POINTS}),
            ("lang", {"val": _LANGUAGE, "eastAsia": _LANGUAGE}),
        )
        text = SubElement(run, self._w("t"))
        text.text = printable(words)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _remove_ours(self, body: Body) -> None:
        """Take out the comments of an earlier run, their marks, and what Word keeps about them elsewhere."""
        ours = [one for one in self._root if is_ours(one)]
        numbers = {attribute(one, "id") for one in ours}
        paragraphs = {attribute(one, "paraId") for comment in ours for one in comment.iter()} - {None}
        for one in ours:
            self._root.remove(one)
        for mark in [one for one in body.root.iter() if local_name(one) in _MARKS]:
            if attribute(mark, "id") in numbers:
                _drop_mark(mark)
        lasting = self._forget(body.part, "commentsIds", "paraId", paragraphs)
        self._forget(body.part, "commentsExtended", "paraId", paragraphs)
        self._forget(body.part, "commentsExtensible", "durableId", lasting)

    def _forget(self, source: str, kind: str, key: str, values: set[str | None]) -> set[str | None]:
        """Drop the entries with one of some values from a part beside; return their lasting ids.

        A reply to a comment that is gone becomes a comment of its own.
        """
        name = self._package.related(source, kind)
        root = self._package.part(name) if name and values else None
        if name is None or root is None:
            return set()
        dropped = [one for one in root if attribute(one, key) in values]
        for one in dropped:
            root.remove(one)
        for one in root:
            for full in [full for full in one.attrib if QName(full).localname == "paraIdParent"]:
                if one.get(full) in values:
                    del one.attrib[full]
        self._package.put(name, root)
        return {attribute(one, "durableId") for one in dropped} - {None}


def _drop_mark(mark: _Element) -> None:
    """Remove a mark, and the run of a reference with it if nothing else stands in that."""
    run = mark.getparent()
    _drop(mark)
    if run is not None and local_name(run) == "r" and all(local_name(one) == "rPr" for one in run):
        _drop(run)


def _drop(element: _Element) -> None:
    """Remove an element; what blanks stand behind it stay."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "") or None
    else:
        parent.text = (parent.text or "") + (element.tail or "") or None
    parent.remove(element)
