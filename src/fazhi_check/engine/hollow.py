"""Hollow sentences: in the parts for problems and plans they say nothing, refer elsewhere, or praise."""

from __future__ import annotations

from fazhi_check.engine.passages import Clause
from fazhi_check.patterns import pattern
from fazhi_check.structure.outline import Sentence

# A part that says nothing (无。 详见附件。) is as good as none.
_NOTHING = pattern(r"^(?:暂|尚)?(?:无|没有)(?:[。.,;]|$)|^(?:无|没有|暂无)\S{0,6}(?:内容|情况|事项)?[。.]?$")
_REFERENCE = pattern(
    r"^(?:(?:详见|见|参见)\S{0,12}|(?:特|专)此(?:报告|汇报|说明)|以上(?:报告|情况)[^。]{0,12})[。.]?$"
)

Told = list[tuple[Sentence, list[Clause]]]


def with_content(told: Told, text: str) -> tuple[Told, bool]:
    """Return the sentences that say something, and whether one says that there is nothing."""
    words = {one[0].start: text[one[0].start : one[0].end] for one in told}
    nothing = any(_NOTHING.search(one) for one in words.values())
    kept = [
        one
        for one in told
        if not _NOTHING.search(words[one[0].start]) and not _REFERENCE.search(words[one[0].start])
    ]
    return kept, nothing


# A part that tells of problems often begins with a look back (一年来……取得了一定成绩) or holds some praise.
_LOOK_BACK = pattern(
    r"(?:取得|得到|获得?|荣获|积累|付出|形成)[^。;]{0,24}(?:成绩|成效|进展|经验|荣誉|称号|努力|好评|肯定)|(?:成绩|成效|经验)来之不易"
)
_ILL = pattern(
    r"不(?!断|少|易|仅|但|光|同)|未|没|缺|弱|低|慢|难|差|欠|滞后|薄|短板|问题|偏|单一|脱节|亟|空白|矛盾|漏|错|迟|拖|粗|浅|散|乱|无|"
    r"仅|只|停留|流于|老化|陈旧|落后|紧张|瓶颈|隐患|超期|少"
)


def is_praise(words: str) -> bool:
    """Tell whether a sentence looks back on what is good and names nothing that is not."""
    found = _LOOK_BACK.search(words)
    return (
        found is not None and not _ILL.search(words, found.end()) and not _ILL.search(words, 0, found.start())
    )
