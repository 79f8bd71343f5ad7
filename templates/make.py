"""Write the template of the notices, src/fazhi_check/data/notice.docx: python templates/make.py.

Set as GB/T 9704-2012 asks: A4, margins 37/35/28/26 mm, title 小标宋 二号, text 仿宋 三号 on lines of 28 points, headings 黑体 and
楷体, page numbers between dashes.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "fazhi_check" / "data" / "notice.docx"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SONG, _FANG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_FALLBACKS = {
    _SONG: "宋体,SimSun,STSong,Noto Serif CJK SC",
    _FANG: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    _HEI: "SimHei,STHeiti,Noto Sans CJK SC",
    _KAI: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
}
_ENTRY = (
    ("kai", "（{{汉字序号}}）{{要素}}（{{结论}}，{{轻重}}）"),
    ("text", "情况：{{情况}}。"),
    ("#", "{{#已写到}}"),
    ("text", "已经写到：{{位置}}“{{已写到}}”"),
    ("#", "{{/已写到}}"),
    ("#", "{{#最接近}}"),
    ("text", "最接近的一句：{{位置}}“{{最接近}}”（{{不算的原因}}，不算）"),
    ("#", "{{/最接近}}"),
    ("#", "{{#分项}}"),
    ("text", "分项：{{分项}}。"),
    ("#", "{{/分项}}"),
    ("#", "{{#依据}}"),
    ("text", "依据：{{依据}}。"),
    ("#", "{{/依据}}"),
    ("text", "修改建议：{{建议}}"),
    ("#", "{{#例句}}"),
    ("text", "参考写法：{{例句}}"),
    ("#", "{{/例句}}"),
)
PARAGRAPHS: tuple[tuple[str, str], ...] = (
    ("#", "{{#编号}}"),
    ("number", "编号：{{编号}}"),
    ("#", "{{/编号}}"),
    ("title", "关于{{标题对象}}的{{名称}}"),
    ("addressee", "{{单位}}："),
    ("#", "{{#未报送}}"),
    ("text", "截至本通知制发时，没有收到你单位{{年度}}法治政府建设年度报告{{#报送期限}}（报送期限：{{报送期限}}）{{/报送期限}}。请于{{整改期限}}{{^整改期限}}　　　　年　　月　　日{{/整改期限}}前报送，并说明没有按期报送的原因。"),
    ("#", "{{/未报送}}"),
    ("#", "{{#已报送}}"),
    ("text", "你单位报送的《{{报告标题}}》已经审查。按照《{{清单}}》（{{清单版本}}），共检查{{要素数}}个要素，其中写充分的{{充分数}}个、薄弱的{{薄弱数}}个、缺失的{{缺失数}}个，得分{{得分}}分（满分100分）。请对照下列问题修改报告，于{{整改期限}}{{^整改期限}}　　　　年　　月　　日{{/整改期限}}前重新报送。"),
    ("#", "{{#有必改}}"),
    ("hei", "{{节}}、必须整改的问题"),
    ("#", "{{/有必改}}"),
    ("#", "{{#必改}}"),
    *_ENTRY,
    ("#", "{{/必改}}"),
    ("#", "{{#有应改}}"),
    ("hei", "{{节}}、应当整改的问题"),
    ("#", "{{/有应改}}"),
    ("#", "{{#应改}}"),
    *_ENTRY,
    ("#", "{{/应改}}"),
    ("#", "{{#有异议}}"),
    ("hei", "{{节}}、前后不一致和差错"),
    ("#", "{{/有异议}}"),
    ("#", "{{#异议}}"),
    ("kai", "（{{汉字序号}}）{{名目}}（{{轻重}}）"),
    ("text", "原文：{{位置}}“{{原文}}”"),
    ("text", "问题：{{说明}}"),
    ("#", "{{#改为}}"),
    ("text", "建议改为：{{改为}}"),
    ("#", "{{/改为}}"),
    ("#", "{{#依据}}"),
    ("text", "依据：{{依据}}。"),
    ("#", "{{/依据}}"),
    ("#", "{{/异议}}"),
    ("#", "{{#可改}}"),
    ("hei", "{{节}}、建议进一步充实的内容"),
    ("text", "{{可改}}。"),
    ("#", "{{/可改}}"),
    ("#", "{{#有待核对}}"),
    ("text", "注：标有“条文待核对”的依据尚未与原文核对，引用前请核对。"),
    ("#", "{{/有待核对}}"),
    ("#", "{{/已报送}}"),
    ("blank", ""),
    ("sign", "（印章）"),
    ("sign", "　　　　年　　月　　日"),
)  # fmt: skip
_STYLES = {
    "number": '<w:spacing w:line="560" w:lineRule="exact"/>',
    "title": '<w:spacing w:before="560" w:after="560" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>',
    "addressee": '<w:spacing w:line="560" w:lineRule="exact"/>',
    "text": '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>',
    "hei": '<w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>',
    "kai": '<w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>',
    "blank": '<w:spacing w:line="560" w:lineRule="exact"/>',
    "sign": '<w:keepLines/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>',
    "#": "",
}
_FONTS = {"title": (_SONG, 44), "hei": (_HEI, 32), "kai": (_KAI, 32)}


_LABEL = re.compile(r"[\u4e00-\u9fff]{2,5}：(?=.)")


def _paragraph(style: str, words: str) -> str:
    font, size = _FONTS.get(style, (_FANG, 32))
    label = _LABEL.match(words) if style == "text" else None
    runs = _run(_HEI, size, label[0]) if label else ""
    if rest := words[label.end() if label else 0 :]:
        runs += _run(font, size, rest)
    return f"<w:p><w:pPr>{_STYLES[style]}</w:pPr>{runs}</w:p>"


def _run(font: str, size: int, words: str) -> str:
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:hint="eastAsia"/>'
    return f'<w:r><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _document() -> str:
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
    )
    body = "".join(_paragraph(style, words) for style, words in PARAGRAPHS)
    return f"<w:document {_W}><w:body>{body}{page}</w:body></w:document>"


def _footer() -> str:
    properties = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    page = "".join(
        f"<w:r>{properties}{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:ftr {_W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{page}</w:p></w:ftr>'


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _FALLBACKS.items()
    )
    return f"<w:fonts {_W}>{fonts}</w:fonts>"


_STYLE_SHEET = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    f'w:eastAsia="{_FANG}"/><w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def template() -> bytes:
    """Return the Word file."""
    kinds = {"document": "document.main", "styles": "styles", "fontTable": "fontTable", "footer1": "footer"}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(
            (("styles", "styles"), ("fontTable", "fontTable"), ("footer", "footer1")), 1
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": _document(),
        "word/styles.xml": _STYLE_SHEET,
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), head + words)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(template())
