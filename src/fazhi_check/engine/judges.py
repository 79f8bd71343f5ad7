"""Judges: from the passages that speak of an item to its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from fazhi_check.engine.compiled import Compiled
from fazhi_check.engine.hollow import is_praise, with_content
from fazhi_check.engine.passages import THRESHOLD, Clause, Passage
from fazhi_check.engine.runs import best_run
from fazhi_check.matching.learned import STEP
from fazhi_check.model.outcome import Reason, Status, Verdict
from fazhi_check.patterns import pattern
from fazhi_check.structure.outline import Outline, Sentence


class Judged(NamedTuple):
    """A passage with its status."""

    passage: Passage
    status: Status
    concrete: bool


class Reading(NamedTuple):
    """All that was found in one document: passages by item, and every sentence with its clauses."""

    outline: Outline
    compiled: Compiled
    passages: dict[int, list[Judged]]
    sentences: list[tuple[Sentence, list[Clause]]]


class Ruling(NamedTuple):
    """A verdict, its reason, and the sentences that whole sections are judged by."""

    verdict: Verdict
    reason: Reason | None = None
    counted: tuple[tuple[Sentence, bool], ...] = ()
    opening: Sentence | None = None
    """Where a part of the report begins that is judged as a block."""


_PLAIN = round(2.5 * STEP)
_NAMED = round(3.5 * STEP)


def is_bare(one: Judged) -> bool:
    """Tell whether a passage is a heading that names the item in the parts that tell what was done."""
    done = one.passage.sentence.role in {"preamble", "achievements", "responsibility"}
    return one.status == "heading" and done and one.passage.logit > _NAMED


def by_evidence(item: int, reading: Reading) -> Ruling:
    """Met: something done, with a fact. Weak: done, without. Missing: otherwise, for the reason found."""
    found = reading.passages.get(item, [])
    done = [one for one in found if one.status == "done"]
    negated = [one for one in found if one.status == "negated"]
    if negated:
        # “本年度未制定规范性文件” is a report of zero; “……备案清理工作尚未开展” beside it takes it back.
        done = [one for one in done if not one.passage.zero]
    # Where a plain slogan names the item, a fact in a passage that hardly does belongs to something else.
    slogan = max((one.passage.logit for one in done if not one.concrete), default=0)
    if any(one.concrete and one.passage.logit >= min(slogan, _PLAIN) for one in done):
        return Ruling("met")
    if done:
        return Ruling("weak", "no-fact")
    if negated:
        return Ruling("missing", "negated")
    if any(is_bare(one) for one in found):
        return Ruling("weak", "heading-only")
    reasons: tuple[tuple[Status, Reason], ...] = (
        ("planned", "only-planned"),
        ("problem", "only-shortcoming"),
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


_FULL = 16
"""Without anything learned, a problem or measure of so many characters counts as having content."""


def _has_content(reading: Reading, name: str, sentence: Sentence, parts: Sequence[Clause]) -> bool:
    if reading.compiled.has_learned:
        return _whole(reading, name, parts) > 0
    return sentence.end - sentence.start >= _FULL


def _in_role(reading: Reading, *roles: str) -> list[tuple[Sentence, list[Clause]]]:
    return [(sentence, parts) for sentence, parts in reading.sentences if sentence.role in roles]


_ASPECTS = 3


def _headings(reading: Reading, role: str) -> tuple[tuple[Sentence, bool], ...]:
    """Return the headings of a part that has no text."""
    return tuple((one, False) for one in reading.outline.sentences if one.heading and one.role == role)


def _without_text(reading: Reading, role: str) -> Ruling:
    """Rule on a part without text: weak if it has a heading at least."""
    headings = _headings(reading, role)
    return Ruling("weak", "heading-only", headings) if headings else Ruling("missing", "absent")


def by_breadth(item: int, reading: Reading) -> Ruling:
    """Met: at least three aspects of what was done. Weak: fewer. Missing: nothing."""
    sentences = _in_role(reading, "achievements", "responsibility")
    counted = tuple((sentence, _stance(reading, "concrete", parts) > 0) for sentence, parts in sentences)
    aspects = {
        number for number, found in reading.passages.items() if any(one.status == "done" for one in found)
    }
    if not sentences:
        return _without_text(reading, "achievements")
    paragraphs = {sentence.paragraph for sentence, _ in sentences}
    concrete = {number for number, found in reading.passages.items() if any(one.concrete for one in found)}
    if len(aspects) >= _ASPECTS and (len(paragraphs) >= _ASPECTS or len(concrete) >= _ASPECTS):
        return Ruling("met", None, counted, _opening(reading))
    return Ruling("weak", "thin", counted, _opening(reading))


_OPENING = 400
"""How many characters are quoted at most of what is judged as a block, unless more is needed to show its breadth."""


def _opening(reading: Reading) -> Sentence:
    """Return the beginning of the achievements as one stretch: as far as it takes to show three aspects with a fact.

    An aspect is an item that has a paragraph of its own. Where there are fewer, the first paragraphs.
    """
    told = [one for one in reading.outline.sentences if one.role in {"achievements", "responsibility"}]
    facts: dict[int, set[int]] = {}
    for number, found in reading.passages.items():
        for judged in found:
            if judged.concrete:
                facts.setdefault(judged.passage.sentence.start, set()).add(number)
    shown: set[int] = set()
    paragraphs: set[int] = set()
    for one in told:
        new = facts.get(one.start, set()) - shown
        if new and one.paragraph not in paragraphs:
            shown |= new
            paragraphs.add(one.paragraph)
            if len(paragraphs) == _ASPECTS:
                return told[0]._replace(end=one.end, heading=False)
    first = list(dict.fromkeys(one.paragraph for one in told if not one.heading))[:_ASPECTS]
    inside = [one for one in told if one.paragraph <= first[-1] and one.end - told[0].start <= _OPENING]
    return told[0]._replace(end=(inside or told)[-1 if inside else 0].end, heading=False)


# Below this a sentence among the shortcomings tells of something else (praise, a closing formula).
_NO_PROBLEM = -5 * STEP


_NO_SHORTCOMINGS = pattern(
    r"(?:不存在|未发现|没有发现|没有|无)(?:任何|明显|突出)?(?:的)?(?:不足|问题|短板|差距)"
)


_NONE_EXIST = pattern(r"不存在(?:任何|明显|突出)?(?:的)?(?:不足|问题|短板)")


def by_problems(item: int, reading: Reading) -> Ruling:
    """Met: a problem that names field and symptom. Weak: only a vague one. Missing: none."""
    told = _in_role(reading, "shortcomings")
    text = reading.outline.folded.text
    if not told:
        return (
            Ruling("missing", "negated")
            if _NONE_EXIST.search(text)
            else _without_text(reading, "shortcomings")
        )
    told, nothing = with_content(told, text)
    admitted = [one for one in told if not _NO_SHORTCOMINGS.search(text, one[0].start, one[0].end)]
    if not admitted:
        return Ruling("missing", "negated" if nothing or told else "absent")
    sentences = [
        one
        for one in admitted
        if _whole(reading, "problem", one[1]) > _NO_PROBLEM and not is_praise(reading.outline.text(one[0]))
    ]
    counted = tuple(
        (sentence, _has_content(reading, "problem-concrete", sentence, parts))
        for sentence, parts in sentences
    )
    if not sentences:
        return Ruling("missing", "absent")
    if any(concrete for _, concrete in counted):
        return Ruling("met", None, counted)
    return Ruling("weak", "no-fact", counted)


_CAUSE = STEP


_NAMED_CAUSE = pattern(r"(?:原因|根源)(?:主要)?(?:是|在于|,?一是|有[一二三四两])(?!多方面)[^。]{6,}")


def by_causes(item: int, reading: Reading) -> Ruling:
    """Met: a reason for at least one problem. Weak: the word 原因 without one. Missing: neither."""
    sentences = _in_role(reading, "shortcomings")
    told = {
        id(one.passage.sentence) for one in reading.passages.get(item, ()) if one.passage.logit > THRESHOLD
    }
    counted = tuple(
        (sentence, True)
        for sentence, parts in sentences
        if id(sentence) in told
        or _stance(reading, "cause", parts) > _CAUSE
        or _NAMED_CAUSE.search(reading.outline.text(sentence))
    )
    if counted:
        return Ruling("met", None, counted)
    outline = reading.outline
    headings = _headings(reading, "shortcomings")
    named = tuple(one for one in headings if "原因" in outline.text(one[0]))
    spoken = tuple((sentence, False) for sentence, _ in sentences if "原因" in outline.text(sentence))
    if sentences and (named or spoken):
        return Ruling("weak", "no-fact", (*spoken, *named))
    return Ruling("missing", "absent")


_MEASURES = 2


_NO_PLAN = pattern(r"(?:暂无|没有|尚无|尚未(?:制定|形成|确定|考虑))[^,。;]{0,8}(?:安排|计划|打算|设想)")


_NO_NEXT_YEAR = pattern(
    r"(?:暂无|没有|尚无|尚未(?:制定|形成|确定|考虑))(?:下一?年度?|下一?步|明年|来年)[^,。;]{0,8}(?:安排|计划|打算)"
)


def by_measures(item: int, reading: Reading) -> Ruling:
    """Met: at least two measures with content. Weak: fewer. Missing: no plan."""
    told = _in_role(reading, "plan")
    text = reading.outline.folded.text
    if not told:
        return Ruling("missing", "negated") if _NO_NEXT_YEAR.search(text) else _without_text(reading, "plan")
    told, nothing = with_content(told, text)
    sentences = [one for one in told if not _NO_PLAN.search(text, one[0].start, one[0].end)]
    if not sentences:
        return Ruling("missing", "negated" if nothing or told else "absent")
    counted = tuple(
        (sentence, _has_content(reading, "plan-concrete", sentence, parts)) for sentence, parts in sentences
    )
    if sum(concrete for _, concrete in counted) >= _MEASURES:
        return Ruling("met", None, counted, _both(counted))
    return Ruling("weak", "no-fact", counted)


def _both(counted: tuple[tuple[Sentence, bool], ...]) -> Sentence:
    """Return the first stretch of the plan that holds two measures with content, if it is short; else the shortest."""
    concrete = [sentence for sentence, content in counted if content]
    full = [one for one in concrete if one.end - one.start >= _FULL]
    if len(full) >= _MEASURES:  # not “重点抓好以下工作” and bare titles
        concrete = full
    stretches = [first._replace(end=second.end) for first, second in pairwise(concrete)]
    short = [one for one in stretches if one.end - one.start <= _OPENING]
    return short[0] if short else min(stretches, key=lambda one: one.end - one.start)


JUDGES: dict[str, Callable[[int, Reading], Ruling]] = {
    "evidence": by_evidence,
    "breadth": by_breadth,
    "problems": by_problems,
    "causes": by_causes,
    "measures": by_measures,
}
