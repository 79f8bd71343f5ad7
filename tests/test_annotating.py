"""Annotating Word files: what is said, where it is anchored, and that nothing else changes."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import words
from conftest import HEAD, OPENING, REPORTS, finding, judge
from fazhi_check import loading
from fazhi_check.annotating import annotate
from fazhi_check.annotating._anchors import Anchors
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Acceptance, Objection
from fazhi_check.readers import docx, parse
from words import paragraph, run, word

OURS = "fazhi-check"
SLOGAN = "严格落实合法性审查制度，不断提高依法决策水平。"
PLANNED = "明年将组织述法，由班子成员逐一述法。"

_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
    "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def hostile() -> dict[str, str]:
    """Return bodies that hold the slogan in every unpleasant way."""
    half = len(SLOGAN) // 2
    first, second = SLOGAN[:half], SLOGAN[half:]
    around = "镇政府一年来" + SLOGAN + "干部群众普遍满意。"
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    return {
        "plain": paragraph(run(around)),
        "split": paragraph(*(run(one, '<w:b w:val="0"/>' if n % 2 else "") for n, one in enumerate(around))),
        "breaks": paragraph(
            f"<w:r><w:t>开头</w:t><w:br/><w:t>{first}</w:t><w:lastRenderedPageBreak/><w:t>{second}</w:t><w:tab/></w:r>"
        ),
        "inserted": paragraph(
            run("一年来，"),
            f'<w:ins w:id="1" w:author="李">{run(first)}</w:ins><w:del w:id="2" w:author="李"><w:r><w:delText>旧</w:delText></w:r></w:del>',
            run(second),
        ),
        "tracked-format": paragraph(
            run(around, '<w:i/><w:rPrChange w:id="9" w:author="李"><w:rPr/></w:rPrChange>')
        ),
        "hyperlink": paragraph(run("见"), f'<w:hyperlink w:anchor="x">{run(around)}</w:hyperlink>'),
        "field": paragraph(
            run("按"),
            field("begin"),
            "<w:r><w:instrText>REF x</w:instrText></w:r>",
            field("separate"),
            run(around),
            field("end"),
            run("办理。"),
        ),
        "simple-field": paragraph(f'<w:fldSimple w:instr="TITLE">{run(around)}</w:fldSimple>'),
        "sdt": f"<w:sdt><w:sdtContent>{paragraph(f'<w:sdt><w:sdtContent>{run(around)}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>",
        "row": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell.format(paragraph(run('决策')))}{cell.format(paragraph(run(around)))}</w:tr></w:tbl>",
        "nested": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell.format('<w:tbl><w:tblPr/><w:tblGrid/><w:tr>' + cell.format(paragraph(run(around)) + paragraph()) + '</w:tr></w:tbl>' + paragraph())}</w:tr></w:tbl>",
        "box": paragraph(run("图示"), _BOX.format(paragraph(run(around))), run("如上。")),
        "drawing": paragraph(
            f"<w:r><w:t>{around}</w:t><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"
        ),
        "ruby": paragraph(
            run(first),
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('shen')}</w:rt><w:rubyBase>{run(second)}</w:rubyBase></w:ruby></w:r>",
        ),
        "formula": paragraph(run(around), "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"),
        "formula-text": paragraph(f"<m:oMath><m:r><m:t>{SLOGAN}</m:t></m:r></m:oMath>"),
        "xml-comment": paragraph(f"<w:r><w:t>{first}<!-- 注 -->{second}</w:t></w:r>"),
        "hidden": paragraph(run("内部意见", "<w:vanish/>"), run(around)),
    }


def report_around(middle: str) -> str:
    """Return the body of a report whose achievements hold some markup."""
    lines = [HEAD, OPENING, "一、2024年主要举措和成效"]
    after = ["二、存在的不足", "一是执法力量薄弱，4名执法人员要管26个村。", "三、2025年工作安排", PLANNED]
    return (
        "".join(paragraph(run(one)) for one in lines) + middle + "".join(paragraph(run(one)) for one in after)
    )


def annotated(data: bytes) -> bytes:
    return annotate(data, judge(data, "报告.docx"))


def ours(data: bytes) -> dict[str, str]:
    return {number: text for number, (author, text) in words.comments_of(data).items() if author == OURS}


def assert_unchanged(before: bytes, after: bytes) -> None:
    """Assert that but for our comments the file is the same, part by part."""
    own = set(ours(after))
    assert words.plain(words.root_of(after), own) == words.plain(words.root_of(before), set(ours(before)))
    old, new = words.parts_of(before), words.parts_of(after)
    touched = {
        "word/document.xml",
        words.comments_part(after),
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert {name: data for name, data in old.items() if name not in touched} == {
        name: data for name, data in new.items() if name not in touched
    }
    assert parse(after, "a.docx").text == parse(before, "a.docx").text  # type: ignore[union-attr]
    assert not list(words.in_boxes(after))


def comment_on(data: bytes, head: str) -> tuple[str, str]:
    """Return the comment whose head begins with some words: its text and the text that it is anchored to."""
    marked = words.marked_text(data)
    [found] = [(text, marked[number]) for number, text in ours(data).items() if text.startswith(head)]
    return found


@pytest.mark.parametrize("kind", sorted(hostile()))
def test_hostile_files_keep_everything_and_comments_stand_at_the_passage(kind: str) -> None:
    data = word(report_around(hostile()[kind]))
    assessment = judge(data, "报告.docx")
    after = annotate(data, assessment)
    assert_unchanged(data, after)
    text, marked = comment_on(after, "【薄弱】合法性审查")
    told = assessment.document.quote(finding(assessment, "legality-review").evidence[0].focus)
    assert SLOGAN[3:-1] in told
    told = told.removeprefix("决策\u3000")  # another cell of the row
    if kind in {
        "box",
        "drawing",
        "tracked-format",
        "field",
        "simple-field",
        "xml-comment",
        "formula-text",
        "ruby",
    }:
        assert told in marked  # the whole that holds the passage
    else:
        assert marked == told
    assert "依据：" in text
    assert "例如：" in text
    assert annotated(after) == after


def test_a_field_is_not_entered(checklist: object) -> None:
    after = annotated(word(report_around(hostile()["field"])))
    order = [
        words.name_of(one)
        for one in words.root_of(after).iter()
        if words.name_of(one) in {"fldChar", "commentRangeStart", "commentRangeEnd"}
    ]
    inside = order[order.index("fldChar") : len(order) - order[::-1].index("fldChar")]
    assert inside == ["fldChar"] * 3


def test_the_summary_stands_at_the_title_and_names_what_is_missing_with_basis_and_model() -> None:
    data = word(report_around(hostile()["plain"]))
    assessment = judge(data, "a.docx")
    text, marked = comment_on(annotate(data, assessment), "【小结】")
    assert marked == HEAD
    assert f"得分 {assessment.score}（满分 100）" in text
    nowhere = finding(assessment, "petitions")
    assert nowhere.reason == "absent"
    assert nowhere.item.model in text
    assert "（条文待核对）" in text
    assert all(one.item.title in text for one in assessment.findings if one.verdict == "missing"), (
        "every missing item is named"
    )


def test_a_missing_item_is_told_at_its_near_miss() -> None:
    data = word(report_around(hostile()["plain"]))
    text, marked = comment_on(annotated(data), "【缺失】述法")
    assert marked in PLANNED
    assert "只写在下一年度安排里" in text


def test_objections_are_told_with_their_suggestion() -> None:
    data = word(report_around(hostile()["split"]))
    assessment = judge(data, "a.docx")
    start = assessment.document.text.index("合法性审查")
    span = Span(start, start + 5)
    objection = Objection(
        "names", "名称写法", "warning", span, "合法性审查", assessment.document.block_at(start).place,
        "这里应当写合法性审核。", "合法性审核", "某规定",
    )  # fmt: skip
    after = annotate(data, assessment._replace(objections=(objection,)))
    text, marked = comment_on(after, "【问题】名称写法（应改）")
    assert marked == "合法性审查"
    assert text.splitlines()[1:] == ["问题：这里应当写合法性审核。", "改为：合法性审核", "依据：某规定"]
    assert_unchanged(data, after)


PERSON = '<w:comment w:id="7" w:author="王科长" w:date="2025-01-02T03:04:05Z"><w:p w14:paraId="0A000001"><w:r><w:t>【薄弱】再核一下</w:t></w:r></w:p></w:comment>'
MARKED = (
    '<w:commentRangeStart w:id="7"/>' + run("一年来，") + '<w:commentRangeEnd w:id="7"/>'
    '<w:r><w:commentReference w:id="7"/></w:r>' + run(SLOGAN)
)  # fmt: skip


def test_other_peoples_comments_stay_and_own_ones_are_replaced() -> None:
    data = word(report_around(paragraph(MARKED)), comments=PERSON)
    once = annotated(data)
    assert_unchanged(data, once)
    assert words.comments_of(once)["7"] == ("王科长", "【薄弱】再核一下")
    assert words.marked_text(once)["7"] == "一年来，"
    again = annotated(once)
    assert again == once
    other = annotate(once, judge(once, "a.docx", level="department"))
    assert len(ours(other)) > 1
    assert words.marked_text(other)["7"] == "一年来，"
    assert_unchanged(data, other)


def test_comments_of_this_tool_are_none_that_someone_forgot() -> None:
    data = word(report_around(paragraph(MARKED)), comments=PERSON)
    before, after = judge(data, "a.docx"), judge(annotated(data), "a.docx")
    assert after.objections == before.objections
    assert [one.quote for one in after.objections if one.rule == "drafts"] == ["一年来，"]


def test_what_was_accepted_is_not_told_again() -> None:
    data = word(report_around(hostile()["plain"]))
    assessment = judge(data, "a.docx")
    waived = Acceptance("waived", "已报县司法局同意", "王科长", "")
    settled = tuple(
        one._replace(accepted=waived) if one.item.id in {"legality-review", "petitions"} else one
        for one in assessment.findings
    )
    told = ours(annotate(data, assessment._replace(findings=settled)))
    assert not any("合法性审查（" in text or "信访工作法治化" in text for text in told.values())
    assert "已豁免：2 处，没有批注。" in told["0"]


def test_a_comment_that_someone_wrote_under_our_name_stays() -> None:
    person = PERSON.replace("王科长", OURS).replace("【薄弱】", "请")
    after = annotated(annotated(word(report_around(paragraph(MARKED)), comments=person)))
    assert words.comments_of(after)["7"] == (OURS, "请再核一下")


def test_a_reply_to_an_old_comment_of_ours_becomes_a_comment_of_its_own() -> None:
    space = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    old = PERSON.replace("王科长", OURS)
    reply = PERSON.replace('w:id="7"', 'w:id="8"').replace("0A000001", "0A000002").replace("【薄弱】", "")
    marks = MARKED + "".join(
        f'<w:commentRangeStart w:id="8"/>{run("见附件")}<w:commentRangeEnd w:id="8"/><w:r><w:commentReference w:id="8"/></w:r>'
    )
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="0A000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/></w15:commentsEx>'
    )
    relation = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    data = word(
        report_around(paragraph(marks)),
        comments=old + reply,
        extra={"commentsExtended.xml": (extended, relation, kind)},
    )
    assert space  # the namespace of paraId is declared by `word`
    after = annotated(data)
    assert words.comments_of(after)["8"] == ("王科长", "再核一下")
    assert "7" not in words.comments_of(after) or words.comments_of(after)["7"][1] != "【薄弱】再核一下"
    [kept] = words.root_of(after, "word/commentsExtended.xml")
    assert [words.attribute(kept, one) for one in ("paraId", "paraIdParent", "done")] == [
        "0A000002",
        None,
        "0",
    ]


def test_strict_files_get_comments_in_their_own_namespace() -> None:
    parts = words.parts_of(word(report_around(hostile()["split"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(
                name,
                data.replace(words.W.encode(), words.STRICT.encode()).replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
    after = annotated(out.getvalue())
    assert_unchanged(out.getvalue(), after)
    assert etree.QName(words.root_of(after, "word/comments.xml")).namespace == words.STRICT
    relations = words.root_of(after, "word/_rels/document.xml.rels")
    assert {one.get("Type") for one in relations} == {
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    }
    assert SLOGAN[:-1] in comment_on(after, "【薄弱】合法性审查")[1]


def test_a_passage_that_word_draws_itself_is_marked_at_the_text_beside() -> None:
    data = numbered()
    document = parse(data, "a.docx")
    assert document.text.startswith("一、")  # type: ignore[union-attr]
    found = docx.body(data)
    anchors = Anchors(found.lines, document)  # type: ignore[arg-type]
    anchors.set(Span(0, 2), 0)
    anchors.set(Span(0, 4), 1)
    order = [(words.name_of(one), words.attribute(one, "id") or one.text) for one in found.root.iter()]
    kept = [one for one in order if one[0] in {"commentRangeStart", "commentRangeEnd", "t"}]
    assert kept == [
        ("commentRangeStart", "0"),
        ("commentRangeStart", "1"),
        ("t", "主"),
        ("commentRangeEnd", "0"),
        ("t", "要"),
        ("commentRangeEnd", "1"),
        ("t", "举措"),
    ]


def numbered() -> bytes:
    """Return one paragraph with an automatic number of Word."""
    numbering = (
        f'<w:numbering {words.SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    return word(
        paragraph(run("主要举措"), properties=properties),
        extra={"numbering.xml": (numbering, relation, kind)},
    )


def test_an_assessment_of_another_file_is_refused() -> None:
    data = word(report_around(hostile()["plain"]))
    other = word(report_around(hostile()["box"]))
    with pytest.raises(ValueError, match="not that of this file"):
        annotate(other, judge(data, "a.docx"))


def python_docx() -> bytes:
    """Return a report as python-docx makes it: headings, list numbers, a table, a header and a footer."""
    import docx as library

    made = library.Document()
    made.add_heading(HEAD, 0)
    made.add_paragraph(OPENING)
    made.add_heading("一、2024年主要举措和成效", 1)
    text = made.add_paragraph("镇政府")
    text.add_run("严格落实合法性").bold = True
    text.add_run("审查制度，不断提高依法决策水平。")
    made.add_paragraph("全年调解纠纷152件。", style="List Number")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "信访", "依法及时就地解决群众合理诉求，扎实做好信访工作。"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "大力推进政务公开，切实保障人民群众的知情权。"
    made.add_heading("二、2025年工作安排", 1)
    made.add_paragraph(PLANNED)
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "第 页"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_files_made_by_python_docx() -> None:
    data = python_docx()
    after = annotated(data)
    assert_unchanged(data, after)
    assert comment_on(after, "【薄弱】合法性审查")[1] == "镇政府" + SLOGAN.rstrip("。")
    assert comment_on(after, "【薄弱】政务公开")[1] == "大力推进政务公开，切实保障人民群众的知情权"
    assert annotated(after) == after


def test_the_fixture_of_another_maker_keeps_everything() -> None:
    data = (REPORTS / "city-good.docx").read_bytes()
    after = annotated(data)
    assert_unchanged(data, after)
    assert annotated(after) == after


office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def converted(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    source = folder / f"report{suffix}"
    source.write_bytes(data)
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", target, "--outdir", str(folder / "out"), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "out" / f"report.{target.partition(':')[0]}").read_bytes()


@office
def test_libreoffice_reads_every_comment_and_its_own_files_are_annotated(tmp_path: Path) -> None:
    body = report_around(
        "".join(hostile()[kind] for kind in ("split", "inserted", "row", "hyperlink", "box"))
    )
    data = word(body, comments=PERSON.replace('w:id="7"', 'w:id="70"'))
    first = annotated(data)
    opened = converted(first, ".docx", "odt", tmp_path)
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        content = archive.read("content.xml").decode()
    assert len(re.findall("<office:annotation ", content)) == len(ours(first))
    made = converted(opened, ".odt", "docx:Office Open XML Text", tmp_path)
    assert {text.split("\n")[0] for text in ours(made).values()} == {
        text.split("\n")[0] for text in ours(first).values()
    }
    after = annotated(made)
    assert_unchanged(made, after)
    assert len(ours(after)) == len(ours(first)), "comments that LibreOffice saved are known again"
    assert annotated(after) == after


def problems(data: bytes, folder: Path) -> set[tuple[str, str, str]]:
    """Return what the schemas of the Open XML SDK, as openxml-audit checks them, find in a file."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    file = folder / "a.docx"
    file.write_bytes(data)
    return {
        (one.part_uri, one.description, str(one.error_type))
        for one in audit.OpenXmlValidator().validate(file).errors
    }


