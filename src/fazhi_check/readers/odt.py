"""OpenDocument texts (.odt): every paragraph in reading order.

Kept: headings with their level, list items, table rows (one line each), text boxes, insertions. Lost: pictures, notes,
headers, deleted text of tracked changes, automatic numbers of lists. The place of a line is the number of its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fazhi_check.model.document import Document, Place
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._office import program, to_docx
from fazhi_check.readers._packages import attribute, local_name, opened, part, xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_BROKEN = "这个 .odt 文件已损坏，打不开。请重新另存后再检查。"
_SKIPPED = frozenset(("tracked-changes", "note", "annotation", "table-of-content", "sequence-decls", "forms"))


def read(data: bytes, path: str) -> Document:
    """Read an OpenDocument text; see the module's docstring for what is kept."""
    with opened(data, _BROKEN) as archive:
        root = xml(part(archive, "content.xml"))
    assembly = Assembly()
    number = 0
    body = next((one for one in root.iter() if local_name(one) == "text"), root)
    waiting = [body]
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name in {"p", "h"}:
            number += 1
            level = int(attribute(element, "outline-level") or 1) if name == "h" else 0
            for line in _text(element).split("\n"):
                assembly.add(line, Place("paragraph", number), heading=level)
        elif name == "table-row":
            number += 1
            cells = [_text(one) for one in element if local_name(one) == "table-cell"]
            assembly.add("\u3000".join(filter(None, cells)).replace("\n", " "), Place("paragraph", number))
        elif name not in _SKIPPED:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
    return assembly.document(path, "odt")


def as_docx(data: bytes) -> bytes | None:
    """Convert to a Word file, where LibreOffice is installed."""
    return to_docx(data, ".odt", ".odt 文件") if program() else None


def _text(element: _Element) -> str:
    """Return the text of a paragraph or cell; line breaks are line feeds."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            name = local_name(child)
            if name == "line-break":
                parts.append("\n")
            elif name in {"s", "tab"}:
                parts.append("\u3000" if name == "tab" else " ")
            elif name not in _SKIPPED:
                parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts).replace("\r", "")
