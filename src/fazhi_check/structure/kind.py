"""Kind: whether a document is an annual report on building a law-based government, or something that looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi_check.patterns import pattern
from fazhi_check.structure.metadata import looks_like_title

# Documents that lie beside the annual report on every government site, by their titles (folded, no blanks).
_OTHERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(r"通知$|的函$|的批复$|的请示$|公告$|公示$|通报$"), "一份通知（函、公告）"),
    (pattern(r"解读|一图读懂|图解|问答$|答记者问"), "一份政策解读"),
    (
        pattern(
            r"信息公开(?:工作)?(?:年度)?(?:工作)?报告|信息公开年报|政务公开(?:工作)?(?:年度)?(?:报告|总结)"
        ),
        "政府信息公开年报",
    ),
    (pattern(r"政府工作报告$|人民代表大会|人大工作报告|预算执行|财政决算"), "政府工作报告或人大会议文件"),
    (
        pattern(r"述法报告|述职(?:述法|述廉)?报告|第一责任人职责(?:情况)?的?(?:报告|总结|述职)|述职述廉"),
        "述职述法报告",
    ),
    (pattern(r"评估报告|白皮书|蓝皮书|调研报告|指标体系|督察报告"), "评估、调研类报告"),
    (pattern(r"(?:上半年|一季度|三季度|前三季度|季度|半年)\S{0,20}(?:总结|报告|情况)"), "半年或季度报告"),
    (pattern(r"(?:要点|方案|计划|安排|规划|打算|意见|办法|细则|清单|分工)$"), "工作计划、方案或制度文件"),
)
_TELLS = pattern(r"总结|情况|报告|汇报")
_SUBJECT = pattern(r"法治(?:政府)?建设|法治(?:政府|机关)|依法行政|依法治[县市区镇乡省州]")
_REPORTS = pattern(r"报告如下|总结如下|汇报如下|情况报告|主要举措|工作总结|一年来|全年")
_LEAST = 60


def not_of_kind(title: str, text: str, document: str, titles: Sequence[str]) -> str:
    """Say in one sentence what a document is if it is not of the kind that a checklist is meant for ("" if it is).

    `titles` are the words (folded) one of which is in the titles of such documents.
    """
    if any(words in title for words in titles):
        return ""
    for sign, name in _OTHERS:
        if title and sign.search(title):
            return f"看标题是{name}，不是{document}，没有检查。"
    if any(words in text for words in titles) and not looks_like_title(title):
        return ""
    return f"标题和正文都看不出是{document}，没有检查。"


def not_an_annual_report(title: str, text: str) -> str:
    """Say in one sentence what a document is if it is no annual report of the kind ("" if it is one).

    `title` is the folded title ("" if none was found), `text` the folded text.
    """
    for sign, name in _OTHERS:
        if title and sign.search(title) and not (name.startswith("工作计划") and _TELLS.search(title)):
            return f"看标题是{name}，不是法治政府建设年度报告，没有检查。"
    if title and looks_like_title(title):
        return ""
    if len(text) < _LEAST:
        return "正文太短，看不出是法治政府建设年度报告，没有检查。"
    if len(_SUBJECT.findall(text)) >= 2 and _REPORTS.search(text):
        return ""
    return "标题和正文都看不出是法治政府建设年度报告，没有检查。"


_TITLE_WORDS = pattern(
    r"报告|通知|总结|要点|计划|方案|解读|意见|年报|公告|公示|通报|办法|汇报|情况|安排|规划|清单|读懂|细则|批复|函$|白皮书"
)
_NO_TITLE = pattern(r"[,。;!?<>|]|^(?:来源|发布|索引|关键词|标题|当前|您)")


def any_title(lines: list[str]) -> str:
    """Return the first line that reads like the title of some document ("" if none does)."""
    for line in lines[:40]:
        if 6 <= len(line) <= 70 and _TITLE_WORDS.search(line) and not _NO_TITLE.search(line):
            return line
    return ""
