"""What was learned from examples: a linear model over character n-grams, one weight per n-gram and output.

Outputs are the items of a checklist and the `STANCES`. A clause's value for an output is the sum of the weights of the
n-grams in it; a passage's value is the sum over its clauses plus the output's bias: a logit, positive when the passage
speaks of the item. All values are whole numbers, `STEP` to one logit, so every machine gets the same ones. Weights are
learned offline by `training/train.py`.

How it is fast without numerical libraries: the weights of an n-gram for all outputs are packed into one integer, so one
addition adds them all; n-grams of 1, 2 and 4 characters are read off the UTF-16 text as numbers of 16, 32 and 64 bits;
and the entry of a longer n-gram already holds those of the shorter ones it begins with, so each character costs one
addition.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import Literal

STANCES = (
    "concrete",
    "negated",
    "planned",
    "problem",
    "problem-concrete",
    "cause",
    "plan-concrete",
    "foreign",
)
"""Outputs beside the items: a concrete fact; not done; yet to be done; a shortcoming; a shortcoming that names field
and symptom; a reason for one; a measure with content; a number that tells of no item at all."""

STEP = 40
"""Whole numbers to one logit."""

LENGTHS = (1, 2, 4)
"""Lengths of the n-grams, in characters."""

# One field of 16 bits for the number of n-grams, then one per output. Weights are stored with an offset, never negative;
# 255 of them still fit into a field, so a clause of up to 85 characters is added up at once.
_FIELD = 16
_OFFSET = 128
_MASK = (1 << _FIELD) - 1
_MOST_CHARACTERS = 255 // len(LENGTHS)
# Up to so many texts, only the n-grams that occur in them are made ready.
_FEW_TEXTS = 8
HEADER = b"fazhi-check/learned/v2\n"
_LITTLE = sys.byteorder == "little"
_UTF16 = "utf-16-le" if _LITTLE else "utf-16-be"
_KINDS: dict[int, Literal["H", "I", "Q"]] = {1: "H", 2: "I", 4: "Q"}


class Packed:
    """The values of one clause for all outputs."""

    __slots__ = ("_offset", "_sum")

    def __init__(self, total: int) -> None:
        self._sum = total
        self._offset = _OFFSET * (total & _MASK)

    def value(self, output: int) -> int:
        """Return the value for one output."""
        return ((self._sum >> (_FIELD * (output + 1))) & _MASK) - self._offset

    def above(self, floor: Floor) -> list[int]:
        """Return the outputs whose value reaches a floor."""
        marks = (self._sum + floor.lifts[self._sum & _MASK]) & floor.tops
        found = []
        while marks:
            lowest = marks & -marks
            found.append(lowest.bit_length() // _FIELD - 2)
            marks ^= lowest
        return found


def column(values: Iterable[Packed], output: int) -> list[int]:
    """Return the values of several clauses for one output."""
    shift = _FIELD * (output + 1)
    return [((one._sum >> shift) & _MASK) - one._offset for one in values]


class Floor:
    """Least values (from 0 to 100) for some outputs, laid out so that one addition compares them all.

    A field's value reaches the floor exactly when adding its lift sets the field's highest bit.
    """

    def __init__(self, least: Mapping[int, int]) -> None:
        fields = [(_FIELD * (output + 1), value) for output, value in least.items()]
        top = 1 << (_FIELD - 1)
        self.tops = sum(top << field for field, _ in fields)
        highest = sum((top - value) << field for field, value in fields)
        each = sum(_OFFSET << field for field, _ in fields)
        self.lifts = [highest - count * each for count in range(256)]


class Learned:
    """A learned model, ready for use; `rows` gives the n-grams of each length with their weights, one byte per output."""

    def __init__(
        self, outputs: Sequence[str], bias: Sequence[int], rows: Iterable[tuple[int, str, bytes]] = ()
    ) -> None:
        self.outputs = tuple(outputs)
        self.bias = tuple(bias)
        # Packed weights by 16-bit, 32-bit and 64-bit key.
        self._one = [0] * 65536
        self._two: dict[int, int] = {}
        self._four: dict[int, int] = {}
        # Rows not yet packed, by length: the keys, and the weights in the same order.
        self._rows: dict[int, tuple[memoryview, bytes]] = {}
        self._texts = 0
        for length, names, weights in rows:
            keys = memoryview(names.encode(_UTF16, "surrogatepass")).cast("B").cast(_KINDS[length])
            self._rows[length] = (keys, weights)

    def _pack(self, length: int, wanted: Collection[int] | None) -> None:
        """Enter n-grams of one length (None: all); those of shorter ones that they begin with must be there already.

        A row becomes one integer, with a 1 in the field that counts n-grams.
        """
        one, two, four = self._one, self._two, self._four
        keys, weights = self._rows[length]
        size = len(self.outputs)
        places: Iterable[int] = range(len(keys))
        if wanted is not None:
            places = compress(places, map(wanted.__contains__, keys))
        for place in places:
            key = keys[place]
            at = place * size
            fields = bytearray(2 * size)
            fields[::2] = weights[at : at + size]
            packed = int.from_bytes(fields, "little") << _FIELD | 1
            if length == 1:
                one[key] = packed
            elif length == 2:
                two[key] = packed + one[_beginning(key, 32, 16)]
            else:
                shorter = two.get(_beginning(key, 64, 32))
                four[key] = packed + (one[_beginning(key, 64, 16)] if shorter is None else shorter)

    def _prepare(self, data: memoryview) -> None:
        """Pack what a text needs: at first only that, for one report holds few of all n-grams; then everything."""
        self._texts += 1
        if self._texts > _FEW_TEXTS:
            for length in self._rows:
                self._pack(length, None)
            self._rows = {}
            return
        for length in self._rows:
            wanted: set[int] = set()
            for shift in range(length):
                size = (len(data) // 2 - shift) // length
                if size > 0:
                    wanted.update(data[2 * shift : 2 * shift + 2 * length * size].cast(_KINDS[length]))
            self._pack(length, wanted)

    def values(self, masked: str, bounds: Sequence[tuple[int, int]]) -> Iterator[Packed]:
        """Yield the values of each clause, without bias.

        `masked` is a text with its digits masked, `bounds` are the starts and ends of the clauses in it.
        """
        one, two, four = self._scan(masked)
        for start, end in bounds:
            if end - start > _MOST_CHARACTERS:
                yield self._long(one, two, four, start, end)
            else:
                yield Packed(_clause(one, two, four, start, end))

    def _scan(self, masked: str, *, part: bool = False) -> tuple[list[int], list[int], list[int]]:
        """Return, for each character, the packed weights of the n-grams of up to 1, 2 and 4 characters from there.

        `part` says that the text is part of one that was scanned before.
        """
        encoded = masked.encode(_UTF16, "surrogatepass")
        count = len(masked)
        if len(encoded) != 2 * count:
            plain = "".join(one if one <= "\uffff" else "\ufffd" for one in masked)
            encoded = plain.encode(_UTF16, "surrogatepass")
        data = memoryview(encoded)
        if self._rows and not part:
            self._prepare(data)
        one = list(map(self._one.__getitem__, data.cast("H")))
        two = one[:]
        for shift in range(2):
            size = (count - shift) // 2
            keys = data[2 * shift : 2 * shift + 4 * size].cast("I")
            two[shift : shift + 2 * size : 2] = map(self._two.get, keys, one[shift : shift + 2 * size : 2])
        four = two[:]
        for shift in range(min(4, count)):
            size = (count - shift) // 4
            keys = data[2 * shift : 2 * shift + 8 * size].cast("Q")
            four[shift : shift + 4 * size : 4] = map(self._four.get, keys, two[shift : shift + 4 * size : 4])
        return one, two, four

    def _long(self, one: list[int], two: list[int], four: list[int], start: int, end: int) -> Packed:
        """Return the values of a clause whose sum would not fit, added up part by part and clipped to what a field holds.

        N-grams across the edges of the parts are left out.
        """
        totals = [0] * len(self.outputs)
        for at in range(start, end, _MOST_CHARACTERS):
            part = Packed(_clause(one, two, four, at, min(at + _MOST_CHARACTERS, end)))
            totals = [total + part.value(output) for output, total in enumerate(totals)]
        fields = [255, *(max(0, min(_MASK, total + _OFFSET * 255)) for total in totals)]
        return Packed(sum(field << (_FIELD * number) for number, field in enumerate(fields)))

    def telling(self, masked: str, output: int) -> list[tuple[int, int]]:
        """Return the one or two n-grams of a clause that speak most for an output, in order."""
        gains = column(map(Packed, self._scan(masked, part=True)[2]), output)
        best = max(range(len(gains)), key=gains.__getitem__)
        far = [
            number
            for number in range(len(gains))
            if abs(number - best) >= LENGTHS[-1] and gains[number] >= STEP
        ]
        starts = sorted([best, *([max(far, key=gains.__getitem__)] if far else [])])
        return [(start, min(start + LENGTHS[-1], len(masked))) for start in starts]


def _beginning(key: int, bits: int, kept: int) -> int:
    """Return the key of the first characters of an n-gram."""
    return key & ((1 << kept) - 1) if _LITTLE else key >> (bits - kept)


def _clause(one: list[int], two: list[int], four: list[int], start: int, end: int) -> int:
    """Add up the n-grams that lie wholly between two places."""
    if end - start < 4:
        return sum(two[start : end - 1]) + one[end - 1]
    return sum(four[start : end - 3]) + two[end - 3] + two[end - 2] + one[end - 1]


def ngrams(text: str) -> list[str]:
    """Return the n-grams of a text, as often as they occur."""
    return [text[at : at + length] for length in LENGTHS for at in range(len(text) - length + 1)]


def load(path: Path) -> Learned:
    """Read a model written by `save`.

    Raises `ValueError` if the file is not one.
    """
    data = path.read_bytes()
    if not data.startswith(HEADER):
        raise ValueError(path)
    head, _, rest = data[len(HEADER) :].partition(b"\n")
    meta = json.loads(head)
    rows = []
    at = 0
    for length, count in zip(LENGTHS, meta["counts"], strict=True):
        middle = at + 2 * length * count
        end = middle + len(meta["outputs"]) * count
        rows.append((length, rest[at:middle].decode("utf-16-le", "surrogatepass"), rest[middle:end]))
        at = end
    return Learned(meta["outputs"], meta["bias"], rows)


def save(
    path: Path, outputs: Sequence[str], bias: Sequence[int], weights: Iterable[tuple[str, Sequence[int]]]
) -> None:
    """Write a model; each weight is a whole number from -127 to 127."""
    by_length: dict[int, list[tuple[str, Sequence[int]]]] = {length: [] for length in LENGTHS}
    for name, row in sorted(weights):
        by_length[len(name)].append((name, row))
    body = b""
    for rows in by_length.values():
        body += "".join(name for name, _ in rows).encode("utf-16-le", "surrogatepass")
        body += b"".join(bytes(weight + _OFFSET for weight in row) for _, row in rows)
    counts = [len(rows) for rows in by_length.values()]
    head = json.dumps({"outputs": list(outputs), "bias": list(bias), "counts": counts})
    # Not compressed: that would cost more at every start than it spares on the disk.
    path.write_bytes(HEADER + head.encode() + b"\n" + body)
