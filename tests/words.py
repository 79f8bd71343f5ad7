"""Word files for the tests of annotating: hostile ones by hand, and ways to look into what came out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, *, comments: str = "", extra: dict[str, tuple[str, str, str]] | None = None) -> bytes:
    """Return a Word file with a body, maybe comments, and further parts: name → (markup, relation, content type)."""
    parts = dict(extra or {})
    if comments:
        parts["comments.xml"] = (
            f"<w:comments {SPACES} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>{comments}</w:comments>",
            f"{_OFFICE}/comments",
            f"{_TYPES}.comments+xml",
        )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{relation}" Target="{name}"/>'
        for n, (name, (_, relation, _)) in enumerate(parts.items(), 1)
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, (_, _, kind) in parts.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f"<?xml version='1.0'?><!-- by hand --><w:document {SPACES}><w:body>{body}"
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        )
        if relations:
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
            )
        for name, (markup, _, _) in parts.items():
            archive.writestr(f"word/{name}", markup)
        archive.writestr("word/media/image1.png", b"\x89PNG not really")
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{''.join(runs)}</w:p>"


def root_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    return next((text for key, text in element.attrib.items() if etree.QName(key).localname == name), None)


def comments_part(data: bytes) -> str:
    """Return the name of the part that holds the comments ("" if there is none)."""
    relations = parts_of(data).get("word/_rels/document.xml.rels")
    for one in etree.fromstring(relations) if relations else ():
        if str(one.get("Type")).endswith("/comments") and f"word/{one.get('Target')}" in parts_of(data):
            return f"word/{one.get('Target')}"
    return ""


def comments_of(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the comments of a file: id → author and text, a line for each paragraph."""
    found: dict[str, tuple[str, str]] = {}
    part = comments_part(data)
    if part:
        for one in root_of(data, part):
            paragraphs = [
                "".join(text.text or "" for text in part.iter() if name_of(text) == "t") for part in one
            ]
            number = attribute(one, "id")
            assert number is not None
            assert number not in found
            found[number] = (attribute(one, "author") or "", "\n".join(paragraphs))
    return found


def marked_text(data: bytes) -> dict[str, str]:
    """Return for each comment the text between its marks, as it stands in the XML (paragraphs run together)."""
    root = root_of(data)
    order = list(root.iter())
    found = {}
    for number in comments_of(data):
        places = {
            kind: [
                at for at, one in enumerate(order) if name_of(one) == kind and attribute(one, "id") == number
            ]
            for kind in ("commentRangeStart", "commentRangeEnd", "commentReference")
        }
        assert all(len(one) == 1 for one in places.values()), (number, places)
        [start], [end], [reference] = places.values()
        assert start < end < reference
        found[number] = "".join(_words(one) for one in order[start:end] if name_of(one) == "t")
    return found


def _words(text: etree._Element) -> str:
    if any(name_of(one) == "rt" for one in text.iterancestors()):
        return ""  # how a word is read aloud, set above it
    return (text.text or "") + "".join(one.tail or "" for one in text)


def plain(root: etree._Element, drop: set[str]) -> bytes:
    """Return the XML without the marks of some comments and with adjacent equal runs merged, in canonical form."""
    root = etree.fromstring(etree.tostring(root.getroottree()))
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    for mark in [one for one in root.iter() if name_of(one) in marks and attribute(one, "id") in drop]:
        holder = mark.getparent() if name_of(mark) == "commentReference" else mark
        assert holder.tail is None or holder.tail.isspace()
        holder.getparent().remove(holder)
    for one in [one for one in root.iter() if name_of(one) == "r"]:
        _merge(one)
    for one in root.iter():
        if name_of(one) == "t":
            one.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root.getroottree(), method="c14n")


def _merge(run: etree._Element) -> None:
    """Merge into a run the ones that follow it and are like it; then its texts that follow one another."""
    while (following := run.getnext()) is not None and name_of(following) == "r" and _alike(run, following):
        for child in [one for one in following if name_of(one) != "rPr"]:
            run.append(child)
        run.getparent().remove(following)
    for text in [one for one in run if name_of(one) == "t"]:
        before = text.getprevious()
        if before is not None and name_of(before) == "t" and not len(before) and not len(text):
            before.text = (before.text or "") + (text.text or "")
            run.remove(text)


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return dict(one.attrib) == dict(other.attrib) and _properties(one) == _properties(other)


def _properties(run: etree._Element) -> list[bytes]:
    return [etree.tostring(one, method="c14n") for one in run if name_of(one) == "rPr"]


def in_boxes(data: bytes) -> Iterator[etree._Element]:
    """Yield the marks of comments that stand where none may: in text boxes, formulas, drawings."""
    for one in root_of(data).iter():
        if name_of(one).startswith("comment") and any(
            name_of(above) in {"txbxContent", "oMath", "drawing", "pict"} for above in one.iterancestors()
        ):
            yield one
