"""The report as HTML: marks that overlap, text that cannot become markup, what the list says, the file that is mailed."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPORTS, finding, judge, report
from fazhi_check import rendering
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Acceptance, Assessment, Objection, ReadFailure
from fazhi_check.rendering.marking import Mark, pieces
from fazhi_check.rendering.overview import overview, row
from fazhi_check.reporters import html as reporter

pytest.importorskip("jinja2", reason="rendering needs the extra web")

POOR = (REPORTS / "township-poor.txt").read_text("utf-8")


def mark(start: int, end: int, anchor: str, kind: str = "met") -> Mark:
    return Mark(Span(start, end), Span(start, end), kind, anchor, f"i-{anchor}", anchor)  # type: ignore[arg-type]


class Page(HTMLParser):
    """What a browser would make of a page: elements with attributes, ids, text of chosen elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [found for _, attributes in self.elements if (found := attributes.get("id"))]


def test_overlapping_marks_are_cut_where_one_begins_or_ends() -> None:
    text = "甲乙丙丁戊己"
    [cut] = pieces(text, [Span(0, 6)], [mark(1, 4, "a"), mark(3, 6, "b", "weak"), mark(1, 2, "c")])
    assert [(one.text, one.anchors) for one in cut] == [
        ("甲", ""),
        ("乙", "a c"),
        ("丙", "a"),
        ("丁", "a b"),
        ("戊己", "b"),
    ]
    assert [[begin.anchor for begin in one.starting] for one in cut] == [[], ["a", "c"], [], ["b"], []]
    assert cut[3].kinds == "met weak"


def test_a_mark_over_several_paragraphs_starts_once() -> None:
    cut = list(pieces("甲乙\n丙丁\n戊", [Span(0, 2), Span(3, 5), Span(6, 7)], [mark(1, 7, "a")]))
    assert [[one.text for one in part if one.marks] for part in cut] == [["乙"], ["丙丁"], ["戊"]]
    assert [begin.anchor for part in cut for one in part for begin in one.starting] == ["a"]


@given(
    st.text("甲乙<&丙", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8),
)
def test_pieces_are_the_text_and_know_exactly_the_marks_over_them(
    text: str, places: list[tuple[int, int]]
) -> None:
    marks = [
        mark(start, min(start + length, len(text)), str(number))
        for number, (start, length) in enumerate(places)
        if start < len(text)
    ]
    [cut] = pieces(text, [Span(0, len(text))], marks)
    assert "".join(one.text for one in cut) == text
    at = 0
    for one in cut:
        for offset in range(at, at + len(one.text)):
            over = {found.anchor for found in marks if found.span.start <= offset < found.span.end}
            assert {found.anchor for found in one.marks} == over
        at += len(one.text)
    assert sorted(begin.anchor for one in cut for begin in one.starting) == sorted(
        one.anchor for one in marks
    )


def test_every_evidence_is_marked_with_its_verdict_and_reached_from_the_list() -> None:
    assessment = judge(POOR, most=None)
    page = Page(rendering.report(assessment))
    marked: dict[str, str] = {}
    for attributes in page.all("mark"):
        for anchor in (attributes["data-marks"] or "").split():
            marked.setdefault(anchor, attributes["class"] or "")
    for one in assessment.findings:
        for number in range(1, len(one.evidence) + 1):
            classes = marked[f"e{number}-{one.item.id}"].split()
            assert one.verdict in classes or (one.item.judge == "breadth" and "broad" in classes)
    jumps = {attributes["data-jump"] for attributes in page.all("a") if attributes.get("data-jump")}
    assert jumps == set(marked)
    assert jumps <= set(page.ids)


def test_what_makes_an_element_missing_is_marked_as_such_and_other_near_misses_are_not() -> None:
    assessment = judge(POOR, most=None)
    assert finding(assessment, "shufa").reason == "negated"
    html = rendering.report(assessment)
    assert re.search(
        r'<a class="sign missing" id="e1-shufa"[^>]*aria-label="缺失：述法".*?</a><mark class="[^"]*missing[^"]*"[^>]*>本年度没有开展述法工作',
        html,
    )
    near = [one for one in assessment.findings if one.verdict == "met" and one.not_counted]
    assert near
    assert f'id="n1-{near[0].item.id}"' in html
    assert f'class="passage near" href="#n1-{near[0].item.id}"' in html


def test_mandatory_elements_come_first_and_unverified_grounds_say_so() -> None:
    assessment = judge(POOR)
    items = [
        attributes["data-item"]
        for attributes in Page(rendering.report(assessment)).all("details")
        if attributes.get("data-item")
    ]
    core = [one.item.id for one in assessment.findings if one.item.core]
    assert items[: len(core)] == core
    assert sorted(items) == sorted(one.item.id for one in assessment.findings)
    unverified = [
        ground
        for one in assessment.findings
        for ground in one.item.basis
        if not ground.verified and ground.since <= 2024
    ]
    assert (
        rendering.report(assessment).count('<span class="unverified">条文待核对</span>')
        == len(unverified)
        > 0
    )


def test_missing_elements_have_advice_and_a_model_passage_to_copy_and_met_ones_do_not() -> None:
    assessment = judge(POOR)
    html = rendering.report(assessment)
    for one in assessment.findings:
        assert (f'data-copy="i-{one.item.id}-m"' in html) == one.flagged
        assert (one.item.advice in html.replace("&#34;", '"')) >= one.flagged


def with_objection(assessment: Assessment) -> Assessment:
    text = assessment.document.text
    start = text.index("办理各类事项2300余件")
    span = Span(start, start + 12)
    return assessment._replace(
        objections=(
            Objection(
                "totals",
                "前后数据不一致",
                "warning",
                span,
                text[span.start : span.end],
                assessment.document.block_at(start).place,
                "上文写 2300 余件，附表写 2100 件<b>。",
                "办理各类事项2100余件",
                "《统计法》",
            ),
        ),
    )


