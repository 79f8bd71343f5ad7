"""Patterns: compiled when they are first used, and remembered from one run to the next.

Compiling the two hundred patterns that one report needs takes longer than judging the report (docs/performance.md). `re`
has no public way to keep what it compiled, so this asks the interpreter's own parts (`re._compiler`, `_sre`), fenced in:
what was kept counts for the same interpreter and the same version of the tool only, a checksum stands over it, `_sre`
itself checks every program that it is given, and whatever goes wrong, `re.compile` does what it always did.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from array import array
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

from fazhi_check import __version__
from fazhi_check.caching import keep, kept


class _Program(NamedTuple):
    """What `_sre.compile` makes a pattern of; `code` holds words of 32 bits."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


_Source = tuple[str, int]

_new: dict[_Source, _Program] = {}


class _Pattern:
    def __init__(self, words: str, flags: int) -> None:
        self._source = words, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(_compiled(self._source), name)
        setattr(self, name, found)
        return found


def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like a compiled pattern. Meant for constants: all that is compiled is remembered."""
    return cast("re.Pattern[str]", _Pattern(words, flags))


@cache
def _compiled(source: _Source) -> re.Pattern[str]:
    words, flags = source
    try:
        program = _known().get(source)
        if program is None:
            _new[source] = program = _program(words, flags)
        return _pattern_of(words, program)
    except Exception:  # another interpreter may do any of this differently
        _new.pop(source, None)
        return re.compile(words, flags)


def _program(words: str, flags: int) -> _Program:
    parsed = import_module("re._parser").parse(words, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    state = parsed.state
    return _Program(flags | state.flags, array("I", code).tobytes(), state.groups - 1, dict(state.groupdict))


def _pattern_of(words: str, program: _Program) -> re.Pattern[str]:
    index: list[str | None] = [None] * (program.groups + 1)
    for name, number in program.names.items():
        index[number] = name
    code = memoryview(program.code).cast("I").tolist()
    made: re.Pattern[str] = import_module("_sre").compile(
        words, program.flags, code, program.groups, program.names, tuple(index)
    )
    return made


def _name() -> str:
    """Name the file for one version of the tool and one interpreter."""
    return f"patterns-{__version__}-{sys.implementation.name}-{sys.hexversion:x}-{sys.byteorder}.bin"


@cache
def _known() -> dict[_Source, _Program]:
    """Return the programs that were kept: a checksum, a line of JSON about each of them, then their code."""
    data = kept(_name()) or b""
    if len(data) < _SUM or zlib.crc32(data[_SUM:]) != int.from_bytes(data[:_SUM], "little"):
        return {}
    head, _, codes = data[_SUM:].partition(b"\n")
    known: dict[_Source, _Program] = {}
    at = 0
    for words, asked, flags, size, groups, names in json.loads(head):
        known[words, asked] = _Program(flags, codes[at : at + size], groups, names)
        at += size
    return known


_SUM = 4
"""Bytes of the checksum (CRC-32)."""


def remember() -> None:
    """Keep what this run had to compile, for the next one."""
    if not _new:
        return
    programs = sorted((_known() | _new).items())
    head = [(*source, one.flags, len(one.code), one.groups, one.names) for source, one in programs]
    codes = b"".join(one.code for _, one in programs)
    body = json.dumps(head).encode() + b"\n" + codes
    keep(_name(), zlib.crc32(body).to_bytes(_SUM, "little") + body)
    _new.clear()
