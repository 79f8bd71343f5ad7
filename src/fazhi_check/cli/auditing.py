"""Running `audit`: from a request to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fazhi_check import readers
from fazhi_check.audit import outputs
from fazhi_check.audit.roster import day, read_roster
from fazhi_check.audit.run import Audited, Plan, Progress, Watch, Writing, audit
from fazhi_check.audit.similarity import sketch
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.cli.choosing import report_year, unit_level
from fazhi_check.linting import GRAVITY, Options
from fazhi_check.mistakes import Mistake, refusal

_FAIL_ON = {"error": GRAVITY["error"], "warning": GRAVITY["warning"], "never": GRAVITY["error"] + 1}
_STORE = "store.sqlite"


@dataclass(frozen=True)
class Request:
    """What `audit` is asked for; fields as in the command line."""

    paths: list[str]
    out: Path
    checklist: str
    level: str | None
    year: int | None
    roster: Path | None
    due: str | None
    previous: Path | None
    engine: str | None
    jobs: int
    time_limit: float
    max_size: float
    store: Path | None
    fail_on: str
    mend_by: str | None
    template: Path | None


def run(request: Request) -> int:
    """Audit the reports and say what came of it; return the exit code."""
    try:
        plan = _plan(request)
        write = _writing(request)
        with _progress() as watch:
            done = audit(plan, watch, sketch, write)
    except Mistake as error:
        exits.stop(str(error))
    for line in _told(done, plan):
        print(line)  # noqa: T201  # the command line talks to people
    if done.failed:
        return exits.UNREADABLE
    return exits.FINDINGS if done.gravest >= _FAIL_ON[request.fail_on] else exits.CLEAN


def _plan(request: Request) -> Plan:
    """Check the request before the work begins."""
    _check_numbers(request)
    _check_folders(request)
    level = unit_level(request.level)
    due = _day("--due", request.due)
    checklist = loaded(request.checklist)
    units = read_roster(request.roster) if request.roster else ()
    try:
        request.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        exits.stop(f"建不了结果文件夹 {request.out}（{refusal(error)}）。")
    return Plan(
        tuple(request.paths),
        request.out,
        request.store or request.out / _STORE,
        checklist,
        Options(
            level,
            report_year(request.year),
            max_bytes=int(request.max_size * 1024 * 1024),
            seconds=request.time_limit,
        ),
        units,
        due,
        request.previous,
        request.engine,
        request.jobs,
    )


def _writing(request: Request) -> Writing:
    """Return what writes the outputs; whatever it would choke on is found before the work begins."""
    try:
        form = request.template.read_bytes() if request.template else None
        outputs.check(request.previous, form)
    except OSError as error:
        exits.stop(f"读不了通知书模板 {request.template}（{refusal(error)}）。")
    return partial(outputs.write_all, mend_by=_day("--mend-by", request.mend_by) or "", form=form)


def _day(option: str, stated: str | None) -> str | None:
    found = day(stated) if stated is not None else None
    if stated is not None and found is None:
        exits.stop(f"{option} 的“{stated}”不是日期，请写成 2025-03-31 这样。")
    return found


def _check_numbers(request: Request) -> None:
    if request.fail_on not in _FAIL_ON:
        exits.stop(f"--fail-on 只能是 {'、'.join(_FAIL_ON)}。")
    for name, number in (("--max-size", request.max_size), ("--time-limit", request.time_limit)):
        if number <= 0:
            exits.stop(f"{name} 应当是大于 0 的数。")
    if request.jobs < 0:
        exits.stop("--jobs 应当是 0（每个处理器一个）或更大的整数。")


def _check_folders(request: Request) -> None:
    if readers.STDIN in request.paths:
        exits.stop("audit 不读标准输入，请写文件或文件夹。")
    out = request.out.resolve()
    for path in request.paths:
        if Path(path).exists() and Path(path).resolve().is_relative_to(out):
            exits.stop(f"{path} 就在 --out 里，会和结果混在一起。请把结果放到别的文件夹。")
    if request.previous is not None and request.previous.resolve() == out:
        exits.stop("--out 和 --previous 是同一个文件夹，会把上一年度的结果覆盖。请换一个 --out。")


@contextmanager
def _progress() -> Iterator[Watch]:
    """Show on standard error how far the audit is, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("检查"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="", failed="")

        def watch(now: Progress) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                completed=now.assessed + now.reused + now.failed,
                total=now.found if now.all_found else None,
                rate=f"{speed:.0f} 份/秒" if speed else "",
                failed=f"没能检查 {now.failed}" if now.failed else "",
            )

        yield watch


def _told(done: Audited, plan: Plan) -> Iterator[str]:
    """Say what came of an audit."""
    run = done.run
    reused = done.reports - done.assessed
    yield (
        f"检查了 {done.reports:,} 份报告（新检查 {done.assessed:,} 份，沿用已有结果 {reused:,} 份），"
        f"没能检查 {done.failed:,} 份。"
    )
    if run.units:
        late = len({one.unit for one in run.late})
        yield (
            f"名单上 {len(run.units):,} 个单位：没有报送 {len(run.missing):,} 个，逾期 {late:,} 个，"
            f"报送不止一份 {len(run.twice):,} 个；对不上单位的文件 {len(run.unmatched):,} 份。"
        )
    yield (
        f"结果在 {plan.out} 里：{outputs.PAGE}（用浏览器打开）、{outputs.WORKBOOK}、{outputs.NOTICES}/（整改通知书）、"
        "results.jsonl。"
    )
