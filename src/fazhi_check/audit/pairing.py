"""Pairing two years: reports, folders of reports, or former audits, unit by unit."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fazhi_check.audit.comparing import Comparison, compare
from fazhi_check.audit.records import Record
from fazhi_check.audit.shelf import unit_of
from fazhi_check.audit.similarity import sketch
from fazhi_check.audit.years import RESULTS, LastYear, key, records_in, results_in
from fazhi_check.linting import Options, lint_sources
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.reporters.json import report
from fazhi_check.sources import Sources


@dataclass
class Year:
    """The records of one side on the disk; `one` is set where it is a single report."""

    results: Path
    one: bool
    failures: list[ReadFailure] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """Walk through the records."""
        return records_in(self.results)


@contextmanager
def year(path: str, checklist: Checklist, options: Options) -> Iterator[Year]:
    """Open one side: what an audit left is read, reports are assessed. Raises `years.NoResults` for broken results."""
    folder = Path(path)
    if (folder / RESULTS).is_file() or (folder.is_file() and folder.suffix == ".jsonl"):
        yield Year(results_in(folder), False)
        return
    with tempfile.TemporaryDirectory() as place, Sources() as sources:
        found = Year(Path(place) / RESULTS, folder.is_file())
        files = list(sources.expand([path]))
        with found.results.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            for made in lint_sources(files, checklist, options, _made):
                if isinstance(made, ReadFailure):
                    found.failures.append(made)
                else:
                    out.write(made + "\n")
        yield found


def _made(outcome: Outcome) -> str | ReadFailure:
    if isinstance(outcome, ReadFailure):
        return outcome
    record = {**report(outcome), "roster": None, "sketch": sketch(outcome.document, outcome.unit)}
    return json.dumps(record, ensure_ascii=False)


def _doubts(last: Record, this: Record) -> Iterator[str]:
    """Say what speaks against two single reports being those of one unit in two years."""
    if key(unit_of(last)) != key(unit_of(this)):
        yield f"两份报告的单位不同：{unit_of(last) or '没有认出'}，{unit_of(this) or '没有认出'}。"
    if last["year"] and this["year"] and last["year"] >= this["year"]:
        yield f"上年报告的年度（{last['year']}）不早于今年报告的年度（{this['year']}），两份报告可能写反了。"


class Pairs:
    """The comparisons of two years.

    After they were walked through, `only_last` and `only_this` name the units that only one year has; `notes` are
    sentences in Chinese about two reports that hardly belong together.
    """

    def __init__(self, last: Year, this: Year) -> None:
        self._last, self._this = last, this
        self.only_last: list[str] = []
        self.only_this: list[str] = []
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Comparison]:
        """Yield the comparisons in the order of this year's files. Two single reports are compared whosever they are."""
        if self._last.one and self._this.one:
            for last, this in zip(self._last.records(), self._this.records(), strict=False):
                self.notes += _doubts(last, this)
                yield compare(last, this)
            return
        units: set[str] = set()
        with closing(LastYear(self._last.results)) as before:
            for this in self._this.records():
                units.add(key(unit_of(this)))
                if earlier := before.of(this):
                    yield compare(earlier, this)
                else:
                    self.only_this.append(unit_of(this) or this["path"])
            self.only_last += [name for unit, name in before.units.items() if unit not in units]
