"""Wrapping Chinese by the width of a console: numbers and words stay whole, closing marks do not begin a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"[（《“‘「『〔\[(]*(?:[0-9A-Za-z][0-9A-Za-z.,%:/+\-]*(?:[年月日件次项条人份家场名个台宗户])?|.)[，。；：、！？）》”’」』〕\]),.;:!?%…]*",
    re.DOTALL,
)


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most `width` cells (more only where one token is wider)."""
    from rich.cells import cell_len

    line, used = "", 0
    for token in _TOKEN.findall(text):
        size = cell_len(token)
        if line and used + size > width:
            yield line.rstrip()
            line, used = "", 0
            token = token.lstrip()
            size = cell_len(token)
        line += token
        used += size
    if line:
        yield line.rstrip()
