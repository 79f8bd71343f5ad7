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
    (b"%PDF-", "这是 PDF 文件，目前还不能读取。请用 Word 或 WPS 另存为 .docx，或复制成 .txt 后再检查。"),
    (b"{\\rtf", "这是 RTF 文件，目前还不能读取。请用 Word 或 WPS 另存为 .docx 后再检查。"),
    (b"\x89PNG", "这是图片，不是文字文件。请提供 .docx、.txt 或网页文件。"),
    (b"\xff\xd8\xff", "这是图片，不是文字文件。请提供 .docx、.txt 或网页文件。"),
    (b"Rar!", "这是压缩包。请解压后再检查。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后再检查。"),
    (b"\x1f\x8b", "这是压缩包。请解压后再检查。"),
)


def sniff(data: bytes, path: str) -> str:
    """Return the name of the reader for some content: `text`, `html`, `mhtml` or `docx`.

    Raises `Unreadable` for empty, binary and encrypted files and for formats that have no reader.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("文件是空的，没有可检查的内容。")
    for signature, reason in _KNOWN:
        if data.startswith(signature):
            raise Unreadable(reason)
    if data.startswith(_OLE):
        raise Unreadable(_ole_reason(data))
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data, path)
    head = data[:4096]
    plain = head.replace(b"\x00", b"")
    if _MHTML.search(plain[:2048]) and b"multipart/" in data[:65536].lower():
        return "mhtml"
    if _HTML.search(plain) and PurePath(path).suffix.lower() not in {".md", ".markdown"}:
        return "html"
    return "text"


def _ole_reason(data: bytes) -> str:
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00" in data:
        return "文件加了密码，读不了。请取消密码后另存，再检查。"
    return "这是旧版 .doc/.wps 文件，目前还不能读取。请用 Word 或 WPS 另存为 .docx 后再检查。"


def _zip_format(data: bytes, path: str) -> str:
    if b"word/" in data:
        return "docx"
    if b"xl/workbook" in data:
        raise Unreadable("这是表格文件，不是报告正文。请提供 .docx、.txt 或网页文件。")
    if PurePath(path).suffix.lower() in {".docx", ".docm", ".dotx"}:
        raise Unreadable("这个 .docx 已损坏或不是 Word 文档，打不开。请用 Word 或 WPS 重新另存。")
    raise Unreadable("这是压缩包。请解压后再检查。")
