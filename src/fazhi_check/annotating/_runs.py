"""Runs: where marks for a character may stand, and cutting a run in two.

A run is cut unless it holds more than text (drawings, fields) or has properties with tracked changes; then, and inside
text boxes, fields, ruby and formulas, marks stand beside the whole.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import Element, QName

from fazhi_check.readers import Unreadable
from fazhi_check.readers.docx import BROKEN, attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

# What stands in a run that may be cut.
_PLAIN = frozenset(("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak"))
# What marks stand beside, never inside; "" stands for drawings, formulas and all else that is no WordprocessingML.
_WHOLE = frozenset(("r", "fldSimple", "drawing", "pict", "object", ""))
_TEXT = frozenset(("t", "tab", "noBreakHyphen"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Position(NamedTuple):
    """Where marks for an element stand: beside the `carrier`, in the paragraph `host` of the body.

    `boxed` says that the element itself stands in a text box of that paragraph.
    """

    host: _Element
    carrier: _Element
    boxed: bool


def position(element: _Element) -> Position:
    """Return where marks for an element stand.

    Text boxes hold paragraphs of their own, in which no comment may stand, and ruby and formulas hold runs of their own:
    the outermost paragraph and the outermost run count. Raises `Unreadable` where there is none.
    """
    path = [element, *element.iterancestors()]
    word = QName(path[-1]).namespace
    names = [local_name(one) if QName(one).namespace == word else "" for one in path]
    host = max((at for at, name in enumerate(names) if name == "p"), default=0)
    carrier = max((at for at in range(host) if names[at] in _WHOLE), default=-1)
    if carrier < 0:
        raise Unreadable(BROKEN)
    return Position(path[host], path[carrier], "txbxContent" in names)


def can_cut(element: _Element) -> bool:
    """Tell whether the run of an element can be cut."""
    run = element.getparent()
    if run is None or position(element).carrier is not run:
        return False
    properties = [one for child in run if local_name(child) == "rPr" for one in child.iter()]
    tracked = any(attribute(one, "id") is not None for one in properties)
    names = [local_name(child) for child in run]
    return not tracked and all(name in _PLAIN for name in names[names[0] == "rPr" :])


def split(element: _Element, at: int) -> _Element:
    """Cut a `w:t` without children, and its run, before its character `at`; return the `w:t` behind the cut."""
    words = element.text or ""
    rest = Element(element.tag)
    for half, text in ((element, words[:at]), (rest, words[at:])):
        half.text = text
        half.set(_SPACE, "preserve")
    element.addnext(rest)
    cut_before(rest)
    return rest


def cut_before(element: _Element) -> None:
    """Cut a run before one of its elements, if text stands before it: all from there on moves to a new run."""
    run = element.getparent()
    before = {local_name(one) for one in element.itersiblings(preceding=True)}
    if run is None or not before & _TEXT:
        return
    behind = Element(run.tag)
    for name, text in run.attrib.items():
        behind.set(name, text)
    behind.extend(deepcopy(child) for child in run if local_name(child) == "rPr")
    behind.extend([element, *element.itersiblings()])
    run.addnext(behind)


def cut_after(element: _Element) -> None:
    """Cut a run after one of its elements, if text stands behind it."""
    following = element.getnext()
    if following is not None and {local_name(one) for one in element.itersiblings()} & _TEXT:
        cut_before(following)


def outside_fields(place: Position) -> tuple[_Element, _Element]:
    """Return between what the marks around a carrier stand: the field that it is part of, else itself.

    What stands in the result of a field is written anew whenever the field is updated.
    """
    depth, inside = 0, False
    begin: _Element | None = None
    for element in place.host.iter():
        if element is place.carrier:
            inside = depth > 0
        kind = attribute(element, "fldCharType") if local_name(element) == "fldChar" else None
        if kind == "begin":
            begin = begin if depth else element
            depth += 1
        elif kind == "end" and depth:
            depth -= 1
            if inside and not depth and begin is not None:
                return position(begin).carrier, position(element).carrier
    return place.carrier, place.carrier
