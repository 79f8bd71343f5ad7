"""Timing of a piece of work inside the process."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least time in seconds that a piece of work took: what disturbs only ever adds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
