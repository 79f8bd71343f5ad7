"""Judgement: what was done against what is planned, admitted or denied; a fact against a slogan."""

from __future__ import annotations

import pytest

from conftest import HEAD, finding, judge, report

FACT = "全年由司法所审查合同协议86件，提出修改意见142条。"
SLOGAN = "严格落实合法性审查制度，不断提高依法决策水平。"


def verdict(text: str, item: str = "legality-review") -> tuple[str, str | None]:
    found = finding(judge(text), item)
    return found.verdict, found.reason


FILLER = "全年排查调处矛盾纠纷152件，调解成功150件。"


def test_done_with_a_fact_is_met_and_quoted() -> None:
    found = finding(judge(report(FILLER, FACT)), "legality-review")
    assert found.verdict == "met"
    assert "审查合同协议86件" in found.evidence[0].quote
    assert "86件" in found.evidence[0].facts


def test_a_slogan_is_weak() -> None:
    assert verdict(report(FILLER, SLOGAN)) == ("weak", "no-fact")


def test_nothing_is_absent() -> None:
    assert verdict(report(FILLER)) == ("missing", "absent")


def test_only_planned_is_missing_and_the_plan_is_shown() -> None:
    found = finding(
        judge(report(FILLER, plan="对重大合同逐件开展合法性审查，每季度通报一次。")), "legality-review"
    )
    assert (found.verdict, found.reason) == ("missing", "only-planned")
    assert found.not_counted[0].status == "planned"


def test_only_admitted_is_missing() -> None:
    text = report(FILLER, shortcomings="合法性审查开展不够，有的合同未经审查即签订。")
    assert verdict(text) == ("missing", "only-shortcoming")


def test_denied_is_missing() -> None:
    assert verdict(report(FILLER, "本年度尚未开展合法性审查工作。")) == ("missing", "negated")


def test_a_number_of_something_else_does_not_make_a_slogan_met() -> None:
    assert verdict(report(FILLER, f"{SLOGAN.rstrip('。')}，全镇新增停车位180个。")) == ("weak", "no-fact")


def test_a_declaration_of_zero_counts() -> None:
    assert verdict(report(FILLER, "本年度未发生行政复议案件。"), "reconsideration")[0] == "met"


def test_a_numbered_short_sentence_is_a_sentence() -> None:
    text = report(FILLER, "4.全年未发生行政复议案件。作为被告的行政诉讼案件2件，负责人均出庭应诉。")
    assert verdict(text, "reconsideration")[0] == "met"


def test_none_at_all_in_figures_is_a_declaration_of_zero() -> None:
    assert verdict(report(FILLER, "行政复议1件，维持；行政诉讼0件。"), "litigation")[0] == "met"


def test_the_nearest_miss_shown_fits_the_reason() -> None:
    text = report(FILLER, shortcomings="负责人出庭应诉率不高。", plan="推动负责人出庭应诉，每季度通报一次。")
    found = finding(judge(text), "litigation")
    assert (found.reason, found.not_counted[0].status) in {
        ("only-planned", "planned"),
        ("only-shortcoming", "problem"),
    }


def test_look_alikes_do_not_count() -> None:
    assert (
        verdict(report(FILLER, "严格执行党内“三项制度”，召开组织生活会4次。"), "three-systems")[0]
        == "missing"
    )


def test_a_bare_heading_is_weak() -> None:
    text = "\n".join([HEAD, "一、主要举措和成效", "（一）矛盾纠纷", FILLER, "（二）述法", "二、存在的不足"])
    assert verdict(text, "shufa") == ("weak", "heading-only")
    assert verdict(text, "shortcomings") == ("weak", "heading-only")


@pytest.mark.parametrize(
    ("shortcomings", "expected"),
    [
        ("执法人员业务能力不强，3起案件因程序瑕疵被退回。", ("met", None)),
        ("工作中还存在一些不足，与上级要求有差距。", ("weak", "no-fact")),
        ("本年度工作不存在任何不足。", ("missing", "negated")),
        ("", ("missing", "absent")),
    ],
)
def test_shortcomings(shortcomings: str, expected: tuple[str, str | None]) -> None:
    assert verdict(report(FILLER, FACT, shortcomings=shortcomings), "shortcomings") == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("一是新建公共法律服务站2个。二是每季度组织案卷评查1次，结果全镇通报。", ("met", None)),
        ("继续深入推进法治政府建设，再上新台阶。", ("weak", "no-fact")),
        ("暂无下一年度主要安排。", ("missing", "negated")),
        ("", ("missing", "absent")),
    ],
)
def test_next_year_plan(plan: str, expected: tuple[str, str | None]) -> None:
    assert verdict(report(FILLER, FACT, plan=plan), "next-year-plan") == expected


