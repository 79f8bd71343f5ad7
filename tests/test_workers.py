"""Worker processes: a job that its process does not survive is told, and nothing else suffers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fazhi_check.workers import Crew, Limits, Lost, NoWorkers
from poison import work

LIMITS = Limits(seconds=1.0, memory=256 << 20)
PATIENT = Limits(seconds=300, memory=256 << 20)
"""For jobs that end their process by themselves, however busy the machine is."""


def _done(jobs: list[str], size: int = 2, limits: Limits = PATIENT) -> dict[str, str | Lost]:
    with Crew(work, size, limits) as crew:
        pairs = list(crew.results(jobs))
    assert sorted(job for job, _ in pairs) == sorted(jobs), "each job is answered once"
    return dict(pairs)


@pytest.mark.parametrize(
    ("poison", "kind"),
    [("loop", "time"), ("hog", "memory"), ("crash", "died"), ("leave", "died"), ("raise", "error"), ("unsendable", "died")],
)  # fmt: skip
def test_a_poisoned_job_is_told_and_its_neighbours_are_done(poison: str, kind: str) -> None:
    jobs = [f"a:{n}" for n in range(20)] + [poison] + [f"b:{n}" for n in range(20)]
    found = _done(jobs, limits=LIMITS if poison == "loop" else PATIENT)
    lost = found.pop(poison)
    assert isinstance(lost, Lost)
    assert lost.kind == kind
    assert found == {job: f"done {job}" for job in jobs if job != poison}


def test_many_poisoned_jobs_at_once() -> None:
    jobs = [job for n in range(6) for job in (f"crash:{n}", f"a:{n}", f"hog:{n}", f"b:{n}")]
    found = _done(jobs, size=3)
    assert {job for job, value in found.items() if isinstance(value, Lost)} == {
        job for job in jobs if job[:3] in {"cra", "hog"}
    }


def test_a_process_that_was_killed_once_costs_nobody_anything(tmp_path: Path) -> None:
    jobs = [f"once:{tmp_path / 'killed'}", *(f"a:{n}" for n in range(10))]
    assert all(value == f"done {job}" for job, value in _done(jobs).items())
    assert (tmp_path / "killed").exists()


def test_what_a_library_prints_does_not_reach_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    assert _done(["print", "a:1"]) == {"print": "done print", "a:1": "done a:1"}
    assert capfd.readouterr().out == ""


def test_jobs_are_drawn_as_they_are_needed() -> None:
    drawn = 0

    def jobs() -> Iterator[str]:
        nonlocal drawn
        for n in range(1000):
            drawn += 1
            yield f"a:{n}"

    with Crew(work, 2, LIMITS) as crew:
        for answered, _ in enumerate(crew.results(jobs()), 1):
            assert drawn - answered <= 4


def test_a_slow_reader_of_the_answers_is_no_slow_job() -> None:
    import time

    with Crew(work, 1, Limits(0.2, LIMITS.memory)) as crew:
        answers = crew.results(["a:1", "a:2", "a:3"])
        next(answers)
        time.sleep(2)
        assert [value for _, value in answers] == ["done a:2", "done a:3"]


def test_an_answer_that_comes_as_the_time_is_over_makes_nobody_else_guilty() -> None:
    with Crew(work, 1, LIMITS) as crew:
        answers = crew.results(["a:1", "slow:5", "a:2"])
        assert next(answers) == ("a:1", "done a:1")
        (worker,) = crew._workers
        worker.overdue = worker.held[0]._replace(job="a:1")  # whose answer was on its way
        worker.kill()
        assert dict(answers) == {"slow:5": Lost("time"), "a:2": "done a:2"}


def test_nothing_is_left_when_the_answers_are_not_wanted_any_more() -> None:
    with Crew(work, 2, LIMITS) as crew:
        next(crew.results(f"slow:0.0{n % 10}" for n in range(1000)))
        processes = [worker._process for worker in crew._workers]
    assert all(process.returncode is not None for process in processes)


def test_workers_that_cannot_start_are_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi_check.workers.worker._BOOT", "raise SystemExit(9)")
    with Crew(work, 2, LIMITS) as crew, pytest.raises(NoWorkers, match="9"):
        list(crew.results(["a:1"]))


def test_an_orphan_ends_by_itself(tmp_path: Path) -> None:
    """A parent that was killed closes the pipe; the worker ends when it is through with its job."""
    import signal
    import subprocess
    import sys
    import time

    code = (
        "import os, signal\nfrom poison import work\nfrom fazhi_check.workers import Crew, Limits\n"
        "with Crew(work, 1, Limits(30, 1 << 30)) as crew:\n"
        "    for _ in crew.results(['a:1', *['slow:0.3'] * 100]):\n"
        "        print(crew._workers[0]._process.pid, flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    with parent:
        pid = int(parent.stdout.readline())  # type: ignore[union-attr]
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")
