"""The documentation: what it shows is what happens, pages are current, the site builds and loads nothing from elsewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from fazhi_check import loading

GUIDE = ROOT / "docs" / "checklists.md"
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
MOST_LINES = 30


def _written(folder: Path) -> None:
    """Write the files that the guide shows."""
    for _, title, body in FENCE.findall(GUIDE.read_text("utf-8")):
        if title:
            file = folder / title
            file.parent.mkdir(exist_ok=True)
            file.write_text(body, "utf-8")


def _output(command: str, folder: Path) -> str:
    arguments = re.findall(r'"([^"]*)"|(\S+)', command)
    words = [quoted or plain for quoted, plain in arguments]
    assert words[0] == "fazhi-check"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "fazhi_check", *words[1:]],
        capture_output=True, cwd=folder, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_the_guide_shows_what_happens(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Follow the guide in an empty folder: its files, its commands, its outputs (--update-golden writes them anew)."""
    _written(tmp_path)
    text = GUIDE.read_text("utf-8")

    def followed(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]
        command = found[3].split("\n", 1)[0]
        return f"```console\n{command}\n{_output(command.removeprefix('$ '), tmp_path).rstrip()}\n```"

    after = FENCE.sub(followed, text)
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(after, "utf-8", newline="\n")
        return
    assert after == text, (
        "docs/checklists.md differs from what happens; run pytest --update-golden and review"
    )


def test_the_guides_layer_is_short_and_holds(tmp_path: Path) -> None:
    _written(tmp_path)
    file = tmp_path / "梧桐.yaml"
    assert file.read_text("utf-8").count("\n") < MOST_LINES
    assert loading.load(str(file)).items[-1].title == "三所联动"


def test_pages_of_the_checklists_are_current() -> None:
    """Write them anew with `make docs`."""
    spec = importlib.util.spec_from_file_location("make_pages", ROOT / "docs" / "make_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages = module.pages()
    assert {file.name for file in (ROOT / "docs" / "checklists").glob("*.md")} == set(pages)
    for name, text in pages.items():
        assert (ROOT / "docs" / "checklists" / name).read_text("utf-8") == text, name


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def _links() -> Iterator[tuple[Path, str]]:
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = FENCE.sub("", file.read_text("utf-8"))
        for link, image in LINK.findall(text):
            yield file, link or image


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page: those that it states, and those that its headings make."""
    text = FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*?)(?: \{#.*\})?$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
    return made | set(re.findall(r"\{#([^}]+)\}", text))


def test_links_lead_somewhere() -> None:
    """Offline: every link within the repository names a file, and an anchor that is in it."""
    checked = 0
    for file, link in _links():
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path) if path else file
        assert target.exists(), f"{file.name}: {link}"
        if anchor and target.suffix == ".md":
            assert anchor in _anchors(target), f"{file.name}: {link}"
        checked += 1
    assert checked > 100


LOADED = re.compile(
    r"<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=\"((?:https?:)?//[^\"]+)\"[^>]*>"
)


def test_the_site_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the site needs pip install 'fazhi-check[docs]'")
    pytest.importorskip("material", reason="the site needs pip install 'fazhi-check[docs]'")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", ROOT / "mkdocs.yml", "-d", tmp_path / "site"],
        capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(loading.available())
    for page in pages:
        text = page.read_text("utf-8")
        assert LOADED.findall(text) == [], page.name
        assert "fonts.g" not in text
    for sheet in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?https?:|@import\s+['\"]?https?:", sheet.read_text("utf-8")), (
            sheet.name
        )
