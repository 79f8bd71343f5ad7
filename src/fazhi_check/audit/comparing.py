"""Comparing a unit's report with its last one: what became of the plans, which problems came back, what got worse.

A plan is looked for among the sentences that tell of what was done: by the pairs of characters they share, rare pairs
weighing more, and by the element that both speak of. It is no proof that the thing was done: it says what the report says.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from fazhi_check.audit.passages import prose_of, shared
from fazhi_check.audit.records import Record
from fazhi_check.audit.sentences import Sentence, sentences
from fazhi_check.audit.shelf import Text, text_of, unit_of
from fazhi_check.folding import fold

State = Literal["done", "partly", "unmentioned"]
_TOLD = ("preamble", "achievements", "responsibility", "other")
_DONE, _PARTLY = 0.5, 0.3
"""Shares of a plan's weight that a sentence must have to tell of the same thing, or of a part of it."""
_OWN_WORDS = 0.4
"""A plan of which less is left without names, numbers and set phrases is a slogan."""
_SAME_ITEM = 0.12
"""What it adds that both speak of one element."""
_VERBATIM, _NEARLY = 96, 72
"""Likeness (0 to 100) of problems that come back word for word, or nearly."""
_OPENING = re.compile(
    r"(?:以下|如下|下列)\S{0,12}(?:工作|任务|方面|措施|事项|安排)?[：:。]?$|^.{0,14}(?:以下|如下)几"
)
_ONGOING = re.compile(r"正在|推进中|着手|初步|启动|筹备|部分|逐步|尚|未能|还没|没有|仍")
_CAUSE = re.compile(r"^(?:其|究其)?(?:主要|客观|主观|根本)?原因|^由于|^这(?:主要)?是因为")
_QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?)(万|亿)?(人次|件次|场次|户次|个百分点|%|[个件次名场份人处台期户村家篇条项部起所支座张辆米里亩元])"
)
_TIMES = {"万": 1e4, "亿": 1e8, None: 1.0}
_RANK = {"missing": 0, "weak": 1, "met": 2}


class Fate(NamedTuple):
    """A thing planned last year and the sentence of this year's report that tells most of it (None: none does).

    `note` is a sentence in Chinese about numbers that fall short, or about the thing standing among problems or plans
    again; "" if there is nothing to say.
    """

    planned: Sentence
    state: State
    told: Sentence | None
    note: str


class Recurring(NamedTuple):
    """A problem that comes back; `likeness` 0 to 100, without numbers and names."""

    last: Sentence
    this: Sentence
    likeness: int

    @property
    def verbatim(self) -> bool:
        """Tell whether it comes back word for word."""
        return self.likeness >= _VERBATIM


class Change(NamedTuple):
    """An element whose verdict is another one."""

    item: str
    title: str
    last: str
    this: str

    @property
    def worse(self) -> bool:
        """Tell whether the verdict got worse."""
        return _RANK[self.this] < _RANK[self.last]


class Side(NamedTuple):
    """One of the two reports."""

    path: str
    year: int | None
    score: int


class Comparison(NamedTuple):
    """Two reports of a unit; `copied` is the share of this one's own text that stands in the last one."""

    unit: str
    last: Side
    this: Side
    plans: tuple[Fate, ...]
    problems: tuple[Recurring, ...]
    changes: tuple[Change, ...]
    copied: float


def compare(last: Record, this: Record) -> Comparison:
    """Compare two records (with sketches) of one unit."""
    before, now = text_of(last), text_of(this)
    return Comparison(
        unit_of(this) or unit_of(last),
        _side(last),
        _side(this),
        tuple(_fates(last, before, this, now)),
        tuple(_recurring(before, now)),
        tuple(_changes(last, this)),
        round(shared(prose_of(before), prose_of(now)).of_second, 3),
    )


def _side(record: Record) -> Side:
    return Side(record["path"], record["year"], record["summary"]["score"])


class _Weights:
    """How much a pair of characters tells: the rarer in the two reports, the more."""

    def __init__(self, all_sentences: Sequence[Sentence]) -> None:
        self._counts = Counter(pair for one in all_sentences for pair in one.pairs)
        self._all = len(all_sentences)

    def _weight(self, pair: str) -> float:
        return math.log(1 + self._all / self._counts[pair])

    def covered(self, planned: Sentence, told: Sentence) -> float:
        """Return the share of a plan's weight that a sentence has."""
        whole = sum(map(self._weight, sorted(planned.pairs)))
        return sum(map(self._weight, sorted(planned.pairs & told.pairs))) / whole if whole else 0.0

    def alike(self, one: Sentence, other: Sentence) -> float:
        """Return the larger share that one of two sentences has of the other."""
        return max(self.covered(one, other), self.covered(other, one))