def test_causes_need_a_reason() -> None:
    with_reason = report(FACT, shortcomings="执法队伍力量薄弱，主要原因是编制紧张、法律专业人员少。")
    assert verdict(with_reason, "causes") == ("met", None)
    assert verdict(report(FACT, shortcomings="执法文书制作不规范。"), "causes") == ("missing", "absent")


def test_quotes_are_exactly_the_source() -> None:
    text = report(FILLER, "全年由司法所 审查合同\u3000协议８６件，提出“修改意见”142条。")
    assessment = judge(text)
    for one in assessment.findings:
        for evidence in (*one.evidence, *one.not_counted):
            assert text[evidence.span.start : evidence.span.end] == evidence.quote


def test_facets_say_which_parts_are_shown() -> None:
    text = report(FILLER, "行政执法全过程记录落到实处，配备执法记录仪18台。")
    assert finding(judge(text), "three-systems").facets == ("recording",)


def test_every_counted_passage_says_what_fired() -> None:
    for one in judge(report(FILLER, FACT, "请了两位律师，常年给镇政府把关合同。")).findings:
        if one.item.judge == "evidence":
            assert all(evidence.cue for evidence in one.evidence)


def test_levels_follow_the_kind_of_unit() -> None:
    text = report(FILLER)
    by_level = {
        level: finding(judge(text, level=level), "emergency-response").level
        for level in ("county", "department")
    }
    assert set(by_level.values()) <= {"error", "warning", "info"}
    assert finding(judge(text, level="department"), "shufa").level == "error"


@pytest.mark.parametrize(
    "sentence",
    [
        "紧扣《法治政府建设实施纲要（2021—2025年）》关于健全合法性审查机制、加强执法监督的部署要求，扎实推进各项工作。",
        "县里的文件要求各乡镇对合同、协议逐件开展合法性审查。",
        "省里的通知写着，要全面开展合法性审查，这些话都对。",
        "上级文件明确要求对重大合同开展合法性审查，这为做好工作指明了方向。",
    ],
)
def test_what_a_document_asks_for_is_no_evidence(sentence: str) -> None:
    found = finding(judge(report(FILLER, sentence)), "legality-review")
    assert (found.verdict, found.reason) == ("missing", "absent")
    assert found.not_counted[0].status == "cited"


def test_the_units_own_document_is_no_citation() -> None:
    sentence = "印发通知要求各站所合同先送合法性审查，全年审查合同86件，提出修改意见142条。"
    assert verdict(report(FILLER, sentence))[0] == "met"


@pytest.mark.parametrize("denial", ["年底没有单独安排述法。", "全年没有专门组织述法。"])
def test_a_denial_may_hold_an_adverb(denial: str) -> None:
    assert verdict(report(FILLER, denial), "shufa") == ("missing", "negated")


def test_a_plan_that_says_so_is_one_whatever_else_it_holds() -> None:
    text = f"{HEAD}\n2024年，竹溪镇依法办事。\n全年调解纠纷152件，调解成功150件。\n"
    plan = "明年打算这么干：合同签之前都送司法所审查，马上改了的不再退回。"
    found = finding(
        judge(f"{text}还有不小的差距，执法队只有4个人，夜里没人巡河。\n{plan}\n"), "legality-review"
    )
    assert (found.verdict, found.reason) == ("missing", "only-planned")


def test_the_achievements_are_quoted_as_far_as_they_show_three_aspects() -> None:
    found = finding(judge(report(FILLER, FACT, "举办法治讲座12场，发放资料8000份。")), "achievements")
    quote = found.evidence[0].quote
    assert quote.startswith("一、2024年主要举措和成效")
    assert all(words in quote for words in ("152件", "86件", "12场"))


