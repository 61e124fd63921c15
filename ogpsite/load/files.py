"""The files of a site: which there are, their text, and what is known of their bytes."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ogpsite.model.values import Stored
from ogpsite.problems import Faults, Place, Problem

LARGEST_TEXT = 10_000_000  # bytes; a text file beyond it is a mistake, and would hold up the build
LARGEST_BRAND = 2_000_000  # bytes of a logo, icon, card or font
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
SAVE_AGAIN = "save the file again with the encoding UTF-8"
TEXTS = (".md", ".yaml", ".yml", ".csv")
MEDIA_TYPES = {
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".geojson": "application/geo+json",
}
BUILT_IN = mimetypes.MimeTypes()


def listing(root: Path, faults: Faults) -> Iterator[tuple[str, int]]:
    """Every file that may be content, as path and size in bytes, sorted; what is ignored by rule is left out."""
    if (root / "site.yaml").is_file():
        yield "site.yaml", (root / "site.yaml").stat().st_size
    base = (root / "content").resolve()
    for path in sorted(walk(root / "content", root, faults)):
        relative = path.relative_to(root).as_posix()
        if not is_text(relative):
            shown = relative.encode(errors="surrogateescape").decode(errors="replace")
            message = "the name of this file holds characters that are not UTF-8"
            faults.append(Problem(Place(shown), "file", message, "rename it"))
        elif path.is_symlink() and path.exists() and not path.resolve().is_relative_to(base):
            hint = "put a copy of the file here instead"
            faults.append(Problem(Place(relative), "file", "this link leads out of the content folder", hint))
        elif path.is_file():
            yield relative, path.stat().st_size
        else:
            hint = "only ordinary files and folders can be content"
            faults.append(Problem(Place(relative), "file", "this is not a file that can be read", hint))


def is_text(name: str) -> bool:
    """Whether a name can be written as UTF-8: some systems allow any bytes in the names of files."""
    return name.isprintable() and not any("\ud800" <= char <= "\udfff" for char in name)


def walk(folder: Path, root: Path, faults: Faults) -> Iterator[Path]:
    """All files below a folder except those ignored by rule: `_drafts/`, dot files, README.md. Links to folders that
    lie outside are given as they are, for their fault to be told."""
    if not folder.is_dir():
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        place = Place(folder.relative_to(root).as_posix())
        faults.append(Problem(place, "file", f"the folder can't be read: {error.strerror}", "check its rights"))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in ("_drafts", "README.md"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry, root, faults)
        else:
            yield entry


def twins(paths: list[str]) -> Iterator[Problem]:
    """Files that differ only by capital letters."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            message = f"this file and {first!r} differ only by capital letters"
            hint = "many computers can't tell them apart; rename one"
            yield Problem(Place(path), "collision", message, hint, other=Place(first))


def read_text(root: Path, path: str, size: int, faults: Faults) -> str | None:
    """The text of a file, or None with a fault where it can't be read as text."""
    if size > LARGEST_TEXT:
        message = f"the file is larger than {LARGEST_TEXT // 1_000_000} MB"
        faults.append(Problem(Place(path), "encoding", message, "split it, or publish it as evidence"))
        return None
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        faults.append(Problem(Place(path), "file", f"the file can't be read: {error.strerror}", "check its rights"))
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Problem(Place(path, 1), "encoding", "the file is saved as UTF-16, not as UTF-8", SAVE_AGAIN))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"a character of line {line} is not UTF-8 (byte {data[error.start]:#04x})"
        faults.append(Problem(Place(path, line), "encoding", message, SAVE_AGAIN))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        message = f"line {line} holds an invisible control character (code {ord(control[0])})"
        faults.append(Problem(Place(path, line), "encoding", message, "delete it; it often comes with pasted text"))
        return None
    return text


def stored(root: Path, path: str) -> Stored:
    """What is known of a content file's bytes, read in pieces. Raises OSError where it can't be read."""
    file = root / "content" / path
    return Stored(path, file.stat().st_size, digest(file), media_type(path))


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError where it can't be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes:
    """A small file as it is. Raises OSError where it can't be read."""
    return path.read_bytes()


def content(root: Path, path: str) -> bytes:
    """The bytes of a file below `content/`. Raises OSError where it can't be read."""
    return (root / "content" / path).read_bytes()


def media_type(path: str) -> str:
    """The media type by the file's ending; the same on every machine, whatever its own tables say."""
    ending = PurePosixPath(path).suffix.lower()
    return MEDIA_TYPES.get(ending) or BUILT_IN.types_map[True].get(ending, "application/octet-stream")


def beside_settings(root: Path, path: str, place: Place, field: str, faults: Faults) -> bytes | None:
    """The bytes of a file that site.yaml names, relative to it; None with a fault where it isn't there to be used."""
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        hint = "put the file below the folder of site.yaml"
        faults.append(Problem(place, "file", f"{field}: {path!r} lies outside the site's folder", hint))
    elif not target.is_file():
        hint = "files of `brand` lie relative to site.yaml"
        faults.append(Problem(place, "file", f"{field}: there is no file {path!r}", hint))
    elif target.stat().st_size > LARGEST_BRAND:
        message = f"{field}: {path!r} is larger than {LARGEST_BRAND // 1_000_000} MB"
        faults.append(Problem(place, "file", message, "save it smaller: every reader would have to wait for it"))
    else:
        return target.read_bytes()
    return None


def has_site(root: Path) -> bool:
    """Whether a folder holds a site."""
    return (root / "site.yaml").is_file() and os.access(root / "site.yaml", os.R_OK)