def _fates(last: Record, before: Text, this: Record, now: Text) -> list[Fate]:
    plans = [one for one in sentences(before, ("plan",)) if _says_something(one)]
    told = list(sentences(now, _TOLD))
    problems, again = list(sentences(now, ("shortcomings",))), list(sentences(now, ("plan",)))
    weights = _Weights([*plans, *told, *problems, *again])
    return [_fate(plan, told, problems, again, weights, _Items(last, this)) for plan in plans]


def _says_something(plan: Sentence) -> bool:
    """Tell a plan from the words around it: openings, and sentences that are mostly set phrases."""
    letters = sum(map(str.isalpha, plan.text))
    return not _OPENING.search(plan.text) and len(plan.gist) >= _OWN_WORDS * letters


class _Items:
    """Which elements the sentences of both years speak of, by the passages in the records."""

    def __init__(self, last: Record, this: Record) -> None:
        self._planned = [
            (_bare(one["quote"]), item["id"])
            for item in last["items"]
            for one in [*item["not_counted"], *item["evidence"]]
            if one["status"] == "planned" and item["id"] != "next-year-plan"
        ]
        self._told = [(_bare(one["quote"]), item["id"]) for item in this["items"] for one in item["evidence"]]

    def shared(self, plan: Sentence, told: Sentence) -> bool:
        """Tell whether a plan and a sentence speak of one element."""
        return bool(_named(self._planned, plan) & _named(self._told, told))


def _named(quotes: list[tuple[str, str]], sentence: Sentence) -> set[str]:
    words = _bare(sentence.text)
    return {item for quote, item in quotes if quote in words or words in quote}


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。；;，,")


def _fate(
    plan: Sentence,
    told: list[Sentence],
    problems: list[Sentence],
    again: list[Sentence],
    weights: _Weights,
    items: _Items,
) -> Fate:
    best, score = None, 0.0
    for one in told:
        reached = weights.covered(plan, one)
        if reached > _PARTLY / 2 and items.shared(plan, one):
            reached += _SAME_ITEM
        if reached > score:
            best, score = one, reached
    notes = [] if best is None or score < _PARTLY else _short(plan, best)
    partly = score < _DONE or bool(notes) or (best is not None and _ONGOING.search(best.text) is not None)
    for others, words in ((problems, "今年列为不足"), (again, "今年又写进下年安排")):
        near = max(others, key=lambda one: weights.alike(plan, one), default=None)
        if near and weights.alike(plan, near) >= _DONE:
            notes.append(f"{words}：{near.text}")
    if best is None or score < _PARTLY:
        return Fate(plan, "unmentioned", None, "；".join(notes))
    return Fate(plan, "partly" if partly else "done", best, "；".join(notes))


def _short(plan: Sentence, told: Sentence) -> list[str]:
    """Say which quantities fall short of the plan."""
    reached: dict[str, float] = {}
    for number, unit, _ in _quantities(told.text):
        reached[unit] = max(number, reached.get(unit, 0.0))
    return [
        f"安排的是{words}，写到的是{reached[unit]:g}{unit}"
        for number, unit, words in _quantities(plan.text)
        if unit in reached and reached[unit] < number
    ]


def _quantities(text: str) -> list[tuple[float, str, str]]:
    folded = fold(text).text
    return [(float(found[1]) * _TIMES[found[2]], found[3], found[0]) for found in _QUANTITY.finditer(folded)]


def _recurring(before: Text, now: Text) -> list[Recurring]:
    from rapidfuzz.fuzz import ratio

    problems = [one for one in sentences(now, ("shortcomings",)) if not _CAUSE.match(one.text)]
    found = []
    for last in sentences(before, ("shortcomings",)):
        if _CAUSE.match(last.text):
            continue
        likest = max(problems, key=lambda one: ratio(last.gist, one.gist), default=None)
        if likest and (likeness := ratio(last.gist, likest.gist)) >= _NEARLY:
            found.append(Recurring(last, likest, round(likeness)))
    return found


def _changes(last: Record, this: Record) -> list[Change]:
    before = {item["id"]: item["verdict"] for item in last["items"]}
    found = []
    for item in this["items"]:
        was, verdict = before.get(item["id"]), item["verdict"]
        if was in _RANK and verdict in _RANK and was != verdict:
            found.append(Change(item["id"], item["title"], was, verdict))
    return sorted(found, key=lambda one: not one.worse)
