"""Guarding: who may ask, and what a browser may do with the answer.

- Host: an address of this machine or one of its names; a page elsewhere cannot reach the server under its own name
  (DNS rebinding).
- Origin: what changes or checks something (POST) must come from our own page.
- Token: where other machines can connect, a secret from the start-up line, then a cookie that other sites cannot send.
- Headers: nothing is loaded from elsewhere, nothing runs but our own script, nothing is framed, nothing is remembered.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fazhi_check.web.settings import Settings, is_loopback

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser hides the origin of our own form as well, and it could not be checked.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_ARRIVED = (
    '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/">'
    '<title>正在进入</title><p>正在进入，没有跳转请点<a href="/">这里</a>。</p></html>'
)


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._cookie = f"fazhi-check-{settings.port}"
        self._pass = hashlib.sha256(settings.token.encode()).hexdigest() if settings.token else ""
        self._names = {"localhost", settings.host.lower(), *settings.names}
        if not settings.loopback:
            self._names |= {socket.gethostname().lower(), socket.getfqdn().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is not allowed, pass the others on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not self._is_ours(request.headers.get("host", "")):
            await self._refused(send, 421, "请用启动时显示的网址打开本页。")
        elif scope["method"] not in {"GET", "HEAD"} and not _from_our_page(request.headers):
            await self._refused(send, 403, "这个请求来自别的网站，没有处理。")
        elif not self._pass or self._has_pass(request.cookies.get(self._cookie, "")):
            await self._app(scope, receive, _with_headers(send))
        elif self._has_token(scope["query_string"]):
            cookie = f"{self._cookie}={self._pass}; Path=/; HttpOnly; SameSite=Strict"
            await self._answered(send, 200, _ARRIVED, cookie)
        else:
            await self._refused(send, 403, "请用启动时显示的完整网址（带 token）打开本页。")

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        if self._settings.loopback:
            return is_loopback(name) or name in self._settings.names
        return name in self._names or _is_address(name)

    def _has_pass(self, cookie: str) -> bool:
        return hmac.compare_digest(cookie.encode(), self._pass.encode())

    def _has_token(self, query: bytes) -> bool:
        given = parse_qs(query.decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(given.encode(), self._settings.token.encode())

    async def _refused(self, send: Send, status: int, sentence: str) -> None:
        page = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>没有打开</title><p>{sentence}</p></html>'
        await self._answered(send, status, page)

    async def _answered(self, send: Send, status: int, page: str, cookie: str = "") -> None:
        body = page.encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        if cookie:
            headers.append((b"set-cookie", cookie.encode()))
        await _with_headers(send)({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _from_our_page(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        # No browser: those name the origin of every POST, or at least say that it is another site.
        return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message["headers"], *ours]}
        await send(message)

    return sending


def _name(host: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
