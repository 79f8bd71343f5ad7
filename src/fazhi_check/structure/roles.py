"""Roles: what a passage is for, by its heading, and where there is no heading by its wording and its year."""

from __future__ import annotations

import re
from typing import Literal

from fazhi_check.patterns import pattern

Role = Literal["preamble", "achievements", "shortcomings", "responsibility", "plan", "other"]

_PROBLEM_HEADING = pattern(
    r"(?:存在|面临|主要|工作中|当前|目前|其)\S{0,8}(?:不足|问题|短板|弱项|差距|困难|薄弱)|^(?:的)?(?:问题|不足|短板|困难|差距|薄弱环节)|"
    r"(?:不足|问题|短板|差距|弱项|薄弱环节|困难)(?:(?:和|与|及|以及|、|及其|及产生的?)\S{0,6}(?:原因|不足|问题|短板|差距|困难|弱项))?(?:分析|方面)?$|"
    r"还有(?:哪些|什么)?(?:不足|问题|差距|短板)|(?:不足|差距|短板)在哪|(?:没|未)(?:做|干)(?:好|到位)|哪些不足|差在哪|还差|毛病|欠账|^存在的|家丑|软肋|缺点|不到位的|不够的地方"
)
_NOT_PROBLEM_HEADING = pattern(
    r"(?:解决|整改|聚焦|紧盯|针对|破解|化解|围绕|坚持|直面|回应|排查|补齐|弥补|破除|补)\S{0,12}(?:问题|短板|困难|差距|弱项|不足)"
)
_PLAN_HEADING = pattern(
    r"(?:下一?步|下一?年度?|下一阶段|明年|来年|新一年|新的一年|今后|20\d\d年(?:度)?)\S{0,24}(?:安排|计划|打算|思路|重点|措施|任务|设想|目标|部署|工作$|怎么干|怎么做|怎么办|干什么|做什么|方向|考虑)|"
    r"(?:工作|主要|重点)(?:安排|打算|计划|思路|设想)$|努力方向|改进(?:措施|方向|打算)|^(?:下一步|下一?年|明年|来年|今后)|(?:的)?(?:打算|安排|设想)$"
)
_PERSON_HEADING = pattern(
    r"第一责任|(?:主要|党政|行政)(?:负责|领导)\S{0,6}(?:人|同志)?\S{0,30}(?:履行|职责|法治|带头|推进|情况|抓)|一把手|主要负责(?:人|同志)|主要领导\S{0,10}(?:履|带头|抓|责)|党政(?:正职|同责)"
)
_DONE_HEADING = pattern(
    r"举措|成效|成绩|做法|开展情况|(?:主要|基本|总体|工作)(?:工作)?情况|工作完成|主要工作|重点工作|回顾|进展|亮点|做了(?:哪些|什么)|经验|总结"
)
_OTHER_HEADING = pattern(r"其他(?:需要)?(?:报告|说明)|意见(?:和|与)?建议|附[件表]")


def heading_role(words: str, year: int | None, *, subheading: bool = False) -> tuple[Role, ...]:
    """Return the roles that a heading announces: none, one, or two for a joint section (问题及下一步安排).

    Subheadings speak of many things (聚焦突出问题): of them only plain words count.
    """
    if subheading and len(words) > 22:
        return ()
    roles: list[Role] = []
    if _PROBLEM_HEADING.search(words) and not _NOT_PROBLEM_HEADING.search(words):
        roles.append("shortcomings")
    if _is_plan(words, year):
        roles.append("plan")
    if roles:
        return tuple(roles)
    if _PERSON_HEADING.search(words):
        return ("responsibility",)
    if _OTHER_HEADING.search(words):
        return ("other",)
    if not subheading and _DONE_HEADING.search(words):
        return ("achievements",)
    return ()


_YEARS = pattern(r"(20\d\d)年")
_PLAN_ENDS = pattern(r"(?:安排|打算|设想|下一?步|计划)$")
_AHEAD = pattern(r"下一?步|下一?年|明年|来年|今后|打算|安排")


def _is_plan(words: str, year: int | None) -> bool:
    years = {int(one) for one in _YEARS.findall(words)}
    if year and years == {year + 1} and not _DONE_HEADING.search(words):
        return True
    if not _PLAN_HEADING.search(words):
        return False
    if year and year in years and year + 1 not in years:
        # “2024年重点工作” in a report of 2024 tells what was done; “2024年工作安排” is a slip for next year's.
        return _PLAN_ENDS.search(words) is not None and not _DONE_HEADING.search(words)
    return not (
        _DONE_HEADING.search(words)
        and year
        and year not in years
        and year + 1 not in years
        and not _AHEAD.search(words)
    )


