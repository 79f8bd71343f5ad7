"""What an audit's outputs cost: processor time, memory and size by the number of reports, as ratios of one run.

    python bench/outputs.py [--counts 1000,5000,20000]

Records are those of the fixtures under other units' names, each with its own text in the sketch; each count runs in a
process of its own, so that its largest memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import records_of  # noqa: E402  # the tests' own maker of records
from fazhi_check.audit.outputs import write_all  # noqa: E402

_SEEDS = ("township-poor", "township-good", "subdistrict-plain", "county-good")


class Records:
    """Records by the thousand that are made when they are asked for."""

    def __init__(self, count: int) -> None:
        seeds = [(ROOT / "fixtures" / "reports" / f"{name}.txt").read_bytes() for name in _SEEDS]
        self._lines = [json.dumps(records_of.record(seed, "x"), ensure_ascii=False) for seed in seeds]
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number in range(self._count):
            record = json.loads(self._lines[number % len(self._lines)])
            # Records of one seed are no copies of one another here: fingerprints are each report's own.
            record |= {"unit": f"青栎县第{number}镇人民政府", "path": f"{number % 50}/{number}.txt"}
            record["sketch"]["marks"] = ""
            yield record


def measure(count: int) -> None:
    records = Records(count)
    with tempfile.TemporaryDirectory() as place:
        begin = time.process_time()
        write_all(records_of.run(records), Path(place))  # type: ignore[arg-type]
        seconds = time.process_time() - begin
        sizes = [
            sum(one.stat().st_size for one in Path(place).rglob(name)) / 1e6
            for name in ("*.xlsx", "*.html", "*.docx")
        ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([count, seconds, memory, *sizes]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="1000,5000,20000")
    parser.add_argument("--one", type=int)
    options = parser.parse_args()
    if options.one:
        measure(options.one)
        return
    print(
        f"{'reports':>8} {'CPU s':>8} {'per report':>11} {'memory MB':>10} {'of first':>9} {'xlsx MB':>8} {'html MB':>8} {'docx MB':>8}"
    )
    first: list[float] = []
    for count in options.counts.split(","):
        done = subprocess.run([sys.executable, __file__, "--one", count], capture_output=True, check=True)
        number, seconds, memory, *sizes = json.loads(done.stdout)
        first = first or [seconds / number, memory]
        print(
            f"{number:8} {seconds:8.1f} {seconds / number / first[0]:10.2f}x {memory:10.0f} {memory / first[1]:8.2f}x "
            + " ".join(f"{size:8.1f}" for size in sizes)
        )


if __name__ == "__main__":
    main()
