"""Facts: quantities with their units, named documents, dates, meetings — what makes a sentence more than a slogan."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d+(?:[.,]\d+)*|[一二两三四五六七八九十百千万]{1,6})"
_UNIT = (
    r"(?:人次|余人次|万人次|家次|场次|批次|户次|余件|余人|余份|余起|余场|余次|余名|余条|余家|余户|余处|余个|[余多]?"
    r"(?:次|件|人|份|宗|起|项|场|名|条|家|户|处|台|套|卷|期|册|篇|个|支|批|部|座|辆|万元|亿元|元|平方米|亩|公里|吨|课时|学时|分|天|小时|分钟|类|种|所|间|幅|块|本|张|轮|趟|位|回|桩|遍|幢|栋|组))"
)
_QUANTITY = re.compile(rf"(?:\d+(?:[.,]\d+)*\s*[万亿]?(?:%|{_UNIT})|百分之{_NUMBER}|[两三四五六七八九十百千]{{1,4}}{_UNIT})")
# Numbers that are part of a name or of a slogan: 三项制度, 四个亲自, 十四五, 一窗.
_NAMED_NUMBER = re.compile(
    r"三项制度|四个亲自|五个同|四个意识|四个自信|两个维护|两个确立|三重一大|一门|一窗|一网|一次办|十四五|十五五|八五|七五|九五|二十大|二十届|三会一课|两委|三农|三公|第[一二三四五六七八九十]+"
)
_TITLE = re.compile(r"《[^》\n]{2,60}》")
_DATE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬|份)?|每[周月季年][度一二三四五六日]?|上半年|下半年")
_EVENT = re.compile(r"[\u4e00-\u9fff]{0,8}(?:听证会|座谈会|述法会|评议会|培训班|专题会|推进会|恳谈会|论证会|联席会议|常务会议|演练|开放日|宣传周|宣传月|公示栏|记录仪)")


def facts_in(text: str, means: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the facts in a folded passage, in order: quantities, 《names》, dates, events and the given means."""
    found: list[tuple[int, int, str]] = []
    for pattern in (_QUANTITY, _TITLE, _DATE, _EVENT):
        for match in pattern.finditer(text):
            if pattern is _QUANTITY and _NAMED_NUMBER.match(text, match.start()):
                continue
            found.append((match.start(), match.end(), match[0]))
    for word in means:
        at = text.find(word)
        if at >= 0:
            found.append((at, at + len(word), word))
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for start, end, words in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, words))
    return tuple(dict.fromkeys(words for _, _, words in kept))
