"""What a file is, by its content: suffixes lie (a .doc that is HTML or a .docx inside is everyday)."""

from __future__ import annotations

import re
from pathlib import PurePath


class Unreadable(Exception):
    """A file that cannot be read; the message is one sentence in Chinese that says why and what to do."""


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_MHTML = re.compile(
    rb"^(?:from:|mime-version:|content-type:\s*multipart/related)", re.IGNORECASE | re.MULTILINE
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = (
    (b"\x89PNG", "这是图片，不是文字文件。请提供 .docx、.txt 或网页文件。"),
    (b"\xff\xd8\xff", "这是图片，不是文字文件。请提供 .docx、.txt 或网页文件。"),
    (b"Rar!", "这是压缩包。请解压后再检查。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后再检查。"),
    (b"\x1f\x8b", "这是压缩包。请解压后再检查。"),
)


def sniff(data: bytes, path: str) -> str:
    """Return the name of the reader for some content.

    Raises `Unreadable` for empty and binary files and for formats that have no reader.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("文件是空的，没有可检查的内容。")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for signature, reason in _KNOWN:
        if data.startswith(signature):
            raise Unreadable(reason)
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data, path)
    head = data[:4096]
    plain = head.replace(b"\x00", b"")
    if _MHTML.search(plain[:2048]) and b"multipart/" in data[:65536].lower():
        return "mhtml"
    if _HTML.search(plain) and PurePath(path).suffix.lower() not in {".md", ".markdown"}:
        return "html"
    return "text"


_PARTS = ((b"word/", "docx"), (b"OFD.xml", "ofd"), (b"ofd.xml", "ofd"), (b"xl/workbook", "xlsx"))


def _zip_format(data: bytes, path: str) -> str:
    # The file type of an OpenDocument stands uncompressed at its beginning.
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    for mark, name in _PARTS:
        if mark in data:
            return name
    if PurePath(path).suffix.lower() in {".docx", ".docm", ".dotx"}:
        raise Unreadable("这个 .docx 已损坏或不是 Word 文档，打不开。请用 Word 或 WPS 重新另存。")
    raise Unreadable("压缩包里的文件没有读取：请直接检查压缩包（.zip），或解压后再检查。")
