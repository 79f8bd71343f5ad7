"""What reporters for machines keep of an outcome: a flat list of problems, each with its exact place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from fazhi_check.fingerprints import fingerprints, of_text
from fazhi_check.folding import fold
from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Document, Span
from fazhi_check.model.outcome import Acceptance, Assessment, Finding, Objection, Outcome, ReadFailure
from fazhi_check.positions import WHOLE_FILE, Positions, Region
from fazhi_check.wording import VERDICTS, accepted, basis, because, place, printable, reason

UNREADABLE = "unreadable"
"""The id under which a file that could not be assessed is reported."""

NOTE = "note"
"""The id under which notes on a file are reported (what could not be read faithfully, what was left out)."""

_QUOTE = 60
_GLIMPSE = 20
_HEAD = 12
"""The title stands among the first lines."""


class Problem(NamedTuple):
    """One thing to mend.

    `said` is one sentence without title and place; `where` says the place in words for formats that have no lines (第3段).
    """

    kind: Literal["item", "rule", "unreadable", "note"]
    id: str
    title: str
    level: Level
    verdict: str
    said: str
    advice: str
    basis: str
    quote: str
    where: str
    region: Region
    fingerprint: str
    accepted: Acceptance | None = None
    untouched: bool = False

    @property
    def known(self) -> bool:
        """Tell whether a baseline has it already."""
        return self.accepted is not None and self.accepted.kind == "known"

    @property
    def weight(self) -> Level:
        """Return the level to show: what was accepted is information."""
        return "info" if self.accepted else self.level

    @property
    def message(self) -> str:
        """Return the sentence that stands alone: of an element with verdict and title, of an objection with its quote."""
        if self.kind == "item":
            return f"{VERDICTS[self.verdict]}：{self.title}，{self.said}"
        return f"“{short(self.quote, _GLIMPSE)}”：{self.said}" if self.quote else self.said

    @property
    def told(self) -> str:
        """Return the whole message, with the place in words and with what lessens it."""
        marks = [accepted(self.accepted)] if self.accepted else []
        marks += ["不在本次改动的行"] if self.untouched else []
        return (
            (f"{self.where}：" if self.where else "") + self.message + "".join(f"【{one}】" for one in marks)
        )


class Review(NamedTuple):
    """One file: who reports, the verdicts in numbers, the items without a problem (id, title), and the problems."""

    path: str
    unit: str
    level: str | None
    year: int | None
    score: int
    met: int
    weak: int
    missing: int
    notes: tuple[str, ...]
    passed: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    @property
    def shown(self) -> tuple[Problem, ...]:
        """Return the problems but those that a baseline has already."""
        return tuple(one for one in self.problems if not one.known)

    @property
    def failed(self) -> bool:
        """Tell whether the file could not be assessed."""
        return any(one.kind == "unreadable" for one in self.problems)

    @property
    def listed(self) -> tuple[Problem, ...]:
        """Return what is shown, and the notes on the file as information: for formats that have no place for notes."""
        return (*self.shown, *(_of_note(self.path, one) for one in self.notes))

    @property
    def open(self) -> tuple[Problem, ...]:
        """Return the problems that nobody has accepted."""
        return tuple(one for one in self.problems if one.accepted is None)


def _of_note(path: str, told: str) -> Problem:
    return Problem(
        "note", NOTE, "说明", "info", "note", told, "", "", "", "", WHOLE_FILE, of_text(path, told)
    )


def location(path: str) -> str:
    """Return a path as CI servers want it: with /, relative to the working directory where it lies below."""
    if path == "-":
        return "stdin"
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(Path.cwd()):
        pure = pure.relative_to(Path.cwd())
    return printable(pure.as_posix())


def review(outcome: Outcome) -> Review:
    """Return what is to be written of one file; a failure is a review with one problem."""
    if isinstance(outcome, ReadFailure):
        path = location(outcome.path)
        failed = Problem(
            "unreadable", UNREADABLE, "没有检查的文件", "error", "unreadable", f"没有检查：{outcome.reason}", "", "", "", "",
            WHOLE_FILE, of_text(path, UNREADABLE),
        )  # fmt: skip
        return Review(path, "", None, None, 0, 0, 0, 0, (), (), (failed,))
    path = location(outcome.document.path)
    return Review(
        path,
        outcome.unit,
        outcome.level,
        outcome.year,
        outcome.score,
        outcome.number_of("met"),
        outcome.number_of("weak"),
        outcome.number_of("missing"),
        outcome.notes,
        tuple((one.item.id, one.item.title) for one in outcome.findings if one.verdict == "met"),
        tuple(_problems(path, outcome)),
    )


def _problems(path: str, assessment: Assessment) -> Iterator[Problem]:
    positions = Positions(assessment.document)
    of_findings, of_objections = fingerprints(path, assessment)
    title = _title(assessment)
    for finding, known_by in zip(assessment.findings, of_findings, strict=True):
        if finding.flagged:
            yield _of_finding(finding, assessment, positions, known_by, title)
    for objection, known_by in zip(assessment.objections, of_objections, strict=True):
        yield _of_objection(objection, assessment, positions, known_by)


def _of_finding(
    finding: Finding, assessment: Assessment, positions: Positions, fingerprint: str, title: Span
) -> Problem:
    item = finding.item
    passage = next(iter(finding.evidence or finding.not_counted), None)
    nearest = ""
    if passage and not finding.evidence:
        nearest = f"最接近的是“{short(passage.quote)}”，不算：{because(passage)}。"
    region = positions.region(passage.focus if passage else title)
    return Problem(
        "item",
        item.id,
        item.title,
        finding.urgency,
        finding.verdict,
        f"{reason(finding)}。{nearest}",
        item.advice,
        basis(item, assessment.year),
        passage.quote if passage else "",
        "" if region.exact or not passage else place(passage.place),
        region,
        fingerprint,
        finding.accepted,
        finding.untouched,
    )


def _of_objection(
    objection: Objection, assessment: Assessment, positions: Positions, fingerprint: str
) -> Problem:
    region = positions.region(objection.span)
    return Problem(
        "rule",
        objection.rule,
        objection.title,
        objection.level,
        "objection",
        objection.message,
        f"改为“{objection.suggestion}”。" if objection.suggestion else "",
        objection.basis,
        objection.quote,
        "" if region.exact else place(objection.place),
        region,
        fingerprint,
        objection.accepted,
        objection.untouched,
    )


def short(quote: str, most: int = _QUOTE) -> str:
    """Return a quote in one line of at most `most` characters."""
    words = "".join(quote.split())
    return words if len(words) <= most else words[:most] + "……"


def _title(assessment: Assessment) -> Span:
    """Return where the title stands (the first line where it is not found): what is missing has no other place."""
    document = assessment.document
    title = fold(assessment.title).text
    lines = [_trimmed(document, block.span) for block in document.blocks[:_HEAD]]
    for line in lines:
        words = fold(document.quote(line)).text
        if len(words) > 1 and words in title:
            return line
    return lines[0] if lines else Span(0, 0)


def _trimmed(document: Document, span: Span) -> Span:
    text = document.quote(span)
    return Span(span.end - len(text.lstrip()), span.start + len(text.rstrip()))
