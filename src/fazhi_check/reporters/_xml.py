"""XML for CI servers: escaped, without the characters that XML 1.0 forbids."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def text(content: str) -> str:
    """Return text for an element."""
    return escape(_ILLEGAL.sub("\ufffd", content), {"\r": "&#13;"})


def attributes(**values: object) -> str:
    """Return attributes for a tag, each with a blank before it."""
    return "".join(
        f' {name}="{escape(_ILLEGAL.sub(chr(0xFFFD), str(value)), _QUOTED)}"'
        for name, value in values.items()
    )
