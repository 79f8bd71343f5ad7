"""PDF files with a text layer: lines with their pages, joined to paragraphs by geometry.

Kept: all visible text in reading order, two columns, table cells separated by blanks. Lost: pictures, running heads and
feet, page numbers, marks of footnotes, what is drawn as curves. A PDF without a text layer is said to be a scan.
The place of a line is its number on its page. Needs the extra `pdf` (pypdfium2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fazhi_check.model.document import Document
from fazhi_check.readers._layout import Glyph, Line, lines_of
from fazhi_check.readers._placing import placed_document
from fazhi_check.readers._sniffing import Unreadable

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 500
_LOCKED = "文件加了密码，读不了。请取消密码后另存，再检查。"
_BROKEN = "这个 PDF 已损坏，打不开。请重新导出后再检查。"
_SCAN = "这是扫描件（只有图片，没有文字层），读不出文字。请提供 Word 文件，或先用 OCR 软件转成文字。"


def read(data: bytes, path: str) -> Document:
    """Read a PDF; see the module's docstring for what is kept."""
    try:
        import pypdfium2
    except ImportError:
        raise Unreadable("读 PDF 需要另装一个组件：pip install 'fazhi-check[pdf]'。") from None
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_LOCKED if "assword" in str(error) else _BROKEN) from None
    try:
        if len(pdf) > _MOST_PAGES:
            raise Unreadable(f"这个 PDF 有 {len(pdf)} 页，不像一份报告，没有读取。")
        pages = [_page(pdf, number) for number in range(len(pdf))]
    except pypdfium2.PdfiumError:
        raise Unreadable(_BROKEN) from None
    finally:
        pdf.close()
    if not any(lines for _, lines in pages):
        raise Unreadable(_SCAN)
    return placed_document(path, "pdf", pages)


def _page(pdf: pypdfium2.PdfDocument, number: int) -> tuple[float, list[Line]]:
    page = pdf[number]
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        return height, lines_of(number + 1, width, _glyphs(text, height))
    finally:
        text.close()
        page.close()


def _glyphs(text: Any, height: float) -> list[Glyph]:
    """Return the visible characters of a page; PDF's y grows upwards."""
    import ctypes

    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    glyphs = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code <= 32 or code in {0xA0, 0x3000, 0xFFFE, 0xFFFF} or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        size = raw.FPDFText_GetFontSize(text, index)
        # A font of size 1 is scaled by the matrix: the box tells then.
        size = size if size > 2 else max(abs(box.top - box.bottom), 1.0)
        glyphs.append(Glyph(chr(code), box.left, box.right, height - y.value, size))
    return glyphs
