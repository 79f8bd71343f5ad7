"""Trying: an item's own examples, judged; which cue fired, or what was nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fazhi_check.curating.framing import judged_alone
from fazhi_check.curating.nearness import missing_words, nearest
from fazhi_check.model.checklist import Checklist, Item
from fazhi_check.model.outcome import Finding, Verdict
from fazhi_check.wording import VERDICTS, because, reason

EXPECTED: tuple[Verdict, ...] = ("met", "weak", "missing")


class Trial(NamedTuple):
    """One example: what it should get, what it got."""

    item: Item
    expected: Verdict
    passage: str
    finding: Finding

    @property
    def passed(self) -> bool:
        """Tell whether the example got the verdict that it stands under."""
        return self.finding.verdict == self.expected


def trials(checklist: Checklist, items: Iterable[Item]) -> Iterator[Trial]:
    """Judge all examples of some items."""
    for item in items:
        for expected in EXPECTED:
            for passage in getattr(item.examples, expected):
                yield Trial(item, expected, passage, judged_alone(passage, item, checklist)[1])


def described(trial: Trial) -> list[str]:
    """Return the lines that say how an example fared: the first one the result, the others why."""
    finding = trial.finding
    words = "".join(trial.passage.split())
    head = f"{'通过' if trial.passed else '不符'}  应为{VERDICTS[trial.expected]}"
    if not trial.passed:
        head += f"，判成{VERDICTS[finding.verdict]}"
    return [f"{head}：{words}", *(f"      {line}" for line in _why(trial))]


def _why(trial: Trial) -> Iterator[str]:
    finding = trial.finding
    told = reason(finding)
    if told:
        yield told
    for one in (*finding.evidence, *finding.not_counted):
        against = because(one)
        counted = f"不算：{against}" if against else ("有具体事实" if one.concrete else "没有具体事实")
        yield f"线索：{one.cue or '（按整个部分判断）'}；{counted}"
    if not finding.evidence and not finding.not_counted:
        near = nearest(trial.passage, trial.item)
        yield f"没有线索出现。最接近的词语：{near}" if near else "没有线索出现。"
        yield from missing_words(trial.passage, trial.item)
    if not trial.passed:
        yield f"怎么改：{_remedy(trial)}"


def _remedy(trial: Trial) -> str:
    expected, verdict = trial.expected, trial.finding.verdict
    if verdict == "missing":
        return "在 cues 里补上例句里的说法；如果例句说的是将来、问题或没有做，请换一条例句"
    if expected == "missing":
        return "在 not 里写上这种看着像的说法，或者把太宽的词语从 cues 里去掉"
    if expected == "met":
        return "例句里写上数量、文件、会议、日期或做法；本要素特有的手段可以写进 facts"
    return "薄弱的例句只写口号，不要有数量、文件名和具体做法"
