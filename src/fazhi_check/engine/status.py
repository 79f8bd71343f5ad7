"""Status: whether a passage tells of something done, planned, admitted as a problem, or denied."""

from __future__ import annotations

from fazhi_check.engine.borrowed import Spans, borrowed, borrowed_spans
from fazhi_check.engine.compiled import Compiled
from fazhi_check.engine.passages import THRESHOLD, Clause, Passage
from fazhi_check.matching.cues import Hit
from fazhi_check.matching.facts import facts_in
from fazhi_check.matching.learned import STEP
from fazhi_check.model.outcome import Status
from fazhi_check.patterns import pattern

# Values from which the learned stance outweighs the part of the report that a passage stands in.
_NEGATED = -round(0.5 * STEP)
_PLANNED = round(2.5 * STEP)
_PROBLEM = round(2.5 * STEP)
# What has a day has happened, unless the words point ahead.
_DAY = pattern(r"\d{1,2}月\d{1,2}日")
_AHEAD = pattern(r"将|拟|打算|准备|计划|下一?步|下一?年|明年|来年|力争|争取|今后|接下来|还要")
# The best run of clauses must hold a fact, and the whole must not be a slogan through and through.
_FACT = round(0.25 * STEP)
_SLOGAN = -4 * STEP
_STRANGE = round(0.5 * STEP)
_DENIED = -2 * STEP
# Plain denials of the whole: they need less support by what was learned.
_DENIAL = pattern(
    r"(?:尚未|还未|仍未|均未|从未|暂未|没有|还没|未)(?:有效|真正|正式|及时|按要求|按规定|单独|专门|集中|对外|向社会)?"
    r"(?:开展|建立|落实|执行|制定|召开|配备|启动|组织|安排|实施|推行|设立|聘请|编制|履行|形成|出台|公布|公开|发布|举行|举办|进行|落地|到位|起步|成立|启用|投用|运行|覆盖|承接|列入|拟定|起草|适用)"
)
# What is named first and denied as a whole in the clause that follows (书记、镇长的述法,今年没有安排).
_BARE_DENIAL = pattern(
    r",(?:(?:我|本)(?:街道|[镇乡县区市局厅委])|我们)?(?:今年|本年度?|全年|年内|到现在|至今|目前|一直|暂时|也|都|均|还|仍)*(?:尚未|还未|没有|没|未)(?:专门|单独|再|正式|按要求)?"
    r"(?:安排|开展|组织|进行|建立|制定|落实|召开|启动|配备|聘请|举办|实施|设立|做|搞|办)[^,。;]{0,2}(?=[,。;]|$)"
)
_NUMBER = pattern(r"\d|[一二三四五六七八九十百千万]{2}")
_NEGATION = pattern(
    r"尚未|还未|仍未|暂未|并未|从未|未能|未曾|没能|没有|还没|没|未(?!经|满|成年|央|来|知|果|雨|办结|必|婚|遂|按|完|发生|发现|出现|造成)|"
    r"无(?:人|一)|空白|停滞|搁[置下浅]|停[了办更摆]|作罢|不曾|缺失|缺位|空着|落空|断档|轮[不]?到|没落地|取消|仍是|迟迟|一次也|至今"
)


# “本年度没有制定规范性文件” reports zero; “……清理、备案工作也尚未开展” beside it says that the work is not done.
_BESIDE_ZERO = pattern(r"尚未|(?:还没|也没|均未|都没|未)(?:有)?(?:开展|启动|建立|进行|实施|组织|做)")


_ELSEWHERE: dict[str, Status] = {"plan": "planned", "shortcomings": "problem"}


def status_of(passage: Passage, role: str, text: str, compiled: Compiled, year: int | None) -> Status:
    """Return the status of a passage that stands in a part of a report for a year."""
    if passage.logit <= THRESHOLD:
        return "unlikely"
    if passage.sentence.heading:
        return "heading"
    if role not in compiled.items[passage.item].where:
        return _ELSEWHERE.get(role, "elsewhere")
    others = borrowed(passage, text, compiled.output[passage.item])
    if others:
        return others
    if passage.zero:
        return "negated" if _BESIDE_ZERO.search(text, passage.start, passage.end) else "done"
    if passage.hits and all(_is_undone(hit, text, passage) for hit in passage.hits):
        return "negated"
    stance = compiled.stance
    bias = compiled.bias
    if _NEGATION.search(text, passage.start, passage.end):
        # What is denied is often named first and denied behind a comma.
        negated = (
            max(passage.focal(stance["negated"]), passage.total(stance["negated"])) + bias[stance["negated"]]
        )
        if _is_denied_next(passage, text):
            return "negated"
        plain = _DENIAL.search(text, passage.start, passage.end)
        if plain if not compiled.has_learned else negated > (_DENIED if plain else _NEGATED):
            return "negated"
    planned = passage.focal(stance["planned"]) + bias[stance["planned"]]
    if planned > _PLANNED and not _is_dated(text, passage, year):
        return "planned"
    if passage.focal(stance["problem"]) + bias[stance["problem"]] > _PROBLEM:
        return "problem"
    return "done"


