"""Working: what a worker process does with one upload, and the loop in which it waits for the next."""

from __future__ import annotations

import gc
import signal
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from fazhi_check import loading, rendering
from fazhi_check.engine import assess
from fazhi_check.limits import TooLong, time_limit
from fazhi_check.linting import Options, lint_file
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment, Outcome, ReadFailure
from fazhi_check.readers import text as text_reader
from fazhi_check.rendering.overview import row
from fazhi_check.sources import Source, Sources
from fazhi_check.web import downloads
from fazhi_check.wording import printable

_MOST_IN_ARCHIVE = 200
PASTED = "粘贴的文本"


@dataclass(frozen=True)
class Wishes:
    """What is asked about an upload; `checklist` is what `loading.load` takes."""

    checklist: str
    level: str | None = None
    year: int | None = None
    force: bool = False


class Upload(NamedTuple):
    """A file to be checked: where it stands and what it is called; its results' names in a page begin with `prefix`."""

    file: str
    name: str
    prefix: str = ""


class Job(NamedTuple):
    """One task for a worker.

    `kind` is `page` (reports to show), `draft` (the text while it is edited) or a kind of download. `upload` is None
    for a pasted text.
    """

    kind: str
    upload: Upload | None
    text: str
    wishes: Wishes
    max_size: int
    seconds: float


class Shown(NamedTuple):
    """One report to show: its line in the overview, the name of its head in its page, its HTML, its text."""

    row: dict[str, Any]
    name: str
    html: str
    text: str


class Failed(NamedTuple):
    """One file that was not checked."""

    path: str
    reason: str


class Answer(NamedTuple):
    """What came of a job: reports in order, or the parts of a draft, or the content of a download."""

    reports: tuple[Shown | Failed, ...] = ()
    draft: dict[str, str] | None = None
    content: bytes | None = None
    failure: str = ""


def done(job: Job) -> Answer:
    """Do one job; whatever goes wrong becomes a sentence."""
    try:
        if job.kind == "page":
            return Answer(
                tuple(_shown(job, outcome, number) for number, outcome in enumerate(_outcomes(job)))
            )
        outcome = next(iter(_outcomes(job)))
        if isinstance(outcome, ReadFailure):
            return Answer(failure=outcome.reason)
        if job.kind == "draft":
            return Answer(draft=rendering.draft(outcome)._asdict())
        if job.upload and outcome.document.path != job.upload.name:
            return Answer(failure="压缩包里的文件要解压后逐个检查，才能取结果文件。")
        data = Path(job.upload.file).read_bytes() if job.upload else job.text.encode()
        return Answer(content=downloads.made(job.kind, data, outcome))
    except downloads.Unavailable as error:
        return Answer(failure=str(error))
    except Exception as error:  # whatever it is, the server goes on
        return Answer(failure=f"检查时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。")


def _outcomes(job: Job) -> list[Outcome]:
    wishes = job.wishes
    checklist = _checklist(wishes.checklist)
    options = Options(wishes.level, wishes.year, wishes.force, None, job.max_size, job.seconds)
    if job.upload is None:
        return [_of_text(job.text, checklist, options)]
    with Sources() as sources:
        outcomes: list[Outcome] = []
        found = sources.expand([job.upload.file])
        for one in islice(found, _MOST_IN_ARCHIVE):
            name = _named(one.path, job.upload)
            if isinstance(one, ReadFailure):
                outcomes.append(ReadFailure(name, one.reason))
            else:
                outcomes.append(lint_file(Source(name, one.file), checklist, options))
        if next(found, None) is not None:
            outcomes.append(
                ReadFailure(job.upload.name, f"压缩包里的文件太多，只检查了前 {_MOST_IN_ARCHIVE} 个。")
            )
        return outcomes


def _named(path: str, upload: Upload) -> str:
    """Return a path with the name that the upload had at its sender's."""
    return upload.name + path.removeprefix(upload.file)


def _of_text(text: str, checklist: Checklist, options: Options) -> Outcome:
    if not text.strip():
        return ReadFailure(PASTED, "没有文字，请先粘贴或输入报告。")
    document = text_reader.read(text.encode(), PASTED)
    try:
        with time_limit(options.seconds):
            return assess(
                document, checklist, level=options.level, year=options.year, force=options.force, most=None
            )
    except TooLong:
        return ReadFailure(PASTED, f"检查超过 {options.seconds:g} 秒，没有检查完。")


def _shown(job: Job, outcome: Outcome, number: int) -> Shown | Failed:
    if isinstance(outcome, ReadFailure):
        return Failed(printable(outcome.path), outcome.reason)
    return _page(outcome, f"{job.upload.prefix}{number}-" if job.upload and job.upload.prefix else "")


def _page(assessment: Assessment, prefix: str) -> Shown:
    text = assessment.document.text
    return Shown(row(assessment)._asdict(), f"{prefix}top", rendering.report(assessment, prefix), text)


@cache
def _checklist(name: str) -> Checklist:
    return loading.load(name)


def run(connection: Connection, first: str) -> None:
    """Wait for jobs and answer them until the other end is closed; `first` is the checklist that is asked for most."""
    from fazhi_check.engine.compiled import compiled

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    compiled(_checklist(first))
    gc.freeze()
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(done(job))
