"""The application: its pages and what they ask for."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from fazhi_check.model.outcome import ReadFailure
from fazhi_check.rendering.overview import Row, overview
from fazhi_check.web import pages
from fazhi_check.web.downloads import KINDS
from fazhi_check.web.guarding import Guard
from fazhi_check.web.receiving import Received, Refused, receive
from fazhi_check.web.settings import MB, Settings
from fazhi_check.web.workers import Workers
from fazhi_check.web.working import PASTED, Answer, Failed, Job, Shown, Upload

_AT_ONCE = 16
"""Uploads that are read at a time: so many lie on the disk; the others wait unread."""
_WAITING = 1000
_MAX_OVERVIEW = 2 * MB


class Server:
    """The handlers; `workers` exist while the application runs."""

    workers: Workers

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @asynccontextmanager
    async def running(self, _: Starlette) -> AsyncIterator[None]:
        """Start the workers, and end them."""
        settings = self._settings
        first = next(iter(settings.checklists.values()))
        self.workers = await asyncio.to_thread(Workers, settings.workers, first, settings.job_seconds)
        try:
            yield
        finally:
            self.workers.close()

    async def start(self, request: Request) -> Response:
        """Show the page to begin with."""
        return _html(pages.start(self._settings))

    async def check(self, request: Request) -> Response:
        """Check what was sent; answer as JSON to our script, as a page to a browser without it, or with a download."""
        if self._waiting >= _WAITING:
            raise Refused(503, "现在检查的人太多，请稍后再试。")
        self._waiting += 1
        try:
            async with self._gate:
                with tempfile.TemporaryDirectory(prefix="fazhi-check-", ignore_cleanup_errors=True) as folder:
                    received = await receive(request, self._settings, Path(folder))
                    if await request.is_disconnected():
                        raise Refused(400, "请求已取消。")  # a newer one is under way
                    return await self._answered(request, received)
        finally:
            self._waiting -= 1

    async def _answered(self, request: Request, received: Received) -> Response:
        if received.kind not in {"page", "draft", *KINDS}:
            raise Refused(400, "没有这种结果形式。")
        jobs: list[Upload | None] = list(received.uploads) or [None]
        if received.kind == "page":
            reports = [shown for one in jobs for shown in (await self._reports(received, one))]
            if _wants_json(request):
                return JSONResponse({"reports": [one._asdict() for one in reports]})
            return _html(pages.results(reports))
        if len(jobs) > 1:
            raise Refused(400, "一次只能取一份报告的文件，请只选择一个文件。")
        answer = await self._answer(received, jobs[0])
        if answer.failure:
            raise Refused(422, answer.failure)
        if received.kind == "draft":
            return JSONResponse({"draft": answer.draft})
        return _download(received, answer.content or b"")

    async def _reports(self, received: Received, upload: Upload | None) -> list[Shown | Failed]:
        answer = await self._answer(received, upload)
        if answer.failure:
            return [Failed(upload.name if upload else PASTED, answer.failure)]
        return list(answer.reports)

    async def _answer(self, received: Received, upload: Upload | None) -> Answer:
        settings = self._settings
        job = Job(received.kind, upload, received.text, received.wishes, settings.max_size, settings.seconds)
        return await self.workers.answer(job)

    async def overview(self, request: Request) -> Response:
        """Return the overview of reports that the page has collected."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _MAX_OVERVIEW:
                raise Refused(413, "报告太多，一览表放不下。")
        try:
            asked = json.loads(body)
            rows = [(Row(**one["row"]), f"#{one['name']}") for one in asked["rows"]]
            failures = [ReadFailure(one["path"], one["reason"]) for one in asked["failures"]]
            return JSONResponse({"html": overview(rows, failures)})
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused(400, "请求的内容不对。") from None


def application(settings: Settings) -> ASGIApp:
    """Return the application, guarded."""
    server = Server(settings)
    app = Starlette(
        routes=[
            Route("/", server.start),
            Route("/check", server.check, methods=["POST"]),
            Route("/overview", server.overview, methods=["POST"]),
            Route("/assets/{name}", _asset),
        ],
        exception_handlers={Refused: _refused, HTTPException: _not_found, Exception: _crashed},
        lifespan=server.running,
    )
    return Guard(app, settings)


async def _asset(request: Request) -> Response:
    found = pages.asset(request.path_params["name"])
    if found is None:
        raise Refused(404, "没有这个页面。")
    return Response(found.content, media_type=found.media_type)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if _wants_json(request):
        return JSONResponse({"error": str(error)}, error.status)
    return _html(pages.refused(str(error)), error.status)


async def _not_found(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return await _refused(request, Refused(status, "没有这个页面。" if status == 404 else "不能这样访问。"))


async def _crashed(request: Request, error: Exception) -> Response:
    sentence = f"处理时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。"
    return await _refused(request, Refused(500, sentence))


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _html(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status)


def _download(received: Received, content: bytes) -> Response:
    kind = KINDS[received.kind]
    name = PurePosixPath(received.uploads[0].name if received.uploads else PASTED).stem
    filename = quote(name + kind.suffix, safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{filename}"}
    return Response(content, media_type=kind.media_type, headers=headers)
