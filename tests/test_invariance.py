"""What must not change a verdict, and what must: properties over the fixture reports."""

from __future__ import annotations

import re

import pytest

from conftest import MANDATORY, REPORTS, finding, judge, labelled, labels, reasons
from fazhi_check import loading
from formats import as_docx, as_page

NAMES = labelled()
_FULL = "，。；：！？（）"
_HALF = ",.;:!?()"


def text_of(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text("utf-8")


BEFORE = {name: reasons(judge(text_of(name))) for name in NAMES}


def _wrapped(text: str, width: int) -> str:
    lines = [f"\u3000\u3000{line}" for line in text.splitlines()]
    return "\n".join(line[at : at + width] for line in lines for at in range(0, len(line), width))


def _other_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "「」『』"))


CHANGES = {
    "half-width punctuation": lambda text: text.translate(str.maketrans(_FULL, _HALF)),
    "full-width digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "hard-wrapped at 35": lambda text: _wrapped(text, 35),
    "indented": lambda text: "\n".join(f"\u3000\u3000{line}" for line in text.splitlines()),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "blanks between all characters": lambda text: re.sub(r"(?<=[^\n])(?=[^\n])", " ", text),
    "quotes dropped": lambda text: re.sub("[“”‘’]", "", text),
    "other quotes": _other_quotes,
    "no-break and zero-width blanks": lambda text: text.replace("，", "，\u00a0").replace("治", "治\u200b"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", CHANGES)
def test_verdicts_do_not_change(name: str, change: str) -> None:
    assert reasons(judge(CHANGES[change](text_of(name)))) == BEFORE[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_format_does_not_matter(name: str) -> None:
    text = text_of(name)
    assert reasons(judge(as_page(text), "a.html")) == BEFORE[name]
    assert reasons(judge(as_docx(text), "a.docx")) == BEFORE[name]
    assert reasons(judge(text.encode("gb18030"))) == BEFORE[name]
    assert reasons(judge(text.encode("utf-16"))) == BEFORE[name]


_TOP = re.compile(r"(?m)^[一二三四五六七八九十]、")


@pytest.mark.parametrize("name", [name for name in NAMES if len(_TOP.findall(text_of(name))) >= 3])
def test_the_order_of_the_sections_does_not_matter(name: str) -> None:
    text = text_of(name)
    starts = [found.start() for found in _TOP.finditer(text)]
    head, parts = (
        text[: starts[0]],
        [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)],
    )
    *lines, unit, date = parts[-1].rstrip("\n").split("\n")
    parts[-1] = "\n".join(lines) + "\n"
    turned = head + "".join(reversed(parts)) + f"{unit}\n{date}\n"
    assert reasons(judge(turned)) == BEFORE[name]


def _slips() -> list[tuple[str, str, str]]:
    """Return (report, term, misspelt) for every phrase of the checklist that a report holds, one slip each."""
    found = []
    for name in NAMES:
        text = text_of(name)
        terms = {
            term
            for item in loading.load().items
            for cue in item.cues
            if len(cue.groups) == 1
            for term in cue.groups[0]
        }
        for number, term in enumerate(sorted(term for term in terms if len(term) >= 4 and term in text)):
            at = number % len(term)
            found.append((name, term, term[:at] + "的丁坐涵橙"[number % 5] + term[at + 1 :]))
    return found


def test_one_mistyped_character_of_a_term_hardly_ever_matters() -> None:
    """Every occurrence of a term in a report is misspelt alike; short terms have no second chance."""
    slips = _slips()
    assert len(slips) > 300
    changed = [
        slip
        for slip in slips
        if reasons(judge(text_of(slip[0]).replace(slip[1], slip[2]))) != BEFORE[slip[0]]
    ]
    assert not [slip for slip in changed if len(slip[1]) >= 5]
    assert len(changed) <= len(slips) * 0.01, changed


PASSAGES = [
    pytest.param(name, item, labels(name)["passages"][item], id=f"{name}-{item}")
    for name in NAMES
    for item in labels(name).get("passages", {})
]


@pytest.mark.parametrize(("name", "item", "passage"), PASSAGES)
def test_deleting_the_passage_makes_it_absent(name: str, item: str, passage: str) -> None:
    found = finding(judge(text_of(name).replace(passage, "")), item)
    assert (found.verdict, found.reason) == ("missing", "absent")


def _plan_and_problems(text: str, passage: str, part: str) -> str:
    """Move a passage behind the first sentence of the plan or of the shortcomings."""
    rest = text.replace(passage, "")
    lines = rest.split("\n")
    role = {"plan": "plan", "problems": "shortcomings"}[part]
    assessment = judge(rest)
    evidence = finding(assessment, {"plan": "next-year-plan", "shortcomings": "shortcomings"}[role]).evidence[
        0
    ]
    number = evidence.place.number - 1
    lines[number] = lines[number].rstrip() + passage
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "item", "passage"), PASSAGES)
@pytest.mark.parametrize(("part", "reason"), [("plan", "only-planned"), ("problems", "only-shortcoming")])
def test_moving_the_passage_into_plan_or_problems_makes_it_missing(
    name: str, item: str, passage: str, part: str, reason: str
) -> None:
    found = finding(judge(_plan_and_problems(text_of(name), passage, part)), item)
    assert (found.verdict, found.reason) == ("missing", reason)


