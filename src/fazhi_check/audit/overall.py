"""What an audit found beyond single reports, in the shape in which its outputs show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fazhi_check.audit.copying import Copy
from fazhi_check.audit.names import ForeignName


@dataclass(frozen=True)
class Overall:
    """The summary (see `tallying`), other units' names, the copies; names come first everywhere."""

    summary: dict[str, Any]
    names: tuple[ForeignName, ...]
    copies: tuple[Copy, ...]
