"""Saved web pages (.html, .htm): the article without the page around it.

The article is the smallest element that keeps most of the page's Chinese punctuation outside links. Kept: every line
of it, table cells separated by blanks, heading levels, bold lines, the page's own title and date (`ArticleTitle`,
`PubDate` of the government site standard 《政府网站发展指引》). Lost: pictures, hidden text, what scripts would draw.
The place of a line is the number of its element among the page's elements that hold text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fazhi_check.model.document import Document, Place
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._sniffing import Unreadable
from fazhi_check.readers.text import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PUNCTUATION = re.compile("[，。；：、！？,;:]")
_SKIPPED = frozenset(
    [
        "del",
        "s",
        "strike",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "select",
        "option",
        "button",
        "textarea",
        "iframe",
        "object",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "o:p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
# What sites set behind the title of a page (…报告_某县人民政府门户网站).
_SITE = re.compile(
    r"(?:\s*[_|\-\u2013\u2014]+\s*[^_|\-]{0,30}(?:网站?|门户|平台|首页|政府|信息公开)[^_|\-]{0,10})+$"
)
_KEPT_SHARE = 0.85


def read(data: bytes, path: str) -> Document:
    """Read a web page; see the module's docstring for what is kept."""
    text, note = _decode(data)
    return read_markup(text, path, "html", (note,) if note else ())


def read_markup(markup: str, path: str, file_format: str, notes: tuple[str, ...] = ()) -> Document:
    """Read the article from the markup of a page."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(_DECLARATION.sub("", markup), parser=parser)
    except (LxmlError, ValueError):
        raise Unreadable(
            "这个网页已损坏，读不出正文。请在浏览器里重新保存，或复制成 .txt 后再检查。"
        ) from None
    assembly = Assembly()
    _Walk(assembly).run(_article(root))
    return assembly.document(
        path, file_format, title=_title(root), published=_meta(root, ("PubDate", "publishdate")), notes=notes
    )


def _decode(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name.startswith("gb") and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode("gb18030"), ""
        except UnicodeDecodeError:
            pass
    return decode(data)


def _meta(root: HtmlElement, names: tuple[str, ...]) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() in {name.lower() for name in names}:
            return (element.get("content") or "").strip()
    return ""


def _title(root: HtmlElement) -> str:
    stated = _meta(root, ("ArticleTitle",))
    if stated:
        return stated
    headings = list(root.iter("h1"))
    if len(headings) == 1 and (words := " ".join("".join(map(str, headings[0].itertext())).split())):
        return words
    element = next(root.iter("title"), None)
    words = " ".join("".join(element.itertext()).split()) if element is not None else ""
    return _SITE.sub("", words)


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _hidden(element: HtmlElement) -> bool:
    return (
        _tag(element) in _SKIPPED
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _article(root: HtmlElement) -> HtmlElement:
    """Return the deepest element that still holds most of the page's punctuation outside links."""
    from lxml import etree

    body = next(root.iter("body"), root)
    score: dict[HtmlElement, int] = {}
    own = 0
    # One pass in document order; an element's score is what was counted between its start and its end.
    opened: list[int] = []
    skip = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            opened.append(own)
            skip += _tag(element) == "a" or _hidden(element)
            if not skip and element.text:
                own += len(_PUNCTUATION.findall(element.text))
        else:
            score[element] = own - opened.pop()
            skip -= _tag(element) == "a" or _hidden(element)
            if not skip and element.tail and element is not body:
                own += len(_PUNCTUATION.findall(element.tail))
    needed = score[body] * _KEPT_SHARE
    article = body
    while score[body]:
        child = max(article, key=lambda one: score.get(one, 0), default=None)
        if (
            child is None
            or score.get(child, 0) < needed
            or _tag(child) in _INLINE | {"p", "td", "li"} | set(_HEADINGS)
        ):
            break
        article = child
    return article


class _Walk:
    """Turns an element into lines: block elements and <br> break them, inline elements do not."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._line: list[str] = []
        self._bold_characters = 0
        self._bold = 0
        self._heading = 0
        self._number = 0
        self._element_used = True

    def run(self, top: HtmlElement) -> None:
        from lxml import etree

        hidden = 0
        for event, element in etree.iterwalk(top, events=("start", "end")):
            tag = _tag(element)
            if event == "start":
                hidden += _hidden(element)
                if not hidden:
                    self._enter(tag, element)
                    self._text(element.text)
            else:
                if not hidden:
                    self._leave(tag, element)
                hidden -= _hidden(element)
                if not hidden and element is not top:
                    self._text(element.tail)
        self._break()

    def _enter(self, tag: str, element: HtmlElement) -> None:
        if tag == "br":
            self._break(new_element=False)
        elif tag not in _INLINE and tag not in {"td", "th"}:
            self._break()
            self._heading = _HEADINGS.get(tag, self._heading)
        self._bold += self._is_bold(tag, element)

    def _leave(self, tag: str, element: HtmlElement) -> None:
        self._bold -= self._is_bold(tag, element)
        if tag in {"td", "th"}:
            self._line.append("\u3000")
        elif tag not in _INLINE and tag != "br":
            self._break()
            if tag in _HEADINGS:
                self._heading = 0

    @staticmethod
    def _is_bold(tag: str, element: HtmlElement) -> bool:
        return tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style") or ""))

    def _text(self, text: str | None) -> None:
        if text:
            # A line feed in the markup is a blank; between Chinese characters folding drops it.
            self._line.append(text.replace("\r", "").replace("\n", " ").replace("\t", " "))
            if self._bold:
                self._bold_characters += len("".join(text.split()))

    def _break(self, *, new_element: bool = True) -> None:
        line = "".join(self._line).rstrip()
        visible = len("".join(line.split()))
        if visible:
            self._number += self._element_used
            self._assembly.add(
                line,
                Place("element", self._number),
                heading=self._heading,
                bold=self._bold_characters >= visible,
            )
        if new_element or visible:
            self._element_used = new_element
        self._line.clear()
        self._bold_characters = 0
