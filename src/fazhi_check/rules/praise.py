"""存在的不足应当写问题，不应明贬实褒或写成成绩。

查什么：“工作要求过于严格”“过于追求完美”之类把优点当缺点写的；不足部分里只讲成绩、没有一点转折的句子。
不算：先肯定后转折的句子（“虽然……但是……”）；不足部分开头概括全年成绩的话；已经整改的具体问题；下一步的措施。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._numbers import ITEM
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "praise"
TITLE = "不足写成了成绩"
LEVEL: Level = "info"
BASIS = ""
_D = "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n{}\n三、2025年主要安排\n招录执法人员2名。"
EXAMPLES = Examples(
    bad=(
        _D.format("一是对工作要求过于严格，有时对干部不够宽容。"),
        _D.format("一是干部工作热情过高，经常加班加点，休息不够。"),
        _D.format("一是过于追求工作完美，标准定得太高。"),
        _D.format("一是法治政府建设取得显著成效，得到上级充分肯定。"),
        _D.format("一是执法水平明显提升，群众满意度大幅提高。二是人员少。"),
    ),
    good=(
        _D.format("一是执法人员少，办案质量不高。"),
        _D.format("虽然法治政府建设取得显著成效，但与群众期待相比还有差距。"),
        _D.format("我镇法治政府建设取得明显成效。同时，还存在一些不足：一是执法人员少。"),
        "法治政府建设取得显著成效，得到上级充分肯定。",
        _D.format("一是考核要求不够严格，奖惩不明。"),
        _D.format("一是有的干部工作标准不高，热情不足。"),
    ),
)

_DISGUISED = pattern(
    r"要求过[于分]?(?:严|高)|标准(?:定得)?(?:过|太)高|热情(?:过|太)高|过[于分](?:追求(?:工作)?完美|认真|细致|敬业|负责)|(?:经常|长期)加班加点"
)
_PRAISE = pattern(
    r"(?:成效|成绩|进展)(?:显著|明显|突出)|(?:取得|得到)了?\w{0,8}(?:成效|成绩|肯定|好评|认可)|(?:明显|大幅|显著|有效)(?:提升|提高|改善|增强)"
)
_TURN = pattern(
    r"但|仍|还|尚|不|欠|缺|差|弱|难|低|少|没|未|慢|滞后|薄弱|单一|然而|有待|亟待|问题|困难|短板|需"
)


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the sentences of the problems' part."""
    problems = list(reading.with_role("shortcomings"))
    for number, sentence in enumerate(problems):
        found = _DISGUISED.search(reading.text, sentence.start, sentence.end)
        if found:
            yield reading.remark(sentence.start, sentence.end, "这一条像是把优点当缺点写，请写真正的问题。")
            continue
        words = reading.words(sentence)
        following = problems[number + 1] if number + 1 < len(problems) else None
        turned = following is not None and _TURNS_NEXT.match(reading.words(following))
        # Only items of the list: what opens the part may sum up the year.
        if ITEM.match(words) and _PRAISE.search(words) and not _TURN.search(words) and not turned:
            yield reading.remark(sentence.start, sentence.end, "这句话说的是成绩，不应放在不足部分。")


_TURNS_NEXT = pattern(r"^(?:但|同时|然而|不过|与此同时|在看到|也|虽然|对照|一是|还|仍)")
