"""同比的增减应当与给出的两个数相符。

查什么：“由去年的120件下降到98件，同比上升18.3%”方向写反；增减幅度算错；两个百分比之差应当用“百分点”而写成“%”。
不算：只给一个数的；四舍五入的差别；写“约”“近”的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import COUNT, NUMBER, decimals, value_of
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "growth"
TITLE = "增减幅度不对"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "行政处罚案件由去年的120件下降到98件，同比上升18.3%。",
        "行政处罚案件由120件下降到98件，下降28.3%。",
        "信访总量从2023年的150件减少到120件，下降25%。",
        "群众满意率由80%提高到90%，提高10%。",
        "网办率从去年的70%上升到84%，上升14%。",
    ),
    good=(
        "行政处罚案件由去年的120件下降到98件，同比下降18.3%。",
        "信访总量从2023年的150件减少到120件，下降20%。",
        "群众满意率由95%提高到98%，提高3个百分点。",
        "网办率从去年的70%上升到84%，上升20%。",
        "调解纠纷203件，同比增长12%。",
        "由3人增加到5人，执法力量提升约67%。",
    ),
)

_TURNS = ("上升", "增长", "增加", "提高", "提升", "下降", "减少", "降低")
_WAYS = (*(way + to for way in _TURNS for to in ("到", "至", "为")), "增至", "升至", "降至", "减至")
_UP = r"(?:上升|增长|增加|提高|提升|增至|升至)"
_DOWN = r"(?:下降|减少|降低|降至|减至)"
_CHANGE = pattern(
    rf"(?:由|从)(?:去年|上年|20\d\d年|上一年度?)?(?:同期)?的?(?P<first>{NUMBER})(?P<unit>{COUNT}|%)?(?:,)?"
    rf"(?P<way>{_UP}|{_DOWN})(?:为|到了?|至)?(?:今年|20\d\d年)?的?(?P<last>{NUMBER})(?P<unit2>{COUNT}|%)[,;]"
    rf"(?:同比|比上年|较上年|比去年|较去年)?(?P<told>{_UP}|{_DOWN}|增幅|降幅)(?:了|达到?|为|近|约)?(?P<stated>{NUMBER})(?P<points>个百分点|%)"
)


def check(reading: Reading) -> Iterator[Remark]:
    """Recompute changes whose both values are given."""
    if not any(way in reading.body for way in _WAYS):
        return
    for found in _CHANGE.finditer(reading.body, reading.start):
        first, last = value_of(found["first"]), value_of(found["last"])
        if first == 0 or first == last or (found["unit"] or found["unit2"]) != found["unit2"]:
            continue
        told = _told(found, first, last)
        if told:
            yield reading.remark(found.start(), found.end(), told)


def _told(found: re.Match[str], first: Decimal, last: Decimal) -> str:
    rising = last > first
    for way in (found["way"], found["told"]):
        if (re.fullmatch(_UP, way) is not None and not rising) or (
            re.fullmatch(_DOWN, way) is not None and rising
        ):
            return f"由{found['first']}到{found['last']}是{'上升' if rising else '下降'}，写的是“{way}”，请核对。"
    stated, difference = value_of(found["stated"]), abs(last - first)
    slack = Decimal(1).scaleb(-decimals(found["stated"])) * (5 if re.search("[约近]", found[0]) else 1)
    if found["points"] == "个百分点":
        wrong = found["unit2"] == "%" and abs(difference - stated) > slack
        return f"两数之差是{difference:f}个百分点，写的是{found['stated']}，请核对。" if wrong else ""
    exact = difference * 100 / first
    if abs(exact - stated) <= slack:
        return ""
    if found["unit2"] == "%" and abs(difference - stated) <= slack:
        return f"两个百分比之差应当写作“{found['stated']}个百分点”。"
    return f"由{found['first']}到{found['last']}的幅度约为{exact:.1f}%，写的是{found['stated']}%，请核对。"
