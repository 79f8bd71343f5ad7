"""Refining roles: where headings are missing or joint, what was learned tells problems and plans from achievements.

Structure goes by headings, wording and years. People who write as they speak (“也得亮亮家丑”, “毛病和明年打算”) need
more: the learned stance of a sentence, weighed against the part of the report that it seems to stand in.
"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi_check.engine.compiled import Compiled
from fazhi_check.engine.passages import Clause
from fazhi_check.matching.learned import STEP, column
from fazhi_check.structure.outline import Sentence
from fazhi_check.structure.roles import Role

# In steps; on the labelled reports no sentence of the achievements reaches SURE, four fifths of the problems do.
SURE = 2 * STEP
_LATE = 0.5
_DONE = frozenset(("achievements", "preamble", "responsibility"))
_APART = 3 * STEP


def refined(
    sentences: Sequence[tuple[Sentence, list[Clause]]], compiled: Compiled, length: int
) -> list[tuple[Sentence, list[Clause]]]:
    """Return the sentences with their roles corrected; `length` is that of the folded text."""
    result: list[tuple[Sentence, list[Clause]]] = []
    opened: tuple[Role, int] | None = None
    stances = [compiled.stance[name] for name in ("problem", "planned", "negated")]
    for sentence, parts in sentences:
        if not opened and sentence.role in _DONE and sentence.start <= length * _LATE:
            result.append((sentence, parts))
            continue
        values = [part.values for part in parts]
        problem, planned, negated = (sum(column(values, one)) + compiled.bias[one] for one in stances)
        role = sentence.role
        if role == "plan":
            if problem > SURE and problem > planned + _APART:
                opened = ("shortcomings", sentence.paragraph)
            elif opened and (planned > max(problem, 0)):
                opened = None
            role = "shortcomings" if opened else role
        elif role in _DONE:
            if problem > SURE and negated < 0 and sentence.start > length * _LATE:
                opened = ("shortcomings", sentence.paragraph)
            elif opened and (sentence.paragraph != opened[1] or planned > 0 or problem < -_APART):
                opened = None
            role = "shortcomings" if opened else role
        else:
            opened = None
        result.append((sentence._replace(role=role), parts))
    return result
