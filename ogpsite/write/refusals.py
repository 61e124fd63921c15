"""Where nothing may be built to, and what may not be published together. Said before anything is touched."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from ogpsite.model.site import Output
from ogpsite.problems import Phrase, Place, Problem, of_system, phrase
from ogpsite.write.manifest import MANIFEST, folders_of, inside, is_inside

OURS = frozenset({".gitignore", ".gitkeep", ".git", MANIFEST})
TEMPORARY = ".ogpsite-part"
ANOTHER = phrase("choose an empty folder, or one that an earlier build made: --output FOLDER")
RENAME = phrase("rename a record, an alias, or a redirect")


def refusal(target: Path, root: Path) -> Problem | None:
    """Why a folder can't be built to: it, or what it holds, isn't ours."""
    reason = reason_against(target, root)
    return Problem(Place(str(target.absolute())), "output", reason, ANOTHER) if reason else None


def reason_against(target: Path, root: Path) -> Phrase | None:
    """The reason in words; None where there is none."""
    try:
        real, home, sources = target.resolve(), Path.home().resolve(), root.resolve()
        if real == Path(real.anchor) or real == home or real in home.parents:
            return phrase("the output folder is the whole disk, or your home folder")
        if real == sources or real in sources.parents:
            return phrase("the output folder holds the site's sources")
        if any(real == sources / name or sources / name in real.parents for name in ("content", "themes")):
            return phrase("the output folder lies inside the site's sources")
        if ".git" in real.parts:
            return phrase("the output folder lies inside the records of git")
        if real.exists() and not real.is_dir():
            return phrase("this is a file, not a folder")
        if real.is_dir() and not (real / MANIFEST).is_file() and {one.name for one in real.iterdir()} - OURS:
            return phrase("the folder holds files that ogpsite did not write")
    except (OSError, RuntimeError, ValueError) as error:  # no right to look, a circle of links, a NUL in the name
        reason = of_system(error) if isinstance(error, OSError) else error
        return phrase("the output folder can't be looked at: {reason}", reason=reason)
    return None


def alike(path: str) -> str:
    """A path as the least careful of file systems reads it: without regard to capitals and ways to write an accent."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def are_apart(paths: Collection[str]) -> bool:
    """Whether all file systems can surely tell some paths apart, and none is a folder of another; told at once."""
    text = "\n".join(paths).lower()
    lowered = {*text.split("\n")}
    return text.isascii() and len(lowered) == len(paths) and folders_of(lowered).isdisjoint(lowered)


def collisions(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Two outputs at one path, or at paths that some file systems can't tell apart, or one below the other."""
    outputs = tuple(outputs)
    paths = {output.path: "" for output in outputs}
    if len(paths) == len(outputs) and inside(paths) and are_apart(paths):
        return
    seen: dict[str, str] = {}
    exact: set[str] = set()
    for output in outputs:
        if not is_inside(output.path):
            message = phrase("{address} would lie outside the site", address=f"/{output.path}")
            yield Problem(Place("content"), "collision", message, RENAME)
            continue
        first = seen.setdefault(alike(output.path), output.path)
        if output.path in exact:
            message = phrase("two things would be published at {address}", address=f"/{output.path}")
            yield Problem(Place("content"), "collision", message, RENAME)
        elif first != output.path:
            message = phrase(
                "{one} and {other} differ only by capital letters", one=f"/{output.path}", other=f"/{first}"
            )
            yield Problem(Place("content"), "collision", message, phrase("rename one of the files"))
        exact.add(output.path)
    within = folders_of(seen)
    for folder in (path for path in seen if path in within):
        message = phrase("{address} would be a file and a folder at once", address=f"/{seen[folder]}")
        yield Problem(Place("content"), "collision", message, RENAME)
