"""What a large build knew of the output and of its spare when it ended, so that the next needn't look through both.

It lies in the work folder and is safe to lose. It is nothing where it is damaged, or speaks of other lists of files
than those that lie there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from ogpsite.nouns import dataclass
from ogpsite.write.manifest import MANIFEST, Seen, Times, facts, inside, is_inside, times
from ogpsite.write.swap import NEXT, beside

STATE = "left.json"
UNKNOWN = [-1, -1]  # the times of no folder


@dataclass(frozen=True)
class Left:
    """`lately`: files of the output that are younger than its list, as they were left. `there`: the folders of the
    output, and when each was changed, unless that was so shortly before that another change might bear the same time.

    Of the spare: the `folders` and when each was changed (none where nothing is known), what it hasn't of the files in
    the output's list (`lacks`), and what lies there beside them (`others`). The rest are the same files, by two names.
    """

    lately: Mapping[str, Seen] = field(default_factory=dict)
    folders: Mapping[str, Times] = field(default_factory=dict)
    lacks: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    there: Mapping[str, Times] = field(default_factory=dict)


def recalled(target: Path) -> Left:
    """What the last build left in and beside `target`."""
    work = beside(target)
    try:
        check, _, text = (work / STATE).read_text("utf-8").partition("\n")
        if check != check_of(text):
            return Left()
        found = json.loads(text)
        lists, spare = found["lists"], work / NEXT
        if lists[0] != stamp(target / MANIFEST) or not all(map(is_inside, found["others"])):
            return Left()
        lately = {path: Seen(*one) for path, one in found["lately"].items()}
        there = found["there"] if inside(found["there"]) else {}
        if lists[1] != stamp(spare / MANIFEST):
            return Left(lately, there=there)
        return Left(lately, found["folders"], frozenset(found["lacks"]), tuple(found["others"]), there)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Left()


def keep(work: Path, target: Path, left: Left) -> None:
    """Keeps what a build leaves, where the disk lets us."""
    with contextlib.suppress(OSError):
        text = json.dumps(
            {
                "lists": [stamp(target / MANIFEST), stamp(work / NEXT / MANIFEST)],
                "lately": left.lately,
                "folders": left.folders,
                "lacks": sorted(left.lacks),
                "others": left.others,
                "there": left.there,
            }
        )
        (work / STATE).write_text(f"{check_of(text)}\n{text}", "utf-8")


def stamp(path: Path) -> list[int]:
    """What changes whenever a list of files is written anew."""
    found = facts(path.lstat())
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def check_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def times_of(folder: str) -> Times:
    """When the names in a folder were last changed."""
    found = os.lstat(folder)
    return [found.st_mtime_ns, found.st_ctime_ns]


def is_whole(left: Left, spare: Path) -> bool:
    """Whether the spare is known, and surely nothing came or went in it since."""
    try:
        now = times(f"{spare}/", left.folders)
        return bool(left.folders) and [*now] == [*map(tuple, left.folders.values())]
    except OSError:
        return False


def changed(times: Mapping[str, Times], spare: Path, paths: Iterable[str]) -> dict[str, Times]:
    """The times of the spare's folders after files at some paths were taken out of it."""
    touched = {"", *(path.rpartition("/")[0] for path in paths)}
    return {**times, **{path: times_of(f"{spare}/{path}") for path in touched if not path or path in times}}
