"""Versions: of the tool, and of the checklists and weights that came with it; read without loading any of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from fazhi_check import __version__

_FIELD = re.compile(rb"^(id|version|learned|extends): *[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD = 16_384


def version_lines() -> str:
    """Return what `--version` prints; the fingerprints are those that `--checklist-sha256` takes."""
    lines = [f"fazhi-check {__version__}"]
    weighed = set[Path]()
    for file in sorted(_folder().glob("*.yaml")):
        chain = list(_chain(file))
        fields = chain[0][1]
        digest = hashlib.sha256(chain[0][0])
        for data, _ in chain[1:]:
            digest.update(hashlib.sha256(data).hexdigest().encode())
        learned = next((one["learned"] for _, one in chain if "learned" in one), None)
        if learned:
            digest.update((file.parent / learned).read_bytes())
            weighed.add(file.parent / learned)
        lines.append(
            f"清单 {fields.get('id', file.stem)} {fields.get('version', '')}  sha256 {digest.hexdigest()}"
        )
    lines += [
        f"权重 {weights.name}  sha256 {hashlib.sha256(weights.read_bytes()).hexdigest()}"
        for weights in sorted(weighed)
    ]
    return "\n".join(lines) + "\n"


def _chain(file: Path) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield a built-in checklist and those that it extends: content and plain fields of each."""
    data = file.read_bytes()
    fields = {name.decode(): value.decode() for name, value in _FIELD.findall(data[:_HEAD])}
    yield data, fields
    if "extends" in fields:
        yield from _chain(file.parent / f"{fields['extends']}.yaml")


def _folder() -> Path:
    """Return the folder of the built-in checklists: in the package, or beside `src` in a checkout."""
    package = Path(__file__).parent
    inside = package / "checklists"
    return inside if inside.is_dir() else package.parent.parent / "checklists"
