"""Files that do not stand on this machine: addresses that fsspec understands (s3://, oss://, file://, …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from fazhi_check.model.outcome import ReadFailure
from fazhi_check.sources import Found, Source, is_wanted

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_NEEDS = "读 {} 这样的地址需要另装组件：pip install 'fazhi-check[cluster]'{}。"
_STORES = {"s3": "s3fs", "s3a": "s3fs", "oss": "ossfs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}


class Remote(NamedTuple):
    """What a storage says of a file: its size, its last change, and a mark that changes with its content ("": none)."""

    size: int
    changed: float | None
    stamp: str


def is_address(path: str) -> bool:
    """Tell whether a path is an address."""
    return _ADDRESS.match(path) is not None


def expand(address: str) -> Iterator[Found]:
    """Yield the files that an address stands for (a file, a folder, a pattern), folders in order of names."""
    try:
        count = 0
        for one in _found(address):
            count += 1
            yield Source(one, one)
        if not count:
            yield ReadFailure(
                address, "这个地址下没有可检查的文件（Word、PDF、OFD、网页、文本；压缩包请先解开）。"
            )
    except Exception as error:  # every storage has its own
        yield _failure(address, error)


def _found(address: str) -> Iterator[str]:
    files, root = _opened(address)
    if any(sign in root for sign in "*?["):
        yield from (files.unstrip_protocol(one) for one in sorted(files.glob(root)) if files.isfile(one))
    elif files.isfile(root):
        yield files.unstrip_protocol(root)
    else:
        for folder, folders, names in files.walk(root, on_error="raise"):
            folders.sort()
            for name in sorted(names):
                if is_wanted(name):
                    yield files.unstrip_protocol(f"{folder.rstrip('/')}/{name}")


def ask(address: str) -> Remote | None:
    """Return what a storage says of a file, None if it says nothing."""
    try:
        files, path = _opened(address)
        info = files.info(path)
        changed = info.get("mtime") or info.get("LastModified") or info.get("last_modified")
        stamp = info.get("ETag") or info.get("etag") or info.get("md5Hash") or ""
        seconds = changed.timestamp() if isinstance(changed, datetime) else changed
        return Remote(int(info["size"]), seconds if isinstance(seconds, float | int) else None, str(stamp))
    except Exception:  # what is wrong will be told by who reads it
        return None


def content(address: str, most: int) -> bytes | ReadFailure:
    """Return the bytes of a file of at most so many."""
    try:
        files, path = _opened(address)
        with files.open(path, "rb") as stream:
            data: bytes = stream.read(most + 1)
    except Exception as error:  # every storage has its own
        return _failure(address, error)
    if len(data) > most:
        return ReadFailure(
            address, f"文件超过 {most / 1024 / 1024:g} MB，没有读取；确实要读请用 --max-size 放宽。"
        )
    return data


def _opened(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    files, path = url_to_fs(address)
    return files, str(path)


def _failure(address: str, error: Exception) -> ReadFailure:
    scheme = address.split("://", 1)[0]
    if isinstance(error, ImportError):
        store = f" {_STORES[scheme]}" if scheme in _STORES else ""
        return ReadFailure(address, _NEEDS.format(f"{scheme}://", store))
    if isinstance(error, FileNotFoundError):
        return ReadFailure(address, "找不到这个地址。")
    if isinstance(error, PermissionError):
        return ReadFailure(address, "没有读取这个地址的权限。")
    told = next(iter(str(error).splitlines()), "")
    return ReadFailure(address, f"读不了这个地址（{type(error).__name__}：{told}）。")
