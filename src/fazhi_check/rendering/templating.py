"""Templates: one environment in which every value is escaped, so that no report's text can become markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi_check.wording import LEVELS, ROLES, VERDICTS

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent


@cache
def environment(*folders: Path) -> Environment:
    """Return the environment over this room's templates, and before them those of `folders`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([*folders, HERE / "templates"], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals.update(VERDICTS=VERDICTS, LEVELS=LEVELS, ROLES=ROLES)
    return made


@cache
def asset(name: str) -> str:
    """Return the text of one of this room's own style sheets or scripts."""
    return (HERE / "assets" / name).read_text("utf-8")
