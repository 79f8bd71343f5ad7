"""分项相加应当等于合计，部分不应多于总数。

查什么：“甲12件、乙20件、丙5件，共计40件”合计与分项之和不等；“共120件，其中甲80件、乙50件”分项之和多于总数；
“其中”后面的一项多于总数；普通程序与简易程序、维持与撤销等不重不漏的分项之和不等于总数。
不算：只列出一部分的“其中”；几个并列的数后面的“其中”没有超过它们之和的；单位不同的数；写“约”“余”的；分项可能重叠的（“涉企”“首次违法”之类单独一项）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import COUNT, NUMBER, value_of
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "sums"
TITLE = "合计与分项对不上"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "明确基本履职事项96项、配合履职事项71项、上级收回事项58项，共计235项。",
        "全年行政处罚案件120件，其中普通程序80件、简易程序50件。",
        "全年行政处罚案件120件，其中普通程序80件、简易程序30件。",
        "调解纠纷152件，其中婚姻家庭纠纷160件。",
        "承接赋权事项42项，法定执法事项19项，共计71项。",
        "办理人大代表建议37件、政协提案42件，其中主办件91件。",
    ),
    good=(
        "明确基本履职事项96项、配合履职事项71项、上级收回事项58项，共计225项。",
        "全年行政处罚案件120件，其中普通程序80件、简易程序40件。",
        "全年行政处罚案件120件，其中涉企案件30件、首次违法案件20件。",
        "调解纠纷152件，其中婚姻家庭纠纷60件、土地纠纷40件。",
        "取消承接事项13项，调整后，承接赋权事项42项，法定执法事项19项，共计61项。",
        "审查合同12件、文件5件，提出意见43条，共计17件。",
        "开展检查35次，培训3期，共计投入8万元。",
        "办理人大代表建议37件、政协提案42件，其中主办件51件。",
    ),
)

_PART = pattern(rf"\D{{2,24}}({NUMBER})({COUNT})")
_LAST = pattern(rf"(?<=[,、])(?:共计|合计|总计|共)({NUMBER})({COUNT})")
_FIRST = pattern(rf"({NUMBER})({COUNT})(?:\(|[,:;](?:其中|分别为|分别是|包括))[,:]?")
_BESIDE = pattern(rf"({NUMBER})({COUNT})[、和及与]\D{{2,24}}$")
_BETWEEN = pattern(r"[,、]")
_STOP = pattern(r"[。;)\n]")
_REACH = 160
"""How many characters a list of parts is looked for in."""
_WHOLE = (
    (r"普通程序", r"简易程序"),
    (r"一般程序", r"简易程序"),
    (r"正面清单", r"负面清单"),
    (r"男性?", r"女性?"),
)


def check(reading: Reading) -> Iterator[Remark]:
    """Add up the parts in front of a total, then those behind one."""
    for found in _LAST.finditer(reading.body, reading.start):
        yield from _before(reading, found)
    for found in _FIRST.finditer(reading.body, reading.start):
        yield from _behind(reading, found)


def _before(reading: Reading, found: re.Match[str]) -> Iterator[Remark]:
    words = reading.around(found.start() - 1, found.start() - 1, before=_REACH).rpartition(";")[2]
    parts: list[Decimal] = []
    start = found.start() - 1
    for piece in reversed(_BETWEEN.split(words)):
        part = _PART.fullmatch(piece)
        if part is None or part[2] != found[2]:
            break
        parts.insert(0, value_of(part[1]))
        start -= len(piece) + (len(parts) > 1)
    total = value_of(found[1])
    # Where the list begins is not certain: any number of its last parts may make up the total.
    wrong = len(parts) >= _FEWEST and all(sum(parts[at:]) != total for at in range(len(parts) - 1))
    if wrong and _plain(reading.text[start : found.end()]):
        listed = "＋".join(f"{one:f}" for one in parts)
        told = f"{listed}＝{sum(parts):f}，与合计{found[1]}{found[2]}对不上，请核对。"
        yield reading.remark(start, found.end(), told)


def _behind(reading: Reading, found: re.Match[str]) -> Iterator[Remark]:
    reach = min(found.end() + _REACH, reading.end)
    stop = _STOP.search(reading.text, found.end(), reach)
    end = found.end()
    named: list[tuple[str, Decimal]] = []
    for piece in _BETWEEN.split(reading.text[found.end() : stop.start() if stop else reach]):
        part = _PART.fullmatch(piece)
        if part is None or part[2] != found[2]:
            break
        named.append((piece, value_of(part[1])))
        end += len(piece) + (len(named) > 1)
    if not named or not _plain(reading.text[found.start() : end]):
        return
    beside = _beside(reading, found)
    total, unit = value_of(found[1]) + beside, found[2]
    whole = sum((value for _, value in named), Decimal(0))
    split = (
        not beside
        and len(named) == _FEWEST
        and any(re.search(one, named[0][0]) and re.search(other, named[1][0]) for one, other in _WHOLE)
    )
    # Only the first part certainly belongs to the total; a comma may begin another matter.
    if named[0][1] > total:
        told = f"“其中”有一项是{named[0][1]:f}{unit}，多于总数{total:f}{unit}，请核对。"
    elif split and whole != total:
        listed = "＋".join(f"{value:f}" for _, value in named)
        told = f"{listed}＝{whole:f}，与总数{found[1]}{unit}对不上，请核对。"
    else:
        return
    yield reading.remark(found.start(), end, told)


def _beside(reading: Reading, found: re.Match[str]) -> Decimal:
    """Return the sum of the numbers that stand in one list with a total (建议37件、提案42件,其中……)."""
    words = reading.around(found.start(), found.start(), before=_REACH)
    beside = Decimal(0)
    while (one := _BESIDE.search(words)) and one[2] == found[2]:
        beside += value_of(one[1])
        words = words[: one.start()]
    return beside


_FEWEST = 2


def _plain(words: str) -> bool:
    return not re.search(r"[约余近多]|以上|其他|等\d", words)
