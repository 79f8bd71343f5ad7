"""Modules found by walking a folder: what lies there is offered, without a list that names it."""

from __future__ import annotations

from pathlib import Path


def modules(folder: str) -> tuple[str, ...]:
    """Return the names of the modules in a package's folder, in order; those with a leading underscore are shared parts.

    (`pkgutil` would load `inspect`, which a plain run feels.)
    """
    return tuple(sorted(one.stem for one in Path(folder).glob("[!_]*.py")))
