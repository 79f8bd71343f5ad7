"""金额的单位不应漏写、错写。

查什么：罚款、经费、损失、工资等金额带小数却以“元”为单位而且很小（多半漏了“万”字）；罚款总额除以件数不到十元；“万万元”“亿万元”“%%”；
同一句里万元以上的金额有的用“元”、有的用“万元”。
不算：人均、单价、标准、每件的金额；写明“万元”“亿元”的；不带小数的小额罚款。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import NUMBER, value_of
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "amounts"
TITLE = "金额单位可疑"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "全年办理行政处罚案件142件，处罚金额405.23元。",
        "开展专项整治，立案查处34件，罚没款8.7元。",
        "协助追回农民工欠薪61.5元。",
        "全年投入法治建设经费35.6元，建成法治广场2处。",
        "为群众挽回经济损失126.8元。",
        "全年罚款12万万元。",
        "办理行政处罚案件200件，罚款共计800元。",
        "全年罚款12.5万元，没收违法所得35000元。",
    ),
    good=(
        "全年办理行政处罚案件142件，处罚金额405.23万元。",
        "对1起占道经营行为处以罚款50元。",
        "协助追回农民工欠薪61.5万元。",
        "人均法治经费35.6元，每件补贴20.5元。",
        "办理行政处罚案件20件，罚款共计8000元。",
        "为群众挽回经济损失12680.50元。",
        "办理行政处罚案件1875件，罚没款1204.6万元；对1名当事人罚款50元的案件开展示范说理。",
        "全年罚款12.5万元，其中对首次违法的1家罚款500元。",
    ),
)

_SUM = pattern(
    r"(?P<what>罚没款|罚没金额|罚没收入|罚款|罚金|处罚金额|罚没|经费|资金|专项资金|损失|欠薪|工资|赔偿款?|补偿款|投资|赔偿金|涉案金额)"
    rf"(?:入库|金额|总额|数额|总计|共计|合计|达到?|约|为|共|了|累计|近)*(?P<number>{NUMBER})(?P<more>余|多)?元"
)
_EACH = pattern(r"人均|每[件人户年月起次条]|单价|标准|元/|均价|平均|户均|某|违法所得")
_CASES = pattern(rf"(?:案件?|处罚|立案|查处)\w{{0,4}}?({NUMBER})(?:件|宗|起|例),?[^\d,]{{0,8}}$")
_ODD = pattern(r"\d万万|\d亿万|%%|万元元|元元|亿亿")
_FINES = ("罚没款", "罚没金额", "罚没收入", "罚款", "处罚金额", "罚没")
_SMALL = 1_000
_LEAST_FINE = 10
"""Yuan: no fine is less on average."""
_FEW = 10


_SAID = pattern(rf"({NUMBER})(万|亿)?元")
_WAN = 10_000


def check(reading: Reading) -> Iterator[Remark]:
    """Look at sums in plain yuan."""
    for found in _ODD.finditer(reading.body, reading.start):
        yield reading.remark(found.start(), found.end(), "单位写重了，请核对。")
    if "元" not in reading.body:
        return
    yield from _mixed(reading)
    for found in _SUM.finditer(reading.body, reading.start):
        before = reading.around(found.start(), found.start(), before=120)
        if _EACH.search(before[-16:] + reading.text[found.start() : found.end() + 4]):
            continue
        amount = value_of(found["number"])
        cases = _CASES.search(before)
        small = "." in found["number"] and amount < _SMALL and not found["number"].endswith(".00")
        tiny = cases and found["what"] in _FINES and _few(value_of(cases[1]), amount)
        if small or tiny:
            told = f"{found['what']}只有{found['number']}元，单位是不是“万元”？请核对。"
            yield reading.remark(found.start(), found.end(), told)


def _few(cases: Decimal, amount: Decimal) -> bool:
    """Tell whether fines of so many cases are too small to be plain yuan."""
    return cases >= _FEW and amount / cases < _LEAST_FINE


def _mixed(reading: Reading) -> Iterator[Remark]:
    """Find sentences that tell one sum of more than ten thousand in yuan and another in ten thousands."""
    for sentence in reading.sentences:
        told = list(_SAID.finditer(reading.text, sentence.start, sentence.end))
        if len(told) > 1 and any(one[2] == "万" for one in told):
            for one in told:
                if not one[2] and value_of(one[1]) >= _WAN:
                    message = "同一句里的金额有的用“元”、有的用“万元”，宜统一。"
                    yield reading.remark(one.start(), one.end(), message, level="info")
