"""Acceptance: findings that no longer count, because somebody waived them or a baseline knows them already.

They stay in every output, marked; only the exit code passes over them.
"""

from __future__ import annotations

from fazhi_check.acceptance._baseline import Baseline, Known
from fazhi_check.acceptance._marking import Marked, Marks
from fazhi_check.acceptance._waivers import Waiver, Waivers, read_waivers, today

__all__ = [
    "Baseline",
    "Known",
    "Marked",
    "Marks",
    "Waiver",
    "Waivers",
    "read_waivers",
    "today",
]
