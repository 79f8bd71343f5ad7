"""A cache of validated checklists, so that linting one file need not load the YAML and validation libraries.

Files are named after the SHA-256 of the checklist and the tool's version. A cache that cannot be read or written is
no error: the checklist is then validated again.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def _folder() -> Path:
    stated = os.environ.get("FAZHI_CHECK_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if stated:
        return Path(stated) / "fazhi-check"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "fazhi-check"
    return Path.home() / ".cache" / "fazhi-check"


def cached(key: str) -> dict[str, Any] | None:
    """Return what was remembered under a key."""
    try:
        found = json.loads((_folder() / f"{key}.json").read_text("utf-8"))
    except (OSError, ValueError, RuntimeError):
        return None
    return found if isinstance(found, dict) else None


def remember(key: str, text: str) -> None:
    """Write an entry whole or not at all."""
    import tempfile

    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as file:
            file.write(text)
        Path(file.name).replace(folder / f"{key}.json")
    except (OSError, RuntimeError):
        return
