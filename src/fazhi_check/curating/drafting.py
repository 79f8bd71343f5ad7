"""Drafting: a new layer with comments for the people who will go on writing it, and examples that hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from fazhi_check.model.checklist import UNIT_LEVELS, Checklist
from fazhi_check.wording import UNIT_LEVELS as UNIT_WORDS


class Demand(NamedTuple):
    """One local demand as its author tells it; examples that are not told ("") are drafted from its first word."""

    title: str
    words: tuple[str, ...]
    level: str = "warning"
    id: str = ""
    basis: str = ""
    met: str = ""
    weak: str = ""
    missing: str = ""


class Draft(NamedTuple):
    """A new layer: what it is called, what it rests on, for which years and kinds of unit, what it demands."""

    id: str
    title: str
    extends: str
    years: str = ""
    units: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()


_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Tell whether a text can be an id."""
    return _ID.fullmatch(text) is not None


def text_of(draft: Draft, base: Checklist, schema: str) -> str:
    """Return the text of a checklist file; `schema` is where its JSON Schema stands, as seen from the file."""
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# {draft.title}：在“{base.title}”上加减本地要求。只写不同的地方，没有写的照旧。",
        "# 写完以后：fazhi-check checklist validate 本文件　检查写法",
        "#           fazhi-check checklist test 本文件　　　检验例句",
        "#           fazhi-check checklist diff " + draft.extends + " 本文件 --on 报告文件夹　看哪些结论会变",
        f"id: {draft.id}",
        'version: "1.0"  # 每次改动后加一',
        f"title: {quoted(draft.title)}",
        f"extends: {quoted(draft.extends)}  # 所继承的清单",
        *_applies(draft),
        "",
        *_hints(base),
        *_items(draft, base),
    ]
    return "\n".join(lines) + "\n"


def _applies(draft: Draft) -> Iterator[str]:
    if draft.years or draft.units:
        yield "applies:  # 适用范围，不写表示不限"
    if draft.years:
        yield f"  years: {draft.years}"
    if draft.units:
        listed = ", ".join(draft.units)
        yield f"  units: [{listed}]  # {'、'.join(UNIT_WORDS[unit] for unit in draft.units)}"


def _hints(base: Checklist) -> Iterator[str]:
    """Yield commented-out instructions that hold for the base, to be taken into use."""
    one, other = base.items[-1], base.items[-2 if len(base.items) > 1 else -1]
    yield "# 改级别：error 必改、warning 应改、info 可改、na 不作要求；可以按单位类别写。"
    yield "# levels:"
    yield f"#   {one.id}: warning          # {one.title}"
    yield f"#   {other.id}: {{township: info}}  # {other.title}：只改乡镇"
    yield "# 改一个要素的某个字段，或者增加（add）线索、依据、例句："
    yield "# change:"
    yield f"#   {one.id}:"
    yield f"#     advice: {one.advice}"
    yield "#     add:"
    yield "#       cues:"
    yield "#         - phrase: [本地说法一, 本地说法二]"
    yield f"# 去掉不要的要素：drop: [{one.id}, {other.id}]"
    yield ""


def _items(draft: Draft, base: Checklist) -> Iterator[str]:
    if not draft.demands:
        return
    yield "items:  # 新增的要素"
    taken = {item.id for item in base.items}
    for demand in draft.demands:
        name = demand.id or next(one for number in range(1, 1000) if (one := f"local-{number}") not in taken)
        taken.add(name)
        yield from item_lines(demand, name)


def item_lines(demand: Demand, name: str) -> Iterator[str]:
    """Yield the lines of one item, indented to stand in the list of items."""
    word = demand.words[0]
    met = demand.met or f"全年开展{word}12次，形成记录12份。"
    yield f"  - id: {name}"
    yield f"    title: {quoted(demand.title)}"
    yield f"    ask: {quoted(f'本年度{demand.title}的做法和结果。')}  # 要什么，写给起草人看"
    yield f"    level: {demand.level}  # error 必改、warning 应改、info 可改"
    yield "    basis:"
    yield f"      - document: {quoted(demand.basis or '（写上文件名称和文号）')}"
    yield f"        article: {quoted(demand.title)}"
    yield "        verified: false  # 核对原文后改成 true"
    yield "    cues:  # 线索：出现其中一个词语，就说明这句话讲的是这个要素"
    yield f"      - phrase: [{', '.join(map(quoted, demand.words))}]"
    yield "    # not: [看着像而不是的说法]"
    yield f"    advice: {quoted(f'写明{demand.title}做了什么、多少次、结果怎样。')}"
    yield f"    model: {quoted(met)}"
    yield "    examples:  # 例句会被自动检验"
    yield f"      met: [{quoted(met)}]"
    yield f"      weak: [{quoted(demand.weak or f'不断加强{word}工作，持续提升工作水平。')}]"
    missing = demand.missing or f"明年计划启动{word}。"
    yield f"      missing: [{quoted(missing)}]"


_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9（）《》〔〕“”、，。；—-]*")


def quoted(text: str) -> str:
    """Return a text as it can stand in YAML, in a list too: quoted where it must be."""
    return text if _PLAIN.fullmatch(text) and "，" not in text else json.dumps(text, ensure_ascii=False)


def units_of(text: str, words: dict[str, str]) -> tuple[str, ...] | None:
    """Read kinds of unit (“乡镇、街道”); None if one of them is not known."""
    parts = [one for one in re.split(r"[,，、\s]+", text) if one]
    found = [words.get(one, one) for one in parts]
    return tuple(found) if all(one in UNIT_LEVELS for one in found) else None


def words_of(text: str) -> tuple[str, ...]:
    """Split words at commas of either width, 、 and blanks."""
    return tuple(one for one in re.split(r"[,，、;；\s]+", text) if one)
