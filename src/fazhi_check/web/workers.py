"""Workers: processes that do the jobs, apart from the server, so that no file can take it down.

Each process has one job at a time. One that dies or takes too long is ended and replaced; only its job is lost, and
that says so.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from fazhi_check.web.working import Answer, Job, run

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_DIED = "检查这个文件时程序意外中止（文件损坏或内存不足），没有检查。"


class Workers:
    """A fixed number of processes, started one and all; `answer` waits for one that is free."""

    def __init__(self, count: int, checklist: str, seconds: float) -> None:
        self._seconds = seconds
        self._workers = [_Worker(checklist) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        for one in self._workers:
            self._idle.put_nowait(one)

    async def answer(self, job: Job) -> Answer:
        """Return what came of a job."""
        worker = await self._idle.get()
        try:
            exchange = asyncio.get_running_loop().run_in_executor(self._threads, worker.exchange, job)
            done, _ = await asyncio.wait({exchange}, timeout=self._seconds)
            if not done:
                worker.stop()  # its exchange ends with that
                await exchange
                return Answer(failure=f"检查超过 {self._seconds:g} 秒，没有检查完。文件可能过大或已损坏。")
            return exchange.result() or Answer(failure=_DIED)
        finally:
            self._idle.put_nowait(worker)

    def close(self) -> None:
        """End all processes."""
        for one in self._workers:
            one.stop()
        self._threads.shutdown(wait=False)


class _Worker:
    """One process and the line to it; started anew when it is gone."""

    def __init__(self, checklist: str) -> None:
        self._checklist = checklist
        self._start()

    def _start(self) -> None:
        # A process that runs threads must not be forked; a spawned one begins from nothing.
        context = multiprocessing.get_context("spawn")
        self._line: Connection
        self._line, far = context.Pipe()
        self._process: SpawnProcess = context.Process(target=run, args=(far, self._checklist), daemon=True)
        self._process.start()
        far.close()

    def exchange(self, job: Job) -> Answer | None:
        """Give the process a job and wait for the answer; None if it died over it. Runs in a thread."""
        if not self._process.is_alive():
            self._start()
        try:
            self._line.send(job)
            answer: Answer = self._line.recv()
        except (EOFError, OSError):
            self.stop()
            return None
        return answer

    def stop(self) -> None:
        """End the process at once."""
        with suppress(ValueError):
            self._process.kill()
            self._process.join(5)
