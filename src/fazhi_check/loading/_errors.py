"""The error that loading raises."""


class ChecklistError(Exception):
    """A checklist that cannot be used; the message is one line in Chinese with the place (file:line)."""
