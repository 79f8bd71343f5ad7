"""Receiving: from a request's body to files in a private folder, within limits of size, number and time."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from fazhi_check.model.checklist import UNIT_LEVELS
from fazhi_check.web.settings import MB, Settings
from fazhi_check.web.working import Upload, Wishes
from fazhi_check.wording import printable

MAX_TEXT = 2 * MB
"""The longest text that can be pasted, in bytes."""
MAX_AT_ONCE = 50
"""Files in one request; the page sends one at a time, a browser without script all together."""
_FILES_WORTH = 5
_SECONDS = 60
"""How long a body may take to arrive."""
_DRAINED = 64 * MB
_YEARS = range(2015, 2100)
_LONGEST_NAME, _LONGEST_PATH = 120, 300


class Refused(Exception):
    """A request cannot be taken; the message is one sentence in Chinese."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Received:
    """What a form holds: files in the folder, or a text, and what is asked about them."""

    kind: str
    uploads: tuple[Upload, ...]
    text: str
    wishes: Wishes


async def receive(request: Request, settings: Settings, folder: Path) -> Received:
    """Read a form; its files are written into `folder` under names of our own. Raises `Refused`."""
    try:
        async with asyncio.timeout(_SECONDS):
            body = _limited(request, settings)
            async with body.form(max_files=MAX_AT_ONCE, max_fields=20, max_part_size=MAX_TEXT) as form:
                return await _read(form, settings, folder)
    except TimeoutError:
        raise Refused(408, f"上传超过 {_SECONDS} 秒，没有传完。") from None
    except ClientDisconnect:
        raise Refused(400, "上传没有传完就断开了。") from None
    except HTTPException as error:
        too_many = "Too many" in str(error.detail)
        sentence = f"一次最多上传 {MAX_AT_ONCE} 个文件。" if too_many else "上传的内容不完整，或文字过长。"
        raise Refused(413 if too_many else 400, sentence) from None


async def _read(form: FormData, settings: Settings, folder: Path) -> Received:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    uploads = [
        await _saved(one, number, settings, folder, several=len(files) > 1)
        for number, one in enumerate(files, 1)
    ]
    text = str(form.get("text") or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not uploads and not text.strip():
        raise Refused(400, "没有收到文件，也没有收到文字。请选择文件，或把报告粘贴进来。")
    return Received(str(form.get("as") or "page"), tuple(uploads), text, _wishes(form, settings))


async def _saved(one: UploadFile, number: int, settings: Settings, folder: Path, *, several: bool) -> Upload:
    if (one.size or 0) > settings.max_size:
        raise Refused(413, _too_large(settings))
    shown, name = shown_name(one.filename or ""), safe_name(one.filename or "")
    place = folder / f"{number}{PurePosixPath(name).suffix}"
    await asyncio.to_thread(_copy, one, place)
    if settings.keep:
        await asyncio.to_thread(_keep, place, settings.keep, name)
    return Upload(str(place), shown, f"r{number}-" if several else "")


def _copy(one: UploadFile, place: Path) -> None:
    one.file.seek(0)
    with place.open("xb") as out:
        shutil.copyfileobj(one.file, out)


def _keep(place: Path, folder: Path, name: str) -> None:
    """Keep an upload under its content's hash and its own name: nothing is overwritten by something else."""
    digest = hashlib.sha256(place.read_bytes()).hexdigest()[:16]
    shutil.copyfile(place, folder / f"{digest}-{name}")


def shown_name(filename: str) -> str:
    """Return the path below the folder that was sent, as its sender knows it; it is shown, never opened."""
    parts = [one for one in filename.replace("\\", "/").split("/") if one not in {"", ".", ".."}]
    return printable("/".join(parts))[-_LONGEST_PATH:] or "未命名"


def safe_name(filename: str) -> str:
    """Return a name without folders and without characters that mean something to a file system."""
    own = PurePosixPath(filename.replace("\\", "/")).name
    kept = "".join(one if one.isprintable() and one not in '<>:"|?*' else "_" for one in own).strip(". ")
    stem, dot, suffix = (kept or "未命名").rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:12]}" if dot else suffix[:_LONGEST_NAME]


def _wishes(form: FormData, settings: Settings) -> Wishes:
    checklist, level, year = (str(form.get(name) or "").strip() for name in ("checklist", "level", "year"))
    if checklist and checklist not in settings.checklists:
        raise Refused(400, "没有这份清单，请重新选择。")
    if level and level not in UNIT_LEVELS:
        raise Refused(400, "没有这种单位类别，请重新选择。")
    if year and not (year.isascii() and year.isdigit() and int(year) in _YEARS):
        raise Refused(400, f"年度应当是 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的年份。")
    chosen = settings.checklists[checklist] if checklist else next(iter(settings.checklists.values()))
    return Wishes(chosen, level or None, int(year) if year else None, bool(form.get("force")))


def _too_large(settings: Settings) -> str:
    return f"文件超过 {settings.max_size / MB:g} MB，不像一份报告，没有检查。"


def _limited(request: Request, settings: Settings) -> Request:
    """Return the request with an end to its body; what is too long is read to its end, so that the answer arrives."""
    most = _FILES_WORTH * settings.max_size + MAX_TEXT
    stated = request.headers.get("content-length", "0")
    if not stated.isdigit() or int(stated) > most + _DRAINED:
        raise Refused(413, _too_large(settings))
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            while message.get("more_body") and seen < most + _DRAINED:
                message = await request.receive()
                seen += len(message.get("body", b""))
            raise Refused(413, _too_large(settings))
        return message

    return Request(request.scope, counted)
