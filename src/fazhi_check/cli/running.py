"""Running `lint`: from a request to an exit code. No typer here: a single file is checked without loading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from fazhi_check import patterns, reporters, rules
from fazhi_check.cli import exits, outputs
from fazhi_check.cli.choosing import Choices, report_year, unit_level
from fazhi_check.cli.outputs import same_file
from fazhi_check.cli.planning import Plan, planned
from fazhi_check.cli.progress import progress_bar
from fazhi_check.cli.tallying import Made, Tally
from fazhi_check.engine import MOST
from fazhi_check.linting import gravity, lint_sources
from fazhi_check.mistakes import Mistake
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.sources import Sources

if TYPE_CHECKING:
    from fazhi_check.acceptance import Baseline, Marks

__all__ = ["Request", "report_year", "run", "same_file", "unit_level"]

_FAIL_ON = {"error": 2, "warning": 1, "never": 3}


class Request(NamedTuple):
    """What `lint` is asked for; fields as in the command line, None and empty where it says nothing."""

    paths: list[str]
    checklist: str | None = None
    checklist_sha256: str | None = None
    level: str | None = None
    year: int | None = None
    output_format: Sequence[str] = ()
    output: str | None = None
    fail_on: str | None = None
    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    max_size: float | None = None
    force: bool = False
    verbose: bool = False
    config: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    diff: str | None = None

    def flags(self) -> dict[str, Any]:
        """Return what the command line settles, under the keys of a configuration."""
        told = {
            "checklist": self.checklist,
            "checklist-sha256": self.checklist_sha256,
            "level": self.level,
            "year": self.year,
            "format": tuple(self.output_format),
            "fail-on": self.fail_on,
            "only": tuple(self.only),
            "skip": tuple(self.skip),
            "max-size": self.max_size,
            "force": self.force,
            "waivers": self.waivers,
            "baseline": self.baseline,
        }
        return {
            key: value for key, value in told.items() if not (value is None or value is False or value == ())
        }


def run(request: Request) -> int:
    """Check the reports and write down what was found; return the exit code."""
    try:
        return _run(request)
    except Mistake as error:
        exits.stop(str(error))
    finally:
        patterns.remember()


def _run(request: Request) -> int:
    choices = Choices(request.flags(), request.config)
    of_run = partial(choices.value, request.paths[0])
    wanted = outputs.outputs_of(of_run("format"), request.output)
    if of_run("fail-on") not in _FAIL_ON:
        exits.stop(f"--fail-on 只能是 {'、'.join(_FAIL_ON)}。")
    # A page marks all there is.
    most = None if request.verbose or any(one.format == "html" for one in wanted) else MOST
    with Sources() as sources:
        files, plans = planned(request, choices, sources, _baseline(of_run("baseline")), most)
        full = request.verbose or len(files) <= reporters.FEW
        main = plans[0].checklist if plans else choices.chosen(request.paths[0]).checklist
        tally = Tally(request.paths, everything=not request.diff and all(map(_is_whole, plans)))
        make = partial(_made, tuple(one.format for one in wanted), full)
        with outputs.opened(wanted, files) as streams, progress_bar(len(files)) as done:
            notes = _notes(plans, make, tally, done, processes=1 if full else 0)
            outputs.write(wanted, streams, main, notes, full=full, verbose=request.verbose)
    tally.warn()
    if request.output is None and all(one.file for one in wanted):
        tally.sum_up([one.file for one in wanted if one.file])
    return tally.exit_code(_FAIL_ON[of_run("fail-on")])


def _is_whole(plan: Plan) -> bool:
    """Tell whether all items of a checklist and all rules are looked for."""
    return {*(item.id for item in plan.checklist.items), *rules.ids()} <= set(plan.checklist.chosen)


def _baseline(file: str | None) -> Baseline | None:
    if file is None:
        return None
    from fazhi_check.acceptance import Baseline

    return Baseline.read(file)


def _notes(
    plans: Sequence[Plan],
    make: Callable[[Marks | None, Outcome], Made],
    tally: Tally,
    done: Callable[[], None],
    processes: int,
) -> Iterator[tuple[Any, ...]]:
    """Check file after file and yield the reporters' notes."""
    for plan in plans:
        of_plan = partial(make, plan.marks)
        for made in lint_sources(plan.files, plan.checklist, plan.options, of_plan, processes):
            tally.count(plan.marks, made)
            yield made.notes
            done()


def _made(formats: tuple[str, ...], full: bool, marks: Marks | None, outcome: Outcome) -> Made:
    """Return what remains of one file; called where it was checked."""
    severity = None
    meant = used = frozenset[int]()
    if not isinstance(outcome, ReadFailure):
        if marks:
            outcome, meant, used = marks.on(outcome)
        severity = gravity(outcome)
    notes = tuple(reporters.reporter(one).note(outcome, full=full) for one in formats)
    return Made(severity, notes, meant, used)
