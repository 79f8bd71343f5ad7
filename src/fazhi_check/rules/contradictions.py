"""同一个数在报告里前后说法应当一致。

查什么：两处都说“全年（共）……某事某数”，事由一字不差而数字不同的，例如前面“全年办理行政处罚案件43件”、后面“全年共办理行政处罚案件45件”。
不算：主语不同的（某个村、某个所）；只说一段时间的；往年的数、计划的数；同一段里递进的数。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import COUNT, NUMBER, value_of
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "contradictions"
TITLE = "同一个数前后不一"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "（一）规范执法\n全年办理行政处罚案件43件。\n（二）执法监督\n全年共办理行政处罚案件45件，评查12件。",
        "（一）化解纠纷\n全年共调解矛盾纠纷152件。\n（二）平安建设\n一年来，全镇调解矛盾纠纷125件。",
        "（一）规范文件\n今年以来制定行政规范性文件2件。\n（二）清理\n全年制定行政规范性文件3件，全部备案。",
        "（一）公开\n全年主动公开政府信息326条。\n（二）监督\n全年累计主动公开政府信息236条，接受监督。",
        "（一）合同\n2024年，全镇审查合同协议63件。\n（二）顾问\n全年共审查合同协议36件，提出意见20条。",
    ),
    good=(
        "（一）规范执法\n全年办理行政处罚案件43件。\n（二）执法监督\n全年共办理行政处罚案件43件，评查12件。",
        "（一）化解纠纷\n全年共调解矛盾纠纷152件。\n（二）平安建设\n石墩村调解矛盾纠纷25件。",
        "（一）规范执法\n全年办理行政处罚案件43件。\n（二）许可\n全年办理行政许可案件45件。",
        "全年开展普法活动37场。\n二、存在的不足\n普法形式少。\n三、2025年主要安排\n全年开展普法活动40场。",
        "（一）学习\n全年组织专题学习4次。\n（二）普法\n全年组织普法活动8次。",
        "2023年全镇审查合同协议63件。\n2024年全镇审查合同协议86件。",
    ),
)

_VERBS = r"(?:办理|审理|受理|完成|开展|组织|举办|召开|调处|调解|化解|制定|制发|印发|审查|审核|主动公开|发放|接待|查处|立案|作出|排查|培训|参加|提出|聘请|解答|提供|处理|办结)"
_TOTAL = pattern(
    rf"(?<![^,。;:!?\n])(?P<when>(?:20\d\d年度?|全年|一年来|今年以来|本年度|年内|今年),?)(?:[全我][镇乡县区市局街](?:道)?)?(?:共计?|累计|总共|总计)?"
    rf"(?P<what>{_VERBS}了?各?类?\w{{4,16}}?)(?P<number>{NUMBER})(?P<unit>{COUNT})"
)
_ROLES = frozenset(("preamble", "achievements", "responsibility"))


def check(reading: Reading) -> Iterator[Remark]:
    """Remember the totals told; another number for the same thing contradicts."""
    seen: dict[tuple[str, str], tuple[str, int, int]] = {}
    for sentence in reading.sentences:
        if sentence.role not in _ROLES or sentence.heading:
            continue
        for found in _TOTAL.finditer(reading.text, sentence.start, sentence.end):
            stated = re.match(r"20\d\d", found["when"])
            if stated and int(stated[0]) != reading.year:
                continue
            key = (re.sub("了|各类", "", found["what"]), found["unit"])
            number, start, paragraph = seen.setdefault(
                key, (found["number"], found.start(), sentence.paragraph)
            )
            if value_of(number) != value_of(found["number"]) and paragraph != sentence.paragraph:
                place = reading.outline.document.block_at(reading.span(start, start + 1).start).place
                where = {"line": "行", "paragraph": "段"}.get(place.kind, "处")
                told = f"第{place.number}{where}说的是{number}{found['unit']}，这里是{found['number']}{found['unit']}，请核对。"
                yield reading.remark(found.start(), found.end(), told)
