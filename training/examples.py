"""Training examples: single sentences with labels, and tagged reports.

`sentences/*.tsv`: one sentence a line, three columns: items, class, sentence. Classes are `met-n` (done, with a
quantity), `met-k` (done, with a named fact), `weak` (done, but only words), `plan`, `problem`, `neg` (not done) and
`other` (looks like the item but is not; `-` where it is none at all); `trap` is `weak` beside a fact that has nothing
to do with any item and stands in ⟦brackets⟧. `?` with `done` is a sentence of the
achievements whose items nobody noted, and where only `WHOLE` items are noted the others are open too. Where one sentence speaks of several items in several ways, the class
column holds `item=class` pairs.

`reports/NAME.tag.txt` with `NAME.labels.json`: a report in which `[[item,item|passage]]` marks the evidence, and the
verdict and reason of each item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fazhi_check.folding import fold
from fazhi_check.loading import load
from fazhi_check.matching.clauses import clauses
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.readers import parse
from fazhi_check.structure.outline import Outline, Sentence, outline

_TAG = re.compile(r"\[\[([a-z, -]+)\|(.*?)\]\]", re.S)
_BRACKETS = re.compile("[⟦⟧]")
_STRANGE = re.compile("⟦[^⟧]*⟧")
_DIGIT = re.compile(r"\d")
ANY = "?"
WHOLE = ("achievements", "shortcomings", "causes", "next-year-plan")
"""Items that are judged on whole sections, not on sentences that speak of them."""


@dataclass(frozen=True)
class Example:
    """One passage: the class of each item it speaks of, the items it may speak of unmarked, its part of the report.

    `related` is set for single clauses with a number only: whether the number tells of any item at all.
    """

    text: str
    classes: dict[str, str]
    unsure: frozenset[str] = frozenset()
    role: str = ""
    related: bool | None = None

    def is_open(self, item: str) -> bool:
        """Tell whether the example may speak of an item although it is not noted."""
        return item not in self.classes and (ANY in self.unsure or item in self.unsure)


def sentences(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            columns = line.split("\t")
            if len(columns) != 3:
                raise SystemExit(f"{file}:{number}: three columns expected")
            if columns[1] == "trap":
                yield from _trap(columns[2], dict.fromkeys(_classes(columns[0], columns[1]), "weak"))
                continue
            text, classes = fold(columns[2]).text, _classes(columns[0], columns[1])
            if ANY in classes:
                yield Example(text, {}, frozenset((ANY,)), "achievements")
            elif classes and classes.keys() <= set(WHOLE):
                yield Example(text, classes, frozenset((ANY,)))
            else:
                yield Example(text, classes)
                yield from _numbers(text, set(classes.values()))


def of_checklist(name: str) -> Iterator[Example]:
    """Yield a checklist's own examples and model sentences."""
    for item in load(name).items:
        if item.judge == "evidence":
            for passage in (*item.examples.met, item.model):
                yield Example(fold(passage).text, {item.id: "met"}, frozenset((ANY,)))
            for passage in item.examples.weak:
                yield Example(fold(passage).text, {item.id: "weak"}, frozenset((ANY,)))


def _trap(text: str, classes: dict[str, str]) -> Iterator[Example]:
    """Yield a slogan whole and alone, and the strange fact beside it."""
    yield Example(fold(_BRACKETS.sub("", text)).text, classes)
    yield Example(fold(_STRANGE.sub("", text)).text, classes)
    for found in _STRANGE.finditer(text):
        strange = fold(found[0][1:-1]).text
        for start, end in clauses(strange):
            yield _clause(strange[start:end], False)


def _clause(text: str, related: bool) -> Example:
    return Example(text, {}, frozenset((ANY,)), related=related)


def _numbers(text: str, kinds: set[str]) -> Iterator[Example]:
    """Yield the clauses with a number: in a slogan they tell of something else."""
    if kinds in ({"weak"}, {"met-n"}):
        for start, end in clauses(text):
            if _DIGIT.search(text, start, end):
                yield _clause(text[start:end], kinds == {"met-n"})