def test_nothing_that_the_schemas_forbid_is_added(tmp_path: Path) -> None:
    kinds = ("plain", "split", "breaks", "inserted", "hyperlink", "row", "nested", "sdt", "field")
    for data in (python_docx(), word(report_around("".join(hostile()[kind] for kind in kinds)))):
        after = annotated(data)
        assert problems(after, tmp_path) <= problems(data, tmp_path)
        names = set(words.parts_of(after))
        for one in words.root_of(after, "word/_rels/document.xml.rels"):
            assert posixpath.normpath(posixpath.join("word", one.get("Target") or "")) in names


_SYMBOLS = st.text(st.sampled_from("法治 政府建设a1，。😀"), min_size=1, max_size=6)


@st.composite
def _bodies(draw: st.DrawFn) -> str:
    """Return paragraphs of runs, bare or wrapped."""
    made = []
    for _ in range(draw(st.integers(1, 4))):
        runs = []
        for text in draw(st.lists(_SYMBOLS, min_size=1, max_size=5)):
            one = run(text, draw(st.sampled_from(["", "<w:b/>"])))
            wrapper = draw(
                st.sampled_from(
                    [
                        "{}",
                        "{}",
                        '<w:ins w:id="1" w:author="a">{}</w:ins>',
                        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
                    ]
                )
            )
            runs.append(wrapper.format(one))
        made.append(paragraph(*runs))
    return paragraph(run("头")) + "".join(made)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_bodies(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=6))
