"""落款应当与标题是同一个单位。

查什么：正文后面紧接着的署名与标题里的单位不是同一个；标题是党委和政府联名而署名只有一家，或者反过来。
不算：一个用全称一个用简称；没有署名；网站页脚的主办单位、信息来源；标题没有单位的报告。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Line, Reading, Remark
from fazhi_check.rules._units import may_be, unit_of
from fazhi_check.structure.chrome import is_chrome
from fazhi_check.structure.metadata import level_of

ID = "signature"
TITLE = "落款与标题不符"
LEVEL: Level = "warning"
BASIS = ""
_B = "\n一年来，我们坚持依法行政，现将有关情况报告如下。\n一、主要举措和成效\n全年审查合同12件，提出意见30条。\n"
EXAMPLES = Examples(
    bad=(
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B + "石桥镇人民政府\n2025年1月10日",
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B + "青栎县司法局\n2025年1月10日",
        "青栎县水利局2024年法治政府建设年度报告" + _B + "青栎县农业农村局\n2025年1月10日",
        "青栎县人民政府2024年法治政府建设年度报告" + _B + "安远县人民政府\n2025年1月10日",
        "中共青栎县委 青栎县人民政府关于2024年法治政府建设情况的报告" + _B + "青栎县人民政府\n2025年1月10日",
        "青栎县人民政府2024年法治政府建设年度报告" + _B + "中共青栎县委\n青栎县人民政府\n2025年1月10日",
    ),
    good=(
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B + "竹溪镇人民政府\n2025年1月10日",
        "竹溪镇2024年法治政府建设年度报告" + _B + "青栎县竹溪镇人民政府\n2025年1月10日",
        "青栎县人社局2024年法治政府建设年度报告" + _B + "青栎县人力资源和社会保障局\n2025年1月10日",
        "中共青栎县委 青栎县人民政府关于2024年法治政府建设情况的报告"
        + _B
        + "中共青栎县委\n青栎县人民政府\n2025年1月10日",
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B + "2025年1月10日",
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B + "主办：青栎县人民政府办公室　版权所有",
    ),
)

_DATE = pattern(r"^(?:20\d\d|二[〇○零]\S{2})年\S{1,3}月\S{0,4}$")
_PARTY = pattern(r"中共|党委|党工委|[县市区省州旗镇乡]委(?!员会$)(?:$|员会)")
_GOVERNMENT = pattern(r"政府|办事处|管委会|管理委员会")
_INTERNAL = pattern(r"党政(?:综合)?办|办公室$|法规[科股]|司法所")


def check(reading: Reading) -> Iterator[Remark]:
    """Compare the lines between the body and the date with the unit in the title."""
    signed = _signed(reading)
    title = reading.outline.title
    if not signed or not reading.unit or not any(part in title for part in reading.unit.split("、")):
        return
    own = unit_of(reading.unit, reading.level)
    for line in signed:
        other = unit_of(line.words, level_of(line.words))
        one, two = (own.body or own.area), (other.body or other.area)
        same_kind = bool(own.body) == bool(other.body)
        if _INTERNAL.search(line.words) or (same_kind and one and two and may_be(one, two)):
            continue
        yield Remark(line.span, f"标题里的单位是“{reading.unit}”，落款是“{line.words}”，请核对。")
        return
    if own.body:
        return
    words = "、".join(line.words for line in signed)
    joint_title = bool(_PARTY.search(reading.unit) and _GOVERNMENT.search(reading.unit))
    joint_signed = bool(_PARTY.search(words) and _GOVERNMENT.search(words))
    if joint_title and not joint_signed:
        yield Remark(signed[0].span, "标题是党委和政府联名，落款只有一家，请核对。")
    elif joint_signed and not joint_title and _GOVERNMENT.search(reading.unit):
        yield Remark(signed[0].span, "落款是党委和政府联名，标题里只有政府，请核对。")


def _signed(reading: Reading) -> list[Line]:
    """Return the lines that sign: those directly behind the body that name units, up to the date."""
    found = []
    for line in reading.below:
        if not line.words:
            continue
        if _DATE.match(line.words) or is_chrome(line.words) or not level_of(line.words) or ":" in line.words:
            break
        found.append(line)
    return found[:3]
