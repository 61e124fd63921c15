"""Whether anything changed since a build: the names, sizes and times of all that it read and wrote, as one number.

Opened before every other room, so that a build with nothing to do costs next to nothing. Nothing here is trusted that
can't be seen to be whole: whatever is odd counts as a change.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from array import array
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

Said = Mapping[str, Any]  # what a build told, as JSON holds it
Inside = dict[str, list["os.DirEntry[str]"]]  # what lies in folders, by the path of each below the site's
PACKAGE = Path(__file__).parent.parent
THEMES = PACKAGE.parent / "themes"  # beside the package in a checkout
LEFT_OUT = frozenset({"__pycache__", "node_modules"})
TICK = 50_000_000  # nanoseconds: two changes of a file within them may bear one time
COARSE = 2_000_000_000  # the same for disks that count whole seconds
NUMBERS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_mode")  # what shows that a file was changed


def source_mark(root: Path, target: Path, started: int, inside: Inside | None = None) -> str:
    """The mark of a site's sources, of its themes and of the program. What was found in the site's folders on the way
    goes to `inside`, so that who reads them needn't look again.

    An empty text where a file was changed so shortly before `started` (nanoseconds of the clock) that its next change
    might not be seen, or where there is no site.
    """
    if not (root / "site.yaml").is_file():
        return ""
    lines = []
    left_out = {*LEFT_OUT, os.path.realpath(target)}
    for name, folder in (("site", root), ("program", PACKAGE), ("themes", THEMES)):
        for path, found in files(str(folder), left_out, hidden=False, inside=inside if name == "site" else None):
            born = max(found.st_mtime_ns, found.st_ctime_ns)
            if name == "site" and not is_old(born, started):
                return ""
            lines.append(line(f"{name}{path.removeprefix(str(folder))}", found))
    for libraries in sorted({one for one in sys.path if one.endswith("site-packages")}):
        lines.append(f"{Path(libraries).stat().st_mtime_ns} {sys.version}")  # newer where one was changed
    return digest(lines)


def is_old(born: int, started: int) -> bool:
    """Whether a file of this time can't be changed after `started` without a later one."""
    return born <= started - (TICK if born % 1_000_000_000 else COARSE)


def target_mark(target: Path) -> str:
    """The mark of an output folder."""
    start = len(str(target)) + 1
    return mark_of({path[start:]: found for path, found in files(str(target), frozenset(), hidden=True)})


def mark_of(seen: Mapping[str, Any]) -> str:
    """The same of the files of an output without links, by their paths, with what is known of each."""
    paths = sorted(seen)
    numbers = list(chain.from_iterable(map(NUMBERS, map(seen.__getitem__, paths))))
    told = hashlib.sha256("\0".join(paths).encode(errors="surrogateescape"))
    try:
        told.update(array("q", numbers))
    except OverflowError:  # a file of a time that 64 bits don't hold
        told.update(repr(numbers).encode())
    return told.hexdigest()


def files(
    folder: str, left_out: Collection[str], hidden: bool, inside: Inside | None = None
) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder with what is known of it; links are followed, and never in a circle."""
    names = {Path(one).name for one in left_out}
    queue = [(folder, frozenset[str]())]
    while queue:
        here, above = queue.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            continue
        if inside is not None:
            inside[here[len(folder) + 1 :].replace(os.sep, "/")] = entries
        for entry in entries:
            if entry.name in left_out or (here == folder and not hidden and entry.name.startswith(".")):
                continue
            linked = entry.is_symlink()
            if linked or not entry.is_dir(follow_symlinks=False):  # a folder tells what it is without a look at it
                try:
                    found = entry.stat(follow_symlinks=linked)
                except OSError:
                    found = entry.stat(follow_symlinks=False)
                if not stat.S_ISDIR(found.st_mode):
                    yield entry.path, found
                    continue
            real = os.path.realpath(entry.path) if linked or entry.name in names else ""
            if real not in left_out and (not linked or real not in above):
                queue.append((entry.path, above | {real} if linked else above))


def line(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0{found.st_mode}"


def digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode(errors="surrogateescape")).hexdigest()


def seal_path(root: Path, wanted: Mapping[str, Any]) -> Path:
    """Where the seal of a build lies: one for every way of building."""
    name = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:16]
    return cache_folder(root) / f"seal-{name}.json"


def cache_folder(root: Path) -> Path:
    """Where a site's memory lies. It may be deleted at any time."""
    return root / ".ogpsite" / "cache"


def opened(path: Path) -> dict[str, Any]:
    """A seal as it was kept; empty where there is none, or it is damaged."""
    try:
        found = json.loads(path.read_bytes())
        body = found["body"]
        whole = isinstance(body, dict) and found["check"] == check_of(body)
        return body if whole else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def keep(path: Path, body: dict[str, Any]) -> None:
    """Keeps a seal, where the disk lets us; a site that can't be written beside is built anew each time."""
    try:
        folder = path.parent
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_text(json.dumps({"body": body, "check": check_of(body)}, ensure_ascii=False), "utf-8")
        part.replace(path)
    except OSError:
        return


def check_of(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode(errors="replace")).hexdigest()