# “未组织涉企法治体检”, “公示信息0条” — but not “未组织听证的,不得上会”.
_NONE_COUNTED = pattern(r"[^,。;\d]{0,6}(?<![\d.])0(?:余)?(?:件|条|次|份|起|宗|场|人|项|期|个|家|例|篇)")
_CONDITION = pattern(r"[^,。;]{0,12}的?,?[^,。;]{0,6}(?:不得|不予|不能|一律|不上|退回|不许)")
_NEAR_DENIAL = 6
"""How many characters may stand between a denial and what it denies."""


def _is_undone(hit: Hit, text: str, passage: Passage) -> bool:
    """Tell whether a denial stands right before the words of an item, or a count of zero right behind them."""
    denials = list(_DENIAL.finditer(text, _clause_start(hit, text, passage), hit.start))
    if denials and hit.start - denials[-1].end() <= _NEAR_DENIAL:
        return not _CONDITION.match(text, hit.end, passage.sentence.end)
    return _NONE_COUNTED.match(text, hit.end, passage.sentence.end) is not None


def _is_denied_next(passage: Passage, text: str) -> bool:
    """Tell whether the clause behind the item's words, which count nothing, denies it as a whole."""
    for hit in passage.hits:
        comma = text.find(",", hit.end, passage.sentence.end)
        denied = comma >= 0 and _BARE_DENIAL.match(text, comma)
        if denied and not _NUMBER.search(text, _clause_start(hit, text, passage), comma):
            return True
    return False


def _clause_start(hit: Hit, text: str, passage: Passage) -> int:
    """Return where the clause with a hit begins; a sentence has no stop but at its end."""
    begin = passage.sentence.start
    return max(begin, text.rfind(",", begin, hit.start) + 1)


def _is_dated(text: str, passage: Passage, year: int | None) -> bool:
    """Tell whether a passage has a day that is over, or names the year that the report is about and not the next one."""
    if year and _names(text, passage, year) and not _names(text, passage, year + 1):
        return True
    dated = _DAY.search(text, passage.start, passage.end)
    return dated is not None and not _AHEAD.search(text, passage.start, passage.end)


def _names(text: str, passage: Passage, year: int) -> bool:
    return text.find(f"{year}年", passage.start, passage.end) >= 0


# What is told before an item is named is a fact of it only if it speaks of it too, or leads up to it (在征收、拆违中,……).
_SPOKEN = STEP
_LEADING = frozenset("在对针围通依以利结按根为向从由经据将把随自")


def _inside(clause: Clause, spans: Spans) -> bool:
    return any(first <= clause.start and clause.end <= last for first, last in spans)


def _has_means(passage: Passage, text: str, facts: tuple[str, ...]) -> bool:
    """Tell whether a clause that no other item claims holds what the checklist says is a fact (执法记录仪)."""
    return any(
        word in text[passage.clauses[number].start : passage.clauses[number].end]
        for number in range(passage.first, passage.last + 1)
        if number not in passage.others
        for word in facts
    )


def _named_at(passage: Passage, topic: int) -> int:
    """Return the number of the clause that speaks of the passage's item most (the first one, if nothing was learned)."""
    if topic < 0:
        return passage.first
    numbers = range(passage.first, passage.last + 1)
    return max(numbers, key=lambda number: passage.clauses[number].values.value(topic))


def is_concrete(passage: Passage, text: str, compiled: Compiled) -> bool:
    """Tell whether a passage holds a concrete fact of its item.

    Clauses whose numbers tell of something else (新增停车位180个 behind a slogan) are left out.
    """
    if passage.zero:
        return True
    if not compiled.has_learned:
        item = compiled.items[passage.item]
        return bool(facts_in(text[passage.start : passage.end], item.facts))
    concrete, foreign = compiled.stance["concrete"], compiled.stance["foreign"]
    topic = compiled.output[passage.item]
    if _has_means(passage, text, compiled.items[passage.item].facts):
        return True
    named = _named_at(passage, topic)
    others = borrowed_spans(passage, text)
    best = run = total = 0
    for number in range(passage.first, passage.last + 1):
        clause = passage.clauses[number]
        values = clause.values
        fact = values.value(concrete)
        total += fact
        if number in passage.others or _inside(clause, others):
            run = 0
            continue
        if number < named and values.value(topic) < _SPOKEN and text[clause.start] not in _LEADING:
            run = 0
            continue
        # To what was learned, all that tells of an item it does not know (a lawyer's own) is foreign.
        known = topic >= 0
        if (
            known
            and values.value(foreign) + compiled.bias[foreign] + _STRANGE > values.value(topic)
            and _NUMBER.search(text, clause.start, clause.end)
        ):
            run = 0
            continue
        run = max(run, 0) + fact
        best = max(best, run)
    bias = compiled.bias[concrete]
    return best + bias > _FACT and total + bias > _SLOGAN
