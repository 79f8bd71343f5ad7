"""A crowd of reports of invented places, told anew from our own training reports, and copies planted among them.

Each sentence comes with other numbers, other names and some other words than where it was taken from. Some sentences are
popular (a tenth of all reports has them), a few stand in every report.
"""

from __future__ import annotations

import itertools
import random
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TRAINING = Path(__file__).parent.parent / "training" / "reports"
_FIRST = "澜枫云溪石竹柳安和永清长青白龙凤鹿松梅兰桐樟榆岚沅湘淮汶洛渭汾沁漳滏漪澄沄浔濂溁泺洮涞滹浥濮"
_SECOND = "屏泉河湾桥坪岭塘店坊沟川丘口岩滩浦洲渡源庄梁关垭坝畈墩圩港寨湖山林野峰谷台堡营铺墟集"
_KINDS = ("镇", "镇", "镇", "乡", "街道")
_WORDS = (
    ("全年", "本年度"), ("开展", "组织"), ("印发", "制发"), ("严格", "认真"), ("推进", "抓好"), ("共", "总共"),
    ("群众", "居民"), ("及时", "按时"), ("加强", "强化"), ("问题", "毛病"), ("通过", "经过"),
)  # fmt: skip
_EVERYWHERE = (
    "一年来，各级各单位按照统一部署把法治建设摆上重要位置，年初有计划、年中有调度、年底有考核。",
    "坚持把学习贯彻上级文件精神同本地实际结合起来，做到学以致用、用以促学、学用相长。",
    "认真对照年度法治建设工作要点逐条逐项抓好落实，确保各项任务件件有着落、事事有回音。",
)


class Told(NamedTuple):
    """A report: its unit, its sentences as they were taken (for copies), its text."""

    unit: str
    sentences: tuple[str, ...]
    text: str


@cache
def pool() -> tuple[str, ...]:
    """Return sentences of our training reports, without their labels and names."""
    found: dict[str, None] = {}
    for file in sorted(TRAINING.glob("*.tag.txt")):
        text = re.sub(r"\[\[[\w,-]+\|(.*?)\]\]", r"\1", file.read_text("utf-8"), flags=re.S)
        for line in text.splitlines()[1:]:
            for sentence in re.findall(r"[^。]{25,160}。", line):
                found[sentence.strip()] = None
    return tuple(found)


def units(count: int, chance: random.Random) -> list[str]:
    """Return names of invented units, all different."""
    names = [first + second for first, second in itertools.product(_FIRST, _SECOND)]
    counties = [f"{first}{second}县" for first, second in itertools.product(_SECOND[:8], _FIRST[:4])]
    chance.shuffle(names)
    more = (one + other for one, other in itertools.product(_FIRST, names))
    kinds = itertools.cycle(_KINDS)
    return [
        f"{chance.choice(counties)}{name}{kind}{'办事处' if kind == '街道' else '人民政府'}"
        for name, kind, _ in zip(itertools.chain(names, more), kinds, range(count), strict=False)
    ]


def retold(sentence: str, unit: str, chance: random.Random, words: float = 0.3) -> str:
    """Return a sentence with other numbers, the unit's own names, and here and there another word."""
    sentence = re.sub(r"\d+(?:\.\d+)?", lambda found: _number(found[0], chance), sentence)
    place = re.sub(r"人民政府|办事处", "", unit)
    county, town = place[:3], place[3:]
    sentence = re.sub(r"(?<=[，。、在由向])[\u4e00-\u9fff]{2}(?:镇|乡|街道)(?=[党人政司综])", town, sentence)
    sentence = re.sub(r"(?<=[，。、在由向])[\u4e00-\u9fff]{2}县(?=[委司人政])", county, sentence)
    for one, other in _WORDS:
        if one in sentence and chance.random() < words:
            sentence = sentence.replace(one, other, 1)
    return sentence


def _number(digits: str, chance: random.Random) -> str:
    if re.fullmatch(r"20\d\d", digits):
        return digits
    return str(max(1, round(float(digits) * chance.uniform(0.4, 1.9))))


def told(unit: str, chance: random.Random, sentences: tuple[str, ...] | None = None) -> Told:
    """Return a report of a unit; of the given sentences, or of some from the pool."""
    if sentences is None:
        popular = pool()[:60]
        drawn = chance.sample(pool()[60:], chance.randint(22, 38)) + [
            one for one in popular if chance.random() < 0.1
        ]
        chance.shuffle(drawn)
        sentences = tuple(drawn)
    written = [retold(one, unit, chance) for one in sentences]
    everywhere = list(_EVERYWHERE)
    half = len(written) // 2
    body = [everywhere[0], *written[:half], everywhere[1], *written[half:], everywhere[2]]
    paragraphs = ["".join(body[at : at + 5]) for at in range(0, len(body), 5)]
    lines = [
        f"{unit}2024年度法治政府建设年度报告",
        "一、2024年度主要举措和成效",
        *paragraphs,
        unit,
        "2025年1月20日",
    ]
    return Told(unit, sentences, "\n".join(lines) + "\n")


def copied(source: Told, unit: str, share: float, chance: random.Random) -> Told:
    """Return a report of a unit whose text is to a share that of another, names and numbers changed."""
    whole = sum(map(len, source.sentences))
    kept: list[str] = []
    for sentence in chance.sample(source.sentences, len(source.sentences)) if share < 1 else source.sentences:
        if sum(map(len, kept)) < share * whole:
            kept.append(sentence)
    others = [one for one in told(unit, chance).sentences if one not in kept]
    while sum(map(len, kept)) < whole and share < 1 and others:
        kept.append(others.pop())
    if share < 1:
        kept.sort(
            key=lambda one: source.sentences.index(one) if one in source.sentences else chance.randrange(40)
        )
    return told(unit, chance, tuple(kept))


def crowd(count: int, seed: int = 1) -> list[Told]:
    """Return reports of as many units."""
    chance = random.Random(seed)
    return [told(unit, chance) for unit in units(count, chance)]
