"""各节的事实应当大致均匀：整节没有数量、文件、日期的，数字都挤在一节里的，给出提示。

查什么：举措成效部分里，六句以上而九成以上的句子没有数量、文件或日期的一节；全文四节以上而八成以上的数字集中在一节里的。
不算：少于六句的节；没有小标题的报告；存在的不足和下年安排。只作提示，从不影响退出码。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fazhi_check.model.checklist import Level
from fazhi_check.rules._facts import figures, has_fact
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "thin-sections"
TITLE = "有的节缺少事实"
LEVEL: Level = "info"
BASIS = ""
_E = "健全工作机制，明确工作职责。加强组织领导，形成工作合力。规范工作流程，提高工作效率。强化督促指导，推动责任落实。注重宣传引导，营造良好氛围。改进工作作风，提升服务水平。"
_F = "全年审查合同12件，提出意见30条，采纳28条，退回5份，清理文件17件，废止4件，修改2件，备案1件，公开326条。"
_G = "聘请律师。定期坐班。参加会议。审查合同。"
EXAMPLES = Examples(
    bad=(
        f"（一）依法决策\n{_F}\n（二）规范执法\n{_E}",
        f"（一）规范执法\n{_E}\n（二）依法决策\n{_F}",
        f"（一）普法宣传\n{_E}坚持问题导向，补齐短板弱项。\n（二）依法决策\n{_F}",
        f"（一）依法决策\n{_F}{_F.replace('12', '13')}\n（二）规范执法\n{_G}\n（三）化解纠纷\n{_G}\n（四）普法宣传\n{_G}",
        f"（一）规范执法\n{_G}\n（二）化解纠纷\n{_G}\n（三）依法决策\n{_F}{_F.replace('12', '13')}\n（四）普法宣传\n{_G}",
    ),
    good=(
        f"（一）依法决策\n{_F}\n（二）规范执法\n{_F}",
        f"（一）依法决策\n{_F}\n（二）规范执法\n{_G}",
        f"（一）依法决策\n{_F}\n（二）规范执法\n{_E}全年办理案件9件。",
        _E.replace("形成工作合力", "印发工作方案"),
        f"一、2024年主要举措和成效\n（一）依法决策\n{_F}\n二、2025年主要安排\n（一）规范执法\n{_E}",
        f"（一）依法决策\n{_F}\n（二）规范执法\n办理案件9件。\n（三）化解纠纷\n调解纠纷30件，成功28件。\n（四）普法宣传\n举办活动12场，发放资料800份，培养法律明白人86名，建成广场2处。",
    ),
)

_SENTENCES, _EMPTY, _SECTIONS, _FIGURES, _SHARE = 6, 0.9, 4, 10, 0.8


class _Section(NamedTuple):
    heading: Sentence
    sentences: list[Sentence]


def check(reading: Reading) -> Iterator[Remark]:
    """Count facts and figures by section."""
    sections = _sections(reading)
    for one in sections:
        empty = sum(not has_fact(reading, sentence) for sentence in one.sentences)
        if len(one.sentences) >= _SENTENCES and empty >= _EMPTY * len(one.sentences):
            told = f"这一节{len(one.sentences)}句里有{empty}句没有数量、文件或日期，建议把做的事写具体。"
            yield reading.remark(one.heading.start, one.heading.end, told)
    if len(sections) < _SECTIONS:
        return
    counts = [sum(figures(reading, sentence) for sentence in one.sentences) for one in sections]
    most = max(range(len(counts)), key=counts.__getitem__)
    if sum(counts) >= _FIGURES and counts[most] >= _SHARE * sum(counts):
        heading = sections[most].heading
        told = f"举措成效里{round(100 * counts[most] / sum(counts))}%的数字集中在这一节，其他{len(sections) - 1}节很少。"
        yield reading.remark(heading.start, heading.end, told)


def _sections(reading: Reading) -> list[_Section]:
    """Return the lowest sections of the achievements that have text of their own."""
    found: list[_Section] = []
    for paragraph in reading.paragraphs:
        first = paragraph.sentences[0]
        if first.role != "achievements":
            continue
        if first.heading and paragraph.number and paragraph.number.style in ("part", "first", "second"):
            found.append(_Section(first, []))
        if found:
            found[-1].sentences.extend(one for one in paragraph.sentences if not one.heading)
    return [one for one in found if one.sentences]
