"""RTF files: converted by LibreOffice and read as .docx; without it read by striprtf where that is installed.

striprtf keeps paragraphs, drawn numbers and Chinese in any code page; it loses heading levels and tables' rows.
"""

from __future__ import annotations

from collections.abc import Callable

from fazhi_check.model.document import Document, Place
from fazhi_check.readers import docx
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._office import program, to_docx
from fazhi_check.readers._sniffing import Unreadable


def read(data: bytes, path: str) -> Document:
    """Read an RTF file; see the module's docstring for what is kept."""
    if program() is None:
        try:
            from striprtf.striprtf import rtf_to_text
        except ImportError:
            pass
        else:
            return _without_office(data, path, rtf_to_text)
    return docx.read(_converted(data), path)._replace(format="rtf")


def as_docx(data: bytes) -> bytes | None:
    """Convert to a Word file, where LibreOffice is installed."""
    return _converted(data) if program() else None


def _converted(data: bytes) -> bytes:
    return to_docx(data, ".rtf", "RTF 文件")


def _without_office(data: bytes, path: str, rtf_to_text: Callable[..., str]) -> Document:
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding="gb18030", errors="replace")
        text.encode("utf-8")
    except Exception:  # the library checks little: broken files end in errors of every kind
        raise Unreadable("这个 RTF 文件已损坏，打不开。请用 Word 或 WPS 另存为 .docx 后再检查。") from None
    assembly = Assembly()
    for number, line in enumerate(text.split("\n"), 1):
        assembly.add(line, Place("paragraph", number))
    return assembly.document(path, "rtf")
