"""Rules: every example is objected to or not, as it says; quotes, levels, switches, manual, data."""

from __future__ import annotations

import re

import pytest

from conftest import HEAD, OPENING
from fazhi_check import rules
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Objection
from fazhi_check.rules import _manual
from fazhi_check.structure.metadata import looks_like_title
from fazhi_check.structure.outline import outline
from rules_frame import framed, objected

CASES = [
    pytest.param(name, kind, example, id=f"{name}-{kind}-{number}")
    for name in rules.ids()
    for kind in ("bad", "good")
    for number, example in enumerate(getattr(rules.rule(name).EXAMPLES, kind), 1)
]


@pytest.mark.parametrize(("name", "kind", "example"), CASES)
def test_example(name: str, kind: str, example: str) -> None:
    found = [one for one in objected(framed(example)) if one.rule == name]
    assert bool(found) == (kind == "bad"), found
