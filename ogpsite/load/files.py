"""The files of a site: which there are, their text, and what is known of their bytes."""

from __future__ import annotations

import codecs
import errno
import hashlib
import mimetypes
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from ogpsite.load import lookalikes
from ogpsite.model.again import Again
from ogpsite.model.limits import MEGABYTE, USUAL, Limits
from ogpsite.model.values import Stored
from ogpsite.nouns import dataclass
from ogpsite.problems import Faults, Place, Problem, of_field, of_system, phrase

Inside = dict[str, list["os.DirEntry[str]"]]  # what lies in folders, by the path of each below the site's
READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
TRIES = 5  # a file that is saved while it is read is read again
LITTER = frozenset(("Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r"))  # what Windows and macOS leave in folders
LARGEST_BRAND = 2_000_000  # bytes of a logo, icon, card or font
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
USUAL_BYTES = bytes([9, 10, 13, *range(32, 127)])
SAVE_AGAIN = phrase("save the file again with the encoding UTF-8")
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
    ".jsonld": "application/ld+json",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".vtt": "text/vtt",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".epub": "application/epub+zip",
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the disk says of a file: size in bytes, when it was changed, and which file it is."""

    size: int
    changed: tuple[int, int, int, int]


def stamp_of(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, (found.st_mtime_ns, found.st_ctime_ns, found.st_dev, found.st_ino))


def listing(root: Path, faults: Faults, inside: Inside | None = None) -> Iterator[tuple[str, Stamp]]:
    """Every file that may be content, with what the disk says of it, sorted; what is ignored by rule is left out.

    `inside`: as for `walk`.
    """
    if (root / "site.yaml").is_file():
        yield "site.yaml", stamp_of((root / "site.yaml").stat())
    base = (root / "content").resolve()
    for relative, entry in walk(root / "content", "content", faults, {} if inside is None else inside):
        if not relative.isprintable():  # as nothing is that can't be written as UTF-8: some systems allow any bytes
            shown = relative.encode(errors="surrogateescape").decode(errors="replace")
            shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown)
            known = all(char.isprintable() or ord(char) < 0xD800 or ord(char) > 0xDFFF for char in relative)
            message = phrase("the name of this file holds characters that are not UTF-8")
            if known:
                message = phrase("the name of this file holds invisible signs")
            faults.append(Problem(Place(shown), "file", message, phrase("rename it")))
            continue
        try:
            found = entry.stat()
        except OSError:
            found = None
        if found and entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(base):
            hint = phrase("put a copy of the file here instead")
            faults.append(Problem(Place(relative), "file", phrase("this link leads out of the content folder"), hint))
        elif found and stat.S_ISREG(found.st_mode):
            yield relative, stamp_of(found)
        else:
            hint = phrase("only ordinary files and folders can be content")
            faults.append(Problem(Place(relative), "file", phrase("this is not a file that can be read"), hint))


def walk(folder: Path, relative: str, faults: Faults, inside: Inside) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below a folder except those ignored by rule, in the order of their paths. Links to folders that lie
    outside are given as they are, for their fault to be told.

    `inside` is what somebody just found in folders, by their paths; it is taken out, so that it serves once.
    """
    found: list[tuple[tuple[str, ...], str, os.DirEntry[str]]] = []
    queue: list[tuple[str, str, tuple[str, ...]]] = [(str(folder), relative, (relative,))]
    while queue:
        here, name, parts = queue.pop()
        if len(parts) > USUAL.nesting:
            message = phrase("folders are nested deeper than {count} levels", count=USUAL.nesting)
            faults.append(Problem(Place(name[:200]), "limit", message, phrase("move the files up")))
            continue
        for entry in inside.pop(name, None) or entries_of(here, name, faults):
            if is_ignored(entry.name):
                continue
            below = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                queue.append((entry.path, below, (*parts, entry.name)))
            else:
                found.append(((*parts, entry.name), below, entry))
    found.sort(key=lambda one: one[0])
    yield from ((path, entry) for _, path, entry in found)


def entries_of(folder: str, name: str, faults: Faults) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it is gone meanwhile, or can't be read, which is a fault."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        message = phrase("the folder can't be read: {reason}", reason=of_system(error))
        faults.append(Problem(Place(name), "file", message, phrase("check its rights")))
        return []


