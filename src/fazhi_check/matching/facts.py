"""Facts: quantities with their units, named documents, dates, meetings — what makes a sentence more than a slogan."""

from __future__ import annotations

from fazhi_check.patterns import pattern

_UNIT = (
    r"(?:余|多|几)?(?:人次|万人次|家次|场次|批次|户次|件次|次|件|人|份|宗|起|项|场|名|条|家|户|处|台|套|卷|期|册|篇|个|支|批|部|座|"
    r"辆|万元|亿元|元|平方米|亩|公里|吨|课时|学时|分钟|小时|分|天|类|种|所|间|幅|块|本|张|轮|趟|位|回|桩|遍|幢|栋|组|成|倍)"
)
# Numbers that are part of a name or of a slogan tell nothing; they are matched first and left out.
_NAMES = (
    r"三项制度|四个亲自|五个同|四个意识|四个自信|两个维护|两个确立|三重一大|十四五|十五五|八五普法|七五普法|九五普法|二十大|"
    r"二十届|三会一课|第[一二三四五六七八九十]+|12345|一村一|一社区一"
)
_EVENTS = r"听证会|座谈会|述法会|评议会|培训班|专题会|推进会|恳谈会|论证会|联席会议|常务会议|演练|开放日|宣传周|宣传月|公示栏|记录仪"
_FACT = pattern(
    # Most characters begin no fact: one look at the first spares trying all the ways to go on.
    r"(?=[0-9《百每上下一二两三四五六七八九十千第听座述评培专推恳论联常演开宣公记])(?:"
    rf"(?P<named>{_NAMES})"
    r"|《[^》\n]{2,60}》"
    rf"|(?<![\d.,])\d++(?:[.,]\d++)*+[万亿]?(?:%|{_UNIT})|百分之[一二两三四五六七八九十百千万点]+|[两三四五六七八九十百千]{{1,4}}{_UNIT}"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?|每[周月季][度一二三四五六日]?|每半年|上半年|下半年"
    rf"|(?:{_EVENTS}))"
)


def facts_in(text: str, means: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the facts in a folded passage: quantities, 《names》, dates, events in order, then the given means."""
    found = [match[0] for match in _FACT.finditer(text) if not match["named"]]
    found += [word for word in means if word in text]
    return tuple(dict.fromkeys(found))
