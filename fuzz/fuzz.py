"""Feed broken files to the readers and see that each ends in a document or in one line: python fuzz/fuzz.py.

    python fuzz/fuzz.py [--seconds 60] [--processes 2] [--seed 1]

Seeds are the fixtures in every format that can be made here; each execution changes one of them at random (bits, bytes,
cuts, splices of two, numbers, doubled stretches; inside ZIP packages the parts, packed again) and reads it. Anything but
a `Document` or a `ReadFailure` of one line is printed with the seed that makes it again, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import sys
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from fazhi_check.model.document import Document  # noqa: E402
from fazhi_check.model.outcome import ReadFailure  # noqa: E402
from fazhi_check.readers import parse, rtf  # noqa: E402
from fazhi_check.structure.outline import outline  # noqa: E402
from formats import as_docx, as_odt, as_ofd, as_page, as_rtf, as_xlsx  # noqa: E402  # the tests' own makers

MAKERS = {"docx": as_docx, "html": as_page, "ofd": as_ofd, "odt": as_odt, "rtf": as_rtf, "xlsx": as_xlsx}
_SLOW = {"xlsx"}
"""Formats whose library takes long: changed less often."""


def seeds() -> list[tuple[str, bytes]]:
    text = "\n".join(
        (ROOT / "fixtures" / "reports" / "township-poor.txt").read_text("utf-8").splitlines()[:8]
    )
    found = [(f"a.{suffix}", make(text)) for suffix, make in MAKERS.items()]
    found += [("a.txt", text.encode(one, "ignore")) for one in ("utf-8", "gb18030", "utf-16", "big5hkscs")]
    found.append(("a.mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
                  b"Content-Type: text/html; charset=utf-8\r\n\r\n" + as_page(text) + b"\r\n--B--\r\n"))  # fmt: skip
    return found + [
        (f"a{file.suffix}", file.read_bytes()) for file in sorted((ROOT / "fuzz" / "seeds").glob("*"))
    ]


def changed(data: bytes, chance: random.Random) -> bytes:
    """Change bytes at random, a few times."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not out:
            break
        at = chance.randrange(len(out))
        kind = chance.randrange(7)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            out[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, 0x3C, 0x26, 0x22))
        elif kind == 2:
            del out[at : at + chance.choice((1, 4, 64, 1024))]
        elif kind == 3:
            del out[at:]
        elif kind == 4:
            out[at:at] = out[at : at + chance.choice((1, 16, 256))] * chance.choice((1, 2, 8))
        elif kind == 5:
            out[at:at] = chance.choice(
                (b"<a>", b"]]>", b"&x;", b"-1", b"99999999999", b"\x00", b"NaN", b"g 9 9", b"{", b"}")
            )
        else:
            other = chance.randrange(len(out))
            out[at : at + 64] = out[other : other + 64]
    return bytes(out)


def changed_inside(data: bytes, chance: random.Random) -> bytes:
    """Change one part of a ZIP package and pack it again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victim = chance.choice(old.namelist())
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, changed(content, chance) if info.filename == victim else content)
    return out.getvalue()


def run(seconds: float, number: int, start: int) -> tuple[Counter[str], list[str]]:
    """Execute until the time is over; return how often what came of it, and what went wrong."""
    rtf.program = lambda: None  # LibreOffice is not what is tested here
    every = seeds()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    end = time.monotonic() + seconds
    seed = start + number
    while time.monotonic() < end and len(wrong) < 20:
        seed += 1000
        chance = random.Random(seed)
        name, data = chance.choice(every)
        if Path(name).suffix[1:] in _SLOW and chance.random() < 0.9:
            continue
        try:
            inside = data.startswith(b"PK") and chance.random() < 0.7
            data = changed_inside(data, chance) if inside else changed(data, chance)
        except (zipfile.BadZipFile, zlib.error):
            continue
        counts["executions"] += 1
        try:
            outcome = parse(data, name)
            if isinstance(outcome, Document):
                counts[f"{Path(name).suffix} read"] += 1
                if chance.random() < 0.05:
                    outline(outcome)
            elif isinstance(outcome, ReadFailure) and "\n" not in outcome.reason:
                counts[f"{Path(name).suffix} refused"] += 1
            else:
                wrong.append(f"{name} seed {seed}: {outcome!r:.200}")
        except Exception as error:  # what must never happen
            wrong.append(f"{name} seed {seed}: {type(error).__name__}: {error}")
    return counts, wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with multiprocessing.Pool(args.processes) as pool:
        results = pool.starmap(
            run, [(args.seconds, number, args.seed * 1_000_003) for number in range(args.processes)]
        )
    counts = sum((one for one, _ in results), Counter())
    for name, count in sorted(counts.items()):
        print(f"{name:20} {count}")
    wrong = [one for _, some in results for one in some]
    print("\n".join(wrong))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
