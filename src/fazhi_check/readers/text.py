"""Text files (.txt, .md): any usual Chinese encoding, any line ending; nothing is lost.

The place of a line is its number in the file. The encoding is found by trial (byte order mark, UTF-8, UTF-16, GB18030,
Big5); when none fits, what cannot be decoded is shown as U+FFFD and a note says so.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from fazhi_check.model.document import Block, Document, Place, Span
from fazhi_check.patterns import pattern
from fazhi_check.readers._sniffing import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE = pattern("[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = pattern("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_MARKDOWN_HEADING = pattern(r"#{1,6}(?=\s)")
_HAN = pattern("[\u4e00-\u9fff]")
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ODD = pattern("[\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0e-\x1f]")
_BOLD = pattern(r"\s*(\*\*|__)(?=\S).*\S\1\s*")


def decode(data: bytes) -> tuple[str, str]:
    """Decode text of unknown encoding; return the text and, if anything was lost, a note in Chinese.

    Raises `Unreadable` when the bytes are no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    nulls = data.count(b"\x00")
    if nulls and nulls * _STRAY > len(data):
        return _lenient(data, _utf16(data))
    plain = data.replace(b"\x00", b"") if nulls else data
    note = f"文件里有 {nulls} 个空字符，已略去。" if nulls else ""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = plain.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (encoding == "utf-8" and not nulls) or _is_chinese(text):
            return _text_only(text), note
    if nulls:
        return _lenient(data, _utf16(data))
    return _lenient(data, "utf-8" if _mostly_utf8(data) else "gb18030")


# So seldom, null characters are dirt; UTF-16 has one in every blank, digit and line feed.
_STRAY = 300


def _utf16(data: bytes) -> str:
    """Guess the byte order of UTF-16 without a mark: the byte that blanks, digits and line feeds leave null."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    for encoding in ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le"):
        try:
            if _is_chinese(data.decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("文件内容不是文字（可能是程序、图片或损坏的文件），没有可检查的内容。")


def _is_chinese(text: str) -> bool:
    """Tell whether decoded text looks like Chinese: mostly common characters, hardly any private or control ones."""
    sample = text[:20000]
    han = len(_HAN.findall(sample))
    odd = len(_ODD.findall(sample))
    return odd * 20 <= len(sample) and (han * 5 >= len(sample) or sample.isascii())


def _mostly_utf8(data: bytes) -> bool:
    return data.decode("utf-8", "replace").count("\ufffd") * 50 < len(data)


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    note = f"有 {lost} 处文字无法解码，显示为“\ufffd”，结论可能受影响。" if lost else ""
    return _text_only(text), note


def _text_only(text: str) -> str:
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) * 100 > len(sample) or sample.count("\ufffd") * 4 > len(sample):
        raise Unreadable("文件内容不是文字（可能是程序、图片或损坏的文件），没有可检查的内容。")
    return text


def read(data: bytes, path: str) -> Document:
    """Read a text file; see the module's docstring for what is kept."""
    text, note = decode(data)
    return Document(path, text, tuple(_blocks(text)), "text", notes=(note,) if note else ())


def _blocks(text: str) -> Iterator[Block]:
    """Yield the lines that are not blank, without the marks of Markdown at their head."""
    number, at = 1, 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        number += len(_BREAK.findall(text, at, start))
        at = end
        if line[0].isspace():
            continue
        heading, bold = 0, False
        if line[0][0] == "#" and (marks := _MARKDOWN_HEADING.match(text, start)):
            heading = marks.end() - start
            start = marks.end()
        elif "**" in line[0] or "__" in line[0]:
            bold = _BOLD.fullmatch(line[0]) is not None
        yield Block(Span(start, end), Place("line", number), heading, bold)
