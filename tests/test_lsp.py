"""The language server, spoken to over the pipes of the real process."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import HEAD, OPENING, REPORTS, judge, labelled
from fazhi_check.lsp.drafts import Draft
from fazhi_check.lsp.mending import actions
from fazhi_check.lsp.positions import Positions
from fazhi_check.lsp.telling import EXAMPLE, hover, notices
from fazhi_check.model.document import Span
from fazhi_check.model.outcome import Objection

URI = "file:///C%3A/%E8%8D%89%E7%A8%BF.txt"
POOR = (REPORTS / "township-poor.txt").read_text("utf-8")


class Client:
    """Speaks the protocol to a process; the process is killed when it says nothing for too long."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fazhi_check", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        self._messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        self._number = 0
        self.passed: list[dict[str, Any]] = []

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while line := out.readline():
            assert line.startswith(b"Content-Length: "), line
            assert out.readline() == b"\r\n"
            self._messages.put(json.loads(out.read(int(line.split()[1]))))
        self._messages.put(None)

    def raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, **params: object) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        self._number += 1
        self.send(id=self._number, method=method, params=params)
        return self.next(lambda one: one.get("id") == self._number)

    def next(self, wanted: Any) -> dict[str, Any]:
        while True:
            message = self._messages.get(timeout=60)
            assert message is not None, self.process.communicate()[1].decode()
            if wanted(message):
                return message
            self.passed.append(message)

    def diagnostics(self) -> list[dict[str, Any]]:
        told = self.next(lambda one: one.get("method") == "textDocument/publishDiagnostics")
        return list(told["params"]["diagnostics"])

    def initialize(self, **capabilities: object) -> dict[str, Any]:
        answer = self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self.notify("initialized")
        return dict(answer["result"])

    def open(self, text: str, uri: str = URI, language: str = "plaintext") -> list[dict[str, Any]]:
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return self.diagnostics()

    def change(self, version: int, *changes: dict[str, Any]) -> None:
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": URI, "version": version},
            contentChanges=list(changes),
        )

    def end(self) -> int:
        self.process.stdin.close()  # type: ignore[union-attr]
        try:
            return self.process.wait(60)
        finally:
            self.process.kill()
            self._thread.join()
            for stream in (self.process.stdout, self.process.stderr):
                stream.close()  # type: ignore[union-attr]


@pytest.fixture
def client() -> Iterator[Client]:
    one = Client("--stdio")
    try:
        yield one
    finally:
        one.end()


def marked(text: str, span: dict[str, Any]) -> str:
    """Return the text of a range, counted in UTF-16 units by a way of its own."""
    lines = text.split("\n")
    start, end = span["start"], span["end"]
    before = [len((one + "\n").encode("utf-16-le")) for one in lines]
    first = sum(before[: start["line"]]) + 2 * start["character"]
    last = sum(before[: end["line"]]) + 2 * end["character"]
    return text.encode("utf-16-le")[first:last].decode("utf-16-le")


