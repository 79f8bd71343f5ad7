"""Patterns that are kept from one run to the next are the patterns that `re` would make, or `re` makes them."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import fazhi_check
from fazhi_check import patterns

REPORT = Path(__file__).parent.parent / "fixtures" / "reports" / "township-good.txt"


def sources() -> list[tuple[str, int]]:
    """Return every pattern that a module of the package holds, also in tables."""
    found = set()
    for module in pkgutil.walk_packages(fazhi_check.__path__, "fazhi_check."):
        if module.name.startswith(
            ("fazhi_check.structure", "fazhi_check.engine", "fazhi_check.matching")
        ) or (module.name.startswith(("fazhi_check.rules", "fazhi_check.folding"))):
            for value in vars(importlib.import_module(module.name)).values():
                found.update(one._source for one in flat(value) if isinstance(one, patterns._Pattern))
    return sorted(found)


def flat(value: object) -> Iterator[object]:
    if isinstance(value, tuple | list):
        for one in value:
            yield from flat(one)
    else:
        yield value


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FAZHI_CHECK_CACHE", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    patterns._known.cache_clear()
    patterns._compiled.cache_clear()
    patterns._new.clear()


def test_what_was_kept_equals_what_re_compiles(cache: Path) -> None:
    every = sources()
    assert len(every) > 150
    for source in every:
        patterns._compiled(source)
    patterns.remember()
    forget()
    for words, flags in every:
        # Patterns are equal when their words, flags and compiled programs are.
        assert patterns._compiled((words, flags)) == re.compile(words, flags)
        assert patterns._compiled((words, flags)).groupindex == re.compile(words, flags).groupindex
    assert not patterns._new, "everything came from what was kept"


def test_a_damaged_file_is_as_good_as_none(cache: Path) -> None:
    made = patterns.pattern("第(?P<n>[一二三])章")
    assert made.search("第二章")
    patterns.remember()
    (file,) = (cache / "fazhi-check").iterdir()
    data = file.read_bytes()
    for damaged in (b"", data[: len(data) // 2], data[:-3] + b"abc", b"\x00" * 100):
        file.write_bytes(damaged)
        forget()
        found = patterns.pattern("第(?P<n>[一二三])章").search("见第三章")
        assert found
        assert found["n"] == "三"


def test_an_interpreter_with_other_insides_is_asked_the_usual_way(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(patterns, "import_module", gone)
    assert patterns.pattern("[镇乡]").findall("河东镇、河西乡") == ["镇", "乡"]
    patterns.remember()
    assert not list(cache.iterdir())


def test_a_wrong_pattern_is_still_an_error(cache: Path) -> None:
    with pytest.raises(re.error):
        patterns.pattern("(镇").search("镇")


def test_the_second_run_compiles_nothing_and_says_the_same(tmp_path: Path) -> None:
    program = (
        "import sys, re._compiler as c\n"
        "from fazhi_check import folding\n"
        "calls = []\n"
        "usual = c._code\n"
        "c._code = lambda p, f: calls.append(f) or usual(p, f)\n"
        "from fazhi_check.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(len(calls), file=sys.stderr)\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, "lint", str(REPORT), "--format", "json"],
            env={"FAZHI_CHECK_CACHE": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(2)
    ]
    first, second = (int(run.stderr.splitlines()[-1]) for run in runs)
    assert first > 100
    assert second < first / 5, "only patterns of the standard library"
    assert runs[0].stdout == runs[1].stdout
