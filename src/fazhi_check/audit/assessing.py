"""What a worker does with one file: read, hash, assess, and make the record that is kept of it."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import fazhi_check
from fazhi_check import readers
from fazhi_check.audit import addresses
from fazhi_check.audit.store import Kept
from fazhi_check.linting import Options, gravity, lint_read
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Assessment, ReadFailure
from fazhi_check.reporters.json import report

Sketch = Callable[[Document, str], dict[str, Any]]
"""Makes of a document and the name of its unit what finding copies needs (JSON-able)."""

# Records are kept packed; the fastest level halves the time and costs a sixth of the room.
_LEVEL = 1


class Job(NamedTuple):
    """One file to assess: its number and path in the audit, where it stands, whether it came out of an archive.

    `data` holds its bytes where its assessor cannot read it there.
    """

    number: int
    path: str
    file: str
    packed: bool = False
    data: bytes | None = None


class Made(NamedTuple):
    """What became of a file: the SHA-256 and number of the bytes that were read, and what is kept of it.

    `lasting` says that it follows from the content alone. What could not be read is tried again each time: a missing
    component may have been installed meanwhile.
    """

    sha256: str | None
    bytes: int | None
    kept: Kept
    lasting: bool


@dataclass(frozen=True)
class Assess:
    """The work of an audit's workers."""

    checklist: Checklist
    options: Options
    sketch: Sketch | None = None

    def __call__(self, job: Job) -> Made:
        """Return what became of a file; raises `MemoryError`."""
        reading = _Reading(job, self.options.max_bytes)
        outcome = lint_read(job.path, reading, self.checklist, self.options)
        if isinstance(outcome, ReadFailure):
            return Made(reading.sha256, reading.bytes, Kept(outcome.reason), lasting=reading.judging)
        return Made(reading.sha256, reading.bytes, self._kept(outcome), lasting=True)

    def _kept(self, assessment: Assessment) -> Kept:
        record = report(assessment)
        del record["path"]
        if self.sketch:
            record["sketch"] = self.sketch(assessment.document, assessment.unit)
        text = json.dumps(record, ensure_ascii=False)[1:-1].encode("utf-8", "backslashreplace")
        return Kept(
            None,
            assessment.unit,
            assessment.level,
            assessment.year,
            assessment.published or None,
            gravity(assessment),
            zlib.compress(text, _LEVEL),
        )

    def settings(self) -> str:
        """Return the SHA-256 of all that verdicts depend on beside the content: checklist, tool, options."""
        what = self.options._asdict()
        for limit in ("max_bytes", "seconds"):  # files beyond them have no result
            del what[limit]
        checklists = [(one.sha256, one.chosen) for one in (self.checklist, *self.checklist.series)]
        parts = [version(), checklists, what, self.sketch is not None]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class _Reading:
    """Reads one file for `lint_read` and notes what was read, and whether there was a document to judge."""

    def __init__(self, job: Job, most: int) -> None:
        self.sha256: str | None = None
        self.bytes: int | None = None
        self.judging = False
        self._job = job
        self._most = most

    def __call__(self) -> Document | ReadFailure:
        data = self._content()
        if isinstance(data, ReadFailure):
            return data
        self.sha256, self.bytes = hashlib.sha256(data).hexdigest(), len(data)
        document = readers.parse(data, self._job.path)
        self.judging = isinstance(document, Document)
        return document

    def _content(self) -> bytes | ReadFailure:
        job = self._job
        if job.data is not None:
            return job.data
        if addresses.is_address(job.file):
            return addresses.content(job.file, self._most)
        return readers.content(job.path, job.file, self._most)


def key_of(sha256: str, path: str, settings: str) -> bytes:
    """Return the key of a content's result; the suffix of its name may settle how it is read."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # several times as fast
    return hashlib.sha256(f"{sha256}{suffix}/{settings}".encode()).digest()


@cache
def version() -> str:
    """Return what tells this build of the tool from every other: its version, and the SHA-256 of its code."""
    folder = Path(fazhi_check.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{fazhi_check.__version__}+{digest.hexdigest()}"
