"""Writes the pages of the built-in checklists into docs/checklists/ (`make docs`)."""

from __future__ import annotations

from pathlib import Path

from fazhi_check import loading
from fazhi_check.curating.pages import index, page

FOLDER = Path(__file__).parent / "checklists"


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    names = loading.available()
    found = {f"{name}.md": page(loading.load(name), f"checklists/{name}.yaml") for name in names}
    found["index.md"] = index([loading.load(name) for name in names], loading.load().id)
    return found


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
