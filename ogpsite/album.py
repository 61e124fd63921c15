"""The pictures that running text shows: measured when the site is read, copied clean when the copies are asked for."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ogpsite import load, pictures
from ogpsite.links import Sight
from ogpsite.memory.shelves import PICTURES, Memory
from ogpsite.model.again import Again
from ogpsite.model.values import Picture
from ogpsite.problems import Place, Problem, phrase


def seen(root: Path, found: Iterable[Sight], again: Again) -> tuple[Mapping[str, Picture], tuple[Problem, ...]]:
    """The pictures by the path of their file, and what is wrong with them, each told once."""
    known: dict[str, Picture] = {}
    faults: dict[Problem, None] = {}
    for sight in found:
        faults.update(dict.fromkeys(speechless(sight)))
        if sight.path in known:
            continue
        try:
            width, height, ending, moves = surveyed(root, sight.path, again)
        except (pictures.NotAPicture, OSError) as fault:
            reason = fault.args[0] if isinstance(fault, pictures.NotAPicture) else phrase("it can't be read")
            message = phrase(
                "the picture {file} can't be shown: {reason}; its words stand in its place",
                file=repr(sight.written),
                reason=reason,
            )
            hint = phrase("save it again as JPEG, PNG or WebP")
            faults[Problem(sight.place, "picture", message, hint, fatal=False)] = None
            continue
        known[sight.path] = Picture(sight.path, width, height, ending, pictures.widths(width))
        if moves:
            message = phrase(
                "the picture {file} moves, and readers could not stop it: its first frame is shown",
                file=repr(sight.written),
            )
            hint = phrase("put a film behind a link instead")
            faults[Problem(sight.place, "picture", message, hint, fatal=False)] = None
    return known, tuple(faults)


def surveyed(root: Path, path: str, again: Again) -> tuple[int, int, str, bool]:
    """What is known of a picture, looked at again only where its file changed."""
    given = load.signs(root, path, again)
    return again.kept(("picture", path), (), given, lambda: pictures.survey(load.content(root, path)))


def speechless(sight: Sight) -> Iterator[Problem]:
    """A picture without words for those who don't see it, or with its file's name instead."""
    name = posixpath.basename(sight.path)
    words = sight.alt.strip()
    if not words or words.lower() == name.lower():
        message = phrase("the picture {file} has no words for those who can't see it", file=repr(sight.written))
        hint = phrase(
            "say between the brackets what it shows: ![Three people sign a letter]({file})", file=sight.written
        )
        yield Problem(sight.place, "picture", message, hint)


TELLS = {"place": phrase("where it was taken"), "author": phrase("who took it")}
PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp")


def telling(root: Path, named: Mapping[str, Place]) -> Iterator[Problem]:
    """Photographs that are published as they are, as evidence, and whose metadata tells of people or places."""
    for path, place in named.items():
        if path.lower().endswith(PHOTOGRAPHS):
            try:
                found = [TELLS[name] for name in pictures.tells(load.content(root, path)) if name in TELLS]
            except (pictures.NotAPicture, OSError):
                continue
            if found:
                told = phrase("{one} and {other}", one=found[0], other=found[1]) if len(found) > 1 else found[0]
                message = phrase(
                    "the picture {file} is published as it is, and it tells {what}",
                    file=repr(posixpath.basename(path)),
                    what=told,
                )
                hint = phrase(
                    "if nobody should know that, save it without its metadata, or show it in the text instead"
                )
                yield Problem(place, "metadata", message, hint, fatal=False)


class Album(Mapping[str, bytes]):
    """The clean copies by their names below `/assets/`; each is made when it is asked for.

    `memory` holds those of earlier builds, by the digest of the picture that they were made from.
    """

    def __init__(self, root: Path, found: Mapping[str, Picture], memory: Memory | None = None) -> None:
        self.root, self.found, self.memory = root, found, memory or Memory()
        self.names: dict[str, tuple[Picture, int, str]] = {}
        for picture in found.values():
            for width in picture.widths if picture.ending != "svg" else (0,):
                for ending in dict.fromkeys((picture.ending, *(("webp",) if width else ()))):
                    self.names[picture.name(width, ending)] = (picture, width, ending)

    def __getitem__(self, name: str) -> bytes:
        picture, width, ending = self.names[name]
        data = load.content(self.root, picture.path)
        shelf = self.memory.shelf(f"{PICTURES}/{hashlib.sha256(data).hexdigest()}")
        made: bytes = shelf.remembered(f"{width}.{ending}", lambda: pictures.copies(data)[width, ending])
        return made

    def __reduce__(self) -> tuple[type[Album], tuple[Path, Mapping[str, Picture]]]:
        return Album, (self.root, self.found)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
