"""Word styles and automatic numbers: what a paragraph inherits, and the “一、” that Word draws before it.

Source: ECMA-376 Part 1, 17.3 (paragraphs), 17.7 (styles), 17.9 (numbering). Strict and transitional files alike: names
are compared without their namespaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace ("" for comments and the like)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, text in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None


def value(element: _Element) -> str | None:
    """Return `w:val`."""
    return attribute(element, "val")


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


_WHOLE = re.compile("-?[0-9]{1,9}")


def _number(element: _Element | None, default: int = -1) -> int:
    text = value(element) if element is not None else None
    return int(text) if text is not None and _WHOLE.fullmatch(text) else default


class Styles:
    """The paragraph styles of a file, with inheritance (`w:basedOn`)."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default = ""
        for style in root if root is not None else ():
            if local_name(style) == "style" and attribute(style, "type") in {"paragraph", None}:
                name = attribute(style, "styleId") or ""
                self._styles[name] = style
                if attribute(style, "default") in {"1", "true"}:
                    self._default = name

    def chain(self, paragraph: _Element) -> list[tuple[str, _Element]]:
        """Return the styles that a paragraph inherits from, nearest first."""
        stated = child(paragraph, "pPr", "pStyle")
        name = (value(stated) or "") if stated is not None else self._default
        found: list[tuple[str, _Element]] = []
        while name in self._styles and len(found) < 20:
            style = self._styles[name]
            found.append((name, style))
            parent = child(style, "basedOn")
            name = (value(parent) or "") if parent is not None else ""
        return found

    def outline_level(self, paragraph: _Element) -> int:
        """Return the outline level, 1 for the highest, 0 for body text."""
        level = _number(child(paragraph, "pPr", "outlineLvl"))
        for _, style in self.chain(paragraph):
            if level >= 0:
                break
            level = _number(child(style, "pPr", "outlineLvl"))
            named = (
                _HEADING_NAME.match(value(one) or "") if (one := child(style, "name")) is not None else None
            )
            if level < 0 and named:
                level = int(named[1]) - 1
        return level + 1 if 0 <= level <= 8 else 0

    def is_bold(self, paragraph: _Element) -> bool:
        """Tell whether the style makes the whole paragraph bold."""
        for _, style in self.chain(paragraph):
            bold = child(style, "rPr", "b")
            if bold is not None:
                return value(bold) not in {"0", "false"}
        return False


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    restart: int | None
    decimal: bool
    style: str


class Numbering:
    """Counts numbered paragraphs as Word does: one row of counters per abstract numbering."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        style_links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                name = attribute(element, "abstractNumId") or ""
                self._levels[name] = {
                    int(attribute(one, "ilvl") or 0): _level(one)
                    for one in element
                    if local_name(one) == "lvl"
                }
                if (link := child(element, "styleLink")) is not None:
                    style_links[value(link) or ""] = name
                if (link := child(element, "numStyleLink")) is not None:
                    linked[name] = value(link) or ""
            elif local_name(element) == "num":
                self._read_num(element)
        for name, style in linked.items():
            if style in style_links and not self._levels[name]:
                self._levels[name] = self._levels[style_links[style]]

    def _read_num(self, element: _Element) -> None:
        name = attribute(element, "numId") or ""
        if (abstract := child(element, "abstractNumId")) is not None:
            self._abstract[name] = value(abstract) or ""
        for override in element:
            if local_name(override) == "lvlOverride":
                start = _number(child(override, "startOverride"))
                if start >= 0:
                    self._overrides[name, int(attribute(override, "ilvl") or 0)] = start

    def label(self, paragraph: _Element) -> str:
        """Return the automatic number of the next paragraph ("" if it has none) and count it."""
        numbering, depth = self._reference(paragraph)
        abstract = self._abstract.get(numbering, "")
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        if (numbering, depth) in self._overrides and (numbering, depth) not in self._started:
            counters[depth] = self._overrides[numbering, depth]
        else:
            counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        self._started.add((numbering, depth))
        for deeper in [one for one in counters if one > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and depth < restart):
                del counters[deeper]
        return self._render(levels, counters, depth)

    def _reference(self, paragraph: _Element) -> tuple[str, int]:
        """Return numId and level of a paragraph: its own, else the nearest style's."""
        own = child(paragraph, "pPr", "numPr")
        own_level = _number(child(own, "ilvl"))
        if (stated := child(own, "numId")) is not None:
            return value(stated) or "", max(own_level, 0)
        for name, style in self._styles.chain(paragraph):
            inherited = child(style, "pPr", "numPr", "numId")
            if inherited is not None:
                number = value(inherited) or ""
                levels = self._levels.get(self._abstract.get(number, ""), {})
                by_style = next((depth for depth, level in levels.items() if level.style == name), None)
                stated_level = _number(child(style, "pPr", "numPr", "ilvl"))
                return number, by_style if by_style is not None else max(own_level, stated_level, 0)
        return "", 0

    @staticmethod
    def _render(levels: dict[int, _Level], counters: dict[int, int], depth: int) -> str:
        level = levels[depth]
        if level.form in {"bullet", "none"}:
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            form = "decimal" if level.decimal else levels[at].form
            return render_number(counters.get(at, levels[at].start), form)

        return re.sub(r"%([1-9])", number, level.text)


def _level(element: _Element) -> _Level:
    restart = child(element, "lvlRestart")
    text = child(element, "lvlText")
    form = child(element, "numFmt")
    style = child(element, "pStyle")
    return _Level(
        start=_number(child(element, "start"), 1),
        form=(value(form) or "decimal") if form is not None else "decimal",
        text=(value(text) or "") if text is not None else "",
        restart=_number(restart, 0) if restart is not None else None,
        decimal=child(element, "isLgl") is not None,
        style=(value(style) or "") if style is not None else "",
    )


def render_number(number: int, form: str) -> str:
    """Write a number in one of the number formats of ECMA-376 17.18.59; unknown ones as decimal."""
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographTraditional",
    }:
        return _chinese(number)
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "ideographEnclosedCircle" and 1 <= number <= 10:
        return chr(0x3220 + number - 1)
    if form in {"lowerLetter", "upperLetter"} and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 1 <= number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 1000:
        return str(number)
    if number < 20:
        return ("十" if number >= 10 else "") + (_DIGITS[number % 10] if number % 10 else "")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += _DIGITS[tens] + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for size, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= size:
            text, number = text + sign, number - size
    return text
