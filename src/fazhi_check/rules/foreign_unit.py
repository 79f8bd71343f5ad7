"""报告里不应出现别的单位的名称作为本单位：多半是套用了别人的稿子没有改净。

查什么：开头、“现将××……报告如下”、小标题、下年安排里作为报告主体出现的别的乡镇、街道、县区、部门；正文里别的单位的党委中心组；
乡镇、街道报告的正文里作为主语的别的乡镇、街道党委政府及其负责人。
不算：上级单位；联合办事的相邻单位；与本单位名称互为简称的；本单位名称里只错了一个字的（见 unit-names）。
级别：作为报告主体的为必改，其余为应改。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import HAN
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.rules._units import Unit, may_be, one_off, type_of, unit_of
from fazhi_check.structure.outline import Sentence

ID = "foreign-unit"
TITLE = "出现别的单位的名称"
LEVEL: Level = "error"
BASIS = ""
_T = "青栎县竹溪镇2024年法治政府建设年度报告\n"
_B = "\n一、主要举措和成效\n审查合同12件。"
EXAMPLES = Examples(
    bad=(
        _T + "2024年，石桥镇坚持依法行政，深入推进法治政府建设，现将有关情况报告如下。" + _B,
        _T + "一年来，我镇深入推进法治政府建设，现将石桥镇2024年法治政府建设情况报告如下。" + _B,
        _T + "2024年，松岗乡在县委、县政府领导下依法履职，现将有关情况报告如下。" + _B,
        "一、2024年主要举措和成效\n审查合同12件。\n二、石桥镇党政主要负责人履行推进法治建设第一责任人职责情况\n主持会议5次。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n2025年，石桥镇将招录执法人员2名。",
        "石桥镇党委理论学习中心组学习习近平法治思想4次。",
        "石桥镇党委、政府高度重视法治建设，召开会议4次。",
        _T + "2024年，在县委、县政府领导下，石桥镇深入推进法治政府建设，现将有关情况报告如下。" + _B,
        "青栎县水利局2024年法治政府建设年度报告\n2024年，县农业农村局坚持依法行政，深入推进法治政府建设，现将有关情况报告如下。"
        + _B,
        "青栎县人民政府2024年法治政府建设年度报告\n2024年，安远县坚持依法行政，深入推进法治政府建设，现将有关情况报告如下。"
        + _B,
    ),
    good=(
        "全年组织镇党委理论学习中心组学习法律法规6次，把依法行政列入镇党委理论学习中心组计划。",
        _T + "2024年，竹溪镇坚持依法行政，深入推进法治政府建设，现将有关情况报告如下。" + _B,
        _T + "2024年，全镇坚持依法行政，深入推进法治政府建设，现将我镇有关情况报告如下。" + _B,
        "与相邻的石桥镇签订联防联治协议1份，联合执法3次。",
        "青栎县委、县政府召开法治建设推进会，我镇作交流发言。",
        "竹溪镇党委理论学习中心组学习习近平法治思想4次。",
        "石桥镇党委书记带队来我镇考察法治文化广场建设。",
        "石桥镇政府主动与我镇对接，签订联防联治协议1份。",
        "青栎县人力资源和社会保障局2024年法治政府建设年度报告\n2024年，县人社局坚持依法行政，现将有关情况报告如下。"
        + _B,
        "青栎县人民政府2024年法治政府建设年度报告\n2024年，青栎县坚持依法行政，深入推进法治政府建设，现将有关情况报告如下。"
        + _B,
    ),
)

_AREA = rf"(?<!{HAN})(?P<name>{HAN}{{1,9}}?(?:街道|镇|乡|县|区|旗|市))"
_BODY = rf"(?<!{HAN})(?P<name>[省市县区州旗]?{HAN}{{2,14}}?(?:局|委员会|委|厅))"
_OFFICES = r"(?:党委|党工委|人民政府|政府|办事处|党组)?(?:、?(?:人民政府|政府|办事处))?"
_AFTER = (
    r"(?:在[\w、]{2,24}(?:领导|指导)下|坚持|始终|认真|全面|深入|严格|高度重视|紧紧|紧扣|以习近平|围绕|将)"
)
_WHEN = r"(?:20\d\d年度?(?:以来)?,?|一年来,?|今年以来,?)"
_ABOUT = r"(?:20\d\d年|本年度|法治|依法|全年|一年来|推进|关于)"


def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return how a unit opens its report, says what it reports, and heads a section."""
    plain = name.replace(rf"(?<!{HAN})", "")
    return (
        pattern(rf"{_WHEN}?{name}{_OFFICES}{_AFTER}"),
        pattern(rf"现(?:将|就){plain}{_OFFICES}{_ABOUT}"),
        pattern(
            rf"{plain}{_OFFICES}(?:20\d\d年度?(?:推进|法治|依法|主要)|(?:党政)?主要负责人履行|推进法治政府建设)"
        ),
    )


