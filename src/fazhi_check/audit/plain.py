"""Plain pages: one HTML file without script that needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

_CSS = Path(__file__).parent.parent / "data" / "audit" / "plain.css"


def plain_page(title: str, body: str) -> str:
    """Return a page; `body` is markup, `title` is text."""
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_CSS.read_text('utf-8')}</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def element(tag: str, words: str, kind: str = "") -> str:
    """Return an element that holds text."""
    chosen = f' class="{kind}"' if kind else ""
    return f"<{tag}{chosen}>{escape(words)}</{tag}>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return a table of cells that are markup; columns in `numbers` are set to the right."""
    kinds = [' class="num"' if column in numbers else "" for column in range(len(heads))]
    head = "".join(
        f'<th scope="col"{kind}>{escape(words)}</th>' for kind, words in zip(kinds, heads, strict=True)
    )
    body = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'
    )
