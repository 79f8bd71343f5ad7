"""Word 文件里不应留下批注、修订和突出显示。

查什么：没有删除的批注、没有接受或拒绝的修订（新增、删除）、没有清除的突出显示。只有 .docx 文件里看得到这些。
不算：已经接受或拒绝的修订；字体颜色、加粗、下划线。例句里用“{批注：原文|批注内容}”“{高亮：……}”“{新增：……}”“{删除：前后文|删去的话}”表示。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "drafts"
TITLE = "Word 里留着批注、修订或突出显示"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "全年审查{批注：合同12件|数字请司法所核实}。",
        "{高亮：全年审查合同12件}，提出意见30条。",
        "全年审查合同{新增：12}件。",
        "{删除：全年审查合同12件|约}。",
        "聘请律师{批注：2名|}。",
    ),
    good=(
        "全年审查合同12件。",
        "全年审查合同12件（见批注）。",
        "修订应急预案3个，新增示范点2个。",
        "对重点内容突出显示，制作展板12块。",
        "删除不合时宜的条款5条。",
    ),
)

_MOST = 5
"""More marks of a kind than this are told together."""
_TOLD = {
    "comment": "有一条批注没有处理",
    "highlight": "突出显示没有清除",
    "insertion": "这是还没有接受的修订（新增）",
    "deletion": "这里有还没有接受的修订（删去的话）",
}


def check(reading: Reading) -> Iterator[Remark]:
    """Report what the reader found in the file."""
    marks = reading.outline.document.marks
    for kind, told in _TOLD.items():
        found = [mark for mark in marks if mark.kind == kind]
        if len(found) > _MOST:
            yield Remark(found[0].span, f"{told}；全文共{len(found)}处，这是第一处。")
            continue
        for mark in found:
            note = f"：{mark.note}" if mark.note else ""
            yield Remark(mark.span, f"{told}{note}。")