def test_any_passages_are_marked_exactly_and_in_any_order(body: str, spans: list[tuple[int, int]]) -> None:
    data = word(body)
    document = parse(data, "a.docx")
    found = docx.body(data)
    before = docx.body(data).root
    anchors = Anchors(found.lines, document)  # type: ignore[arg-type]
    wanted = {}
    for number, (start, length) in enumerate(spans):
        start = min(start, len(document.text) - 1)  # type: ignore[union-attr]
        span = Span(start, min(start + length, len(document.text)))  # type: ignore[union-attr]
        words_of = document.quote(span)  # type: ignore[union-attr]
        if words_of.strip("\n"):
            anchors.set(span, number)
            wanted[str(number)] = words_of
    order = list(found.root.iter())
    for number, text in wanted.items():
        start, end = (
            next(
                at
                for at, one in enumerate(order)
                if words.name_of(one) == name and words.attribute(one, "id") == number
            )
            for name in ("commentRangeStart", "commentRangeEnd")
        )
        marked = "".join(
            "\n" if words.name_of(one) == "p" else one.text or ""
            for one in order[start:end]
            if words.name_of(one) in {"t", "p"}
        )
        # Paragraphs of nothing but blanks are no lines of the document.
        assert re.sub(r"\n(\s*\n)+", "\n", marked) == text.strip("\n")
    assert words.plain(found.root, set(wanted)) == words.plain(before, set())


def test_the_checklists_words_may_hold_anything() -> None:
    data = word(report_around(hostile()["plain"]))
    assessment = judge(data, "a.docx")
    weak = finding(assessment, "legality-review")
    odd = weak._replace(item=weak.item._replace(advice="看\x0b<&>\ud800"))
    after = annotate(data, assessment._replace(findings=(odd,), checklist=loading.load()))
    assert "看\ufffd<&>\ufffd" in comment_on(after, "【薄弱】合法性审查")[0]
