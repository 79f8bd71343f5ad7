"""Parsing of a checklist file: from bytes to what YAML says, with the slips of people who type Chinese named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from fazhi_check.loading._errors import ChecklistError
from fazhi_check.loading._schema import AddModel, ChecklistModel, CueModel, ItemModel

CHINESE_NAMES = {
    "编号": "id", "版本": "version", "版本号": "version", "名称": "title", "标题": "title", "继承": "extends", "文件": "document",
    "要素": "items", "要什么": "ask", "要求": "ask", "级别": "level", "依据": "basis", "条文": "article", "已核对": "verified",
    "线索": "cues", "词语": "phrase", "不算": "not", "零申报": "zero", "建议": "advice", "修改建议": "advice", "示范句": "model",
    "例如": "model", "例句": "examples", "充分": "met", "薄弱": "weak", "缺失": "missing", "适用": "applies", "年度": "years",
    "单位": "units", "必备": "core", "去掉": "drop", "删除": "drop", "保留": "keep", "改动": "change", "修改": "change",
}  # fmt: skip
"""What people write for a field's name when they think in Chinese."""

_KEY = r"^\s*(?:-\s+)*"
_WIDE_SPACE = re.compile(r"^ *[\u3000\u00a0]")
_WIDE_COLON = re.compile(_KEY + r"([a-z_-]+)\s*：")
_CHINESE_KEY = re.compile(_KEY + rf"({'|'.join(CHINESE_NAMES)})\s*[：:]")
_NO_BLANK = re.compile(
    _KEY
    + rf"({'|'.join(sorted({one.alias or name for model in (ChecklistModel, ItemModel, CueModel, AddModel) for name, one in model.model_fields.items()}))}):[^\s:/]"
)
_NO_BLANK_DASH = re.compile(r"^\s*-[^\s\-]")
_WIDE_DASH = re.compile(r"^\s*[－—–•·●]\s*\S")
_WIDE_BRACKET = re.compile(_KEY + r"[a-z_-]+: *[【［〔]|^[^#\"']*: *\[[^\]#]*[】］]\s*$")
_WORDS = r"phrase|phrases|near|not|facts|zero|titles|where|units|drop|keep"
_FLOW = re.compile(_KEY + rf"(?:{_WORDS}): *\[(.*)\]?\s*$")
_BLOCK = re.compile(r"[:\-] +[|>][-+0-9]*\s*(?:#.*)?$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def parsed(data: bytes, path: Path) -> dict[str, Any]:
    """Return the content of a checklist file.

    Raises `ChecklistError` for the first mistake found.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ChecklistError(f"{path}：清单文件不是 UTF-8 编码，请用 UTF-8 保存。") from None
    for number, line in _lines(text):
        if slip := _slip(line):
            raise ChecklistError(f"{path}:{number}：{slip}。")
    try:
        content = YAML(typ="safe").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.line + 1 if mark is not None else 1
        problem = _problem(str(error.problem or error.context or ""))
        raise ChecklistError(f"{path}:{at}：YAML 写法有误（{problem}）。") from None
    except (YAMLError, ValueError, RecursionError):
        raise ChecklistError(f"{path}：YAML 写法有误，读不出内容。") from None
    if not isinstance(content, dict):
        raise ChecklistError(f"{path}:1：清单应当以 id、version、title、items 等字段开头。")
    return content


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside blocks of text (behind `|`) and comments, with their numbers."""
    block: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        if block is not None and (indent > block or not line.strip()):
            # A block of text holds whatever its author likes, but it is indented as everything is.
            if "\t" in line[:indent]:
                yield number, line
            continue
        block = indent if _BLOCK.search(line) else None
        if not line.lstrip().startswith("#"):
            yield number, line


def _slip(line: str) -> str:
    """Say what is wrong with a line and how to write it ("" if nothing is seen)."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "缩进用了制表符，请改用空格"
    if _WIDE_SPACE.match(line):
        return "缩进用了全角空格，请改用半角空格"
    if found := _WIDE_COLON.match(line):
        return f"字段名 {found[1]} 后面是全角冒号，请改成半角冒号加空格"
    if found := _CHINESE_KEY.match(line):
        return f"字段名要写英文：“{found[1]}”请改成 {CHINESE_NAMES[found[1]]}（后面是半角冒号加空格）"
    if found := _NO_BLANK.match(line):
        return f"字段名 {found[1]} 的冒号后面要有一个空格"
    if _NO_BLANK_DASH.match(line):
        return "列表项开头的短横线后面要有一个空格"
    if _WIDE_DASH.match(line):
        return "列表项要用半角短横线 - 开头，后面有一个空格"
    if _WIDE_BRACKET.match(line):
        return "列表用了全角方括号，请改成半角的 [ ]"
    if found := _FLOW.match(line):
        return _slip_in_list(_QUOTED.sub("Q", found[1].split(" #")[0]))
    return ""


def _slip_in_list(words: str) -> str:
    """Say what is wrong in the unquoted words of a list."""
    parts = [one.strip(" []") for one in words.split(",")]
    if any(one[:1] in "“‘「”" and one for one in parts):
        return "列表里用了全角引号，请改成半角引号，或者去掉引号"
    if "，" in words:
        return "列表里用了全角逗号，请改成半角逗号（如果逗号是词语的一部分，请给词语加半角引号）"
    if len(parts) == 1 and "、" in words:
        return "列表里用了顿号，请改成半角逗号（如果顿号是词语的一部分，请给词语加半角引号）"
    return ""


def _problem(problem: str) -> str:
    known = {
        "mapping values are not allowed": "一行里多了冒号，含冒号的文字请加引号；或者缩进没有对齐",
        "could not find expected": "缺少冒号，字段名后面要有半角冒号和空格",
        "did not find expected": "缩进没有对齐，或少了引号、括号、列表里的逗号",
        "expected <block end>": "缩进没有对齐，同一层的字段要左端对齐",
        "duplicate key": "同一层里有重复的字段",
        "cannot start any token": "行首有不能用的字符，请加引号",
        "unexpected end of stream": "引号或括号没有成对",
    }
    return next((text for start, text in known.items() if start in problem), "请检查缩进、冒号和引号")
