"""Writing of checklist files by commands: whole or not at all, and never one that cannot be used."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fazhi_check import loading
from fazhi_check.cli import exits


def written(file: Path, text: str) -> None:
    """Write a checklist file that must hold up; what stood there before stays if it does not."""
    draft: Path | None = None
    try:
        # Beside its place: what it extends is named as seen from there.
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=file.parent, suffix=".yaml", delete=False
        ) as out:
            out.write(text)
        draft = Path(out.name)
        loading.load(str(draft))
        draft.chmod(0o644)
        draft.replace(file)
    except OSError:
        exits.stop(f"写不了 {file}：文件夹不存在、没有权限，或者磁盘满了。")
    except loading.ChecklistError as error:
        exits.stop(str(error).replace(str(draft), str(file)) + "没有写文件。")
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def rewritten(file: Path, change: Callable[[str], str]) -> None:
    """Change the text of a checklist file."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        exits.stop(f"读不了清单文件 {file}：不存在、没有权限，或者不是 UTF-8 编码。")
    written(file, change(text))
