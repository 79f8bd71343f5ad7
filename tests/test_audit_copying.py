"""Copies among many reports, boilerplate, other units' names."""

from __future__ import annotations

import json
import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crowd
from conftest import REPORTS
from fazhi_check.audit.copying import Copy, copies
from fazhi_check.audit.names import ForeignName, Names, foreign_names
from fazhi_check.audit.passages import prose_of, shared
from fazhi_check.audit.records import Record
from fazhi_check.audit.shelf import Shelf, text_of
from fazhi_check.audit.shuffling import Shuffle
from fazhi_check.audit.similarity import sketch
from fazhi_check.audit.streams import stream
from fazhi_check.readers import parse
from records_of import record

GOOD = (REPORTS / "township-good.txt").read_text("utf-8")


def sketched(text: str, unit: str, path: str, level: str = "township") -> Record:
    """Return what finding copies needs of a record; assessing a thousand reports would take long."""
    document = parse(text.encode(), path)
    return {"unit": unit, "level": level, "path": path, "sketch": sketch(document, unit)}  # type: ignore[arg-type]


def copies_among(records: list[Record]) -> list[Copy]:
    with Shelf() as shelf:
        for one in records:
            shelf.put(one)
        return copies(shelf)


def names_in(records: list[Record]) -> list[ForeignName]:
    with Shelf() as shelf:
        for one in records:
            shelf.put(one)
        names = Names([(one["unit"], one["level"]) for one in records])
        return list(foreign_names(shelf, names))


def test_planted_copies_are_found_and_nothing_else() -> None:
    chance = random.Random(7)
    units = crowd.units(1030, chance)
    reports = [crowd.told(unit, chance) for unit in units[:1000]]
    planted = {}
    for number, unit in enumerate(units[1000:]):
        share, source = (0.6, 0.8, 1.0)[number % 3], number * 33
        reports.append(crowd.copied(reports[source], unit, share, chance))
        planted[source, 1000 + number] = share
    found = copies_among([sketched(one.text, one.unit, f"{at}.txt") for at, one in enumerate(reports)])
    assert {(copy.first, copy.second) for copy in found} == set(planted)
    for copy in found:
        assert copy.share == pytest.approx(planted[copy.first, copy.second], abs=0.1)
    assert [copy.share for copy in found] == pytest.approx(
        sorted((copy.share for copy in found), reverse=True), abs=0.001
    )


def test_what_everybody_shares_is_no_copy() -> None:
    """A template that a county sent round makes nobody a copyist; without the crowd the same two reports are copies."""
    chance = random.Random(1)
    units = crowd.units(30, chance)
    template = "".join(chance.sample(crowd.pool(), 20))
    texts = [
        f"{unit}2024年度法治政府建设年度报告\n一、主要举措和成效\n{template}\n{''.join(chance.sample(crowd.pool(), 6))}\n"
        for unit in units
    ]
    everybody = [sketched(text, unit, f"{unit}.txt") for text, unit in zip(texts, units, strict=True)]
    assert copies_among(everybody) == []
    assert len(copies_among(everybody[:2])) == 1


def test_set_phrases_and_titles_of_laws_are_no_copy() -> None:
    same = (
        "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。党政主要负责人切实履行推进法治建设第一责任人职责，"
        "做到重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。"
        "学习《中华人民共和国行政处罚法》《中华人民共和国行政复议法》《法治政府建设实施纲要（2021—2025年）》。"
        "落实“谁执法谁普法”责任制，坚持和发展新时代“枫桥经验”，小事不出村、大事不出镇、矛盾不上交。"
    ) * 3
    pair = [
        sketched(f"{unit}2024年度法治政府建设年度报告\n一、主要举措和成效\n{same}{own}\n", unit, unit)
        for unit, own in (
            ("青栎县竹溪镇人民政府", "全年由司法所审查合同协议86件。"),
            ("青栎县石桥镇人民政府", "办了23场普法讲座。"),
        )
    ]
    assert copies_among(pair) == []


def test_two_files_of_one_unit_are_no_copy() -> None:
    assert copies_among([sketched(GOOD, "澜屏县枫漪镇人民政府", name) for name in ("a.txt", "b.txt")]) == []


def test_passages_stand_in_both_reports_with_their_places() -> None:
    other = GOOD.replace("澜屏县", "青栎县").replace("枫漪", "竹溪").replace("368件", "215件")
    first = sketched(GOOD, "澜屏县枫漪镇人民政府", "a.txt")
    second = sketched(other, "青栎县竹溪镇人民政府", "b.txt")
    (copy,) = copies_among([first, second])
    assert copy.of_first == pytest.approx(1.0, abs=0.02)
    sources = ["".join(text.split()) for text in (GOOD, other)]
    assert copy.passages
    for passage in copy.passages:
        assert passage.first in sources[0]
        assert passage.second in sources[1]
        assert passage.first_place == passage.second_place
    assert any("368件" in passage.first and "215件" in passage.second for passage in copy.passages), (
        "numbers are not compared, but shown"
    )


