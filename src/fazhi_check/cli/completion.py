"""`fazhi-check completion SHELL`, and what the shell is offered for the values of options."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi_check import loading, reporters
from fazhi_check.cli import exits
from fazhi_check.wording import UNIT_LEVEL_NAMES

PROGRAM = "fazhi-check"
VARIABLE = "_FAZHI_CHECK_COMPLETE"
"""Set by the shell when it asks for completions."""
_SHELLS = ("bash", "zsh", "fish", "powershell")


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="、".join(_SHELLS) + " 中的一种。")],
) -> None:
    """Print the script that a shell loads to complete commands, options and values."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    if shell not in _SHELLS:
        exits.stop(f"没有 {shell} 的补全脚本；可用的：{'、'.join(_SHELLS)}。")
    typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell))


def formats(incomplete: str) -> list[str]:
    """Return the formats that a word may become."""
    return [one for one in reporters.names() if one.startswith(incomplete)]


def levels(incomplete: str) -> list[str]:
    """Return the kinds of unit that a word may become."""
    return [one for one in UNIT_LEVEL_NAMES if one.startswith(incomplete)]


def fail_on(incomplete: str) -> list[str]:
    """Return the thresholds that a word may become."""
    return [one for one in ("error", "warning", "never") if one.startswith(incomplete)]


def checklists(incomplete: str) -> list[str]:
    """Return the built-in checklists that a word may become."""
    return [one for one in loading.available() if one.startswith(incomplete)]


def items(incomplete: str) -> list[str]:
    """Return the items of the default checklist that a word may become; their titles help to choose."""
    return [item.id for item in loading.load().items if item.id.startswith(incomplete)]