def _classes(items: str, classes: str) -> dict[str, str]:
    if "=" in classes:
        pairs = (pair.split("=") for pair in re.split("[,，]", classes))
        return {item.strip(): name.strip() for item, name in pairs}
    return {item.strip(): classes for item in re.split("[,，]", items) if item.strip() not in {"", "-"}}


def untag(text: str) -> tuple[str, list[tuple[list[str], int, int]]]:
    """Return a tagged report without its marks, and the marked passages as (items, start, end)."""
    parts: list[str] = []
    spans: list[tuple[list[str], int, int]] = []
    at = length = 0
    for found in _TAG.finditer(text):
        parts += [text[at : found.start()], found[2]]
        length += found.start() - at
        spans.append(([item.strip() for item in found[1].split(",")], length, length + len(found[2])))
        length += len(found[2])
        at = found.end()
    return "".join([*parts, text[at:]]), spans


def reports(folder: Path) -> Iterator[list[Example]]:
    """Yield the examples of one report after another: its sentences, then its marked passages."""
    for file in sorted(folder.glob("*.tag.txt")):
        labels = json.loads(file.with_name(file.name.replace(".tag.txt", ".labels.json")).read_text("utf-8"))[
            "items"
        ]
        yield list(_report(*untag(file.read_text("utf-8")), labels))


def _class_of(label: dict[str, str]) -> str:
    by_reason = {"only-planned": "plan", "only-shortcoming": "problem", "negated": "neg"}
    return by_reason.get(label.get("reason") or "", "met" if label["verdict"] == "met" else "weak")


def _report(
    text: str, spans: list[tuple[list[str], int, int]], labels: dict[str, dict[str, str]]
) -> Iterator[Example]:
    document = parse(text.encode("utf-8"), "report.txt")
    if isinstance(document, ReadFailure):
        raise SystemExit(document.reason)
    classes = {item: _class_of(label) for item, label in labels.items() if label.get("reason") != "absent"}
    yield from _sentences_of(document, spans, classes)
    for items, start, end in spans:
        marked = {item: classes[item] for item in items if item in classes}
        yield Example(fold(text[start:end]).text, marked, frozenset(classes))


def _sentences_of(
    document: Document, spans: list[tuple[list[str], int, int]], classes: dict[str, str]
) -> Iterator[Example]:
    found = outline(document)
    for sentence in found.sentences:
        start, end = found.folded.span(sentence.start, sentence.end)
        marked: dict[str, str] = {}
        for items, first, last in spans:
            shared = min(end, last) - max(start, first)
            if shared > 0 and shared * 2 >= min(last - first, end - start):
                marked |= {item: classes[item] for item in items if item in classes}
        if sentence.role in {"preamble", "achievements", "responsibility"} and not sentence.heading:
            yield from _numbers_of(found, sentence, spans, classes)
        if marked or not sentence.heading:
            # What is not marked may still speak of an item that the report has: nobody marks every sentence.
            yield Example(found.text(sentence), marked, frozenset(classes), sentence.role)


def _numbers_of(
    found: Outline, sentence: Sentence, spans: list[tuple[list[str], int, int]], classes: dict[str, str]
) -> Iterator[Example]:
    """Yield the clauses with a number that stand in a passage marked as met, or in none."""
    text = found.folded.text
    for first, last in clauses(text, sentence.start, sentence.end):
        if not _DIGIT.search(text, first, last):
            continue
        start, end = found.folded.span(first, last)
        inside = {
            classes.get(item)
            for items, begin, stop in spans
            if min(end, stop) - max(start, begin) > (end - start) / 2
            for item in items
            if item not in WHOLE
        }
        if not inside or "met" in inside:
            yield _clause(text[first:last], bool(inside))
