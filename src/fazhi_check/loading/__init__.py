"""Loading: from a YAML file to a `Checklist`, strictly; each error says file:line and what is allowed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi_check import __version__
from fazhi_check.loading._cache import cached, remember
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._mapping import checklist_of
from fazhi_check.matching.learned import HEADER
from fazhi_check.mistakes import refusal
from fazhi_check.model.checklist import Checklist
from fazhi_check.patterns import pattern

if TYPE_CHECKING:
    from fazhi_check.loading._cells import Merged
    from fazhi_check.loading._layers import Layer

__all__ = ["AUTO", "DEFAULT", "ChecklistError", "available", "layers", "load", "schema"]

AUTO = "auto"
"""Stands for the checklist of the default series that the report year asks for."""
DEFAULT = AUTO
_SERIES = pattern(r"fazhi-(\d{4})-(\d{4})")
"""The ids of the default series: a successor is one more file with such a name."""


def _folder() -> Path:
    """Return the folder of the built-in checklists: in the package, or beside `src` in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "checklists"
    return inside if inside.is_dir() else package.parent.parent / "checklists"


def available() -> tuple[str, ...]:
    """Return the ids of the built-in checklists."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def load(name: str = DEFAULT) -> Checklist:
    """Load a built-in checklist by its id, a checklist file by its path, or the default series (`AUTO`).

    Raises `ChecklistError`; its message is one line in Chinese.
    """
    if name == AUTO:
        series = tuple(map(_loaded, _series()))
        return series[-1] if len(series) == 1 else series[-1]._replace(series=series)
    return _loaded(_find(name))


def _series() -> Iterator[Path]:
    return (_folder() / f"{name}.yaml" for name in available() if _SERIES.fullmatch(name))


def _loaded(path: Path) -> Checklist:
    data = _read(path)
    # A file extends others by names that mean something else in another folder.
    key = f"{__version__}/{_FORMAT}/{path.parent.absolute()}".encode(errors="surrogateescape")
    key_of_data = hashlib.sha256(data + key).hexdigest()
    try:
        return _built(cached(key_of_data), path, data)
    except (KeyError, TypeError, AttributeError, ValueError):
        # Not remembered, or what was remembered has another shape, or rests on files that changed.
        from fazhi_check.loading._validating import validated

        entry = validated(path, data, _builtin, available())
        remember(key_of_data, json.dumps(entry, ensure_ascii=False))
        return _built(entry, path, data)


def layers(name: str) -> tuple[Layer, Merged]:
    """Return the files that a checklist is made of, and what they make together with the origin of every field.

    Raises `ChecklistError`.
    """
    from fazhi_check.loading._validating import layered

    path = next(iter(reversed(list(_series())))) if name == AUTO else _find(name)
    return layered(path, _read(path), _builtin, available())


def schema() -> str:
    """Return the JSON Schema of checklist files, for editors."""
    from fazhi_check.loading._schema import ChecklistModel

    return json.dumps(ChecklistModel.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


_FORMAT = 6
"""Counts up when the shape of remembered checklists changes."""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ChecklistError(f"{path}：读不了这个清单文件（{refusal(error)}）。") from None


def _built(entry: dict[str, Any] | None, path: Path, data: bytes) -> Checklist:
    """Build a checklist; its hash is over its file, the files it rests on, and the weights.

    Raises `KeyError` if there is nothing to build from or one of these files is another now.
    """
    if entry is None:
        raise KeyError(path)
    digest = hashlib.sha256(data)
    for layer, known in entry["layers"]:
        with suppress(OSError):
            if hashlib.sha256(Path(layer).read_bytes()).hexdigest() == known:
                digest.update(known.encode())
                continue
        raise KeyError(layer)
    learned = entry["content"]["learned"]
    if learned:
        if not Path(learned).is_file():
            raise ChecklistError(
                f"{path}：learned 指向的文件 {Path(learned).name} 不存在，请检查文件名（要和清单放在一起）。"
            )
        weights = Path(learned).read_bytes()
        if not weights.startswith(HEADER):
            raise ChecklistError(f"{path}：learned 指向的文件 {Path(learned).name} 不是权重文件。")
        digest.update(weights)
    return checklist_of(entry["content"], digest.hexdigest())


def _builtin(name: str) -> Path | None:
    return _folder() / f"{name}.yaml" if name in available() else None


def _find(name: str) -> Path:
    found = _builtin(name)
    if found is not None:
        return found
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"}:
        with suppress(OSError):
            if path.is_file():
                return path
        raise ChecklistError(f"{name}：找不到这个清单文件，请检查路径。")
    raise ChecklistError(
        f"没有名为“{name}”的清单。可用的清单：{'、'.join(available())}；也可以写清单文件（.yaml）的路径。"
    )
