"""Where the files of an audit are assessed: in processes of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from fazhi_check.audit.assessing import Assess, Job, Made
from fazhi_check.limits import MEMORY
from fazhi_check.mistakes import Mistake
from fazhi_check.workers import Crew, Limits, Lost, processors


class EngineError(Mistake):
    """An engine that cannot work (any more); the message is one line in Chinese."""


class Engine(Protocol):
    """Something that does jobs."""

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Made | Lost]]:
        """Yield each job with what became of it, in any order; jobs are drawn as they are needed."""


def opened(address: str | None, work: Assess, processes: int) -> AbstractContextManager[Engine]:
    """Return an engine: the scheduler at `dask://HOST:PORT`, or so many processes here (0: one a processor).

    Raises `EngineError`.
    """
    limits = Limits(work.options.seconds, MEMORY)
    if address is None:
        return Crew(work, processes or processors(), limits)
    scheme, _, place = address.partition("://")
    if scheme != "dask" or not place:
        raise EngineError(f"--engine 只能是 dask://主机:端口，不认识 {address}。")
    try:
        from fazhi_check.audit.cluster import Cluster
    except ImportError:
        raise EngineError("--engine dask:// 需要另装组件：pip install 'fazhi-check[cluster]'。") from None
    return Cluster(f"tcp://{place}", work, limits)
