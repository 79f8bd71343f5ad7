"""A cache of validated checklists, so that linting one file need not load the YAML and validation libraries.

Files are named after the SHA-256 of the checklist and the tool's version. Without the cache the checklist is validated
again.
"""

from __future__ import annotations

import json
from typing import Any

from fazhi_check.caching import keep, kept


def cached(key: str) -> dict[str, Any] | None:
    """Return what was remembered under a key."""
    data = kept(f"{key}.json")
    try:
        found = json.loads(data) if data else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def remember(key: str, text: str) -> None:
    """Write an entry whole or not at all."""
    keep(f"{key}.json", text.encode())