def at(text: str, words: str) -> dict[str, int]:
    before = text[: text.index(words)].split("\n")
    return {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le")) // 2}


def applied(text: str, edit: dict[str, Any]) -> str:
    positions = Positions(text)
    start, end = (positions.offset(edit["range"][one]) for one in ("start", "end"))
    return text[:start] + edit["newText"] + text[end:]


def test_a_session_from_beginning_to_end(client: Client) -> None:
    capabilities = client.initialize(textDocument={"hover": {"contentFormat": ["markdown"]}})["capabilities"]
    assert capabilities["positionEncoding"] == "utf-16"
    found = client.open(POOR)
    by_code = {one["code"]: one for one in found}
    shufa = by_code["shufa"]
    assert marked(POOR, shufa["range"]) == "本年度没有开展述法工作"
    assert (shufa["severity"], shufa["source"]) == (1, "fazhi-check")
    assert shufa["message"].startswith("【缺失】述法（必改）：写明本年度没有开展。")
    assert marked(POOR, by_code["causes"]["range"]) == "二、存在的问题"
    assert marked(POOR, by_code["missing"]["range"]) == POOR.splitlines()[0]
    assert "行政复议" in by_code["missing"]["message"]
    assert by_code["missing"]["severity"] == 3
    assert by_code["petitions"]["severity"] == 3

    told = client.ask("textDocument/hover", textDocument={"uri": URI}, position=at(POOR, "没有开展述法"))[
        "result"
    ]
    assert told["contents"]["kind"] == "markdown"
    assert "**依据**：《关于党政主要负责人" in told["contents"]["value"]
    assert "**例如**：12月20日召开年度述法会议" in told["contents"]["value"]
    assert marked(POOR, told["range"]) == "本年度没有开展述法工作"
    nothing = client.ask("textDocument/hover", textDocument={"uri": URI}, position=at(POOR, "2024年，在县委"))
    assert nothing["result"] is None

    offered = client.ask(
        "textDocument/codeAction",
        textDocument={"uri": URI},
        range=by_code["causes"]["range"],
        context={"diagnostics": [by_code["causes"]]},
    )["result"]
    [causes] = [one for one in offered if one["title"].endswith("不足的原因")]
    assert causes["diagnostics"] == [by_code["causes"]]
    assert "“二、存在的问题”一节末尾" in causes["title"]
    [edit] = causes["edit"]["changes"][URI]
    mended = applied(POOR, edit)
    lines = mended.splitlines()
    put_in = next(number for number, line in enumerate(lines) if line.endswith(EXAMPLE))
    assert lines[put_in].startswith("主要原因是")
    assert lines[put_in + 1].startswith("三、下一年度工作打算")

    client.change(2, {"range": edit["range"], "text": edit["newText"]})
    after = {one["code"]: one for one in client.diagnostics()}
    assert "causes" not in after
    assert marked(mended, after["example"]["range"]) == EXAMPLE

    client.notify("textDocument/didClose", textDocument={"uri": URI})
    assert client.diagnostics() == []
    assert client.ask("shutdown")["result"] is None
    assert client.ask("textDocument/hover")["error"]["code"] == -32600
    client.notify("exit")
    assert client.process.wait(60) == 0


def test_emoji_and_odd_line_breaks_do_not_shift_ranges(client: Client) -> None:
    client.initialize()
    text = POOR.replace("乡党委、政府始终", "😀😀乡党委、政府始终").replace("\n", "\r\n")
    found = {one["code"]: one for one in client.open(text)}
    assert marked(text, found["shufa"]["range"]) == "本年度没有开展述法工作"
    told = client.ask("textDocument/hover", textDocument={"uri": URI}, position=at(text, "没有开展述法"))
    assert told["result"]["contents"]["kind"] == "plaintext"
    start = at(text, "本年度没有开展述法工作")
    end = {**start, "character": start["character"] + 11}
    client.change(
        2,
        {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "😀\n"},
        {
            "range": {
                one: {**place, "line": place["line"] + 1} for one, place in (("start", start), ("end", end))
            },
            "text": "12月20日召开年度述法会议，6名班子成员和12个站所负责人逐一述法",
        },
    )
    assert "shufa" not in {one["code"] for one in client.diagnostics()}


def test_typing_is_answered_once_the_writer_pauses_and_nothing_half_typed_is_too_much(client: Client) -> None:
    client.initialize()
    assert client.open("") == []
    text = ""
    for number, one in enumerate(POOR[:160], 2):
        text += one
        client.change(number, {"text": text})
    client.change(999, {"text": POOR})
    last = client.next(lambda one: one.get("params", {}).get("version") == 999)
    assert {one["code"] for one in last["params"]["diagnostics"]} >= {"shufa", "three-systems"}
    told = [one["params"] for one in client.passed if one.get("method") == "textDocument/publishDiagnostics"]
    assert len(told) < 40, "typing is not answered letter by letter"
    assert all(len(one["diagnostics"]) <= 1 for one in told)


@pytest.mark.parametrize(
    "text",
    [
        "购物清单：牛奶、鸡蛋",
        "# 会议记录\n\n- 法治政府建设\n",
        (REPORTS / "notice.txt").read_text("utf-8"),
        "\ufeff\x00\ud800%PDF-<html>",
    ],
)
def test_what_is_no_report_is_left_alone(client: Client, text: str) -> None:
    client.initialize()
    assert client.open(text) == []
    answer = client.ask(
        "textDocument/codeAction",
        textDocument={"uri": URI},
        range={"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}},
        context={"diagnostics": []},
    )
    assert answer["result"] == []


def test_a_report_that_has_only_begun_gets_one_hint(client: Client) -> None:
    client.initialize()
    [hint] = client.open(f"# {HEAD}\n\n{OPENING}\n\n## 一、主要举措和成效\n", language="markdown")
    assert (hint["code"], hint["severity"]) == ("begun", 4)


def test_mistakes_of_the_client_are_answered_and_survived(client: Client) -> None:
    assert client.ask("textDocument/hover")["error"]["code"] == -32002
    client.initialize()
    client.raw(b"Content-Length: 5\r\n\r\n{bad}")
    assert client.next(lambda one: "error" in one)["error"]["code"] == -32700
    client.raw(b"noise\r\nContent-Type: x\r\nContent-Length: 2\r\n\r\n[]")
    assert client.next(lambda one: "error" in one)["error"]["code"] == -32700
    client.send(id="a", method="workspace/executeCommand", params={})
    assert client.next(lambda one: one.get("id") == "a")["error"]["code"] == -32601
    for params in ({}, {"textDocument": 3}, {"textDocument": {"uri": URI}, "position": {"line": "x"}}, []):
        client.send(id="b", method="textDocument/hover", params=params)
        answer = client.next(lambda one: one.get("id") == "b")
        assert answer.get("error", {}).get("code") == -32602 or answer["result"] is None
    client.notify("textDocument/didChange", textDocument={"uri": URI}, contentChanges=[{"text": "x"}])
    client.notify("textDocument/didOpen", textDocument={"uri": 3, "text": None})
    client.notify("$/unknown")
    client.send(id=77, result=None)
    assert client.open(POOR, uri="file://[") == []
    assert client.open(POOR, uri="file:///a%00b/c.txt") == [] or client.passed
    assert client.open(POOR, uri="untitled:Untitled-1")
    assert client.open(POOR)
    client.change(
        2, {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 0, "character": -1}}, "text": "x"}
    )
    client.change(3, {"text": 5})
    far = {"line": 10**6, "character": 10**6}
    client.change(4, {"range": {"start": far, "end": far}, "text": "\n尾"})
    assert client.diagnostics()
    assert client.ask("shutdown")["result"] is None


