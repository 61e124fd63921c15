"""Whom a document names beside what it shows: its authors. (What photographs tell is in `album`.)"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

SPAN = 2_000_000  # bytes at the head and at the end of a file that are looked at
PART = 1_000_000  # bytes of a part of a document, unpacked: its description is never larger
OFFICE = {
    "docProps/core.xml": ("creator", "lastModifiedBy"),
    "docProps/app.xml": ("Manager", "Company"),
    "meta.xml": ("creator", "initial-creator", "printed-by"),
}
PACKED = frozenset(".docx .docm .dotx .xlsx .xlsm .pptx .pptm .odt .ods .odp .odg .odf .epub".split())
WHO = {
    "creator": "author", "initial-creator": "author", "lastModifiedBy": "last editor", "Manager": "manager",
    "Company": "organisation", "printed-by": "who printed it", "Author": "author",
}  # fmt: skip
XMP = re.compile(rb"<dc:creator>.*?<rdf:li[^>]*>(.{1,200}?)</rdf:li>", re.S)
PDF_AUTHOR = re.compile(rb"/Author\s*(\((?:\\.|[^\\)]){1,400}\)|<[0-9A-Fa-f\s]{2,800}>)", re.S)


def told_by(root: Path, path: str) -> tuple[str, ...]:
    """Whom a document names, in words; nothing where there is nobody, or it can't be read."""
    file = root / "content" / path
    ending = PurePosixPath(path).suffix.lower()
    try:
        if ending in PACKED:
            return tuple(dict.fromkeys(in_package(file)))
        if ending == ".pdf":
            with file.open("rb") as stream:
                return tuple(dict.fromkeys(in_pdf(ends(stream))))
    except (OSError, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError):
        return ()
    return ()


def ends(stream: IO[bytes]) -> bytes:
    """The beginning and the end of a file."""
    head = stream.read(SPAN)
    size = stream.seek(0, 2)
    if size <= SPAN:
        return head
    stream.seek(max(size - SPAN, SPAN))
    return head + b"\n" + stream.read(SPAN)


def in_package(file: Path) -> Iterator[str]:
    """Authors that an office document names. Its parts are unpacked up to a bound: a bomb stays packed."""
    import zipfile  # few sites change an office document, and it is slow to open

    try:
        with zipfile.ZipFile(file) as package:
            for name, tags in OFFICE.items():
                if name in package.NameToInfo:
                    with package.open(name) as part:
                        text = part.read(PART).decode("utf-8", "replace")
                    yield from named_in(text, tags)
    except zipfile.BadZipFile:
        return


def named_in(text: str, tags: Iterable[str]) -> Iterator[str]:
    """The authors in the properties of a document."""
    from html import unescape

    for tag in tags:
        for found in re.findall(rf"<(?:[\w-]+:)?{tag}(?:\s[^>]*)?>([^<]{{1,200}})<", text):
            if found.strip():
                yield f"{WHO[tag]}: {unescape(found).strip()}"


def in_pdf(data: bytes) -> Iterator[str]:
    """Authors that a PDF names, where its description isn't packed."""
    for found in PDF_AUTHOR.findall(data):
        words = pdf_words(found)
        if words:
            yield f"author: {words}"
    yield from in_xmp(data)


def pdf_words(written: bytes) -> str:
    """A text of a PDF as words."""
    if written.startswith(b"<"):
        digits = re.sub(rb"\s", b"", written[1:-1])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        raw = re.sub(rb"\\([0-7]{1,3})", lambda m: bytes([int(m[1], 8) & 255]), written[1:-1])
        raw = re.sub(rb"\\(.)", rb"\1", raw, flags=re.S)
    text = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
    return "".join(char for char in text if char.isprintable()).strip()[:200]


def in_xmp(data: bytes) -> Iterator[str]:
    from html import unescape

    for found in XMP.findall(data):
        yield f"author: {unescape(found.decode('utf-8', 'replace')).strip()}"
