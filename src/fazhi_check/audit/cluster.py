"""Assessing on a Dask cluster that is there already: batches of files go to it, and what became of them comes back.

Each thread of a cluster's worker has a process of its own for the files (a crew of one), so a file that brings its
process down harms nobody on the cluster either. A cluster's worker that is lost gives its batches to the others.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, KilledWorker, WorkerPlugin, get_worker
from distributed.core import rpc

from fazhi_check.audit.addresses import is_address
from fazhi_check.audit.assessing import Assess, Job, Made, version
from fazhi_check.audit.engines import EngineError
from fazhi_check.workers import Crew, Limits, Lost

_BATCH = 24
"""Files that go to the cluster at once: passing on a task costs as much as a file takes to assess."""
_WAITING = 3
"""Batches for each thread of the cluster, those that it is at included."""
_RETRIES = 3
_PATIENCE = 20
"""Seconds to wait for the scheduler, and for the first worker."""

_Answers = list[tuple[Job, "Made | Lost"]]


class Cluster:
    """A scheduler's workers, with our work installed on them."""

    def __init__(self, address: str, work: Assess, limits: Limits) -> None:
        """Connect; raises `EngineError`."""
        self._name = f"fazhi-check-{uuid4()}"
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told by us
        try:
            asyncio.run(asyncio.wait_for(_identity(address), _PATIENCE))
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError(f"连不上调度器 {address}（{_short(error)}），请检查地址和端口。") from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            self._client.register_plugin(Installed(work, limits), name=self._name)
        except TimeoutError:
            self._client.close()
            raise EngineError(f"调度器 {address} 上没有工作节点。") from None
        except Exception as error:  # whatever a worker says
            self._client.close()
            raise EngineError(f"工作节点用不了：{_short(error)}。") from None
        self._executor = self._client.get_executor(retries=_RETRIES)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._executor.shutdown(wait=False)
            self._client.unregister_worker_plugin(self._name)
        except Exception:  # noqa: S110  # a scheduler that is gone needs no tidying
            pass
        finally:
            self._client.close()

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Made | Lost]]:
        """Yield each job with what became of it; raises `EngineError` when the scheduler is gone."""
        waiting = map(_portable, jobs)
        flying: dict[Future[_Answers], list[Job]] = {}
        while True:
            most = _WAITING * max(1, sum(self._client.nthreads().values()))
            while len(flying) < most and (batch := list(islice(waiting, _BATCH))):
                flying[self._submitted(batch)] = batch
            if not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                batch = flying.pop(future)
                try:
                    yield from future.result()
                except KilledWorker:
                    # Which of them it was, nobody knows: each gets workers of its own.
                    if len(batch) == 1:
                        yield batch[0], Lost("died")
                    else:
                        flying.update((self._submitted([job]), [job]) for job in batch)
                except (CancelledError, OSError):
                    raise EngineError("与调度器的连接断了。已经检查的都存下了，重新运行会接着做。") from None

    def _submitted(self, batch: list[Job]) -> Future[_Answers]:
        future: Future[_Answers] = self._executor.submit(_assessed, self._name, batch, pure=False)
        return future


class Installed(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """Our work on a cluster's worker; those that join later get it before their first batch."""

    def __init__(self, work: Assess, limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._version = version()
        self._weights = {
            one.learned: Path(one.learned).read_bytes()
            for one in (work.checklist, *work.checklist.series)
            if one.learned
        }
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._idle: list[Crew[Job, Made]] = []

    def setup(self, worker: Any) -> None:
        """Check that the worker has the same tool as we; put the learned weights beside it."""
        if version() != self._version:
            raise RuntimeError(f"节点 {worker.address} 上的 fazhi-check 与本机不是同一个版本")
        self._folder = tempfile.TemporaryDirectory(prefix="fazhi-check-", ignore_cleanup_errors=True)
        here = {"": ""}
        for number, (there, weights) in enumerate(self._weights.items()):
            path = Path(self._folder.name) / f"{number}.learned.bin"
            path.write_bytes(weights)
            here[there] = str(path)
        checklist = self._work.checklist
        series = tuple(one._replace(learned=here[one.learned]) for one in checklist.series)
        checklist = checklist._replace(learned=here[checklist.learned], series=series)
        self._work = replace(self._work, checklist=checklist)

    def teardown(self, worker: Any) -> None:
        """End our processes."""
        while self._idle:
            self._idle.pop().__exit__()
        if self._folder:
            self._folder.cleanup()

    def assessed(self, batch: list[Job]) -> _Answers:
        """Do a batch in a process that no other thread uses."""
        crew = self._idle.pop() if self._idle else Crew(self._work, 1, self._limits)
        try:
            answers = list(crew.results(batch))
        except BaseException:
            crew.__exit__()
            raise
        self._idle.append(crew)
        return [(job._replace(data=None), made) for job, made in answers]


async def _identity(address: str) -> None:
    """Ask the scheduler who it is: a client would wait for ever for something that is no scheduler."""
    async with rpc(address) as scheduler:
        await scheduler.identity()


def _assessed(name: str, batch: list[Job]) -> _Answers:
    plugin: Installed = get_worker().plugins[name]
    return plugin.assessed(batch)


def _portable(job: Job) -> Job:
    """Make a job fit for another machine: the whole path, and the bytes of what was unpacked here."""
    if is_address(job.file):
        return job
    if job.packed:
        return job._replace(data=Path(job.file).read_bytes())
    return job._replace(file=str(Path(job.file).absolute()))


def _short(error: BaseException) -> str:
    return f"{error}".split("\n", 1)[0] or type(error).__name__
