"""The manual of the rules: one rule as lines for a screen, all rules as a page.

`python -m fazhi_check.rules._manual > docs/rules.md` writes the page anew.
"""

from __future__ import annotations

import sys

from fazhi_check import rules
from fazhi_check.wording import LEVELS

_LONGEST = 160
"""Characters of an example that are shown."""

_HEAD = """# 一致性规则

除了检查要素写全没有，`fazhi-check lint` 还会指出一位细心的编辑会发现的毛病：年份、引用、序号、单位名称、术语、数字、职权、残留痕迹、
发布日期、问题与安排是否对应，等等。每条意见都给出位置、原文和理由，能确定的还给出改法。没有把握的不提。

- 级别：必改（error）、应改（warning）、可改（info）。可改的意见从不影响退出码。
- 开关：`--only 编号`、`--skip 编号`；清单里写 `rules:` 可以改级别，例如 `rules: {blanks: off, terms: error}`。
- 说明：`fazhi-check rules` 列出规则，`fazhi-check show 编号` 显示一条规则的说明和例句。
- 数据：术语在 `src/fazhi_check/rules/data/terms.yaml`，纲要、规划、法规的适用年度在 `timeline.yaml`，可以直接增补。

本页由程序生成（`python -m fazhi_check.rules._manual > docs/rules.md`），请不要直接修改。
"""


def _paragraphs(name: str) -> list[str]:
    """Return the manual page's lines; a line that is only wrapped goes on the one before."""
    found: list[str] = []
    for line in (rules.rule(name).__doc__ or "").strip().split("\n"):
        if found and line and not line.startswith(("查什么：", "不算：", "级别：")) and found[-1]:
            found[-1] += line.strip()
        else:
            found.append(line.strip())
    return [line for line in found if line]


def _shown(example: str) -> str:
    """Return an example in one line; long ones are cut."""
    line = example.strip().replace("\n", " / ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……（共{len(line)}字）"


def described(name: str) -> list[str]:
    """Explain one rule; raises `KeyError` for an unknown one."""
    one = rules.rule(name)
    lines = [f"{one.TITLE}（{name}）  {LEVELS[one.LEVEL]}", *_paragraphs(name)]
    if one.BASIS:
        lines.append(f"依据：{one.BASIS}")
    for title, examples in (("会指出的例子：", one.EXAMPLES.bad), ("不会指出的例子：", one.EXAMPLES.good)):
        lines.append(title)
        lines += [f"  {_shown(example)}" for example in examples]
    return lines


def page() -> str:
    """Return the page of all rules, as Markdown."""
    parts = [_HEAD, "| 编号 | 规则 | 级别 |", "|---|---|---|"]
    parts += [
        f"| [{name}](#{name}) | {rules.rule(name).TITLE} | {LEVELS[rules.rule(name).LEVEL]} |"
        for name in rules.ids()
    ]
    for name in rules.ids():
        one = rules.rule(name)
        parts += ["", f"## {name}", "", f"**{one.TITLE}**（{LEVELS[one.LEVEL]}）"]
        parts += [f"\n{line}" for line in _paragraphs(name)]
        if one.BASIS:
            parts.append(f"\n依据：{one.BASIS}")
        parts.append("\n会指出：\n\n```text")
        parts += [_shown(example) for example in one.EXAMPLES.bad]
        parts.append("```\n\n不会指出：\n\n```text")
        parts += [_shown(example) for example in one.EXAMPLES.good]
        parts.append("```")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
