"""How finding copies grows with the number of reports: processor time and memory, as ratios of one run.

    python bench/copying.py [--counts 1000,2000,4000,8000] [--fixed]

Reports are told anew from the training reports (tests/crowd.py), of which there are few: so most clauses get details of
their own (a place that only this report has), the more of them the more reports there are: a clause is shared by as many
reports at 8000 as at 1000, as it is where every unit has a writer of its own. With --fixed one half of all clauses stays
as it is whatever the number, so that at 8000 reports everybody shares phrases with hundreds: the worst case. For every
hundred reports one copy is planted (60 %, 80 %, 100 % of its text). The time is that of `copies` alone; making the
sketches is a part of assessing.
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

_STEP = 97
"""Every so many reports there is one that may be copied."""
_CHARACTERS = "东南西北上下前后大小新老红绿金银水木火土山石田里春夏秋冬"


def detailed(text: str, kept: float, chance: random.Random) -> str:
    """Give clauses a place of their own; a share of them stays as it is."""
    head, body = text.split("\n", 1)
    clauses = body.split("，")
    for at, clause in enumerate(clauses):
        if chance.random() >= kept:
            clauses[at] = f"在{''.join(chance.choices(_CHARACTERS, k=3))}村{clause}"
    return f"{head}\n{'，'.join(clauses)}"


def measured(count: int, kept: float) -> tuple[float, float, int, int, int]:
    """Return seconds, megabytes at most, copies planted, found, and false ones."""
    chance = random.Random(count)
    units = crowd.units(count + count // 100, chance)
    planted: set[tuple[int, int]] = set()
    told: list[crowd.Told] = []
    with Shelf() as shelf:
        for number, unit in enumerate(units):
            if number < count:
                told.append(crowd.told(unit, chance))
                # What is copied later stays as it is.
                text = told[-1].text if number % _STEP == 0 else detailed(told[-1].text, kept, chance)
            else:
                source = (number - count) * _STEP % count
                planted.add((source, number))
                text = crowd.copied(told[source], unit, (0.6, 0.8, 1.0)[number % 3], chance).text
            document = parse(text.encode(), f"{number}.txt")
            shelf.put(
                {"unit": unit, "level": "township", "path": f"{number}.txt", "sketch": sketch(document, unit)}
            )  # type: ignore[arg-type]
        begin = time.process_time()
        found = {(copy.first, copy.second) for copy in copies(shelf)}
        seconds = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, memory, len(planted), len(found & planted), len(found - planted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="1000,2000,4000,8000")
    parser.add_argument("--fixed", action="store_true")
    options = parser.parse_args()
    first = 0.0
    print(
        f"{'reports':>8} {'CPU s':>8} {'per report':>11} {'memory MB':>10} {'planted':>8} {'found':>6} {'false':>6}"
    )
    for count in map(int, options.counts.split(",")):
        seconds, memory, planted, found, false = measured(
            count, 0.5 if options.fixed else min(0.5, 500 / count)
        )
        first = first or seconds / count
        print(
            f"{count:8} {seconds:8.1f} {seconds / count / first:10.2f}x {memory:10.0f} {planted:8} {found:6} {false:6}"
        )


if __name__ == "__main__":
    main()
