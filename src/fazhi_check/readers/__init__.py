"""Readers: one module per format, found by walking this folder.

A reader module is named after the format it reads (as `_sniffing.sniff` gives it) and has
`read(data, path) -> Document`; it raises `Unreadable` with one sentence in Chinese when the content cannot be read.
What is kept and lost is in its docstring. Readers of what word processors write have `as_docx(data)` besides, which
returns a Word file, None if it cannot be made on this machine. Modules with a leading underscore are shared by readers.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from fazhi_check.limits import MAX_BYTES, MAX_CHARACTERS
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.readers._sniffing import Unreadable, sniff
from fazhi_check.walking import modules

__all__ = ["STDIN", "Unreadable", "as_docx", "content", "formats", "parse", "read"]

STDIN = "-"


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be read."""
    return modules(__path__[0])


@cache
def _reader(file_format: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{file_format}")


def read(path: str, file: str = "", max_bytes: int = MAX_BYTES) -> Document | ReadFailure:
    """Read one file (`-` for standard input) by its content, whatever its suffix says.

    `file` is where it stands if that is not `path` (a file from an archive); larger files than `max_bytes` are refused.
    """
    data = content(path, file, max_bytes)
    return data if isinstance(data, ReadFailure) else parse(data, path)


def content(path: str, file: str = "", max_bytes: int = MAX_BYTES) -> bytes | ReadFailure:
    """Return the bytes of a file, as `read` takes them."""
    try:
        return _bytes(file or path, max_bytes)
    except Unreadable as error:
        return ReadFailure(path, str(error))


def as_docx(data: bytes, path: str) -> bytes | ReadFailure | None:
    """Return a report as a Word file: as it is, or converted by LibreOffice; None if it can be neither."""
    try:
        convert = getattr(_reader(sniff(data, path)), "as_docx", None)
        converted: bytes | None = convert(data) if convert else None
    except Unreadable as error:
        return ReadFailure(path, str(error))
    return converted


def parse(data: bytes, path: str) -> Document | ReadFailure:
    """Read a report from bytes; `path` names it and its suffix settles what content leaves open."""
    try:
        document: Document = _reader(sniff(data, path)).read(data, path)
    except Unreadable as error:
        return ReadFailure(path, str(error))
    if len(document.text) > MAX_CHARACTERS:
        return ReadFailure(path, f"文字超过 {MAX_CHARACTERS // 10_000} 万字，不像一份报告，没有读取。")
    if not document.text.strip():
        return ReadFailure(path, "文件里没有文字，没有可检查的内容。")
    return document


def _bytes(path: str, most: int) -> bytes:
    if path == STDIN:
        return _within(sys.stdin.buffer.read(most + 1), most)
    file = Path(path)
    try:
        if not file.exists():
            raise Unreadable("找不到这个文件，请检查路径和文件名。")
        if not file.is_file():
            raise Unreadable("这不是一个普通文件，无法读取。")
        if file.stat().st_size > most:
            raise Unreadable(_too_large(most))
        with file.open("rb") as stream:
            return _within(stream.read(most + 1), most)
    except PermissionError:
        raise Unreadable("没有读取这个文件的权限。") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"读取文件时出错（{getattr(error, 'errno', None) or '文件名不合法'}）。") from None


def _within(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise Unreadable(_too_large(most))
    return data


def _too_large(most: int) -> str:
    return f"文件超过 {most / 1024 / 1024:g} MB，不像一份报告，没有读取；确实要读请用 --max-size 放宽。"
