"""Patterns for paths in configuration and waivers: `*` within a name, `**` over folders, a folder for all below it."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import PurePath


def matches(pattern: str, path: str) -> bool:
    """Tell whether a path (with /, relative to the folder that the pattern belongs to) matches.

    A pattern without / is matched against every part of the path, so that `*.txt` and `街道` need no folder before them.
    """
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    stripped = pattern.removeprefix("./").strip("/")
    anywhere = "" if "/" in pattern.removeprefix("./").rstrip("/") else "(?:.*/)?"
    return re.compile(f"{anywhere}{_translated(stripped)}(?:/.*)?", re.DOTALL)


def _translated(pattern: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^/\]]+\])", pattern)
    return "".join(known.get(one) or (_set(one) if one[:1] == "[" else re.escape(one)) for one in parts)


def _set(one: str) -> str:
    body = one[1:-1].replace("\\", "\\\\")
    return f"[^{body[1:]}]" if body[0] == "!" else f"[{body}]"


def relative(path: str, folder: str) -> str:
    """Return a path as seen from a folder, with /; neither need exist. Standard input (`-`) stays what it is."""
    if path == "-":
        return path
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return PurePath(path).as_posix()


def near(path: str) -> str:
    """Return a path as people here read it: from the working directory where it lies below, absolute elsewhere."""
    seen = relative(path, os.getcwd())  # noqa: PTH109
    return os.path.abspath(path) if seen.startswith("..") else seen  # noqa: PTH100
