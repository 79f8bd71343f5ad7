"""Metadata of a report: title, unit, level of the unit, report year, date of publication.

The shape of titles was taken from a harvest of published ones (statistics in docs/accuracy.md). All patterns are
matched against folded lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fazhi_check.patterns import pattern

YEAR = r"(?:20\d\d|二[〇○Oo0零][一二三四五六七八九〇○零]{2})"
_SUBJECT = (
    r"(?:法治(?:政府|机关)?(?:部门)?建设|法治政府(?:部门)?|依法行政|依法治[县市区镇乡省州局校]|法治工作)"
)
_TITLE = pattern(
    rf"^\S{{0,60}}?(?:{YEAR}\S{{0,40}}?)?{_SUBJECT}\S{{0,30}}(?:报告|总结|情况|报|汇报|计划|打算)(?:\(\S{{1,20}}\))?$"
)
_LONGEST = 90
_NOT_TITLE = pattern(
    r"[,。;!?<>|]|^(?:来源|发布|索引|关键词|标题)|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)"
)
_YEAR_IN_TITLE = pattern(rf"({YEAR})年?")
_UNIT_LINE = pattern(
    r"^(?:中共)?[\u4e00-\u9fff()、]{2,40}(?:人民政府|委员会|管委会|党委|党工委|[县市区省旗州]委|局|厅|委|办事处|办公室|街道|镇|乡|苏木|中心|支队|大队|院|署|处)$"
)
_DATE = pattern(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})")
_PUBLISHED = pattern(rf"(?:发布|公开)(?:日期|时间):?{_DATE.pattern}")
_DATED = pattern(rf"(?:日期|时间):?{_DATE.pattern}")
_HAN_DIGITS = {
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "0": "0",
    "零": "0",
    **{han: str(n) for n, han in enumerate("一二三四五六七八九", 1)},
}


class Title(NamedTuple):
    """A title that was found: its words, the unit and year in it ("" and None if it has none), its lines."""

    words: str
    unit: str
    year: int | None
    first: int
    last: int


def year_of(text: str) -> int | None:
    """Read a year in digits or Chinese numerals (二〇二四)."""
    digits = "".join(_HAN_DIGITS.get(character, character) for character in text)
    return int(digits) if digits.isdigit() else None


def looks_like_title(line: str) -> bool:
    """Tell whether a folded line reads like the title of such a report."""
    return len(line) <= _LONGEST and not _NOT_TITLE.search(line) and _TITLE.match(line) is not None


def find_title(lines: list[str], until: int, words_in_it: Sequence[str] = ()) -> Title | None:
    """Return the title among the first `until` lines; titles may be broken over up to three lines.

    Where a page shows the title twice, the one nearest to the text counts. `words_in_it` are words one of which is in
    the titles of other documents than the annual report.
    """
    for last in range(min(until, len(lines)) - 1, -1, -1):
        if not lines[last] or _NOT_TITLE.search(lines[last]):
            continue
        for first in range(last, max(last - 3, -1), -1):
            words = "".join(lines[first : last + 1])
            if any(_NOT_TITLE.search(line) for line in lines[first:last]):
                break
            other = len(words) <= _LONGEST and any(one in words for one in words_in_it)
            if other or (not words_in_it and looks_like_title(words)):
                title = _with_units_above(lines, first, last)
                return title._replace(unit=_OFFICE.sub("", title.unit)) if words_in_it else title
    return None


# Documents of a person name the office: 水利局党组书记、局长.
_OFFICE = pattern(
    r"(?:(?:党组|党委|党工委)?书记|主任|[局厅镇乡县区市旗州]长|主要负责(?:人|同志)|党政主要负责人)(?:、\S{1,6}?[长任记])?$"
)


def _with_units_above(lines: list[str], first: int, last: int) -> Title:
    words = "".join(lines[first : last + 1])
    unit, year = split_title(words)
    above: list[str] = []
    while not unit and first and len(above) < 3 and _UNIT_LINE.match(lines[first - 1]):
        first -= 1
        above.insert(0, lines[first])
    if above:
        unit = joint_unit("、".join(above))
        words = "".join([*above, words])
    return Title(words, unit, year, first, last)


_AROUND = pattern(r"^(?:关于|度|年度|的|及|推进|报送)+|(?:关于|的|报送|推进|年度|贯彻落实|加强)+$")
_JOINT = pattern(r"((?:^|、)中共\S{1,24}?(?:委员会|[县市区省州旗]委|党委|党工委))(?=[^、])")
_BEFORE_SUBJECT = pattern(rf"关于|{YEAR}|推进|加强|{_SUBJECT}|依法|法治|工作情况|履行")


# What a table of disclosure or a list puts before the title.
_LABEL = pattern(r"^(?:[-·•▪■●○>]|(?:信息|文件|公文)?(?:名称|标题|题名):)+")


_YEAR_LEFT = pattern(r"^年?度?")


def split_title(words: str) -> tuple[str, int | None]:
    """Return the unit ("" if none) and the year that a title names."""
    words = _LABEL.sub("", words).removeprefix("关于")
    found = _YEAR_IN_TITLE.search(words)
    year = year_of(found[1]) if found else None
    stop = _BEFORE_SUBJECT.search(words)
    unit = words[: stop.start()] if stop else ""
    if not unit and found:
        rest = _YEAR_LEFT.sub("", words[found.end() :])
        stop = _BEFORE_SUBJECT.search(rest)
        unit = rest[: stop.start()] if stop else ""
    unit = _AROUND.sub("", unit)
    return (
        joint_unit(unit) if len(unit) >= 2 and unit not in {"本单位", "我单位", "全年", "本级"} else ""
    ), year


def split_stated(words: str) -> tuple[str, int | None]:
    """Return the unit and the year that a page's own title names; it may be nothing but the unit's name."""
    unit, year = split_title(words)
    return unit or (words if _UNIT_LINE.match(words) else ""), year


def joint_unit(unit: str) -> str:
    """Set “、” between a Party committee and the government that signs with it."""
    return _JOINT.sub(r"\1、", unit)


_PROVINCES = ["北京", "天津", "上海", "重庆"]
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("subdistrict", pattern(r"街(?:道(?:办事处|办|党工委)?)?(?:\(\S*\))?$")),
    ("township", pattern(r"(?:镇|乡|苏木)(?:人民政府|政府|党委|委员会|委)?(?:\(\S*\))?$")),
    ("province", pattern(r"(?:省|自治区)(?:人民政府|政府|委)?$")),
    (
        "county",
        pattern(
            r"(?:县|区|旗)(?:人民政府|政府|委)?$|(?:开发区|高新区|新区|园区|示范区|风景区|管理区|合作区)\S{0,4}(?:管理委员会|管委会)$"
        ),
    ),
    ("city", pattern(r"(?:市|自治州|州|盟|地区)(?:人民政府|政府|委|行政公署|行署)?$")),
    (
        "department",
        pattern(
            r"(?:局|厅|委员会|委|办公室|办|中心|支队|大队|总队|院|署|处|馆|队|所|站|公司|学校|联合会|社)(?:党组|党委)?(?:\(\S*\))?$"
        ),
    ),
)


def level_of(unit: str) -> str | None:
    """Return the level of a unit by its name: province, city, county, township, subdistrict or department."""
    name = unit.split("、")[-1]
    if name.startswith("中共") and name.endswith(("县委", "市委", "区委", "省委", "旗委", "州委")):
        name = name[:-1]
    for level, ending in _LEVELS:
        if ending.search(name):
            if level == "city" and name.removesuffix("人民政府").removesuffix("市") in _PROVINCES:
                return "province"
            return level
    return None


def published_on(lines: list[str], stated: str) -> str:
    """Return the date of publication as YYYY-MM-DD ("" if none): the page's own, else one of its frame's."""
    stated_dates = (_DATE.search(stated), *map(_PUBLISHED.search, lines), *map(_DATED.search, lines))
    standing = (
        found for text in lines if (found := _DATE.match(text)) and ("来源" in text or len(text) <= 20)
    )
    for found in (*stated_dates, *standing):
        if found and (day := _iso(found[1], found[2], found[3])):
            return day
    return ""


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""


_YEAR_SAID = pattern(r"(20[012]\d)年度?")


def year_in_text(text: str) -> int | None:
    """Guess the report year from the text: the year that its first passages and its headings name most."""
    years = [int(year) for year in _YEAR_SAID.findall(text[:1500])]
    return max(set(years), key=lambda year: (years.count(year), -years.index(year))) if years else None


_CITY_HINT = pattern(
    r"各(?:县|区|市)(?:\([^)]*\))?[、(县市区]|全市\S{0,6}(?:个县|县区|区县)|(?:县|区)\(市、?区?\)|县\(市\)|省委、省政府|市直(?:各)?(?:部门|单位)"
)
_COUNTY_HINT = pattern(
    r"各(?:乡镇|镇街|乡\(镇\)|镇\(街道\)|乡镇\(街道\)|街道)|(?:个|全部)乡镇|县直|区直|市委、市政府\S{0,6}和?(?:县委|区委)"
)


def refine_level(level: str | None, unit: str, text: str) -> str | None:
    """Tell a county-level 市 from a prefecture-level one by whom its report speaks of."""
    if level != "city" or not unit.endswith(("市", "市人民政府")):
        return level
    return "county" if len(_COUNTY_HINT.findall(text)) > len(_CITY_HINT.findall(text)) * 2 else level
