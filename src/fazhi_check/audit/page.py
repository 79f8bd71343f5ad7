"""index.html: the audit as one page that needs no network, with its data inside as JSON.

No word of a report can become markup: `<`, `>` and `&` are escaped in the JSON, the page's script only ever sets text, and
its policy forbids everything that is not in the file.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from fazhi_check import __version__
from fazhi_check.audit.comparing import Comparison
from fazhi_check.audit.copying import Copy
from fazhi_check.audit.overall import Overall
from fazhi_check.audit.overview import WEIGHTS, figures
from fazhi_check.audit.records import Run
from fazhi_check.audit.reviving import Revived
from fazhi_check.audit.shelf import unit_of
from fazhi_check.audit.submissions import submissions
from fazhi_check.audit.tallying import UNKNOWN
from fazhi_check.model.checklist import UNIT_LEVELS as LEVELS
from fazhi_check.model.outcome import Finding
from fazhi_check.wording import LEVELS as URGENCIES
from fazhi_check.wording import UNIT_LEVELS, VERDICTS, basis, because, facets, place, reason, urgency

_DATA = Path(__file__).parent.parent / "data" / "audit"
_LETTERS = {"met": "m", "weak": "w", "missing": "x", "na": "n"}
_CHUNK = 40
"""Units whose details are read together."""
_QUOTES = ((1500, 220), (8000, 90), (30_000, 0))
"""Up to so many reports a quote has so many characters (0: only what is to be mended is quoted, shortly)."""
_SHORT = 60
_COPIES, _PASSAGES, _PASSAGE, _ROWS = 400, 8, 700, 5000
"""What the page lists at most; the workbook has all."""
_ORDER: tuple[str, ...] = (*LEVELS, UNKNOWN)


class Page:
    """Takes records one by one; they wait on the disk until the page is put together. Use as a context manager."""

    def __init__(self, run: Run, path: Path) -> None:
        self._run, self._path = run, path
        chosen = run.checklist.chosen
        self._items = [item for item in run.checklist.items if not chosen or item.id in chosen]
        self._quote = next((length for most, length in _QUOTES if len(run.records) <= most), None)
        self._rows: IO[str] = _spool()
        self._details: IO[str] = _spool()
        self._count = 0
        self._numbers: dict[str, int] = {}
        self._late = {late.path: (late.due, late.day) for late in run.late}

    def __enter__(self) -> Page:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._rows.close()
        self._details.close()

    def add(self, told: Revived, comparison: Comparison | None) -> None:
        """Take a report."""
        record = told.record
        findings = {one.item.id: one for one in told.findings}
        ordered = [findings.get(item.id) for item in self._items]
        if record["path"] in self._late:
            self._numbers[record["path"]] = self._count
        row = [
            unit_of(record),
            (record.get("roster") or {}).get("superior", ""),
            _ORDER.index(record["level"] or UNKNOWN),
            record["year"],
            record["summary"]["score"],
            "".join(_LETTERS[one.verdict if one else "na"] for one in ordered),
            record["path"],
            len(record["findings"]),
            comparison.this.score - comparison.last.score if comparison else None,
        ]
        self._rows.write((",\n" if self._count else "") + _json(row))
        if self._quote is not None:
            if self._count % _CHUNK == 0:
                self._details.write(
                    f'{"]</script>" if self._count else ""}\n<script type="application/json" id="d{self._count // _CHUNK}">['
                )
            else:
                self._details.write(",\n")
            self._details.write(_json(self._detail(told, ordered, comparison)))
        self._count += 1

    def _detail(
        self, told: Revived, findings: list[Finding | None], comparison: Comparison | None
    ) -> dict[str, Any]:
        return {
            "i": [self._told(one) if one else None for one in findings],
            "o": [
                [
                    one.title,
                    URGENCIES[one.level],
                    one.message,
                    one.quote,
                    place(one.place),
                    one.suggestion,
                    one.basis,
                ]
                for one in told.objections
            ],
            "c": _years(comparison) if comparison else None,
        }

    def _told(self, finding: Finding) -> list[str]:
        """Return (reason, urgency, quote, place, why the quote does not count, facets)."""
        best = finding.evidence or (finding.not_counted if finding.flagged else ())
        if not best or (not self._quote and not finding.flagged):
            return [reason(finding), urgency(finding), "", "", "", facets(finding)]
        note = "" if finding.evidence else because(best[0])
        quoted = _cut(best[0].quote, self._quote or _SHORT)
        return [reason(finding), urgency(finding), quoted, place(best[0].place), note, facets(finding)]

    def finish(self, overall: Overall) -> None:
        """Write the page."""
        if self._details.tell():
            self._details.write("]</script>\n")
        # The script goes in last: nothing in the data is taken for a place to put something in.
        frame = (_DATA / "page.html").read_text("utf-8")
        head, rest = frame.split("<!--data-->")
        title = _title(overall)
        head = head.replace("<!--css-->", (_DATA / "page.css").read_text("utf-8")).replace(
            "<!--title-->", title
        )
        with self._path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.write(head)
            out.write(
                f'<script type="application/json" id="data">{_json(self._whole(overall, title))}</script>\n'
            )
            out.write('<script type="application/json" id="rows">[')
            out.writelines(_read(self._rows))
            out.write("]</script>")
            out.writelines(_read(self._details))
            out.write(rest.replace("<!--js-->", (_DATA / "page.js").read_text("utf-8")))

    def _whole(self, overall: Overall, title: str) -> dict[str, Any]:
        run, summary = self._run, overall.summary
        checklist = run.checklist
        return {
            "title": title,
            "subtitle": f"清单：{checklist.title}（{checklist.id} {checklist.version}，指纹 {checklist.sha256[:12]}）",
            "weights": WEIGHTS,
            "foot": f"由 fazhi-check {__version__} 生成，内容全部在本文件之内，不连接网络。结论是校对的依据，不替代法制审核，请以原文和法律依据为准。",
            "urgencies": list(URGENCIES.values()),
            "clipped": self._clipped(),
            "chunk": _CHUNK,
            "figures": [_figure(name, value) for name, value in figures(overall)],
            "levels": [_level(level, summary) for level in _ORDER],
            "items": [self._item(item_summary, summary["year"]) for item_summary in summary["items"]],
            "rules": [[rule["title"], rule["count"]] for rule in summary["rules"]],
            "submissions": [list(row) for row, _ in zip(submissions(run), range(_ROWS), strict=False)],
            "failures": [
                [one["path"], one["reason"]] for one, _ in zip(run.failures, range(_ROWS), strict=False)
            ],
            "late": [[self._numbers[path], *self._late[path]] for path in sorted(self._numbers)],
            "names": [
                {
                    "number": one.number,
                    "name": one.name,
                    "owners": list(one.owners[:5]),
                    "place": one.place,
                    "quote": one.quote,
                }
                for one in overall.names[:_ROWS]
            ],
            "copies": [_copy(one) for one in overall.copies[:_COPIES]],
            "copyCount": len(overall.copies),
        }

    def _clipped(self) -> str:
        if self._quote is None:
            return "报告很多，本页只列结论；原文句子见 audit.xlsx 和 results.jsonl。"
        if self._quote == 0:
            return "报告很多，本页只摘录需要修改之处的原文；全部原文句子见 results.jsonl。"
        return (
            ""
            if self._quote == _QUOTES[0][1]
            else "报告较多，引文有删节；全文见 audit.xlsx 和 results.jsonl。"
        )

    def _item(self, counted: dict[str, Any], year: int | None) -> dict[str, Any]:
        item = next(one for one in self._items if one.id == counted["id"])
        verdicts = ("met", "weak", "missing")
        none = dict.fromkeys(verdicts, 0)
        return {
            "title": item.title,
            "core": item.core,
            "ask": item.ask,
            "advice": item.advice,
            "model": item.model,
            "basis": basis(item, year),
            "must": [item.level_for(level) == "error" for level in _ORDER],
            "all": [counted[one] for one in verdicts],
            "levels": [[counted["levels"].get(level, none)[one] for one in verdicts] for level in _ORDER],
        }


def _title(overall: Overall) -> str:
    year = overall.summary["year"]
    return f"{year}年度法治政府建设年度报告审查结果" if year else "法治政府建设年度报告审查结果"


def _figure(name: str, value: str) -> list[Any]:
    """Split “12份” into number and unit; say whether it is bad that there are some."""
    number = value.rstrip("份个对单位")
    if not number.replace(".", "").isdigit():
        return [name, value, "", False]
    return [name, number, value[len(number) :], name in _BAD and number != "0"]


_BAD = {"未报送", "迟报", "未能检查", "残留他单位名称", "文字雷同", "不在名册"}


def _level(level: str, summary: dict[str, Any]) -> dict[str, Any]:
    counted = summary["levels"].get(level, {"reports": 0, "mean": None})
    return {"name": UNIT_LEVELS.get(level, "没有认出"), **counted}


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "first": copy.first,
        "second": copy.second,
        "firstDay": copy.first_day,
        "secondDay": copy.second_day,
        "ofFirst": round(100 * copy.of_first),
        "ofSecond": round(100 * copy.of_second),
        "characters": copy.characters,
        "more": max(0, len(copy.passages) - _PASSAGES),
        "passages": [
            [_cut(one.first, _PASSAGE), _cut(one.second, _PASSAGE), one.first_place, one.second_place]
            for one in copy.passages[:_PASSAGES]
        ],
    }


def _years(comparison: Comparison) -> dict[str, Any]:
    changes = [
        (one.worse, f"{one.title}（{VERDICTS[one.last]}→{VERDICTS[one.this]}）") for one in comparison.changes
    ]
    return {
        "last": comparison.last.score,
        "this": comparison.this.score,
        "copied": round(100 * comparison.copied),
        "worse": [words for worse, words in changes if worse],
        "better": [words for worse, words in changes if not worse],
        "plans": [
            [
                fate.state,
                fate.planned.text,
                fate.planned.place,
                *((fate.told.text, fate.told.place) if fate.told else ("", "")),
                fate.note,
            ]
            for fate in comparison.plans
        ],
        "problems": [
            [one.verbatim, one.last.text, one.this.text, one.likeness] for one in comparison.problems
        ],
    }


def _cut(quote: str, most: int) -> str:
    words = "".join(quote.split())
    return words if len(words) <= most else words[:most] + "……"


_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def _json(value: object) -> str:
    """Return JSON that can stand in a script element whatever is in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="\n")


def _read(spool: IO[str]) -> Iterator[str]:
    spool.seek(0)
    return iter(lambda: spool.read(1 << 16), "")
