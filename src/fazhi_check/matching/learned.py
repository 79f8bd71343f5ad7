"""What was learned from examples: a linear model over character n-grams, one weight per n-gram and output.

Outputs are the items of a checklist and the `STANCES`. A clause's value for an output is the sum of the weights of the
n-grams in it; a passage's value is the sum over its clauses plus the output's bias: a logit, positive when the passage
speaks of the item. All values are whole numbers, `STEP` to one logit, so every machine gets the same ones. Weights are
learned offline by `training/train.py`.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import add
from pathlib import Path

STANCES = ("concrete", "negated", "planned", "problem", "problem-concrete", "cause", "plan-concrete", "foreign")
"""Outputs beside the items: a concrete fact; not done; yet to be done; a shortcoming; a shortcoming that names field
and symptom; a reason for one; a measure with content; a number that tells of no item at all."""

STEP = 40
"""Whole numbers to one logit."""

# A feature's weights are packed into one integer, 16 bits each, the first one always 1, so that a sum of features counts
# them too. Weights are stored with an offset, never negative; 255 summands of at most 255 still fit. Adding two such
# integers adds all outputs at once, which is what makes this fast enough without numerical libraries.
_OFFSET = 128
_FIELD = 2
_MOST_CHARACTERS = 85
_HEADER = b"fazhi-check/learned/v1\n"


@dataclass(frozen=True)
class Learned:
    """A learned model; `features` maps n-grams of one to three characters to their packed weights."""

    outputs: tuple[str, ...]
    bias: tuple[int, ...]
    features: Mapping[str, int]

    @cached_property
    def _fields(self) -> struct.Struct:
        return struct.Struct(f"<{len(self.outputs) + 1}H")

    def values(self, masked: str, bounds: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
        """Yield each clause's value for each output (without bias).

        `masked` is a sentence with its digits masked, `bounds` are the starts and ends of the clauses in it.
        """
        get = self.features.get
        pairs = list(map(add, masked, masked[1:]))
        one = list(map(get, masked, repeat(0)))
        two = list(map(get, pairs, repeat(0)))
        three = list(map(get, map(add, pairs, masked[2:]), repeat(0)))
        for start, end in bounds:
            if end - start <= _MOST_CHARACTERS:
                yield self._unpack(sum(one[start:end]) + sum(two[start : end - 1]) + sum(three[start : end - 2]))
            else:
                yield self._long(one, two, three, start, end)

    def _long(self, one: list[int], two: list[int], three: list[int], start: int, end: int) -> list[int]:
        """Return the values of a clause whose sums would not fit: add them up part by part."""
        totals = [0] * len(self.outputs)
        for at in range(start, end, _MOST_CHARACTERS):
            stop = min(at + _MOST_CHARACTERS, end)
            part = sum(one[at:stop]) + sum(two[at : min(stop, end - 1)]) + sum(three[at : min(stop, end - 2)])
            totals = list(map(add, totals, self._unpack(part)))
        return totals

    def _unpack(self, packed: int) -> list[int]:
        count, *fields = self._fields.unpack(packed.to_bytes(self._fields.size, "little"))
        offset = _OFFSET * count
        return [field - offset for field in fields]

    def weights(self, feature: str) -> list[int]:
        """Return one n-gram's weight for each output."""
        return self._unpack(self.features.get(feature, 0))


def ngrams(text: str) -> list[str]:
    """Return the n-grams of a text, one to three characters long, as often as they occur."""
    pairs = list(map(add, text, text[1:]))
    return [*text, *pairs, *map(add, pairs, text[2:])]


def load(path: Path) -> Learned:
    """Read a model written by `save`.

    Raises `ValueError` if the file is not one.
    """
    data = path.read_bytes()
    if not data.startswith(_HEADER):
        raise ValueError(path)
    head, _, rest = zlib.decompress(data[len(_HEADER) :]).partition(b"\n")
    meta = json.loads(head)
    names, _, packed = rest.partition(b"\n\n")
    size = (len(meta["outputs"]) + 1) * _FIELD
    features = {
        name: int.from_bytes(packed[at : at + size], "little")
        for name, at in zip(names.decode("utf-8").split("\n"), range(0, len(packed), size), strict=True)
    }
    return Learned(tuple(meta["outputs"]), tuple(meta["bias"]), features)


def save(path: Path, outputs: Sequence[str], bias: Sequence[int], weights: Iterable[tuple[str, Sequence[int]]]) -> None:
    """Write a model; each weight is a whole number from -127 to 127."""
    rows = sorted(weights)
    head = json.dumps({"outputs": list(outputs), "bias": list(bias)})
    packed = b"".join(struct.pack(f"<{len(row) + 1}H", 1, *(weight + _OFFSET for weight in row)) for _, row in rows)
    body = head.encode() + b"\n" + "\n".join(name for name, _ in rows).encode("utf-8") + b"\n\n" + packed
    path.write_bytes(_HEADER + zlib.compress(body, 9))
