"""年度报告写全年：不应是上半年的稿子，数据也不应只到年中某月。

查什么：小标题、开头、一级标题下第一段以“上半年，我镇……”起句的；“截至10月底，共……”这样只统计到当年11月以前的累计数。
不算：上半年、下半年都写到的；为某件事定的期限（“截至10月底，问题全部整改到位”）；往年年底的基数（“截至2023年底”）。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Paragraph, Reading, Remark

ID = "period"
TITLE = "数据没有写到年底"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "截至10月底，共调处矛盾纠纷203件。",
        "截止2024年9月，全镇累计审查合同86件。",
        "截至11月30日，全年共办理行政处罚案件43件。",
        "一、上半年法治政府建设主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n今年上半年，竹溪镇坚持依法行政，各项工作平稳有序，取得新的成绩。\n一、主要举措和成效\n审查合同12件。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n竹溪镇坚持依法行政，现将上半年法治政府建设工作情况报告如下。\n一、主要举措和成效\n审查合同12件。",
        "一、主要举措和成效\n上半年，我镇共审查合同12件，办理案件9件。\n二、存在的不足\n执法人员少。",
    ),
    good=(
        "截至12月底，共调处矛盾纠纷203件。",
        "截至2024年底，全镇累计审查合同86件。",
        "截至10月底，督察反馈的问题全部整改到位。",
        "截至2023年10月，全镇累计创建示范村3个，2024年新增2个。",
        "上半年开展专项检查3次，下半年开展回头看2次。",
        "上半年举办执法培训班1期，47人参加。",
    ),
)

_UNTIL = pattern(
    r"截[至止](?:目前)?[,(]?(?:(?:今年|本年度?|(20\d\d)年))?(\d{1,2})月(?:\d{1,2}日|底|末|中旬|上旬|下旬|初)?,?"
    r"(?=[^。;,]{0,24}(?:累计|共|总计|合计)[^。;,]{0,20}\d)"
)
_HALF = pattern(r"上半年")
_HALF_OPENS = pattern(
    r"^(?:20\d\d年|今年)?上半年(?:以来|,(?:我|全|本|\w{0,8}(?:镇|乡|街道|县|区|局)(?:党|坚|紧|在|深|认|以|共|围))|\w{0,8}[镇乡县区市局道][坚紧在深认共])"
)
_HALF_NOW = pattern(r"现(?:将|就)[^。]{0,24}上半年[^。]{0,40}如下")


def check(reading: Reading) -> Iterator[Remark]:
    """Look for counts that stop before the year does, and for drafts of half a year."""
    if "截至" in reading.body or "截止" in reading.body:
        yield from _stops(reading)
    if "上半年" in reading.body:
        yield from _halves(reading)


def _stops(reading: Reading) -> Iterator[Remark]:
    for found in _UNTIL.finditer(reading.body, reading.start):
        if int(found[2]) < 12 and int(found[1] or reading.year or 0) == (reading.year or 0):
            yield reading.remark(
                found.start(),
                found.end(),
                "累计数没有写到年底；年度报告应当是全年数据，请更新到12月31日。",
            )


def _halves(reading: Reading) -> Iterator[Remark]:
    for paragraph in reading.headings:
        heading = paragraph.sentences[0]
        half = _HALF.search(reading.text, heading.start, heading.end)
        if half and "下半年" not in reading.words(heading):
            told = "年度报告的小标题写的是“上半年”，请核对是不是半年稿。"
            yield reading.remark(half.start(), half.end(), told)
    for paragraph in (*reading.paragraphs[:2], *_behind_high_headings(reading)):
        for sentence in paragraph.sentences:
            words = reading.words(sentence)
            if (
                not sentence.heading
                and (_HALF_OPENS.match(words) or _HALF_NOW.search(words))
                and "下半年" not in words
            ):
                at = reading.text.index("上半年", sentence.start)
                yield reading.remark(at, at + 3, "年度报告的开头写的是“上半年”，请核对是不是半年稿。")


def _behind_high_headings(reading: Reading) -> Iterator[Paragraph]:
    """Yield the paragraphs with which the highest sections begin."""
    for heading, following in pairwise(reading.paragraphs):
        high = heading.bare and heading.number is not None and heading.number.style in ("part", "first")
        first = following.sentences[0]
        if high and first.role == "achievements" and not first.heading:
            yield following._replace(sentences=(first,))
