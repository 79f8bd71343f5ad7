"""RTF files: converted by LibreOffice and read as .docx; without it read by striprtf where that is installed.

striprtf keeps paragraphs, drawn numbers and Chinese in any code page; it loses heading levels and tables' rows.
"""

from __future__ import annotations

from dataclasses import replace

from fazhi_check.model.document import Document, Place
from fazhi_check.readers import docx
from fazhi_check.readers._assembling import Assembly
from fazhi_check.readers._office import program, to_docx


def read(data: bytes, path: str) -> Document:
    """Read an RTF file; see the module's docstring for what is kept."""
    if program() is None:
        try:
            from striprtf.striprtf import rtf_to_text
        except ImportError:
            pass
        else:
            assembly = Assembly()
            text = rtf_to_text(data.decode("latin-1"), encoding="gb18030", errors="replace")  # type: ignore[no-untyped-call]
            for number, line in enumerate(text.split("\n"), 1):
                assembly.add(line, Place("paragraph", number))
            return assembly.document(path, "rtf")
    return replace(docx.read(to_docx(data, ".rtf", "RTF 文件"), path), format="rtf")
