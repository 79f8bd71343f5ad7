"""单位名称和自称应当前后一致：镇不自称“我街道”，局不自称“我镇”，名称里不写错字。

查什么：自称与单位类别不符（镇的报告里写“我乡”“我街道”“我局”，街道的报告里写“镇党委、镇政府”）；与标题里的单位名称只差一个字的名称。
不算：乡镇报告里称“我县”“我市”；地名相近的邻近单位（只差一个字、不作报告主体的两字地名）；“乡镇”“城镇”等通称。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.rules._units import one_off, unit_of

ID = "unit-names"
TITLE = "单位名称、自称不一致"
LEVEL: Level = "warning"
BASIS = ""
_B = "\n一、主要举措和成效\n审查合同12件。"
EXAMPLES = Examples(
    bad=(
        "我街道全年审查合同12件。",
        "一年来，我局坚持依法决策，审查合同12件。",
        "我乡举办普法活动12场。",
        "青栎县竹溪镇2024年法治政府建设年度报告\n2024年，竹西镇坚持依法行政，现将有关情况报告如下。" + _B,
        "青栎县水利局2024年法治政府建设年度报告\n2024年，我镇坚持依法行政，现将有关情况报告如下。" + _B,
        "青栎县松岗街道办事处2024年法治政府建设年度报告\n2024年，街道坚持依法行政，现将有关情况报告如下。\n一、主要举措和成效\n镇党委、镇政府主要领导研究执法工作5次。",
        "青栎县石斛岭镇2024年法治政府建设年度报告\n2024年，全镇坚持依法行政，现将有关情况报告如下。\n一、主要举措和成效\n石槲岭镇执法队办理案件12件。",
    ),
    good=(
        "我镇全年审查合同12件，我县司法局到镇指导3次。",
        "镇党委、镇政府主要领导研究执法工作5次。",
        "与竹园镇、石桥乡开展联合执法3次。",
        "澄州市砚湖区2025年法治政府建设年度报告\n2025年，全区坚持依法行政，现将有关情况报告如下。\n一、2025年砚湖区主要举措和成效\n审查合同12件。",
        "推动全县乡镇党委、政府依法决策，重点城镇带头。",
        "打破自我局限，邀请群众评议12次。",
        "青栎县水利局2024年法治政府建设年度报告\n2024年，我局坚持依法行政，现将有关情况报告如下。" + _B,
        "青栎县松岗乡2024年法治政府建设年度报告\n2024年，我乡坚持依法行政，乡党委、政府主要领导研究执法工作5次。"
        + _B,
    ),
)

_SELVES = {
    "镇": r"我乡(?!愁|土|音)|我街道|我局(?!限|部|势|面)|(?<!\w)(?:乡党委|乡政府|街道党工委书记|街道办事处主任)",
    "乡": r"我镇(?!定|静|压|痛)|我街道|我局(?!限|部|势|面)|(?<!\w)(?:镇党委|镇政府)",
    "街道": r"我镇(?!定|静|压|痛)|我乡(?!愁|土|音)|我局(?!限|部|势|面)|(?<!\w)(?:镇党委|镇政府|乡党委|乡政府)",
    "县": r"我镇(?!定|静|压|痛)|我乡(?!愁|土|音)|我街道|我局(?!限|部|势|面)",
    "body": r"我镇(?!定|静|压|痛)|我乡(?!愁|土|音)|我街道",
}
for _kind in ("区", "市", "旗", "州"):
    _SELVES[_kind] = _SELVES["县"]
_SUBJECT = r"(?=党委|党工委|人民政府|政府|办事处|20\d\d年|坚持|始终|认真|深入|全面|将|在[\w、]{2,24}领导)"
_COMMON = pattern(r"[城乡集村古小市各全本我重建制强]")


def check(reading: Reading) -> Iterator[Remark]:
    """Look for what the unit calls itself, then for names that are nearly its own."""
    own = unit_of(reading.unit, reading.level)
    selves = _SELVES.get("body" if own.body else own.type)
    if selves:
        for found in re.compile(selves).finditer(reading.body, reading.start):
            kind = own.body or own.type
            yield reading.remark(
                found.start(),
                found.end(),
                f"报告单位是{own.name}（{kind}），这里写的是“{found[0]}”，请核对。",
            )
    # Of areas shared by many (县水利局) only the unit's own counts.
    if (
        own.body
        or len(own.area) < len(own.type) + 2
        or own.type not in ("镇", "乡", "街道", "县", "区", "旗")
    ):
        return
    name = own.area[: -len(own.type)]
    ways = (rf"{re.escape(name[:at])}\w{re.escape(name[at + 1 :])}" for at in range(len(name)))
    # Two-character names have neighbours that share one: they count only where the author speaks.
    near = rf"(?:{'|'.join(ways)}){own.type}"
    near = near if len(name) > 2 else rf"(?<!\w){near}{_SUBJECT}"
    for found in re.compile(near).finditer(reading.body, reading.start):
        if one_off(found[0], own.area) and not _COMMON.search(found[0][-len(own.type) - 1]):
            yield reading.remark(
                found.start(),
                found.end(),
                f"标题里的单位是“{own.area}”，这里写的是“{found[0]}”，请核对。",
                own.area,
            )
