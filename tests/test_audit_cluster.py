"""An audit on a real Dask scheduler with two worker processes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bulk import audit, environment, kept, outputs, reports, start, until

pytest.importorskip("distributed", reason="needs the extra: pip install 'fazhi-check[cluster]'")


class Cluster:
    """A scheduler and two workers, each a process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        place = folder / "scheduler.json"
        self._start(
            "scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", place
        )
        for _ in range(600):
            if place.exists() and place.read_text():
                break
            time.sleep(0.1)
        self.address = json.loads(place.read_text())["address"]
        self.workers = [self.join() for _ in range(2)]

    def join(self) -> subprocess.Popen[bytes]:
        return self._start(
            "worker", self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", self._folder
        )  # fmt: skip

    def _start(self, what: str, *arguments: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(DASK_DISTRIBUTED__WORKER__DAEMON="true"),
            cwd=self._folder,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    @property
    def engine(self) -> str:
        return self.address.replace("tcp://", "dask://")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    place = tmp_path / "cluster"
    place.mkdir()
    with ExitStack() as stack:
        yield Cluster(place, stack)


def test_a_lost_worker_loses_nothing_and_blames_nobody(tmp_path: Path, cluster: Cluster) -> None:
    folder = reports(tmp_path / "reports", 300, "【慢】")
    victim = folder / "甲县" / "0013.txt"
    victim.write_text(victim.read_text("utf-8") + "【崩溃】", "utf-8")
    audit(folder, "--out", tmp_path / "here", expect=3)
    with start(folder, "--out", tmp_path / "there", "--engine", cluster.engine) as process:
        until(lambda: kept(tmp_path / "there" / "store.sqlite") >= 24, process)
        cluster.workers[0].send_signal(signal.SIGKILL)
        assert kept(tmp_path / "there" / "store.sqlite") < 290
        assert process.wait(200) == 3
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")


def test_addresses_and_archives_on_a_cluster(tmp_path: Path, cluster: Cluster) -> None:
    folder = reports(tmp_path / "reports", 6)
    with zipfile.ZipFile(tmp_path / "打包.zip", "w") as archive:
        archive.write(folder / "乙县" / "0000.txt", "竹溪镇.txt")
    said = audit(
        f"file://{folder}", tmp_path / "打包.zip", "--out", tmp_path / "out", "--engine", cluster.engine
    )
    assert "检查了 7 份报告（新检查 6 份" in said, "the file in the archive has the content of another"
    lines = (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
    assert f"file://{folder}/乙县/0000.txt" in [json.loads(line)["path"] for line in lines]
    again = audit(f"file://{folder}", "--out", tmp_path / "out", "--engine", cluster.engine)
    assert "新检查 0 份，沿用已有结果 6 份" in again


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi_check.audit.cluster._PATIENCE", 1)
    from fazhi_check import loading
    from fazhi_check.audit.assessing import Assess
    from fazhi_check.audit.engines import EngineError, opened
    from fazhi_check.linting import Options

    with pytest.raises(EngineError, match="连不上调度器"):
        opened("dask://127.0.0.1:9", Assess(loading.load(), Options()), 0)


def test_a_node_with_another_build_is_refused(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fazhi_check import loading
    from fazhi_check.audit.assessing import Assess
    from fazhi_check.audit.engines import EngineError, opened
    from fazhi_check.linting import Options

    monkeypatch.setattr("fazhi_check.audit.cluster.version", lambda: "another")
    with pytest.raises(EngineError, match="不是同一个版本"):
        opened(cluster.engine, Assess(loading.load(), Options()), 0)


def test_a_node_whose_process_dies_again_and_again_blames_the_file_alone(tmp_path: Path) -> None:
    """What Dask calls a killed worker names all files of a batch; each is tried once more by itself."""
    from concurrent.futures import Future

    from distributed import KilledWorker

    from fazhi_check.audit.assessing import Job, Made
    from fazhi_check.audit.cluster import Cluster as Ours
    from fazhi_check.audit.store import Kept
    from fazhi_check.workers import Lost

    class Client:
        def nthreads(self) -> dict[str, int]:
            return {"a": 1}

    class Executor:
        def submit(self, _: object, name: str, batch: list[Job], *, pure: bool) -> Future:
            future: Future = Future()
            if any(job.number == 3 for job in batch):
                future.set_exception(KilledWorker("task", None, 3))
            else:
                future.set_result([(job, Made("", 0, Kept(None), lasting=True)) for job in batch])
            return future

    ours = object.__new__(Ours)
    ours._name, ours._client, ours._executor = "name", Client(), Executor()
    found = {job.number: made for job, made in ours.results(Job(n, f"{n}", f"{n}") for n in range(60))}
    assert sorted(found) == list(range(60))
    assert [number for number, made in found.items() if isinstance(made, Lost)] == [3]