@lru_cache(maxsize=100_000)
def is_ignored(name: str) -> bool:
    """Whether a rule leaves out what has this name: `_drafts/`, dot files, README.md, and what systems and programs
    put beside people's files, such as the lock of a document that is open in Word."""
    return name.startswith((".", "~$")) or name.endswith("~") or name in ("_drafts", "README.md") or name in LITTER


def twins(paths: list[str]) -> Iterator[Problem]:
    """Files that differ only by capital letters, or by the way in which an accent is stored."""
    seen: dict[str, str] = {}
    for path in paths:
        alike = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        first = seen.setdefault(alike, path)
        if first != path:
            message = phrase("this file and {file} differ only by capital letters", file=repr(first))
            if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", path):
                message = phrase(
                    "this file and {file} differ only by the way in which an accent is stored", file=repr(first)
                )
            hint = phrase("many computers can't tell them apart; rename one")
            yield Problem(Place(path), "collision", message, hint, other=Place(first))


def read_text(root: Path, path: str, size: int, faults: Faults, limits: Limits = USUAL) -> str | None:
    """The text of a file, or None with a fault where it can't be read as text."""
    if size > limits.text_file * MEGABYTE:
        message = phrase("the file is larger than {size} MB", size=limits.text_file)
        hint = phrase("split it, publish it as evidence, or raise `limits.text_file` in site.yaml")
        faults.append(Problem(Place(path), "limit", message, hint))
        return None
    try:
        data = steady_bytes(f"{root}/{path}", limits.text_file * MEGABYTE)
    except OSError as error:
        faults.append(
            Problem(
                Place(path),
                "file",
                phrase("the file can't be read: {reason}", reason=of_system(error)),
                phrase("check its rights"),
            )
        )
        return None
    return text_in(path, data, faults)


class Texts(Mapping[str, tuple[str, ...]]):
    """The lines of files by their paths, read when they are asked for: only faults are told with their lines."""

    def __init__(self, root: Path, sizes: Mapping[str, int], limits: Limits = USUAL) -> None:
        self.root, self.sizes, self.limits = root, sizes, limits
        self.read: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, path: str) -> tuple[str, ...]:
        if path not in self.read:
            text = read_text(self.root, path, self.sizes[path], [], self.limits)
            self.read[path] = tuple(text.split("\n")) if text is not None else ()
        return self.read[path]

    def __contains__(self, path: object) -> bool:
        return path in self.sizes

    def __iter__(self) -> Iterator[str]:
        return iter(self.sizes)

    def __len__(self) -> int:
        return len(self.sizes)


