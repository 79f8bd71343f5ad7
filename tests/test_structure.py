"""Structure: headings, roles, metadata, page chrome, and what is no annual report at all."""

from __future__ import annotations

import pytest

from conftest import HEAD, OPENING, judge
from fazhi_check.model.document import Document
from fazhi_check.readers import parse
from fazhi_check.structure.outline import Outline, outline
from formats import as_page


def structure(text: str | bytes, name: str = "a.txt", **options: object) -> Outline:
    document = parse(text if isinstance(text, bytes) else text.encode(), name)
    assert isinstance(document, Document), document
    return outline(document, **options)  # type: ignore[arg-type]


def roles(text: str) -> dict[str, str]:
    found = structure(text)
    return {found.text(one).rstrip("。;"): one.role for one in found.sentences if not one.heading}


DONE, LACK, NEXT = (
    "全年审查合同86件。",
    "执法人员业务能力有待提高，办案质量不高。",
    "建立合同审查台账，每季度通报一次。",
)


@pytest.mark.parametrize(
    "headings",
    [
        ("一、主要举措和成效", "二、存在的不足", "三、下一年度工作安排"),
        ("一、2024年工作开展情况", "二、存在问题", "三、2025年工作打算"),
        ("第一部分 工作回顾", "第二部分 问题短板", "第三部分 下步计划"),
        ("1.主要做法", "2.存在的问题和不足", "3.下一步工作思路"),
        ("【工作成效】", "【存在的差距】", "【明年打算】"),
        ("主要举措及成效", "存在的主要问题", "下一步工作安排"),
        ("## 一、主要举措", "## 二、不足之处", "## 三、2025年重点工作安排"),
        ("一、一、主要工作", "二、二、存在的不足", "三、三、下一步打算"),
        ("（一）主要举措和成效", "（二）不足和原因", "（三）2025年主要安排"),
    ],
)
def test_headings_of_all_styles_say_what_a_part_is_for(headings: tuple[str, str, str]) -> None:
    text = "\n".join([HEAD, OPENING, headings[0], DONE, headings[1], LACK, headings[2], NEXT])
    assert [roles(text)[line.rstrip("。").replace("，", ",")] for line in (DONE, LACK, NEXT)] == [
        "achievements", "shortcomings", "plan"
    ]  # fmt: skip


def test_heading_and_text_on_one_line() -> None:
    text = "\n".join(
        [HEAD, OPENING, f"一、主要举措。{DONE}", f"二、存在的不足。{LACK}", f"三、下一步安排。{NEXT}"]
    )
    assert set(roles(text).values()) >= {"achievements", "shortcomings", "plan"}


def test_problems_and_plans_without_headings_are_told_by_wording_and_year() -> None:
    text = "\n".join(
        [
            HEAD,
            OPENING,
            DONE,
            f"回头看，我们的工作还存在一些不足：{LACK}",
            f"2025年，我们将{NEXT}再组织一次案卷评查。",
        ]
    )
    found = roles(text)
    assert found[DONE.rstrip("。")] == "achievements"
    assert [role for words, role in found.items() if "有待提高" in words] == ["shortcomings"]
    assert [role for words, role in found.items() if "台账" in words or "案卷" in words] == ["plan", "plan"]


def test_numbered_sentences_of_a_plan_are_sentences_not_headings() -> None:
    text = "\n".join(
        [
            HEAD,
            OPENING,
            "一、主要举措",
            DONE,
            "二、下一步安排",
            "1.新建法律服务站2个，每周开放。",
            "2.每季度评查案卷一次，结果通报。",
        ]
    )
    assert list(roles(text).values()).count("plan") == 2


def test_responsibility_has_its_own_part() -> None:
    text = "\n".join(
        [HEAD, OPENING, "一、主要举措", DONE, "二、党政主要负责人履行第一责任人职责情况", "全年听取汇报4次。"]
    )
    assert roles(text)["全年听取汇报4次"] == "responsibility"


