"""Readers: what is kept of each format, and one clear line for what cannot be read."""

from __future__ import annotations

import zipfile

import pytest

from conftest import HEAD, report
from fazhi_check.model.document import Document
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.readers import formats, parse
from formats import as_docx, as_page, docx, paragraph

TEXT = report("全年审查合同86件，提出意见142条。", "调解纠纷152件。")


def read(data: bytes, name: str = "a.txt") -> Document:
    document = parse(data, name)
    assert isinstance(document, Document), document
    return document


def failure(data: bytes, name: str = "a.txt") -> str:
    outcome = parse(data, name)
    assert isinstance(outcome, ReadFailure), outcome
    return outcome.reason


def lines(document: Document) -> list[str]:
    return [document.quote(block.span).strip() for block in document.blocks]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs"]
)
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert read(TEXT.encode(encoding, "ignore")).text == TEXT.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_places_are_the_numbers_of_the_lines(ending: str) -> None:
    document = read(ending.join(["标题", "", "第三行，有字", "第四行"]).encode())
    assert [block.place.number for block in document.blocks] == [1, 3, 4]


def test_broken_bytes_are_shown_and_noted_not_dropped() -> None:
    document = read(TEXT.encode() + b"\xff\xfe\xff" + "结尾".encode())
    assert "\ufffd" in document.text
    assert any("无法解码" in note for note in document.notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf \n\n", "空的"),
        (bytes(range(256)) * 40, "不是文字"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "图片"),
        (b"PK\x03\x04" + b"nothing" * 20, "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "不是 Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
    ],
)
def test_what_cannot_be_read_gets_one_line_in_chinese(data: bytes, words: str) -> None:
    reason = failure(data)
    assert words in reason
    assert "\n" not in reason


def test_broken_word_file_says_what_to_do() -> None:
    good = as_docx(TEXT)
    assert "重新另存" in failure(good[: len(good) // 2], "a.docx")
    assert "损坏" in failure(b"PK\x03\x04" + b"\x00" * 100, "a.docx")


def test_encrypted_member_of_a_word_file_is_named() -> None:
    data = bytearray(as_docx(TEXT))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(start)
        while at >= 0:
            data[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
            at = data.find(start, at + 4)
    assert "密码" in failure(bytes(data), "a.docx")


def test_suffix_does_not_matter_content_does() -> None:
    assert read(as_page(TEXT), "report.doc").format == "html"
    assert read(as_docx(TEXT), "report.txt").format == "docx"


def test_page_keeps_the_article_and_leaves_the_frame() -> None:
    document = read(as_page(TEXT + "乡镇工作，千头万绪，一一办妥。\n" * 20), "a.html")
    text = "\n".join(lines(document))
    assert "全年审查合同86件，提出意见142条。" in text
    assert "浏览次数" not in text
    assert "var 合法性审查" not in document.text
    assert document.title.startswith(HEAD)


def test_page_in_gb2312_is_read_by_its_declaration() -> None:
    page = as_page(TEXT).decode().replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    assert "全年审查合同86件" in read(page, "a.htm").text


def test_mhtml_is_read_by_its_parts() -> None:
    import base64

    page = base64.encodebytes(as_page(TEXT)).decode()
    data = (
        "From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        "------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{page}\r\n------B--\r\n"
    ).encode()
    assert "提出意见142条" in read(data, "a.mhtml").text


def _number(level: int, number_id: int = 1) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr></w:pPr>'


NUMBERING = "".join(
    [
        '<w:abstractNum w:abstractNumId="0">',
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>',
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>',
        "</w:abstractNum>",
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ]
)


def test_word_numbers_are_recovered_as_word_draws_them() -> None:
    body = "".join(
        paragraph(text, _number(level))
        for level, text in [
            (0, "主要举措"),
            (1, "学习"),
            (1, "执法"),
            (2, "公示"),
            (0, "存在的不足"),
            (1, "队伍"),
        ]
    )
    assert lines(read(docx(body, numbering=NUMBERING), "a.docx")) == [
        "一、主要举措", "（一）学习", "（二）执法", "1.公示", "二、存在的不足", "（一）队伍"
    ]  # fmt: skip


def test_word_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>全年审查</w:t></w:r><w:del><w:r><w:delText>八十</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>86件</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert lines(read(docx(body), "a.docx")) == ["全年审查86件"]


def test_word_tables_text_boxes_and_controls_are_read() -> None:
    cell = "<w:tc>{}</w:tc>"
    body = (
        f"<w:tbl><w:tr>{cell.format(paragraph('合同审查'))}{cell.format(paragraph('86件'))}</w:tr></w:tbl>"
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict><w:txbxContent>"
        f"{paragraph('文本框里的字')}</w:txbxContent></w:pict></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件里的字')}</w:sdtContent></w:sdt>"
    )
    assert lines(read(docx(body), "a.docx")) == ["合同审查\u300086件", "正文", "文本框里的字", "控件里的字"]


def test_word_file_made_by_a_library_is_read(tmp_path) -> None:
    python_docx = pytest.importorskip("docx")
    document = python_docx.Document()
    document.add_heading("主要举措和成效", 1)
    document.add_paragraph("全年审查合同86件。")
    file = tmp_path / "a.docx"
    document.save(str(file))
    found = read(file.read_bytes(), "a.docx")
    assert lines(found) == ["主要举措和成效", "全年审查合同86件。"]
    assert found.blocks[0].heading == 1


def test_word_bomb_is_refused(tmp_path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (33 * 1024 * 1024))
    assert "过大" in failure(file.read_bytes(), "a.docx")


def test_every_reader_is_covered_here_or_among_the_formats() -> None:
    assert set(formats()) == {"text", "html", "mhtml", "docx", "pdf", "ofd", "odt", "xlsx", "rtf", "ole"}
