"""One report with all six mandatory elements, in the disguises that files have in real life."""

from __future__ import annotations

import re

import pytest

from conftest import MANDATORY, OPENING, judge, verdicts
from fazhi_check.model.outcome import ReadFailure
from fazhi_check.readers import parse
from formats import as_docx, as_page

TITLE = "青栎县竹溪镇2024年法治政府建设年度报告"
REPORT = f"""{TITLE}
{OPENING}
一、主要举措和成效
（一）落实行政执法三项制度。公示处罚信息94条，配备执法记录仪18台，重大执法决定法制审核11件。
（二）加强合法性审查。全年由司法所审查合同协议86件，提出修改意见142条。
（三）落实述法制度。12月18日召开述法会议，6名班子成员现场述法并接受评议。
二、党政主要负责人履行推进法治建设第一责任人职责情况
镇党委书记全年听取法治工作汇报4次，镇长主持研究法治议题5次。
三、存在的不足
执法人员业务能力不强，全年有3起案件因程序瑕疵被退回。
四、下一年度主要安排
一是新建公共法律服务站2个。二是每季度组织行政执法案卷评查1次。
"""


def mandatory(data: str | bytes, name: str = "a.txt") -> dict[str, str]:
    found = verdicts(judge(data, name, force=True))
    return {item: found[item] for item in MANDATORY}


ALL_MET = dict.fromkeys(MANDATORY, "met")


def _wrapped(text: str, width: int) -> str:
    """Break all lines at a fixed width, wherever that falls."""
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
    )


def _synonyms(text: str) -> str:
    for old, new in (
        ("行政执法三项制度", "行政执法公示、执法全过程记录、重大执法决定法制审核制度"),
        ("合法性审查", "合法性审核"),
        ("落实述法制度", "落实年度述职报告法治内容要求"),
        ("第一责任人", "首要责任人"),
        ("存在的不足", "面临的短板弱项"),
        ("主要安排", "工作打算"),
    ):
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(REPORT, "a.txt", id="as it is"),
        pytest.param(REPORT.encode("gb18030"), "a.txt", id="GB18030"),
        pytest.param(REPORT.encode("utf-16"), "a.txt", id="UTF-16"),
        *(
            pytest.param(_wrapped(REPORT, width), "a.txt", id=f"wrapped at {width}")
            for width in range(18, 42, 3)
        ),
        pytest.param(
            re.sub(r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1 ", REPORT),
            "a.txt",
            id="blanks between characters",
        ),
        pytest.param(_synonyms(REPORT), "a.txt", id="official synonyms"),
        pytest.param(as_docx(REPORT), "a.docx", id="Word"),
        pytest.param(as_page(REPORT), "a.html", id="web page"),
    ],
)
def test_all_six_are_met_in_every_disguise(data: str | bytes, name: str) -> None:
    assert mandatory(data, name) == ALL_MET


def test_everything_denied_is_missing() -> None:
    text = (
        f"{TITLE}\n本年度尚未落实三项制度，未开展合法性审查，未组织述法，第一责任人职责未履行，不存在任何不足，"
        "暂无下一年度主要安排。\n"
    )
    assert mandatory(text) == dict.fromkeys(MANDATORY, "missing")


def test_terms_in_the_breadcrumb_are_no_evidence() -> None:
    text = f"首页 > 三项制度 > 合法性审查 > 述法 > 第一责任人 > 存在的不足 > 主要安排\n{TITLE}\n本年度工作顺利。\n"
    assert mandatory(text) == dict.fromkeys(MANDATORY, "missing")


def test_six_bare_headings_are_weak() -> None:
    text = f"{TITLE}\n一、三项制度\n二、合法性审查\n三、述法\n四、第一责任人\n五、存在的不足\n六、主要安排\n"
    assert mandatory(text) == dict.fromkeys(MANDATORY, "weak")


def test_an_empty_file_is_no_report_with_everything_missing() -> None:
    assert isinstance(parse(b"", "a.txt"), ReadFailure)
