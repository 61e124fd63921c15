"""The list of what earlier builds wrote, kept in the output folder: so that nothing else is ever touched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from ogpsite.nouns import dataclass

MANIFEST = ".ogpsite.json"
ODD = frozenset({"", ".", ".."})  # parts of paths that lead out of a folder
LEADS_OUT = (*(f"/{part}/" for part in sorted(ODD)), "\\", ":", "\0")  # where one stands in paths between `/`


class Entry(NamedTuple):
    """A file's SHA-256 in hexadecimal and its size in bytes; -1 where the size isn't known."""

    sha256: str = ""
    size: int = -1


PARTS = (slice(0, 64), slice(64, 65), slice(65, None))  # of an entry as it is written: digest, blank, size
ENTRY: Callable[[tuple[str, int]], Entry] = partial(tuple.__new__, Entry)


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
        found = json.loads(path.read_text("utf-8"))["files"]
        if not inside(found):
            found = {name: value for name, value in found.items() if is_inside(name)}
        known = entries(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()
    return Manifest(known, moment)


def entries(found: Mapping[str, object]) -> dict[str, Entry]:
    """The entries of a list as they are written; what isn't text counts as none."""
    written = [value for value in found.values() if isinstance(value, str)]
    digests, blanks, sizes = ([value[part] for value in written] for part in PARTS)
    if len(written) == len(found) and {*blanks} == {" "} and all(sizes) and is_number("".join(sizes)):
        return dict(zip(found, map(ENTRY, zip(digests, map(int, sizes), strict=True)), strict=True))
    return {name: entry(value) for name, value in found.items() if isinstance(value, str)}


def entry(written: str) -> Entry:
    """An entry as it stands in the list: the SHA-256, a blank, the size."""
    sha256, _, size = written.partition(" ")
    return Entry(sha256, int(size) if is_number(size) else -1)


def is_number(text_: str) -> bool:
    return text_.isascii() and text_.isdigit()


def text(files: Mapping[str, Entry]) -> bytes:
    """The list as it is written: the same for the same files."""
    paths = sorted(files)
    quoted = json.dumps(paths, separators=("\n", ":"))[1:-1].split("\n") if paths else []
    listed = [f'{path}: "{one[0]} {one[1]}"' for path, one in zip(quoted, map(files.__getitem__, paths), strict=True)]
    lines = ",\n".join(listed)  # a line for each file, as `json` would indent it, but many times faster
    inside = f"{{\n{lines}\n}}" if lines else "{}"
    return f'{{\n"about": "files written by ogpsite; do not edit",\n"files": {inside}\n}}\n'.encode()


def inside(paths: Iterable[str]) -> bool:
    """Whether all paths surely stay below the folder, told at once."""
    text_ = f"/{'/'.join(paths)}/"
    return not any(odd in text_ for odd in LEADS_OUT)


def is_inside(path: str) -> bool:
    """Whether a path stays below the folder, however the list came to be."""
    parts = path.replace("\\", "/").split("/")
    drive = parts[0][1:2] == ":"
    return ODD.isdisjoint(parts) and not drive and "\0" not in path


class Seen(NamedTuple):
    """What counts of all that the system knows of a file, by the system's names."""

    st_mode: int
    st_size: int
    st_mtime_ns: int
    st_ctime_ns: int
    st_ino: int


Survey = Mapping[str, Seen]
Times = list[int]  # when the names in a folder were changed, and when all else of it
TIMES = attrgetter("st_mtime_ns", "st_ctime_ns")
COUNTS = attrgetter(*Seen._fields)
SEEN: Callable[[tuple[int, ...]], Seen] = partial(tuple.__new__, Seen)


def facts(found: os.stat_result) -> Seen:
    """What counts of what the system knows; a third of the size."""
    return SEEN(COUNTS(found))


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


def survey_again(folder: Path, files: Iterable[str], folders: Mapping[str, Times]) -> dict[str, Seen] | None:
    """As `survey`, where it is known which files there were, and when the names in each folder were last changed.

    So no folder is opened but those of another time now, and the top. None where folders came or went.
    """
    base = f"{folder}/"
    try:
        there = dict(zip(folders, lstats(base, folders), strict=True))
        moved = {path for path, one in there.items() if [one.st_mtime_ns, one.st_ctime_ns] != folders[path]}
        named = [path for path in files if (place := path.rpartition("/")[0]) and place not in moved]
        for place in ("", *moved):
            prefix = f"{place}/" if place else ""
            with os.scandir(base + place) as entries:
                for one in entries:
                    if not one.is_dir(follow_symlinks=False):
                        named.append(f"{prefix}{one.name}")
                    elif f"{prefix}{one.name}" not in folders:
                        return None
        found = dict(zip(named, lstats(base, named), strict=True))
    except OSError:
        return None
    found.update((f"{path}/", one) for path, one in there.items())
    found.pop(MANIFEST, None)
    return found if all(one.st_mode & 0o170000 == 0o040000 for one in there.values()) else None


def lstats(base: str, paths: Iterable[str]) -> Iterator[Seen]:
    """What counts of each of some files below a folder, whose path ends with `/`."""
    return map(SEEN, map(COUNTS, map(os.lstat, map(base.__add__, paths))))


def times(base: str, paths: Iterable[str]) -> Iterator[tuple[int, int]]:
    """When each of some folders was changed, in `Times`."""
    return map(TIMES, map(os.lstat, map(base.__add__, paths)))


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
    level = {path.rstrip("/").rpartition("/")[0] for path in paths}
    found = {""} | level
    while level := {path.rpartition("/")[0] for path in level} - found:
        found |= level
    return found - {""}