def test_a_request_that_is_cancelled_while_it_waits_is_answered_so(client: Client) -> None:
    client.initialize()
    client.open(POOR)
    hover_of = {"textDocument": {"uri": URI}, "position": at(POOR, "没有开展述法")}
    asked = b""
    for message in (
        {
            "method": "textDocument/didChange",
            "params": {"textDocument": {"uri": URI}, "contentChanges": [{"text": POOR * 20}]},
        },
        {"id": 50, "method": "textDocument/hover", "params": hover_of},
        {"id": 51, "method": "textDocument/hover", "params": hover_of},
        {"method": "$/cancelRequest", "params": {"id": 51}},
    ):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        asked += b"Content-Length: %d\r\n\r\n" % len(body) + body
    client.raw(asked)
    assert client.next(lambda one: one.get("id") == 51)["error"]["code"] == -32800
    assert next(one for one in client.passed if one.get("id") == 50)["result"]


def test_it_ends_when_its_editor_is_gone() -> None:
    client = Client("--level", "部门", "--year", "2024")
    client.initialize()
    assert client.end() == 1


def test_the_settings_of_the_drafts_folder_hold(client: Client, tmp_path: Path) -> None:
    (tmp_path / "fazhi-check.toml").write_text('skip = ["shufa"]\nlevel = "乡镇"\n', "utf-8")
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "fazhi-check.toml").write_text('level = "村"\n', "utf-8")
    client.initialize()
    codes = {one["code"] for one in client.open(POOR, uri=(tmp_path / "草稿.txt").as_uri())}
    assert "three-systems" in codes
    assert "shufa" not in codes
    assert client.open(POOR, uri=(tmp_path / "wrong" / "草稿.txt").as_uri()) == []
    told = [one["params"]["message"] for one in client.passed if one.get("method") == "window/logMessage"]
    assert "设置有误" in told[-1]


