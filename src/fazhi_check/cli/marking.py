"""Running `annotate`: from a request to a written file and what to tell about it."""

from __future__ import annotations

import dataclasses
import io
import tempfile
from pathlib import Path, PurePath
from typing import NoReturn

from fazhi_check import readers, reporters
from fazhi_check.annotating import annotate, told
from fazhi_check.cli import exits
from fazhi_check.cli.choosing import Choices
from fazhi_check.cli.outputs import same_file
from fazhi_check.cli.planning import Plan, plan_of
from fazhi_check.limits import SECONDS, TooLong, time_limit
from fazhi_check.linting import lint_data
from fazhi_check.mistakes import Mistake
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Assessment, ReadFailure
from fazhi_check.wording import printable

_WORD = (".docx", ".docm", ".dotx")
_PAGE = (".html", ".htm")


@dataclasses.dataclass(frozen=True)
class Request:
    """What `annotate` is asked for; fields as in the command line."""

    path: str
    output: str | None = None
    checklist: str | None = None
    level: str | None = None
    year: int | None = None
    force: bool = False

    def flags(self) -> dict[str, object]:
        """Return what the command line settles, under the keys of a configuration."""
        flags = {"checklist": self.checklist, "level": self.level, "year": self.year, "force": self.force}
        return {key: value for key, value in flags.items() if value not in (None, False)}


def run(request: Request) -> str:
    """Write the annotated file; return what to tell about it."""
    try:
        plan = plan_of(request.path, Choices(request.flags(), None))
    except Mistake as error:
        exits.stop(str(error))
    wanted = _suffix(request)
    data = readers.content(request.path, max_bytes=plan.options.max_bytes)
    if isinstance(data, ReadFailure):
        _unreadable(data)
    word = None if wanted in _PAGE else readers.as_docx(data, request.path)
    if isinstance(word, ReadFailure):
        _unreadable(word)
    if word is None and wanted in _WORD:
        exits.stop("这类文件加不了 Word 批注，只能写成网页批注稿：请把输出文件名改成以 .html 结尾。")
    target = _target(request, ".html" if word is None else ".docx")
    outcome = _assessed(data if word is None else word, request.path, plan)
    if word is None:
        _write(target, _page(plan.checklist, outcome))
        return f"网页批注稿已写好：{target}"
    _write(target, _annotated(word, outcome))
    converted = "" if word is data else "原文件先用 LibreOffice 转换成了 .docx，版式可能略有变化。"
    return f"批注稿已写好：{target}（批注 {len(told(outcome))} 条，第一条是小结）。{converted}"


def _assessed(data: bytes, path: str, plan: Plan) -> Assessment:
    outcome = lint_data(data, path, plan.checklist, plan.options)
    if isinstance(outcome, ReadFailure):
        _unreadable(outcome)
    return plan.marks.on(outcome)[0] if plan.marks else outcome


def _unreadable(failure: ReadFailure) -> NoReturn:
    exits.stop(f"没有批注 {printable(failure.path)}：{failure.reason}", exits.UNREADABLE)


def _suffix(request: Request) -> str:
    """Return the suffix that was asked for ("" if none was)."""
    if request.output is None:
        if request.path == readers.STDIN:
            exits.stop("从标准输入读取时，请用 -o 指定批注稿的文件名。")
        return ""
    suffix = PurePath(request.output).suffix.lower()
    if suffix not in _WORD + _PAGE:
        exits.stop("批注稿的文件名要以 .docx（Word）或 .html（网页）结尾。")
    return suffix


def _target(request: Request, suffix: str) -> Path:
    """Return where to write, which is never the file that is read nor, unless it was named, one that exists."""
    if request.output is None:
        source = Path(request.path)
        kept = source.suffix if suffix == ".docx" and source.suffix.lower() in _WORD else suffix
        target = source.with_name(f"{source.stem}（批注稿）{kept}")
        if target.exists():
            exits.stop(f"{target} 已经有了，没有覆盖。要覆盖或另取名字，请用 -o 指定文件名。")
        return target
    target = Path(request.output)
    if request.path != readers.STDIN and same_file(request.path, target):
        exits.stop(f"输出文件 {target} 就是要批注的文件，会把它覆盖。请换一个文件名。")
    return target


def _annotated(word: bytes, outcome: Assessment) -> bytes:
    """Return the Word file with comments, or leave with what is wrong with it."""
    path = outcome.document.path
    try:
        with time_limit(SECONDS):
            return annotate(word, outcome)
    except readers.Unreadable as error:
        _unreadable(ReadFailure(path, str(error)))
    except TooLong:
        _unreadable(ReadFailure(path, f"加批注超过 {SECONDS} 秒，没有做完。文件可能过大或已损坏。"))
    except Exception as error:
        reason = f"加批注时出错（{type(error).__name__}: {error}），这是程序的缺陷，请反馈。"
        _unreadable(ReadFailure(path, reason))


def _page(checklist: Checklist, outcome: Assessment) -> bytes:
    """Return the annotated page that the HTML reporter makes."""
    try:
        reporter = reporters.reporter("html")
    except KeyError:
        exits.stop("这类文件只能写成网页批注稿，而这一版还没有网页格式。请另存为 .docx 后再批注。")
    out = io.StringIO()
    reporter.write(checklist, [reporter.note(outcome, full=True)], out, full=True, verbose=True)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _write(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        if target.is_dir():
            raise IsADirectoryError
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            try:
                draft.write(data)
                draft.close()
                Path(draft.name).chmod(0o644)
                Path(draft.name).replace(target)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError:
        exits.stop(f"写不了输出文件 {target}：文件夹不存在、没有权限、磁盘满了，或者它是一个文件夹。")
