"""Zip files from strangers: reads wanted parts within bounds, and never uses their names as paths."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass

MOST_PARTS = 20_000
MOST_BYTES = 120_000_000  # of all parts that are read from one file
LARGEST_PART = 30_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
KNOWN = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"PK\x03\x04", "a zip file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


@dataclass
class Archive:
    """An opened zip file. `spent` counts the bytes read so far."""

    name: str
    parts: zipfile.ZipFile
    spent: int = 0

    def names(self) -> list[str]:
        """The names of all parts whose names stay inside, sorted."""
        return sorted({info.filename for info in self.parts.infolist() if not info.is_dir() and inside(info.filename)})

    def strange(self) -> list[str]:
        """The names that lead out of the archive; such parts are never read."""
        return sorted({info.filename for info in self.parts.infolist() if not inside(info.filename)})

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.parts.NameToInfo and inside(name)

    def read(self, name: str, largest: int = LARGEST_PART) -> bytes:
        """The bytes of one part. Raises ImportFault where it is too large, protected or damaged."""
        info = self.parts.getinfo(name)
        if info.flag_bits & 1:
            raise ImportFault(f"{self.name} is protected by a password", "save a copy without the password")
        if info.file_size > largest or self.spent + info.file_size > MOST_BYTES:
            raise ImportFault(
                f"{self.name}: the part {shown(name)} unpacks to {info.file_size / 1e6:,.0f} MB, which is too much",
                "such files are made to stop programs; if it is really yours, divide it",
            )
        try:
            with self.parts.open(info) as part:
                data = part.read(largest + 1)
        except DAMAGED as fault:
            raise damaged(self.name, fault) from None
        self.spent += len(data)
        return data


@contextmanager
def opened(path: Path, what: str) -> Iterator[Archive]:
    """The zip file at `path`; `what` says in words what it should be. Raises ImportFault where it is none."""
    look_at(path, what)
    try:
        parts = zipfile.ZipFile(path)
    except DAMAGED as fault:
        raise damaged(path.name, fault) from None
    with parts:
        if len(parts.infolist()) > MOST_PARTS:
            raise ImportFault(f"{path.name} holds more than {MOST_PARTS:,} parts", "this is not what it says it is")
        yield Archive(path.name, parts)


def look_at(path: Path, what: str) -> None:
    """Refuse what is no zip file, saying what it is instead."""
    if not path.is_file():
        raise ImportFault(f"there is no file {path}", "look at the spelling and the folder")
    try:
        head = first_bytes(path)
    except OSError as fault:
        raise ImportFault(f"{path.name} cannot be read: {fault.strerror}", "may you read it?") from None
    if not head:
        raise ImportFault(f"{path.name} is empty", "export it again")
    if head.startswith(OLE):
        if ENCRYPTED in head:
            raise ImportFault(f"{path.name} is protected by a password", "save a copy without the password")
        raise ImportFault(
            f"{path.name} is a file of an old office program (.doc, .xls), not {what}", "save it in the new format"
        )
    if not zipfile.is_zipfile(path):
        known = next((words for start, words in KNOWN if head.startswith(start)), "")
        if head.startswith(b"PK\x03\x04"):
            raise ImportFault(f"{path.name} is cut short or damaged", "copy or export it again")
        raise ImportFault(
            f"{path.name} is not {what}" + (f"; it is {known} under a wrong name" if known else ""),
            "open it in the program it came from, and save it again",
        )


def first_bytes(path: Path, count: int = 200_000) -> bytes:
    """The beginning of a file."""
    with path.open("rb") as file:
        return file.read(count)


def damaged(name: str, fault: BaseException) -> ImportFault:
    """The fault of a zip file that can't be unpacked."""
    words = str(fault).strip() or type(fault).__name__
    return ImportFault(f"{name} is cut short or damaged: {words}", "copy or export it again")


def inside(name: str) -> bool:
    """Whether a part's name stays inside the archive."""
    steps = re.split(r"[/\\]", name)
    return ".." not in steps and not name.startswith(("/", "\\")) and ":" not in steps[0] and "\x00" not in name


def shown(name: str, width: int = 80) -> str:
    """A part's name for a message."""
    clean = "".join(char if char.isprintable() else "?" for char in name)
    return repr(clean if len(clean) <= width else clean[: width - 1] + "…")


def few(names: Iterable[str], most: int = 5) -> str:
    """Some names for a message."""
    given = list(names)
    more = f" and {len(given) - most} more" if len(given) > most else ""
    return ", ".join(shown(name) for name in given[:most]) + more
