"""Reports in other formats, made from a text: what a site, Word or an old editor would make of it."""

from __future__ import annotations

import io
import zipfile
from html import escape
from xml.sax.saxutils import escape as xml_escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{xml_escape(text)}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file with the given body markup; further parts by name (numbering, styles)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
        )
        for name, markup in parts.items():
            archive.writestr(f"word/{name}.xml", f'<?xml version="1.0"?><w:{name} {_W}>{markup}</w:{name}>')
    return out.getvalue()


def as_docx(text: str) -> bytes:
    return docx("".join(paragraph(line) for line in text.splitlines()))


def as_page(text: str) -> bytes:
    """Return the text as a page of a government site, with everything that stands around it."""
    title, *lines = text.splitlines()
    body = "".join(f"<p style='text-indent:2em'>\u3000\u3000{escape(line)}</p>\n" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}_政府门户网站</title>
<script>var 合法性审查 = "述法";</script></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/zwgk">政务公开</a> | <a href="/hd">互动交流</a></div>
<div class="pos">当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>法治政府建设</a></div>
<h1>{escape(title)}</h1>
<div class="info">发布日期：2025-01-20 来源：司法局 浏览次数：123 字体：[大 中 小] 打印本页</div>
<div id="zoom">{body}</div>
<div>上一篇：行政复议案件公开情况</div><div>下一篇：合法性审查目录</div>
<div class="foot">主办单位：人民政府办公室 版权所有 ICP备000001号 扫一扫在手机打开当前页</div>
</body></html>""".encode()


def as_ofd(text: str) -> bytes:
    """Return an OFD file: lines of 36 characters, 30 on a page, text objects split and out of order, page numbers."""
    lines: list[str] = []
    for number, one in enumerate(text.splitlines()):
        line = one if number == 0 else f"\u3000\u3000{one}"
        lines += [line[at : at + 36] for at in range(0, len(line), 36)]
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        refs = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"</ofd:CommonData><ofd:Pages>{refs}</ofd:Pages></ofd:Document>",
        )
        for number, page in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", _ofd_page(page, number, space))
    return out.getvalue()


def _ofd_page(lines: list[str], number: int, space: str) -> str:
    objects = []
    for row, line in enumerate(lines):
        for begin in (0, 18):  # two text objects a line
            words = line[begin : begin + 18]
            blank = len(words) - len(words.lstrip("\u3000"))
            words = words.strip("\u3000")
            if words:
                left, top = 28 + 4.23 * (begin + blank), 30 + 8 * row
                delta = f"g {len(words) - 1} 4.23" if len(words) > 1 else ""
                objects.append(
                    f'<ofd:TextObject ID="{row}{begin}" Boundary="{left} {top} 80 6" Size="4.23">'
                    f'<ofd:TextCode X="0" Y="4" DeltaX="{delta}">{xml_escape(words)}</ofd:TextCode></ofd:TextObject>'
                )
    objects.append(
        f'<ofd:TextObject ID="999" Boundary="100 285 20 6" Size="4.23"><ofd:TextCode X="0" Y="4">- {number + 1} -'
        "</ofd:TextCode></ofd:TextObject>"
    )
    return f"<ofd:Page {space}><ofd:Content><ofd:Layer>{''.join(reversed(objects))}</ofd:Layer></ofd:Content></ofd:Page>"


def as_odt(text: str) -> bytes:
    out = io.BytesIO()
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{xml_escape(line)}</text:p>" for line in text.splitlines())
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {space}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def as_xlsx(text: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_rtf(text: str) -> bytes:
    """Return RTF as an editor writes it: characters as \\u escapes."""
    paragraphs = "".join(
        "".join(
            f"\\u{ord(one) if ord(one) < 32768 else ord(one) - 65536}?" if ord(one) > 127 else one
            for one in line
        )
        + "\\par\n"
        for line in text.splitlines()
    )
    return (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\f0\\fs24\n" + paragraphs + "}"
    ).encode("ascii")
