"""What a configuration says, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from fazhi_check.globbing import matches, relative


class Setting(NamedTuple):
    """One value and its origin in words (file and key). Paths are already seen from the working directory."""

    value: Any
    origin: str


class Override(NamedTuple):
    """What holds for the paths that match one of the patterns."""

    paths: tuple[str, ...]
    values: Mapping[str, Setting]


class Configuration(NamedTuple):
    """One configuration with all that it extends; later overrides win."""

    file: str = ""
    values: Mapping[str, Setting] = MappingProxyType({})
    overrides: tuple[Override, ...] = ()

    def at(self, path: str) -> Mapping[str, Setting]:
        """Return what holds for one file."""
        if not self.overrides:
            return self.values
        seen_from_here = relative(path, os.path.dirname(self.file) or ".")  # noqa: PTH120
        found = dict(self.values)
        for one in self.overrides:
            if any(matches(pattern, seen_from_here) for pattern in one.paths):
                found = merged(found, one.values)
        return found


def merged(values: Mapping[str, Setting], others: Mapping[str, Setting]) -> dict[str, Setting]:
    """Return values overridden by others; a fingerprint belongs to the checklist that it was noted for."""
    kept = {
        key: value
        for key, value in values.items()
        if not (key == "checklist-sha256" and "checklist" in others)
    }
    return {**kept, **others}


EMPTY = Configuration()
