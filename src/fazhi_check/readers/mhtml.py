"""Web archives (.mhtml, .mht): the first HTML part, read as a web page; pictures and styles are ignored."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError

from fazhi_check.model.document import Document
from fazhi_check.readers._sniffing import Unreadable
from fazhi_check.readers.html import read_markup
from fazhi_check.readers.text import decode


def read(data: bytes, path: str) -> Document:
    """Read a web archive; places are the elements of its page."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                charset = (part.get_content_charset() or "").lower()
                if isinstance(payload, bytes):
                    if charset.startswith("gb"):
                        return read_markup(payload.decode("gb18030", "replace"), path, "mhtml")
                    text, note = decode(payload)
                    return read_markup(text, path, "mhtml", (note,) if note else ())
    except (MessageError, LookupError, ValueError):
        pass
    raise Unreadable("这个网页存档里没有正文。请在浏览器里另存为“网页，仅 HTML”后再检查。")