@pytest.mark.parametrize(
    "sentence",
    [
        "对拟出台的文件、拟签订的招商协议进行合法性审查86件，提出修改意见142条。",
        "全年对12件拟制定的文件逐件开展合法性审查，退回修改3件。",
        "对镇政府拟签合同开展合法性审查，全年审查86件。",
    ],
)
def test_what_was_still_to_be_issued_when_it_was_reviewed_is_no_plan(sentence: str) -> None:
    assert verdict(report(FILLER, sentence)) == ("met", None)


def test_what_is_to_be_done_is_a_plan_all_the_same() -> None:
    assert verdict(report(FILLER, "拟制定合法性审查目录，逐件开展合法性审查。")) == (
        "missing",
        "only-planned",
    )


@pytest.mark.parametrize(
    "opening",
    [
        "根据县委依法治县办《关于报送年度报告的通知》要求，现将有关情况报告如下：",
        "根据《关于报送年度报告的通知》（东法办〔2025〕1号）通知，对照《2024年全县法治建设工作要点》，现将情况报告如下：",
        "认真落实《东泽县2024年全面依法治县工作要点》《法治政府建设工作要点》等文件要求，各项工作取得进展。",
    ],
)
def test_what_asks_for_the_report_is_no_evidence(opening: str) -> None:
    text = report(opening, FILLER)
    assert finding(judge(text), "law-governance-body").verdict == "missing"


@pytest.mark.parametrize(
    "sentence",
    [
        "干部年底述职照常进行，镇长和班子成员的述法，今年没有安排。",
        "执法公示、执法全过程记录、重大执法决定法制审核这三项，我镇本年度均未建立起来。",
    ],
)
def test_what_is_named_first_and_denied_behind_a_comma_is_denied(sentence: str) -> None:
    item = "shufa" if "述法" in sentence else "three-systems"
    assert verdict(report(FILLER, sentence), item) == ("missing", "negated")


def test_a_denial_behind_a_comma_that_is_about_something_else_denies_nothing() -> None:
    sentence = "全年由司法所审查合同协议86件，提出修改意见142条，没有安排专职人员坐班。"
    assert verdict(report(FILLER, sentence)) == ("met", None)


@pytest.mark.parametrize(
    "more",
    [
        "一年来，在区委的坚强领导下，全镇法治政府建设取得了一定成绩。",
        "全年获县级以上集体荣誉6项。",
        "特此报告。",
    ],
)
def test_praise_and_closing_words_among_the_problems_are_no_problem(more: str) -> None:
    vague = "对照上级要求，法治政府建设工作还存在一些不足和差距。"
    assert verdict(report(FILLER, shortcomings=f"{vague}{more}"), "shortcomings") == ("weak", "no-fact")


def test_praise_with_a_problem_behind_it_is_one() -> None:
    told = "执法规范化取得一定成效，但案卷文书缺少送达签名的有31本。"
    assert verdict(report(FILLER, shortcomings=told), "shortcomings") == ("met", None)


def test_thanks_to_a_superior_tell_of_nothing_done() -> None:
    text = report(FILLER, "在县委依法治县办的有力指导下，全镇上下锐意进取，较好完成了全年任务。")
    assert finding(judge(text), "law-governance-body").verdict == "missing"


def test_what_was_done_under_a_superiors_guidance_counts() -> None:
    sentence = "在县司法局的指导下，全年审查合同协议86件，提出修改意见142条。"
    assert verdict(report(FILLER, sentence)) == ("met", None)


def test_doing_as_superiors_demand_is_no_quotation() -> None:
    sentence = "按照上级要求，全年由司法所审查合同协议86件，提出修改意见142条。"
    assert verdict(report(FILLER, sentence)) == ("met", None)


def test_what_names_the_reports_own_year_is_not_next_years() -> None:
    sentence = (
        "制定《东泽县全面依法治县委员会2024年工作要点》，将法治政府建设纳入县政府2024年工作计划，分工负责。"
    )
    assert finding(judge(report(FILLER, sentence)), "law-governance-body").verdict == "met"


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("为全镇高质量发展提供了有力法治保障和优质法律服务。", "public-legal-services"),
        ("全年未出现因决策失误引发的重大矛盾纠纷和群体性事件。", "dispute-mediation"),
    ],
)
def test_what_every_report_says_for_its_sound_is_no_evidence(sentence: str, item: str) -> None:
    found = finding(judge(report("全年审查合同协议86件。", sentence)), item)
    assert (found.verdict, found.reason) == ("missing", "absent")


