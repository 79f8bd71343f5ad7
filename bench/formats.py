"""Compare reports in every format: the verdicts with those of the text, and what reading costs.

    python bench/formats.py [FOLDER]

FOLDER holds reports as .txt (default: the fixtures). Formats are made by hand (tests/formats.py) and, where it is
installed, by LibreOffice. Reading is compared with the bare library call: opening the package and parsing its main part
(lxml), all characters of all pages (pypdfium2), all rows (openpyxl), the conversion alone (LibreOffice).
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from fazhi_check import loading  # noqa: E402
from fazhi_check.engine import assess  # noqa: E402
from fazhi_check.model.outcome import Assessment, ReadFailure  # noqa: E402
from fazhi_check.readers import parse  # noqa: E402
from fazhi_check.readers._office import program, to_docx  # noqa: E402
from formats import as_docx, as_odt, as_ofd, as_page, as_rtf, as_xlsx  # noqa: E402  # the tests' own makers
from timing import best  # noqa: E402

MAKERS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "docx": as_docx,
    "html": as_page,
    "ofd": as_ofd,
    "odt": as_odt,
    "xlsx": as_xlsx,
    "rtf": as_rtf,
}
CONVERTED = {"pdf": "pdf", "doc": "doc:MS Word 97"}


def converted(texts: dict[str, str], target: str, folder: Path) -> dict[str, bytes]:
    """Return the reports converted by LibreOffice."""
    source = folder / "word"
    source.mkdir(exist_ok=True)
    for name, text in texts.items():
        (source / f"{name}.docx").write_bytes(as_docx(text))
    out = folder / target.split(":")[0]
    command = [str(program()), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", target, "--outdir", str(out), *map(str, source.glob("*.docx"))]
    subprocess.run(command, check=True, capture_output=True)
    return {name: (out / f"{name}.{target.split(':')[0]}").read_bytes() for name in texts}


def verdicts(data: bytes, name: str) -> tuple[object, ...] | None:
    document = parse(data, name)
    outcome = document if isinstance(document, ReadFailure) else assess(document, loading.load(), force=True)
    if not isinstance(outcome, Assessment):
        return None
    cells = tuple((one.item.id, one.verdict, one.reason) for one in outcome.findings)
    return (outcome.unit, outcome.level, outcome.year, cells)


def bare(suffix: str, data: bytes) -> None:
    """Do what the library does by itself."""
    if suffix in {"docx", "odt"}:
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            etree.fromstring(archive.read("word/document.xml" if suffix == "docx" else "content.xml"))
    elif suffix == "ofd":
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                etree.fromstring(archive.read(name))
    elif suffix == "html":
        from lxml import html

        html.document_fromstring(data)
    elif suffix == "pdf":
        import pypdfium2

        pdf = pypdfium2.PdfDocument(data)
        for page in pdf:
            page.get_textpage().get_text_range()
        pdf.close()
    elif suffix == "xlsx":
        import openpyxl

        list(openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True))
    elif suffix in {"doc", "rtf"}:
        to_docx(data, f".{suffix}", "")
    else:
        data.decode("utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "fixtures" / "reports")
    folder = parser.parse_args().folder
    texts = {}
    for file in sorted(folder.glob("*.txt")):
        found = parse(file.read_bytes(), file.name)
        if not isinstance(found, ReadFailure):
            texts[file.stem] = found.text
    before = {name: verdicts(text.encode(), "a.txt") for name, text in texts.items()}
    print(
        "| format | reports | all cells as in the text | cells that differ | reading, ms | bare library, ms | ratio |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        made = {suffix: {name: make(text) for name, text in texts.items()} for suffix, make in MAKERS.items()}
        if program():
            made |= {suffix: converted(texts, target, Path(place)) for suffix, target in CONVERTED.items()}
        for suffix, files in made.items():
            differ = [_differ(verdicts(data, f"a.{suffix}"), before[name]) for name, data in files.items()]
            few = list(files.values())[:5]
            ours = sum(best(partial(parse, data, f"a.{suffix}"), 3) for data in few) / len(few)
            theirs = sum(best(partial(bare, suffix, data), 3) for data in few) / len(few)
            print(
                f"| {suffix} | {len(files)} | {differ.count(0)} | {sum(differ)} | {1000 * ours:.1f} | {1000 * theirs:.1f} "
                f"| {ours / theirs:.1f} |"
            )


def _differ(one: tuple[object, ...] | None, other: tuple[object, ...] | None) -> int:
    """Return how many cells differ; metadata that differ count one each."""
    if one is None or other is None:
        return 0 if one is other else 33
    cells = sum(a != b for a, b in zip(one[3], other[3], strict=True))  # type: ignore[call-overload]
    return cells + sum(a != b for a, b in zip(one[:3], other[:3], strict=True))


if __name__ == "__main__":
    main()
