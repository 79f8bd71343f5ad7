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
