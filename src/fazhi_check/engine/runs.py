"""Runs: the stretch of adjacent values that weighs most."""

from __future__ import annotations

from collections.abc import Sequence


def best_run(values: Sequence[int]) -> tuple[int, int, int]:
    """Return the largest sum over adjacent values, and the numbers of the first and the last of them."""
    best = total = values[0]
    begin = first = last = 0
    for number in range(1, len(values)):
        value = values[number]
        if total <= 0:
            total, begin = value, number
        else:
            total += value
        if total > best:
            best, first, last = total, begin, number
    return best, first, last
