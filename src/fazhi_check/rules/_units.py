"""Names of units: what a unit is called, and whether a name in the text may be its own."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from fazhi_check.patterns import pattern

_AREA = pattern(r"\w{1,8}?(?:自治区|自治州|自治县|街道|苏木|省|市|州(?![市县区])|盟|区|县|旗|镇|乡)")
_OFFICE = pattern(r"(?:人民政府|政府|委员会|办事处|党工委|党委|党组|机关)$")
_TYPES = ("街道", "苏木", "镇", "乡", "县", "区", "旗", "市", "州", "盟", "省")
_BODIES = pattern(r"(?:局|厅|委员会|委|办公室|办|院|署|处|中心|支队|大队)(?:党组|党委)?$")


class Unit(NamedTuple):
    """A unit: all of its name, its own area (竹溪镇) and that area's type (镇), and its body's name for departments."""

    name: str
    area: str
    type: str
    body: str


@lru_cache(maxsize=256)
def unit_of(name: str, level: str | None) -> Unit:
    """Take a unit's name apart; `body` is 水利局 for 临沣县水利局, "" for governments."""
    name = name.split("、")[-1].removeprefix("中共")
    areas = _AREA.findall(name)
    # 乡镇 and 市区 are no names; a single character before the type is (县水利局: no place).
    areas = [area for area in areas if len(area) > len(type_of(area))]
    area = areas[-1] if areas else ""
    body = ""
    if level == "department":
        rest = name[name.rindex(area) + len(area) :] if area else name
        body = rest.lstrip("省市县区州旗") if _BODIES.search(rest) else rest
    elif not areas:
        area = _OFFICE.sub("", name)
    return Unit(name, area, type_of(area), body)


def type_of(area: str) -> str:
    """Return the type at the end of an area's name ("" if none)."""
    return next((one for one in _TYPES if area.endswith(one)), "")


def may_be(name: str, own: str) -> bool:
    """Tell whether one name may be short for the other: its characters stand in it in this order."""
    short, long = sorted((name, own), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def one_off(name: str, own: str) -> bool:
    """Tell whether two names of the same length differ in exactly one character."""
    return len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1
