"""The error that reporters raise."""


class Unusable(Exception):
    """A reporter that cannot do what it was asked for; the message is one line in Chinese."""