_PLACES, _DEPARTMENTS = _patterns(_AREA), _patterns(_BODY)
# A township has no towns below it: who acts here is the author.
_ACTS = pattern(
    rf"{_AREA}(?:党委、?政府|党工委、?办事处|党委|党工委|人民政府|政府|办事处|(?:党政)?主要(?:负责人|领导))"
    r"(?:高度重视|坚持|始终|认真|全面|深入|严格|带头|主持|召开|听取|多次|定期|把)"
)
_TOGETHER = pattern(r"我[镇乡街]|[与同和]|联合|来访|考察|交流|兄弟|邻")
_LEARNS = pattern(rf"{_AREA}(?:党委|党工委|委)(?:理论学习中心组|中心组)")
# Words that end in a type but are no name.
_NO_NAME = pattern(
    r"(?:[全我本各该两三多几一二四五六七八九十个城乡小集古强辖社园景校库山灾片矿林牧郊新老地厂县市州区省镇红国党军上门超夜股楼港]|"
    r"组织|召集|指导|督促|协调|推动|带领|安排|邀请|参加|提请|报请|提交|配合|依托|通过|纳入|列入|建制|重点|中心|试点|周边|邻近|相邻|有关|所有|主城|开发|经开|高新|示范|功能|核心|保护|合作|试验|综保|产业|集聚|度假|名胜|风景|管理|工业|物流|服务)$"
)
_NO_NAME_CHARACTER = pattern(r"[是在由从向对把被们参的了将和与到及]")
_ALIKE = {"镇": ("镇", "乡", "街道"), "乡": ("镇", "乡", "街道"), "街道": ("镇", "乡", "街道"), "县": ("县", "区", "旗"),
          "区": ("县", "区"), "旗": ("县", "区", "旗"), "市": ("市",), "州": ("州",)}  # fmt: skip


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the places where a report names its author."""
    own = unit_of(reading.unit, reading.level)
    if not (own.body or own.type):
        return
    heads = (_DEPARTMENTS if own.body else _PLACES)[2]
    for paragraph in reading.paragraphs:
        first = paragraph.sentences[0]
        if first.heading:
            begin = paragraph.number.end if paragraph.number else first.start
            yield from _found(reading, own, heads.match(reading.text, begin, first.end))
        early = first.role == "preamble" or paragraph is reading.paragraphs[0]
        for sentence in paragraph.sentences:
            if not sentence.heading:
                yield from _spoken(reading, own, sentence, early)
    if not own.body:
        for found in _LEARNS.finditer(reading.body, reading.start):
            yield from _found(reading, own, found, "warning")


def _spoken(reading: Reading, own: Unit, sentence: Sentence, early: bool) -> Iterator[Remark]:
    """Look for another author in a sentence; `early` says that it opens the report."""
    opens, reports, _ = _DEPARTMENTS if own.body else _PLACES
    start, end = sentence.start, sentence.end
    if early:
        yield from _found(reading, own, reports.search(reading.text, start, end))
        find = opens.match if own.body else opens.search
        yield from _found(reading, own, find(reading.text, start, end))
    elif sentence.role == "plan" and "将" in reading.text[start : start + 30]:
        yield from _found(reading, own, opens.match(reading.text, start, end))
    elif reading.level in ("township", "subdistrict"):
        acts = _ACTS.match(reading.text, start, end)
        if acts and not _TOGETHER.search(reading.words(sentence)):
            yield from _found(reading, own, acts, "warning")


def _found(
    reading: Reading, own: Unit, found: re.Match[str] | None, level: Level | None = None
) -> Iterator[Remark]:
    if found is None:
        return
    name = found["name"]
    if _NO_NAME_CHARACTER.search(name):
        return
    if own.body:
        other = name.lstrip("省市县区州旗")
        foreign = not (may_be(other, own.body) or name in reading.outline.title or other in own.name)
        area = unit_of(name, "department").area
        foreign = foreign and not (area and area not in own.name and own.body in name)
    else:
        other = unit_of(name, reading.level).area or name
        kind = type_of(other)
        foreign = kind in _ALIKE.get(own.type, ()) and not (
            _NO_NAME.search(other[: -len(kind)])
            or len(other) <= len(kind) + (kind != "街道")
            or may_be(other, own.area)
            or other in own.name
            or other in reading.outline.title
            or one_off(other, own.area)
        )
    if foreign:
        told = f"报告是{own.name}的，这里写的是“{name}”，请核对是不是套用了别的单位的稿子。"
        yield reading.remark(found.start("name"), found.end("name"), told, level=level)
