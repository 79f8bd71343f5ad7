"""A small run with one of everything that reporters must show."""

from __future__ import annotations

import io

from conftest import report
from fazhi_check import __version__, loading, reporters
from fazhi_check.engine import assess
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Acceptance, Assessment, Objection, Outcome, ReadFailure
from fazhi_check.readers import parse
from formats import as_docx

ITEMS = ("causes", "legality-review", "three-systems", "petitions", "legal-publicity")
TEXT = report(
    "严格落实合法性审查制度，不断提高依法决策水平。",
    "全年举办普法活动36场，参加群众5200人次。👍办案“首违不罚”等事项[待补充]|*重点*，详见#3。",
    "加强信访工作，落实领导包案制度。",
    shortcomings="行政执法三项制度没有落实到位，处罚结果没有公示。",
    plan="2025年，加大普法力度。",
)
WAIVED = Acceptance("waived", "执法权未下放，由县直部门公示", "县委依法治县办", "2025-12-31")


def checklist() -> Checklist:
    """Return a checklist of five items: golden files need not change with each of the thirty-three."""
    full = loading.load()
    kept = tuple(one for one in full.items if one.id in ITEMS)
    return full._replace(items=kept, chosen=ITEMS)


def assessed(text: str, path: str = "报送/竹溪镇 2024年报告.txt", data: bytes | None = None) -> Assessment:
    document = parse(text.encode() if data is None else data, path)
    assert not isinstance(document, ReadFailure), document.reason
    full = loading.load()
    outcome = assess(document, full._replace(chosen=ITEMS))
    assert isinstance(outcome, Assessment)
    return outcome._replace(objections=())  # tests put their own in


def objection(assessment: Assessment, quote: str, **fields: object) -> Objection:
    start = assessment.document.text.index(quote)
    span = Span(start, start + len(quote))
    place = assessment.document.block_at(start).place
    return Objection("left-overs", "残留文字", "error", span, quote, place, "没有写完。")._replace(**fields)


def marked(assessment: Assessment) -> Assessment:
    """Return an assessment with a waived, a known and an untouched finding, and two objections, one of them waived."""
    marks = {
        "three-systems": {"accepted": WAIVED},
        "petitions": {"accepted": Acceptance("known")},
        "legality-review": {"untouched": True},
    }
    findings = tuple(
        one._replace(**marks.get(one.item.id, {}))  # type: ignore[arg-type]
        for one in assessment.findings
    )
    objections = (
        objection(assessment, "[待补充]", suggestion="（一）", basis="公文格式"),
        objection(assessment, "#3", level="warning", accepted=WAIVED._replace(who="", until="")),
    )
    return assessment._replace(findings=findings, objections=objections, notes=("有一处修订没有接受。",))


def outcomes() -> list[Outcome]:
    return [
        marked(assessed(TEXT)),
        assessed("", "报送/石门街道.docx", as_docx(TEXT.replace("竹溪镇", "石门街道"))),
        ReadFailure("报送/扫描件.pdf", "看起来是扫描件，没有可检查的文字。"),
    ]


def written(name: str, run: list[Outcome] | None = None, *, full: bool = True) -> str:
    """Return what a reporter writes of a run, without what changes from version to version."""
    out = io.StringIO()
    reporter = reporters.reporter(name)
    notes = [reporter.note(one, full=full) for one in (outcomes() if run is None else run)]
    reporter.write(checklist(), notes, out, full=full, verbose=False)
    sha256 = checklist().sha256
    text = out.getvalue().replace(sha256, "f" * len(sha256)).replace(sha256[:12], "f" * 12)
    return text.replace(__version__, "9.9.9")
