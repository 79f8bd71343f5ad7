"""The package of a Word file: parts that are read and changed, relationships, content types; the rest is copied.

Source: ECMA-376 Part 2 (packages, relationships, content types).
"""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml.etree import SubElement, tostring

from fazhi_check.readers import Unreadable
from fazhi_check.readers.docx import BROKEN, opened, part, xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NEW = (1980, 1, 1, 0, 0, 0)
"""The date of parts that were not there before: a fixed one, so that equal input gives equal output."""
_MOST = 512 * 1024 * 1024
"""The most bytes that all parts of a file together may unpack to."""


class Package:
    """A Word file whose parts can be replaced; `bytes()` writes it anew with all its other parts."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._changed: dict[str, _Element] = {}
        with opened(data, BROKEN) as archive:
            # Names of parts are compared without regard to case.
            self._names = {info.filename.lower(): info.filename for info in archive.infolist()}
            total = sum(info.file_size for info in archive.infolist())
        if total > _MOST:
            raise Unreadable("这个文件解压后过大，不像一份报告，没有加批注。")

    def part(self, name: str) -> _Element | None:
        """Return the XML of a part for reading or changing (with `put`), None if there is none."""
        if name in self._changed:
            return self._changed[name]
        if name.lower() not in self._names:
            return None
        with opened(self._data, BROKEN) as archive:
            return xml(part(archive, self._names[name.lower()]), comments=True)

    def put(self, name: str, root: _Element) -> None:
        """Replace a part, or add it."""
        self._changed[name] = root

    def related(self, source: str, kind: str) -> str | None:
        """Return the part that `source` refers to by a relationship whose type ends with `kind`."""
        root = self.part(_relations_of(source))
        for one in root if root is not None else ():
            if str(one.get("Type")).rpartition("/")[2] == kind and one.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(source), unquote(one.get("Target") or ""))
                name = posixpath.normpath(target).lstrip("/")
                if name.lower() in self._names:
                    return self._names[name.lower()]
        return None

    def add(self, source: str, name: str, relation: str, content_type: str) -> str:
        """Make room for a new part beside `source`, named like `name`; return the name it gets."""
        folder, stem = posixpath.dirname(source), name
        number = 1
        while posixpath.join(folder, name).lower() in self._names:
            number += 1
            name = stem.replace(".", f"{number}.")
        path = posixpath.join(folder, name)
        self._names[path.lower()] = path
        self._relate(_relations_of(source), relation, name)
        types = self.part(_TYPES)
        if types is None:
            raise Unreadable(BROKEN)
        SubElement(types, f"{{{_CONTENT_TYPES}}}Override", PartName=f"/{path}", ContentType=content_type)
        self.put(_TYPES, types)
        return path

    def _relate(self, where: str, relation: str, target: str) -> None:
        """Add a relationship to a part of relationships, which is made if there is none."""
        root = self.part(where)
        if root is None:
            root = xml(f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        taken = {one.get("Id") for one in root}
        own = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=own, Type=relation, Target=target)
        self.put(where, root)

    def bytes(self) -> bytes:
        """Return the file with what was changed and added; all other parts have their own bytes."""
        out = io.BytesIO()
        with (
            opened(self._data, BROKEN) as archive,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as result,
        ):
            left = dict(self._changed)
            for info in archive.infolist():
                if archive.getinfo(info.filename) is not info:
                    continue  # an older version of a part: the last one counts
                copy = _copy(info)
                if info.filename in left:
                    result.writestr(copy, _serialized(left.pop(info.filename)))
                else:
                    with archive.open(info) as source, result.open(copy, "w") as target:
                        shutil.copyfileobj(source, target)
            for name, root in left.items():
                result.writestr(_like_new(name), _serialized(root))
        return out.getvalue()


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _copy(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = (
        zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    copy.external_attr = info.external_attr
    copy.create_system = info.create_system
    return copy


def _like_new(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NEW)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def _serialized(root: _Element) -> bytes:
    return tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
