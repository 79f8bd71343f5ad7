"""小标题不重复、不空着，也不照抄规定里的原话。

查什么：同一层里一字不差的小标题写了两遍；小标题下面没有内容就到了下一个同级或更高的标题；把规定的原话当作标题（“上一年度推进法治政府建设……”）。
不算：成效和下年安排里用同样的小标题；只列条目的清单；“无其他需要报告的情况”；“下一年度……主要安排”。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._numbers import STYLES
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "headings"
TITLE = "小标题重复、空着或照抄规定"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "一、上一年度推进法治政府建设的主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足和原因\n三、2025年主要安排\n招录执法人员2名。",
        "一、主要举措和成效\n审查合同12件。\n二、主要举措和成效\n办理案件9件。\n三、存在的不足\n执法人员少。",
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n（三）化解纠纷\n调解纠纷30件。",
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办案9件。\n（三）规范执法\n培训3期。",
        "一、2024年主要举措和成效\n一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n执法人员少。",
    ),
    good=(
        "（一）依法决策\n审查合同12件。\n（二）规范执法\n办理案件9件。\n（三）化解纠纷\n调解纠纷30件。",
        "一、2024年主要举措和成效\n（一）规范执法\n办案9件。\n二、存在的不足\n执法人员少。\n三、2025年主要安排\n（一）规范执法\n培训3期。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、2025年主要安排\n（一）加强学习\n（二）规范执法\n（三）深化普法",
        "一、2024年主要举措和成效\n审查合同12件。\n二、下一年度推进法治政府建设的主要安排\n招录执法人员2名。",
        "一、2024年主要举措和成效\n审查合同12件。\n二、其他需要报告的情况\n无。",
        "（一）依法决策。全年审查合同12件。\n（二）规范执法。全年办理案件9件。",
        "下一步打算\n一、加强学习\n二、规范执法\n三、深化普法\n四、化解纠纷",
    ),
)

_COPIED = pattern(r"上一年度?(?:推进|的?法治政府|法治政府|党政主要|主要)")


def check(reading: Reading) -> Iterator[Remark]:
    """Walk through the numbered headings with the sections they stand in."""
    yield from _copied(reading)
    yield from _empty(reading)
    seen: set[tuple[object, ...]] = set()
    parents: list[str] = [""] * len(STYLES)
    for paragraph in reading.headings:
        if paragraph.number is None or paragraph.number.style not in STYLES[:3]:
            continue
        rank = STYLES.index(paragraph.number.style)
        heading = paragraph.sentences[0]
        words = reading.text[paragraph.number.end : heading.end].rstrip("。:;")
        parents[rank:] = [words, *[""] * (len(STYLES) - rank - 1)]
        key = (rank, *parents[: rank + 1])
        if words and key in seen:
            yield reading.remark(heading.start, heading.end, "这个小标题前面已经有了。")
        seen.add(key)


def _copied(reading: Reading) -> Iterator[Remark]:
    for paragraph in reading.headings:
        heading = paragraph.sentences[0]
        if _COPIED.search(reading.words(heading)):
            year = f"{reading.year}年度" if reading.year else "年份"
            at = reading.text.index("上一年", heading.start)
            end = at + 4 if reading.text.startswith("度", at + 3) else at + 3
            told = f"“上一年度”是规定里的原话，标题里应当写明{year}。"
            yield reading.remark(at, end, told, f"{reading.year}年度" if reading.year else "")


def _empty(reading: Reading) -> Iterator[Remark]:
    paragraphs = reading.paragraphs
    for number, paragraph in enumerate(paragraphs):
        style = paragraph.number.style if paragraph.number else ""
        if style not in STYLES[:3] or not paragraph.bare:
            continue
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        rank = STYLES.index(style)
        if (
            following is None
            or following.number is None
            or reading.words(following) == reading.words(paragraph)
        ):
            continue
        if STYLES.index(following.number.style) <= rank and not _listed(reading, style, number):
            yield reading.remark(paragraph.start, paragraph.end, "这个小标题下面没有内容。")


def _listed(reading: Reading, style: str, number: int) -> bool:
    """Tell whether a bare numbered line is one of a list of such lines, and so no heading."""
    paragraphs = reading.paragraphs
    bare = filled = 0
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(paragraphs) and abs(at - number) < _NEAR:
            other = paragraphs[at].number
            if other and STYLES.index(other.style) < STYLES.index(style):
                break
            if other and other.style == style:
                after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
                alone = paragraphs[at].bare and (after is None or after.number is not None)
                bare, filled = bare + alone, filled + (not alone)
            at += step
    return bare >= filled


_NEAR = 60
"""How many paragraphs are looked at on either side."""
