"""Word templates with marks, for documents that an office wants to look like its own.

`{{名}}` is replaced; `{{#名}}…{{/名}}` stands once for each entry of a list, or where there is something; `{{^名}}…{{/名}}`
where there is nothing. Marks that stand alone in a paragraph (or a table row) take the paragraph with them. A template is
read once and filled many times; each filled file has the same bytes for the same values.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from fazhi_check.mistakes import Mistake

Values = Mapping[str, Any]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_MARK = re.compile(r"\{\{\s*([#^/]?)\s*([^{}\s]+)\s*\}\}")
_ALONE = re.compile(r"\s*\{\{\s*([#^/])\s*([^{}\s]+)\s*\}\}\s*")
_TOKEN = re.compile(r"<\?mark ([#^/])(\S+)\?>|\{\{\s*([#^/]?)\s*([^{}\s]+)\s*\}\}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 20 * 1024 * 1024
"""A template's part is not larger than this when unpacked."""


class TemplateError(Mistake):
    """A template that cannot be used; the message says why in Chinese."""


class _Section(NamedTuple):
    """Words between marks: `kind` is # (for each, if there), ^ (if not there) or "" (the value itself)."""

    kind: str
    name: str
    inner: tuple[Any, ...]


class Template:
    """A Word file with marks."""

    def __init__(self, data: bytes, names: Sequence[str]) -> None:
        """Read a template in which only the given names may stand; raises `TemplateError`."""
        self._names = frozenset(names)
        self._parts: list[tuple[str, bytes | tuple[Any, ...]]] = []
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for info in package.infolist():
                    if info.file_size > _MOST:
                        raise TemplateError("模板文件过大。")
                    content = package.read(info)
                    filled = _FILLED.fullmatch(info.filename) is not None
                    self._parts.append((info.filename, self._read(content) if filled else content))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError):
            raise TemplateError("模板不是 Word 文件（.docx），或者已经损坏。") from None
        if not any(name == "word/document.xml" for name, _ in self._parts):
            raise TemplateError("模板不是 Word 文件（.docx）。")

    def _read(self, content: bytes) -> tuple[Any, ...]:
        from lxml import etree

        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            raise TemplateError("模板已经损坏，Word 也打不开它。") from None
        for paragraph in root.iter(f"{_W}p"):
            _gather(paragraph)
        for block in [*root.iter(f"{_W}tr"), *root.iter(f"{_W}p")]:
            _lift(block)
        sections = self._sections(etree.tostring(root, encoding="unicode"))
        self._check(sections, content)
        return sections

    def _sections(self, xml: str) -> tuple[Any, ...]:
        """Cut XML into plain pieces and sections."""
        stack: list[tuple[str, str, list[Any]]] = [("", "", [])]
        at = 0
        for found in _TOKEN.finditer(xml):
            kind, name = found[1] or found[3] or "", found[2] or found[4]
            if name not in self._names:
                raise TemplateError(
                    f"模板里的 {{{{{name}}}}} 不认识。可用的有：{'、'.join(sorted(self._names))}。"
                )
            stack[-1][2].append(xml[at : found.start()])
            at = found.end()
            if kind == "/":
                opened, opened_name, inner = stack.pop()
                if not stack or opened_name != name:
                    raise TemplateError(f"模板里的 {{{{/{name}}}}} 没有对应的开头。")
                stack[-1][2].append(_Section(opened, name, tuple(inner)))
            elif kind:
                stack.append((kind, name, []))
            else:
                stack[-1][2].append(_Section("", name, ()))
        if len(stack) > 1:
            raise TemplateError(f"模板里的 {{{{{stack[-1][0]}{stack[-1][1]}}}}} 没有结尾。")
        stack[0][2].append(xml[at:])
        return tuple(stack[0][2])

    def _check(self, sections: tuple[Any, ...], content: bytes) -> None:
        """Fill in nothing, and everything: both must be XML."""
        from lxml import etree

        full: dict[str, Any] = {}
        full |= {name: [full] for name in self._names}
        for values in ({}, full):
            try:
                etree.fromstring("".join(_filled(sections, values, 4)).encode())
            except etree.XMLSyntaxError:
                raise TemplateError(
                    "模板里有一对 {{#…}} 和 {{/…}} 不在同一层：请让它们各占一段，或者放在同一段、同样格式的文字里。"
                ) from None

    def fill(self, values: Values) -> bytes:
        """Return the Word file for some values."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self._parts:
                data = content if isinstance(content, bytes) else "".join(_filled(content, values)).encode()
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _filled(sections: tuple[Any, ...], values: Values, depth: int = 32) -> Iterator[str]:
    for section in sections:
        if isinstance(section, str):
            yield section
            continue
        value = values.get(section.name)
        if section.kind == "":
            yield escape(_ILLEGAL.sub("", "" if value is None or isinstance(value, list) else str(value)))
        elif section.kind == "^":
            if not value:
                yield from _filled(section.inner, values, depth)
        elif value and depth:
            for entry in value if isinstance(value, list) else [values]:
                yield from _filled(section.inner, {**values, **entry}, depth - 1)


def _gather(paragraph: Any) -> None:
    """Bring each mark of a paragraph into one run: Word cuts text into runs as it likes."""
    texts = [one for one in paragraph.iter(f"{_W}t") if one.getparent().getparent() is not None]
    whole = "".join(one.text or "" for one in texts)
    if "{{" not in whole:
        return
    starts, at = [], 0
    for one in texts:
        starts.append(at)
        at += len(one.text or "")
    for found in reversed(list(_MARK.finditer(whole))):
        first = max(number for number, start in enumerate(starts) if start <= found.start())
        last = max(number for number, start in enumerate(starts) if start < found.end())
        if first == last:
            continue
        tail = (texts[last].text or "")[found.end() - starts[last] :]
        texts[first].text = (texts[first].text or "")[: found.start() - starts[first]] + found[0]
        for number in range(first + 1, last):
            texts[number].text = ""
        texts[last].text = tail
    for one in texts:
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _lift(block: Any) -> None:
    """Put a mark in the place of a paragraph or a table row that holds nothing else."""
    from lxml import etree

    words = "".join(one.text or "" for one in block.iter(f"{_W}t"))
    if alone := _ALONE.fullmatch(words):
        parent = block.getparent()
        if parent is not None:
            parent.replace(block, etree.ProcessingInstruction("mark", alone[1] + alone[2]))
