"""Mistakes in the shape of a checklist file: each one line in Chinese with its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML

from fazhi_check import rules
from fazhi_check.loading._parsing import CHINESE_NAMES
from fazhi_check.loading._schema import LAYER_ONLY, WHOLE, ChecklistModel

Location = tuple[str | int, ...]
"""Keys and numbers that lead to a place in a file."""

_MESSAGES = {
    "missing": "缺少 {field}，请补上",
    "string_type": "{field} 应当是文字；纯数字或 yes/no 之类请加引号",
    "bool_type": "{field} 应当是 true 或 false",
    "int_type": "{field} 应当是整数",
    "list_type": "{field} 应当是一个列表，写成 [ ] 或者每行一个 - 开头",
    "dict_type": "{field} 下面应当是字段，写成“名称: 内容”",
    "model_type": "{field} 下面应当是字段，写成“名称: 内容”",
    "too_short": "{field} 至少要有 {min_length} 项",
    "string_too_short": "{field} 太短，至少 {min_length} 个字",
    "literal_error": "{field} 只能是 {expected}",
    "greater_than_equal": "{field} 不能小于 {ge}",
    "less_than_equal": "{field} 不能大于 {le}",
    "value_error": "{error}",
}
_PATTERNS = {
    "version": '版本号要写成 "1.0" 这样，并加半角引号',
    "years": "年度写成 2025、2021-2025 或 2026-",
}
_LEVEL_WORDS = {
    "必改": "error", "应改": "warning", "可改": "info", "错误": "error", "警告": "warning", "提示": "info", "不适用": "na", "必须": "error", "严重": "error",
    "一般": "warning", "建议": "info",
}  # fmt: skip
_LEVELS = "error（必改）、warning（应改）、info（可改）"


class Lines:
    """Finds the lines of places in one file."""

    def __init__(self, data: bytes) -> None:
        self._root: Any = YAML(typ="rt").load(data.decode("utf-8-sig"))

    def of(self, location: Location) -> int:
        """Return the line of a place: of the nearest part of the location that stands in the file."""
        node = self._root
        line = 0
        for part in location:
            try:
                line = node.lc.item(part)[0] if isinstance(part, int) else node.lc.key(part)[0]
                node = node[part]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line + 1


def described(
    error: ValidationError | None, content: dict[str, Any], data: bytes, path: Path
) -> tuple[str, ...]:
    """Return a line for each mistake, in the order of the file: those of the shape, then duplicates and the like."""
    lines = Lines(data)
    found = [(lines.of(location), told) for location, told in own_mistakes(content)]
    if error is not None:
        found += [(lines.of(location), told) for location, told in _of_shape(error, content)]
    return tuple(f"{path}:{line}：{told}。" for line, told in dict.fromkeys(sorted(found)))


def own_mistakes(content: dict[str, Any]) -> Iterator[tuple[Location, str]]:
    """Yield the mistakes that no single field shows: duplicate ids, half a layer."""
    items = content.get("items")
    seen: set[str] = set(rules.ids())
    for number, item in enumerate(items if isinstance(items, list) else ()):
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str) and name in seen:
            yield (
                ("items", number),
                f"要素编号 {name} 重复（或与一致性规则的编号相同），请改成别的编号，或者删掉其中一个",
            )
        seen.add(str(name))
    if "extends" in content:
        if "drop" in content and "keep" in content:
            yield ("keep",), "drop 和 keep 只能写一个"
        return
    for name in WHOLE:
        if not content.get(name):
            yield (), f"缺少 {name}，请补上（或者用 extends 继承一份清单）"
    for name in LAYER_ONLY:
        if name in content:
            yield (name,), f"写了 {name} 却没有 extends：请先用 extends 写明继承哪份清单"


def _of_shape(error: ValidationError, content: dict[str, Any]) -> Iterator[tuple[Location, str]]:
    placed = [(_located(one, content), one) for one in error.errors()]
    # A misspelt field is an unknown and a missing one at once: the unknown one is what stands there.
    meant = {
        (*location[:-1], _meant(str(location[-1]), _allowed(location)))
        for location, one in placed
        if one["type"] == "extra_forbidden"
    }
    for number, (location, one) in enumerate(placed):
        # Where several shapes are allowed there is an error for each: the first counts, unless a later one goes deeper.
        deeper = any(other[: len(location)] == location and other != location for other, _ in placed)
        earlier = any(other == location for other, _ in placed[:number])
        if one["type"] == "missing" and location in meant:
            continue
        if not earlier and not (deeper and isinstance(one["input"], dict)):
            yield location, _told(one, location)


def _located(error: ErrorDetails, content: Any) -> Location:
    """Return the part of an error's location that stands in the file, with the name of a missing field."""
    node: Any = content
    location: list[str | int] = []
    for number, part in enumerate(error["loc"]):
        inside = (
            part in node
            if isinstance(node, dict)
            else isinstance(node, list) and isinstance(part, int) and part < len(node)
        )
        if inside:
            location.append(part)
            node = node[part]
        elif error["type"] == "missing" and number == len(error["loc"]) - 1:
            location.append(part)
    return tuple(location)


