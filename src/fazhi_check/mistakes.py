"""What a user told the program and cannot be done."""


class Mistake(Exception):
    """A setting, file or option that cannot be used; the message is one line in Chinese that names it."""
