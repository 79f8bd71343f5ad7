"""What editors make of the JSON Schema: the real yaml-language-server, where npm can give it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from fazhi_check import loading
from test_mistakes import LAYER

SERVER = "node_modules/yaml-language-server/bin/yaml-language-server"


class Client:
    """A language server on standard input and output."""

    def __init__(self, server: Path) -> None:
        self._process = subprocess.Popen(
            ["node", server, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        settings = {"yaml": {"validate": True, "schemaStore": {"enable": False}}}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._process.stdin.flush()

    def _received(self) -> dict[str, Any]:
        out = self._process.stdout
        assert out is not None
        length = 0
        while line := out.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(out.read(length))

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._received()
            if message.get("id") == self._number and "method" not in message:
                return message["result"]
            self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        if "id" in message and "method" in message:
            empty = [{}] if message["method"] == "workspace/configuration" else None
            self._send({"id": message["id"], "result": empty})

    def diagnostics(self, file: Path) -> list[tuple[int, str]]:
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text("utf-8")}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._received()
            self._answer(message)
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == file.as_uri():
                return [(one["range"]["start"]["line"] + 1, one["message"]) for one in params["diagnostics"]]

    def completions(self, file: Path, line: int, character: int) -> set[str]:
        where = {
            "textDocument": {"uri": file.as_uri()},
            "position": {"line": line - 1, "character": character},
        }
        found = self.request("textDocument/completion", where)
        return {one["label"] for one in found["items"]}

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module")
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are not installed: no yaml-language-server")
    folder = Path(request.config.cache.mkdir("yaml-language-server"))  # type: ignore[union-attr]
    if not (folder / SERVER).exists():
        command = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--fetch-retries=0", "yaml-language-server@2"]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError):
            pytest.skip("npm cannot give yaml-language-server here (offline?)")
    client = Client(folder / SERVER)
    yield client
    client.close()


@pytest.mark.parametrize("name", loading.available())
def test_editors_find_nothing_wrong_in_what_is_shipped(client: Client, name: str) -> None:
    file = ROOT / "checklists" / f"{name}.yaml"
    assert "yaml-language-server: $schema=schema/checklist.schema.json" in file.read_text("utf-8")
    assert client.diagnostics(file) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    advice:", "    advise:", 19),
        ("    level: warning", "    level: high", 12),
        ("verified: false", "verified: perhaps", 16),
        ("units: [township]", "units: [village]", 5),
        ("extends: fazhi-2021-2025\n", "", 5),
    ],
)
def test_editors_see_mistakes_while_they_are_made(
    client: Client, tmp_path: Path, old: str, new: str, line: int
) -> None:
    (tmp_path / "checklist.schema.json").write_text(loading.schema(), "utf-8")
    file = tmp_path / "county.yaml"
    head = "# yaml-language-server: $schema=checklist.schema.json\n"
    file.write_text(head + LAYER, "utf-8")
    assert client.diagnostics(file) == []
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(head + LAYER.replace(old, new), "utf-8")
    assert line + 1 in {at for at, _ in client.diagnostics(wrong)}


def test_editors_complete_the_fields(client: Client, tmp_path: Path) -> None:
    (tmp_path / "checklist.schema.json").write_text(loading.schema(), "utf-8")
    file = tmp_path / "county.yaml"
    file.write_text("# yaml-language-server: $schema=checklist.schema.json\n" + LAYER + "    \n", "utf-8")
    client.diagnostics(file)
    offered = client.completions(file, file.read_text("utf-8").count("\n"), 4)
    assert {"not", "zero", "facts", "applies"} <= offered
