"""Sections: in which part of a draft an item belongs, and where a passage about it goes in."""

from __future__ import annotations

import re
from typing import NamedTuple

from fazhi_check.model.checklist import Item
from fazhi_check.model.document import Block, Span
from fazhi_check.structure.outline import Outline, Sentence

_TITLES = {
    "achievements": "主要举措和成效",
    "shortcomings": "存在的不足和原因",
    "responsibility": "党政主要负责人履行推进法治建设第一责任人职责情况",
    "plan": "下一年度工作安排",
    "other": "其他需要报告的情况",
}
_NUMBERED = re.compile(r"\s*(?:[#*]+\s*)?(?P<number>[一二三四五六七八九十])[、.．]")
_NUMBERS = "一二三四五六七八九十"
_DRAFTED = 8
"""With fewer sentences a draft has only begun."""


class Insertion(NamedTuple):
    """Text to put in at an offset, and the heading that it stands under ("" if it gets a new one)."""

    offset: int
    text: str
    under: str


class Sections:
    """The parts of one draft."""

    def __init__(self, found: Outline) -> None:
        self._outline = found
        self._document = found.document

    @property
    def has_begun(self) -> bool:
        """Tell whether there is enough text to speak of what it lacks."""
        return sum(not one.heading for one in self._outline.sentences) >= _DRAFTED

    def heading(self, item: Item) -> Span | None:
        """Return the heading of the part in which an item belongs, None if the draft has no such part."""
        found = next((one for one in self._of_role(home(item)) if one.heading), None)
        return self._block(found.start).span if found else None

    def after(self, offset: int, passage: str) -> Insertion:
        """Put a passage behind the paragraph that holds an offset."""
        return self._behind(self._document.block_at(offset), passage, "")

    def at_the_end(self, item: Item, passage: str) -> Insertion:
        """Put a passage at the end of the part in which an item belongs; a part that is lacking gets its heading."""
        part = self._of_role(home(item))
        if part:
            under = next((self._line(one) for one in part if one.heading), "")
            return self._behind(self._block(part[-1].end - 1), passage, under)
        block = self._block(self._outline.sentences[-1].end - 1)
        gap = self._gap(block)
        return self._behind(block, f"{self._next_heading(_TITLES[home(item)])}{gap}{passage}", "")

    def _of_role(self, role: str) -> list[Sentence]:
        return [one for one in self._outline.sentences if one.role == role]

    def _block(self, folded: int) -> Block:
        return self._document.block_at(self._outline.folded.span(folded, folded + 1).start)

    def _line(self, sentence: Sentence) -> str:
        return self._document.quote(self._block(sentence.start).span).strip()

    def _behind(self, block: Block, passage: str, under: str) -> Insertion:
        line = self._document.quote(block.span)
        indent = line[: len(line) - len(line.lstrip("\u3000 \t"))]
        return Insertion(block.span.end, f"{self._gap(block)}{indent}{passage}", under)

    def _gap(self, block: Block) -> str:
        """Return what stands between paragraphs here: one line break, or two where lines are set apart by blank ones."""
        text = self._document.text
        number = self._document.blocks.index(block)
        before = self._document.blocks[number - 1].span.end if number else block.span.start
        between = text[before : block.span.start]
        one = "\r\n" if "\r\n" in text else "\n"
        return one * (2 if len(re.findall("\r\n|[\r\n]", between)) > 1 else 1)

    def _next_heading(self, title: str) -> str:
        """Return a heading with the number that follows the last one of the draft, in the draft's own manner."""
        last = None
        for sentence in self._outline.sentences:
            if sentence.heading:
                block = self._block(sentence.start)
                start = self._document.text.rfind("\n", 0, block.span.start) + 1
                found = _NUMBERED.match(self._document.text[start : block.span.end])
                last = found or last
        if last is None:
            return title
        number = _NUMBERS.index(last["number"]) + 1
        sign = _NUMBERS[number] if number < len(_NUMBERS) else ""
        marks = last[0][: last.start("number") - last.start()].replace("*", "")
        return f"{marks}{sign}、{title}" if sign else f"{marks}{title}"


def home(item: Item) -> str:
    """Return the role of the part in which an item belongs."""
    if item.home:
        return item.home
    return item.where[0] if len(item.where) == 1 else "achievements"
