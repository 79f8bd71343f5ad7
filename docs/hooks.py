"""A hook of the site: links that leave this folder lead into the repository, which the site does not have."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"(?<!!)\[([^\]]+)\]\((?:\.\./)+([^)#\s]+)[^)]*\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Name the file instead of linking to it; pages in a folder of docs may link to those beside the folder."""

    def told(found: re.Match[str]) -> str:
        if found[2].endswith(".md") and "/" not in found[2]:
            return found[0]
        return f"{found[1]}（仓库里的 `{found[2]}`）"

    return _OUTSIDE.sub(told, markdown)
