"""Learn the weights of a checklist's items and stances from labelled examples.

    python training/train.py [--out checklists/fazhi-2021-2025.learned.bin]

Logistic regression (liblinear, L2) on the character n-grams of clauses. Each item is learned three times: on whole
passages, then twice more with the passage's best run of clauses added, because that is what the engine looks for. The
result depends on nothing but the examples and the version of scikit-learn.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from examples import WHOLE, Example, of_checklist, reports, sentences
from fazhi_check.matching.clauses import clauses, mask_digits
from fazhi_check.matching.learned import STANCES, STEP, ngrams, save

HERE = Path(__file__).parent
MOST = 40_000
"""How many n-grams are kept."""
SMALLEST = 3
"""n-grams whose weights all round to less than this many steps are left out."""
UNSURE_WEIGHT, POSITIVE_WEIGHT, ROUNDS = 0.3, 2.0, 2
BALANCED = {"foreign", "cause", "problem-concrete", "plan-concrete"}
DONE = {"met", "met-n", "met-k", "weak"}
MET = {"met", "met-n", "met-k"}


class Grams:
    """The n-grams that occur in at least two examples (or `among` given ones), and sparse rows over them."""

    def __init__(self, passages: Sequence[Sequence[str]], among: set[str] | None = None) -> None:
        counts: Counter[str] = Counter()
        for passage in passages:
            counts.update({name for clause in passage for name in ngrams(clause)})
        self.names = sorted(
            name for name, count in counts.items() if count > 1 and (not among or name in among)
        )
        self.counts = np.array([counts[name] for name in self.names])
        self._index = {name: number for number, name in enumerate(self.names)}

    def rows(self, passages: Sequence[Sequence[str]]) -> sp.csr_matrix:
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for passage in passages:
            found = Counter(name for clause in passage for name in ngrams(clause) if name in self._index)
            columns += (self._index[name] for name in found)
            counts += found.values()
            ends.append(len(columns))
        shape = (len(passages), len(self.names))
        return sp.csr_matrix((np.array(counts, float), columns, ends), shape=shape).sorted_indices()


def clauses_of(text: str) -> list[str]:
    masked = mask_digits(text)
    return [masked[start:end] for start, end in clauses(masked)]


def fit(rows: sp.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=1.0, solver="liblinear").fit(rows, labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def best_run(values: np.ndarray) -> tuple[int, int]:
    """Return the run of clauses with the largest sum."""
    best, total, begin, run = -np.inf, 0.0, 0, (0, 1)
    for number, value in enumerate(values):
        if total <= 0:
            total, begin = 0.0, number
        total += value
        if total > best:
            best, run = total, (begin, number + 1)
    return run


def learn_item(
    item: str, examples: Sequence[Example], passages: Sequence[list[str]], grams: Grams
) -> tuple[np.ndarray, float]:
    labels = np.array([one.classes.get(item, "other") != "other" for one in examples])
    weights = np.where(labels, POSITIVE_WEIGHT, 1.0)
    for number, one in enumerate(examples):
        if one.is_open(item):
            weights[number] = UNSURE_WEIGHT
    whole = grams.rows(passages)
    single = grams.rows([[clause] for passage in passages for clause in passage])
    ends = np.cumsum([0, *map(len, passages)])
    coefficients, bias = fit(whole, labels, weights)
    for _ in range(ROUNDS):
        values = single @ coefficients
        runs = []
        for number, passage in enumerate(passages):
            if passage:
                first, last = best_run(values[ends[number] : ends[number + 1]])
                runs.append(passage[first:last])
            else:
                runs.append(passage)
        both = sp.vstack([whole, grams.rows(runs)]).tocsr()
        coefficients, bias = fit(both, np.r_[labels, labels], np.r_[weights, weights] * 0.6)
    return coefficients, bias


def stance(name: str, one: Example) -> bool | None:
    """Return what an example teaches about a stance; None if nothing."""
    kinds = {kind for item, kind in one.classes.items() if item not in WHOLE}
    whole = {item: kind for item, kind in one.classes.items() if item in WHOLE}
    return _TEACH[name](kinds, whole, one)


def _concrete(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if kinds and kinds <= MET:
        return True
    # A slogan beside somebody else's number teaches nothing: which clause is the fact is unknown.
    return False if kinds == {"weak"} and not any(character.isdigit() for character in one.text) else None


def _negated(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if kinds == {"neg"}:
        return True
    return False if kinds and kinds <= DONE | {"plan"} else None


def _planned(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if kinds == {"plan"} or one.role == "plan" or whole.get("next-year-plan") in MET | {"weak"}:
        return True
    return (
        False if (kinds and "plan" not in kinds) or one.role in {"achievements", "responsibility"} else None
    )


def _problem(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if (
        kinds == {"problem"}
        or one.role == "shortcomings"
        or whole.get("shortcomings") in MET | {"weak", "other"}
    ):
        return True
    if kinds and kinds <= DONE | {"plan"}:
        return False
    return False if one.role in {"achievements", "responsibility", "plan"} and "neg" not in kinds else None


def _problem_concrete(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if whole.get("shortcomings") in MET | {"other"} or "problem" in kinds:
        return True
    return False if whole.get("shortcomings") == "weak" else None


def _cause(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if whole.get("causes") in MET:
        return True
    if "causes" in whole or whole.get("shortcomings") in {"weak", "other"}:
        return False
    if one.role == "shortcomings":
        return None if one.is_open("causes") else False
    return False if "problem" in kinds or one.role == "achievements" else None


def _plan_concrete(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    if kinds == {"plan"} or whole.get("next-year-plan") in MET:
        return True
    return False if whole.get("next-year-plan") == "weak" else None


def _foreign(kinds: set[str], whole: dict[str, str], one: Example) -> bool | None:
    return None if one.related is None else not one.related


_TEACH: dict[str, Callable[[set[str], dict[str, str], Example], bool | None]] = {
    "concrete": _concrete,
    "negated": _negated,
    "planned": _planned,
    "problem": _problem,
    "problem-concrete": _problem_concrete,
    "cause": _cause,
    "plan-concrete": _plan_concrete,
    "foreign": _foreign,
}


def learn_stance(name: str, examples: Sequence[Example], rows: sp.csr_matrix) -> tuple[np.ndarray, float]:
    taught = [stance(name, one) for one in examples]
    some = [number for number, lesson in enumerate(taught) if lesson is not None]
    labels = np.array([bool(taught[number]) for number in some])
    print(f"{name:20} {labels.sum():5} yes {len(labels) - labels.sum():5} no")
    share = labels.mean()
    # Balanced, so that a logit of 0 means that both are as likely.
    weights = np.where(labels, 0.5 / share, 0.5 / (1 - share)) if name in BALANCED else np.ones(len(labels))
    return fit(rows[some], labels, weights)


def learn(examples: Sequence[Example]) -> tuple[list[str], list[str], np.ndarray, list[float]]:
    """Return outputs, n-grams, weights (outputs × n-grams) and biases.

    Everything is learned twice: over all n-grams, then over those that told most the first time.
    """
    passages = [clauses_of(one.text) for one in examples]
    grams = Grams(passages)
    outputs, weights, _ = _learn(examples, passages, grams)
    told = np.sqrt((weights**2).sum(axis=0) * grams.counts)
    among = {grams.names[number] for number in np.argsort(-told, kind="stable")[:MOST]}
    grams = Grams(passages, among)
    outputs, weights, bias = _learn(examples, passages, grams)
    return outputs, grams.names, weights, bias


def _learn(
    examples: Sequence[Example], passages: list[list[str]], grams: Grams
) -> tuple[list[str], np.ndarray, list[float]]:
    rows = grams.rows(passages)
    items = sorted({item for one in examples for item in one.classes} - set(WHOLE))
    told = [number for number, one in enumerate(examples) if one.related is None]
    some, some_passages = [examples[number] for number in told], [passages[number] for number in told]
    learned = Parallel(n_jobs=-1)(delayed(learn_item)(item, some, some_passages, grams) for item in items)
    learned += [learn_stance(name, examples, rows) for name in STANCES]
    return [*items, *STANCES], np.array([one[0] for one in learned]), [one[1] for one in learned]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HERE)
    parser.add_argument("--checklist", default="fazhi-2021-2025")
    parser.add_argument(
        "--out", type=Path, default=HERE.parent / "checklists" / "fazhi-2021-2025.learned.bin"
    )
    args = parser.parse_args()
    examples = list(sentences(args.data / "sentences"))
    examples += of_checklist(args.checklist)
    for report in reports(args.data / "reports"):
        examples += report
    print(f"{len(examples)} examples")
    outputs, names, weights, bias = learn(examples)
    steps = np.clip(np.rint(weights * STEP), -127, 127).astype(int)
    kept = np.flatnonzero(np.abs(steps).max(axis=0) >= SMALLEST)
    save(
        args.out,
        outputs,
        [round(one * STEP) for one in bias],
        ((names[number], steps[:, number].tolist()) for number in kept),
    )
    print(f"{len(kept)} of {len(names)} n-grams kept, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
