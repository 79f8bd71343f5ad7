"""Old Word and WPS files (.doc, .wps): converted by LibreOffice, then read as .docx.

Kept and lost is what the reader of .docx keeps and loses. Without LibreOffice a line says what to do.
"""

from __future__ import annotations

from fazhi_check.model.document import Document
from fazhi_check.readers import docx
from fazhi_check.readers._office import to_docx
from fazhi_check.readers._sniffing import Unreadable

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = {"WordDocument": ".doc", "WpsDocument": ".wps"}


def read(data: bytes, path: str) -> Document:
    """Read a .doc or .wps file; see the module's docstring for what is kept."""
    return docx.read(as_docx(data), path)._replace(format="ole")


def as_docx(data: bytes) -> bytes:
    """Convert to a Word file; raises `Unreadable` where that cannot be done."""
    if _ENCRYPTED in data:
        raise Unreadable("文件加了密码，读不了。请取消密码后另存，再检查。")
    suffix = next((one for stream, one in _STREAMS.items() if stream.encode("utf-16-le") in data), "")
    if not suffix:
        raise Unreadable("这不是 Word 或 WPS 文字文件，没有可检查的正文。请提供 .docx、.txt 或网页文件。")
    return to_docx(data, suffix, "旧版 .doc、.wps 文件")
