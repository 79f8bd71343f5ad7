"""Finding files upwards: with cheap questions to the file system only, for a single file must not pay for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

NAME = "fazhi-check.toml"
_WAIVERS = "fazhi-check-waivers.yaml"
_SHARED = "pyproject.toml"
_SECTION = b"[tool.fazhi-check"


class Finder:
    """Finds what is nearest to a file; folders that were asked for once are remembered."""

    def __init__(self) -> None:
        self._configuration = cache(self._nearest_configuration)
        self._waivers = cache(self._nearest_waivers)

    def configuration(self, path: str) -> str | None:
        """Return the configuration file nearest to a file or folder, None where there is none."""
        return self._configuration(_folder(path))

    def waivers(self, path: str) -> str | None:
        """Return the file of waivers nearest to a file or folder."""
        return self._waivers(_folder(path))

    def _nearest_configuration(self, folder: str) -> str | None:
        return _upwards(folder, self._configuration, _configuration_in)

    def _nearest_waivers(self, folder: str) -> str | None:
        return _upwards(folder, self._waivers, lambda one: _existing(one, _WAIVERS))


def _upwards(
    folder: str, above: Callable[[str], str | None], here: Callable[[str], str | None]
) -> str | None:
    found = here(folder)
    if found is not None:
        return found
    parent = os.path.dirname(folder)  # noqa: PTH120  # pathlib costs a multiple for thousands of files
    return above(parent) if parent != folder else None


def _folder(path: str) -> str:
    """Return the folder that a file (maybe one inside an archive) lies in."""
    if path == "-":
        return os.getcwd()  # noqa: PTH109
    full = os.path.abspath(path)  # noqa: PTH100
    return full if os.path.isdir(full) else os.path.dirname(full)  # noqa: PTH112, PTH120


def _configuration_in(folder: str) -> str | None:
    if own := _existing(folder, NAME):
        return own
    shared = _existing(folder, _SHARED)
    if shared is None:
        return None
    try:
        with open(shared, "rb") as stream:  # noqa: PTH123
            return shared if _SECTION in stream.read() else None
    except OSError:
        return None


def _existing(folder: str, name: str) -> str | None:
    path = os.path.join(folder, name)  # noqa: PTH118
    return path if os.path.isfile(path) else None  # noqa: PTH113
