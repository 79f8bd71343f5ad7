"""The server behind the page: who may ask, what is taken, what comes back, what remains."""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import REPORTS, report
from formats import as_docx

pytest.importorskip("starlette", reason="the page needs the extra web")
pytest.importorskip("httpx2", reason="the test client needs httpx2")

from starlette.testclient import TestClient

from fazhi_check import loading
from fazhi_check.web import serving
from fazhi_check.web.app import application
from fazhi_check.web.receiving import MAX_AT_ONCE, safe_name, shown_name
from fazhi_check.web.settings import MB, Settings
from fazhi_check.web.workers import Workers
from fazhi_check.web.working import Job, Wishes

HOME = "http://127.0.0.1:8765"
JSON = {"Accept": "application/json"}
CHECKLISTS = {loading.DEFAULT: loading.DEFAULT}
GOOD = report("全年由司法所审查合同协议86件，提出修改意见142条。", "全年调解纠纷152件。")
POOR = (REPORTS / "township-poor.txt").read_bytes()


def client_of(**changes: Any) -> TestClient:
    settings = Settings(**{"checklists": CHECKLISTS, "workers": 1, **changes})
    return TestClient(application(settings), base_url=HOME, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(_own_cache: None) -> Iterator[TestClient]:
    with client_of(max_size=MB) as one:
        yield one


def sent(client: TestClient, *files: tuple[str, bytes], headers: dict[str, str] = JSON, **fields: str) -> Any:
    parts = [("files", one) for one in files]
    return client.post("/check", files=parts or None, data=fields, headers=headers)


# ---------------------------------------------------------------- who may ask


def test_every_answer_forbids_what_the_page_does_not_need(client: TestClient) -> None:
    for answer in (client.get("/"), client.get("/assets/app.js"), client.get("/nothing"), sent(client)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"


def test_pages_have_no_inline_script_and_no_inline_style(client: TestClient) -> None:
    for page in (client.get("/").text, sent(client, ("a.txt", POOR), headers={}).text):
        assert "<style" not in page
        assert " style=" not in page
        assert page.count("<script") == len(
            re.findall(r'<script (?:type="module" )?src="/assets/\w+\.js"></script>', page)
        )
        assert "http://" not in page
        assert "https://" not in page


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1.evil.example"]
)
def test_posts_from_other_sites_are_refused(client: TestClient, origin: str) -> None:
    answer = sent(client, ("a.txt", POOR), headers={"Origin": origin})
    assert answer.status_code == 403
    assert "别的网站" in answer.text


def test_posts_from_our_page_are_taken_and_from_other_sites_without_origin_not(client: TestClient) -> None:
    assert sent(client, ("a.txt", POOR), headers={"Origin": HOME}).status_code == 200
    assert sent(client, ("a.txt", POOR), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1.evil.example", "10.0.0.5:8765", ""])
def test_other_names_for_this_machine_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_its_own_names_are_not(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_in_a_network_a_token_opens_the_page_and_a_cookie_keeps_it_open() -> None:
    with client_of(host="0.0.0.0", token="geheim") as client:
        assert client.get("/").status_code == 403
        assert client.get("/?token=wrong").status_code == 403
        assert sent(client, ("a.txt", POOR)).status_code == 403
        assert client.get("/assets/app.js").status_code == 403
        arrived = client.get("/?token=geheim")
        assert arrived.status_code == 200
        cookie = arrived.headers["set-cookie"]
        assert "SameSite=Strict" in cookie
        assert "HttpOnly" in cookie
        assert "geheim" not in cookie
        assert "geheim" not in arrived.text
        assert "检查一份年度报告" in client.get("/").text
        assert sent(client, ("a.txt", POOR)).status_code == 200
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_further_names_are_allowed_with_a_token() -> None:
    with client_of(token="geheim", names=("fazhi.example",)) as client:
        assert client.get("/?token=geheim", headers={"Host": "fazhi.example"}).status_code == 200
        assert client.get("/", headers={"Host": "other.example"}).status_code == 421


def test_the_address_holds_the_token_only_where_one_is_needed() -> None:
    assert serving.address(Settings(port=80)) == "http://127.0.0.1:80/"
    assert serving.address(Settings("192.168.1.9", 80, "t")) == "http://192.168.1.9:80/?token=t"
    assert serving.address(Settings("::1", 80)) == "http://[::1]:80/"
    assert "0.0.0.0" not in serving.address(Settings("0.0.0.0", 80, "t"))


# ---------------------------------------------------------------- what comes back


def test_a_report_comes_back_rendered_with_its_row(client: TestClient) -> None:
    [one] = sent(client, ("报告.txt", POOR)).json()["reports"]
    assert one["row"]["unit"] == "坪皋县乌石坪乡人民政府"
    assert one["row"]["missing"] == 15
    assert "本年度没有开展述法工作" in one["html"]
    assert one["text"] == POOR.decode()


def test_checklist_level_and_year_are_obeyed(client: TestClient) -> None:
    [one] = sent(client, ("a.txt", POOR), level="department", year="2022").json()["reports"]
    assert (one["row"]["level"], one["row"]["year"]) == ("部门", 2022)
    for wrong in (
        {"level": "village"},
        {"year": "24"},
        {"year": "２０２４"},
        {"checklist": "../../etc/passwd"},
    ):
        answer = sent(client, ("a.txt", POOR), **wrong)
        assert answer.status_code == 400
        assert answer.json()["error"].endswith("。")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "没有"),
        ("坏.docx", as_docx(GOOD)[:300], ""),
        ("图.txt", bytes(range(256)) * 20, "不是文字"),
        ("通知.txt", (REPORTS / "notice.txt").read_bytes(), "通知"),
    ],
)
def test_what_cannot_be_checked_says_why(client: TestClient, name: str, data: bytes, words: str) -> None:
    [one] = sent(client, (name, data)).json()["reports"]
    assert one["path"] == name
    assert words in one["reason"]
    assert one["reason"].endswith("。")


