"""How long an editor waits for the language server, and how long for an answer to what was typed.

Run: `.venv/bin/python bench/editor.py`. Beside ours starts the smallest server that pygls makes, if pygls is installed:
the ratio of the two is what docs/decisions.md cites. All in one run, best of five.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "fixtures" / "reports" / "county-good.txt").read_text("utf-8")
PYGLS = 'from pygls.lsp.server import LanguageServer; LanguageServer("x", "1").start_io()'
URI = "file:///draft.txt"


class Server:
    """One server process and its pipes."""

    def __init__(self, *command: str) -> None:
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def send(self, **message: Any) -> None:
        """Send one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def wait_for(self, key: str, value: object) -> dict[str, Any]:
        """Return the next message that has a value."""
        out = self.process.stdout
        assert out
        while True:
            length = 0
            while (line := out.readline()) not in {b"\r\n", b""}:
                if line.lower().startswith(b"content-length"):
                    length = int(line.split(b":")[1])
            if not length:
                raise RuntimeError("the server ended")
            message: dict[str, Any] = json.loads(out.read(length))
            if message.get(key) == value:
                return message

    def initialized(self) -> float:
        """Return the seconds from the start to the answer to `initialize`."""
        self.send(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        self.wait_for("id", 1)
        return time.perf_counter() - self.began

    def memory(self) -> int:
        """Return the resident memory in MB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def end(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.process.communicate()


def start(*command: str) -> tuple[float, int]:
    times, memory = [], 0
    for _ in range(5):
        server = Server(*command)
        times.append(server.initialized())
        memory = server.memory()
        server.end()
    return min(times), memory


def answer() -> float:
    """Return the seconds from a change (with the pause after typing) to its diagnostics."""
    server = Server("-m", "fazhi_check", "lsp")
    server.initialized()
    document = {"uri": URI, "languageId": "plaintext", "version": 1, "text": TEXT}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    server.wait_for("method", "textDocument/publishDiagnostics")
    times = []
    for version in range(2, 12):
        began = time.perf_counter()
        place = {"line": 3, "character": 0}
        change = {"range": {"start": place, "end": place}, "text": "全"}
        server.send(
            method="textDocument/didChange",
            params={"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]},
        )
        server.wait_for("method", "textDocument/publishDiagnostics")
        times.append(time.perf_counter() - began)
    server.end()
    return min(times)


def main() -> None:
    own, memory = start("-m", "fazhi_check", "lsp")
    print(f"fazhi-check lsp: {own:.2f} s to initialize, {memory} MB")
    print(
        f"{len(TEXT)} characters: {answer():.2f} s from a change to its diagnostics (0.30 s of it the pause)"
    )
    try:
        other, more = start("-c", PYGLS)
    except RuntimeError:
        print("pygls is not installed")
        return
    print(f"smallest pygls server, no checks at all: {other:.2f} s, {more} MB; ratio {other / own:.1f}")


if __name__ == "__main__":
    main()
