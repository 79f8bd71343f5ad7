"""Speed, as ratios measured in one run: machines differ and drift, ratios hardly do.

    python bench/bench.py [--reports 1000] [--rounds 3] [--textlint FOLDER]

The package's bytecode is made first, as pip makes it for every package that it installs (a checkout has none where
PYTHONDONTWRITEBYTECODE is set). Reports are made from the fixtures, each with a line of its own. FOLDER holds textlint's `node_modules` and its
configuration (`.textlintrc.json`) with a rule that looks for six phrases; without it that ratio is left out.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fazhi_check
from timing import best

ROOT = Path(__file__).parent.parent
SEEDS = [labels.with_suffix(".txt") for labels in sorted((ROOT / "fixtures" / "reports").glob("*.json"))]
IMPORTS = "import pydantic, ruamel.yaml, rapidfuzz.fuzz, rich.console, typer"
NAIVE = """
import sys, pathlib
from rapidfuzz import fuzz
phrases = ["三项制度", "合法性审查", "述法", "第一责任人", "存在的不足", "主要安排"]
for path in pathlib.Path(sys.argv[1]).iterdir():
    text = path.read_text("utf-8")
    [fuzz.partial_ratio(phrase, text) for phrase in phrases]
"""


def timed(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ), check=False
    )
    return time.perf_counter() - begin


def ratio(first: list[str], second: list[str], rounds: int) -> tuple[float, float, float]:
    """Return the median of both times in seconds and of their ratio, run in turns after one run each to warm up."""
    timed(first)
    timed(second)
    pairs = [(timed(first), timed(second)) for _ in range(rounds)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, theirs, statistics.median(one / other for one, other in pairs)


def told(name: str, limit: str, found: tuple[float, float, float]) -> None:
    print(f"{name:58} {found[0]:7.3f} s {found[1]:7.3f} s  ratio {found[2]:5.2f}  ({limit})")


def corpus(folder: Path, count: int) -> None:
    texts = [seed.read_text("utf-8") for seed in SEEDS]
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(f"{texts[number % len(texts)]}\n（副本{number}）\n", "utf-8")


def lint(path: Path) -> list[str]:
    return [sys.executable, "-m", "fazhi_check", "lint", str(path), "--format", "json", "--fail-on", "never"]


_STARTS = 15
"""A start is short and machines stutter: so many more of them are timed than of long runs."""


def start(rounds: int) -> None:
    floor = [sys.executable, "-c", IMPORTS]
    for option in ("--help", "--version"):
        command = [sys.executable, "-m", "fazhi_check", option]
        told(
            f"{option} : importing the five packages", "at most 0.6", ratio(command, floor, _STARTS * rounds)
        )
    one = lint(SEEDS[0])
    told(
        "one .txt linted to JSON : importing the five packages",
        "at most 1.3",
        ratio(one, floor, _STARTS * rounds),
    )
    screen = [part for part in one if part not in {"--format", "json"}]
    told(
        "one .txt linted to the screen : importing the five",
        "at most 1.3",
        ratio(screen, floor, _STARTS * rounds),
    )


def bulk(count: int, rounds: int, textlint: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus(Path(folder), count)
        naive = [sys.executable, "-c", NAIVE, folder]
        told(
            f"{count} .txt, 33 items : naive partial_ratio, 6 phrases",
            "for comparison",
            ratio(lint(Path(folder)), naive, rounds),
        )
        if textlint is None:
            print("textlint: not measured (give --textlint FOLDER)")
            return
        modules = textlint / "node_modules"
        peer = [str(modules / ".bin" / "textlint"), "--config", str(textlint / ".textlintrc.json")]
        peer += ["--rules-base-directory", str(modules), "-f", "unix", folder]
        told(
            f"{count} .txt, 33 items : textlint, 6 phrases",
            "at most 2",
            ratio(lint(Path(folder)), peer, rounds),
        )


def linear() -> None:
    """Print the cost per character from 1 KB to 10 MB, relative to the cost at 10 KB."""
    from fazhi_check import loading
    from fazhi_check.linting import Options, lint_file
    from fazhi_check.sources import Source

    checklist = loading.load()
    title, *body = SEEDS[0].read_text("utf-8").splitlines()
    lines = [line for line in body if len(line) > 40]
    costs: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
            text, number = title, 0
            parts = [text]
            length = len(text.encode())
            while length < size:
                line = f"\n{lines[number % len(lines)]}"
                parts.append(line)
                length += len(line.encode())
                number += 1
            file = Path(folder) / f"{size}.txt"
            file.write_text("".join(parts), "utf-8")
            costs.append(
                (
                    size,
                    best(
                        lambda file=file: lint_file(
                            Source(str(file), str(file)), checklist, Options(force=True)
                        ),
                        3,
                    )
                    / length,
                )
            )
    base = dict(costs)[10_000]
    print(
        "cost per byte, relative to 10 KB: "
        + ", ".join(f"{size:,} B {cost / base:.2f}" for size, cost in costs)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--textlint", type=Path)
    args = parser.parse_args()
    compileall.compile_dir(Path(fazhi_check.__file__).parent, quiet=1)
    start(args.rounds)
    bulk(args.reports, args.rounds, args.textlint)
    linear()


if __name__ == "__main__":
    main()