def text_in(path: str, data: bytes, faults: Faults) -> str | None:
    """The text that bytes are, or None with a fault where they aren't UTF-8 or hold control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(
            Problem(Place(path, 1), "encoding", phrase("the file is saved as UTF-16, not as UTF-8"), SAVE_AGAIN)
        )
        return None
    try:
        data = data.removeprefix(codecs.BOM_UTF8)
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = phrase(
            "a character of line {line} is not UTF-8 (byte {byte})", line=line, byte=f"{data[error.start]:#04x}"
        )
        faults.append(Problem(Place(path, line), "encoding", message, SAVE_AGAIN))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    usual = data.isascii() and not data.translate(None, USUAL_BYTES)
    control = None if usual else CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        message = phrase(
            "line {line} holds an invisible control character (code {code})", line=line, code=ord(control[0])
        )
        faults.append(
            Problem(Place(path, line), "encoding", message, phrase("delete it; it often comes with pasted text"))
        )
        return None
    faults.extend(turned(path, text))
    faults.extend(lookalikes.problems(path, text))
    return text


TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # signs that turn the direction of what stands behind them


def turned(path: str, text: str) -> Iterator[Problem]:
    """A warning for each line whose words are shown in another order than they are read: by a sign that overrides the
    direction of letters, or by one that is never ended. Pairs, as Arabic texts have them, are fine."""
    if text.isascii() or not TURNS.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        signs = TURNS.findall(line)
        ended = [sum(sign in pair for sign in signs) for pair in ("\u202a\u202b\u202d\u202e", "\u202c")]
        apart = [sum(sign in pair for sign in signs) for pair in ("\u2066\u2067\u2068", "\u2069")]
        wrong = next((sign for sign in signs if sign in "\u202d\u202e"), "")
        if not wrong and (ended[0] > ended[1] or apart[0] > apart[1]):
            wrong = signs[-1]
        if wrong:
            message = phrase(
                "line {line} holds an invisible sign that turns words round ({sign})",
                line=number,
                sign=f"U+{ord(wrong):04X}",
            )
            hint = phrase("delete it, unless it is meant; it often comes with pasted text, and can make words lie")
            yield Problem(Place(path, number), "encoding", message, hint, fatal=False)


def steady_bytes(path: str, most: int) -> bytes:
    """The bytes of a file, read again where it was saved meanwhile. Never more than `most` and one byte."""
    data = b""
    for _ in range(TRIES):
        before = ordinary(path)
        file = os.open(path, READING)
        try:
            data = os.read(file, min(before.st_size, most) + 1)
            if before.st_size < len(data) <= most:
                data += os.read(file, most + 1 - len(data))
        finally:
            os.close(file)
        after = os.stat(path)  # noqa: PTH116 - a third faster, for every file
        same = (before.st_ino, before.st_size, before.st_mtime_ns) == (after.st_ino, after.st_size, after.st_mtime_ns)
        if same and len(data) == min(after.st_size, most + 1):
            break
    return data


def ordinary(path: Path | str) -> os.stat_result:
    """What the disk says of a file. Raises OSError where it isn't there, or is none: a pipe would be waited for, a
    device never ends."""
    found = os.stat(path)  # noqa: PTH116 - as above
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    return found


def stored(root: Path, path: str, again: Again | None = None) -> Stored:
    """What is known of a content file's bytes, read in pieces; as it was known where it didn't change.

    Raises OSError where it can't be read.
    """
    if again is None:
        return hashed(root, path)
    return again.kept(("stored", path), (), signs(root, path, again), lambda: hashed(root, path))


def signs(root: Path, path: str, again: Again) -> tuple[object, ...]:
    """By what it is seen that a content file changed. Raises OSError where it isn't there."""
    stamp = stamp_of((root / "content" / path).stat())
    return str(root), stamp, again.changes(f"content/{path}")


def hashed(root: Path, path: str) -> Stored:
    """What is known of a content file's bytes."""
    file = root / "content" / path
    return Stored(path, file.stat().st_size, digest(file), media_type(path))


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError where it can't be read."""
    ordinary(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes:
    """A small file as it is. Raises OSError where it can't be read."""
    ordinary(path)
    return path.read_bytes()


def content(root: Path, path: str) -> bytes:
    """The bytes of a file below `content/`. Raises OSError where it can't be read."""
    return (root / "content" / path).read_bytes()


def media_type(path: str) -> str:
    """The media type by the file's ending; the same on every machine, whatever its own tables say."""
    ending = PurePosixPath(path).suffix.lower()
    return MEDIA_TYPES.get(ending) or built_in().types_map[True].get(ending, "application/octet-stream")


@cache
def built_in() -> mimetypes.MimeTypes:
    """The media types that Python knows; asked for late, because it reads the machine's own tables on the way."""
    return mimetypes.MimeTypes()


def beside_settings(root: Path, path: str, place: Place, field: str, faults: Faults) -> bytes | None:
    """The bytes of a file that site.yaml names, relative to it; None with a fault where it isn't there to be used."""
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        hint = phrase("put the file below the folder of site.yaml")
        faults.append(
            Problem(
                place, "file", of_field(field, phrase("{file} lies outside the site's folder", file=repr(path))), hint
            )
        )
    elif not target.is_file():
        hint = phrase("files of `brand` lie relative to site.yaml")
        faults.append(Problem(place, "file", of_field(field, phrase("there is no file {file}", file=repr(path))), hint))
    elif target.stat().st_size > LARGEST_BRAND:
        message = of_field(
            field, phrase("{file} is larger than {size} MB", file=repr(path), size=LARGEST_BRAND // 1000000)
        )
        faults.append(
            Problem(place, "file", message, phrase("save it smaller: every reader would have to wait for it"))
        )
    else:
        return target.read_bytes()
    return None


def has_site(root: Path) -> bool:
    """Whether a folder holds a site."""
    return (root / "site.yaml").is_file()