def test_objections_are_marked_and_listed_with_their_suggestion() -> None:
    html = rendering.report(with_objection(judge(POOR)))
    assert re.search(r'<mark class="[^"]*objection[^"]*" data-marks="[^"]*o1[^"]*">办理各类事项2300', html)
    assert 'id="i-o1"' in html
    assert '<blockquote id="i-o1-m">办理各类事项2100余件</blockquote>' in html
    assert "2100 件&lt;b&gt;。" in html
    assert "objection" not in rendering.report(judge(POOR)._replace(objections=()))


def test_what_was_accepted_and_what_is_not_asked_for_say_so() -> None:
    assessment = with_objection(judge(POOR))
    waiver = Acceptance("waived", "本年度由县局统一组织", "县委依法治县办", "2026-12-31")
    waived = next(one for one in assessment.findings if one.verdict == "missing")
    met = next(one for one in assessment.findings if one.verdict == "met")
    changed = {
        waived.item.id: waived._replace(accepted=waiver),
        met.item.id: met._replace(verdict="na", reason="not-for-unit", evidence=(), not_counted=()),
    }
    findings = tuple(changed.get(one.item.id, one) for one in assessment.findings)
    html = rendering.report(
        assessment._replace(
            findings=findings, objections=(assessment.objections[0]._replace(accepted=waiver),)
        )
    )
    assert html.count("已豁免：本年度由县局统一组织（县委依法治县办，到 2026-12-31 为止）") == 2
    assert html.count("（已豁免）") == 1
    assert "清单对这类单位不作要求" in html


HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\'"&amp;{{ 7*7 }}{% raw %}</textarea>'


def test_no_text_of_a_report_becomes_markup() -> None:
    text = report(
        f"全年由司法所审查合同协议86件{HOSTILE}，提出修改意见142条。", shortcomings=f"执法力量不足{HOSTILE}。"
    )
    document_name = 'a"><script>alert(3)</script>.txt'
    assessment = judge(text, document_name, most=None)
    assessment = assessment._replace(title=HOSTILE, unit=HOSTILE, published=HOSTILE, notes=(HOSTILE,))
    plain = {tag for tag, _ in Page(rendering.report(judge(POOR, most=None))).elements}
    parts = rendering.draft(assessment)
    table = overview([(row(assessment), "#r")], [ReadFailure(document_name, HOSTILE)])
    for html in (rendering.report(assessment), *parts, table):
        page = Page(html)
        assert {tag for tag, _ in page.elements} <= plain | {"table", "thead", "tbody", "tr", "th", "td"}
        assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
        assert "49" not in page.text
    assert HOSTILE in Page(parts.text).text


WRAPPED = (REPORTS / "province-short.wrapped.txt").read_text("gb18030")


@pytest.mark.parametrize("text", [POOR, WRAPPED], ids=["poor", "wrapped"])
def test_the_text_that_is_edited_is_exactly_the_text(text: str) -> None:
    text = f"\n\n  {text}\n \n"
    assert Page(rendering.draft(judge(text, most=None)).text).text == text


def test_hard_wrapped_lines_are_one_paragraph_again() -> None:
    html = rendering.report(judge(WRAPPED))
    whole = rendering.report(judge((REPORTS / "province-short.txt").read_text("utf-8")))
    for heading in ('<h3 class="title">', '<h4 class="heading">', '<h5 class="subheading">'):
        assert html.count(heading) == whole.count(heading) > 0
    # A line that is full and ends a sentence may end a paragraph: few do.
    assert (
        whole.count('<p class="text">')
        <= html.count('<p class="text">')
        <= whole.count('<p class="text">') + 3
    )


def test_what_a_page_had_around_the_report_is_set_apart_and_signatures_are_signatures() -> None:
    html = rendering.report(judge(f"首页 > 政务公开 > 年度报告\n{POOR}"))
    assert '<p class="aside">首页 &gt; 政务公开 &gt; 年度报告</p>' in html
    assert '<h3 class="title">坪皋县乌石坪乡人民政府2024年度法治政府建设工作报告</h3>' in html
    assert html.count('<p class="signature">') == 2


def written(*outcomes: Assessment | ReadFailure, full: bool = True) -> str:
    out = io.StringIO()
    notes = [reporter.note(one, full=full) for one in outcomes]
    reporter.write(judge(POOR).checklist, notes, out, full=full, verbose=False)
    return out.getvalue()


def test_the_file_loads_nothing_and_allows_only_its_own_script_and_style() -> None:
    html = written(judge(POOR))
    page = Page(html)
    for tag, attributes in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed"}
        assert not {"src", "style", "action"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"https?://|url\(|@import", html.split("<body", 1)[0])
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv")) or ""
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_names_stay_apart_where_a_file_holds_several_reports() -> None:
    other = judge(POOR, "另一份.txt")
    page = Page(written(judge(POOR), other, ReadFailure("坏.docx", "文件已损坏。")))
    assert len(page.ids) == len(set(page.ids))
    links = {attributes["href"] for attributes in page.all("a")}
    assert {link[1:] for link in links if link} <= {*page.ids}
    assert "坏.docx" in page.text
    assert "文件已损坏。" in page.text


def test_many_files_get_the_overview_only() -> None:
    html = written(judge(POOR), judge(POOR, "b.txt"), full=False)
    assert "<article" not in html
    assert html.count('scope="row">坪皋县乌石坪乡人民政府</th>') == 2
    assert "述法、合法性审查" in html


def test_the_file_is_the_same_from_run_to_run() -> None:
    assert written(judge(POOR)) == written(judge(POOR))
