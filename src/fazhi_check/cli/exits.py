"""Exit codes, and the one way to stop with a message."""

from __future__ import annotations

import sys
from typing import NoReturn

CLEAN = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Print one line to standard error and leave."""
    print(f"fazhi-check：{message}", file=sys.stderr)  # noqa: T201  # the command line talks to people
    raise SystemExit(code)
