"""Validation: from a checklist file and what it extends to a mapping complete with defaults."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fazhi_check.loading._cells import Merged
from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._layers import Builtin, Layer, layer_of
from fazhi_check.loading._merging import merged
from fazhi_check.loading._schema import ChecklistModel


def validated(path: Path, data: bytes, builtin: Builtin, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what the cache remembers of a checklist: its content, and the files it rests on with their hashes.

    Raises `ChecklistError` with a line for every mistake found.
    """
    layer, result = layered(path, data, builtin, names)
    others = [[str(one.path.absolute()), hashlib.sha256(one.data).hexdigest()] for one in layer.chain()[1:]]
    return {"layers": others, "content": _complete(layer, result)}


def layered(path: Path, data: bytes, builtin: Builtin, names: tuple[str, ...]) -> tuple[Layer, Merged]:
    """Return a checklist's layers and what they make together."""
    layer = layer_of(path, data, builtin, names)
    return layer, merged(layer)


def _complete(layer: Layer, result: Merged) -> dict[str, Any]:
    """Fill in the defaults, and set the items that were dropped apart (`unasked`).

    Each file was validated by itself; what only the whole can lack is named with the file that was asked for.
    """
    stated = result.content()
    asked = len(stated["items"])
    stated["items"] += result.unasked()
    try:
        model = ChecklistModel.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        item = next((part for part in first["loc"] if isinstance(part, int)), None)
        name = f"要素 {stated['items'][item]['id']} 的 " if item is not None else ""
        field = next((str(part) for part in reversed(first["loc"]) if isinstance(part, str)), "")
        raise ChecklistError(f"{layer.path}:1：各层合在一起后，{name}{field} 不完整，请核对。") from None
    content = model.model_dump(by_alias=True, mode="json")
    for item in content["items"]:
        if isinstance(item["level"], dict):
            item["level"] = {unit: level for unit, level in item["level"].items() if level}
    content["items"], content["unasked"] = content["items"][:asked], content["items"][asked:]
    for item in content["items"]:
        levels = item["level"].values() if isinstance(item["level"], dict) else [item["level"]]
        if set(levels) == {"na"}:
            place = result.items[item["id"]]["level", "default"].origin.place
            raise ChecklistError(f"{place}：要素 {item['id']} 对哪类单位都不作要求，请用 drop 去掉它。")
    return content
