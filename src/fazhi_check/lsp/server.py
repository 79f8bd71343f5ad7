"""The server: one message after another, assessments when the writer pauses."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from fazhi_check import __version__
from fazhi_check.lsp import wire
from fazhi_check.lsp.drafts import Draft, Judge, Reading
from fazhi_check.lsp.mending import QUICKFIX, actions
from fazhi_check.lsp.telling import diagnostic, hover, notices
from fazhi_check.lsp.wire import Malformed, Wire
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import ReadFailure

PAUSE = 0.3
"""How many seconds nothing must have been typed before a draft is assessed."""

_INCREMENTAL = 2
_LOG = 4
_CAPABILITIES = {
    "positionEncoding": "utf-16",
    "textDocumentSync": {"openClose": True, "change": _INCREMENTAL},
    "hoverProvider": True,
    "codeActionProvider": {"codeActionKinds": [QUICKFIX]},
}

Message = dict[str, Any]


class Server:
    """Serves one client until it says `exit`; `judge` assesses texts."""

    def __init__(self, connection: Wire, judge: Judge) -> None:
        self._wire = connection
        self._judge = judge
        self._incoming: queue.SimpleQueue[Message | Malformed | None] = queue.SimpleQueue()
        self._cancelled: set[object] = set()
        self._drafts: dict[str, Draft] = {}
        self._readings: dict[str, Reading | ReadFailure] = {}
        self._due: dict[str, float] = {}
        self._initialized = self._down = self._markdown = False

    def run(self) -> int:
        """Serve; return the exit code (0 only after a proper shutdown)."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            try:
                message = self._incoming.get(timeout=self._wait())
            except queue.Empty:
                message = {}
            if message is None:
                return 1
            if isinstance(message, Malformed):
                self._wire.refuse(None, wire.PARSE_ERROR, "not a JSON object")
            elif message.get("method") == "exit":
                return 0 if self._down else 1
            elif message:
                self._handle(message)
            self._assess_due()

    def _listen(self) -> None:
        """Read messages ahead, so that a request can be cancelled while it waits."""
        while True:
            try:
                message = self._wire.read()
            except Malformed as error:
                self._incoming.put(error)
                continue
            if message and message.get("method") == "$/cancelRequest":
                params = message.get("params")
                number = params.get("id") if isinstance(params, dict) else None
                if isinstance(number, int | str):
                    self._cancelled.add(number)
                continue
            self._incoming.put(message)
            if message is None or message.get("method") == "exit":
                return

    def _wait(self) -> float | None:
        return max(0.0, min(self._due.values()) - time.monotonic()) if self._due else None

    def _assess_due(self) -> None:
        now = time.monotonic()
        for uri in [one for one, due in self._due.items() if due <= now]:
            self._reading(uri)

    def _handle(self, message: Message) -> None:
        """Answer a request or take in a notification; nothing that a client sends stops the server."""
        method, number = message.get("method"), message.get("id")
        if "method" not in message:
            return  # an answer; nothing was asked
        asked = "id" in message
        if asked and isinstance(number, int | str) and number in self._cancelled:
            self._cancelled.discard(number)
            self._wire.refuse(number, wire.CANCELLED, "cancelled")
            return
        if not self._initialized and method != "initialize":
            if asked:
                self._wire.refuse(number, wire.NOT_INITIALIZED, "not initialized")
            return
        if self._down:
            if asked:
                self._wire.refuse(number, wire.INVALID_REQUEST, "shut down")
            return
        handlers = self._requests() if asked else self._notifications()
        handler = handlers.get(str(method))
        if handler is None:
            if asked:
                self._wire.refuse(number, wire.METHOD_NOT_FOUND, f"no method {method}")
            return
        try:
            result = handler(message.get("params") or {})
        except Exception as error:  # params are whatever the client wrote
            if asked:
                self._wire.refuse(number, wire.INVALID_PARAMS, f"{type(error).__name__}: {error}")
            return
        if asked:
            self._wire.respond(number, result)

    def _requests(self) -> dict[str, Callable[[Message], object]]:
        return {
            "initialize": self._initialize,
            "shutdown": self._shutdown,
            "textDocument/hover": self._hover,
            "textDocument/codeAction": self._actions,
        }

    def _notifications(self) -> dict[str, Callable[[Message], object]]:
        return {
            "textDocument/didOpen": self._opened,
            "textDocument/didChange": self._changed,
            "textDocument/didClose": self._closed,
        }

    def _initialize(self, params: Message) -> Message:
        described = params.get("capabilities") or {}
        formats = ((described.get("textDocument") or {}).get("hover") or {}).get("contentFormat") or []
        self._markdown = "markdown" in formats
        self._initialized = True
        return {
            "capabilities": _CAPABILITIES,
            "serverInfo": {"name": "fazhi-check", "version": __version__},
        }

    def _shutdown(self, params: Message) -> None:
        self._down = True
        self._due.clear()

    def _opened(self, params: Message) -> None:
        opened = params["textDocument"]
        uri, text = opened["uri"], opened["text"]
        if not isinstance(uri, str) or not isinstance(text, str):
            raise TypeError("uri and text must be strings")
        self._renew(Draft(uri, str(opened.get("languageId")), opened.get("version"), text), 0)

    def _changed(self, params: Message) -> None:
        changed = params["textDocument"]
        draft = self._drafts.get(changed["uri"])
        if draft:
            self._renew(draft.edited(changed.get("version"), params["contentChanges"]), PAUSE)

    def _renew(self, draft: Draft, pause: float) -> None:
        self._drafts[draft.uri] = draft
        self._readings.pop(draft.uri, None)
        self._due[draft.uri] = time.monotonic() + pause

    def _closed(self, params: Message) -> None:
        uri = params["textDocument"]["uri"]
        self._due.pop(uri, None)
        self._readings.pop(uri, None)
        draft = self._drafts.pop(uri, None)
        if draft:
            self._publish(draft, [])

    def _hover(self, params: Message) -> Message | None:
        draft, reading = self._asked_about(params)
        if draft is None or reading is None:
            return None
        offset = draft.positions.offset(params["position"])
        return hover(draft, reading, offset, markdown=self._markdown)

    def _actions(self, params: Message) -> list[Message]:
        draft, reading = self._asked_about(params)
        only = (params.get("context") or {}).get("only")
        if draft is None or reading is None or (only and not any(QUICKFIX.startswith(one) for one in only)):
            return []
        wanted = params["range"]
        start, end = (draft.positions.offset(wanted[one]) for one in ("start", "end"))
        return actions(draft, reading, Span(start, end))

    def _asked_about(self, params: Message) -> tuple[Draft | None, Reading | None]:
        """Return the draft that a request is about, and its reading as the text stands now."""
        uri = params["textDocument"]["uri"]
        draft = self._drafts.get(uri)
        reading = self._reading(uri) if draft else None
        return draft, reading if isinstance(reading, Reading) else None

    def _reading(self, uri: str) -> Reading | ReadFailure:
        """Assess a draft unless that is done already, and publish what is found."""
        self._due.pop(uri, None)
        if uri not in self._readings:
            draft = self._drafts[uri]
            reading, found = self._read(draft)
            self._readings[uri] = reading
            if isinstance(reading, ReadFailure):
                self._wire.notify("window/logMessage", {"type": _LOG, "message": f"{uri}：{reading.reason}"})
            self._publish(draft, found)
        return self._readings[uri]

    def _read(self, draft: Draft) -> tuple[Reading | ReadFailure, list[Message]]:
        """Return what was found in a draft and its diagnostics; a crash inside one draft becomes its failure."""
        try:
            reading = draft.reading(self._judge)
            if isinstance(reading, ReadFailure):
                return reading, []
            return reading, [diagnostic(draft, one) for one in notices(draft, reading)]
        except Exception as error:  # whatever it is, the server goes on
            reason = f"检查时出错（{type(error).__name__}: {error}），没有检查。"
            return ReadFailure(draft.uri, reason), []

    def _publish(self, draft: Draft, diagnostics: list[Message]) -> None:
        told: Message = {"uri": draft.uri, "diagnostics": diagnostics}
        if isinstance(draft.version, int):
            told["version"] = draft.version
        self._wire.notify("textDocument/publishDiagnostics", told)
