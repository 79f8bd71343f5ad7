"""Loading: from a YAML file to a `Checklist`, strictly; each error says file:line and what is allowed."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from fazhi_check import __version__
from fazhi_check.loading._cache import cached, remember
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._mapping import checklist_of
from fazhi_check.matching.learned import HEADER
from fazhi_check.model.checklist import Checklist

__all__ = ["DEFAULT", "ChecklistError", "available", "load"]

DEFAULT = "fazhi-2021-2025"


def _folder() -> Path:
    """Return the folder of the built-in checklists: in the package, or beside `src` in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "checklists"
    return inside if inside.is_dir() else package.parent.parent / "checklists"


def available() -> tuple[str, ...]:
    """Return the ids of the built-in checklists."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def load(name: str = DEFAULT) -> Checklist:
    """Load a built-in checklist by its id, or a checklist file by its path.

    Raises `ChecklistError` with one line in Chinese.
    """
    path = _find(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ChecklistError(f"{path}：读不了这个清单文件（{error.strerror or error}）。") from None
    digest = hashlib.sha256(data)
    key = hashlib.sha256(data + f"{__version__}/{_FORMAT}".encode()).hexdigest()
    mapping = cached(key)
    try:
        return _built(mapping, path, digest)
    except (KeyError, TypeError, AttributeError):
        # Not remembered, or what was remembered has another shape.
        from fazhi_check.loading._validating import validated

        mapping = validated(data, path)
        remember(key, json.dumps(mapping, ensure_ascii=False))
        return _built(mapping, path, digest)


_FORMAT = 3
"""Counts up when the shape of remembered checklists changes."""


def _built(mapping: dict[str, Any] | None, path: Path, digest: Any) -> Checklist:
    if mapping is None:
        raise KeyError(path)
    digest = digest.copy()
    learned = mapping["learned"]
    if learned:
        learned_path = path.parent / Path(str(learned)).name
        if not learned_path.is_file():
            raise ChecklistError(
                f"{path}：learned 指向的文件 {learned} 不存在，请检查文件名（要和清单放在一起）。"
            )
        weights = learned_path.read_bytes()
        if not weights.startswith(HEADER):
            raise ChecklistError(f"{path}：learned 指向的文件 {learned} 不是权重文件。")
        digest.update(weights)
        mapping = {**mapping, "learned": str(learned_path)}
    return checklist_of(mapping, digest.hexdigest())


def _find(name: str) -> Path:
    if name in available():
        return _folder() / f"{name}.yaml"
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"}:
        with suppress(OSError):
            if path.is_file():
                return path
        raise ChecklistError(f"{name}：找不到这个清单文件，请检查路径。")
    raise ChecklistError(
        f"没有名为“{name}”的清单。可用的清单：{'、'.join(available())}；也可以写清单文件（.yaml）的路径。"
    )
