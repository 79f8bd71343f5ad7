"""Rules: every example is objected to or not, as it says; quotes, levels, switches, manual, data."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from fazhi_check import rules
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import Objection
from fazhi_check.readers import parse
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


FIXTURES = sorted(file.stem for file in (ROOT / "fixtures" / "rules").glob("*.json"))


def _told(name: str) -> tuple[Objection, ...]:
    document = parse((ROOT / "fixtures" / "rules" / name).read_bytes(), name)
    assert isinstance(document, Document)
    return objected(document)


@pytest.mark.parametrize("name", FIXTURES)
def test_every_planted_fault_is_found_and_nothing_else(name: str) -> None:
    planted = json.loads((ROOT / "fixtures" / "rules" / f"{name}.json").read_text("utf-8"))
    found = list(_told(f"{name}.faulty.txt"))
    for fault in planted:
        hits = [
            one
            for one in found
            if one.rule == fault["rule"] and (fault["quote"] in one.quote or one.quote in fault["quote"])
        ]
        assert hits, fault
        found.remove(hits[0])
    assert found == []


@pytest.mark.parametrize("name", FIXTURES)
def test_a_corrected_report_comes_out_clean(name: str) -> None:
    assert _told(f"{name}.txt") == ()
