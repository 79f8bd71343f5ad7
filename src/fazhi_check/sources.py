"""Sources: the files that paths, folders, patterns and archives stand for."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from fazhi_check import readers
from fazhi_check.mistakes import refusal
from fazhi_check.model.outcome import ReadFailure

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

SUFFIXES = frozenset(
    (
        ".txt", ".md", ".markdown", ".html", ".htm", ".mhtml", ".mht", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt",
        ".pdf", ".ofd", ".xlsx",
    )
)  # fmt: skip
"""Suffixes of the files that a folder or an archive is searched for; a file that is named itself is read whatever its
suffix."""


_UNREADABLE = frozenset(
    (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".xls", ".ppt", ".pptx", ".ceb", ".caj")
)
"""Suffixes of files that may be submissions too (photographs of pages): listed as not checked, never passed over."""


_PACKED = frozenset((".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".eml"))
"""Suffixes of archives that a folder is searched for."""


class Source(NamedTuple):
    """One file: what it is called in the output, and where it stands (elsewhere if it came out of an archive)."""

    path: str
    file: str


Found = Source | ReadFailure


def is_wanted(name: str) -> bool:
    """Tell by its name whether a file in a folder or an archive is looked at (not what Word and systems leave behind)."""
    own = PurePosixPath(name).name
    return (
        PurePosixPath(own).suffix.lower() in SUFFIXES | _UNREADABLE
        and not own.startswith(("~$", "."))
        and "__MACOSX" not in name
    )


class _Memory:
    """Remembers what was there before."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def is_new(self, key: str) -> bool:
        before = len(self._seen)
        self._seen.add(key)
        return len(self._seen) > before


class Sources:
    """Finds sources; what comes out of archives lives until `close`."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._archives = 0

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder:
            self._folder.cleanup()

    def expand(self, paths: Iterable[str], is_new: Callable[[str], bool] | None = None) -> Iterator[Found]:
        """Yield the files that paths, folders and patterns stand for, each once, folders in order of names.

        `is_new` takes the real path of each file and says whether it is wanted and was not there before; where there are
        very many files it may remember them elsewhere than in memory.
        """
        is_new = is_new or _Memory().is_new
        for path in paths:
            for one in self._safely(path):
                if is_new(_key(one)):
                    yield one

    def _safely(self, path: str) -> Iterator[Found]:
        try:
            yield from self._found(path)
        except (OSError, ValueError):
            yield ReadFailure(path, "打不开这个路径（名字过长、不合法，或没有权限）。")

    def _found(self, path: str) -> Iterator[Found]:
        if path == readers.STDIN:
            yield Source(path, path)
        elif Path(path).is_dir():
            yield from self._in_folder(Path(path))
        elif any(sign in path for sign in "*?[") and not Path(path).exists():
            matching = sorted(one for one in glob.glob(path, recursive=True) if Path(one).is_file())  # noqa: PTH207  # takes absolute patterns too
            if not matching:
                yield ReadFailure(path, "没有与这个写法相符的文件。")
            for one in matching:
                yield from self._file(one)
        else:
            yield from self._file(path)

    def _file(self, path: str) -> Iterator[Found]:
        if _may_be_packed(path):
            from fazhi_check import unpacking

            if unpacking.is_archive(Path(path)):
                yield from self._in_archive(path)
                return
        yield Source(path, path)

    def _in_folder(self, folder: Path) -> Iterator[Found]:
        failures: list[ReadFailure] = []

        def unreadable(error: OSError) -> None:
            failures.append(ReadFailure(str(error.filename), f"读不了这个文件夹（{refusal(error)}）。"))

        count = 0
        for root, folders, names in os.walk(folder, onerror=unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = os.path.join(root, name)  # noqa: PTH118  # pathlib takes many times longer for thousands of files
                suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
                if is_wanted(name):
                    count += 1
                    yield Source(path, path)
                elif suffix in _PACKED and not name.startswith("."):
                    count += 1
                    yield from self._file(path)
        yield from failures
        if not count and not failures:
            yield ReadFailure(str(folder), "文件夹里没有可检查的文件（Word、PDF、OFD、网页、文本或压缩包）。")

    def _in_archive(self, path: str) -> Iterator[Found]:
        import tempfile

        from fazhi_check import unpacking

        self._folder = self._folder or tempfile.TemporaryDirectory(
            prefix="fazhi-check-", ignore_cleanup_errors=True
        )
        self._archives += 1
        place = Path(self._folder.name) / str(self._archives)
        place.mkdir()
        count = 0
        try:
            for name, file in unpacking.unpack(Path(path), place, is_wanted):
                count += 1
                yield Source(f"{path}/{_printable(name)}", str(file))
        except unpacking.Broken as error:
            yield ReadFailure(path, str(error))
            return
        if not count:
            yield ReadFailure(path, "压缩包里没有可检查的文件。")


def _printable(name: str) -> str:
    return name.replace("\\", "/")


def _may_be_packed(path: str) -> bool:
    """Tell by the first bytes and the suffix whether it is worth while to look for an archive."""
    if os.path.splitext(path)[1].lower() in _PACKED:  # noqa: PTH122
        return True
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4).startswith((b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!"))
    except (OSError, ValueError):
        return False


def _key(found: Found) -> str:
    """Return what tells that two paths lead to one file."""
    if isinstance(found, ReadFailure) or found.file == readers.STDIN:
        return found.path
    try:
        return os.path.realpath(found.file)
    except (OSError, ValueError):
        return found.file


def suffixes() -> list[str]:
    """Return the suffixes of all files that a folder is searched for."""
    return sorted(SUFFIXES | _UNREADABLE | _PACKED)
