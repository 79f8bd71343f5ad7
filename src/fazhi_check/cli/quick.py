"""The short way: a plain `lint` command line is understood without typer, whose start costs more than a report.

Whatever is not plain (unknown, joined or abbreviated options, missing values, --help) is left to typer, so that there
is one place for messages. A test compares these tables with typer's parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fazhi_check.cli.running import Request

VALUES = {
    "--checklist": "checklist",
    "--checklist-sha256": "checklist_sha256",
    "--level": "level",
    "--year": "year",
    "--format": "output_format",
    "-f": "output_format",
    "--output": "output",
    "-o": "output",
    "--fail-on": "fail_on",
    "--only": "only",
    "--skip": "skip",
    "--max-size": "max_size",
    "--config": "config",
    "--waivers": "waivers",
    "--baseline": "baseline",
    "--diff": "diff",
}
FLAGS = {"--force": "force", "--verbose": "verbose", "-v": "verbose"}
_LISTS = ("output_format", "only", "skip")
_NUMBERS: dict[str, type[int] | type[float]] = {"year": int, "max_size": float}


def request_of(arguments: Sequence[str]) -> Request | None:
    """Return the request that a command line makes, None if typer must look at it."""
    if not arguments or arguments[0] != "lint":
        return None
    paths: list[str] = []
    fields: dict[str, Any] = {}
    waiting = iter(arguments[1:])
    for one in waiting:
        if one in FLAGS:
            fields[FLAGS[one]] = True
        elif one in VALUES:
            value = next(waiting, None)
            if value is None or value.startswith("-"):
                return None
            if VALUES[one] in _LISTS:
                fields[VALUES[one]] = (*fields.get(VALUES[one], ()), value)
            else:
                fields[VALUES[one]] = value
        elif one.startswith("-") and one != "-":
            return None
        else:
            paths.append(one)
    if not paths or not all(_number(fields.get(name, "0")) for name in _NUMBERS):
        return None
    fields.update((name, kind(fields[name])) for name, kind in _NUMBERS.items() if name in fields)
    from fazhi_check.cli.running import Request

    return Request(paths, **fields)


def _number(text: str) -> bool:
    """Tell whether a value is a plain whole number; others are left to typer."""
    return text.isascii() and text.isdigit()