def test_its_options_hold() -> None:
    bad = subprocess.run(
        [sys.executable, "-m", "fazhi_check", "lsp", "--level", "村"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert bad.returncode == 2
    assert bad.stdout == b""


def test_a_client_library_can_drive_it() -> None:
    lsp = pytest.importorskip("lsprotocol.types", reason="pygls is not installed")
    pygls = pytest.importorskip("pygls.lsp.client", reason="pygls is not installed")

    async def session() -> tuple[Any, Any, Any]:
        client = pygls.LanguageClient("test", "1")
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        @client.feature("textDocument/publishDiagnostics")
        def _(params: Any) -> None:
            if not told.done():
                told.set_result(params)

        await client.start_io(sys.executable, "-m", "fazhi_check", "lsp")
        await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
        client.initialized(lsp.InitializedParams())
        client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(URI, "plaintext", 1, POOR))
        )
        published = await asyncio.wait_for(told, 60)
        document = lsp.TextDocumentIdentifier(URI)
        shown = await client.text_document_hover_async(
            lsp.HoverParams(document, lsp.Position(**at(POOR, "没有开展述法")))
        )
        offered = await client.text_document_code_action_async(
            lsp.CodeActionParams(
                document, published.diagnostics[0].range, lsp.CodeActionContext(published.diagnostics)
            )
        )
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
        return published, shown, offered

    published, shown, offered = asyncio.run(session())
    assert {one.code for one in published.diagnostics} >= {"shufa", "causes"}
    assert "年度述法会议" in shown.contents.value
    assert all(one.edit.changes[URI] for one in offered)
    assert offered


def test_what_a_rule_objects_to_is_mended_through_the_protocol(client: Client) -> None:
    client.initialize()
    text = POOR.replace("行政执法三项制度没有", "行政执法三项制度和重大执法决定法治审核没有")
    [slip] = [one for one in client.open(text) if one["code"] == "terms"]
    assert "法制审核" in slip["message"]
    offered = client.ask(
        "textDocument/codeAction",
        textDocument={"uri": URI},
        range=slip["range"],
        context={"diagnostics": [slip], "only": ["quickfix"]},
    )["result"]
    [fix] = [one for one in offered if one.get("isPreferred")]
    [edit] = fix["edit"]["changes"][URI]
    assert "重大执法决定法制审核没有" in applied(text, edit)
    client.change(2, {"range": edit["range"], "text": edit["newText"]})
    assert "terms" not in {one["code"] for one in client.diagnostics()}


def reading_of(text: str, *objections: Objection) -> tuple[Draft, Any]:
    draft = Draft("file:///a.md", "markdown", 1, text)
    found = draft.reading(lambda data, name: judge(data, name)._replace(objections=objections))
    return draft, found


