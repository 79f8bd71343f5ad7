"""Loading a checklist for a command, or leaving with its mistake."""

from __future__ import annotations

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.model.checklist import Checklist


def loaded(name: str) -> Checklist:
    """Return a checklist by id or path."""
    try:
        return loading.load(name)
    except loading.ChecklistError as error:
        exits.stop(str(error))
