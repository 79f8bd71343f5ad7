"""Converting old office files to .docx with LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from fazhi_check.readers._sniffing import Unreadable

SECONDS = 25
"""How long a conversion may take."""

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def program() -> str | None:
    """Return LibreOffice's program, None if it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def to_docx(data: bytes, suffix: str, kind: str) -> bytes:
    """Convert a file (its bytes and usual suffix) to .docx; `kind` names it in messages.

    Each conversion has a profile of its own: two at a time in one profile would wait for one another.
    """
    office = program()
    if office is None:
        raise Unreadable(
            f"{kind}要借助 LibreOffice 才能读取：请安装 LibreOffice，或用 Word、WPS 另存为 .docx 后再检查。"
        )
    with tempfile.TemporaryDirectory(prefix="fazhi-check-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"report{suffix}"
        source.write_bytes(data)
        command = [
            office,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to",
            "docx:Office Open XML Text",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            _run(command)
        except subprocess.TimeoutExpired:
            raise Unreadable(
                f"{kind}转换超过 {SECONDS} 秒，没有读取。请用 Word 或 WPS 另存为 .docx 后再检查。"
            ) from None
        except OSError:
            raise Unreadable(f"{kind}转换失败：LibreOffice 启动不了。请另存为 .docx 后再检查。") from None
        result = source.with_suffix(".docx")
        if not result.is_file():
            raise Unreadable(
                f"{kind}打不开（可能已损坏或加了密码）。请用 Word 或 WPS 另存为 .docx 后再检查。"
            )
        return result.read_bytes()


def _run(command: list[str]) -> None:
    """Run a command with its children; all of them end when the time is over."""
    process = subprocess.Popen(  # noqa: S603  # a program of the machine's own, no shell
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, 9)
        process.kill()
        process.wait()
        raise
