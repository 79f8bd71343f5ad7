"""Layers: a checklist file with the files that it extends, each read, parsed and checked by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fazhi_check.loading._describing import Lines, Location, described, own_mistakes
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._parsing import parsed
from fazhi_check.loading._schema import ChecklistModel
from fazhi_check.mistakes import refusal

Builtin = Callable[[str], Path | None]
"""Finds the file of a built-in checklist by its id."""


class Layer:
    """One file; `bases` are those that it extends, in order. The same file is the same layer, however it is reached."""

    def __init__(self, path: Path, name: str, data: bytes, content: dict[str, Any]) -> None:
        self.path = path
        self.name = name
        """What it is called in messages: a built-in file by its own name, others as their path was given."""
        self.data = data
        self.content = content
        self.bases: tuple[Layer, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layer) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.data)

    def at(self, location: Location) -> str:
        """Return a place in the file as file:line."""
        return f"{self.name}:{self._lines.of(location)}"

    def chain(self) -> list[Layer]:
        """Return the layer and all that it rests on, each once, itself first."""
        found: dict[Path, Layer] = {self.path: self}
        for base in self.bases:
            found |= {one.path: one for one in base.chain() if one.path not in found}
        return list(found.values())


def layer_of(path: Path, data: bytes, builtin: Builtin, names: tuple[str, ...]) -> Layer:
    """Read a checklist file and all that it extends; `names` are the ids of the built-in checklists.

    Raises `ChecklistError`.
    """
    return _layer(path, data, builtin, names, ())


def _layer(
    path: Path, data: bytes, builtin: Builtin, names: tuple[str, ...], above: tuple[tuple[Path, str], ...]
) -> Layer:
    content = parsed(data, path)
    error: ValidationError | None = None
    try:
        ChecklistModel.model_validate(content)
    except ValidationError as caught:
        error = caught
    if error is not None or any(own_mistakes(content)):
        raise ChecklistError(*described(error, content, data, path))
    stated = content.get("extends") or []
    wanted = [stated] if isinstance(stated, str) else stated
    here = Layer(path, path.name if builtin(path.stem) == path else path.as_posix(), data, content)
    bases: dict[Path, Layer] = {}
    for number, name in enumerate(wanted):
        place = here.at(("extends", number) if isinstance(stated, list) else ("extends",))
        base = _found(name, path, place, builtin, names)
        chain = (*above, (path.resolve(), place))
        if base.resolve() in {one for one, _ in chain}:
            circle = " → ".join([told for _, told in chain] + [str(base)])
            raise ChecklistError(f"{place}：清单互相继承，绕成了圈（{circle}），请去掉其中一处 extends。")
        if base in bases:
            raise ChecklistError(f"{place}：extends 里 {name} 写了两次，请去掉一个。")
        bases[base] = _layer(base, _read(base, place), builtin, names, chain)
    here.bases = tuple(bases.values())
    return here


def _read(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ChecklistError(f"{place}：读不了所继承的清单 {path}（{refusal(error)}）。") from None


def _found(name: str, path: Path, place: str, builtin: Builtin, names: tuple[str, ...]) -> Path:
    found = builtin(name)
    if found is not None:
        return found
    if not name.lower().endswith((".yaml", ".yml")):
        near = get_close_matches(name, names, 1, 0.5)
        hint = f"是不是要写 {near[0]}？" if near else ""
        raise ChecklistError(
            f"{place}：没有名为“{name}”的清单。{hint}可以继承的清单：{'、'.join(names)}；也可以写清单文件（.yaml）的路径。"
        )
    beside = Path(os.path.normpath(path.parent / name))
    if not beside.is_file():
        raise ChecklistError(f"{place}：找不到所继承的清单文件 {name}（应当在 {beside}）。")
    return beside
