"""The whole audit, as its user calls it: assessing, copies, workbook, page, notices; by number of files.

    python bench/whole.py [--counts 1000 10000]

Reports are told anew from the training reports with details of their own (bench/copying.py), half of them Word files, so
that they are as unlike as reports of different writers. Measured is `fazhi-check audit FOLDER --out DIR` from start to end:
wall and processor time, and the peak memory of all processes together (proportional set size, ten times a second).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import crowd  # noqa: E402  # the tests' own generator
from audit import Watch  # noqa: E402
from copying import detailed  # noqa: E402
from formats import as_docx  # noqa: E402


def make(folder: Path, count: int) -> None:
    """Write so many reports of different units."""
    chance = random.Random(count)
    for number, unit in enumerate(crowd.units(count, chance)):
        text = detailed(crowd.told(unit, chance).text, min(0.5, 500 / count), chance)
        place = folder / f"{number // 100:05}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 2:
            (place / f"{number:06}.docx").write_bytes(as_docx(text))
        else:
            (place / f"{number:06}.txt").write_text(text, "utf-8")


def audited(folder: Path, out: Path) -> str:
    """Audit a folder and return a row of figures."""
    count = sum(1 for file in folder.rglob("*") if file.is_file())
    before = os.times()
    begin = time.perf_counter()
    command = [sys.executable, "-m", "fazhi_check", "audit", str(folder), "--out", str(out)]
    process = subprocess.Popen([*command, "--fail-on", "never"], stdout=subprocess.DEVNULL)
    watch = Watch(process.pid)
    watch.start()
    if process.wait():
        raise SystemExit("the audit failed")
    wall = time.perf_counter() - begin
    watch.stop()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return (
        f"{count:8} {wall:8.0f} {count / wall:8.0f} {used / count * 1000:9.1f} "
        f"{watch.parent:7.0f} {watch.together:7.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10000])
    print("   files   wall s  files/s  CPU ms/f  parent     all  (MB)")
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory(prefix="fazhi-check-bench-") as place:
            folder, out = Path(place) / "reports", Path(place) / "out"
            make(folder, count)
            print(audited(folder, out), flush=True)
            shutil.rmtree(out)


if __name__ == "__main__":
    main()
