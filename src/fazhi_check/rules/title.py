"""标题应当写明单位、年度和文种，不重复、不残缺。

查什么：标题里没有年度；没有单位（标题上方、“关于”前面也没有）；单位没有地名（“市水务局”）；“年度”写了两遍；标题末尾被截断（“年度报”）。
不算：年度写成“2024年”还是“2024年度”，“情况报告”还是“年度报告”；单位写在标题上一行；标题没有认出来的报告。
级别：没有地名、“年度”重复为可改，其余为应改。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.metadata import split_title

ID = "title"
TITLE = "标题不完整"
LEVEL: Level = "warning"
BASIS = ""
_B = "\n一年来，我镇坚持依法行政，现将有关情况报告如下。\n一、主要举措和成效\n审查合同12件。"
EXAMPLES = Examples(
    bad=(
        "竹溪镇人民政府关于法治政府建设的情况报告" + _B,
        "2024年度法治政府建设情况报告" + _B,
        "青栎县竹溪镇2024年度法治政府建设年度报告" + _B,
        "青栎县竹溪镇2024年法治政府建设年度报" + _B,
        "县水利局2024年法治政府建设年度报告" + _B,
    ),
    good=(
        "青栎县竹溪镇2024年法治政府建设年度报告" + _B,
        "竹溪镇人民政府关于2024年度法治政府建设情况的报告" + _B,
        "青栎县水利局2024年度法治政府建设工作总结" + _B,
        "中共青栎县委 青栎县人民政府\n2024年度法治政府建设情况报告" + _B,
        "二〇二四年青栎县法治政府建设工作报告" + _B,
    ),
)

_TWICE = pattern(r"\d年度.*年度报告")
_NO_PLACE = pattern(r"^[省市县区州旗]\w{1,14}(?:局|委员会|委|办公室|办|中心)$")


def check(reading: Reading) -> Iterator[Remark]:
    """Look at the title that was found in the text."""
    words, span = reading.outline.title, reading.outline.title_at
    if not words or span is None:
        return
    unit, year = split_title(words)
    if year is None and not re.search(r"20\d\d", words):
        yield Remark(span, "标题没有写是哪一年度的报告。")
    if not unit:
        yield Remark(span, "标题没有写是哪个单位的报告。")
    elif _NO_PLACE.match(unit):
        yield Remark(span, f"标题里的“{unit}”没有地名，公开发布时看不出是哪里的单位。", level="info")
    if _TWICE.search(words):
        yield Remark(
            span, "标题里“年度”写了两遍，可以写作“××年度……情况报告”或“××年……年度报告”。", level="info"
        )
    if re.search(r"(?:年度|情况|工作)报$", words):
        yield Remark(span, "标题末尾残缺，应当是“报告”。")
