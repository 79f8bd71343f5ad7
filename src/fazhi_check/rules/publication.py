"""发布日期应当在次年4月1日之前，也不应早于年度结束。

查什么：网页或文件写明的发布日期晚于次年4月1日；发布日期、成文日期在报告年度结束之前。
不算：没有写日期的报告。网页转载、改版会改变日期，所以只作提醒；成文日期在12月的只提示核对数据。
级别：成文日期在12月的为可改，其余为应改。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "publication"
TITLE = "发布时间不合要求"
LEVEL: Level = "warning"
BASIS = "《法治政府建设与责任落实督察工作规定》第二十四条：每年4月1日之前公开"
_T = "青栎县竹溪镇2024年法治政府建设年度报告\n"
_B = (
    "一年来，我镇坚持依法行政，现将有关情况报告如下。\n一、主要举措和成效\n全年审查合同12件，提出意见30条。\n"
)
EXAMPLES = Examples(
    bad=(
        _T + "发布日期：2025-05-07 来源：竹溪镇\n" + _B,
        _T + "发布时间：2025年4月11日\n" + _B,
        _T + "发布日期：2024-12-24\n" + _B,
        _T + _B + "竹溪镇人民政府\n2024年11月15日",
        _T + _B + "竹溪镇人民政府\n2024年12月25日",
        _T + "2024年11月\n" + _B,
    ),
    good=(
        _T + "发布日期：2025-01-22 来源：竹溪镇\n" + _B,
        _T + "发布时间：2025年3月31日\n" + _B,
        _T + _B + "竹溪镇人民政府\n2025年1月10日",
        _T + _B,
        _T + _B + "附件：2024年11月行政执法统计表",
    ),
)

_ALONE = pattern(r"^\(?(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?\)?$")
_DATE = pattern(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})")


def check(reading: Reading) -> Iterator[Remark]:
    """Compare the date of publication and the date under the report with the report year."""
    year = reading.year
    if year is None:
        return
    published = reading.outline.published
    if published:
        if published > f"{year + 1}-04-01":
            told = f"{year}年度报告应当在{year + 1}年4月1日之前公开，这里的日期是{published}；如果是转载或网站改版，请以首次公开为准。"
            yield Remark(_place(reading, published), told)
        elif published <= f"{year}-12-31" and not _signs(reading, published):
            yield Remark(
                _place(reading, published), f"{year}年度还没有结束就发布了（{published}），请核对日期和数据。"
            )
    for line in (*reading.above, *reading.below):
        found = _ALONE.match(line.words)
        if found and int(found[1]) == year:
            december = int(found[2]) == 12
            told = f"成文时{year}年度还没有结束，请核对数据是不是全年的。"
            yield Remark(line.span, told, level="info" if december else None)


def _signs(reading: Reading, published: str) -> bool:
    """Tell whether the date is that under the report, which is looked at by itself."""
    place = _place(reading, published)
    return any(line.span == place and _ALONE.match(line.words) for line in (*reading.above, *reading.below))


def _place(reading: Reading, published: str) -> Span:
    """Return where a date stands; the title where it stands nowhere in the text."""
    for line in (*reading.above, *reading.below):
        for found in _DATE.finditer(line.words):
            if f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" == published:
                return line.span
    return reading.title_at