@pytest.mark.parametrize(
    ("title", "unit", "level", "year"),
    [
        ("青栎县竹溪镇2024年法治政府建设年度报告", "青栎县竹溪镇", "township", 2024),
        ("2023年度青栎县人民政府法治政府建设工作情况报告", "青栎县人民政府", "county", 2023),
        ("关于云麓市司法局2022年度法治政府建设情况的报告", "云麓市司法局", "department", 2022),
        ("云麓市2024年法治政府建设情况报告", "云麓市", "city", 2024),
        ("澄江省人民政府关于2023年度法治政府建设情况的报告", "澄江省人民政府", "province", 2023),
        ("南浦区锦绣街道办事处二〇二四年法治政府建设工作总结", "南浦区锦绣街道办事处", "subdistrict", 2024),
    ],
)
def test_title_gives_unit_level_and_year(title: str, unit: str, level: str, year: int) -> None:
    found = structure("\n".join([title, OPENING, DONE]))
    assert (found.unit, found.level, found.year) == (unit, level, year)


def test_title_broken_over_lines_is_joined() -> None:
    found = structure(
        "\n".join(["青栎县竹溪镇人民政府", "关于2024年度法治政府建设", "工作情况的报告", OPENING, DONE])
    )
    assert (found.unit, found.year) == ("青栎县竹溪镇人民政府", 2024)


def test_the_year_of_a_pages_title_counts_before_that_of_its_plan() -> None:
    text = "\n".join(
        [
            "青栎县水利局2024年法治政府建设年度报告",
            OPENING.replace("2024年", ""),
            "一、主要举措",
            *[DONE] * 6,
            "二、2025年度工作安排",
            NEXT,
        ]
    )
    assert structure(as_page(text + "\n"), "a.html").year == 2024


def test_options_override_what_was_detected() -> None:
    found = structure("\n".join([HEAD, OPENING, DONE]), level="department", year=2022)
    assert (found.level, found.year) == ("department", 2022)


def test_page_frame_is_no_part_of_the_report_and_its_date_is_found() -> None:
    text = "\n".join([HEAD, OPENING, "一、主要举措和成效", *[DONE, "调解纠纷152件，成功150件。"] * 4]) + "\n"
    assessment = judge(as_page(text), "a.html")
    assert assessment.unit == "青栎县竹溪镇"
    assert assessment.published == "2025-01-20"
    found = structure(as_page(text), "a.html")
    words = "".join(found.text(one) for one in found.sentences)
    assert not any(part in words for part in ("首页", "浏览", "上一篇", "版权", "扫一扫"))


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    long = (
        "全年由司法所对拟签合同逐件开展合法性审查八十六件，提出修改意见一百四十二条，采纳一百三十五条，退回重拟三件。"
        * 3
    )
    wrapped = "\n".join(long[at : at + 35] for at in range(0, len(long), 35))
    found = structure("\n".join([HEAD, OPENING, wrapped, "调解纠纷152件。"]))
    assert any(
        "退回重拟三件" in found.text(one) and "合法性审查" in found.text(one) for one in found.sentences
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("青栎县人民政府关于印发法治政府建设实施方案的通知", "通知"),
        ("青栎县2024年政府信息公开工作年度报告", "政府信息公开年报"),
        ("2024年青栎县政府工作报告", "政府工作报告"),
        ("竹溪镇2024年法治政府建设工作要点", "计划"),
        ("《青栎县2024年法治政府建设年度报告》解读", "解读"),
        ("竹溪镇镇长2024年述法报告", "述法报告"),
    ],
)
def test_what_is_no_annual_report_is_named(title: str, words: str) -> None:
    body = "现将有关工作情况报告如下，请认真贯彻执行，抓好落实。" * 5
    assert words in structure("\n".join([title, body])).other_kind


def test_an_annual_report_is_not_taken_for_something_else() -> None:
    assert structure("\n".join([HEAD, OPENING, DONE])).other_kind == ""


def test_marks_before_headings_and_lists_below_them() -> None:
    text = f"{HEAD}\n{OPENING}\n◆ 一年来做的事\n{DONE}\n◆ 明年准备怎么做\n① 送12个人去考执法证。\n② 列一张单子，小店头一回犯的先提醒。\n"
    found = roles(text)
    assert found[DONE.rstrip("。")] == "achievements"
    assert {role for words, role in found.items() if "执法证" in words or "先提醒" in words} == {"plan"}


@pytest.mark.parametrize("label", ["名称：", "文件名称：", "- "])
def test_what_a_table_puts_before_a_title_is_no_part_of_the_unit(label: str) -> None:
    found = structure(f"{label}临沣市水利局2023年法治政府建设年度报告\n一、主要举措\n{DONE}\n")
    assert (found.unit, found.year) == ("临沣市水利局", 2023)


