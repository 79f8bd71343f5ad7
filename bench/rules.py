"""What the consistency rules object to in a folder of reports, and what they cost beside the checklist.

    python bench/rules.py FOLDER [FOLDER …]

Every objection is a line to be judged by hand; counts by rule follow, and the ratio of the time that all rules take to
the time that everything else takes (structure, matching, verdicts), medians of seven runs in turns. Marks of training
reports ([[item|passage]]) are taken out.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from fazhi_check import loading, rules
from fazhi_check.engine import assess
from fazhi_check.model.document import Document
from fazhi_check.readers import parse
from fazhi_check.structure.outline import outline

_RUNS = 7


def documents(folders: list[Path]) -> list[Document]:
    found = []
    for file in sorted(file for folder in folders for file in folder.glob("*.txt")):
        data = file.read_bytes()
        if file.name.endswith(".tag.txt"):
            data = re.sub(r"\[\[[^|\]]*\||\]\]", "", data.decode("utf-8")).encode()
        document = parse(data, file.name)
        if isinstance(document, Document):
            found.append(document)
    return found


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    reports = documents(parser.parse_args().folders)
    checklist = loading.load()
    without = checklist._replace(rules=dict.fromkeys(rules.ids(), "off"))
    outlines = [found for one in reports if not (found := outline(one)).other_kind]
    counts: Counter[str] = Counter()
    for found in outlines:
        for one in rules.objections(found, checklist):
            counts[one.rule] += 1
            quote = "".join(one.quote.split())
            print(
                f"{found.document.path}:{one.place.number} {one.rule} ({one.level}) 「{quote}」 {one.message}"
            )
    print(f"\n{len(reports)} reports, {counts.total()} objections")
    for name, count in counts.most_common():
        print(f"| {name} | {count} |")
    times = [
        (
            seconds(lambda: [rules.objections(one, checklist) for one in outlines]),
            seconds(lambda: [assess(one, without, force=True) for one in reports]),
        )
        for _ in range(_RUNS)
    ]
    ours, rest = (statistics.median(column) for column in zip(*times, strict=True))
    each = 1000 / max(len(reports), 1)
    print(
        f"rules {ours * each:.2f} ms, everything else {rest * each:.2f} ms a report: ratio {ours / rest:.2f}"
    )


if __name__ == "__main__":
    main()
