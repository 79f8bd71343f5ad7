"""Right and wrong cells by item and by class, as Markdown tables.

    python bench/accuracy.py GOLD_DIR PREDICTIONS.json

GOLD_DIR holds NAME.gold.json beside each report; PREDICTIONS.json is the output of `fazhi-check lint --format json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path, PurePath

VERDICTS = ("met", "weak", "missing")


def cells(gold: Path, predictions: Path) -> list[tuple[str, str, str, str, str | None, str | None]]:
    """Return (report, item, label, verdict, labelled reason, reason) of all cells that are not disputed."""
    found = []
    for report in json.loads(predictions.read_text("utf-8"))["reports"]:
        name = PurePath(report["path"]).stem
        labels = json.loads((gold / f"{name}.gold.json").read_text("utf-8"))["items"]
        for item in report["items"]:
            label = labels[item["id"]]
            if not label.get("disputed"):
                found.append(
                    (name, item["id"], label["verdict"], item["verdict"], label.get("reason"), item["reason"])
                )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    args = parser.parse_args()
    all_cells = cells(args.gold, args.predictions)
    print(
        "| label ↓ verdict → | met | weak | missing | precision | recall | F1 |\n|---|---|---|---|---|---|---|"
    )
    table = Counter((label, verdict) for _, _, label, verdict, _, _ in all_cells)
    for one in VERDICTS:
        given, asked = (
            sum(table[other, one] for other in VERDICTS),
            sum(table[one, other] for other in VERDICTS),
        )
        precision, recall = table[one, one] / max(given, 1), table[one, one] / max(asked, 1)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        counts = " | ".join(str(table[one, other]) for other in VERDICTS)
        print(f"| {one} | {counts} | {precision:.3f} | {recall:.3f} | {score:.3f} |")
    both = [(label, reason) for _, _, one, other, label, reason in all_cells if one == other == "missing"]
    print(f"\nReason right where both say missing: {sum(a == b for a, b in both)} of {len(both)}\n")
    by_item: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name, item, label, verdict, _, _ in all_cells:
        by_item[item].append((name, label, verdict))
    print("| item | cells | right | wrong (report: label → verdict) |\n|---|---|---|---|")
    for item, found in by_item.items():
        wrong = [f"{name}: {label} → {verdict}" for name, label, verdict in found if label != verdict]
        print(f"| {item} | {len(found)} | {1 - len(wrong) / len(found):.2f} | {'; '.join(wrong)} |")


if __name__ == "__main__":
    main()