def test_a_pages_title_may_be_the_units_name() -> None:
    page = f"<html><head><title>苇原县人民政府</title></head><body><h1>苇原县人民政府</h1><p>2023年度法治政府建设情况报告</p><p>{OPENING}</p><p>一、主要举措</p><p>{DONE}</p></body></html>"
    found = structure(page.encode(), "a.html")
    assert (found.unit, found.level) == ("苇原县人民政府", "county")


def test_a_numbered_sentence_that_counts_is_text_whether_a_stop_or_a_semicolon_follows() -> None:
    for mark in "。；":
        text = f"{HEAD}\n一、主要举措和成效\n（一）依法办案\n1.全年发生行政诉讼案件5件，审结4件{mark}镇长出庭3次。\n"
        found = structure(text)
        assert not any(one.heading and "5件" in found.text(one) for one in found.sentences)


def test_a_plan_may_name_the_next_year_after_some_words() -> None:
    text = f"{HEAD}\n2024年，竹溪镇依法办事。\n全年调解纠纷152件。\n最后说说今年，也就是2025年，打算怎么干。头一样，合同逐件送审。\n"
    assert structure(text).sentences[-1].role == "plan"


@pytest.mark.parametrize(
    ("opening", "unit", "level"),
    [
        ("2024年，清河街道坚持以习近平新时代中国特色社会主义思想为指导，依法办事。", "清河街道", "subdistrict"),
        ("2024年，在省委、省政府和市委、市政府的正确领导下，东泽县全面贯彻党的二十大精神。", "东泽县", "county"),
        ("2024年是收官之年。云岭镇始终坚持依法办事。现将有关情况报告如下：", "云岭镇", "township"),
        ("一年来，全镇上下依法办事。现将云岭镇人民政府2024年法治政府建设情况报告如下：", "云岭镇人民政府", "township"),
        ("网页转载www.example.com沙湖省人民政府关于2024年度法治政府建设情况的报告2024年，省政府坚持依法办事。",
         "沙湖省人民政府", "province"),
        ("2024年，东泽县水利局在县委、县政府的领导下，依法办事。", "东泽县水利局", "department"),
        ("2024年是收官之年，北和镇在县委、县政府的领导下，依法办事。", "北和镇", "township"),
        ("2024年，各镇和街道认真落实，我县依法办事。", "", "county"),
        ("2024年，鹤鸣街深入学习贯彻习近平法治思想，依法办事。", "鹤鸣街", "subdistrict"),
        ("2024年，我局深入学习贯彻习近平法治思想，为全县发展服务，我县水利事业又有进展。", "", "department"),
        ("2024年，全镇上下深入学习贯彻习近平法治思想，我镇依法办事。", "", "township"),
        ("2024年，省委、省政府高度重视，各县区认真落实，依法办事。", "", None),
    ],
)  # fmt: skip
def test_without_a_title_the_opening_says_whose_report_it_is(
    opening: str, unit: str, level: str | None
) -> None:
    found = structure(f"{opening}\n一、主要举措和成效\n全年审查合同86件。\n")
    assert (found.unit, found.level, found.year) == (unit, level, 2024)


def test_a_title_or_signature_counts_before_the_opening() -> None:
    body = "2024年，清河街道坚持依法办事。\n一、主要举措和成效\n全年审查合同86件。\n"
    assert structure(f"云岭镇2024年法治政府建设年度报告\n{body}").unit == "云岭镇"
    assert structure(f"{body}云岭镇人民政府\n2025年1月20日\n").unit == "云岭镇人民政府"


def test_a_numbered_heading_below_the_title_is_no_title() -> None:
    text = (
        "东泽县2024年度法治政府建设情况报告\n"
        "一、县政府主要负责同志履行推进法治建设第一责任人职责情况\n"
        "主持召开县政府常务会议审议《东泽县2023年度法治政府建设情况报告》，研究部署法治政府建设事项。\n"
    )
    found = structure(text)
    assert (found.title, found.unit, found.year) == ("东泽县2024年度法治政府建设情况报告", "东泽县", 2024)


def test_the_buttons_of_a_page_are_no_paragraph_of_the_report() -> None:
    text = (
        f"{HEAD}\n发布时间：2025-02-10 来源：本网 阅读人次：-\n【字体：\n2024年，竹溪镇依法办事，现将有关情况报告如下：\n"
        "一、主要举措和成效\n全年审查合同86件。\n"
    )
    assert structure(text).sentences[0].role == "preamble"
