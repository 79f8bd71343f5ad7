"""The progress bar of long runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_FROM = 20


@contextmanager
def progress_bar(count: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on standard error when there are many files and somebody watches."""
    if count < _FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("检查", total=count)
        yield lambda: bar.advance(task)
