"""报告篇幅一般在一千字到一万字之间。

查什么：正文不足1000字或超过10000字的。没有统一的字数规定，只是提示：过短多半缺少具体内容，过长多半写进了与法治政府建设无关的工作。
不算：标题、落款、网页的其他内容不计入篇幅。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "length"
TITLE = "篇幅过短或过长"
LEVEL: Level = "info"
BASIS = ""
_LINE = "全年审查合同{}件，办理行政处罚案件{}件，调解纠纷{}件，举办普法活动{}场，培训执法人员{}人次。"
EXAMPLES = Examples(
    bad=(
        "审查合同12件。",
        "全年办理案件9件。\n二、存在的不足\n执法人员少。",
        "\n".join(_LINE.format(*range(n, n + 5)) for n in range(10, 20)),
        "\n".join(_LINE.format(*range(n, n + 5)) for n in range(10, 300)),
        "\n".join(_LINE.format(*range(n, n + 5)) for n in range(10, 25)),
    ),
    good=tuple(
        "\n".join(_LINE.format(*range(n, n + 5)) for n in range(10, 10 + lines))
        for lines in (40, 60, 80, 100, 150)
    ),
)

_LEAST, _MOST = 1000, 10000


def check(reading: Reading) -> Iterator[Remark]:
    """Count the body's characters."""
    count = sum(paragraph.end - paragraph.start for paragraph in reading.paragraphs)
    if count < _LEAST:
        yield Remark(reading.title_at, f"正文约{count}字，一般不少于{_LEAST}字，请看看有没有该写没写的内容。")
    elif count > _MOST:
        yield Remark(
            reading.title_at, f"正文约{count}字，一般不超过{_MOST}字，可以删去与法治政府建设无关的工作。"
        )
