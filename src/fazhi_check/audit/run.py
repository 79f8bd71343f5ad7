"""One audit from paths to a `Run` in the store and the files in its folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from fazhi_check.audit.assessing import Assess, Made, Sketch
from fazhi_check.audit.engines import EngineError, opened
from fazhi_check.audit.finding import found_files
from fazhi_check.audit.jobs import Jobs
from fazhi_check.audit.listing import Listing
from fazhi_check.audit.reckoning import Reckoned, reckon
from fazhi_check.audit.records import Run, Unit
from fazhi_check.audit.results import write_results
from fazhi_check.audit.store import Kept, Store, StoreError, told
from fazhi_check.linting import Options, reason_of
from fazhi_check.model.checklist import Checklist
from fazhi_check.sources import Sources
from fazhi_check.workers import Lost, NoWorkers


@dataclass(frozen=True)
class Plan:
    """What is audited, with what, and where to put it."""

    paths: tuple[str, ...]
    out: Path
    store: Path
    checklist: Checklist
    options: Options
    units: tuple[Unit, ...] = ()
    due: str | None = None
    previous: Path | None = None
    engine: str | None = None
    processes: int = 0


class Progress(NamedTuple):
    """How far an audit is: files found (all of them?), and what became of those that are through."""

    found: int
    all_found: bool
    assessed: int
    reused: int
    failed: int


class Audited(NamedTuple):
    """An audit that is through; its records are closed.

    How many files are reports and how many could not be assessed, how many were assessed anew, and the gravest finding
    (`linting.gravity`).
    """

    run: Run
    reports: int
    failed: int
    assessed: int
    gravest: int


Watch = Callable[[Progress], None]
Writing = Callable[[Run, Path], None]


def audit(plan: Plan, watch: Watch, sketch: Sketch | None = None, write: Writing | None = None) -> Audited:
    """Assess all files of a plan that the store does not know, and write the results into its folder.

    `sketch` makes what finding copies needs; `write` writes what else is wanted of the run, while the store is open;
    `watch` is called after every file. Raises `StoreError` and `EngineError`; what was assessed until then is kept.
    """
    try:
        with Store(plan.store) as store:
            listing = Listing(store)
            assessed = _assess(plan, store, listing, sketch, watch)
            reckoned = reckon(listing, plan.units, plan.due) if plan.units else Reckoned()
            run = Run(
                plan.checklist,
                listing.records(),
                listing.failures(),
                plan.units,
                *reckoned,
                plan.due,
                plan.previous,
            )
            write_results(run, listing.lines(), plan.out)
            if write:
                write(run, plan.out)
            return Audited(run, len(run.records), len(run.failures), assessed, listing.gravest())
    except sqlite3.Error as error:
        raise StoreError(told(plan.store, error)) from None
    except NoWorkers as error:
        raise EngineError(f"检查用的进程启动不了（{error}）。") from None


def _assess(plan: Plan, store: Store, listing: Listing, sketch: Sketch | None, watch: Watch) -> int:
    """Bring all files of a plan into the store; return how many were assessed for that."""
    work = Assess(plan.checklist, plan.options, sketch)
    with Sources() as sources, opened(plan.engine, work, plan.processes) as engine:
        found = found_files(sources, plan.paths, listing, plan.out)
        jobs = Jobs(found, listing, store, work.settings(), plan.options.max_bytes)
        try:
            for job, made in engine.results(jobs):
                if isinstance(made, Lost):
                    made = Made(None, None, Kept(reason_of(made, plan.options)), lasting=False)
                jobs.take(job, made)
                watch(Progress(jobs.found, jobs.all_found, jobs.assessed, jobs.reused, jobs.failed))
        finally:
            jobs.write()
        return jobs.assessed
