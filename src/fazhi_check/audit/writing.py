"""Writing a text file that takes its place when it is complete, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole(target: Path) -> Iterator[TextIO]:
    """Open a draft beside a file; raises `OSError` where that cannot be."""
    if target.is_dir():
        raise IsADirectoryError(target)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", newline="\n", dir=target.parent, delete=False
    ) as draft:
        name = Path(draft.name)
        try:
            yield draft  # type: ignore[misc]  # a text file in all but name
            draft.flush()
            name.chmod(0o644)
            name.replace(target)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
