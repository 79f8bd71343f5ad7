"""Numbers of headings and lists: their style and their value."""

from __future__ import annotations

from typing import NamedTuple

from fazhi_check.patterns import pattern

_HAN = "一二三四五六七八九十"
_NUMBER = pattern(
    rf"#*第(?P<part>[{_HAN}]{{1,3}})(?:部分|章)|#*(?P<first>[{_HAN}]{{1,3}})、|#*\((?P<second>[{_HAN}]{{1,3}})\)|"
    r"(?P<third>\d{1,2})(?:、|[.。](?![\d。]))|\((?P<fourth>\d{1,2})\)"
)
ITEM = pattern(rf"(?:[{_HAN}]{{1,2}}是要?|第[{_HAN}][,、]|\([{_HAN}\d]+\)|\d{{1,2}}[.、])")
"""What begins an item of a list: 一是 第一, （一） 1."""
STYLES = ("part", "first", "second", "third", "fourth")
"""Styles of numbers, the highest first: 第一部分 一、 （一） 1. （1）."""


class Number(NamedTuple):
    """The number of a heading or list item: its style, its value, and where it ends (folded offset)."""

    style: str
    value: int
    end: int


def number_of(text: str, start: int) -> Number | None:
    """Return the number that stands at an offset of a folded text."""
    found = _NUMBER.match(text, start)
    if found is None or found.lastgroup is None:
        return None
    digits = found[found.lastgroup]
    value = int(digits) if digits.isdigit() else han_value(digits)
    return Number(found.lastgroup, value, found.end())


def han_value(digits: str) -> int:
    """Return the value of a Chinese numeral up to 99."""
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _HAN.index(digits[-1]) + 1
    return (10 * (_HAN.index(tens) + 1) if tens else 10) + (_HAN.index(ones) + 1 if ones else 0)


def written(style: str, value: int) -> str:
    """Write a number in a style, as Chinese documents do."""
    han = _han(value)
    return {
        "part": f"第{han}部分",
        "first": f"{han}、",
        "second": f"（{han}）",
        "third": f"{value}.",
        "fourth": f"（{value}）",
    }[style]


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else _HAN[tens - 1] + "十"
    return head + (_HAN[ones - 1] if ones else "")
