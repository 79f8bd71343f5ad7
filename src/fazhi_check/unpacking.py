"""Unpacking archives (.zip, .tar, .7z, .rar) and mails (.eml) of submissions: their files, under the names they have inside.

Files are written to a private folder under numbers, never under their own names, so no name can lead elsewhere. Names in
GBK (as Windows writes them into ZIP files) are recovered. Archives inside archives are unpacked too, a few levels deep.
"""

from __future__ import annotations

import io
import lzma
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

SUFFIXES = frozenset((".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".eml"))
"""Suffixes of archives inside archives that are unpacked too."""

MOST_FILES = 100_000
MAX_TOTAL = 8 * 1024 * 1024 * 1024
MAX_RATIO = 200
"""How many times its size an archive may unpack to, beyond the first 100 MB."""
_FREE = 100 * 1024 * 1024
DEEPEST = 3


class Broken(Exception):
    """An archive that cannot be unpacked; the message is one sentence in Chinese."""


class Unpacked(NamedTuple):
    """A file from an archive: its name inside, and where it was written."""

    name: str
    file: Path


def is_archive(path: Path) -> bool:
    """Tell whether a file is an archive of files (not a Word file, which is a ZIP too)."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError:
        return False
    if head.startswith((b"7z\xbc\xaf", b"Rar!")):
        return True
    if head.startswith(b"PK\x03\x04"):
        return _is_plain_zip(path)
    if path.suffix.lower() == ".eml":
        return True
    if path.suffix.lower() in SUFFIXES:
        try:
            return tarfile.is_tarfile(path)
        except OSError:
            return False
    return False


_DOCUMENTS = ("word/", "xl/", "ppt/", "OFD.xml", "ofd.xml", "mimetype", "content.xml")


def _is_plain_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.startswith(_DOCUMENTS) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return path.suffix.lower() == ".zip"


def unpack(path: Path, folder: Path, wanted: Callable[[str], bool]) -> Iterator[Unpacked]:
    """Write the wanted files of an archive into a folder and yield them; raises `Broken`.

    `wanted` says of a name whether its file is.
    """
    try:
        yield from _unpack(path, "", folder, wanted, _Allowance(path.stat().st_size), DEEPEST)
    except RuntimeError:  # what zipfile raises for an encrypted member
        raise Broken("压缩包加了密码，读不了。请解压后再检查。") from None
    except (
        zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, LookupError, AttributeError,
        NotImplementedError,
    ):  # fmt: skip
        raise Broken("压缩包已损坏，没有全部读出。请重新打包后再检查。") from None


class _Allowance:
    """How much may still be written."""

    def __init__(self, size: int) -> None:
        self.bytes = min(MAX_TOTAL, _FREE + size * MAX_RATIO)
        self.files = 0

    def copy(self, source: IO[bytes], target: Path) -> None:
        self.files += 1
        if self.files > MOST_FILES:
            raise Broken(f"压缩包里的文件超过 {MOST_FILES} 个，没有继续解压。")
        with target.open("wb") as out:
            while chunk := source.read(1 << 20):
                self.bytes -= len(chunk)
                if self.bytes < 0:
                    raise Broken("压缩包解压后过大（可能是“压缩炸弹”），没有继续解压。")
                out.write(chunk)


def _unpack(
    path: Path, within: str, folder: Path, wanted: Callable[[str], bool], allowance: _Allowance, depth: int
) -> Iterator[Unpacked]:
    for name, opened in _members(path, folder):
        inside = f"{within}{name}"
        inner = PurePosixPath(name).suffix.lower() in SUFFIXES
        if not inner and not wanted(name):
            continue
        target = folder / f"{allowance.files:06}{PurePosixPath(name).suffix.lower()}"
        with opened() as source:
            allowance.copy(source, target)
        if not inner:
            yield Unpacked(inside, target)
        elif depth > 1 and is_archive(target):
            yield from _unpack(target, f"{inside}/", folder, wanted, allowance, depth - 1)
        else:
            yield Unpacked(inside, target)


_Member = tuple[str, Callable[[], IO[bytes]]]


def _members(path: Path, folder: Path) -> Iterator[_Member]:
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"7z\xbc\xaf"):
        yield from _in_7z(path, folder)
    elif head.startswith(b"Rar!"):
        yield from _in_rar(path)
    elif head.startswith(b"PK"):
        yield from _in_zip(path)
    elif path.suffix.lower() == ".eml":
        yield from _in_mail(path)
    else:
        yield from _in_tar(path)


def _in_zip(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield _zip_name(info), lambda info=info: archive.open(info)  # type: ignore[misc]


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the UTF-8 flag Windows means GBK, where the library reads code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _in_tar(path: Path) -> Iterator[_Member]:
    with tarfile.open(path) as archive:
        for info in archive:
            if info.isfile():
                yield info.name, lambda info=info: archive.extractfile(info)  # type: ignore[misc]


_LARGEST_MAIL = 100 * 1024 * 1024


def _in_mail(path: Path) -> Iterator[_Member]:
    """Yield the attachments of a mail, or its own text if it has none."""
    from email import message_from_bytes, policy

    if path.stat().st_size > _LARGEST_MAIL:
        raise Broken("这封邮件过大，没有读取。请把附件另存后再检查。")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    attached = [
        (part.get_filename() or "", part.get_payload(decode=True)) for part in mail.iter_attachments()
    ]
    if not any(name for name, _ in attached):
        body = mail.get_body(("plain", "html"))
        suffix = ".html" if body is not None and body.get_content_subtype() == "html" else ".txt"
        attached = [(f"正文{suffix}", body.get_content().encode("utf-8") if body is not None else b"")]
    for name, data in attached:
        yield name, lambda data=data: io.BytesIO(bytes(data or b""))  # type: ignore[misc]


def _in_7z(path: Path, folder: Path) -> Iterator[_Member]:
    try:
        import py7zr
    except ImportError:
        raise Broken("读 .7z 压缩包需要另装一个组件：pip install 'fazhi-check[archives]'。") from None
    place = folder / f"{path.stem}.7z.d"
    try:
        with py7zr.SevenZipFile(path) as archive:
            size = sum(one.uncompressed or 0 for one in archive.list())
            if size > _FREE + path.stat().st_size * MAX_RATIO:
                raise Broken("压缩包解压后过大（可能是“压缩炸弹”），没有解压。")
            if archive.needs_password():
                raise Broken("压缩包加了密码，读不了。请解压后再检查。")
            archive.extractall(place)  # noqa: S202  # py7zr refuses names that lead elsewhere
    except py7zr.exceptions.ArchiveError:
        raise Broken("压缩包已损坏，打不开。请重新打包后再检查。") from None
    try:
        for file in sorted(one for one in place.rglob("*") if one.is_file() and not one.is_symlink()):
            yield file.relative_to(place).as_posix(), lambda file=file: file.open("rb")  # type: ignore[misc]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _in_rar(path: Path) -> Iterator[_Member]:
    try:
        import rarfile
    except ImportError:
        raise Broken("读 .rar 压缩包需要另装一个组件：pip install 'fazhi-check[archives]'。") from None
    try:
        with rarfile.RarFile(path) as archive:
            if archive.needs_password():
                raise Broken("压缩包加了密码，读不了。请解压后再检查。")
            for info in archive.infolist():
                if info.is_file():
                    yield info.filename, lambda info=info: archive.open(info)  # type: ignore[misc]
    except rarfile.RarCannotExec:
        raise Broken(
            "读 .rar 压缩包要借助 unrar、7-Zip 或 bsdtar：请安装其中一个，或解压后再检查。"
        ) from None
    except rarfile.Error:
        raise Broken("压缩包已损坏，打不开。请重新打包后再检查。") from None
