"""Audit many reports: time, processor time and memory by number of files, and what a second worker gains.

    python bench/audit.py [--counts 1000 10000 50000] [--workers 1000] [--folder FOLDER]

The reports are made from the fixtures by rewriting: other places, other numbers, some sentences left out, so that no two
are the same; half of them are Word files, in a folder for each hundred. Measured is the run: finding, assessing, storing,
results.jsonl. The whole audit has a bench of its own (bench/whole.py): made of ten fixtures, these reports are all copies of
one another, which no county's are. What two workers gain over one is compared with
what two processes of a busy loop gain over one, in turns in the same run: virtual cores often share one. On a machine
that others use too, go by processor time and by ratios.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from formats import as_docx  # noqa: E402  # the tests' own maker

SEEDS = [labels.with_suffix(".txt") for labels in sorted((ROOT / "fixtures" / "reports").glob("*.json"))]
PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?=[镇乡县市省]|街道)")
FIRST = "青白黑赤金银松柏枫桐梧榆槐柳竹兰云石溪泉河湖岭原沙雪霜露星月"
SECOND = "栎溪泉岗坪桥塘湾潭渡浦洲沟坡岩峰谷台关营屯庄墩埠港淀洼荡圩垸"
RUN = """
import sys
from pathlib import Path
from fazhi_check import loading
from fazhi_check.audit.run import Plan, audit
from fazhi_check.audit.similarity import sketch
from fazhi_check.linting import Options
folder, out, processes = sys.argv[1:]
Path(out).mkdir(exist_ok=True)
plan = Plan((folder,), Path(out), Path(out) / "store.sqlite", loading.load(), Options(), processes=int(processes))
audit(plan, lambda _: None, sketch)
"""
BUSY = "import sys\nx = 0\nfor n in range(int(sys.argv[1])): x = (x * 31 + n) % 1000003\n"


def rewritten(text: str, number: int) -> str:
    """Return a report of another place with other numbers, a tenth of its sentences left out."""
    chance = random.Random(number)
    name = FIRST[number % len(FIRST)] + SECOND[number // len(FIRST) % len(SECOND)]
    title, *lines = text.splitlines()
    own = PLACE.findall(title)
    for old in dict.fromkeys(own):
        text = text.replace(old, name)
    title, *lines = text.splitlines()
    kept = []
    for line in lines:
        sentences = [one for one in re.split("(?<=。)", line) if one]
        left = [one for one in sentences if len(sentences) < 3 or chance.random() > 0.1]
        kept.append("".join(left))
    body = re.sub(
        r"(?<![\d年])\d{1,3}(?=[件次人场名个份余])", lambda _: str(chance.randint(2, 900)), "\n".join(kept)
    )
    return f"{title}\n{body}\n"


def make(folder: Path, first: int, count: int) -> None:
    """Write reports, numbered from `first` on."""
    texts = [seed.read_text("utf-8") for seed in SEEDS]
    for number in range(first, first + count):
        place = folder / f"{number // 100:05}"
        place.mkdir(parents=True, exist_ok=True)
        text = rewritten(texts[number % len(texts)], number)
        if number // len(texts) % 2:
            (place / f"{number:06}.docx").write_bytes(as_docx(text))
        else:
            (place / f"{number:06}.txt").write_text(text, "utf-8")


class Cost(NamedTuple):
    """Wall seconds, processor seconds of all processes, peak MB of the parent, of the largest worker, of all."""

    wall: float
    processor: float
    parent: float
    worker: float
    together: float


class Watch(threading.Thread):
    """Notes the peak memory of a process and of its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.parent = self.worker = self.together = 0.0

    def run(self) -> None:
        """Look ten times a second."""
        while not self._over.wait(0.1):
            with suppress(OSError, ValueError):
                children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
                parent = _memory(self._pid)
                others = [_memory(int(child)) for child in children]
                self.parent = max(self.parent, parent)
                self.worker = max([self.worker, *others])
                self.together = max(self.together, parent + sum(others))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _memory(pid: int) -> float:
    """Return the proportional memory of a process in MB."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def audited(folder: Path, out: Path, processes: int = 0) -> Cost:
    """Audit a folder afresh."""
    shutil.rmtree(out, ignore_errors=True)
    return again(folder, out, processes)


def again(folder: Path, out: Path, processes: int = 0) -> Cost:
    before = os.times()
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", RUN, str(folder), str(out), str(processes)])
    watch = Watch(process.pid)
    watch.start()
    code = process.wait()
    wall = time.perf_counter() - begin
    watch.stop()
    if code:
        raise SystemExit(f"the audit ended with {code}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, used, watch.parent, watch.worker, watch.together)


def busy(processes: int, turns: int) -> float:
    """Return how long so many busy loops take side by side."""
    begin = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", BUSY, str(turns)]) for _ in range(processes)]
    for process in running:
        process.wait()
    return time.perf_counter() - begin


def by_count(folder: Path, out: Path, counts: list[int]) -> None:
    print(
        f"{'files':>7} {'wall s':>8} {'files/s':>8} {'cpu ms/file':>12} {'parent MB':>10} {'worker MB':>10} {'all MB':>8}"
    )
    there = 0
    for count in sorted(counts):
        make(folder, there, count - there)
        there = count
        told(str(count), count, audited(folder, out))
        told("again", count, again(folder, out))


def told(name: str, count: int, cost: Cost) -> None:
    print(
        f"{name:>7} {cost.wall:8.1f} {count / cost.wall:8.1f} {cost.processor / count * 1000:12.2f} "
        f"{cost.parent:10.0f} {cost.worker:10.0f} {cost.together:8.0f}",
        flush=True,
    )


def by_workers(folder: Path, out: Path, count: int, rounds: int) -> None:
    make(folder, 0, count)
    turns = 4_000_000
    while (took := busy(1, turns)) < 3:
        turns = int(turns * 3.5 / took)
    audited(folder, out, 1)
    ratios = []
    for _ in range(rounds):
        loops = [busy(1, turns), busy(2, turns), busy(1, turns), busy(2, turns)]
        audits = [audited(folder, out, processes).wall for processes in (1, 2, 1, 2)]
        loop = 2 * (loops[0] + loops[2]) / (loops[1] + loops[3])
        audit = (audits[0] + audits[2]) / (audits[1] + audits[3])
        ratios.append(audit / loop)
        print(
            f"two workers gain {audit:.2f}, two busy loops {loop:.2f}: ratio {audit / loop:.2f}", flush=True
        )
    print(f"median {statistics.median(ratios):.2f} (wanted: 0.90)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    parser.add_argument(
        "--workers", type=int, default=1_000, help="files for one worker against two (0: none)"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fazhi-check-bench-", dir=arguments.folder) as place:
        if arguments.workers:
            by_workers(Path(place) / "few", Path(place) / "out", arguments.workers, arguments.rounds)
        by_count(Path(place) / "many", Path(place) / "out", arguments.counts)


if __name__ == "__main__":
    main()