_DENIED = {
    "three-systems": "行政执法三项制度尚未落实，执法记录仪也没有配备。",
    "legality-review": "合同和文件的合法性审查工作今年没有开展。",
    "shufa": "本年度没有组织开展述法工作。",
    "first-responsible": "主要负责人没有按要求履行推进法治建设第一责任人职责，全年未听取过法治工作汇报。",
}


@pytest.mark.parametrize(("name", "item", "passage"), PASSAGES)
def test_denying_the_passage_makes_it_missing(name: str, item: str, passage: str) -> None:
    found = finding(judge(text_of(name).replace(passage, _DENIED[item])), item)
    assert (found.verdict, found.reason) == ("missing", "negated")


_GOOD = {
    "three-systems": "落实行政执法三项制度，公示处罚结果43条，配备执法记录仪12台，重大执法决定法制审核5件。",
    "legality-review": "全年对文件、合同、协议开展合法性审查58件，提出审查意见97条。",
    "shufa": "12月20日召开述法会议，7名班子成员现场述法并接受评议。",
    "first-responsible": "党政主要负责人履行推进法治建设第一责任人职责，全年听取法治工作汇报4次。",
}


@pytest.mark.parametrize(("name", "item", "passage"), PASSAGES)
def test_one_good_sentence_in_the_right_part_makes_it_met(name: str, item: str, passage: str) -> None:
    found = finding(judge(text_of(name).replace(passage, _GOOD[item])), item)
    assert found.verdict == "met"


_PARTS = {"shortcomings": ("shortcomings", "存在"), "next-year-plan": ("plan", "打算")}


def _without_part(text: str, item: str) -> str:
    """Take out all lines whose sentences stand in the part that the item is judged by."""
    from fazhi_check.readers import parse
    from fazhi_check.structure.outline import outline

    document = parse(text.encode(), "a.txt")
    found = outline(document)  # type: ignore[arg-type]
    role = {"shortcomings": "shortcomings", "next-year-plan": "plan"}[item]
    numbers = {
        document.block_at(found.folded.span(one.start, one.end).start).place.number  # type: ignore[union-attr]
        for one in found.sentences
        if one.role == role
    }
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in numbers)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("good")])
@pytest.mark.parametrize("item", ["shortcomings", "next-year-plan"])
def test_deleting_a_part_and_adding_it_again(name: str, item: str) -> None:
    without = _without_part(text_of(name), item)
    assert finding(judge(without), item).verdict == "missing"
    added = {
        "shortcomings": "存在的不足\n执法人员业务能力不强，全年有3起案件因程序瑕疵被退回。\n",
        "next-year-plan": "下一年度工作安排\n一是新建公共法律服务站2个。二是每季度组织案卷评查1次，结果全面通报。\n",
    }[item]
    lines = without.rstrip("\n").split("\n")
    lines[-2:-2] = added.rstrip("\n").split("\n")
    assert finding(judge("\n".join(lines)), item).verdict == "met"


def test_all_six_mandatory_items_are_covered() -> None:
    assert {item for name in NAMES for item in labels(name).get("passages", {})} | set(_PARTS) == set(
        MANDATORY
    )


def test_cost_grows_with_the_length_not_faster() -> None:
    """Counted, not timed: the number of calls per sentence stays the same from one report to forty in a row."""
    import cProfile
    import pstats

    def calls(times: int) -> float:
        head, *body = text_of("county-good").splitlines()
        text = "\n".join([head, *(body * times)])
        profile = cProfile.Profile()
        profile.runcall(judge, text)
        return pstats.Stats(profile).total_calls / len(text)

    judge(text_of("county-good"))
    assert calls(40) < 1.5 * calls(4)
