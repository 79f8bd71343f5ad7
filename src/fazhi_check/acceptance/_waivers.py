"""Waivers: accepted exceptions in a YAML file beside the reports, each with its reason."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check import rules
from fazhi_check.globbing import matches, near, relative
from fazhi_check.mistakes import Mistake, refusal

_FIELDS = ("item", "rule", "unit", "path", "reason", "who", "until")


class Waiver(NamedTuple):
    """One exception: for an item (id or title) or a rule, of a unit or of the paths that match; `line` is its place."""

    kind: str
    name: str
    unit: str
    path: str
    reason: str
    who: str
    until: str
    line: int

    def expired(self, day: str) -> bool:
        """Tell whether it held until a day before `day` (YYYY-MM-DD)."""
        return bool(self.until) and self.until < day

    def covers(self, path: str, unit: str) -> bool:
        """Tell whether it is meant for a report; `path` is seen from the waivers' folder."""
        return (not self.path or matches(self.path, path)) and (not self.unit or self.unit in unit)


class Waivers(NamedTuple):
    """The waivers of one file; `folder` is what their paths are meant from."""

    file: str
    folder: str
    entries: tuple[Waiver, ...]

    def of(self, path: str, unit: str) -> list[int]:
        """Return the numbers of the entries that are meant for a report."""
        here = relative(path, self.folder)
        return [number for number, one in enumerate(self.entries) if one.covers(here, unit)]


def today() -> str:
    """Return the day by which waivers expire: SOURCE_DATE_EPOCH where a run must be repeatable, else this day."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.datetime.fromtimestamp(int(fixed), datetime.UTC).date().isoformat()
    return datetime.date.today().isoformat()


Named = Callable[[str], str | None]
"""Leads from what an item is called (id, title, part of a title) to its id, None if there is no such item."""


def read_waivers(file: str, item_named: Named) -> Waivers:
    """Read a file of waivers.

    Raises `Mistake` with file and line.
    """
    shown = near(file)
    entries = _entries(Path(file), shown)
    read = [_waiver(shown, entries, number, item_named) for number in range(len(entries))]
    return Waivers(shown, str(Path(file).parent), tuple(read))


def _entries(path: Path, shown: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        content = YAML(typ="rt").load(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise Mistake(f"{shown}：不是 UTF-8 编码，请用 UTF-8 保存。") from None
    except OSError as error:
        raise Mistake(f"{shown}：读不了豁免文件（{refusal(error)}）。") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.line + 1 if mark is not None else 1
        raise Mistake(f"{shown}:{at}：YAML 写法有误，请检查缩进、冒号和引号。") from None
    except (YAMLError, ValueError, RecursionError):
        raise Mistake(f"{shown}：YAML 写法有误，读不出内容。") from None
    if not isinstance(content, dict) or set(content) != {"waivers"}:
        raise Mistake(f"{shown}:1：豁免文件应当只有一个 waivers 字段，下面逐条列出豁免。")
    entries = content["waivers"]
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise Mistake(f"{shown}:1：waivers 下面应当是一个列表，每条以“- ”开头。")
    return entries


def _waiver(shown: str, entries: Any, number: int, item_named: Named) -> Waiver:
    entry = entries[number]
    line = entries.lc.item(number)[0] + 1
    told = _told(shown, entry, line)
    kind = "item" if told["item"] else "rule"
    name = item_named(told["item"]) if told["item"] else told["rule"]
    if name is None:
        raise Mistake(
            f"{shown}:{_line(entry, 'item')}：清单里没有要素 {told['item']}（或不止一个），"
            "用 fazhi-check items 查看全部要素。"
        )
    if kind == "rule" and name not in rules.ids():
        raise Mistake(f"{shown}:{_line(entry, 'rule')}：没有规则 {name}，用 fazhi-check rules 查看全部规则。")
    return Waiver(kind, name, told["unit"], told["path"], told["reason"], told["who"], told["until"], line)


def _told(shown: str, entry: Any, line: int) -> dict[str, str]:
    """Return the fields of an entry, checked."""
    if not isinstance(entry, dict):
        raise Mistake(f"{shown}:{line}：豁免应当写成 item、reason 等字段。")
    for key in entry:
        if key not in _FIELDS:
            at = _line(entry, key)
            raise Mistake(f"{shown}:{at}：不认识的字段 {key}；可用的字段：{'、'.join(_FIELDS)}。")
    told = {key: _text(shown, entry, key) for key in _FIELDS}
    if bool(told["item"]) == bool(told["rule"]):
        raise Mistake(f"{shown}:{line}：要写明 item（要素）或 rule（规则）中的一个。")
    if not told["reason"]:
        raise Mistake(f"{shown}:{line}：缺少 reason（理由），没有理由的豁免不能用。")
    if told["until"] and not _is_day(told["until"]):
        at = _line(entry, "until")
        raise Mistake(f"{shown}:{at}：until 应当是日期，如 2025-12-31。")
    return told


def _text(shown: str, entry: Any, key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if key == "until" and isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        at = _line(entry, key)
        raise Mistake(f"{shown}:{at}：{key} 应当是文字，请加引号。")
    return " ".join(value.split())


def _line(entry: Any, key: str) -> int:
    line: int = entry.lc.key(key)[0]
    return line + 1


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
