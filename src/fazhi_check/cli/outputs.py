"""Outputs: the formats of a run and where each is written; a file is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, NamedTuple, TextIO

from fazhi_check import reporters
from fazhi_check.cli import exits
from fazhi_check.model.checklist import Checklist
from fazhi_check.sources import Found, Source


class Output(NamedTuple):
    """One format and the file it goes to (None: standard output)."""

    format: str
    file: str | None


def outputs_of(formats: Sequence[str], output: str | None) -> tuple[Output, ...]:
    """Read `FORMAT` and `FORMAT=FILE`; at most one format is left for `output` or the screen."""
    wanted = []
    for told in formats:
        name, sign, file = told.partition("=")
        _known(name)
        if sign and not file:
            exits.stop(f"--format {told} 的等号后面要写文件名。")
        wanted.append(Output(name, file or None))
    open_ended = [one for one in wanted if one.file is None]
    if len(open_ended) > 1:
        names = "、".join(one.format for one in open_ended)
        exits.stop(f"{names} 不能都输出到屏幕，请写成 格式=文件，如 --format {open_ended[0].format}=结果。")
    if output is not None and not open_ended:
        exits.stop("每种格式都已写明文件，--output 用不上。")
    found = tuple(one if one.file else Output(one.format, output) for one in wanted)
    files = [str(Path(one.file).resolve()) for one in found if one.file]
    if len(set(files)) < len(files):
        exits.stop("两种格式不能写进同一个文件。")
    return found


def _known(name: str) -> None:
    try:
        reporters.reporter(name)
    except KeyError:
        exits.stop(f"没有“{name}”这种格式；可用的格式：{'、'.join(reporters.names())}。")


@contextmanager
def opened(outputs: Sequence[Output], files: Sequence[Found]) -> Iterator[list[TextIO]]:
    """Open all outputs before the work begins, so that nothing is checked in vain."""
    with ExitStack() as stack:
        yield [stack.enter_context(_opened(one, files)) for one in outputs]


def write(
    outputs: Sequence[Output],
    streams: Sequence[TextIO],
    checklist: Checklist,
    notes: Iterable[tuple[Any, ...]],
    *,
    full: bool,
    verbose: bool,
) -> None:
    """Write a run in all formats; `notes` hold, file by file, a note for each format.

    The first format is written while the run goes on; the notes for the others wait on the disk.
    """
    drawn = [(one[0] for one in notes)] if len(outputs) == 1 else _several(len(outputs), notes)
    for one, stream, its_notes in zip(outputs, streams, drawn, strict=True):
        reporter = reporters.reporter(one.format)
        reporter.write(checklist, its_notes, stream, full=full, verbose=verbose)


def _several(count: int, notes: Iterable[tuple[Any, ...]]) -> Iterator[Iterator[Any]]:
    """Yield the notes of each format, the first ones as they come."""
    import pickle
    import tempfile

    with ExitStack() as stack:
        waiting: list[IO[bytes]] = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(count - 1)]

        def first() -> Iterator[Any]:
            for one in notes:
                for spool, note in zip(waiting, one[1:], strict=True):
                    pickle.dump(note, spool)
                yield one[0]

        def again(spool: IO[bytes]) -> Iterator[Any]:
            end = spool.tell()
            spool.seek(0)
            while spool.tell() < end:
                yield pickle.load(spool)  # noqa: S301  # written above, into a file that has no name

        yield first()
        yield from map(again, waiting)


@contextmanager
def _opened(one: Output, files: Sequence[Found]) -> Iterator[TextIO]:
    """Open one output. A file is written beside its place and takes it when it is complete."""
    if one.file is None:
        if isinstance(sys.stdout, TextIOWrapper):
            # A console that cannot show a character must not lose the report; JSON is UTF-8 by its standard.
            encoding = None if one.format == "console" else "utf-8"
            sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
        yield sys.stdout
        return
    target = Path(one.file)
    if any(isinstance(found, Source) and same_file(found.file, target) for found in files):
        exits.stop(f"输出文件 {one.file} 就是要检查的文件，会把它覆盖。请换一个文件名。")
    with whole_file(target) as draft:
        yield draft


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """Open a file that takes its place when it is complete: an earlier result is not lost half-way."""
    import tempfile

    try:
        if target.is_dir():
            raise IsADirectoryError
        if target.exists() and not target.is_file():  # a device or a pipe has no place to take
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        draft = tempfile.NamedTemporaryFile(  # noqa: SIM115  # closed below, before it takes its place
            "w", encoding="utf-8", errors="backslashreplace", newline="\n", dir=target.parent, delete=False
        )
    except OSError:
        exits.stop(f"写不了输出文件 {target}：文件夹不存在、没有权限，或者它是一个文件夹。")
    try:
        with draft:
            yield draft  # type: ignore[misc]  # a text file in all but name
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(target)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise


def same_file(file: str, target: Path) -> bool:
    """Tell whether a path leads to a file that exists already."""
    try:
        return target.exists() and Path(file).samefile(target)
    except OSError:
        return False
