"""Validation of a checklist file: the YAML, then its shape; every error with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._schema import ChecklistModel

_WIDE_COLON = re.compile(r"\s*(?:-\s+)?([a-z_-]+)\s*：")
_MESSAGES = {
    "missing": "缺少 {field}，请补上",
    "extra_forbidden": "不认识的字段 {field}；可用的字段：{allowed}",
    "string_type": "{field} 应当是文字；纯数字或 yes/no 之类请加引号",
    "bool_type": "{field} 应当是 true 或 false",
    "int_type": "{field} 应当是整数",
    "list_type": "{field} 应当是一个列表",
    "too_short": "{field} 至少要有 {min_length} 项",
    "string_too_short": "{field} 太短，至少 {min_length} 个字",
    "string_pattern_mismatch": '{field} 的写法不对（编号用小写英文、数字和连字符，版本号如 "1.0"）',
    "literal_error": "{field} 只能是 {expected}",
    "greater_than_equal": "{field} 不能小于 {ge}",
    "less_than_equal": "{field} 不能大于 {le}",
    "value_error": "{error}",
}


def validated(data: bytes, path: Path) -> dict[str, Any]:
    """Return a checklist file's content, complete with defaults.

    Raises `ChecklistError` for the first mistake found.
    """
    content = _parsed(data, path)
    try:
        model = ChecklistModel.model_validate(content)
    except ValidationError as error:
        raise ChecklistError(_described(error, data, path)) from None
    dumped = model.model_dump(by_alias=True, mode="json")
    for item in dumped["items"]:
        if isinstance(item["level"], dict):
            item["level"] = {level: value for level, value in item["level"].items() if value}
    return dumped


def _parsed(data: bytes, path: Path) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ChecklistError(f"{path}：清单文件不是 UTF-8 编码，请用 UTF-8 保存。") from None
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise ChecklistError(f"{path}:{number}：缩进用了制表符，请改用空格。")
        if wide := _WIDE_COLON.match(line):
            raise ChecklistError(f"{path}:{number}：字段名 {wide[1]} 后面是全角冒号，请改成半角冒号加空格。")
    try:
        content = YAML(typ="safe").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.line + 1 if mark is not None else 1
        raise ChecklistError(
            f"{path}:{at}：YAML 写法有误（{_problem(str(error.problem or error.context or ''))}）。"
        ) from None
    except (YAMLError, ValueError, RecursionError):
        raise ChecklistError(f"{path}：YAML 写法有误，读不出内容。") from None
    if not isinstance(content, dict):
        raise ChecklistError(f"{path}:1：清单应当以 id、version、title、items 等字段开头。")
    return content


def _problem(problem: str) -> str:
    known = {
        "mapping values are not allowed": "一行里多了冒号，含冒号的文字请加引号",
        "could not find expected": "缺少冒号，字段名后面要有半角冒号和空格",
        "did not find expected": "缩进没有对齐，或少了引号、括号",
        "expected <block end>": "缩进没有对齐，同一层的字段要左端对齐",
        "duplicate key": "同一层里有重复的字段",
        "cannot start any token": "行首有不能用的字符，请加引号",
        "unexpected end of stream": "引号或括号没有成对",
    }
    return next((text for start, text in known.items() if start in problem), "请检查缩进、冒号和引号")


def _described(error: ValidationError, data: bytes, path: Path) -> str:
    errors = error.errors()
    # A misspelt field is an unknown and a missing one at once: the unknown one is what stands there.
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    # Where several shapes are allowed, pydantic adds their names to the location; they are no keys of the file.
    location = tuple(part for part in first["loc"] if not (isinstance(part, str) and part[:1].isupper()))
    if "literal" in str(location[-1:]):
        location = location[:-1]
    field = str(next((part for part in reversed(location) if isinstance(part, str)), "清单"))
    context = {**first.get("ctx", {}), "field": field, "allowed": _allowed(location)}
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    context["expected"] = expected
    template = _MESSAGES.get(first["type"], "{field} 的内容不对")
    return f"{path}:{_line(data, location)}：{template.format(**context)}。"


def _allowed(location: tuple[int | str, ...]) -> str:
    """List the fields that are allowed where an unknown one stands."""
    model: Any = ChecklistModel
    for part in location[:-1]:
        if isinstance(part, str):
            field = next((one for name, one in model.model_fields.items() if part in {name, one.alias}), None)
            model = _model_in(field.annotation) if field else None
            if model is None:
                return ""
    return "、".join(field.alias or name for name, field in model.model_fields.items())


def _model_in(annotation: Any) -> Any:
    """Return the model class inside a type such as `list[ItemModel]`."""
    from typing import get_args

    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one)) is not None), None)


def _line(data: bytes, location: tuple[int | str, ...]) -> int:
    """Return the line of a place in the file: the nearest part of the location that stands in it."""
    node: Any = YAML(typ="rt").load(data.decode("utf-8-sig"))
    line = 0
    for part in location:
        try:
            line = node.lc.item(part)[0] if isinstance(part, int) else node.lc.key(part)[0]
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line + 1
