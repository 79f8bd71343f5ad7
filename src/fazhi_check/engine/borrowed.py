"""Borrowed words: they speak of an element and tell of nothing that the unit did.

What a superior's document is quoted as asking for is `cited`; thanks to a superior and what every report says for its sound
(为……提供有力法治保障) is a `formula`. All forms were met in published reports.
"""

from __future__ import annotations

from functools import lru_cache

from fazhi_check.engine.passages import Passage
from fazhi_check.model.outcome import Status
from fazhi_check.patterns import pattern

# “围绕《纲要》关于健全裁量权基准的部署要求” and “县里的文件要求各镇……” tell what a document asks, not what was done.
_CITATION = pattern(
    r"(?:》|纲要|规划|条例|规定|意见|决定|方案|会议|文件)中?(?:关于|对|提出|明确|部署)[^。;]{2,120}?"
    r"(?:的|等)(?:有关|总体|各项|部署|工作|目标|决策|重点)*(?:要求|部署|精神|任务|安排|目标)|"
    r"(?:文件|通知|方案|意见|细则|要点|办法)(?:里|上|中|都|也|明确)*(?:要求|写着|提出|强调)(?:,?要|各[县区镇乡街单部地级])"
    r"[^。;]*?(?=,(?:我|本|街道|全[镇乡县区局]|下面|对此|为此|但|可|这)|[。;]|$)|"
    # “根据……《关于报送……的通知》要求，现将……报告如下” only says why there is a report.
    r"(?:根据|按照|依据|依照|遵照)[^。;]{2,100}?(?:要求|通知|规定|部署|安排|精神|办法)》?(?:,?对照[^。;]{2,60}?)?,?(?=[现特][将就])|"
    r"(?:落实|贯彻|按照|根据|对照|围绕|紧[扣密跟]|对标)[^。;]{0,40}?《[^》]{2,60}(?:纲要|要点|规划|方案|计划|意见|通知)(?:\([^)]{4,20}\))?》"
    r"(?:[、和及]?《[^》]{2,60}》)*等?(?:文件)?(?:确定|明确|提出|规定)?的?(?:有关|相关|总体|各项)*(?:精神|要求|部署|任务|目标)(?:和(?:精神|要求|部署))?|"
    # “紧紧围绕市里工作要点的要求”, “按照省委……工作要点和……要求”
    r"(?:按照|根据|对照|围绕|紧[扣密跟])[^。;,《》]{0,40}(?:要点|纲要|规划|方案|部署)[^。;,]{0,24}(?:要求|精神|任务|目标)|"
    r"(?<![照据实合与按])上级(?:文件|机关|部门)?(?:反复|多次|明确)*要求(?=[^,。;的])[^。;]*?(?=,(?:我|本|街道|全[镇乡县区局]|为此|这)|[。;]|$)|"
    r"(?<![^。;])要求各[县区镇乡街单部地级][^。;]*"
)
# … unless it is the unit's own document.
_ISSUED = pattern(r"印发|下发|出台|制定|发出|制发|起草")
_BEFORE = 16
"""How many characters before a document's name may say that the unit issued it."""

_FORMULA = pattern(
    # “在区委依法治区办的有力指导下”
    r"在[^。;,]{0,40}(?:委|政府|办|办公室|委员会|党中央|上级|思想|局|厅|部门|主管部门)的?(?:坚强|正确|有力|悉心|具体|精心|科学|大力)*"
    r"(?:领导|指导|带领|支持|帮助|关心|指引|引领)(?:和[^,。;]{2,16}支持)?下|"
    r"为[^。;,]{2,40}(?:提供了?|营造了?|奠定了?|创造了?)[^。;,]{0,12}(?:有力|坚强|坚实|优质|强有力|良好|扎实)[^。;,]{0,16}"
    r"(?:保障|支撑|服务|支持|环境|基础|氛围)|"
    r"未(?:出现|发生)因[^,。;]{2,20}(?:引发|导致|造成|引起)的?[^,。;]{0,16}(?:矛盾|纠纷|事件|问题)(?:和[^,。;]{2,10})?"
)

# “以……为引领，以……为抓手，以……为重点” says in a report's opening how the work is meant, not what was done.
_MEANT = pattern(
    r"以[^。;]{2,80}?为(?:引领|抓手|重点|目标|指导|统领|主线|契机|导向|核心|根本|基础|载体|牵引)"
)


Spans = tuple[tuple[int, int], ...]


def borrowed_spans(passage: Passage, text: str) -> Spans:
    """Return where the sentence of a passage holds borrowed words of either kind, in folded offsets."""
    cited, formulas = _of_sentence(passage, text)
    return cited + formulas


def borrowed(passage: Passage, text: str, output: int) -> Status | None:
    """Say whether all that speaks of the item stands in borrowed words, and in which; None if it does not."""
    cited, formulas = _of_sentence(passage, text)
    if not cited and not formulas:
        return None
    spoken = [span for hit in passage.hits for span in hit.words] or [_middle(passage, output)]
    if _all_in(spoken, cited):
        return "cited"
    return "formula" if _all_in(spoken, cited + formulas) else None


def _of_sentence(passage: Passage, text: str) -> tuple[Spans, Spans]:
    sentence = passage.sentence
    return _found(text, sentence.start, sentence.end, sentence.role == "preamble")


@lru_cache(maxsize=8)
def _found(text: str, start: int, end: int, opening: bool) -> tuple[Spans, Spans]:
    """Return what is cited and what is a formula in a sentence; its passages come one after another and ask for the same."""
    cited = tuple(
        one.span()
        for one in _CITATION.finditer(text, start, end)
        if not _ISSUED.search(text, max(start, one.start() - _BEFORE), one.start())
    )
    forms = (_FORMULA, _MEANT) if opening else (_FORMULA,)
    return cited, tuple(one.span() for form in forms for one in form.finditer(text, start, end))


def _middle(passage: Passage, output: int) -> tuple[int, int]:
    """Return the middle of the clause that speaks of the item most, where no words of the checklist do."""
    focus = passage.clauses[passage.focus[0] : passage.focus[1] + 1]
    peak = max(focus, key=lambda one: one.values.value(output)) if output >= 0 else focus[0]
    middle = (peak.start + peak.end) // 2
    return middle, middle


def _all_in(spans: list[tuple[int, int]], others: Spans) -> bool:
    return all(any(first <= start and end <= last for first, last in others) for start, end in spans)
