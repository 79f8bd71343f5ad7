"""Annotate broken and odd Word files and see that each ends in a file or in one line: python fuzz/annotate.py.

    python fuzz/annotate.py [--seconds 60] [--seed 1]

Each execution takes hostile markup of the tests, moves, doubles, renames or deletes some of its elements (in the text,
the comments, the relationships, the content types) or changes bytes of a part, and sets comments at random passages,
twice. Anything but `Unreadable` or a file with the same text and, but for the comments, the same XML is printed with
its seed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import copy
import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "fuzz"))

from fuzz import changed_inside  # noqa: E402

from fazhi_check import loading  # noqa: E402
from fazhi_check.annotating import annotate  # noqa: E402
from fazhi_check.model.document import Document, Span  # noqa: E402
from fazhi_check.model.outcome import Assessment, Objection  # noqa: E402
from fazhi_check.readers import Unreadable, parse  # noqa: E402
from test_annotating import MARKED, PERSON, assert_unchanged, hostile, numbered, report_around  # noqa: E402
from words import comments_of, paragraph, word  # noqa: E402


def moved(data: bytes, chance: random.Random) -> bytes:
    """Change the tree of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victim = chance.choice([one for one in old.namelist() if not one.endswith(".png")])
        if chance.random() < 0.6:
            victim = "word/document.xml"
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, _stirred(content, chance) if info.filename == victim else content)
    return out.getvalue()


def _stirred(content: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        every = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
        if not every:
            break
        one, other = chance.choice(every), chance.choice(every)
        kind = chance.randrange(5)
        if kind == 0:
            one.getparent().remove(one)
        elif kind == 1:
            one.addnext(copy.deepcopy(one))
        elif kind == 2 and etree.QName(one).localname not in {"p", "body"}:
            one.tag = other.tag
        elif kind == 3 and etree.QName(other).localname in {"p", "r", "ins", "hyperlink"}:
            other.append(copy.deepcopy(one))
        elif one.attrib:
            one.set(
                chance.choice(list(one.attrib)), chance.choice(("", "-1", "7", "x", "99999999999999999999"))
            )
    return etree.tostring(root)


def once(data: bytes, chance: random.Random) -> str:
    """Annotate one file at random passages, twice; return what came of it."""
    document = parse(data, "a.docx")
    if not isinstance(document, Document) or document.format != "docx":
        return "refused by the reader"
    try:
        comments_of(data)
    except (AssertionError, etree.XMLSyntaxError):
        return "comments odd before"
    objections = []
    for number in range(chance.choice((1, 3, 8))):
        start = chance.randrange(len(document.text))
        span = Span(start, min(len(document.text), start + chance.randrange(1, 40)))
        place = document.block_at(start).place
        objections.append(Objection("r", f"{number}", "info", span, document.quote(span), place, "看"))
    assessment = Assessment(
        document, loading.load(), "", "", None, None, "", (), objections=tuple(objections)
    )
    try:
        after = annotate(data, assessment)
    except Unreadable:
        return "refused"
    assert_unchanged(data, after)
    assert annotate(after, assessment) == after
    return "annotated"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    every = [word(report_around(body)) for body in hostile().values()]
    every += [word(report_around(paragraph(MARKED)), comments=PERSON), numbered()]
    counts: Counter[str] = Counter()
    wrong = 0
    seed, end = args.seed * 1_000_003, time.monotonic() + args.seconds
    while time.monotonic() < end:
        seed += 1
        chance = random.Random(seed)
        data = chance.choice(every)
        data = moved(data, chance) if chance.random() < 0.7 else changed_inside(data, chance)
        try:
            counts[once(data, chance)] += 1
        except Exception as error:  # what must never happen
            wrong += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}")
            if wrong > 20:
                break
    for name, count in sorted(counts.items()):
        print(f"{name:24} {count}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
