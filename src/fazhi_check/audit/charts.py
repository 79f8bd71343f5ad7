"""Charts of a history: lines as SVG and as small bars of characters, and the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fazhi_check.audit.plain import element, plain_page, table
from fazhi_check.audit.trends import Point, Series, series

_BARS = "▁▂▃▄▅▆▇█"
_COLOURS = ("#1f4e79", "#b3362b", "#4c9a72", "#8a6d1d")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 240, 76, 76, 26, 30


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
    top = _round_top(max((scale(one) for one in lines), default=0.0))
    parts = [_grid(top), *(_label(at, len(labels), label) for at, label in enumerate(labels))]
    parts += [_line(number, one, top) for number, one in enumerate(lines)]
    told = "；".join(
        f"{one.title} {' '.join(shown(value, one.unit) for value in one.values)}" for one in lines
    )
    legend = "".join(
        f'<span style="color:{_COLOURS[number]};margin-left:16px">■ {escape(one.title)}</span>'
        for number, one in enumerate(lines)
    )
    return (
        f'<figure><figcaption>{escape(title)}<span class="soft">{legend}</span></figcaption><div class="scroll">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(told)}" font-size="12">'
        f"{''.join(parts)}</svg></div></figure>"
    )


def _round_top(most: float) -> float:
    """Return the end of a scale: 1, 2, 4 or 10 times a power of ten, so that quarters are short numbers."""
    step = 1.0
    while step * 10 < most:
        step *= 10
    return next(step * times for times in (1, 2, 4, 6, 8, 10) if step * times >= most)


def _across(at: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (at / (count - 1) if count > 1 else 0.5)


def _down(value: float, top: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _grid(top: float) -> str:
    return "".join(
        f'<line x1="{_LEFT - 30}" x2="{_WIDTH - _RIGHT + 30}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e6ea"/>'
        f'<text x="{_LEFT - 36}" y="{y + 4:.1f}" text-anchor="end" fill="#5a6673">{value:g}</text>'
        for value, y in ((top * step / 4, _down(top * step / 4, top)) for step in range(5))
    )


def _label(at: int, count: int, words: str) -> str:
    x = _across(at, count)
    return f'<text x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="middle" fill="#5a6673">{escape(words)}</text>'


def _line(number: int, one: Series, top: float) -> str:
    """Return a line; the values of the first stand above it, those of the second below."""
    colour, beside = _COLOURS[number % len(_COLOURS)], (-9, 19, -22, 32)[number % 4]
    count = len(one.values)
    spots = [
        (_across(at, count), _down(value, top), value)
        for at, value in enumerate(one.values)
        if value is not None
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in spots)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>' + "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        f'<text x="{x:.1f}" y="{y + beside:.1f}" text-anchor="middle" fill="{colour}">{value:g}</text>'
        for x, y, value in spots
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
        chart("检查报告（份）", labels, [named["检查报告"]]),
        chart("未报送和迟报", labels, [named["未报送"], named["迟报"]]),
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
