"""Labels: reports with the verdicts and passages that people found in them (NAME.gold.json beside NAME.*)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIX = ".gold.json"


class LabelError(Exception):
    """Labels that cannot be used; the message is one line in Chinese."""


class Label(NamedTuple):
    """What people say of one item of one report: verdict, passages (best first), whether they disagree."""

    verdict: str
    quotes: tuple[str, ...]
    disputed: bool


class Labelled(NamedTuple):
    """One report with its labels by item id."""

    report: Path
    labels: dict[str, Label]


def labelled(folder: Path) -> Iterator[Labelled]:
    """Yield the labelled reports of a folder, in order.

    Raises `LabelError`.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise LabelError(
            f"{folder} 里没有标注文件。每份报告旁边要有一个同名的标注，如 报告.txt 和 报告{SUFFIX}。"
        )
    for file in files:
        stem = file.name.removesuffix(SUFFIX)
        beside = [one for one in sorted(folder.glob(f"{stem}.*")) if one.suffix != ".json"]
        if not beside:
            raise LabelError(f"{file}：旁边没有同名的报告（如 {stem}.txt）。")
        yield Labelled(beside[0], _read(file))


def _read(file: Path) -> dict[str, Label]:
    try:
        content = json.loads(file.read_text("utf-8-sig"))
        return {
            item: Label(one["verdict"], tuple(one.get("quotes") or ()), bool(one.get("disputed")))
            for item, one in content["items"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise LabelError(
            f'{file}：标注文件读不懂。格式：{{"items": {{"要素编号": {{"verdict": "met", "quotes": ["原文"]}}}}}}。'
        ) from None
