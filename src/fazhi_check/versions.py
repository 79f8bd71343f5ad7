"""Versions: of the tool, and of the checklists and weights that came with it; read without loading any of them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from fazhi_check import __version__

_FIELD = re.compile(rb"^(id|version|learned): *[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD = 16_384


def version_lines() -> str:
    """Return what `--version` prints; the fingerprints are those that `--checklist-sha256` takes."""
    lines = [f"fazhi-check {__version__}"]
    for file in sorted(_folder().glob("*.yaml")):
        data = file.read_bytes()
        fields = {name.decode(): value.decode() for name, value in _FIELD.findall(data[:_HEAD])}
        weights = file.parent / Path(fields["learned"]).name if "learned" in fields else None
        digest = hashlib.sha256(data)
        if weights:
            digest.update(weights.read_bytes())
        lines.append(
            f"清单 {fields.get('id', file.stem)} {fields.get('version', '')}  sha256 {digest.hexdigest()}"
        )
        if weights:
            lines.append(f"权重 {weights.name}  sha256 {hashlib.sha256(weights.read_bytes()).hexdigest()}")
    return "\n".join(lines) + "\n"


def _folder() -> Path:
    """Return the folder of the built-in checklists: in the package, or beside `src` in a checkout."""
    package = Path(__file__).parent
    inside = package / "checklists"
    return inside if inside.is_dir() else package.parent.parent / "checklists"
