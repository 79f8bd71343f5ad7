"""Make the screenshots of docs/checklists.md: what its commands print, as a console window shows it. Needs Chromium.

python docs/make_screens.py
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
SCREENS = {
    "checklist-explain": ["checklist", "explain", "报告/竹溪镇.txt", "三所联动", "--checklist", "梧桐.yaml"],
}
STYLE = """
body { margin: 0; background: #f6f7f9 }
main { display: inline-block; min-width: 46rem; margin: 12px; padding: 14px 18px; border-radius: 8px; background: #1d2430;
  color: #e6e9ee; font: 15px/1.6 "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace; white-space: pre-wrap }
b { color: #8fc7ff; font-weight: normal }
"""
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
]


def main() -> None:
    guide = (DOCS / "checklists.md").read_text("utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, words in re.findall(r'```\w+ title="(.*?)"\n(.*?)```', guide, re.S):
            folder.joinpath(name).parent.mkdir(exist_ok=True)
            folder.joinpath(name).write_text(words, "utf-8")
        for name, command in SCREENS.items():
            done = subprocess.run(
                [sys.executable, "-m", "fazhi_check", *command],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            words = f"<b>$ fazhi-check {html.escape(' '.join(command))}</b>\n{html.escape(done.stdout)}"
            page = folder / "screen.html"
            page.write_text(f"<meta charset=utf-8><style>{STYLE}</style><main>{words}</main>", "utf-8")
            height = 70 + 24 * (words.count("\n") + sum(len(line) // 52 for line in words.split("\n")))
            target = DOCS / "images" / f"{name}.png"
            size = f"--window-size=820,{height}"
            subprocess.run(
                [*CHROMIUM, size, f"--screenshot={target}", page.as_uri()], check=True, capture_output=True
            )


if __name__ == "__main__":
    main()
