"""标题、正文、小标题、下年安排里的年份应当前后一致。

查什么：标题的年度与正文、小标题说的年度是否一致；小标题里的年份是不是报告年度（下年安排是不是下一年度）；开头“××年，”和“现将××年……
报告如下”里的年份；下年安排里“××年，我镇将……”的年份。报告年度以标题为准，标题没有年份的以正文为准（可用 --year 指定）。
不算：历史背景（“自2021年以来”）、起止年份（“2021—2025年”）、上一年度问题的整改、与上年的比较。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "years"
TITLE = "年份前后不一"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "一、2023年推进法治政府建设的主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。\n三、2025年主要安排\n招录2人。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2023年度存在的不足和原因\n执法人员少。\n三、2025年主要安排\n招录2人。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。\n三、2024年法治政府建设工作计划\n招录执法人员2名。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。\n三、下一年度主要安排\n2024年，我镇将招录执法人员2名。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n2023年，竹溪镇坚持依法行政，各项工作平稳有序，取得新的成绩。\n一、主要举措和成效\n审查合同12件。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n竹溪镇坚持依法行政，各项工作平稳有序，现将2023年度法治政府建设情况报告如下。\n一、主要举措和成效\n审查合同12件。",
        "青栎县竹溪镇2023年法治政府建设年度报告\n2024年，竹溪镇坚持依法行政，各项工作平稳有序，取得新的成绩。\n一、2024年主要举措和成效\n审查合同12件。",
    ),
    good=(
        "一、2024年推进法治政府建设的主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。\n三、2025年主要安排\n招录2人。",
        "自2021年以来，全镇累计创建民主法治示范村3个。",
        "（一）2023年督察反馈问题的整改\n反馈的5个问题全部整改到位。",
        "全年调解纠纷203件，比2023年增加12件。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、下一步打算\n2025年，我镇将招录执法人员2名，到2026年底全部持证。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n2024年是“八五”普法的第四年，竹溪镇坚持依法行政，各项工作平稳有序。\n一、主要举措和成效\n审查合同12件。",
        "（一）落实2021—2025年规划\n印发实施方案1份。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n2024年即将过去，2025年我镇将招录执法人员2名。",
    ),
)

_YEAR = r"(?<!\d)(20[012]\d)(?!\d)"
_IN_HEADING = pattern(rf"{_YEAR}年(?![-至到])")
_RANGE = pattern(r"20\d\d年?[-至到]20\d\d|20\d\d年(?:以来|版)|整改|反馈|遗留|结转|巩固|对照|回头看|规划")
_TOLD = pattern(
    r"^(?:关于)?20\d\d年度?(?:推进|开展|全面|加强|法治|依法|主要|工作|基本|存在|面临|党政|单位|本单位|其他|重点|履行|取得|"
    r"下一步|\w{2,6}[镇乡县区局市]|街道)"
)
_PLAN_WORDS = pattern(r"安排|打算|计划|下一?步|思路|设想|目标任务")
_DONE_WORDS = pattern(r"举措|成效|做法|不足|问题|原因|情况$|主要工作$|履行|回顾|总结")
_OPENING = pattern(rf"^{_YEAR}年度?(?:[,是]|以来,|在)")
_NOW = pattern(
    rf"现(?:将|就)[^。]{{0,24}}?{_YEAR}年(?:度|以来)?(?![-至到])[^。]{{0,40}}?(?:报告|汇报|总结)如下"
)
_FUTURE = pattern(
    rf"^{_YEAR}年度?,?(?:我们?|全|本|街道|[镇县区市局乡])?\w{{0,6}}?(?:(?<!即)将|拟|计划|打算)(?![近有])"
)


# 2024年，我镇将法治建设纳入考核，取得成效: 将 also tells what was done.
_TOLD_BACK = pattern(r"取得|已|完成了|成效|明年|下一?年|20\d\d年.*20\d\d年")


class _Vote(NamedTuple):
    """A place that tells a year: the report year it implies, and where that stands."""

    year: int
    start: int
    end: int
    shift: int
    what: str


def check(reading: Reading) -> Iterator[Remark]:
    """Compare the years that the text tells with the report year."""
    year = reading.year
    if year is None:
        return
    votes = [*_openings(reading), *_headings(reading), *_plans(reading)]
    told = Counter(vote.year for vote in votes)
    stated = _IN_HEADING.search(reading.outline.title)
    if stated and int(stated[1]) == year and not told[year] and len(told) == 1 and told.total() >= 2:
        other = next(iter(told))
        yield Remark(
            reading.title_at,
            f"标题写的是{year}年，正文和小标题说的都是{other}年，请核对是哪一年度的报告。",
            level="error",
        )
        return
    for vote in votes:
        if vote.year != year:
            right = str(year + vote.shift)
            yield reading.remark(
                vote.start,
                vote.end,
                f"{year}年度报告的{vote.what}应当是{right}年，请核对是不是沿用了旧稿。",
                reading.text[vote.start : vote.end].replace(str(vote.year + vote.shift), right),
            )


def _openings(reading: Reading) -> Iterator[_Vote]:
    for paragraph in reading.paragraphs[:3]:
        if paragraph.heading:
            break
        first = paragraph.sentences[0]
        if found := _OPENING.match(reading.words(first)):
            yield _vote(found, first.start, 0, "开头")
        for sentence in paragraph.sentences:
            if found := _NOW.search(reading.words(sentence)):
                yield _vote(found, sentence.start, 0, "报告起句")


def _vote(found: re.Match[str], offset: int, shift: int, what: str) -> _Vote:
    start = offset + found.start(1)
    return _Vote(int(found[1]) - shift, start, start + 5, shift, what)


def _headings(reading: Reading) -> Iterator[_Vote]:
    for paragraph in reading.headings:
        heading = paragraph.sentences[0]
        begin = paragraph.number.end if paragraph.number else heading.start
        words = reading.text[begin : heading.end]
        years = _IN_HEADING.findall(words)
        if len(set(years)) != 1 or _RANGE.search(words):
            continue
        found = _IN_HEADING.search(words)
        planned = _PLAN_WORDS.search(words) and not _DONE_WORDS.search(words)
        if found and planned and heading.role == "plan":
            yield _vote(found, begin, 1, "下年安排标题")
        elif found and not planned and _DONE_WORDS.search(words) and _TOLD.match(words):
            yield _vote(found, begin, 0, "小标题")


def _plans(reading: Reading) -> Iterator[_Vote]:
    # Only the plan at the end: plans told among the achievements may be of any year.
    for sentence in reading.with_role("plan"):
        if sentence.start > reading.start + (reading.end - reading.start) * 0.5:
            words = reading.words(sentence)
            found = _FUTURE.match(words)
            if found and int(found[1]) <= (reading.year or 0) and not _TOLD_BACK.search(words):
                yield _vote(found, sentence.start, 1, "下年安排")
