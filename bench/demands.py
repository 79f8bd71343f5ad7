"""How well items are judged that nothing was learned for: a lawyer's own, by their cues (and the learned stances).

`python bench/demands.py` judges each sentence of demands/*.tsv inside a small report, with the checklist
demands/demands.yaml, and prints precision and recall of "speaks of it and it was done" (met or weak), and how many of
these are told apart rightly. The sentences were written and labelled before they were judged; after the first file the
judgement was changed, the second was written after that.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from fazhi_check import loading
from fazhi_check.engine import assess
from fazhi_check.model.outcome import Assessment
from fazhi_check.readers import parse

HERE = Path(__file__).parent / "demands"
BEFORE = "全年召开政府常务会议21次，集体讨论重大事项33项。"
AFTER = "全年由司法所审查合同协议86件，提出修改意见142条。举办普法活动36场，发放资料8000份。"
HEAD = "青栎县竹溪镇2024年法治政府建设年度报告\n2024年，竹溪镇深入推进法治政府建设，现将有关情况报告如下。\n一、2024年主要举措和成效\n"


def judged(sentence: str, checklist: loading.Checklist) -> dict[str, str]:
    """Return the verdicts of all items on a report that holds a sentence."""
    document = parse(f"{HEAD}{BEFORE}\n{sentence}\n{AFTER}\n".encode(), "report.txt")
    outcome = assess(document, checklist)  # type: ignore[arg-type]  # it can be read
    assert isinstance(outcome, Assessment)
    return {one.item.id: one.verdict for one in outcome.findings}


def scored(file: Path, checklist: loading.Checklist) -> Counter[tuple[str, str]]:
    """Count (label, verdict) over the sentences of a file, each against its own item and all others of the file."""
    lines = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    own = dict.fromkeys(item for item, _, _ in lines)
    cells: Counter[tuple[str, str]] = Counter()
    for item, label, sentence in lines:
        verdicts = judged(sentence, checklist)
        for other in own:
            expected = label if other == item else "missing"
            cells[expected, verdicts[other]] += 1
            if expected != verdicts[other] and "--wrong" in sys.argv:
                print(other, expected, "→", verdicts[other], sentence)
    return cells


def main() -> None:
    """Print the figures, and with --wrong the sentences that are judged wrongly."""
    checklist = loading.load(str(HERE / "demands.yaml"))
    for file in sorted(HERE.glob("*.tsv"), reverse=True):
        cells = scored(file, checklist)
        right = sum(count for (label, verdict), count in cells.items() if label == verdict)
        told = sum(count for (label, verdict), count in cells.items() if "missing" not in (label, verdict))
        found = sum(count for (_, verdict), count in cells.items() if verdict != "missing")
        there = sum(count for (label, _), count in cells.items() if label != "missing")
        split = cells["met", "met"] + cells["weak", "weak"]
        print(f"{file.name}: {cells.total()} cells, right {right / cells.total():.3f}")
        print(f"  done (met or weak): precision {told / found:.3f}, recall {told / there:.3f}")
        print(f"  met told from weak: {split} of {told}")


if __name__ == "__main__":
    main()
