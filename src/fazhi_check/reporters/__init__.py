"""Reporters: one module per output, found by walking this folder.

A reporter module has `NAME`, the word for `--format`; `note`, which says what to keep of an outcome until it is
written (where many files are checked, it is called in the process that checked the file, so that only little goes from
one process to another); and `write`, which writes down all notes. A reporter that can be told more (`template:FILE`) has
`bound` as well, which returns the reporter for what was told. Modules with a leading underscore are shared by reporters.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Any, Protocol, TextIO

from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.walking import modules

FEW = 5
"""Up to this many files, each gets its full report on the screen."""


class Reporter(Protocol):
    """What a reporter module offers; `full` asks for everything there is about each file."""

    NAME: str

    def note(self, outcome: Outcome, *, full: bool) -> Any:
        """Return what to keep of an outcome; small and picklable unless `full`."""

    def write(
        self, checklist: Checklist, notes: Iterable[Any], out: TextIO, *, full: bool, verbose: bool
    ) -> None:
        """Write down a run, note by note."""


def names() -> tuple[str, ...]:
    """Return the names of all formats."""
    return modules(__path__[0])


@cache
def reporter(name: str) -> Reporter:
    """Return the reporter for a format, which may carry what it is told behind a colon (`template:FILE`).

    Raises `KeyError` for an unknown format, `Mistake` for one that cannot do what it is told.
    """
    kind, _, told = name.partition(":")
    if kind not in names():
        raise KeyError(name)
    module = importlib.import_module(f"{__name__}.{kind}")
    if told:
        if not hasattr(module, "bound"):
            raise KeyError(name)
        bound: Reporter = module.bound(told)
        return bound
    plain: Reporter = module
    return plain
