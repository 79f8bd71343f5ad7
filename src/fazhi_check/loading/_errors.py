"""The error that loading raises."""


class ChecklistError(Exception):
    """A checklist that cannot be used; the message is one line in Chinese with the place (file:line).

    `lines` has this line and one for each further mistake that was found.
    """

    def __init__(self, line: str, *others: str) -> None:
        super().__init__(line)
        self.lines = (line, *others)
