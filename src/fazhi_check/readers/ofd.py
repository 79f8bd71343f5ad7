"""OFD files (GB/T 33190-2016): lines with their pages, joined to paragraphs by geometry.

Kept: the text objects of all pages. Lost: pictures, template pages (letterheads), annotations, seals, text that is drawn
as glyphs without characters. The place of a line is its number on its page.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fazhi_check.model.document import Document
from fazhi_check.readers._layout import Glyph, Line, lines_of
from fazhi_check.readers._packages import attribute, local_name, opened, part, xml
from fazhi_check.readers._placing import placed_document
from fazhi_check.readers._sniffing import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_BROKEN = "这个 OFD 文件已损坏，打不开。请重新导出后再检查。"
_SCAN = "这个 OFD 里没有文字（可能是扫描件），读不出来。请提供 Word 文件，或先用 OCR 软件转成文字。"
_MOST_PAGES = 500
_A4 = (210.0, 297.0)


def read(data: bytes, path: str) -> Document:
    """Read an OFD file; see the module's docstring for what is kept."""
    with opened(data, _BROKEN) as archive:
        pages = [_page(archive, number, name, size) for number, (name, size) in enumerate(_pages(archive), 1)]
    if not any(lines for _, lines in pages):
        raise Unreadable(_SCAN)
    return placed_document(path, "ofd", pages)


def _find(archive: zipfile.ZipFile, folder: str, location: str) -> str:
    """Return the name of a part by its location, relative to a folder or from the root; case does not count."""
    location = location.strip().replace("\\", "/")
    wanted = (
        location.lstrip("/")
        if location.startswith("/")
        else posixpath.normpath(posixpath.join(folder, location))
    )
    for name in archive.namelist():
        if name.lower() == wanted.lower():
            return name
    raise KeyError(wanted)


def _text_of(top: _Element, name: str) -> str:
    return next(
        ("".join(map(str, one.itertext())).strip() for one in top.iter() if local_name(one) == name), ""
    )


def _box(text: str) -> tuple[float, ...]:
    return tuple(float(one) for one in text.split())


def _pages(archive: zipfile.ZipFile) -> list[tuple[str, tuple[float, float]]]:
    """Return the part name of each page and the default page size (width, height, in millimetres)."""
    root = xml(part(archive, _find(archive, "", "OFD.xml")))
    main = _find(archive, "", _text_of(root, "DocRoot"))
    document = xml(part(archive, main))
    folder = posixpath.dirname(main)
    area = _box(_text_of(document, "PhysicalBox") or "0 0 210 297")
    size = (area[2], area[3]) if len(area) == 4 else _A4
    found = [
        (_find(archive, folder, attribute(one, "BaseLoc")), size)
        for one in document.iter()
        if local_name(one) == "Page"
    ]
    if len(found) > _MOST_PAGES:
        raise Unreadable(f"这个 OFD 有 {len(found)} 页，不像一份报告，没有读取。")
    return found


def _page(
    archive: zipfile.ZipFile, number: int, name: str, size: tuple[float, float]
) -> tuple[float, list[Line]]:
    page = xml(part(archive, name))
    own = _box(_text_of(page, "PhysicalBox"))
    width, height = (own[2], own[3]) if len(own) == 4 else size
    glyphs = [glyph for one in page.iter() if local_name(one) == "TextObject" for glyph in _glyphs(one)]
    return height, lines_of(number, width, glyphs)


def _glyphs(text_object: _Element) -> Iterator[Glyph]:
    """Yield the characters of a text object in page coordinates."""
    left, top = (*_box(attribute(text_object, "Boundary")), 0.0, 0.0)[:2]
    scale_x, _, _, scale_y, shift_x, shift_y = _box(attribute(text_object, "CTM")) or (
        1.0,
        0.0,
        0.0,
        1.0,
        0.0,
        0.0,
    )
    size = float(attribute(text_object, "Size") or 4.0)
    x = y = 0.0
    for code in text_object.iter():
        if local_name(code) != "TextCode":
            continue
        x, y = float(attribute(code, "X") or x), float(attribute(code, "Y") or y)
        steps_x, steps_y = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
        at_x, at_y = x, y
        for number, character in enumerate(code.text or ""):
            if not character.isspace():
                begin = left + scale_x * at_x + shift_x
                wide = size * abs(scale_x) * (0.5 if character.isascii() else 1.0)
                baseline = top + scale_y * at_y + shift_y
                yield Glyph(character, begin, begin + wide, baseline, size * abs(scale_y))
            at_x += steps_x[number] if number < len(steps_x) else (0.0 if steps_y else size)
            at_y += steps_y[number] if number < len(steps_y) else 0.0


_MOST_STEPS = 100_000


def _steps(text: str) -> list[float]:
    """Return the distances of a DeltaX or DeltaY; `g n d` stands for n times d."""
    steps: list[float] = []
    parts = iter(text.split())
    for one in parts:
        if one == "g":
            count, distance = int(next(parts, "0")), float(next(parts, "0"))
            steps += [distance] * min(count, _MOST_STEPS)
        else:
            steps.append(float(one))
    return steps
