"""引用的纲要、规划、法规、会议应当与报告年度相符。

查什么：数据文件 rules/data/timeline.yaml 里列出的文件和提法：起止年份写错（《法治政府建设实施纲要（2022—2025年）》）；已经到期还当作现行的；
当年还没有的；“开局之年”“收官之年”写错年份。
不算：写在下年安排里、次年就有的；总结、回顾、衔接以往规划的；地方自己的纲要和方案；丢了连接号的“（20212025年）”（复制造成）。
级别：时间已核对的为应改，凭记忆的为可改。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._data import Value, entries
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "timeline"
TITLE = "引用与报告年度不符"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "认真落实《法治政府建设实施纲要（2022—2025年）》，印发方案1份。",
        "深入贯彻《法治政府建设实施纲要（2015—2020年）》，印发方案1份。",
        "落实《全面深化法治领域改革纲要（2023—2025年）》，印发方案1份。",
        "推进“七五”普法工作，举办活动12场。",
        "学习贯彻《行政执法监督条例》，举办培训3期。",
        "贯彻党的二十届四中全会精神，举办宣讲12场。",
        "今年是“八五”普法的收官之年，举办活动12场。",
        "学习《中华人民共和国法治宣传教育法》2次。",
    ),
    good=(
        "认真落实《法治政府建设实施纲要（2021—2025年）》，印发方案1份。",
        "认真落实《法治政府建设实施纲要（20212025年）》，印发方案1份。",
        "在“七五”普法总结验收的基础上，推进“八五”普法，举办活动12场。",
        "落实《青栎县法治政府建设实施纲要（2022—2025年）》，印发方案1份。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n学习贯彻《行政执法监督条例》，举办培训3期。",
        "落实提升行政执法质量三年行动计划（2023—2025年），印发方案1份。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n2025年是“八五”普法的收官之年，举办总结活动。",
    ),
)

_PAST = pattern(
    r"总结|回顾|期间|收官|以来|验收|终期|终结|圆满|巩固|衔接|接续|曾|历次|前身|基础上|评估|表彰|先进|荣获|获评"
)
_CITING = ("落实", "贯彻", "执行", "按照", "根据", "对照")
_PERIOD = r"\((20\d\d)年?-?(20\d\d)年?\)"


class _Entry(NamedTuple):
    name: str
    match: tuple[str, ...]
    title: str
    periods: tuple[tuple[int, int], ...]
    first: int
    until: int
    unless: tuple[str, ...]
    level: Level | None


def _list(value: Value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),)


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            str(one["name"]),
            _list(one.get("match", [])),
            str(one.get("title", "")),
            tuple((int(period[:4]), int(period[5:])) for period in _list(one.get("periods", []))),
            int(str(one.get("from", 0))),
            int(str(one.get("until", 9999))),
            _list(one.get("unless", [])),
            None if one["verified"] else "info",
        )
        for one in entries("timeline.yaml")
    )


@cache
def _finder() -> tuple[ahocorasick_rs.AhoCorasick, tuple[_Entry, ...]]:
    """Return a matcher of all `match` phrases, and each one's entry."""
    pairs = [(phrase, one) for one in _entries() for phrase in one.match]
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([phrase for phrase, _ in pairs], matchkind=kind), tuple(
        one for _, one in pairs
    )


@cache
def _titles() -> tuple[re.Pattern[str], dict[str, _Entry]]:
    titled = {one.title: one for one in _entries() if one.title}
    return pattern(rf"({'|'.join(titled)})》?{_PERIOD}"), titled


def check(reading: Reading) -> Iterator[Remark]:
    """Compare the report year with the years of what is cited."""
    year = reading.year
    if year is None:
        return
    pattern, titled = _titles()
    for found in pattern.finditer(reading.body, reading.start):
        # Another Chinese word in front makes it some place's own outline.
        before = reading.text[max(0, found.start() - 2) : found.start()]
        if before[-1:].isalpha() and before not in _CITING:
            continue
        yield from _periods(reading, year, titled[found[1]], found)
    finder, owners = _finder()
    for number, start, end in finder.find_matches_as_indexes(reading.body):
        if start >= reading.start:
            yield from _events(reading, year, owners[number], start, end)


def _periods(reading: Reading, year: int, entry: _Entry, found: re.Match[str]) -> Iterator[Remark]:
    told = (int(found[2]), int(found[3]))
    sentence = _sentence(reading, found.start())
    if told not in entry.periods:
        if told[0] > entry.periods[-1][1]:
            return  # a successor that the data does not know yet
        right = [period for period in entry.periods if period[0] <= year <= period[1] + 1][-1:]
        suggestion = f"（{right[0][0]}—{right[0][1]}年）" if right else ""
        known = "、".join(f"{first}—{last}年" for first, last in entry.periods)
        message = f"{entry.name}的起止年份是{known}，这里写的不对。"
        yield reading.remark(found.start(2) - 1, found.end(), message, suggestion, entry.level)
        return
    if year > told[1] + 1 and not _PAST.search(sentence):
        message = f"{entry.name}（{told[0]}—{told[1]}年）已经到期，{year}年度报告不应当作现行依据。"
        yield reading.remark(found.start(), found.end(), message, level=entry.level)
    elif year < told[0] - _planned(reading, found.start()):
        message = f"{year}年度还没有{entry.name}（{told[0]}—{told[1]}年），请核对是不是写错了年份。"
        yield reading.remark(found.start(), found.end(), message, level=entry.level)


def _events(reading: Reading, year: int, entry: _Entry, start: int, end: int) -> Iterator[Remark]:
    sentence = _sentence(reading, start)
    if any(word in sentence for word in entry.unless):
        return
    if year < entry.first - _planned(reading, start):
        message = f"{year}年度还没有：{entry.name}。请核对是不是写错了，或者应当写在下年安排里。"
        yield reading.remark(start, end, message, level=entry.level)
    elif year > entry.until:
        dated = f"{entry.until}年" in sentence
        exact = entry.first == entry.until
        if not dated and (exact or not _PAST.search(sentence)):
            message = f"{entry.name}，{year}年度报告不应当作现行的写，请核对是不是沿用了旧稿。"
            yield reading.remark(start, end, message, level=entry.level)


def _planned(reading: Reading, at: int) -> int:
    """Return 1 where the report speaks of the next year, else 0."""
    found = _at(reading, at)
    return int(found is not None and found.role == "plan")


def _at(reading: Reading, at: int) -> Sentence | None:
    number = bisect_right(reading.sentences, at, key=lambda one: one.start) - 1
    return reading.sentences[number] if number >= 0 else None


def _sentence(reading: Reading, at: int) -> str:
    found = _at(reading, at)
    return reading.words(found) if found else ""
