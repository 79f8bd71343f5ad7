"""The typer application: one module per command."""

from __future__ import annotations

import typer

from fazhi_check.cli import items, lint, show

app = typer.Typer(
    name="fazhi-check",
    help="检查法治政府建设年度报告是否写全、写实了规定的要素。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("lint", help="检查一份或多份报告。")(lint.lint)
app.command("show", help="说明一个要素：要什么、依据、线索、例句。")(show.show)
app.command("items", help="列出清单里的要素。")(items.items)


@app.callback(invoke_without_command=True)
def root(
    version: bool = typer.Option(False, "--version", "-V", help="显示版本。", is_eager=True),
) -> None:
    """Take options that stand before a command."""
    if version:
        from fazhi_check.__main__ import version_line

        typer.echo(version_line())
        raise typer.Exit
