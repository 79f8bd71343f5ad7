"""ZIP packages (Word, OFD, ODF, spreadsheets): their parts, within limits, and XML without surprises."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fazhi_check.readers._sniffing import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 32 * 1024 * 1024
"""The largest part that is unpacked, in bytes."""

_LOCKED = "文件加了密码，读不了。请取消密码后另存，再检查。"


@contextmanager
def opened(data: bytes, broken: str) -> Iterator[zipfile.ZipFile]:
    """Open a package; whatever is wrong with it becomes `Unreadable` with the sentence `broken`."""
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        XMLSyntaxError,
        KeyError,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        zlib.error,
    ):
        raise Unreadable(broken) from None
    except RuntimeError:  # what zipfile raises for an encrypted member
        raise Unreadable(_LOCKED) from None


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part's bytes; raises `KeyError` if there is none."""
    info = archive.getinfo(name)
    if info.file_size > MAX_PART:
        raise Unreadable("这个文件解压后过大，不像一份报告，没有读取。")
    with archive.open(info) as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Unreadable("这个文件解压后过大，不像一份报告，没有读取。")
    return data


def xml(data: bytes, *, comments: bool = False) -> _Element:
    """Parse XML without entities, network or huge trees, and without its comments unless they are wanted."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=not comments
    )
    return etree.fromstring(data, parser)


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """Return an attribute by its local name ("" if there is none)."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
