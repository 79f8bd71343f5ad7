"""Pages: the start page, results for browsers without script, refusals; and the files that pages load."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from fazhi_check import __version__, loading, rendering
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.rendering.overview import Row, overview
from fazhi_check.rendering.templating import environment
from fazhi_check.sources import suffixes
from fazhi_check.web.downloads import KINDS
from fazhi_check.web.receiving import MAX_AT_ONCE
from fazhi_check.web.settings import MB, Settings
from fazhi_check.web.working import Failed, Shown
from fazhi_check.wording import UNIT_LEVELS

_HERE = Path(__file__).parent
_OURS = {
    "app.css": (_HERE, "text/css"),
    **{
        f"{name}.js": (_HERE, "text/javascript")
        for name in ("app", "asking", "dom", "editor", "files", "scripted", "views")
    },
    "icon.svg": (_HERE, "image/svg+xml"),
    "report.css": (Path(rendering.__file__).parent, "text/css"),
    "report.js": (Path(rendering.__file__).parent, "text/javascript"),
}


class Asset(NamedTuple):
    """A file that a page loads."""

    content: bytes
    media_type: str


@cache
def asset(name: str) -> Asset | None:
    """Return one of our own files by its name, None for any other name."""
    if name not in _OURS:
        return None
    folder, media_type = _OURS[name]
    return Asset((folder / "assets" / name).read_bytes(), media_type)


def start(settings: Settings) -> str:
    """Return the page to begin with."""
    return _page(
        "start.html",
        checklists={name: _title(path) for name, path in settings.checklists.items()},
        levels=UNIT_LEVELS,
        downloads=KINDS,
        suffixes=suffixes(),
        max_size=settings.max_size,
        max_mb=f"{settings.max_size / MB:g}",
        max_files=settings.max_files,
        max_at_once=MAX_AT_ONCE,
        kept=settings.keep is not None,
    )


@cache
def _title(checklist: str) -> str:
    return "按报告年度自动选" if checklist == loading.AUTO else loading.load(checklist).title


def results(reports: Sequence[Shown | Failed]) -> str:
    """Return the results as a page of their own, for browsers without script."""
    shown = [one for one in reports if isinstance(one, Shown)]
    failures = [ReadFailure(one.path, one.reason) for one in reports if isinstance(one, Failed)]
    rows = [(Row(**one.row), f"#{one.name}") for one in shown]
    return _page(
        "results.html",
        overview=Markup(overview(rows, failures)) if len(reports) != 1 or failures else "",  # noqa: S704
        reports=[Markup(one.html) for one in shown],  # noqa: S704  # rendered by our own templates
    )


def refused(sentence: str) -> str:
    """Return a page that says why something was not done."""
    return _page("refused.html", sentence=sentence)


def _page(template: str, **values: object) -> str:
    page = environment(_HERE / "templates").get_template(template)
    return page.render(version=__version__, **values)
