"""`fazhi-check serve`: the page on this machine, or in an office network."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi_check import loading
from fazhi_check.cli import exits
from fazhi_check.cli.checklists import loaded
from fazhi_check.mistakes import refusal

if TYPE_CHECKING:
    from fazhi_check.web.settings import Settings

TOKEN = "FAZHI_CHECK_TOKEN"  # noqa: S105  # the name of a variable


def serve(
    host: Annotated[
        str, typer.Option(help="监听的地址；127.0.0.1 只有本机能用，0.0.0.0 同一网络都能用（要凭令牌）。")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(help="还允许用这个域名打开（内网域名、反向代理；可重复，要凭令牌）。")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口，0 表示任选一个空闲的。")] = 8765,
    checklist: Annotated[
        list[str] | None, typer.Option(help="可选的清单（编号或 .yaml 路径，可重复；默认全部自带清单）。")
    ] = None,
    keep: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="把上传的文件留在这个文件夹（默认检查完即删）。")
    ] = None,
    max_size: Annotated[float, typer.Option(metavar="MB", help="一个文件最大多少 MB。")] = 20,
    max_files: Annotated[int, typer.Option(min=1, help="一次最多检查多少个文件。")] = 500,
    seconds: Annotated[float, typer.Option(min=1, help="检查一个文件最多多少秒。")] = 30,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="启动后打开浏览器。")] = True,
) -> None:
    """Serve the page until interrupted."""
    _need()
    from fazhi_check.web.serving import processors
    from fazhi_check.web.settings import MB, Settings, is_loopback

    if max_size <= 0:
        exits.stop("--max-size 应当是大于 0 的数（单位 MB）。")
    token = "" if is_loopback(host) and not name else os.environ.get(TOKEN) or secrets.token_urlsafe(24)
    settings = Settings(
        host,
        port,
        token,
        {_shown(name): name for name in checklist or (loading.AUTO, *loading.available())},
        _folder(keep),
        int(max_size * MB),
        max_files,
        seconds,
        4 * seconds,
        processors(),
        tuple(one.lower() for one in name or ()),
    )
    _run(settings, open_page and not token and sys.stdout.isatty())


def _need() -> None:
    """Miss what is not installed before anything begins."""
    import jinja2  # noqa: F401
    import python_multipart  # noqa: F401
    import starlette  # noqa: F401
    import uvicorn  # noqa: F401


def _run(settings: Settings, show: bool) -> None:
    from fazhi_check.web import serving

    try:
        listening = serving.bound(settings)
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        exits.stop(f"不能在 {place} 启动（{refusal(error)}）。换一个 --port，或检查 --host。")
    with suppress(KeyboardInterrupt):
        serving.serve(settings, listening, lambda address: _tell(address, settings.token, show))
    typer.echo("已停止。")


def _shown(checklist: str) -> str:
    """Return what a checklist is called in the page's address: never a path of this machine."""
    found = loaded(checklist)
    return checklist if checklist == loading.AUTO else found.id


def _folder(keep: str | None) -> Path | None:
    if keep is None:
        return None
    try:
        Path(keep).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        exits.stop(f"--keep 的文件夹 {keep} 建不了（{refusal(error)}）。")
    return Path(keep)


def _tell(address: str, token: str, show: bool) -> None:
    typer.echo(f"网页已启动：{address}")
    if token:
        typer.echo("把这个网址（含令牌）发给要用的人；没有令牌打不开。网络上没有加密，只在可信的内网使用。")
    typer.echo("按 Ctrl-C 停止。")
    if show:
        import webbrowser

        webbrowser.open(address)
