"""Drafts: texts that are open in the editor, and what there is to say about each as it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fazhi_check.advising import Advice, advised
from fazhi_check.lsp.positions import Positions
from fazhi_check.lsp.sections import Sections
from fazhi_check.model.outcome import Assessment, Outcome, ReadFailure
from fazhi_check.structure.outline import outline

Judge = Callable[[bytes, str], Outcome]
"""Assesses a file's content; the second argument is its path."""


class Draft:
    """One open text; it changes by `edited`, which returns the new one."""

    def __init__(self, uri: str, language: str, version: object, text: str) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        # Neither can stand in a file of text; what takes their places is as long in UTF-16.
        self.text = "".join("\ufffd" if one == "\x00" or "\ud800" <= one <= "\udfff" else one for one in text)

    @cached_property
    def positions(self) -> Positions:
        """The lines of the text."""
        return Positions(self.text)

    def edited(self, version: object, changes: list[dict[str, Any]]) -> Draft:
        """Return the draft after changes as the client tells them, one after another.

        Raises `KeyError`, `TypeError` or `ValueError` for what is no change.
        """
        draft = self
        for change in changes:
            text = change["text"]
            if not isinstance(text, str):
                raise TypeError("the text of a change must be a string")
            if change.get("range") is not None:
                start, end = (draft.positions.offset(change["range"][one]) for one in ("start", "end"))
                text = draft.text[:start] + text + draft.text[max(start, end) :]
            draft = Draft(self.uri, self.language, version, text)
        return draft

    def reading(self, judge: Judge) -> Reading | ReadFailure:
        """Assess the text, or say why it was not: it is no report (yet)."""
        outcome = judge(self.text.encode(), self._path())
        if isinstance(outcome, ReadFailure):
            return outcome
        document = outcome.document
        if document.format != "text" or document.text != self.text:
            return ReadFailure(self.uri, "这不是纯文本或 Markdown 草稿，没有检查。")
        found = outline(document, level=outcome.level, year=outcome.year)
        return Reading(outcome, advised(outcome), Sections(found))

    def _path(self) -> str:
        """Return where the draft stands; one that stands nowhere yet counts as standing here."""
        parts = urlsplit(self.uri)
        path = url2pathname(parts.path) if parts.scheme == "file" else ""
        path = path or "draft.txt"
        markdown = self.language == "markdown" and not path.endswith((".md", ".markdown"))
        return f"{path}.md" if markdown else path


class Reading(NamedTuple):
    """What was found in a draft."""

    assessment: Assessment
    advice: tuple[Advice, ...]
    sections: Sections
