"""`fazhi-check checklist schema`."""

from __future__ import annotations

import typer

from fazhi_check import loading


def schema() -> None:
    """Print the JSON Schema of checklist files."""
    typer.echo(loading.schema(), nl=False)
