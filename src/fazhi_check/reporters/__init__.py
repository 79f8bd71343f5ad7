"""Reporters: one module per output, found by walking this folder.

A reporter module has `NAME`, the word for `--format`, and `write(run, out, *, verbose)`. Modules with a leading
underscore are shared by reporters.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Protocol, TextIO

from fazhi_check.model.outcome import Run


class Reporter(Protocol):
    """What a reporter module offers."""

    NAME: str

    def write(self, run: Run, out: TextIO, *, verbose: bool) -> None:
        """Write down a run."""


def names() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if not name.startswith("_")))


def reporter(name: str) -> Reporter:
    """Return the reporter for a format; raises `KeyError` for an unknown one."""
    if name not in names():
        raise KeyError(name)
    module: Reporter = importlib.import_module(f"{__name__}.{name}")  # type: ignore[assignment]  # checked by a test
    return module
