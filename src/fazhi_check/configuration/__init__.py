"""Configuration: what a unit settles once for its reports, in `fazhi-check.toml` or `[tool.fazhi-check]`.

It is found upwards from each file; the nearest one holds. It chooses checklists, levels and outputs; verdicts are the
checklist's alone.
"""

from __future__ import annotations

from fazhi_check.configuration._finding import NAME, Finder
from fazhi_check.configuration._settings import EMPTY, Configuration, Setting, merged

__all__ = ["EMPTY", "NAME", "Configuration", "Finder", "Setting", "load", "merged"]


def load(file: str) -> Configuration:
    """Read a configuration file; raises `Mistake` with one line in Chinese that names file and key."""
    from fazhi_check.configuration._reading import read

    return read(file)
