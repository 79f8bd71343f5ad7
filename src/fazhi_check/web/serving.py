"""Serving: the socket, the address that people are told, the server's start and end."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace

from fazhi_check.web.settings import Settings

_ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): the system says by which of its own it would go there; nothing is sent."""


def bound(settings: Settings) -> socket.socket:
    """Return a listening socket. Raises `OSError` where the address or port cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
        made.listen(1024)
    except OSError:
        made.close()
        raise
    return made


def serve(settings: Settings, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address once the workers wait for files."""
    import uvicorn

    from fazhi_check.web.app import application

    settings = replace(settings, port=listening.getsockname()[1])
    config = uvicorn.Config(
        application(settings),
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="on",
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    startup = server.startup

    async def started(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        ready(address(settings))

    server.startup = started  # type: ignore[method-assign]  # the server offers no other moment
    server.run(sockets=[listening])


def address(settings: Settings) -> str:
    """Return the address to open, with the token where one is needed."""
    host = settings.host
    if host in {"0.0.0.0", "::"}:  # noqa: S104  # compared, not bound
        host = _own_address()
    shown = f"[{host}]" if ":" in host else host
    token = f"/?token={settings.token}" if settings.token else "/"
    return f"http://{shown}:{settings.port}{token}"


def _own_address() -> str:
    """Return the address under which other machines reach this one, as far as can be told."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def processors() -> int:
    """Return how many workers to start."""
    return max(2, min(8, os.cpu_count() or 1))
