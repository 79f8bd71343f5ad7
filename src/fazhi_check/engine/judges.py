"""Judges: from the passages that speak of an item to its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fazhi_check.engine.compiled import Compiled
from fazhi_check.engine.passages import THRESHOLD, Clause, Passage, best_run
from fazhi_check.matching.learned import STEP
from fazhi_check.model.outcome import Reason, Status, Verdict
from fazhi_check.structure.outline import Outline, Sentence


@dataclass(frozen=True)
class Judged:
    """A passage with its status."""

    passage: Passage
    status: Status
    concrete: bool


@dataclass(frozen=True)
class Reading:
    """All that was found in one document: passages by item, and every sentence with its clauses."""

    outline: Outline
    compiled: Compiled
    passages: dict[int, list[Judged]]
    sentences: list[tuple[Sentence, list[Clause]]]


@dataclass(frozen=True)
class Ruling:
    """A verdict, its reason, and the sentences that whole sections are judged by."""

    verdict: Verdict
    reason: Reason | None = None
    counted: tuple[tuple[Sentence, bool], ...] = ()


def by_evidence(item: int, reading: Reading) -> Ruling:
    """Met: something done, with a fact. Weak: done, without. Missing: otherwise, for the reason found."""
    found = reading.passages.get(item, [])
    done = [one for one in found if one.status == "done"]
    negated = [one for one in found if one.status == "negated"]
    if negated:
        # “本年度未制定规范性文件” is a report of zero; “……备案清理工作尚未开展” beside it takes it back.
        done = [one for one in done if not one.passage.zero]
    if any(one.concrete for one in done):
        return Ruling("met")
    if done:
        return Ruling("weak", "no-fact")
    if any(one.status == "heading" for one in found):
        return Ruling("weak", "heading-only")
    reasons: tuple[tuple[Status, Reason], ...] = (
        ("negated", "negated"), ("planned", "only-planned"), ("problem", "only-shortcoming"),
    )
    for status, reason in reasons:
        if any(one.status == status for one in found):
            return Ruling("missing", reason)
    return Ruling("missing", "absent")


def _stance(reading: Reading, name: str, parts: Sequence[Clause]) -> int:
    output = reading.compiled.stance[name]
    return best_run([part.values.value(output) for part in parts])[0] + reading.compiled.bias[output]


def _whole(reading: Reading, name: str, parts: Sequence[Clause]) -> int:
    output = reading.compiled.stance[name]
    return sum(part.values.value(output) for part in parts) + reading.compiled.bias[output]


def _in_role(reading: Reading, *roles: str) -> list[tuple[Sentence, list[Clause]]]:
    return [(sentence, parts) for sentence, parts in reading.sentences if sentence.role in roles]


_ASPECTS = 3


def by_breadth(item: int, reading: Reading) -> Ruling:
    """Met: at least three aspects of what was done. Weak: fewer. Missing: nothing."""
    sentences = _in_role(reading, "achievements", "responsibility")
    counted = tuple((sentence, _stance(reading, "concrete", parts) > 0) for sentence, parts in sentences)
    aspects = {
        number for number, found in reading.passages.items() if any(one.status == "done" for one in found)
    }
    if not sentences:
        return Ruling("missing", "absent")
    paragraphs = {sentence.paragraph for sentence, _ in sentences}
    if len(aspects) >= _ASPECTS and len(paragraphs) >= _ASPECTS:
        return Ruling("met", None, counted)
    return Ruling("weak", "thin", counted)


# Below this a sentence among the shortcomings tells of something else (praise, a closing formula).
_NO_PROBLEM = -5 * STEP


def by_problems(item: int, reading: Reading) -> Ruling:
    """Met: a problem that names field and symptom. Weak: only a vague one. Missing: none."""
    sentences = [one for one in _in_role(reading, "shortcomings") if _whole(reading, "problem", one[1]) > _NO_PROBLEM]
    counted = tuple((sentence, _whole(reading, "problem-concrete", parts) > 0) for sentence, parts in sentences)
    if not sentences:
        return Ruling("missing", "absent")
    if any(concrete for _, concrete in counted):
        return Ruling("met", None, counted)
    return Ruling("weak", "no-fact", counted)


_CAUSE = STEP


def by_causes(item: int, reading: Reading) -> Ruling:
    """Met: a reason for at least one problem. Weak: the word 原因 without one. Missing: neither."""
    sentences = _in_role(reading, "shortcomings")
    told = {id(one.passage.sentence) for one in reading.passages.get(item, ()) if one.passage.logit > THRESHOLD}
    counted = tuple(
        (sentence, True)
        for sentence, parts in sentences
        if id(sentence) in told or _stance(reading, "cause", parts) > _CAUSE
    )
    if counted:
        return Ruling("met", None, counted)
    outline = reading.outline
    named = any("原因" in section.words for section in outline.sections if section.role == "shortcomings")
    spoken = tuple((sentence, False) for sentence, _ in sentences if "原因" in outline.text(sentence))
    if sentences and (named or spoken):
        return Ruling("weak", "no-fact", spoken)
    return Ruling("missing", "absent")


_MEASURES = 2


def by_measures(item: int, reading: Reading) -> Ruling:
    """Met: at least two measures with content. Weak: fewer. Missing: no plan."""
    sentences = _in_role(reading, "plan")
    counted = tuple((sentence, _whole(reading, "plan-concrete", parts) > 0) for sentence, parts in sentences)
    if not sentences:
        return Ruling("missing", "absent")
    if sum(concrete for _, concrete in counted) >= _MEASURES:
        return Ruling("met", None, counted)
    return Ruling("weak", "no-fact", counted)


JUDGES: dict[str, Callable[[int, Reading], Ruling]] = {
    "evidence": by_evidence,
    "breadth": by_breadth,
    "problems": by_problems,
    "causes": by_causes,
    "measures": by_measures,
}