_PROBLEMS_OPEN = pattern(
    r"(?:(?<!不)存在|还有|尚有|仍有|面临|暴露出)\S{0,24}(?:不足|问题|差距|短板|弱项|薄弱环节|困难|欠缺)(?!\S{0,6}(?:件|个|处|条|项)[^。]{0,6}(?:整改|已|全部))|"
    r"(?:不小|一定|较大|不少|明显)的?(?:差距|短板|不足)|清醒(?:地|的)?(?:认识|看)到|(?:存在|主要)的?(?:主要)?问题(?:主要)?(?:有|是|为|:|表现|体现)|"
    r"(?:问题|不足|短板|差距)(?:也|仍|依然|还)\S{0,4}(?:不少|存在|突出|明显)|回(?:过)?头(?:来)?看[^。]{0,20}(?:不足|短板|差距|问题|欠|没)|不(?:尽)?如人意|不容回避|"
    r"^[^,。]{0,4}(?:没有?|未能?)(?:做|干|办)(?:好|到位)的?(?:地方|事|方面|工作)|(?:做|干|办)得(?:还|也)?不(?:够|到位|周全|周到|扎实|细致)|究其(?:原因|根源|根本)|(?:不足|短板)之处|(?:差着|差了|还差)(?:一截|一大截|不少)|家丑|(?:仍|还|尚)有(?:不小|一定|较大|不少|明显)?(?:的)?差距"
)
_FIXED = pattern(
    r"(?:整改|解决|化解|处理|办结|纠正|发现|查找|查摆|梳理|排查|反馈|指出)\S{0,20}(?:问题|不足)|(?:问题|不足)\S{0,12}(?:整改|解决|销号|纠正|办结)"
)


def opens_problems(sentence: str) -> bool:
    """Tell whether a sentence begins to speak of what is not good, in a text without headings."""
    return _PROBLEMS_OPEN.search(sentence) is not None and not _FIXED.search(sentence)


_ANNOUNCED = pattern(r"(?:以下|如下|几个?方面|主要(?:有|是|表现|体现))[^。]{0,16}[:。]?$")


def announces(sentence: str) -> bool:
    """Tell whether a sentence announces a list (主要表现在以下几个方面:)."""
    return sentence.endswith(":") or _ANNOUNCED.search(sentence) is not None


_PLAN_OPEN = pattern(
    r"^(?:最后|接着|下面|然后|至于|关于|首先|再|就|到|说说|谈谈|讲讲|聊聊|讲一?讲|说一?说|谈一?谈|,|、|头一[样件条]|第[一二三四五][样件条]?){0,4}"
    r"(?:下一?步|下一?阶段|新的?一年|明年|来年|今后|下一?年度?|接下来|展望|面向未来|往后)|^(?:为此|对此|针对(?:以上|上述|这些|存在))[^。]{0,16}(?:将|要|拟|打算|计划|重点)"
)
# “明年打算这么干:……” is a plan whatever else the sentence holds (马上改了的).
_PLAN_SAID = pattern(
    r"^[^,。:;]{0,6}(?:下一?步|下一?阶段|明年|来年|下一?年度?|接下来|往后)[^,。:;]{0,4}(?:打算|计划|准备|安排|想|要|将|拟)"
)
_INTENT = pattern(
    r"[,。]?(?:我[局镇乡街县区市委厅办]\S{0,4}|我们|全[县镇区局]\S{0,2})?(?:将|拟|打算|计划|准备|力争|争取)"
)
# “拟出台的文件”, “对拟签合同” are things that were dealt with, no plan.
_MEANT = r"(?<![对件份个项为])拟(?!(?:出台|制定|制发|印发|发布|签订?|签署|订立|[作做]出|提交|提请审议|审议|实施)[^,。;]{0,2}的)"
_FUTURE = pattern(
    r"将(?:继续|进一步|坚持|在|以|按|重点|从|把|持续|着力|认真|严格|全面|深入|组织|开展|加[强大快]|围绕|不断|建立|推[进动]|对|着手|抓|会(?!计|议|同|展|员|场|费|商))|^(?:拟(?![^,。]{0,24}的)|计划(?!生育)|打算|力争|争取)"
    r"|(?:^|,)(?:下一?步|下一?阶段|明年|来年)[^,。;]{0,8}(?:想|要|打算|准备|计划|拟)"
    rf"|(?:计划|打算|准备|{_MEANT})(?:于|在|每|从|用|把|对|组织|建|开|成立|出台|制定|安排|用|聘|邀|将)"
)
_PAST = pattern(r"已|了(?!解)|全年|今年(?:以来)?|年内|本年度?|过去一年|一年来|目前|累计|先后|完成|去年|上年")


_NAMED_YEAR = pattern(r"(20\d\d)年(?:(?P<month>\d{1,2}月)|,?(?P<plan>打算|计划|准备|安排|怎么|要))?")
_AT_ONCE, _SOON = 6, 20
"""How many characters may stand before the next year's number: alone, and with a word for planning."""


def opens_plan(sentence: str, year: int | None) -> bool:
    """Tell whether a sentence begins to speak of the next year."""
    head = sentence[:40]
    if year and any(_is_next(found, year + 1) for found in _NAMED_YEAR.finditer(head)):
        return True
    if _PLAN_SAID.match(head):
        return True
    return _PLAN_OPEN.match(head) is not None and not _PAST.search(sentence[:60])


def _is_next(found: re.Match[str], following: int) -> bool:
    if int(found[1]) != following or found["month"]:
        return False
    return found.start() <= _AT_ONCE or (found["plan"] is not None and found.start() <= _SOON)


def is_future(sentence: str, year: int | None) -> bool:
    """Tell whether a sentence in the body of a report tells of something that has yet to be done."""
    if year and f"{year + 1}年" in sentence and _INTENT.search(sentence):
        return True
    return _FUTURE.search(sentence) is not None and not _PAST.search(sentence)
