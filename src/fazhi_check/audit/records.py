"""What an audit leaves behind: one record a file, who is missing, late, twice or belongs to no unit.

A *record* is one plain mapping for each file, a line of results.jsonl. For a report that was assessed it holds
everything of docs/json.md (`reports[]`) plus

- `file`: {"sha256": hex of its bytes, "bytes": their number, "modified": "YYYY-MM-DD" in China's time or null};
- `roster`: null, or the unit it belongs to: {"unit", "level", "superior", "due", "contact", "match", "score", "from"},
  where `match` says how it was found (`exact`, `alias`, `fuzzy`, `override`), `score` (0 to 100) how alike the names
  are, and `from` where the name stood (`title`, `path`);
- `sketch`: what finding copies needs to know of the text.

A file that could not be assessed is {"path", "reason", "file", "roster"}; `file` holds nulls where it could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from fazhi_check.model.checklist import Checklist

Record = dict[str, Any]
Match = Literal["exact", "alias", "fuzzy", "override"]


class Records(Protocol):
    """Records or failures in order of their paths; may be walked through several times, and is never held in memory."""

    def __iter__(self) -> Iterator[Record]:
        """Walk through them from the start."""

    def __len__(self) -> int:
        """Count them."""


class Unit(NamedTuple):
    """A unit of the roster; dates are YYYY-MM-DD, what the roster does not say is empty.

    `aliases` are names that it had or that were merged into it; `files` are the paths (or the ends of paths, or
    patterns) of files that are said to be its own.
    """

    name: str
    level: str = ""
    superior: str = ""
    due: str = ""
    contact: str = ""
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Late(NamedTuple):
    """A report that came after its due date; `by` says which date tells so: the page's own, or the file's."""

    unit: Unit
    path: str
    due: str
    day: str
    by: Literal["published", "file"]


class Twice(NamedTuple):
    """Several files of one unit and year."""

    unit: Unit
    year: int | None
    paths: tuple[str, ...]


class Candidate(NamedTuple):
    """A unit that a file might belong to; `score` 0 to 100."""

    unit: Unit
    score: int


class Unmatched(NamedTuple):
    """A file that belongs to no unit of the roster, or to one of several that cannot be told apart."""

    path: str
    unit: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Run:
    """One audit when all files are through.

    Without a roster `units`, `missing`, `late`, `twice` and `unmatched` are empty. `due` is the date for units for which
    the roster states none, `previous` the folder of last year's audit (that of its `--out`).
    """

    checklist: Checklist
    records: Records
    failures: Records
    units: tuple[Unit, ...] = ()
    missing: tuple[Unit, ...] = ()
    late: tuple[Late, ...] = ()
    twice: tuple[Twice, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    due: str | None = None
    previous: Path | None = None
