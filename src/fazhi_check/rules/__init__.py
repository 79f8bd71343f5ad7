"""Rules: what a careful editor would catch beside the missing elements.

One module per rule, found by walking this folder. A rule's module has ID (the module's name, `-` for `_`), TITLE, LEVEL,
BASIS ("" if there is none), EXAMPLES (passages that it must and must not object to; they run as tests) and `check`; its
docstring is the manual page. Modules with a leading underscore are shared by rules.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from fazhi_check.model.checklist import Checklist, Level
from fazhi_check.model.outcome import Objection
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Outline
from fazhi_check.walking import modules

__all__ = ["MOST", "Examples", "Reading", "Remark", "Rule", "ids", "objections", "rule"]


class Rule(Protocol):
    """What a rule's module offers."""

    ID: str
    TITLE: str
    LEVEL: Level
    BASIS: str
    EXAMPLES: Examples
    __doc__: str | None

    def check(self, reading: Reading) -> Iterator[Remark]:
        """Yield what the rule objects to in a report."""


@cache
def ids() -> tuple[str, ...]:
    """Return the ids of all rules."""
    return tuple(sorted(name.replace("_", "-") for name in modules(__path__[0])))


@cache
def rule(name: str) -> Rule:
    """Return a rule by its id; raises `KeyError` for an unknown one."""
    if name not in ids():
        raise KeyError(name)
    module: Rule = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    return module


def objections(outline: Outline, checklist: Checklist) -> tuple[Objection, ...]:
    """Return what the rules that a checklist wants object to, in the order of the text."""
    wanted = [name for name in ids() if not checklist.chosen or name in checklist.chosen]
    wanted = [name for name in wanted if checklist.rules.get(name) != "off"]
    if not wanted:
        return ()
    reading = Reading(outline)
    found = [
        _objection(reading, rule(name), remark, checklist)
        for name in wanted
        for remark in _limited(rule(name).check(reading))
    ]
    return tuple(sorted(found, key=lambda one: (one.span, one.rule, one.message)))


MOST = 50
"""Objections of one rule to one report that are told."""


def _limited(remarks: Iterator[Remark]) -> Iterator[Remark]:
    """Yield the first remarks of a rule; the last one says that there are more."""
    for number, remark in enumerate(remarks, 1):
        if number == MOST and next(remarks, None):
            yield remark._replace(message=f"{remark.message}同类问题很多，只列出前{MOST}处。")
            return
        yield remark


def _objection(reading: Reading, made_by: Rule, remark: Remark, checklist: Checklist) -> Objection:
    document = reading.outline.document
    stated = checklist.rules.get(made_by.ID)
    level = stated if stated and stated != "off" else remark.level or made_by.LEVEL
    return Objection(
        made_by.ID,
        made_by.TITLE,
        level,
        remark.span,
        document.quote(remark.span),
        document.block_at(remark.span.start).place,
        remark.message,
        remark.suggestion,
        made_by.BASIS,
    )
