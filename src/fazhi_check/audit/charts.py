"""Charts of a history: lines as SVG and as small bars of characters, and the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fazhi_check.audit.plain import element, plain_page, table
from fazhi_check.audit.trends import Point, Series, series

_BARS = "▁▂▃▄▅▆▇█"
_COLOURS = ("#1f4e79", "#b3362b", "#4c9a72", "#8a6d1d")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 240, 44, 130, 16, 30


def sparkline(values: Sequence[float | None], most: float) -> str:
    """Return a bar for each value, from 0 to `most`; a gap where there is none."""
    top = most or 1.0
    return "".join(
        "·" if value is None else _BARS[min(7, int(8 * max(0.0, value) / top))] for value in values
    )


def scale(one: Series) -> float:
    """Return the end of a measure's scale: 100 for shares and scores, else its largest value."""
    if one.unit in {"%", "分"}:
        return 100.0
    return max((value for value in one.values if value is not None), default=0.0)


def shown(value: float | None, unit: str) -> str:
    """Write a value."""
    return "—" if value is None else f"{value:g}{unit}"


def chart(title: str, labels: Sequence[str], lines: Sequence[Series]) -> str:
    """Return a figure with one line a measure, each point with its value."""
    top = max((scale(one) for one in lines), default=0.0) or 1.0
    inner = _WIDTH - _LEFT - _RIGHT

    def across(at: int) -> float:
        return _LEFT + inner * (at / (len(labels) - 1) if len(labels) > 1 else 0.5)

    def down(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)

    parts = []
    for step in range(5):
        value = top * step / 4
        parts.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{down(value):.1f}" y2="{down(value):.1f}" stroke="#e3e6ea"/>'
            f'<text x="{_LEFT - 8}" y="{down(value) + 4:.1f}" text-anchor="end" fill="#5a6673">{value:g}</text>'
        )
    for at, label in enumerate(labels):
        parts.append(
            f'<text x="{across(at):.1f}" y="{_HEIGHT - 8}" text-anchor="middle" fill="#5a6673">{escape(label)}</text>'
        )
    for number, one in enumerate(lines):
        colour = _COLOURS[number % len(_COLOURS)]
        known = [(across(at), down(value), value) for at, value in enumerate(one.values) if value is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in known)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y, value in known:
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
                f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle" fill="{colour}">{value:g}</text>'
            )
        if known:
            x, y, _ = known[-1]
            parts.append(f'<text x="{x + 14:.1f}" y="{y + 4:.1f}" fill="{colour}">{escape(one.title)}</text>')
    told = "；".join(
        f"{one.title} {' '.join(shown(value, one.unit) for value in one.values)}" for one in lines
    )
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(told)}" font-size="12">{"".join(parts)}</svg></figure>'
    )


def history_page(found: Sequence[Point]) -> str:
    """Return the page of a history."""
    measures = series(found)
    named = {one.title: one for one in measures}
    labels = [point.label for point in found]
    rows = [
        [
            escape(("*" if one.core else "") + one.title),
            *(escape(shown(value, one.unit)) for value in one.values),
            _change(one),
            _small(one),
        ]
        for one in measures
    ]
    body = [
        element(
            "p",
            f"共{len(found)}次审查：{'、'.join(labels)}。要素各行是写充分的报告所占的比例，* 为必备要素。",
            "soft",
        ),
        chart("得分", labels, [named["平均得分"], named["得分中位数"]]),
        chart("报送（份、个）", labels, [named["检查报告"], named["未报送"], named["迟报"]]),
        table(("指标", *labels, "变化", "走势"), rows, range(1, len(labels) + 2)),
    ]
    if len({point.summary["checklist"]["sha256"] for point in found}) > 1:
        body.insert(1, element("p", DIFFERENT, "soft"))
    return plain_page("法治政府建设年度报告历次审查", "\n".join(body))


DIFFERENT = "注意：各次审查用的清单不完全相同，得分和比例不能直接相比。"


def _change(one: Series) -> str:
    if one.change is None or one.change == 0:
        return "—" if one.change is None else "0"
    good = one.change > 0
    if one.title in {"未报送", "迟报", "未能检查"}:
        good = not good
    words = f"{one.change:+g}"
    return (
        words if one.title == "检查报告" else element("span", words, f"badge {'better' if good else 'worse'}")
    )


def _small(one: Series) -> str:
    """Return a measure's line, small."""
    top = scale(one) or 1.0
    last = max(1, len(one.values) - 1)
    spots = " ".join(
        f"{4 + 92 * at / last:.1f},{22 - 18 * value / top:.1f}"
        for at, value in enumerate(one.values)
        if value is not None
    )
    return f'<svg viewBox="0 0 100 26" width="100" height="26" aria-hidden="true"><polyline points="{spots}" fill="none" stroke="{_COLOURS[0]}" stroke-width="2" stroke-linecap="round"/></svg>'
