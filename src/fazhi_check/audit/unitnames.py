"""Names of units: what belongs to a name and what stands around it, in titles, rosters and file names."""

from __future__ import annotations

import re
from typing import NamedTuple

from fazhi_check.folding import fold

_BRACKETS = re.compile(r"\([^)]*\)")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_PLACE = r"(?:镇|乡|苏木|街道|省|自治区|市|县|区|旗|州|盟)"
_ORGAN = r"(?:人民政府|政府|党委|党工委|工委|委员会|委|办事处|办|管理委员会|管委会|行政公署|行署)"
_GOVERNED = re.compile(rf"^(.*{_PLACE}){_ORGAN}$")
_BETWEEN = re.compile(r"(?<=[县区市旗])人民政府(?=[^局]{2,8}(?:街道|镇|乡)$)")
"""瀚江区人民政府桐荫街道办事处."""
_ABOVE = re.compile(
    r"^([^省市州盟县区旗]{1,8}(?:省|自治区))?([^省市州盟县区旗]{1,8}(?:市|自治州|州|盟|地区))?([^省市州盟县区旗]{1,12}(?:县|区|旗|市))?"
)
_NO_PLACE = ("城市", "都市", "社区", "园区", "景区", "市区", "城区", "山区", "林区", "辖区", "军区")
"""Words that end like a place above others, and are none."""
_NO_CORE = frozenset(("街道", "苏木", "管理局", "委员会", "管委会", "办公室", "分局"))
_TOWN = re.compile(r"(?:镇|乡|苏木|街道|县|区|旗|市)$")


class Core(NamedTuple):
    """A unit's own name, and the places above it that stood before it."""

    name: str
    above: tuple[str, ...]


def cleaned(name: str) -> str:
    """Return a name in one spelling, without what every such name may have: 中共青栎县委员会 and 青栎县人民政府 are 青栎县."""
    text = _PARTY.sub("", _BRACKETS.sub("", fold(name).text))
    governed = _GOVERNED.match(text)
    return _BETWEEN.sub("", governed[1] if governed else text)


def signed(names: str) -> tuple[str, ...]:
    """Return a title's unit, and those that sign together (中共竹溪镇委员会、竹溪镇人民政府) each by itself, cleaned."""
    return tuple(dict.fromkeys(cleaned(one) for one in (names, *re.split("[、,]", names)) if one.strip()))


def cores(name: str) -> tuple[Core, ...]:
    """Return a cleaned name with ever fewer of the places above it: 青栎县竹溪镇, 竹溪镇."""
    found = _ABOVE.match(name)
    parts = [part for part in found.groups() if part] if found else []
    result = [Core(name, ())]
    at = 0
    for number, part in enumerate(parts, 1):
        at += len(part)
        rest = name[at:]
        if part.endswith(_NO_PLACE) or len(rest) < 2 or rest in _NO_CORE:
            break
        result.append(Core(rest, tuple(parts[:number])))
    return tuple(result)


def without_rank(name: str) -> str:
    """Return a department's name without the mere rank before it: 县司法局 is 司法局."""
    return name[1:] if len(name) > 3 and name[0] in "省市州盟县区旗" and not is_place(name) else name


def stem(name: str) -> str:
    """Return a place's name without its kind (竹溪镇: 竹溪), "" for what is no place."""
    found = _TOWN.search(name)
    return name[: found.start()] if found and found.start() >= 2 else ""


def is_place(name: str) -> bool:
    """Tell whether a cleaned name is that of a place, not of a department."""
    return _TOWN.search(name) is not None


def agree(above: tuple[str, ...], others: tuple[str, ...]) -> int:
    """Tell whether two lists of places above can be those of one unit.

    1: they share one; 0: nothing speaks against it; -1: they cannot.
    """
    if set(above) & set(others):
        return 1
    return -1 if {one[-1] for one in above} & {one[-1] for one in others} else 0


def is_short_for(short: str, name: str) -> bool:
    """Tell whether a department's name can be short for another (发改委 for 发展和改革委员会).

    Its characters stand in the other in this order, the first at the start, the last in what ends it.
    """
    if not 3 <= len(short) < len(name) or short[0] != name[0]:
        return False
    rest = iter(name)
    if not all(character in rest for character in short):
        return False
    ends = {"委": ("委", "委员会"), "办": ("办", "办公室"), "院": ("院",), "局": ("局",), "厅": ("厅",)}
    return name.endswith(ends.get(short[-1], (short[-2:],)))
