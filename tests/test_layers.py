"""Layers: what a checklist asks once it is put together, where each field was written, and what contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import judge, report
from fazhi_check import loading
from fazhi_check.engine import assess
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import parse
from fazhi_check.reporters.json import report as json_report

HEAD = 'id: {id}\nversion: "1.0"\ntitle: 清单{id}\nextends: {extends}\n'
OWN = """\
items:
  - id: joint-stations
    title: 三所联动
    ask: 三所联动的做法。
    level: warning
    basis: [{document: 某文件, article: 第一项, verified: false}]
    cues:
      - phrase: [三所联动]
    advice: 写化解多少件。
    model: 三所联动化解纠纷41件。
    examples:
      met: [三所联动化解纠纷41件。]
      weak: [健全三所联动机制。]
      missing: [调解纠纷152件。]
"""


def write(folder: Path, name: str, extends: str, text: str = "") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(HEAD.format(id=name, extends=extends) + text, "utf-8")
    return file


def load(folder: Path, extends: str, text: str = "", name: str = "county") -> Checklist:
    return loading.load(str(write(folder, name, extends, text)))


def item(checklist: Checklist, name: str) -> Item:
    return next(one for one in checklist.items if one.id == name)


def refused(folder: Path, extends: str, text: str = "", name: str = "county") -> str:
    with pytest.raises(loading.ChecklistError) as caught:
        load(folder, extends, text, name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_layer_adds_changes_drops_and_relevels(tmp_path: Path) -> None:
    changes = """\
drop: [petitions]
levels:
  digital-government: error
  litigation: {township: na}
change:
  shufa:
    advice: 写明述法会日期。
    add:
      cues:
        - phrase: [一把手述法]
      not: [述法律]
      weak: [推动一把手述法常态化。]
