"""One report in every format that offices have: the same unit and year, the same verdicts, the same best sentence."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPORTS, judge, labelled, reasons
from fazhi_check.model.outcome import Assessment, ReadFailure
from fazhi_check.readers import parse
from fazhi_check.readers._office import program
from formats import as_docx, as_odt, as_ofd, as_page, as_rtf, as_xlsx
from test_cli import run

OFFICE = program()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
NAMES = labelled()


def text_of(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text("utf-8")


BEFORE = {name: judge(text_of(name)) for name in NAMES}


def same(found: Assessment, name: str) -> None:
    """Compare verdicts, reasons, metadata, and the sentence shown for each element."""
    before = BEFORE[name]
    assert reasons(found) == reasons(before)
    assert (found.title, found.unit, found.level, found.year) == (
        before.title,
        before.unit,
        before.level,
        before.year,
    )
    for one, other in zip(found.findings, before.findings, strict=True):
        if other.evidence and one.evidence:
            assert _squeezed(one.evidence[0].quote)[:12] == _squeezed(other.evidence[0].quote)[:12]


def _squeezed(quote: str) -> str:
    return "".join(quote.split())


MAKERS: dict[str, Callable[[str], bytes]] = {
    "docx": as_docx,
    "html": as_page,
    "ofd": as_ofd,
    "odt": as_odt,
    "xlsx": as_xlsx,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", MAKERS)
def test_formats_made_by_hand(name: str, suffix: str) -> None:
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
    same(judge(MAKERS[suffix](text_of(name)), f"a.{suffix}"), name)


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a folder with all fixtures converted by LibreOffice to a format, made once."""
    made: dict[str, Path] = {}
    source = tmp_path_factory.mktemp("word")
    for name in NAMES:
        (source / f"{name}.docx").write_bytes(as_docx(text_of(name)))

    def convert(target: str) -> Path:
        if target not in made:
            made[target] = tmp_path_factory.mktemp(target.split(":")[0])
            profile = tmp_path_factory.mktemp("profile").as_uri()
            subprocess.run(
                [str(OFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", target, "--outdir",
                 str(made[target]), *map(str, source.glob("*.docx"))],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
        return made[target]

    return convert


@needs_office
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("target", ["pdf", "odt", "doc:MS Word 97", "rtf", "html"])
def test_formats_made_by_libreoffice(name: str, target: str, converted: Callable[[str], Path]) -> None:
    suffix = target.split(":")[0]
    if suffix == "pdf":
        pytest.importorskip("pypdfium2")
    same(judge((converted(target) / f"{name}.{suffix}").read_bytes(), f"a.{suffix}"), name)


@needs_office
def test_a_wps_file_with_word_content_is_read(converted: Callable[[str], Path]) -> None:
    same(judge((converted("doc:MS Word 97") / f"{NAMES[0]}.doc").read_bytes(), "a.wps"), NAMES[0])


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine")
@pytest.mark.parametrize("columns", [1, 2])
def test_pdf_printed_by_a_browser(columns: int, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    title, *body = text_of("county-good").splitlines()
    paragraphs = "".join(f"<p style='text-indent:2em;margin:0'>{line}</p>" for line in body)
    page = tmp_path / "a.html"
    page.write_text(
        "<meta charset=utf-8><style>@page{size:A4;margin:25mm}body{font-size:16px;line-height:1.7}</style>"
        f"<h2>{title}</h2><div style='column-count:{columns};column-gap:3em'>{paragraphs}</div>",
        "utf-8",
    )
    pdf = tmp_path / "a.pdf"
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", str(page)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    same(judge(pdf.read_bytes(), "a.pdf"), "county-good")


@needs_office
def test_places_in_a_pdf_are_page_and_line(converted: Callable[[str], Path]) -> None:
    pytest.importorskip("pypdfium2")
    found = judge((converted("pdf") / "county-good.pdf").read_bytes(), "a.pdf")
    places = {one.place for finding in found.findings for one in finding.evidence}
    assert {place.kind for place in places} == {"line"}
    assert max(place.page or 0 for place in places) > 1
    assert max(place.number for place in places) < 60


def test_rtf_is_read_without_libreoffice_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("striprtf")
    monkeypatch.setattr("fazhi_check.readers.rtf.program", lambda: None)
    same(judge(as_rtf(text_of("township-good")), "a.rtf"), "township-good")


def test_old_word_files_without_libreoffice_get_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi_check.readers._office.program", lambda: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")
    outcome = parse(data, "a.doc")
    assert isinstance(outcome, ReadFailure)
    assert "LibreOffice" in outcome.reason


def test_a_scan_is_said_to_be_one() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(595, 842)
    out = io.BytesIO()
    pdf.save(out)
    outcome = parse(out.getvalue(), "a.pdf")
    assert isinstance(outcome, ReadFailure)
    assert "扫描件" in outcome.reason


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n" + os.urandom(300), "a.pdf"),
        (as_ofd("标题\n正文，一句话。")[:400], "a.ofd"),
        (as_odt("标题\n正文，一句话。")[:200], "a.odt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(600), "a.doc"),
    ],
)
def test_broken_files_get_one_line(data: bytes, name: str) -> None:
    outcome = parse(data, name)
    assert isinstance(outcome, ReadFailure)
    assert "\n" not in outcome.reason


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_archives_are_searched_like_folders(tmp_path: Path) -> None:
    import json

    report = text_of("township-good").encode()
    inner = _zip({"深处/报告.txt": report})
    (tmp_path / "a.zip").write_bytes(
        _zip({"乡镇/甲.txt": report, "../../乙.txt": report, "内.zip": inner, "图.jpg": b"x"})
    )
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("丙.txt")
        info.size = len(report)
        archive.addfile(info, io.BytesIO(report))
    done = run("lint", tmp_path, "--format", "json", "--fail-on", "never")
    paths = [one["path"].removeprefix(f"{tmp_path}/") for one in json.loads(done.stdout)["reports"]]
    assert paths == [
        "a.zip/乡镇/甲.txt",
        "a.zip/../../乙.txt",
        "a.zip/内.zip/深处/报告.txt",
        "b.tar.gz/丙.txt",
    ]
    assert not (tmp_path.parent / "乙.txt").exists()


def test_7z_is_read(tmp_path: Path) -> None:
    py7zr = pytest.importorskip("py7zr")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        archive.writestr(text_of("township-good"), "乡镇/甲.txt")
    assert "澜屏县" in run("lint", tmp_path / "a.7z", "--fail-on", "never").stdout


def test_mails_give_their_attachments_or_their_text(tmp_path: Path) -> None:
    import json
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报送年度报告", "a@example.org", "b@example.org"
    mail.set_content("附件是我镇的报告，请查收。")
    text = text_of("township-good")
    mail.add_attachment(
        as_docx(text), maintype="application", subtype="octet-stream", filename="年度报告.docx"
    )
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    plain = EmailMessage()
    plain.set_content(text)
    (tmp_path / "b.eml").write_bytes(plain.as_bytes())
    (tmp_path / "c.eml").write_bytes(b"\x00\xff not a mail")
    result = json.loads(run("lint", tmp_path, "--format", "json", "--fail-on", "never").stdout)
    found = {one["path"].removeprefix(f"{tmp_path}/"): one["unit"] for one in result["reports"]}
    assert found == {
        "a.eml/年度报告.docx": BEFORE["township-good"].unit,
        "b.eml/正文.txt": BEFORE["township-good"].unit,
    }
    assert len(result["failures"]) == 1


def test_gbk_names_in_a_zip_are_recovered(tmp_path: Path) -> None:
    data = bytearray(_zip({"xxxx.txt": text_of("township-good").encode()}))
    name = "乡镇".encode("gbk")
    for at in range(len(data) - 8):
        if data[at : at + 8] == b"xxxx.txt":
            data[at : at + 4] = name
    (tmp_path / "a.zip").write_bytes(data)
    assert "a.zip/乡镇.txt" in run("lint", tmp_path / "a.zip", "--fail-on", "never").stdout


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fazhi_check import unpacking

    monkeypatch.setattr(unpacking, "_FREE", 1000)
    monkeypatch.setattr(unpacking, "MAX_RATIO", 2)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 10_000_000)
    file = tmp_path / "a.zip"
    file.write_bytes(bomb.getvalue())
    with pytest.raises(unpacking.Broken, match="过大"):
        list(unpacking.unpack(file, tmp_path, lambda name: True))


@pytest.mark.parametrize(
    ("data", "words"), [(b"PK\x03\x04" + b"x" * 90, "损坏"), (_zip({"a.css": b"x"}), "没有可检查的文件")]
)
def test_useless_archives_get_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    done = run("lint", tmp_path / "a.zip")
    assert done.returncode == 3
    assert words in done.stdout
