"""Makes the reader of text files do what some file in some library does sooner or later. On PYTHONPATH of a test's run."""

import os
import signal
import time

from fazhi_check import limits
from fazhi_check.readers import text

limits.MEMORY = 256 << 20

_read = text.read


def read(data: bytes, path: str) -> object:
    content = data.decode("utf-8", "replace")
    if "【死循环】" in content:
        int("7" * 10) ** (10**9)
    if "【吃内存】" in content:
        hold = []
        while True:
            hold.append(bytearray(16 << 20))
    if "【崩溃】" in content:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "【慢】" in content:
        time.sleep(0.05)
    return _read(data, path)


text.read = read
