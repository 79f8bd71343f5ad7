"""How well items are judged that nothing was learned for: a lawyer's own, by their cues (and the learned stances).

`python bench/demands.py` judges each sentence of demands/sentences.tsv inside a small report, with the checklist
demands/demands.yaml, and prints precision and recall of "speaks of it and it was done" (met or weak), of `missing`, and
how many of the met and weak ones are told apart. The sentences were written and labelled before they were judged.
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


def main() -> None:
    """Print the figures, and with --wrong the sentences that are judged wrongly."""
    checklist = loading.load(str(HERE / "demands.yaml"))
    own = [item.id for item in checklist.items if item.basis[0].document == "自拟文件"]
    cells: Counter[tuple[str, str]] = Counter()
    for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines():
        item, label, sentence = line.split("\t")
        verdicts = judged(sentence, checklist)
        cells[label, verdicts[item]] += 1
        if verdicts[item] != label and "--wrong" in sys.argv:
            print(item, label, "→", verdicts[item], sentence)
        for other in own:
            if other != item:
                cells["missing", verdicts[other]] += 1
                if verdicts[other] != "missing" and "--wrong" in sys.argv:
                    print(other, "missing →", verdicts[other], sentence)
    right = sum(count for (label, verdict), count in cells.items() if label == verdict)
    told = sum(count for (label, verdict), count in cells.items() if "missing" not in (label, verdict))
    found = sum(count for (_, verdict), count in cells.items() if verdict != "missing")
    there = sum(count for (label, _), count in cells.items() if label != "missing")
    split = cells["met", "met"] + cells["weak", "weak"]
    print(f"cells {cells.total()}, right {right / cells.total():.3f}")
    print(f"done (met or weak): precision {told / found:.3f}, recall {told / there:.3f}")
    print(f"met told from weak: {split} of {told}")
    print("\n".join(f"  {label} → {verdict}: {count}" for (label, verdict), count in sorted(cells.items())))


if __name__ == "__main__":
    main()
