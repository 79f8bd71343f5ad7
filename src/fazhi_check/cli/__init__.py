"""The command line: parse, call, exit code."""

from fazhi_check.cli.app import app

__all__ = ["app"]