"""
    base, found = loading.load(), load(tmp_path, "fazhi-2021-2025", changes + OWN)
    assert len(found.items) == len(base.items)
    assert "petitions" not in {one.id for one in found.items}
    assert set(item(found, "digital-government").levels.values()) == {"error"}
    assert "township" not in item(found, "litigation").levels
    assert item(found, "litigation").levels["county"] == item(base, "litigation").levels["county"]
    shufa, old = item(found, "shufa"), item(base, "shufa")
    assert shufa.advice == "写明述法会日期。"
    assert shufa.ask == old.ask
    assert shufa.cues[:-1] == old.cues
    assert shufa.cues[-1].groups == (("一把手述法",),)
    assert shufa.look_alikes == (*old.look_alikes, "述法律")
    assert shufa.examples.weak == (*old.examples.weak, "推动一把手述法常态化。")
    assert found.items[-1].id == "joint-stations"


def test_layers_stand_on_layers(tmp_path: Path) -> None:
    write(
        tmp_path, "province", "fazhi-2021-2025", "levels: {petitions: warning, shufa: {township: warning}}\n"
    )
    (tmp_path / "县").mkdir()
    found = load(tmp_path / "县", "../province.yaml", "levels: {shufa: {township: info}}\n")
    assert item(found, "petitions").levels["county"] == "warning"
    assert item(found, "shufa").levels["township"] == "info"
    assert item(found, "shufa").levels["county"] == "error"
    assert found.document == "法治政府建设年度报告"


def test_kept_items_stand_in_the_order_of_the_layer(tmp_path: Path) -> None:
    found = load(tmp_path, "fazhi-2021-2025", "keep: [shufa, joint-stations, achievements]\n" + OWN)
    assert [one.id for one in found.items] == ["shufa", "joint-stations", "achievements"]


def test_dropping_items_changes_no_verdict_on_the_others(tmp_path: Path) -> None:
    text = report("全年审查合同86件。", "调解纠纷152件。", "举办普法活动36场，信访事项按期办结47件。")
    whole = {one.item.id: one.verdict for one in judge(text).findings}
    part = load(tmp_path, "fazhi-2021-2025", "keep: [achievements, legality-review, shufa]\n")
    document = parse(text.encode(), "a.txt")
    outcome = assess(document, part)  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert len(outcome.findings) == 3
    for one in outcome.findings:
        assert one.verdict == whole[one.item.id]


def test_two_layers_side_by_side_are_joined(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a",
        "fazhi-2021-2025",
        "levels: {petitions: warning}\nchange: {shufa: {add: {facts: [述法台账]}}}\n",
    )
    write(
        tmp_path,
        "b",
        "fazhi-2021-2025",
        "drop: [legal-publicity]\nchange: {shufa: {add: {facts: [评议表]}}}\n" + OWN,
    )
    found = load(tmp_path, "[a.yaml, b.yaml]")
    assert item(found, "petitions").levels["county"] == "warning"
    assert item(found, "shufa").facts[-2:] == ("述法台账", "评议表")
    assert {"legal-publicity", "joint-stations"} & {one.id for one in found.items} == {"joint-stations"}


def test_a_conflict_names_both_places_and_the_layer_may_settle_it(tmp_path: Path) -> None:
    write(tmp_path, "a", "fazhi-2021-2025", "levels:\n  petitions: warning\n")
    write(tmp_path, "b", "fazhi-2021-2025", "change:\n  petitions:\n    level: error\n")
    message = refused(tmp_path, "[a.yaml, b.yaml]")
    assert "a.yaml:6" in message
    assert "b.yaml:7" in message
    assert "petitions" in message
    found = load(tmp_path, "[a.yaml, b.yaml]", "levels: {petitions: info}\n")
    assert item(found, "petitions").levels["county"] == "info"


def test_dropped_here_and_changed_there_is_a_conflict(tmp_path: Path) -> None:
    write(tmp_path, "a", "fazhi-2021-2025", "drop: [petitions]\n")
    write(tmp_path, "b", "fazhi-2021-2025", "change: {petitions: {add: {facts: [信访台账]}}}\n")
    message = refused(tmp_path, "[a.yaml, b.yaml]")
    assert "a.yaml:5" in message
    assert "b.yaml" in message
    found = load(tmp_path, "[a.yaml, b.yaml]", "drop: [petitions]\n")
    assert "petitions" not in {one.id for one in found.items}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("drop: [petitons]\n", ["county.yaml:5", "petitons", "是不是要写 petitions"]),
        ("change: {shufaa: {advice: 写。}}\n", ["county.yaml:5", "是不是要写 shufa"]),
        ("keep: [shufa, nothing-here]\n", ["county.yaml:5", "nothing-here"]),
        ("drop: [petitions]\nlevels: {petitions: error}\n", ["county.yaml:6", "county.yaml:5", "已经去掉"]),
        (
            "levels:\n  shufa: info\nchange:\n  shufa:\n    level: warning\n",
            ["county.yaml:9", "county.yaml:6", "两次"],
        ),
        (OWN.replace("joint-stations", "shufa"), ["county.yaml:6", "fazhi-2021-2025.yaml:", "change"]),
        ("levels: {shufa: na}\n", ["county.yaml:5", "shufa", "drop"]),
    ],
)
def test_what_contradicts_is_named_with_its_place(tmp_path: Path, text: str, words: list[str]) -> None:
    message = refused(tmp_path, "fazhi-2021-2025", text)
    for word in words:
        assert word in message


def test_circles_are_named(tmp_path: Path) -> None:
    write(tmp_path, "a", "b.yaml")
    write(tmp_path, "b", "a.yaml")
    with pytest.raises(loading.ChecklistError, match="绕成了圈") as caught:
        loading.load(str(tmp_path / "a.yaml"))
    assert "a.yaml:4" in str(caught.value)
    assert "b.yaml:4" in str(caught.value)
    assert "绕成了圈" in refused(tmp_path, "c.yaml", name="c")


@pytest.mark.parametrize(
    ("extends", "word"), [("fazhi-2021-2026", "是不是要写 fazhi-2021-2025"), ("none.yaml", "找不到")]
)
def test_what_is_extended_must_exist(tmp_path: Path, extends: str, word: str) -> None:
    message = refused(tmp_path, extends)
    assert "county.yaml:4" in message
    assert word in message


def test_a_mistake_below_is_named_in_its_own_file(tmp_path: Path) -> None:
    write(tmp_path, "province", "fazhi-2021-2025", "levels: {shufa: 必改}\n")
    assert "province.yaml:5" in refused(tmp_path, "province.yaml")


def test_a_change_below_is_seen_though_the_layer_above_is_remembered(tmp_path: Path) -> None:
    base = write(tmp_path, "province", "fazhi-2021-2025", "levels: {petitions: warning}\n")
    first = load(tmp_path, "province.yaml")
    assert load(tmp_path, "province.yaml") == first
    base.write_text(base.read_text("utf-8").replace("warning", "error"), "utf-8")
    second = load(tmp_path, "province.yaml")
    assert item(second, "petitions").levels["county"] == "error"
    assert first.sha256 != second.sha256
    base.unlink()
    assert "找不到" in refused(tmp_path, "province.yaml")


def test_the_same_text_in_another_folder_is_another_layer(tmp_path: Path) -> None:
    for name, level in (("one", "warning"), ("two", "error")):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "province", "fazhi-2021-2025", f"levels: {{petitions: {level}}}\n")
        assert item(load(tmp_path / name, "province.yaml"), "petitions").levels["county"] == level


def test_origins_of_all_fields_are_kept(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "county",
        "fazhi-2021-2025",
        "levels:\n  shufa: {township: info}\nchange:\n  shufa:\n    advice: 写会议日期。\n",
    )
    _, merged = loading.layers(str(file))
    cells = merged.items["shufa"]
    assert cells["level", "township"].origin.place.endswith("county.yaml:6")
    assert cells[("advice",)].origin.place.endswith("county.yaml:9")
    assert "fazhi-2021-2025.yaml:" in cells[("ask",)].origin.place
    assert "fazhi-2021-2025.yaml:" in cells["level", "default"].origin.place


def test_weights_stay_with_kept_items(tmp_path: Path) -> None:
    base, found = loading.load(), load(tmp_path, "fazhi-2021-2025", OWN)
    assert found.learned == base.learned
    assert found.sha256 != base.sha256


def test_items_not_asked_of_a_unit_or_year_are_not_applicable(tmp_path: Path) -> None:
    own = OWN.replace(
        "    level: warning\n", "    level: {default: warning, township: na}\n    applies: {years: 2022-}\n"
    )
    checklist = load(tmp_path, "fazhi-2021-2025", own)

    def verdict(level: str, year: int) -> tuple[str, str | None]:
        document = parse(report("调解纠纷152件。").encode(), "a.txt")
        outcome = assess(document, checklist, level=level, year=year)  # type: ignore[arg-type]
        assert isinstance(outcome, Assessment)
        finding = outcome.findings[-1]
        return finding.verdict, finding.reason

    assert verdict("county", 2024) == ("missing", "absent")
    assert verdict("township", 2024) == ("na", "not-for-unit")
    assert verdict("county", 2021) == ("na", "not-for-year")


def test_a_report_beyond_the_checklists_years_is_judged_with_a_note() -> None:
    text = report("全年审查合同86件。").replace("2025年", "2027年").replace("2024年", "2026年")
    later = judge(text)
    assert later.year == 2026
    assert any("2021—2025" in note and "2026" in note for note in later.notes)
    assert judge(report("全年审查合同86件。")).notes == ()


def test_no_successor_of_the_outline_is_asserted_and_either_may_be_cited() -> None:
    from fazhi_check.wording import basis

    found = item(loading.load(), "power-lists")
    assert "接续" not in basis(found, 2025)
    later = basis(found, 2026)
    assert "2021—2025年" in later
    assert "或者接续它的新文件" in later
    assert "2026—2030" not in later


def test_a_successor_is_chosen_by_the_report_year() -> None:
    """One more file in the series: it is taken for its years, and for none of the others."""
    now = loading.load("fazhi-2021-2025")
    after = now._replace(id="fazhi-2026-2030", years=(2026, 2030), items=now.items[:3], sha256="0")
    both = now._replace(series=(now, after))
    assert both.for_year(2024).id == "fazhi-2021-2025"
    assert both.for_year(2027).id == "fazhi-2026-2030"
    assert both.for_year(None).id == "fazhi-2021-2025"
    assert both.for_year(2019).id == "fazhi-2021-2025"
    part = both._replace(chosen=(now.items[0].id,))
    assert part.for_year(2026).chosen == (now.items[0].id,)
    assert both.for_year(2026).chosen == ()
    document = parse(report("全年审查合同86件。").encode(), "a.txt")
    outcome = assess(document, both, year=2026)  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert outcome.checklist.id == "fazhi-2026-2030"
    assert len(outcome.findings) == 3
    assert json_report(outcome)["checklist"]["id"] == "fazhi-2026-2030"


def test_a_new_file_of_the_series_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from conftest import ROOT

    shutil.copytree(ROOT / "checklists", tmp_path / "checklists")
    monkeypatch.setattr(loading, "_folder", lambda: tmp_path / "checklists")
    write(tmp_path / "checklists", "fazhi-2026-2030", "fazhi-2021-2025", "applies: {years: 2026-2030}\n")
    series = loading.load().series
    assert [one.id for one in series] == ["fazhi-2021-2025", "fazhi-2026-2030"]
    assert loading.load().for_year(2026).years == (2026, 2030)
    assert loading.load("fazhi-2021-2025").series == ()


@pytest.mark.parametrize(
    ("title", "unit", "level"),
    [
        ("竹溪镇党委书记2025年度述法报告", "竹溪镇", "township"),
        ("青栎县水利局党组书记、局长2025年度述职述法报告", "青栎县水利局", "department"),
        ("青栎县人民政府县长2025年述法报告", "青栎县人民政府", "county"),
        ("关于2025年度履行推进法治建设第一责任人职责情况的报告", "", None),
    ],
)
def test_the_unit_of_a_persons_report_is_read_off_the_office(
    title: str, unit: str, level: str | None
) -> None:
    text = f"{title}\n2025年，本人认真履职，现将有关情况报告如下。\n一、履职情况\n全年主持研究法治议题6次。\n"
    outcome = assess(parse(text.encode(), "a.txt"), loading.load("shufa-report"))  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert (outcome.unit, outcome.level, outcome.year) == (unit, level, 2025)


def test_another_kind_of_document_is_known_by_its_title() -> None:
    checklist = loading.load("shufa-report")
    text = (
        "竹溪镇党委书记2025年度述法报告\n"
        "2025年，本人认真履行推进法治建设第一责任人职责，现将有关情况报告如下。\n"
        "一、履职情况\n本人全年主持研究法治议题6次，听取执法工作汇报4次，批示督办涉法难题5件。\n"
        "二、存在的不足\n一是执法力量薄弱，4名执法人员要管26个村，夜间巡查经常缺位。\n"
        "三、下一步打算\n一是上半年组织全体执法人员轮训一次。二是在4个社区增设法律服务工作室。\n"
    )
    document = parse(text.encode(), "a.txt")
    outcome = assess(document, checklist)  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert outcome.year == 2025
    found = {one.item.id: one.verdict for one in outcome.findings}
    assert found["first-responsible"] == "met"
    assert found["shortcomings"] == "met"
    assert found["next-year-plan"] == "met"
    annual = assess(parse(report("全年审查合同86件。").encode(), "b.txt"), checklist)  # type: ignore[arg-type]
    assert not isinstance(annual, Assessment)
    assert "述法报告" in annual.reason
    refused_there = assess(document, loading.load())  # type: ignore[arg-type]
    assert not isinstance(refused_there, Assessment)


def _verdict(folder: Path, *achievements: str) -> str:
    document = parse(report(*achievements).encode(), "a.txt")
    outcome = assess(document, load(folder, "fazhi-2021-2025", OWN))  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    return outcome.findings[-1].verdict


def test_an_own_item_is_carried_by_words_near_one_another(tmp_path: Path) -> None:
    global_near = "      - near: [[派出所], [司法所], [律所, 律师]]\n    advice:"
    own = OWN.replace("    advice:", global_near)
    document = parse(report("派出所邀司法所和律师一同到场，当场调成27起。").encode(), "a.txt")
    outcome = assess(document, load(tmp_path, "fazhi-2021-2025", own))  # type: ignore[arg-type]
    assert isinstance(outcome, Assessment)
    assert outcome.findings[-1].verdict == "met"


def test_an_own_item_shares_the_facts_of_what_it_is_a_part_of(tmp_path: Path) -> None:
    assert _verdict(tmp_path, "深化三所联动，会商化解纠纷41件，回访41件。") == "met"
    assert _verdict(tmp_path, "健全三所联动机制。全年调解纠纷152件。") == "weak"


def test_what_stands_below_the_heading_of_an_own_item_speaks_of_it(tmp_path: Path) -> None:
    assert _verdict(tmp_path, "（一）推行三所联动", "全年移交63件，当场调成58件。") == "met"
    assert _verdict(tmp_path, "（一）推行三所联动", "（二）规范执法", "全年移交63件，当场调成58件。") != "met"


def test_rules_are_carried_through_the_layers(tmp_path: Path) -> None:
    write(tmp_path, "a", "fazhi-2021-2025", "rules: {length: off, praise: warning}\n")
    write(tmp_path, "b", "fazhi-2021-2025", "rules: {sums: error}\n")
    found = load(tmp_path, "[a.yaml, b.yaml]", "rules: {praise: info}\n")
    assert found.rules == {"length": "off", "praise": "info", "sums": "error"}
    write(tmp_path, "b", "fazhi-2021-2025", "rules:\n  length: error\n")
    message = refused(tmp_path, "[a.yaml, b.yaml]")
    assert "rules.length" in message
    assert "a.yaml:5" in message
    assert "b.yaml:6" in message
    assert "没有规则 lenght" in refused(tmp_path, "fazhi-2021-2025", "rules: {lenght: off}\n")


def test_years_and_units_are_inherited_apart(tmp_path: Path) -> None:
    found = load(tmp_path, "fazhi-2021-2025", "applies: {units: [township]}\n")
    assert found.years == (2021, 2025)
    assert found.units == ("township",)
    assert load(tmp_path, "fazhi-2021-2025", "applies:\n").years == (2021, 2025)


def test_what_is_not_asked_has_not_passed_in_the_outputs_for_machines(tmp_path: Path) -> None:
    from io import StringIO

    from fazhi_check.reporters import reporter

    own = OWN.replace("    level: warning\n", "    level: {default: warning, township: na}\n")
    checklist = load(tmp_path, "fazhi-2021-2025", "keep: [dispute-mediation]\n" + own)
    document = parse(report("调解纠纷152件。").encode(), "a.txt")
    outcome = assess(document, checklist)  # type: ignore[arg-type]
    for name in ("junit", "tap"):
        out = StringIO()
        notes = [reporter(name).note(outcome, full=True)]
        reporter(name).write(checklist, notes, out, full=True, verbose=False)
        assert "矛盾纠纷调处化解" in out.getvalue()
        assert "三所联动" not in out.getvalue()
