"""`fazhi-check watch`: a draft that is saved again and again, as different editors save."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPORTS, judge
from fazhi_check.cli.watch import changes

POOR = (REPORTS / "township-poor.txt").read_text("utf-8")
BETTER = POOR.replace("本年度没有开展述法工作。", "12月组织7名班子成员在党委会上述法，并进行民主测评。")
WAITING = "保存后自动重新检查"


def _interruptible() -> None:
    """Let Ctrl-C through, which a shell's background jobs ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watching:
    """A running `watch` and what it printed, check by check."""

    def __init__(self, draft: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fazhi_check", "watch", str(draft)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            preexec_fn=_interruptible,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def check(self) -> str:
        """Return what the next check printed."""
        printed = ""
        while WAITING not in printed:
            printed += self._lines.get(timeout=60)
        return printed.strip("\n")

    def end(self) -> tuple[int, str, str]:
        """Interrupt it; return exit code, what it printed since, and what it complained of."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(90)
        self._reader.join(30)
        rest = ""
        while not self._lines.empty():
            rest += self._lines.get()
        assert self.process.stderr
        return self.process.returncode, rest, self.process.stderr.read()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join(30)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe
            pipe.close()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "草稿.txt"
    file.write_text(POOR, "utf-8")
    return file


@pytest.fixture
def watching(draft: Path) -> Iterator[Watching]:
    one = Watching(draft)
    yield one
    one.close()


def test_what_changed_comes_first_after_each_save(draft: Path, watching: Watching) -> None:
    assert "与上次保存相比" not in watching.check()
    draft.write_text(BETTER, "utf-8")
    first, second = watching.check().splitlines()[:2]
    assert first.startswith("与上次保存相比：得分 40 → ")
    assert second == "  [+] 述法：缺失 → 充分"
    draft.write_text(BETTER + "\n", "utf-8")
    assert watching.check().startswith("与上次保存相比：结论没有变化。")
    code, out, err = watching.end()
    assert (code, err) == (0, "")
    assert "已停止" in out


def test_a_file_that_is_replaced_or_away_for_a_while_is_still_watched(
    draft: Path, watching: Watching
) -> None:
    watching.check()
    other = draft.with_name("~$草稿.tmp")
    other.write_text(BETTER, "utf-8")
    draft.unlink()
    other.rename(draft)
    assert "述法：缺失 → 充分" in watching.check()


def test_a_save_that_cannot_be_read_says_so_and_the_next_is_compared_with_the_last_good_one(
    draft: Path, watching: Watching
) -> None:
    watching.check()
    draft.write_bytes(b"")
    assert "没有检查" in watching.check()
    draft.write_text(BETTER, "utf-8")
    assert "述法：缺失 → 充分" in watching.check()


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_check", "watch", str(tmp_path / "没有.txt")],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "找不到文件" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_changes_name_every_verdict_that_turned() -> None:
    before, now = judge(POOR), judge(BETTER)
    assert changes(before, before) == ["与上次保存相比：结论没有变化。"]
    told = changes(before, now)
    turned = [
        one for one, old in zip(now.findings, before.findings, strict=True) if one.verdict != old.verdict
    ]
    assert len(told) == 1 + len(turned)
    assert any("述法" in line for line in told)
