"""Matching: clauses, cues, facts, fuzzy search and the learned model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from fazhi_check.matching.clauses import clauses, mask_digits
from fazhi_check.matching.facts import facts_in
from fazhi_check.matching.fuzzy import LEAST, FuzzyMatcher, cutoff
from fazhi_check.matching.learned import STANCES, Learned, ngrams


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("审查合同86件,提出意见142条。", ["审查合同86件", "提出意见142条"]),
        ("拆除违建3,860平方米;整改到位", ["拆除违建3,860平方米", "整改到位"]),
        ("配备记录仪", ["配备记录仪"]),
    ],
)
def test_clauses_are_cut_at_stops_but_not_inside_numbers(text: str, expected: list[str]) -> None:
    assert _cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("审查合同86件,提出意见142条", ("86件", "142条")),
        ("印发《合同管理办法》", ("《合同管理办法》",)),
        ("12月18日召开述法会", ("12月18日", "述法会")),
        ("调解成功率98.5%", ("98.5%",)),
        ("严格落实三项制度", ()),
        ("坚持四个亲自,全面加强", ()),
        ("办理12345热线", ()),
    ],
)
def test_facts_are_quantities_names_dates_and_events_not_slogans(
    text: str, expected: tuple[str, ...]
) -> None:
    assert facts_in(text) == expected


def test_an_items_own_means_are_facts() -> None:
    assert "执法记录仪" in facts_in("配齐执法记录仪", ("执法记录仪",))


_LETTERS = st.sampled_from("法治合同审查")


def _bounds(sentences: list[str]) -> tuple[str, list[tuple[int, int]]]:
    text, bounds = "", []
    for sentence in sentences:
        bounds.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, bounds


@settings(max_examples=400)
@given(
    st.lists(st.text(_LETTERS, min_size=LEAST, max_size=12), min_size=1, max_size=4),
    st.lists(st.text(_LETTERS, min_size=1, max_size=30), min_size=1, max_size=5),
)
def test_fuzzy_filter_loses_nothing(phrases: list[str], sentences: list[str]) -> None:
    text, bounds = _bounds(sentences)
    found = {
        (hit.phrase, hit.sentence) for hit in FuzzyMatcher(phrases).find(text, bounds, range(len(phrases)))
    }
    expected = set()
    for number, phrase in enumerate(phrases):
        pad = "\x00" * len(phrase)
        for sentence, words in enumerate(sentences):
            score = fuzz.partial_ratio(phrase, pad + words + pad, score_cutoff=cutoff(phrase))
            if score and score < 100:
                expected.add((number, sentence))
    assert found == expected


@pytest.mark.parametrize("written", ["合法性申查", "合法姓审查", "合法性查审查", "合性审查"])
def test_one_slip_in_a_phrase_is_forgiven(written: str) -> None:
    text, bounds = _bounds([f"全年{written}文件18件"])
    hits = FuzzyMatcher(["合法性审查"]).find(text, bounds, [0])
    assert len(hits) == 1
    assert text[hits[0].start : hits[0].end] in text


def test_two_slips_are_another_word() -> None:
    text, bounds = _bounds(["全年合规性核查文件18件"])
    assert FuzzyMatcher(["合法性审查"]).find(text, bounds, [0]) == []


def _model(weights: dict[str, int]) -> Learned:
    """Return a model with one learned output beside the stances."""
    outputs = ("item", *STANCES)
    rows = []
    for length in (1, 2, 4):
        names = sorted(name for name in weights if len(name) == length)
        body = b"".join(bytes([128 + weights[name], *[128] * len(STANCES)]) for name in names)
        rows.append((length, "".join(names), body))
    return Learned(outputs, (0,) * len(outputs), rows)


@settings(max_examples=200)
@given(st.text(st.sampled_from("合同盖章前先审查😀"), min_size=1, max_size=200))
def test_learned_values_are_the_sum_of_the_ngrams(text: str) -> None:
    weights = {"合": 3, "审": -2, "合同": 40, "审查": 17, "盖章": -25, "合同盖章": 90, "章前先审": -60}
    value = next(_model(weights).values(text, [(0, len(text))])).value(0)
    if len(text) <= 85:
        assert value == sum(weights.get(name, 0) for name in ngrams(text))


def test_learned_values_are_per_clause() -> None:
    text = "合同审查,盖章"
    values = [
        one.value(0) for one in _model({"合同": 40, "查,": 99, "盖章": 7}).values(text, [(0, 4), (5, 7)])
    ]
    assert values == [40, 7]


def test_digits_are_alike_to_what_was_learned() -> None:
    assert mask_digits("审查17件") == mask_digits("审查86件")
