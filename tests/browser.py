"""A real browser and a real server for tests of the page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[str]:
    """Run `fazhi-check serve` and give its address; it must end cleanly."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fazhi_check", "serve", "--port", "0", "--no-open", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **environment},
    )
    assert process.stdout
    try:
        line = process.stdout.readline().decode()
        address = re.search(r"http://\S+", line)
        assert address, line + process.communicate(timeout=10)[1].decode()
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err.decode()
    assert "已停止" in out.decode()
    assert err == b""


@contextmanager
def browser() -> Iterator[Any]:
    """Start the system's Chromium, or skip."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine (apt-get install chromium fonts-noto-cjk)")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright for Python")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


_PATIENCE = 90_000
"""Milliseconds that a test waits for the page at most: the machine may have other work."""


def opened(chromium: Any, **options: Any) -> Any:
    """Return a new browser context."""
    context = chromium.new_context(**options)
    context.set_default_timeout(_PATIENCE)
    return context


def violations(page: Any) -> list[str]:
    """Return what axe-core finds wrong with a page (WCAG 2.2 A and AA, and best practices).

    axe-core is evaluated through the browser's debugger, which no security policy of the page forbids.
    """
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes'][:3]]}"
        for one in result["violations"]
    ]
