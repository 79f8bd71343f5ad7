"""Tallying: what a run comes to, for its exit code and for what it says about waivers."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fazhi_check.cli import exits

if TYPE_CHECKING:
    from fazhi_check.acceptance import Marks, Waivers


_GRAVEST = 2
"""The severity of what must be mended."""


class Made(NamedTuple):
    """What remains of one file.

    `severity` is that of the gravest of its findings (None if it could not be assessed), `notes` are the reporters',
    `meant` and `used` the numbers of the waivers that were meant for it, and that it needed.
    """

    severity: int | None
    notes: tuple[Any, ...]
    meant: frozenset[int] = frozenset()
    used: frozenset[int] = frozenset()


class Tally:
    """Counts while the reporters draw the notes; `everything` says that all findings of `paths` are looked for."""

    def __init__(self, paths: Sequence[str], *, everything: bool) -> None:
        self._paths = paths
        self._everything = everything
        self._severities: Counter[int] = Counter()
        self._unreadable = 0
        self._waivers: dict[str, tuple[Waivers, str]] = {}
        self._meant: defaultdict[str, set[int]] = defaultdict(set)
        self._used: defaultdict[str, set[int]] = defaultdict(set)

    def count(self, marks: Marks | None, made: Made) -> None:
        """Count one file."""
        if made.severity is None:
            self._unreadable += 1
        else:
            self._severities[made.severity] += 1
        if marks and marks.waivers:
            file = marks.waivers.file
            self._waivers[file] = (marks.waivers, marks.day)
            self._meant[file] |= made.meant
            self._used[file] |= made.used

    def exit_code(self, threshold: int) -> int:
        """Return the exit code; `threshold` is the least severity that is a fault."""
        if self._unreadable:
            return exits.UNREADABLE
        return exits.FINDINGS if max(self._severities, default=-1) >= threshold else exits.CLEAN

    def sum_up(self, files: Sequence[str]) -> None:
        """Say on standard error what the run came to, where all results went into files."""
        told = f"检查 {self._severities.total()} 份，{self._severities[_GRAVEST]} 份有必改内容"
        told += f"，{self._unreadable} 份没能检查" if self._unreadable else ""
        _warn(f"{told}；结果写入 {'、'.join(files)}。")

    def warn(self) -> None:
        """Say on standard error which waivers have expired and which were not needed."""
        for file, (waivers, day) in self._waivers.items():
            for number, one in enumerate(waivers.entries):
                # Of files that were not checked nothing can be said.
                looked_for = number in self._meant[file] or self._holds(waivers.folder)
                if one.expired(day) and looked_for:
                    _warn(
                        f"{file}:{one.line}：{one.name} 的豁免到 {one.until} 为止，已经过期，请更新或删去。"
                    )
                elif number not in self._used[file] and looked_for and self._everything:
                    _warn(
                        f"{file}:{one.line}：{one.name} 的豁免没有用到（没有这样的报告或这样的问题），可以删去。"
                    )

    def _holds(self, folder: str) -> bool:
        """Tell whether all reports beside the waivers were checked."""
        whole = Path(folder).resolve()
        return any(Path(one).is_dir() and whole.is_relative_to(Path(one).resolve()) for one in self._paths)


def _warn(told: str) -> None:
    print(f"fazhi-check：{told}", file=sys.stderr)  # noqa: T201  # the command line talks to people
