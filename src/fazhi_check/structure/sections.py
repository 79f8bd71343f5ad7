"""Sections: which part of the report the reading has come to."""

from __future__ import annotations

from fazhi_check.structure.headings import UNNUMBERED, Heading, is_enumerated
from fazhi_check.structure.roles import Role, announces, heading_role, is_future, opens_plan, opens_problems


class Sections:
    """Follows the headings and, where there are none, the wording; says what each sentence is for."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        # Open sections, the highest first: (rank, roles announced).
        self._open: list[tuple[int, tuple[Role, ...]]] = []
        self._top: int | None = None
        self._role: Role = "preamble"
        self._paragraphs = 0
        # What wording has opened inside the current section, and whether it lasts beyond the paragraph.
        self._worded: Role | None = None
        self._lasting = False

    def enter(self, heading: Heading) -> Role:
        """Take in a heading; return its role."""
        rank = heading.rank
        if not heading.words and self._is_item(rank):
            return self._worded or self._role
        if self._top is None or rank < self._top:
            self._top = rank
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        top = rank == self._top or (rank == UNNUMBERED and not self._open)
        roles = heading_role(heading.words, self._year, subheading=not top) if heading.words else ()
        if roles:
            self._open.append((rank, roles))
        elif top:
            self._open = [(rank, ("achievements",))]
        elif self._worded and self._lasting:
            return self._worded
        self._role = self._open[-1][1][0] if self._open else "achievements"
        self._worded = None
        return self._role

    def _is_item(self, rank: int) -> bool:
        """Tell whether a numbered sentence is an item below a heading without number; else numbers count headings here."""
        *above, last = self._open or [(-1, ())]
        return last[0] == UNNUMBERED and all(other < rank for other, _ in above)

    def paragraph(self, words: str) -> None:
        """Take in the start of a paragraph without heading."""
        self._paragraphs += 1
        if self._role == "preamble" and self._paragraphs > 1:
            self._role = "achievements"
        if self._worded == "shortcomings" and not is_enumerated(words) and not opens_problems(words[:60]):
            self._worded = self._worded if self._lasting else None

    def sentence(self, words: str) -> Role:
        """Return the role of the next sentence."""
        if self._role in {"plan", "other"}:
            return self._role
        if opens_plan(words, self._year):
            self._worded, self._lasting = "plan", True
        elif self._worded != "plan" and self._role != "shortcomings" and opens_problems(words):
            self._worded, self._lasting = "shortcomings", announces(words)
        if self._worded:
            return self._worded
        if is_future(words, self._year):
            return "plan"
        return self._role
