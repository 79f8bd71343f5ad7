"""Who speaks: the author of a report whose title and signature do not name it, told by the report's opening.

Copies from web pages often lack the title: “2024年，清河街道坚持……” and “现将清河街道2024年……报告如下” still say whose
report it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fazhi_check.patterns import pattern
from fazhi_check.structure.metadata import level_of

_NAME = (
    r"(?P<name>[\u4e00-\u9fff]{1,20}?(?:街道(?:办事处)?|苏木|自治[区州县旗]|开发区|高新区|管委会|委员会|办公室|中心|总队|支队|大队|"
    r"[镇乡县区市省旗盟州](?:人民政府)?|局|厅|街))"
)
_OFFICES = (
    r"(?:党委|党工委|党组|人民政府|政府|办事处)?(?:、?(?:人民政府|政府|办事处))?(?:\(以下简称[^)]{1,12}\))?"
)
_WHEN = r"(?:20\d\d年是[^。;]{2,80}?年,)?(?:20\d\d年度?(?:以来)?,?|一年来,?|今年以来,?|过去(?:的)?一年,?)?"
_LED = r"(?:在[^。;]{2,80}?下,)?"
_DOES = (
    r"(?:在[^。;,]{2,40}下|坚持|始终|认真|全面|深入|严格|高度|紧[紧扣密]|以|围绕|按照|根据|扎实|切实|持续|立足|贯彻|积极|聚焦|牢固|充分|"
    r"大力|不断|着力|把|依法|稳步|法治政府建设)"
)
_OPENS = pattern(rf"(?:^|报告(?=20\d\d年)){_WHEN}{_LED}{_NAME}{_OFFICES}{_DOES}")
_REPORTS = pattern(
    rf"现(?:将|就){_NAME}{_OFFICES}(?:关于|对|在)?(?:20\d\d年|本年度|上一?年度?|全年|一年来|今年|推进|开展|法治|依法|落实|贯彻)"
)
# A title that a copy has run in with the text.
_RUN_IN = pattern(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,24}?)(?:关于)?20\d\d年度?(?:推进)?法治政府建设[^,。]{0,12}报告(?=20\d\d年)"
)
# 和, 从, 向 stand in names (和平镇, 从化区, 向阳街道); between two units they join.
_NO_NAME = pattern(
    r"^(?:[我本全各该两上]|党中央|国家|中央|[省市县区州]委)|[是在由把被们的了与到及]|[镇乡县区市省局厅委][和向对从将]"
)
_LEAST = 3
"""Characters of a name; 街道 without a name of its own has two."""

_SELF = pattern(r"[我本](局|厅|委(?!托)|镇|乡|街道|县|区|旗|市|州|省)")
_SMALLEST_FIRST = ("department", "township", "subdistrict", "county", "city", "province")
_OFTEN = 5


def unit_in_opening(sentences: Iterable[str]) -> str:
    """Return the unit that speaks in the first sentences of a report ("" if none can be told)."""
    for sentence in sentences:
        for way in (_RUN_IN, _REPORTS, _OPENS):
            found = way.search(sentence)
            if found and _is_name(found["name"]):
                return found["name"]
    return ""


def _is_name(name: str) -> bool:
    return len(name) >= _LEAST and not _NO_NAME.search(name)


def level_of_speaker(text: str) -> str | None:
    """Return the level of a unit that names itself 我局, 我镇, 本街道 … only; None if it does not."""
    counts = Counter(map(level_of, _SELF.findall(text)))
    # A bureau says 我局 and 我县 (its county), never the other way round: the smallest that is named often speaks.
    often = [level for level in _SMALLEST_FIRST if counts[level] * _OFTEN >= counts.total() > 0]
    return often[0] if often else None