def test_a_formula_is_shown_as_one() -> None:
    sentence = "全年未出现因决策失误引发的重大矛盾纠纷和群体性事件。"
    found = finding(judge(report("全年审查合同协议86件。", sentence)), "dispute-mediation")
    assert found.not_counted[0].status == "formula"


def test_how_an_opening_means_the_work_is_no_evidence() -> None:
    opening = "2024年，我局以深化行政审批制度改革为抓手，以规范行政执法、全面推进政务公开为重点，依法办事。"
    text = f"东泽县水利局2024年法治政府建设年度报告\n{opening}\n一、主要举措和成效\n{FILLER}\n"
    assert finding(judge(text), "open-government").verdict == "missing"


def test_what_the_checklist_calls_a_fact_is_one() -> None:
    assert verdict(report(FILLER, "把述法列为班子成员考核内容，述法实现全覆盖。"), "shufa") == ("met", None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("完成村“两委”届中分析和后备力量储备，述职述法一并推进。", "weak"),
        ("高铁站前片区主干路网基本成形，新增停车位180个，述法工作有序推进。", "weak"),
        ("12月20日，7名站所负责人逐一上台，述法工作有序推进。", "met"),
    ],
)
def test_facts_told_before_an_item_is_named_must_speak_of_it(sentence: str, expected: str) -> None:
    assert verdict(report(FILLER, sentence), "shufa")[0] == expected


def test_judging_by_the_superiors_plan_of_work_is_no_evidence() -> None:
    opening = "2024年，我局紧紧围绕全市法治政府建设工作要点的要求，认真履行部门职责。"
    text = f"东泽县水利局2024年法治政府建设年度报告\n{opening}\n一、主要举措和成效\n{FILLER}\n"
    assert finding(judge(text), "law-governance-body").verdict == "missing"


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("轻微违法不予处罚事项清单，本局尚未拟定。", "flexible-enforcement"),
        ("本街道未列入首批赋权试点，没有承接区级行政处罚事项。", "enforcement-reform"),
        ("本年度没有制定行政规范性文件，对过去印发的文件也未组织清理。", "normative-documents"),
    ],
)
def test_denials_of_all_kinds_of_work_are_denials(sentence: str, item: str) -> None:
    assert verdict(report(FILLER, sentence), item) == ("missing", "negated")


def test_words_near_one_another_suffice_where_the_standard_term_is_missing() -> None:
    sentence = "给28名执法队员配发记录仪31台，当班视频由内勤统一存盘。"
    assert verdict(report(FILLER, sentence), "three-systems") == ("met", None)


def test_the_general_secretary_is_not_the_units_secretary() -> None:
    sentence = "全面落实习近平总书记重要讲话精神和省委法治建设部署。"
    assert verdict(report(FILLER, sentence), "first-responsible")[0] == "missing"


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("辖区有小微企业640家，年内未组织涉企法治体检。", "business-environment"),
        ("行政执法公示信息0条。", "three-systems"),
    ],
)
def test_a_denial_right_before_or_a_zero_right_behind_the_words_counts(sentence: str, item: str) -> None:
    assert verdict(report(FILLER, sentence), item) == ("missing", "negated")


def test_a_zero_that_is_declared_is_met_and_a_condition_denies_nothing() -> None:
    assert verdict(report(FILLER, "全年办理行政复议案件0件。"), "reconsideration")[0] == "met"
    condition = "严格决策程序，未进行合法性审查的，一律不得上会，全年由司法所审查合同协议86件。"
    assert verdict(report(FILLER, condition)) == ("met", None)


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("全年我局无重大行政决策事项。", "major-decisions"),
        ("截至年底，我局无现行有效的规范性文件。", "normative-documents"),
        ("全年无行政复议和行政诉讼案件。", "reconsideration"),
        ("以镇政府为被告的行政诉讼案件没有发生。", "litigation"),
        ("年内本局未被申请行政复议。", "reconsideration"),
        ("全年未收到依申请公开件。", "open-government"),
    ],
)
def test_reports_of_zero_are_understood_in_their_usual_wordings(sentence: str, item: str) -> None:
    assert verdict(report(FILLER, sentence), item) == ("met", None)
