"""`fazhi-check baseline create|update`: note the findings of today, so that later runs show only what is new."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from fazhi_check.acceptance import Baseline, Known, Marks
from fazhi_check.cli import exits
from fazhi_check.cli.choosing import Choices
from fazhi_check.cli.outputs import whole_file
from fazhi_check.cli.planning import planned
from fazhi_check.cli.progress import progress_bar
from fazhi_check.cli.running import Request
from fazhi_check.globbing import relative
from fazhi_check.linting import lint_sources
from fazhi_check.mistakes import Mistake
from fazhi_check.model.outcome import Outcome, ReadFailure
from fazhi_check.sources import Sources
from fazhi_check.wording import printable

NAME = "fazhi-check-baseline.json"

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

_Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="文件、文件夹或通配符。")]
_File = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="基线文件。")]
_Checklist = Annotated[str | None, typer.Option(help="清单编号，或清单文件（.yaml）的路径。")]
_Config = Annotated[str | None, typer.Option(help="配置文件（默认逐级向上找 fazhi-check.toml）。")]


@app.command("create", help="把现有的问题记进一个新的基线文件。")
def create(paths: _Paths, output: _File = NAME, checklist: _Checklist = None, config: _Config = None) -> None:
    """Write a new baseline."""
    if Path(output).exists():
        exits.stop(f"基线文件 {output} 已经有了；要更新请用 fazhi-check baseline update。")
    _make(Request(paths, checklist=checklist, config=config), output, None)


@app.command("update", help="更新基线：这些报告里改好的去掉，新出现的加上。")
def update(paths: _Paths, output: _File = NAME, checklist: _Checklist = None, config: _Config = None) -> None:
    """Bring a baseline up to date for the reports that are named; the entries of others stay."""
    try:
        earlier = Baseline.read(output)
    except Mistake as error:
        exits.stop(str(error))
    _make(Request(paths, checklist=checklist, config=config), output, earlier)


def _make(request: Request, output: str, earlier: Baseline | None) -> None:
    empty = Baseline(str(Path(output).parent))
    before = earlier.known if earlier else frozenset()
    try:
        checked, now, failures = _found(request, empty)
    except Mistake as error:
        exits.stop(str(error))
    kept = {one for one in before if one.path not in checked and (Path(empty.folder) / one.path).exists()}
    known = frozenset(kept | now)
    with whole_file(Path(output)) as stream:
        stream.write(empty._replace(known=known).text())
    for failure in failures:
        typer.echo(f"[!] 没有检查 {printable(failure.path)}：{failure.reason}")
    changes = f"（新增 {len(known - before)} 处，去掉 {len(before - known)} 处）" if earlier else ""
    typer.echo(f"基线 {output}：{len(known)} 处{changes}，检查了 {len(checked)} 份。")
    raise typer.Exit(exits.UNREADABLE if failures else exits.CLEAN)


def _found(request: Request, empty: Baseline) -> tuple[set[str], set[Known], list[ReadFailure]]:
    """Return the paths that were checked, the findings that nobody has waived, and the files that were not checked."""
    checked: set[str] = set()
    known: set[Known] = set()
    failures = []
    with Sources() as sources:
        files, plans = planned(request, Choices(request.flags(), request.config), sources, None)
        with progress_bar(len(files)) as done:
            for plan in plans:
                for made in lint_sources(
                    plan.files, plan.checklist, plan.options, partial(_known, empty, plan.marks)
                ):
                    if isinstance(made, ReadFailure):
                        failures.append(made)
                    else:
                        checked.add(relative(made[0], empty.folder))
                        known |= set(made[1])
                    done()
    return checked, known, failures


def _known(empty: Baseline, marks: Marks | None, outcome: Outcome) -> tuple[str, list[Known]] | ReadFailure:
    if isinstance(outcome, ReadFailure):
        return outcome
    assessment = marks.on(outcome).assessment if marks else outcome
    of_findings, of_objections = empty.found(assessment)
    findings = zip(assessment.findings, of_findings, strict=True)
    objections = zip(assessment.objections, of_objections, strict=True)
    return assessment.document.path, [
        *(known for one, known in findings if one.flagged and not one.accepted),
        *(known for one, known in objections if not one.accepted),
    ]
