"""The baseline: the findings that were there on the day it was made, so that a run shows only what is new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from fazhi_check.fingerprints import fingerprints
from fazhi_check.globbing import relative
from fazhi_check.mistakes import Mistake, refusal
from fazhi_check.model.outcome import Assessment

_SCHEMA = "fazhi-check/baseline/v1"


class Known(NamedTuple):
    """One finding as a baseline keeps it: enough to find it again, and to read what it is."""

    path: str
    id: str
    verdict: str
    fingerprint: str


class Baseline(NamedTuple):
    """What a baseline knows; `folder` is what its paths are meant from."""

    folder: str
    known: frozenset[Known] = frozenset()

    @staticmethod
    def read(file: str) -> Baseline:
        """Read a baseline; raises `Mistake`."""
        path = Path(file)
        try:
            content = json.loads(path.read_text("utf-8"))
            if content["schema"] != _SCHEMA:
                raise KeyError(_SCHEMA)
            known = frozenset(Known(**one) for one in content["findings"])
        except OSError as error:
            raise Mistake(
                f"读不了基线文件 {file}（{refusal(error)}）；先用 fazhi-check baseline create 建立。"
            ) from None
        except (ValueError, KeyError, TypeError):
            raise Mistake(
                f"{file} 不是 fazhi-check 的基线文件（或者已损坏）；可以用 fazhi-check baseline create 重新建立。"
            ) from None
        return Baseline(str(path.parent), known)

    def text(self) -> str:
        """Return the content of its file, one finding a line, in order."""
        lines = [json.dumps(one._asdict(), ensure_ascii=False) for one in sorted(self.known)]
        body = ",\n".join(lines)
        return (
            f'{{"schema": "{_SCHEMA}", "findings": [\n{body}\n]}}\n'
            if lines
            else (f'{{"schema": "{_SCHEMA}", "findings": []}}\n')
        )

    def found(self, assessment: Assessment) -> tuple[list[Known], list[Known]]:
        """Return all findings and all objections of an assessment as a baseline would keep them, in their order."""
        path = relative(assessment.document.path, self.folder)
        of_findings, of_objections = fingerprints(path, assessment)
        return (
            [
                Known(path, one.item.id, one.verdict, known_by)
                for one, known_by in zip(assessment.findings, of_findings, strict=True)
            ],
            [
                Known(path, one.rule, "objection", known_by)
                for one, known_by in zip(assessment.objections, of_objections, strict=True)
            ],
        )
