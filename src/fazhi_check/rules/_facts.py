"""Whether a sentence tells a fact: a number, a named document, a date, a meeting, a means."""

from __future__ import annotations

from fazhi_check.matching.facts import facts_in
from fazhi_check.patterns import pattern
from fazhi_check.rules._reading import Reading
from fazhi_check.structure.outline import Sentence

_FACT = pattern(
    r"\d|《|[一二两三四五六七八九十百千万]{2,}|[两三四五六七八九十百千]+(?:次|件|个|名|人|场|期|项|家|处|份|余)|[一二三四五六七八九十]+月|印发|出台|召开|举办|设立|聘请|建成|配备|组建|制定了?\w{2,10}(?:办法|方案|清单|制度|规定)|签订|开通|成立|续聘|查处|先后"
)


def has_fact(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence holds anything that could be checked."""
    return _FACT.search(reading.text, sentence.start, sentence.end) is not None


def figures(reading: Reading, sentence: Sentence) -> int:
    """Return how many quantities, named documents and dates a sentence tells."""
    return len(facts_in(reading.words(sentence)))
