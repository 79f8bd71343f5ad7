"""Messages of JSON-RPC over a pair of byte streams, each behind a header with its length."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

_LENGTH = re.compile(rb"content-length:\s*(\d{1,9})\s*", re.IGNORECASE)
_MOST = 64 * 1024 * 1024
"""The longest message that is read, in bytes."""

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
CANCELLED = -32800


class Malformed(Exception):
    """A message that is no JSON object; the stream itself is still in step."""


class Wire:
    """Reads messages from one stream and writes them to another."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def read(self) -> dict[str, Any] | None:
        """Return the next message, None at the end of the stream; raises `Malformed`."""
        length = self._length()
        if length is None:
            return None
        body = self._incoming.read(length)
        if len(body) < length:
            return None
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            raise Malformed from None
        if not isinstance(message, dict):
            raise Malformed
        return message

    def _length(self) -> int | None:
        """Read headers up to the empty line behind them; lines that are no headers are passed over."""
        length: int | None = None
        while line := self._incoming.readline(4096):
            if found := _LENGTH.match(line):
                length = int(found[1])
            elif not line.strip() and length is not None:
                return length if length <= _MOST else None
        return None

    def respond(self, number: object, result: object) -> None:
        """Answer a request."""
        self._write({"id": number, "result": result})

    def refuse(self, number: object, code: int, message: str) -> None:
        """Answer a request with an error."""
        self._write({"id": number, "error": {"code": code, "message": message}})

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Tell the client something."""
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=True).encode("ascii")
        self._outgoing.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._outgoing.flush()
