"""Audits in processes of their own, and folders of reports for them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from conftest import REPORTS

POISONED = str(Path(__file__).parent / "poisoned")
_GOOD = (REPORTS / "township-good.txt").read_text("utf-8")
_POOR = (REPORTS / "township-poor.txt").read_text("utf-8")


def reports(folder: Path, count: int, mark: str = "") -> Path:
    """Write so many different reports into a folder, in two subfolders."""
    for n in range(count):
        file = folder / ("甲县" if n % 2 else "乙县") / f"{n:04}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{_POOR if n % 3 else _GOOD}\n附注：第{n}号{mark}。\n", "utf-8")
    return folder


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "fazhi_check", "audit", *map(str, arguments), "--fail-on", "never"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": POISONED, **more}


def audit(*arguments: object, expect: int = 0) -> str:
    """Run an audit to its end; return what it says."""
    done = subprocess.run(
        command(*arguments), capture_output=True, env=environment(), timeout=300, check=False
    )
    output = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == expect, output
    assert "Traceback" not in output
    return output


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """Start an audit."""
    return subprocess.Popen(
        command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )


def outputs(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("results.jsonl", "run.json")}


def kept(store: Path) -> int:
    """Return how many results a store holds."""
    if not store.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0


def until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something has come about while a process runs."""
    import time

    for _ in range(6000):
        if condition():
            return
        assert process.poll() is None, "it was too fast"
        time.sleep(0.01)
    raise AssertionError("it never came about")
