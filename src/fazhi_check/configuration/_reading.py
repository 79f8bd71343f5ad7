"""Reading a configuration file, strictly: an unknown key or a wrong value is an error that names file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fazhi_check.configuration._finding import NAME
from fazhi_check.configuration._keys import KEYS, OF_A_FILE, PATHS
from fazhi_check.configuration._settings import Configuration, Override, Setting, merged
from fazhi_check.globbing import near
from fazhi_check.mistakes import Mistake, refusal

_AT = re.compile(r"line (\d+), column (\d+)")


def read(file: str, below: tuple[str, ...] = ()) -> Configuration:
    """Read a configuration with all that it extends; `below` are the files that extend it."""
    path = Path(near(file))
    if str(path.resolve()) in below:
        raise Mistake(f"{_shown(path)}：extends 绕成了一圈。")
    table = _table(path)
    values: dict[str, Setting] = {}
    overrides: list[Override] = []
    for one in _texts(path, "extends", table.pop("extends", [])):
        base = read(str(path.parent / one), (*below, str(path.resolve())))
        values = merged(values, base.values)
        overrides += base.overrides
    several = table.pop("overrides", [])
    values = merged(values, _settings(path, table, "", tuple(KEYS)))
    if not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
        raise Mistake(f"{_shown(path)}：overrides 要写成一段或几段 [[overrides]]。")
    overrides += [_override(path, one, number) for number, one in enumerate(several, 1)]
    return Configuration(str(path), values, tuple(overrides))


def _table(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{_shown(path)}：不是 UTF-8 编码，请用 UTF-8 保存。") from None
    except OSError as error:
        raise Mistake(f"{_shown(path)}：读不了这个配置文件（{refusal(error)}）。") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        where = f"第 {at[1]} 行第 {at[2]} 列" if at else "文件末尾"
        raise Mistake(f"{_shown(path)}：{where}不合 TOML 的写法；文字要加引号，键和值之间用等号。") from None
    if path.name == NAME or "tool" not in content:
        return content
    section = content["tool"].get("fazhi-check", {}) if isinstance(content["tool"], dict) else {}
    if not isinstance(section, dict):
        raise Mistake(f"{_shown(path)}：tool.fazhi-check 应当是一段 [tool.fazhi-check]。")
    return section


def _override(path: Path, table: dict[str, Any], number: int) -> Override:
    prefix = f"overrides 第 {number} 段的 "
    patterns = _texts(path, f"{prefix}paths", table.pop("paths", None))
    if not patterns:
        raise Mistake(f"{_shown(path)}：overrides 第 {number} 段缺少 paths（对哪些文件有效）。")
    return Override(tuple(patterns), _settings(path, table, prefix, OF_A_FILE))


def _settings(
    path: Path, table: Mapping[str, Any], prefix: str, allowed: tuple[str, ...]
) -> dict[str, Setting]:
    found = {}
    for key, value in table.items():
        if key not in allowed:
            known = "、".join(allowed if prefix else ("extends", *allowed, "overrides"))
            reason = "对一部分文件不能另设" if key in KEYS else "不认识"
            raise Mistake(f"{_shown(path)}：{prefix}{key} {reason}；可用的键：{known}。")
        origin = f"{_shown(path)} 的 {prefix}{key}"
        checked = _checked(path, f"{prefix}{key}", key, value)
        found[key] = Setting(_seen_from_here(path, key, checked), origin)
    return found


def _checked(path: Path, name: str, key: str, value: Any) -> Any:
    kind = KEYS[key]
    if kind == "texts":
        return tuple(_texts(path, name, value))
    fits = {
        "text": isinstance(value, str) and value != "",
        "whole": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "switch": isinstance(value, bool),
    }[kind]
    if not fits:
        words = {"text": "文字（加引号）", "whole": "整数", "number": "数", "switch": "true 或 false"}[kind]
        raise Mistake(f"{_shown(path)}：{name} 应当是{words}。")
    return value


def _texts(path: Path, name: str, value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise Mistake(f'{_shown(path)}：{name} 应当是文字或文字的列表，如 ["甲", "乙"]。')
    return listed


def _seen_from_here(path: Path, key: str, value: Any) -> Any:
    """Return a value in which a path that was meant from the configuration's folder is seen from the working directory."""
    if key == "format":
        return tuple(_output(path, one) for one in value)
    is_path = key in PATHS or (key == "checklist" and value.lower().endswith((".yaml", ".yml")))
    return str(path.parent / value) if is_path else value


def _output(path: Path, told: str) -> str:
    name, sign, file = told.partition("=")
    kind, colon, template = name.partition(":")
    return kind + (f":{path.parent / template}" if colon else "") + (f"={path.parent / file}" if sign else "")


def _shown(path: Path) -> str:
    return path.as_posix()
