"""The typer application: one module per command."""

from __future__ import annotations

import os

import typer

from fazhi_check.cli import (
    annotate,
    audit,
    baseline,
    checklist,
    compare,
    completion,
    config,
    exits,
    history,
    items,
    lint,
    lsp,
    rules,
    serve,
    show,
    watch,
)

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
app.command("annotate", help="把意见作为批注写进报告的 Word 文件。")(annotate.annotate)
app.command("lsp", help="在编辑器里边写边检查（语言服务器，由编辑器启动）。")(lsp.lsp)
app.command("show", help="说明一个要素或一条规则：要什么、依据、线索、例句。")(show.show)
app.command("audit", help="审查成批的报告：谁没报、缺什么，一次说清。")(audit.audit)
app.command("compare", help="比较今年和上年的报告：安排落实、问题再现、要素进退。")(compare.compare)
app.command("history", help="列出历次审查的走势。")(history.history)
app.command("items", help="列出清单里的要素。")(items.items)
app.command("serve", help="打开检查网页：拖入文件或粘贴文字，边改边看结论。")(serve.serve)
app.command("watch", help="看着一份草稿，每次保存后重新检查。")(watch.watch)
app.command("rules", help="列出一致性规则。")(rules.rules)
app.command("config", help="显示对一份报告有效的设置，以及各项设置来自哪里。")(config.config)
app.command("completion", help="输出命令补全脚本（bash、zsh、fish、powershell）。")(completion.completion)
app.add_typer(baseline.app, name="baseline", help="建立、更新基线：以后只看新出现的问题。")
app.add_typer(checklist.app, name="checklist", help="编写、检验、比较清单。")


@app.callback(invoke_without_command=True)
def root(
    version: bool = typer.Option(False, "--version", "-V", help="显示版本。", is_eager=True),
) -> None:
    """Take options that stand before a command."""
    if version:
        from fazhi_check.versions import version_lines

        typer.echo(version_lines(), nl=False)
        raise typer.Exit


_MISTAKE: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for every mistake in a command line (UsageError)."""


def run_app() -> None:
    """Run the command line; a mistake in it becomes one line in Chinese."""
    if completion.VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    try:
        raise SystemExit(app(prog_name=completion.PROGRAM, standalone_mode=False))
    except typer.Abort:
        exits.stop("已中断。", 130)
    except _MISTAKE as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help of the group
            typer.echo(getattr(error, "message", ""))
            raise SystemExit(exits.USAGE) from None
        exits.stop(_told(error))


def _told(error: BaseException) -> str:
    """Say in Chinese what is wrong with a command line."""
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    names = getattr(param, "opts", None) or [""]
    shown = getattr(param, "metavar", None) if names[0][:1] != "-" else names[0]
    told = {
        "MissingParameter": f"缺少 {shown}",
        "NoSuchOption": f"没有 {getattr(error, 'option_name', '这个')} 选项",
        "NoSuchCommand": f"没有 {getattr(error, 'command_name', '这个')} 命令",
        "BadOptionUsage": f"选项 {getattr(error, 'option_name', '')} 后面缺少内容",
        "BadParameter": f"{shown} 的内容不对",
    }.get(type(error).__name__, "没有这样的命令，或写法不对")
    near = getattr(error, "possibilities", None)
    hint = f"是不是要写 {'、'.join(near)}？" if near else ""
    return f"{told}。{hint}用法见 {context.command_path if context else 'fazhi-check'} --help。"
