"""Audits for tests: records made by the linter's own functions, without a store."""

from __future__ import annotations

import hashlib
from typing import Any

from fazhi_check import loading
from fazhi_check.audit.records import Record, Run
from fazhi_check.audit.similarity import sketch
from fazhi_check.engine import assess
from fazhi_check.model.outcome import Assessment, ReadFailure
from fazhi_check.readers import parse
from fazhi_check.reporters.json import report


def record(text: str | bytes, path: str = "报告.txt", **roster: Any) -> Record:
    """Return the record of a report."""
    data = text if isinstance(text, bytes) else text.encode()
    document = parse(data, path)
    assert not isinstance(document, ReadFailure), document.reason
    outcome = assess(document, loading.load(), force=True)
    assert isinstance(outcome, Assessment)
    return {
        **report(outcome),
        "file": {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "modified": "2025-02-01"},
        "roster": roster or None,
        "sketch": sketch(document, outcome.unit),
    }


def run(records: list[Record], failures: list[Record] | None = None, **more: Any) -> Run:
    """Return a run of some records."""
    return Run(loading.load(), records, failures or [], **more)