def _told(error: ErrorDetails, location: Location) -> str:
    field = str(next((part for part in reversed(location) if isinstance(part, str)), "清单"))
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(field, location)
    levels = {"level", "levels", "default"} & {str(part) for part in location[-3:]}
    if kind == "literal_error" and levels:
        word = error["input"]
        hint = f"“{word}”请改成 {_LEVEL_WORDS[word]}；" if word in _LEVEL_WORDS else ""
        more = "、na（不作要求）" if "na" in str(error.get("ctx")) else ""
        return f"{hint}级别只能是 {_LEVELS}{more}"
    if kind == "string_pattern_mismatch" or (field in _PATTERNS and kind.endswith("_type")):
        return _PATTERNS.get(field, f"{field} 的写法不对，编号只用小写英文字母、数字和连字符，以字母开头")
    context = {**error.get("ctx", {}), "field": field}
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    context["expected"] = expected
    if kind == "missing" and field in {"met", "weak", "missing"}:
        return f"例句里缺少 {field}，请补上：met 充分、weak 薄弱、missing 缺失各至少一条"
    if kind == "missing" and field == "examples":
        return "缺少例句 examples，请补上：met 充分、weak 薄弱、missing 缺失各至少一条"
    return _MESSAGES.get(kind, "{field} 的内容不对").format(**context)


def _unknown(field: str, location: Location) -> str:
    allowed = _allowed(location)
    near = _meant(field, allowed)
    hint = f"是不是要写 {near}？" if near else ""
    return f"不认识的字段 {field}，{hint}可用的字段：{'、'.join(allowed)}"


def _meant(field: str, allowed: list[str]) -> str:
    """Return the field that an unknown one was probably meant to be ("" if none is near)."""
    wanted = CHINESE_NAMES.get(field)
    if wanted in allowed:
        return wanted or ""
    return next(iter(get_close_matches(field, allowed, 1, 0.5)), "")


def _allowed(location: Location) -> list[str]:
    """List the fields that are allowed where an unknown one stands."""
    model: Any = ChecklistModel
    parts = [part for part in location[:-1] if isinstance(part, str)]
    while parts and model is not None:
        name = parts.pop(0)
        field = next((one for key, one in model.model_fields.items() if name in {key, one.alias}), None)
        model = _model_in(field.annotation) if field else None
        if field and _is_mapping(field.annotation) and parts:
            parts.pop(0)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _is_mapping(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(map(_is_mapping, get_args(annotation)))


def _model_in(annotation: Any) -> Any:
    """Return the model class inside a type such as `list[ItemModel]`."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one)) is not None), None)
