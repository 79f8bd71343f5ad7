"""How finding copies grows with the number of reports: time and memory, as ratios of one run.

    python bench/copying.py [--counts 1000,2000,4000,8000] [--rounds 1]

Reports are told anew from the training reports (tests/crowd.py), each with details of its own (every other clause begins
with a place that only this report has); for every hundred reports one copy is planted (60 %, 80 %, 100 % of its text). The
time is that of `copies` alone; making the sketches is a part of assessing.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import crowd  # noqa: E402  # the tests' own generator
from fazhi_check.audit.copying import copies  # noqa: E402
from fazhi_check.audit.shelf import Shelf  # noqa: E402
from fazhi_check.audit.similarity import sketch  # noqa: E402
from fazhi_check.readers import parse  # noqa: E402

_CHARACTERS = "东南西北上下前后大小新老红绿金银水木火土山石田里春夏秋冬"


def detailed(text: str, chance: random.Random) -> str:
    """Give every other clause a place of its own."""
    head, *body = text.split("\n", 1)
    clauses = body[0].split("，")
    for at in range(0, len(clauses), 2):
        place = "".join(chance.choices(_CHARACTERS, k=3))
        clauses[at] = f"在{place}村{clauses[at]}" if not clauses[at].startswith("一、") else clauses[at]
    return f"{head}\n{'，'.join(clauses)}"


def measured(count: int) -> tuple[float, float, int, int, int]:
    """Return seconds, megabytes at most, copies planted, found, and false ones."""
    chance = random.Random(count)
    units = crowd.units(count + count // 100, chance)
    planted: set[tuple[int, int]] = set()
    told: list[crowd.Told] = []
    with Shelf() as shelf:
        for number, unit in enumerate(units):
            if number < count:
                one = crowd.told(unit, chance)
                told.append(one)
                text = detailed(one.text, chance)
            else:
                source = (number - count) * 97 % count
                planted.add((source, number))
                text = crowd.copied(told[source], unit, (0.6, 0.8, 1.0)[number % 3], chance).text
            if (number - count) % 1 == 0 and number < count and number % 97 == 0:
                text = told[number].text  # a source stays as it is: its copy has its words
            document = parse(text.encode(), f"{number}.txt")
            shelf.put(
                {"unit": unit, "level": "township", "path": f"{number}.txt", "sketch": sketch(document, unit)}
            )  # type: ignore[arg-type]
        begin = time.perf_counter()
        found = {(copy.first, copy.second) for copy in copies(shelf)}
        seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, memory, len(planted), len(found & planted), len(found - planted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="1000,2000,4000,8000")
    options = parser.parse_args()
    first = 0.0
    print(
        f"{'reports':>8} {'seconds':>8} {'per report':>11} {'memory MB':>10} {'planted':>8} {'found':>6} {'false':>6}"
    )
    for count in map(int, options.counts.split(",")):
        seconds, memory, planted, found, false = measured(count)
        first = first or seconds / count
        print(
            f"{count:8} {seconds:8.1f} {seconds / count / first:10.2f}x {memory:10.0f} {planted:8} {found:6} {false:6}"
        )


if __name__ == "__main__":
    main()
