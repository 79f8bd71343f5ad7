"""Editing of checklist files by the tool: comments, order and layout of what stands there are kept (ruamel.yaml)."""

from __future__ import annotations

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

_DASH = re.compile(r"^( *)[a-z_]+:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)


def _yaml(text: str) -> YAML:
    """Return a YAML reader and writer that indents lists as a file does."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    found = _DASH.search(text)
    offset = len(found[2]) - len(found[1]) if found else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _written(yaml: YAML, content: Any) -> str:
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def with_cue(text: str, item: str, words: tuple[str, ...]) -> str:
    """Return the text of a checklist file with a cue of some phrases added to one of its items.

    A layer that does not hold the item itself gets the addition under `change`.
    """
    yaml = _yaml(text)
    content = yaml.load(text)
    cue = CommentedMap({"phrase": CommentedSeq(words)})
    cue["phrase"].fa.set_flow_style()
    own = next((one for one in content.get("items") or () if one.get("id") == item), None)
    if own is not None:
        own["cues"].append(cue)
    else:
        add = content.setdefault("change", CommentedMap()).setdefault(item, CommentedMap())
        add.setdefault("add", CommentedMap()).setdefault("cues", CommentedSeq()).append(cue)
    return _written(yaml, content)


def with_items(text: str, items: str) -> str:
    """Return the text of a checklist file with items added at the end of its list; `items` is YAML (`items:` and a list)."""
    yaml = _yaml(text)
    content = yaml.load(text)
    more = YAML(typ="rt").load(items)["items"]
    content.setdefault("items", CommentedSeq()).extend(more)
    return _written(yaml, content)