def test_an_objection_with_a_certain_suggestion_is_mended_in_one_step() -> None:
    text = POOR
    start = text.index("三项制度")
    assessment = judge(text)
    objection = Objection(
        "names", "名称写法", "error", Span(start, start + 4), "三项制度", assessment.document.block_at(start).place,
        "应当写全称。", "“三项制度”", "某规定",
    )  # fmt: skip
    draft, reading = reading_of(text, objection)
    [one] = [one for one in notices(draft, reading) if one.code == "names"]
    assert (one.severity, one.message) == (1, "【问题】名称写法（必改）：应当写全称。改为：“三项制度”。")
    [fix] = [one for one in actions(draft, reading, Span(start + 1, start + 1)) if "isPreferred" in one]
    assert fix["title"] == "改为：“三项制度”"
    [edit] = fix["edit"]["changes"][draft.uri]
    assert applied(text, edit) == text[:start] + "“三项制度”" + text[start + 4 :]


@pytest.mark.parametrize("name", labelled())
def test_every_example_that_is_put_in_makes_its_item_met(name: str) -> None:
    text = (REPORTS / f"{name}.txt").read_text("utf-8")
    draft, reading = reading_of(text)
    for action in actions(draft, reading, Span(0, len(text))):
        title = action["title"].partition("插入例句：")[2]
        if title:
            [edit] = action["edit"]["changes"][draft.uri]
            after = judge(applied(text, edit))
            assert [one.verdict for one in after.findings if one.item.title == title] == ["met"], title


def test_a_part_that_is_lacking_gets_a_heading_in_the_drafts_manner() -> None:
    paragraphs = [f"全年办理第{n}类事项{n}件。" for n in range(3, 13)]
    text = "\n\n".join([f"# {HEAD}", OPENING, "## 一、主要举措和成效", *paragraphs]) + "\n"
    draft, reading = reading_of(text)
    [edit] = next(
        one["edit"]["changes"][draft.uri]
        for one in actions(draft, reading, Span(0, len(text)))
        if one["title"].endswith("：存在的不足")
    )
    assert applied(text, edit) == (
        f"{text.rstrip()}\n\n## 二、存在的不足和原因\n\n一是执法案卷质量不高，年中评查的40卷中有9卷存在证据不全、"
        f"文书填写不规范的问题。{EXAMPLE}\n"
    )


def test_a_weak_passage_gets_its_example_behind_its_own_paragraph_with_its_indent() -> None:
    text = "\n".join(f"\u3000\u3000{line}" for line in POOR.splitlines()) + "\n"
    draft, reading = reading_of(text)
    start = text.index("扎实做好信访工作")
    [edit] = next(
        one["edit"]["changes"][draft.uri]
        for one in actions(draft, reading, Span(start, start))
        if one["title"].endswith("信访工作法治化")
    )
    lines = applied(text, edit).splitlines()
    put_in = next(number for number, line in enumerate(lines) if line.endswith(EXAMPLE))
    assert lines[put_in].startswith("\u3000\u3000全年受理信访事项47件")
    assert "扎实做好信访工作" in lines[put_in - 1]


def test_what_is_met_is_explained_too_and_nothing_in_it_is_markup() -> None:
    text = POOR.replace("全年共办理各类事项2300余件", "全年共办理各类事项<b>2300*余*件")
    draft, reading = reading_of(text)
    offset = text.index("各村人民调解委员会全年")
    told = hover(draft, reading, offset, markdown=True)
    assert told is not None
    assert "【充分】" in told["contents"]["value"]
    assert "**依据**" in told["contents"]["value"]
    assert not any(sign in told["contents"]["value"].replace("\\<", "") for sign in ("<b", "](", "<a"))


@given(st.text(st.sampled_from("a法😀\n\r\t"), max_size=30), st.integers(0, 30))
def test_positions_go_there_and_back(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    positions = Positions(text)
    if text[max(0, offset - 1) : offset + 1] == "\r\n":
        offset -= 1
    assert positions.offset(positions.position(offset)) == offset
