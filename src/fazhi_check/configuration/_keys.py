"""The keys of a configuration. A checklist decides verdicts: there is no key for a threshold."""

from __future__ import annotations

KEYS = {
    "checklist": "text",
    "checklist-sha256": "text",
    "level": "text",
    "year": "whole",
    "only": "texts",
    "skip": "texts",
    "force": "switch",
    "waivers": "text",
    "baseline": "text",
    "format": "texts",
    "fail-on": "text",
    "max-size": "number",
}
"""What each key holds."""

OF_A_FILE = ("checklist", "checklist-sha256", "level", "year", "only", "skip", "force")
"""The keys that may be set for some paths only; the others hold for a run."""

PATHS = ("waivers", "baseline")
"""Keys that hold a path, meant from the folder of the configuration file."""
