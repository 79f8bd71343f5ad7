"""下年安排的每一条都要说明做什么，不能只有一句口号。

查什么：“一是……二是……”或分条列出的下年安排里，整条只有一句十几个字的口号，没有对象、数量、时限、文件、活动等任何具体内容。
不算：小标题下面另有内容的；写明了对象、数量、时限或具体做法的短句；没有下年安排的报告（那是要素缺失）。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.matching.facts import facts_in
from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._numbers import ITEM
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "plan-content"
TITLE = "下年安排只有口号"
LEVEL: Level = "info"
BASIS = ""
_D = "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n{}"
EXAMPLES = Examples(
    bad=(
        _D.format("一是进一步加强普法宣传。二是招录执法人员2名，充实执法一线。"),
        _D.format("一是继续规范行政执法。二是不断深化依法决策。"),
        _D.format("一是举办培训3期。二是扎实推进依法行政。"),
        _D.format("一是举办执法培训3期；二是着力提升服务水平；三是修订应急预案2个。"),
        _D.format("一是全面提升法治水平；二是每季度召开一次法治专题会议。"),
    ),
    good=(
        _D.format("一是招录执法人员2名。二是举办执法培训3期。"),
        _D.format("（一）加强队伍建设\n招录执法人员2名，举办执法培训3期。\n（二）深化普法\n举办活动12场。"),
        _D.format("一是加强普法宣传，走进14个村开展巡回宣讲。"),
        _D.format("一是修订《竹溪镇合同管理办法》。二是6月底前完成执法案卷自查。"),
        "一是进一步加强普法宣传。二是招录执法人员2名，充实执法一线。",
        _D.format("1.强化执法质量。一是每季度评查案卷12件。二是举办培训3期。"),
        _D.format("一是进一步加强普法宣传。紧盯青少年，组织法治副校长进校园，开展模拟法庭活动。"),
    ),
)

_HAN_DIGIT = pattern(r"[一二三四五六七八九十\d]+")
_SLOGAN = pattern(
    r"^(?:进一步|继续|持续|不断|全面|深入|扎实|切实|着力|大力|积极|坚持|努力|认真|稳步|加快|要)*(?:加强|推进|规范|深化|强化|提升|提高|完善|健全|落实|抓好|做好|优化|夯实|筑牢|压实|加大|增强|推动)"
    r"\w{2,14}$"
)


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the items of the plan, one by one."""
    for paragraph in reading.paragraphs:
        if paragraph.bare or paragraph.role != "plan":
            continue
        text = reading.text[paragraph.start : paragraph.end]
        items = list(ITEM.finditer(text))
        items = [one for one in items if one.start() == 0 or text[one.start() - 1] in "。;:"]
        for number, item in enumerate(items):
            stop = items[number + 1].start() if number + 1 < len(items) else len(text)
            if stop < len(text) and _style(items[number + 1][0]) != _style(item[0]):
                continue  # it heads a list of its own
            words = text[item.end() : stop].rstrip("。;")
            if _SLOGAN.match(words) and not facts_in(words):
                start = paragraph.start + item.start()
                yield reading.remark(
                    start, paragraph.start + stop, "这一条只有口号，请写明做什么、做多少、什么时候完成。"
                )


def _style(item: str) -> str:
    return _HAN_DIGIT.sub("", item)
