"""Folding: one spelling for everything, and every offset leads back to the source's own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi_check.folding import fold

TEXTS = st.text(
    st.one_of(
        st.sampled_from("法治政府合同審查三项制度，。；：“”（）《》—— \u3000\n\t0123456789.,①㈠…"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("合 法　性\n审查", "合法性审查"),
        ("（三）“三项制度”", "(三)三项制度"),
        ("合法性審查", "合法性审查"),
        ("２０２４年", "2024年"),
        ("2021—2025年", "2021-2025年"),
        ("2021——2025年", "2021-2025年"),
        ("「民法典」〈条例〉", "民法典《条例》"),
        ("审查86件.", "审查86件。"),
        ("完成审查.下一步", "完成审查。下一步"),
        ("增长7.2%", "增长7.2%"),
        ("App Store上架", "App Store上架"),
        ("①加强", "(1)加强"),
    ],
)
def test_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written).text == folded


@given(TEXTS)
def test_every_folded_character_comes_from_the_source_in_order(text: str) -> None:
    folded = fold(text)
    offsets = [folded.source(at) for at in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(TEXTS)
def test_a_span_holds_the_characters_it_was_folded_from(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        if folded.text[at] not in "。-\n ":
            assert folded.text[at] in fold(text[start:end]).text


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS, st.data())
def test_cutting_stretches_out_keeps_the_way_back(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    first = data.draw(st.integers(0, len(folded.text)))
    last = data.draw(st.integers(first, len(folded.text)))
    rest = folded.without([(first, last)])
    assert rest.text == folded.text[:first] + folded.text[last:]
    kept = [*range(first), *range(last, len(folded.text))]
    assert [rest.source(at) for at in range(len(rest.text))] == [folded.source(at) for at in kept]
