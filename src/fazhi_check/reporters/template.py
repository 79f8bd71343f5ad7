"""Any text you like, from a Jinja template: `--format template:FILE.j2`.

The template sees `reports` (each as `Review` in `_problems`, see docs/ci.md), `checklist`, `version` and the Chinese words
`levels`. It runs in a sandbox: it can reach nothing but these and files beside it to include.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from fazhi_check import __version__
from fazhi_check.mistakes import Mistake
from fazhi_check.model.checklist import Checklist
from fazhi_check.model.outcome import Outcome
from fazhi_check.reporters._problems import Review, review
from fazhi_check.wording import LEVELS

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.exceptions import TemplateError

NAME = "template"


def note(outcome: Outcome, *, full: bool) -> Review:
    """Return the review of one file."""
    return review(outcome)


def write(checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool) -> None:
    """Refuse: without a template there is nothing to write."""
    raise Mistake("--format template 要写明模板文件，如 --format template:意见.j2。")


class Bound:
    """The reporter for one template file."""

    NAME = NAME

    def __init__(self, file: str) -> None:
        self._file = file
        self._template = _compiled(file)

    note = staticmethod(note)

    def write(
        self, checklist: Checklist, notes: Iterable[Review], out: TextIO, *, full: bool, verbose: bool
    ) -> None:
        """Write what the template makes of the run; raises `Mistake` where it goes wrong."""
        from jinja2.exceptions import TemplateError

        reports = list(notes)
        try:
            text = self._template.render(
                reports=reports, checklist=checklist, version=__version__, levels=LEVELS
            )
        except TemplateError as error:
            raise Mistake(_told(self._file, error)) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            raise Mistake(f"模板 {self._file} 运行出错（{type(error).__name__}: {error}）。") from None
        out.write(text if text.endswith("\n") else text + "\n")


def bound(argument: str) -> Bound:
    """Return the reporter for a template; raises `Mistake` with one line in Chinese."""
    return Bound(argument)


def _compiled(file: str) -> Template:
    try:
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.exceptions import TemplateError, TemplateNotFound
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise Mistake("用模板输出需要 jinja2，请安装：pip install 'fazhi-check[template]'。") from None
    path = Path(file)
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(path.parent),
        undefined=StrictUndefined,
        autoescape=".htm" in path.name or ".xml" in path.name,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(path.name)
    except TemplateNotFound:
        raise Mistake(f"找不到模板文件 {file}。") from None
    except UnicodeDecodeError:
        raise Mistake(f"模板文件 {file} 不是 UTF-8 编码，请用 UTF-8 保存。") from None
    except TemplateError as error:
        raise Mistake(_told(file, error)) from None


def _told(file: str, error: TemplateError) -> str:
    line = getattr(error, "lineno", None)
    return f"模板 {file}{f':{line}' if line else ''} 有误（{error.message}）。"
