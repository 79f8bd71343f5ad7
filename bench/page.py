"""The page under load and under the hand.

    python bench/page.py [--uploads 200]

1. `uploads` files are sent at once while another client asks for the start page again and again: how many are answered,
   how long the slowest takes, how long the start page takes meanwhile and before.
2. A report of 5,000 characters is edited in headless Chromium: from the keystroke to the new verdict on the screen (the
   page waits 120 ms for the next keystroke), against what the engine alone takes.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import httpx2  # noqa: E402

from browser import browser, served  # noqa: E402
from conftest import judge  # noqa: E402

REPORTS = ROOT / "fixtures" / "reports"
POOR = (REPORTS / "township-poor.txt").read_text("utf-8")
SHUFA, BETTER = "本年度没有开展述法工作。", "12月组织7名班子成员在党委会上述法，并进行民主测评。"
LENGTH = 5000


def of_length(length: int) -> str:
    """Return a report of about so many characters: achievements of other reports are put into a poor one."""
    head, tail = POOR.split("（二）", 1)
    lines = (REPORTS / "county-good.txt").read_text("utf-8").split("\n")[3:]
    extra = "\n".join(line for line in lines if "述法" not in line) * 2
    return (head + extra[: length - len(POOR)] + "\n（二）" + tail)[: length + 50]


async def load(address: str, uploads: int) -> None:
    """Send many uploads at once."""
    files = [one for one in sorted(REPORTS.iterdir()) if one.suffix in {".txt", ".docx", ".html"}]
    limits = httpx2.Limits(max_connections=None)
    async with (
        httpx2.AsyncClient(base_url=address, limits=limits, timeout=300) as client,
        httpx2.AsyncClient(base_url=address, timeout=300) as other,
    ):
        before = [await timed_start(other) for _ in range(10)]
        during: list[float] = []
        busy = asyncio.Event()

        async def watch() -> None:
            while not busy.is_set():
                during.append(await timed_start(other))
                await asyncio.sleep(0.05)

        watching = asyncio.create_task(watch())
        began = time.perf_counter()
        answers = await asyncio.gather(
            *(send(client, files[number % len(files)], began) for number in range(uploads))
        )
        busy.set()
        await watching
    times = sorted(seconds for _, seconds in answers)
    print(f"{uploads} simultaneous uploads: {sum(ok for ok, _ in answers)} answered with a result")
    print(f"  half of them after {statistics.median(times):.2f} s, the last after {times[-1]:.2f} s")
    print(
        f"  start page: {statistics.median(before) * 1000:.0f} ms before; meanwhile {statistics.median(during) * 1000:.0f} ms "
        f"(median of {len(during)}), slowest {max(during) * 1000:.0f} ms"
    )


async def timed_start(client: httpx2.AsyncClient) -> float:
    began = time.perf_counter()
    assert (await client.get("/")).status_code == 200
    return time.perf_counter() - began


async def send(client: httpx2.AsyncClient, file: Path, began: float) -> tuple[bool, float]:
    answer = await client.post(
        "/check", files={"files": (file.name, file.read_bytes())}, headers={"Accept": "application/json"}
    )
    return answer.status_code == 200 and bool(answer.json()["reports"]), time.perf_counter() - began


EDIT = """([old, fresh]) => new Promise((done) => {
  const area = document.querySelector("[data-editor]");
  const list = document.querySelector(".editing [data-part=entries]");
  const verdict = () => list.querySelector("[data-item=shufa]").dataset.verdict;
  const before = verdict();
  const at = area.value.indexOf(old);
  const began = performance.now();
  setTimeout(() => done(NaN), 5000);
  new MutationObserver((_, observer) => {
    if (verdict() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
  }).observe(list, { childList: true, subtree: true });
  area.setRangeText(fresh, at, at + old.length, "end");
  area.dispatchEvent(new Event("input"));
})"""


def typing(address: str) -> None:
    """Edit a report in the page."""
    text = of_length(LENGTH)
    judge(text, most=None)
    began = time.perf_counter()
    for _ in range(10):
        judge(text, most=None)
    engine = (time.perf_counter() - began) * 100
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.fill("#text", text)
        page.click("[data-start-text]")
        page.wait_for_selector(".editing .entry")
        page.wait_for_timeout(500)
        times = []
        for _ in range(10):
            for pair in ((SHUFA, BETTER), (BETTER, SHUFA)):
                times.append(page.evaluate(EDIT, list(pair)))
                page.wait_for_timeout(200)
        times.sort()
    print(
        f"editing {len(text)} characters: keystroke to new verdict on the screen, {len(times)} times: median "
        f"{statistics.median(times):.0f} ms, slowest {times[-1]:.0f} ms; engine alone {engine:.0f} ms "
        f"(ratio {statistics.median(times) / engine:.1f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--uploads", type=int, default=200)
    asked = parser.parse_args()
    with served() as address:
        if asked.uploads:
            asyncio.run(load(address, asked.uploads))
        if shutil.which("chromium"):
            typing(address)
        else:
            print("no chromium: editing not measured")


if __name__ == "__main__":
    main()
