"""The list of what earlier builds wrote, kept in the output folder: so that nothing else is ever touched."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from ogpsite.nouns import dataclass

MANIFEST = ".ogpsite.json"
ODD = (
    "\\",
    "..",
    "//",
    '"/',
    '/"',
    '"."',
    '"./',
    "/./",
    '/."',
)  # in a list without them no path leads out of the folder
DRIVE = re.compile('"[^"]:').search


class Entry(NamedTuple):
    """A file's SHA-256 in hexadecimal and its size in bytes; -1 where the size isn't known."""

    sha256: str = ""
    size: int = -1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that builds wrote, by path. `moment` is when the list was written (ns); -1 where there is none."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    moment: int = -1

    def without(self, paths: Collection[str]) -> Manifest:
        """The list without some paths."""
        left = {path: one for path, one in self.files.items() if path not in paths}
        return Manifest(left, self.moment) if paths else self


def read(folder: Path) -> Manifest:
    """The list in a folder. A damaged one counts as none; paths that lead out of the folder are left out."""
    try:
        path = folder / MANIFEST
        moment = path.lstat().st_mtime_ns
        text_ = path.read_text("utf-8")
        found = json.loads(text_)["files"]
        if DRIVE(text_) or any(one in text_ for one in ODD):
            found = {name: value for name, value in found.items() if is_inside(name)}
        known = {name: entry(value) for name, value in found.items() if name and isinstance(value, str)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()
    return Manifest(known, moment)


def entry(written: str) -> Entry:
    """An entry as it stands in the list: the SHA-256, a blank, the size."""
    sha256, _, size = written.partition(" ")
    return Entry(sha256, int(size) if size.isascii() and size.isdigit() else -1)


def text(files: Mapping[str, Entry]) -> bytes:
    """The list as it is written: the same for the same files."""
    listed = (f'{json.dumps(path)}: "{one.sha256} {one.size}"' for path, one in sorted(files.items()))
    lines = ",\n".join(listed)  # a line for each file, as `json` would indent it, but many times faster
    inside = f"{{\n{lines}\n}}" if lines else "{}"
    return f'{{\n"about": "files written by ogpsite; do not edit",\n"files": {inside}\n}}\n'.encode()


def is_inside(path: str) -> bool:
    """Whether a path stays below the folder, however the list came to be."""
    parts = path.replace("\\", "/").split("/")
    drive = parts[0][1:2] == ":"
    return bool(path) and not {"", ".", ".."} & set(parts) and not drive and "\0" not in path


class Seen(NamedTuple):
    """What counts of all that the system knows of a file, by the system's names."""

    st_mode: int
    st_size: int
    st_mtime_ns: int
    st_ctime_ns: int
    st_ino: int


Survey = Mapping[str, Seen]
COUNTS = attrgetter(*Seen._fields)


def facts(found: os.stat_result) -> Seen:
    """What counts of what the system knows; a third of the size."""
    return tuple.__new__(Seen, COUNTS(found))


def survey(folder: Path) -> dict[str, Seen]:
    """Everything in a folder but the list itself: files and links by path, and folders, whose paths end with `/`."""
    found: dict[str, Seen] = {}
    waiting = [(str(folder), "")]
    while waiting:
        place, prefix = waiting.pop()
        with os.scandir(place) as entries:
            for one in entries:
                path = f"{prefix}{one.name}"
                if one.is_dir(follow_symlinks=False):
                    path = f"{path}/"
                    waiting.append((one.path, path))
                found[path] = facts(one.stat(follow_symlinks=False))
    found.pop(MANIFEST, None)
    return found


def names(folder: Path) -> set[str]:
    """The paths of everything in a folder, as `survey` gives them."""
    found: set[str] = set()
    waiting = [(str(folder), "")]
    while waiting:
        place, prefix = waiting.pop()
        with os.scandir(place) as entries:
            for one in entries:
                inner = one.is_dir(follow_symlinks=False)
                found.add(f"{prefix}{one.name}{'/' if inner else ''}")
                if inner:
                    waiting.append((one.path, f"{prefix}{one.name}/"))
    return found - {MANIFEST}


def untouched(known: Manifest, path: str, seen: Seen | None) -> bool:
    """Whether a file is surely as the build left it: an ordinary file of that size, older than the list.

    A file as old as the list may have been changed in the same instant, so it is not sure, and is read.
    """
    wanted = known.files.get(path)
    if wanted is None or seen is None:
        return False
    ordinary = (seen.st_mode & 0o170000) == 0o100000
    return ordinary and seen.st_size == wanted.size and seen.st_mtime_ns < known.moment


def unchanged(known: Manifest, seen: Survey) -> dict[str, Entry]:
    """The files that are `untouched`, all at once."""
    found, moment = {}, known.moment
    for path, wanted in known.files.items():
        one = seen.get(path)
        if one and one[1] == wanted[1] and one[2] < moment and one[0] & 0o170000 == 0o100000:
            found[path] = wanted
    return found


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that holds one of the paths."""
    found: set[str] = set()
    for path in paths:
        for folder in above(path):
            if folder in found:
                break
            found.add(folder)
    return found


def above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the innermost first."""
    folder = path.rstrip("/").rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
