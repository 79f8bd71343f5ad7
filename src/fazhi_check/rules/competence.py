"""不应写本级没有的职权：乡镇、街道、一般部门不审理行政复议案件，县以下不立法、不制定规章。

查什么：乡镇、街道报告里“审理、审结、作出”行政复议案件；乡镇、街道、县级报告里制定、修订地方性法规或政府规章，规章后评估，“立法体系不完善”；
2024年度起一般部门报告里以复议机关身份审理行政复议案件。
不算：作为被申请人答复、代收、咨询、转送、配合复议机关；规章制度；参与立法调研、征求意见、基层立法联系点；司法行政、税务、海关等部门；
省级部门；设区的市的立法。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "competence"
TITLE = "写了本级没有的职权"
LEVEL: Level = "warning"
BASIS = "《行政复议法》（2023年修订）第二十四条；《立法法》（条文待核对）"
_B = "\n一年来依法履职，现将有关情况报告如下。\n一、主要举措和成效\n"
EXAMPLES = Examples(
    bad=(
        "全年审理行政复议案件5件，维持4件、撤销1件。",
        "我镇审结行政复议案件3件，纠错1件。",
        "全年制定政府规章2件，报送备案。",
        "开展地方政府规章后评估1次，提出意见12条。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n立法体系尚不完善。\n三、2025年主要安排\n招录2人。",
        "青栎县水利局2024年法治政府建设年度报告" + _B + "全年审理行政复议案件2件，作出复议决定2件。",
        "青栎县人民政府2024年法治政府建设年度报告" + _B + "制定地方性法规1部，修订政府规章2件。",
    ),
    good=(
        "作为被申请人的行政复议案件5件，已按期提交答复材料，县政府审理后维持4件。",
        "在司法所设立行政复议咨询点，代收复议申请3件，转送县司法局审理。",
        "修订完善内部规章制度12项。",
        "配合县人大开展立法调研2次，反馈意见12条。",
        "积极配合复议机关审理行政复议案件2件。",
        "青栎县人民政府2024年法治政府建设年度报告" + _B + "全年审理行政复议案件45件，纠错5件。",
        "青栎县司法局2024年法治政府建设年度报告" + _B + "全年审理行政复议案件45件，纠错5件。",
        "宁江市人民政府2024年法治政府建设年度报告" + _B + "制定政府规章2件，提请审议地方性法规草案1件。",
    ),
)

_REVIEW = pattern(
    r"(?:审理|审结|依法办理并审结)(?:了|各类|行政)*(?:行政)?复议(?:案件|申请)|作出(?:行政)?复议决定\d"
)
_NOT_REVIEW = pattern(
    r"被申请|被复议|答复|配合|协助|代收|代为|转送|转交|咨询|受理点|上级|[县市区省]政府|人民政府审理|司法[局厅]|复议机[关构]|以我|对我|涉及我|涉我|接受|支持|旁听|出[席庭]|应诉|参加"
)
_LAW = pattern(
    r"(?:制定|出台|修订|颁布|公布|起草)(?:了|完成)?\w{0,6}?(?:地方性法规|政府规章|地方政府规章|单行条例)|规章(?:立法)?后评估|"
    r"立法(?:体系|工作|机制|质量)(?:尚|还|仍)?\w{0,3}(?:不|有待|欠)"
)
_NOT_LAW = pattern(
    r"配合|参与|征求|意见建议|反馈|联系点|协助|上级|调研|[省市]人大|[省市]政府|学习|宣传|贯彻|落实[^,。]{0,6}《|建议"
)
_REVIEWERS = pattern(r"司法|税务|海关|国安|国家安全|外汇|金融监管|公安厅|省|自治区|厅")
_DEPARTMENTS_SINCE = 2024


def check(reading: Reading) -> Iterator[Remark]:
    """Look for powers that the level of the unit does not have."""
    level = reading.level
    small = level in ("township", "subdistrict")
    department = level == "department" and not _REVIEWERS.search(reading.unit)
    if "复议" in reading.body and (small or (department and (reading.year or 0) >= _DEPARTMENTS_SINCE)):
        told = (
            "乡镇、街道不是行政复议机关"
            if small
            else "2024年起行政复议由县级以上政府统一管辖，一般部门不是行政复议机关"
        )
        yield from _claims(reading, _REVIEW, _NOT_REVIEW, f"{told}，请核对是不是作为被申请人的案件。")
    if (small or level == "county") and any(
        word in reading.body for word in ("规章", "法规", "条例", "立法")
    ):
        yield from _claims(reading, _LAW, _NOT_LAW, "本级没有立法权，请核对说法。")


def _claims(
    reading: Reading, pattern: re.Pattern[str], unless: re.Pattern[str], message: str
) -> Iterator[Remark]:
    for found in pattern.finditer(reading.body, reading.start):
        if not unless.search(reading.around(*found.span(), before=80, after=60)):
            yield reading.remark(found.start(), found.end(), message)
