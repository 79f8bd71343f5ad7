"""Entry point. `--version` and `--help` are answered before anything heavy is imported."""

from __future__ import annotations

import sys
from pathlib import Path

from fazhi_check import __version__


def version_line() -> str:
    """Return what `--version` prints: the versions of the tool and of its data."""
    return f"fazhi-check {__version__}"


def main() -> None:
    """Run the command line."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(version_line() + "\n")
        return
    if arguments in (["--help"], ["-h"], []):
        # Typer needs many times longer to write the same text; a test compares them.
        sys.stdout.write((Path(__file__).parent / "data" / "help.txt").read_text("utf-8"))
        raise SystemExit(0 if arguments else 2)
    from fazhi_check.cli.quick import request_of

    request = request_of(arguments)
    if request is not None:
        from fazhi_check.cli.running import run

        raise SystemExit(run(request))
    from fazhi_check.cli.app import app

    app()


if __name__ == "__main__":
    main()
