"""Numbers as reports write them, in folded text."""

from __future__ import annotations

from decimal import Decimal

HAN = r"[^\W0-9A-Za-z_]"
"""A Chinese character; a range of code points would cost far more to compile."""
NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.])"
"""A number; a comma between three digits separates thousands."""
COUNT = r"(?:万?(?:人次|件次|户次|场次|家次)|件|宗|起|人|份|次|项|条|名|场|个|户|家|处|台|期|篇|部)"
"""Units that count."""


def value_of(number: str) -> Decimal:
    """Return the value of what `NUMBER` matches."""
    return Decimal(number.replace(",", ""))


def decimals(number: str) -> int:
    """Return how many decimals a number is written with."""
    return len(number.partition(".")[2])


def fits(stated: str, part: Decimal, whole: Decimal, *, about: bool = False) -> bool:
    """Tell whether a percentage as written is `part` in `whole`, rounded or cut off."""
    unit = Decimal(1).scaleb(-decimals(stated))
    exact = part * 100 / whole
    # 99.9% told as 100% and one unit of rounding either way are no slips.
    return abs(exact - value_of(stated)) <= (unit * 5 if about else unit)