def test_no_annual_report_is_checked_all_the_same_where_that_is_asked_for(client: TestClient) -> None:
    notice = (REPORTS / "notice.txt").read_bytes()
    [one] = sent(client, ("a.txt", notice), force="1").json()["reports"]
    assert "html" in one


def test_files_of_an_archive_are_reports_of_their_own_named_as_their_sender_did(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲镇/报告.txt", POOR)
        archive.writestr("../../乙镇.txt", GOOD)
    reports = sent(client, ("报送.zip", packed.getvalue())).json()["reports"]
    paths = sorted(one["row"]["path"] if "row" in one else one["path"] for one in reports)
    assert any(path == "报送.zip/甲镇/报告.txt" for path in paths)
    assert all(path.startswith("报送.zip") for path in paths)


def test_a_draft_is_judged_as_it_stands(client: TestClient) -> None:
    draft = sent(client, text=POOR.decode(), **{"as": "draft"}).json()["draft"]
    assert 'data-item="shufa" data-verdict="missing"' in draft["entries"]
    better = POOR.decode().replace("本年度没有开展述法工作。", "12月组织7名班子成员在党委会上述法并测评。")
    draft = sent(client, text=better, **{"as": "draft"}).json()["draft"]
    assert 'data-item="shufa" data-verdict="met"' in draft["entries"]
    assert "<html" not in sent(client, text="<html><body>2024年", **{"as": "draft"}).text


def test_without_script_the_page_answers_with_a_page(client: TestClient) -> None:
    page = sent(client, ("a.txt", POOR), ("b.txt", GOOD.encode()), ("c.docx", b"PK"), headers={}).text
    assert page.startswith("<!DOCTYPE html>")
    assert 'href="#r1-0-top"' in page
    assert 'id="r1-0-top"' in page
    assert 'id="r2-0-top"' in page
    assert "c.docx" in page
    refused = sent(client, headers={})
    assert refused.status_code == 400
    assert "没有收到文件" in refused.text


def test_downloads(client: TestClient) -> None:
    answer = sent(client, ("乌石坪.txt", POOR), **{"as": "json"})
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E4%B9%8C")
    assert answer.json()["unit"] == "坪皋县乌石坪乡人民政府"
    page = sent(client, ("a.txt", POOR), **{"as": "html"})
    assert page.headers["content-disposition"]
    assert "<style>" in page.text
    assert sent(client, ("a.txt", POOR), ("b.txt", POOR), **{"as": "json"}).status_code == 400
    assert sent(client, ("a.txt", POOR), **{"as": "exe"}).status_code == 400
    unread = sent(client, ("a.txt", b""), **{"as": "json"})
    assert unread.status_code == 422
    assert "没有" in unread.json()["error"]


def test_word_with_comments_and_a_notice(client: TestClient) -> None:
    word = sent(client, ("a.docx", as_docx(GOOD)), **{"as": "word"})
    assert word.headers["content-disposition"].endswith(".docx")
    with zipfile.ZipFile(io.BytesIO(word.content)) as package:
        assert "述法" in package.read("word/comments.xml").decode()
    notice = sent(client, ("a.txt", POOR), **{"as": "notice"})
    with zipfile.ZipFile(io.BytesIO(notice.content)) as package:
        assert "乌石坪" in package.read("word/document.xml").decode()
    text = sent(client, ("a.txt", POOR), **{"as": "word"})
    assert text.status_code == 422
    assert "docx" in text.json()["error"]


def test_files_to_take_away_are_not_made_of_archives(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("报告.txt", POOR)
    answer = sent(client, ("报送.zip", packed.getvalue()), **{"as": "json"})
    assert answer.status_code == 422
    assert "压缩包" in answer.json()["error"]


def test_the_overview_escapes_what_it_is_told(client: TestClient) -> None:
    row = sent(client, ("a.txt", POOR)).json()["reports"][0]["row"]
    asked = {
        "rows": [{"name": "report-1", "row": {**row, "unit": "<script>1</script>"}}],
        "failures": [{"path": "<b>", "reason": "坏。"}],
    }
    html = client.post("/overview", content=json.dumps(asked), headers=JSON).json()["html"]
    assert "<script" not in html
    assert "&lt;b&gt;" in html
    for wrong in (b"", b"[]", b"{}", json.dumps({**asked, "rows": [{"name": 1}]}).encode()):
        assert client.post("/overview", content=wrong, headers=JSON).status_code == 400


def test_only_our_own_files_can_be_loaded(client: TestClient) -> None:
    assert client.get("/assets/report.css").headers["content-type"].startswith("text/css")
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/pages.py", "app.py", "start.html"):
        assert client.get(f"/assets/{name}").status_code == 404


# ---------------------------------------------------------------- limits


def test_what_is_too_large_or_too_many_is_refused_in_chinese(client: TestClient) -> None:
    large = sent(client, ("大.txt", b"a" * (MB + 1)))
    assert large.status_code == 413
    assert "超过 1 MB" in large.json()["error"]
    larger = sent(client, ("大.txt", b"a" * (9 * MB)))
    assert larger.status_code == 413
    many = sent(client, *[(f"{number}.txt", b"a") for number in range(MAX_AT_ONCE + 1)])
    assert many.status_code == 413
    assert f"{MAX_AT_ONCE} 个" in many.json()["error"]


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    for body, kind in (
        (b"x" * 100, "multipart/form-data; boundary=x"),
        (b"x", "text/plain"),
        (b"", "multipart/form-data"),
    ):
        answer = client.post("/check", content=body, headers={**JSON, "Content-Type": kind})
        assert answer.status_code == 400
        assert answer.json()["error"].endswith("。")


def test_nothing_remains_unless_it_is_to_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "tmp"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    keep = tmp_path / "kept"
    keep.mkdir()
    with client_of() as client:
        sent(client, ("a.txt", POOR), ("b.docx", as_docx(GOOD)))
        assert list(private.iterdir()) == []
    with client_of(keep=keep) as client:
        sent(client, ("../../etc/a.txt", POOR))
        sent(client, ("a.txt", GOOD.encode()))
        assert "检查完即删除" not in client.get("/").text
    kept = sorted(keep.iterdir())
    assert {one.read_bytes() for one in kept} == {POOR, GOOD.encode()}
    assert all(one.name.endswith("-a.txt") for one in kept)
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\报告.docx", "报告.docx"),
        ("..", "未命名"),
        ("", "未命名"),
        ('a<b>|"c\n.txt', "a_b___c_.txt"),
        ("字" * 300 + ".docx", "字" * 120 + ".docx"),
    ],
)
def test_names_of_uploads_lead_nowhere(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("报送/甲镇/报告.docx", "报送/甲镇/报告.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("a\\b\n.txt", "a/b\ufffd.txt"),
        ("..", "未命名"),
    ],
)
def test_folders_of_uploads_are_shown(given: str, shown: str) -> None:
    assert shown_name(given) == shown


# ---------------------------------------------------------------- workers


class Kills:
    """What ends the process that unpacks it, as a damaged file may end the library that reads it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


class Hangs:
    """What never comes back."""

    def __reduce__(self) -> tuple[Any, ...]:
        return time.sleep, (600,)


def job(text: Any) -> Job:
    return Job("page", None, text, Wishes(loading.DEFAULT), MB, 30)


async def answers(bad: Any) -> tuple[Any, ...]:
    workers = Workers(1, loading.DEFAULT, 5)
    try:
        return await workers.answer(job(bad)), await workers.answer(job(GOOD))
    finally:
        workers.close()


@pytest.mark.parametrize(("bad", "words"), [(Kills(), "意外中止"), (Hangs(), "没有检查完")])
def test_a_file_that_ends_its_worker_or_never_ends_loses_only_itself(bad: Any, words: str) -> None:
    import asyncio

    lost, after = asyncio.run(answers(bad))
    assert words in lost.failure
    assert after.reports[0].row["unit"] == "青栎县竹溪镇"
