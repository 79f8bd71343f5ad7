"""百分比应当合理，并与前面的数字相符。

查什么：办结率、合格率、满意率、覆盖率、出庭率、占比等超过100%；“受理120件，办结110件，办结率95%”这样比率与数字对不上。
不算：完成率、增长率等可以超过100%的；四舍五入或截尾的差别；写“约”“近”的；算比率用的数字没有写在紧挨着的分句里的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import COUNT, NUMBER, fits, value_of
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "shares"
TITLE = "百分比不对"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "办理12345热线工单820件，办结率达102%。",
        "执法人员参加考试，合格率为120%。",
        "受理矛盾纠纷120件，化解110件，化解率95%。",
        "调解纠纷368件，成功361件，成功率为89.1%。",
        "全年处罚案件80件，其中涉企案件20件，占比35%。",
        "行政诉讼案件5件，负责人出庭应诉4件，出庭率100%。",
    ),
    good=(
        "受理矛盾纠纷120件，化解110件，化解率91.7%。",
        "受理矛盾纠纷120件，化解110件，化解率91.6%。",
        "调解纠纷368件，成功361件，成功率为98.1%。",
        "全年任务完成率120%，网办件增长135%。",
        "全年处罚案件80件，其中涉企案件20件，占比25%。",
        "受理矛盾纠纷120件，化解110件，群众满意率95%。",
        "受理矛盾纠纷120件，化解110件，化解率约92%。",
        "行政诉讼案件5件，负责人出庭应诉5件，出庭率100%。",
    ),
)

_RATE = r"(?:办结|满意|合格|参考|参训|出庭(?:应诉)?|成功|化解|公示|审核|审查|持证|报备|备案|覆盖|回复|答复|调处|调解成功|履行|受理|通过|到位|及时|规范|公开|整改)"
# The search begins at one plain character; what stands before it is looked at only there.
_STATED = pattern(rf"(?:率|度)(?:为|达到?了?|高达|均为|均达到?|约为?|近)?({NUMBER})%")
_SHARE = pattern(rf"占(?:比|总数的|比例|全部\w{{2,6}}的)?(?:为|达到?|约为?|近)?({NUMBER})%")
_NAMED = pattern(rf"{_RATE}$")
_VERB = r"(?:办结|化解|成功|调处成功|调解成功|审结|履行|整改|合格|通过|出庭(?:应诉)?|答复|回复|备案)"
_FITTED = pattern(
    rf"(?P<whole>{NUMBER})(?P<unit>{COUNT})[,;](?:其中|已|均已|当年|现已|共|全部|行政机关|负责人|单位|,)*(?P<verb>{_VERB})了?"
    rf"(?P<part>{NUMBER})(?P=unit)[,;]\w{{0,4}}?(?P<rate>{_VERB})$"
)
_OF = pattern(rf"(?P<whole>{NUMBER})(?P<unit>{COUNT})[,;]其中\w{{2,12}}?(?P<part>{NUMBER})(?P=unit)[,;]$")
_REACH = 60
_ABOUT = pattern(r"[约近余]")


def check(reading: Reading) -> Iterator[Remark]:
    """Look for shares of more than all, and recompute those whose numbers stand in front of them."""
    for found in _STATED.finditer(reading.body, reading.start):
        if value_of(found[1]) > _ALL and (
            named := _NAMED.search(reading.text, found.start() - 6, found.start())
        ):
            rate = reading.text[named.start() : found.start() + 1]
            yield reading.remark(named.start(), found.end(), f"{rate}不会超过100%，请核对。")
        yield from _compared(reading, _FITTED, found)
    for found in _SHARE.finditer(reading.body, reading.start):
        if value_of(found[1]) > _ALL:
            yield reading.remark(found.start(), found.end(), "占比不会超过100%，请核对。")
        yield from _compared(reading, _OF, found)


_ALL = 100


def _compared(reading: Reading, pattern: re.Pattern[str], stated: re.Match[str]) -> Iterator[Remark]:
    found = pattern.search(reading.text, max(reading.start, stated.start() - _REACH), stated.start())
    if found is None:
        return
    whole, part = value_of(found["whole"]), value_of(found["part"])
    named = found.groupdict()
    verb, rate = named.get("verb", ""), named.get("rate", "")
    if whole == 0 or part > whole or (verb[-2:] != rate[-2:] and verb[:2] != rate[:2]):
        return
    words = reading.text[found.start() : stated.end()]
    if not fits(stated[1], part, whole, about=_ABOUT.search(words) is not None):
        exact = f"{part * 100 / whole:.1f}"
        told = f"{found['part']}÷{found['whole']}≈{exact}%，与写的{stated[1]}%对不上，请核对。"
        yield reading.remark(found.start(), stated.end(), told)
