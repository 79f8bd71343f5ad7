"""The user's cache folder: what can be made again, kept because making it again takes time.

A cache that cannot be read or written is no error.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def _folder() -> Path:
    stated = os.environ.get("FAZHI_CHECK_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if stated:
        return Path(stated) / "fazhi-check"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "fazhi-check"
    return Path.home() / ".cache" / "fazhi-check"


def kept(name: str) -> bytes | None:
    """Return what was kept under a file name; None if nothing was, or it cannot be read."""
    try:
        return (_folder() / name).read_bytes()
    except (OSError, RuntimeError):
        return None


def keep(name: str, data: bytes) -> None:
    """Keep data under a file name, whole or not at all."""
    import tempfile

    with suppress(OSError, RuntimeError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(data)
        try:
            Path(file.name).replace(folder / name)
        except OSError:  # Windows, while somebody reads it
            Path(file.name).unlink(missing_ok=True)
