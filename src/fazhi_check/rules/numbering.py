"""标题和条目的序号应当连续：不缺号、不重号、不倒序。

查什么：“一、”“（一）”“1.”“（1）”各级序号在同一层里是否依次递增；一个自然段或一节里的“一是、二是、三是”是否依次递增。
不算：下一层重新从 1 开始；低一层的序号跨节连续编下去；一节之内另起一组“一是”。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._numbers import STYLES, Number, han_value, written
from fazhi_check.rules._reading import Examples, Paragraph, Reading, Remark

ID = "numbering"
TITLE = "序号不连续"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "一、2024年主要举措和成效\n审查合同12件。\n三、存在的不足\n执法人员少。\n四、2025年主要安排\n招录执法人员2名。",
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办理案件9件。\n（四）化解纠纷\n调解纠纷30件。",
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办理案件9件。\n（二）化解纠纷\n调解纠纷30件。",
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办理案件9件。\n3.化解纠纷\n调解纠纷30件。",
        "一是审查合同12件。二是办理案件9件。四是调解纠纷30件。",
        "一是审查合同12件；二是办理案件9件；二是调解纠纷30件。",
        "一、2024年主要举措和成效\n审查合同12件。\n一、存在的不足\n执法人员少。\n二、2025年主要安排\n招录执法人员2名。",
    ),
    good=(
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办理案件9件。\n（三）化解纠纷\n调解纠纷30件。",
        "（一）依法决策\n1.审查合同。全年审查12件。\n2.法律顾问。参与研究5次。\n（二）规范执法\n1.办理案件。全年9件。\n2.人员培训。举办3期。",
        "（一）依法决策\n1.审查合同。全年审查12件。\n2.法律顾问。参与研究5次。\n（二）规范执法\n3.办理案件。全年9件。\n4.人员培训。举办3期。",
        "一是审查合同12件。二是办理案件9件。三是调解纠纷30件。",
        "（一）依法决策\n一是审查合同12件。二是聘请律师2名。\n（二）规范执法\n一是办理案件9件。二是培训3期。",
        "工作回顾\n一、依法决策\n审查合同12件。\n二、规范执法\n办理案件9件。\n存在问题\n一、执法人员少，难以兼顾。\n二、普法形式单一，效果不好。",
        "首先审查合同12件，其次聘请律师2名。第一季度办理案件9件，第三季度办理案件5件。",
    ),
)

_LISTED = pattern(r"(?<![^\n。;:!,])([一二三四五六七八九十]{1,2})是(?!一[,。;]?[二两]是|否)")

# 2.12月4日 may be an item's number or a decimal: what follows it cannot be judged.
_UNCLEAR = pattern(r"\d{1,2}[.。]\d")


def check(reading: Reading) -> Iterator[Remark]:
    """Follow the numbers of headings and items, then the lists inside the text."""
    yield from _numbers(reading)
    yield from _lists(reading)


def _numbers(reading: Reading) -> Iterator[Remark]:
    # Open levels: the last number in each style, and per style the last one anywhere (lists that go on).
    open_levels: dict[str, int] = {}
    last: dict[str, int] = {}
    above = ""
    for paragraph in reading.paragraphs:
        number = paragraph.number
        if number is None:
            if paragraph.bare:
                open_levels = {}  # below a heading without a number numbers may start anew
            if _UNCLEAR.match(reading.text, paragraph.start):
                open_levels.pop("third", None)
                last.pop("third", None)
            continue
        before = open_levels.get(number.style)
        wrong = _wrong(number, before, last.get(number.style)) or _mixed(number, before, last, open_levels)
        words = reading.words(paragraph)
        # A heading that stands there twice is told by the rule for headings.
        if wrong and not (wrong == "重号" and words == above):
            yield _remark(reading, paragraph, number, wrong, before or last.get(number.style, 0))
        above = words
        last[number.style] = number.value
        rank = STYLES.index(number.style)
        open_levels = {style: value for style, value in open_levels.items() if STYLES.index(style) < rank}
        open_levels[number.style] = number.value


def _wrong(number: Number, before: int | None, last: int | None) -> str:
    """Say what is wrong with a number after `before` (the same level) or `last` (anywhere); "" if nothing."""
    high = number.style in ("part", "first", "second")
    if before is None:
        starts = number.value == 1 or (last is not None and number.value == last + 1) or not high
        return "" if starts or number.style == "part" else "前面缺号"
    if number.value == before + 1:
        return ""
    if number.value == 1:
        return "重号" if before == 1 and high else "" if number.style != "first" else "又从头编号"
    if number.value == before:
        return "重号"
    return "前面缺号" if number.value > before else "顺序颠倒"


def _mixed(number: Number, before: int | None, last: dict[str, int], levels: dict[str, int]) -> str:
    """Say that a number goes on a list of another style: （一）（二）3."""
    above = [value for style, value in levels.items() if STYLES.index(style) < STYLES.index(number.style)]
    goes_on = number.value > 1 and before is None and number.value != last.get(number.style, 0) + 1
    return "样式与前面不同" if goes_on and above and above[-1] == number.value - 1 else ""


def _remark(reading: Reading, paragraph: Paragraph, number: Number, wrong: str, before: int) -> Remark:
    expected = written(number.style, before + 1)
    told = f"序号“{written(number.style, number.value)}”{wrong}，"
    told += (
        f"前一个是“{written(number.style, before)}”，这里应当是“{expected}”。"
        if before
        else f"没有找到“{expected}”。"
    )
    end = paragraph.heading.end if paragraph.heading else min(paragraph.sentences[0].end, number.end + 30)
    return reading.remark(paragraph.start, end, told)


def _lists(reading: Reading) -> Iterator[Remark]:
    before = 0
    for paragraph in reading.paragraphs:
        if paragraph.heading:
            before = 0
        for found in _LISTED.finditer(reading.text, paragraph.start, paragraph.end):
            value = han_value(found[1])
            if before and value not in (1, before + 1):
                wrong = "重号" if value == before else "前面缺号" if value > before else "顺序颠倒"
                yield reading.remark(
                    found.start(1),
                    found.end(),
                    f"“{found[1]}是”{wrong}，前一个是“{written('first', before)[:-1]}是”。",
                )
            before = value if value == 1 or before else 0
