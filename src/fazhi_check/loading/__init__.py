"""Loading: from a YAML file to a `Checklist`, strictly; each error says file:line and what is allowed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from fazhi_check import __version__
from fazhi_check.loading._cache import cached, remember
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._mapping import checklist_of
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
    key = hashlib.sha256(data + __version__.encode()).hexdigest()
    mapping = cached(key)
    if mapping is None:
        from fazhi_check.loading._validating import validated

        mapping = validated(data, path)
        remember(key, json.dumps(mapping, ensure_ascii=False))
    digest = hashlib.sha256(data)
    learned = mapping.get("learned")
    if learned:
        learned_path = path.parent / str(learned)
        if not learned_path.is_file():
            raise ChecklistError(f"{path}：learned 指向的文件 {learned} 不存在，请检查文件名。")
        digest.update(learned_path.read_bytes())
        mapping = {**mapping, "learned": str(learned_path)}
    return checklist_of(mapping, digest.hexdigest(), str(path))


def _find(name: str) -> Path:
    if name in available():
        return _folder() / f"{name}.yaml"
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"}:
        if path.is_file():
            return path
        raise ChecklistError(f"{name}：找不到这个清单文件，请检查路径。")
    raise ChecklistError(
        f"没有名为“{name}”的清单。可用的清单：{'、'.join(available())}；也可以写清单文件（.yaml）的路径。"
    )
