"""Works for crews of workers, some of which their process does not survive."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def work(job: str) -> str:
    """Do what a job says; `wait:FILE` waits until the file is there."""
    kind, _, rest = job.partition(":")
    if kind == "loop":
        # Inside C, where no Python signal handler runs.
        int("7" * 10) ** (10**9)
    elif kind == "hog":
        hold = []
        while True:
            hold.append(bytearray(16 << 20))
    elif kind == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif kind == "leave":
        os._exit(0)
    elif kind == "raise":
        raise ValueError("broken")
    elif kind == "unsendable":
        return lambda: None  # type: ignore[return-value]
    elif kind == "once":
        # The process dies the first time only, as if it had been killed from outside.
        if not Path(rest).exists():
            Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "print":
        print("noise")  # noqa: T201
        os.write(1, b"noise")
    elif kind == "slow":
        time.sleep(float(rest))
    return f"done {job}"
