"""What lies in the output, looked at once for each build: its list, every file, and whether that still stands later."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from ogpsite.memory import seal
from ogpsite.nouns import dataclass
from ogpsite.write import manifest
from ogpsite.write.left import Left, recalled
from ogpsite.write.manifest import MANIFEST, Entry, Manifest, Seen, Survey
from ogpsite.write.swap import clock

Stamps = tuple[int, ...]


@dataclass(frozen=True)
class Look:
    """What was found. `moment`: when the look began, by the clock of the disk (`swap.clock`); 0 where that isn't known.

    `sure` are the files that are surely as a build left them; `stamps` what is known of the folder and of its list;
    `early` says that the look was before the site was made, so that files may have been edited since.
    """

    known: Manifest = Manifest()
    seen: Survey = field(default_factory=dict)
    sure: Mapping[str, Entry] = field(default_factory=dict)
    stamps: Stamps = ()
    moment: int = 0
    left: Left = Left()
    early: bool = False

    @property
    def since(self) -> int:
        """What is younger may have been changed after the look; 0 where the time of the list tells that."""
        return self.moment - seal.COARSE if self.early and self.moment else 0

    def is_old(self, one: Seen) -> bool:
        """Whether a file was so old that another change of it since would bear another time."""
        return seal.is_old(one.st_mtime_ns, self.moment)


def look(folder: Path, early: bool = False) -> Look:
    """Everything in a folder; nothing where there is none. Reads the list alone. Raises OSError."""
    moment = clock(folder)
    stamps = stamps_of(folder)
    known, left = manifest.read(folder), recalled(folder)
    seen = manifest.survey_again(folder, known.files, left.there) if left.there else None
    if seen is None:
        seen = manifest.survey(folder) if folder.is_dir() else {}
    sure = manifest.unchanged(known, seen)
    for path, was in left.lately.items():
        if path in known.files and seen.get(path) == was:
            sure[path] = known.files[path]
    return Look(known, seen, sure, stamps, moment, left, early)


def stamps_of(folder: Path) -> Stamps:
    """What changes when another build took its turn, or when a name in the folder changed; empty without a list."""
    try:
        top, listed = folder.stat(), os.lstat(f"{folder}/{MANIFEST}")
    except OSError:
        return ()
    return (top.st_ino, top.st_mtime_ns, top.st_ctime_ns, listed.st_ino, listed.st_mtime_ns, listed.st_size)


def stands(one: Look, folder: Path) -> bool:
    """Whether surely nothing came or went since the look. What is changed within a file, its own time tells."""
    return bool(one.stamps) and one.stamps == stamps_of(folder) and is_quiet(one, folder)


def stands_moved(one: Look, folder: Path) -> bool:
    """As `stands`, where the folder was moved since: that changes one of its times, but not that of the names in it."""
    stamps = stamps_of(folder)
    return bool(stamps) and one.stamps[:2] == stamps[:2] and one.stamps[3:] == stamps[3:] and is_quiet(one, folder)


def is_quiet(one: Look, folder: Path) -> bool:
    """Whether all folders within are of the time that was seen, and so old then that a later change shows in it."""
    if sys.platform == "win32" or not one.moment:  # some disks of Windows keep no such times
        return False
    folders = [path[:-1] for path in one.seen if path[-1] == "/"]
    were = [one.seen[f"{path}/"][2:4] for path in folders]
    try:
        if [*manifest.times(f"{folder}/", folders)] != were:
            return False
    except OSError:
        return False
    return all(seal.is_old(born, one.moment) for born in {one.stamps[1], *map(max, were)})


def keeps_times(folder: Path) -> bool:
    """Whether the disk notes in a folder's time that a name in it changed. Makes a file there for a moment."""
    try:
        before, probe = folder.stat().st_mtime_ns, folder / "probe"
        probe.touch()
        probe.unlink()
        return folder.stat().st_mtime_ns != before
    except OSError:
        return False


def mark(seen: Survey, target: Path, touched: Iterable[str]) -> str:
    """The mark of the new site by its files: those that were seen, and those that are looked at now.

    An empty text where one is a link, as what that leads to belongs to the mark.
    """
    try:
        found = {**seen, **{path: manifest.facts(os.lstat(f"{target}/{path}")) for path in touched}}
    except OSError:
        return ""
    for path in [path for path in found if path[-1] == "/"]:
        del found[path]
    linked = any(mode & 0o170000 == 0o120000 for mode in {one.st_mode for one in found.values()})
    return "" if linked or os.sep != "/" else seal.mark_of(found)