def test_numbers_names_and_punctuation_do_not_matter() -> None:
    one = stream(
        "枫漪镇全年调解纠纷368件，成功361件；我镇举办“法治思想进村来”活动12场。", "澜屏县枫漪镇人民政府"
    )
    other = stream(
        "竹溪街道全年调解纠纷15件、成功14件。我街道举办法治思想进村来活动３场", "青栎区竹溪街道办事处"
    )
    assert one.text == other.text


def test_sketches_are_small_and_the_same_each_time() -> None:
    document = parse(GOOD.encode(), "a.txt")
    first, second = (
        json.dumps(sketch(document, "澜屏县枫漪镇人民政府"), ensure_ascii=False) for _ in range(2)
    )  # type: ignore[arg-type]
    assert first == second
    assert len(first.encode()) < 1.5 * len(GOOD.encode())


def test_a_changed_word_does_not_hide_a_copied_sentence() -> None:
    texts = [text_of(record(text, "a.txt")) for text in (GOOD, GOOD.replace("调处", "调解"))]
    both = shared(prose_of(texts[0]), prose_of(texts[1]))
    assert both.of_first > 0.95


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), max_size=300))
def test_shuffling_groups_like_a_dictionary(pairs: list[tuple[int, int]]) -> None:
    expected = defaultdict(list)
    for key, value in pairs:
        expected[key].append(value)
    with Shuffle() as shuffle:
        for key, value in pairs:
            shuffle.add(key, value)
        found = dict(shuffle.groups())
    assert found == {key: sorted(values) for key, values in expected.items()}


def test_shuffling_goes_through_the_disk() -> None:
    with Shuffle() as shuffle:
        for number in range(200_000):
            shuffle.add(64 * (number % 5), number)
        found = dict(shuffle.groups())
    assert {key: len(values) for key, values in found.items()} == {64 * key: 40_000 for key in range(5)}
    assert all(values == sorted(values) for values in found.values())


UNITS = ("青栎县竹溪镇人民政府", "青栎县石桥镇人民政府", "青栎县人民政府", "砚北县云岭镇人民政府")


def _named(sentence: str, unit: str = UNITS[0], foot: str = "") -> list[tuple[str, tuple[str, ...]]]:
    others = [
        sketched(f"{one}2024年度法治政府建设年度报告\n一、主要举措和成效\n调解纠纷12件。\n", one, one, level)
        for one, level in zip(UNITS, ("township", "township", "county", "township"), strict=True)
        if one != unit
    ]
    text = f"{unit}2024年度法治政府建设年度报告\n一、主要举措和成效\n{sentence}\n{foot}"
    level = "county" if unit == UNITS[2] else "township"
    found = names_in([sketched(text, unit, "这份.txt", level), *others])
    assert all(one.path == "这份.txt" for one in found)
    return [(one.name, one.owners) for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "石桥镇党委始终把法治建设摆在重要位置，全年研究法治议题6次。",
        "2024年，在石桥镇人民政府的统一部署下，全年研究法治议题6次。",
        "一年来，石桥镇认真落实行政执法三项制度，公示处罚结果34条。",
    ],
)
def test_a_report_that_names_itself_like_another_unit(sentence: str) -> None:
    assert _named(sentence) == [("石桥镇", (UNITS[1],))]


def test_another_units_signature() -> None:
    assert _named("全年调解纠纷152件。", foot="石桥镇人民政府\n2025年1月16日\n") == [("石桥镇", (UNITS[1],))]


def test_a_unit_that_is_not_in_the_audit() -> None:
    assert _named("2024年，松坪乡党委把法治建设摆在重要位置，研究法治议题6次。") == [("松坪乡", ())]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("与石桥镇人民政府签订边界纠纷联调协议2份。", UNITS[0]),
        ("组织网格员赴石桥镇学习经验3次，联合石桥镇综合行政执法队开展行动13次。", UNITS[0]),
        ("竹溪镇党委始终把法治建设摆在重要位置，青栎县委、县政府予以通报表扬。", UNITS[0]),
        ("石桥镇人民政府承接赋权事项54项，竹溪镇认真落实三项制度。", UNITS[2]),
        ("全镇党委会研究法治议题6次，各镇人民政府均建立合法性审查机制。", UNITS[2]),
        ("召开镇党委会6次，镇人民政府常务会议12次。今年街道党工委没有来过。", UNITS[0]),
    ],
)
def test_names_that_a_report_may_hold(sentence: str, unit: str) -> None:
    assert _named(sentence, unit) == []
