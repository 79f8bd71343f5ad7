"""results.jsonl and run.json: an audit for other programs.

results.jsonl has one line a file, assessed or not (`records`), in order of the paths; run.json says with what the audit
was made and what only the whole of it tells: who is missing, late, twice or belongs to no unit. Both are the same bytes
however often the audit was interrupted and wherever it ran.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from fazhi_check import __version__
from fazhi_check.audit.records import Run, Unit

RESULTS = "results.jsonl"
RUN = "run.json"
SCHEMA = "fazhi-check/audit/v1"


def write_results(run: Run, lines: Iterable[bytes], out: Path) -> None:
    """Write both files into a folder; `lines` are those of the run's records and failures."""
    with whole(out / RESULTS) as stream:
        stream.writelines(line + b"\n" for line in lines)
    with whole(out / RUN) as stream:
        text = json.dumps(_summary(run), ensure_ascii=False, indent=1) + "\n"
        stream.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its place when it is complete, or not at all."""
    draft = tempfile.NamedTemporaryFile(  # noqa: SIM115  # closed below, before it takes its place
        dir=target.parent, delete=False
    )
    try:
        with draft:
            yield draft  # type: ignore[misc]  # a file in all but name
        os.chmod(draft.name, 0o644)  # noqa: PTH101
        os.replace(draft.name, target)  # noqa: PTH105
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise


def _summary(run: Run) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "fazhi-check", "version": __version__},
        "checklist": {
            "id": run.checklist.id,
            "version": run.checklist.version,
            "sha256": run.checklist.sha256,
        },
        "due": run.due,
        "files": {"assessed": len(run.records), "failed": len(run.failures)},
        "roster": _roster(run) if run.units else None,
    }


def _roster(run: Run) -> dict[str, Any]:
    return {
        "units": len(run.units),
        "missing": [
            {**_unit(one), "due": one.due or run.due, "contact": one.contact or None} for one in run.missing
        ],
        "late": [
            {**_unit(one.unit), "path": one.path, "due": one.due, "day": one.day, "by": one.by}
            for one in run.late
        ],
        "twice": [{**_unit(one.unit), "year": one.year, "paths": list(one.paths)} for one in run.twice],
        "unmatched": [
            {
                "path": one.path,
                "title_unit": one.unit or None,
                "candidates": [{**_unit(each.unit), "score": each.score} for each in one.candidates],
            }
            for one in run.unmatched
        ],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"unit": unit.name, "level": unit.level or None, "superior": unit.superior or None}
