"""Fingerprints of findings: the same when lines move, another when the finding is another one."""

from __future__ import annotations

import hashlib
from collections import Counter

from fazhi_check.folding import fold
from fazhi_check.model.outcome import Assessment

_LENGTH = 32


def fingerprints(path: str, assessment: Assessment) -> tuple[list[str], list[str]]:
    """Return the fingerprints of all findings and of all objections, in their order.

    A finding is known by file, item and verdict (so a weak item that goes missing is a new finding); an objection by
    file, rule and quote, and by its number where one quote is objected to several times.
    """
    findings = [_digest(path, one.item.id, one.verdict) for one in assessment.findings]
    seen: Counter[tuple[str, str]] = Counter()
    objections = []
    for one in assessment.objections:
        key = (one.rule, fold(one.quote).text)
        objections.append(_digest(path, *key, str(seen[key])))
        seen[key] += 1
    return findings, objections


def of_text(path: str, told: str) -> str:
    """Return the fingerprint of what is told of a file as a whole."""
    return _digest(path, told)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:_LENGTH]
