"""The only writing of output: collisions, atomic replacement, only what changed, nothing stale.

Files that ogpsite did not write are never touched.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ogpsite.model.site import Output
from ogpsite.problems import Place, Problem, Refused

MANIFEST = ".ogpsite.json"  # in the output folder: the files that we wrote, so that nothing else is ever touched
OURS = frozenset({".gitignore", ".gitkeep", ".git", MANIFEST})
TEMPORARY = ".ogpsite-part"


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the folder, in numbers of files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def collisions(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Two outputs at one path, or at paths that differ only by capital letters, or one below the other."""
    seen: dict[str, str] = {}
    for output in outputs:
        first = seen.setdefault(output.path.casefold(), output.path)
        if first == output.path and seen.get(f"?{output.path}"):
            message = f"two things would be published at /{output.path}"
            yield Problem(Place("content"), "collision", message, "rename a record, an alias, or a redirect")
        elif first != output.path:
            message = f"/{output.path} and /{first} differ only by capital letters"
            yield Problem(Place("content"), "collision", message, "rename one of the files")
        seen[f"?{output.path}"] = output.path
    for path in [path for path in seen if not path.startswith("?")]:
        folder = path.rpartition("/")[0]
        while folder:
            if folder in seen:
                message = f"/{seen[folder]} would be a file and a folder at once"
                yield Problem(Place("content"), "collision", message, "rename a record, an alias, or a redirect")
            folder = folder.rpartition("/")[0]


def refusal(target: Path, root: Path) -> Problem | None:
    """Why a folder can't be built to: it, or what it holds, isn't ours."""
    place = Place(str(target))
    hint = "choose an empty folder, or one that an earlier build made: --output FOLDER"
    real, home, sources = target.resolve(), Path.home().resolve(), root.resolve()
    if real == Path(real.anchor) or real == home:
        return Problem(place, "output", "the output folder is the whole disk, or your home folder", hint)
    if real == sources or real in sources.parents:
        return Problem(place, "output", "the output folder holds the site's sources", hint)
    if any(real == sources / name or sources / name in real.parents for name in ("content", "themes")):
        return Problem(place, "output", "the output folder lies inside the site's sources", hint)
    if real.exists() and not real.is_dir():
        return Problem(place, "output", "this is a file, not a folder", hint)
    if real.is_dir() and not (real / MANIFEST).is_file() and {one.name for one in real.iterdir()} - OURS:
        return Problem(place, "output", "the folder holds files that ogpsite did not write", hint)
    return None


def write(outputs: Iterable[Output], target: Path, root: Path) -> Written:
    """Brings `target` to hold exactly these outputs, beside files of others. Raises Refused before or while writing.

    Every file is replaced as a whole; files of an earlier build that are no longer made are removed.
    """
    problem = refusal(target, root)
    if problem:
        raise Refused(problem)
    wanted = {output.path: output for output in outputs}
    before = manifest(target)
    ours = {*before, *folders_of(before)}
    foreign = [
        path for path in wanted if path not in ours and is_there(target / path) and not same(target, wanted[path], root)
    ]
    if foreign:
        message = f"{foreign[0]!r} is already there, and ogpsite did not write it"
        raise Refused(Problem(Place(str(target)), "output", message, "move the file away, or choose another folder"))
    linked = sorted(path for path in folders_of((*wanted, *before)) if (target / path).is_symlink())
    if linked:
        message = f"the folder {linked[0]!r} is a link that leads elsewhere, and ogpsite did not make it"
        raise Refused(Problem(Place(str(target)), "output", message, "remove the link, or choose another folder"))
    try:
        target.mkdir(parents=True, exist_ok=True)
        save_manifest(target, {**dict.fromkeys(wanted, ""), **before})
        return replaced(wanted, before, target, root)
    except OSError as error:
        message = f"the site could not be written: {error.strerror or error}"
        hint = "look at the free space and at your rights, then build again; every file is whole"
        raise Refused(Problem(Place(str(target)), "output", message, hint)) from None


def keep(path: Path, text: str) -> None:
    """Replaces a small file that belongs to the site's sources, such as the ledger. Raises Refused where it can't."""
    data = text.encode()
    try:
        if not path.is_file() or path.read_bytes() != data:
            put(path, Output(path.name, data), path.parent)
    except OSError as error:
        message = f"the file could not be written: {error.strerror or error}"
        raise Refused(
            Problem(Place(path.name), "output", message, "look at the free space and at your rights")
        ) from None


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that holds one of the paths."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def replaced(wanted: Mapping[str, Output], before: Mapping[str, str], target: Path, root: Path) -> Written:
    """Writes what differs, then removes what is no longer made; what stands in the way of a new file goes first."""
    written = unchanged = 0
    stale = sorted(set(before) - set(wanted))
    needed = folders_of(wanted)
    obstacles = [path for path in stale if path in needed or folders_of((path,)) & set(wanted)]
    for path in obstacles:
        remove(target, path)
    digests: dict[str, str] = {}
    for path, output in sorted(wanted.items()):
        digests[path] = digest(output, root)
        if before.get(path) == digests[path] and same(target, output, root):
            unchanged += 1
            continue
        put(target / path, output, root)
        written += 1
    for path in sorted(set(stale) - set(obstacles)):
        remove(target, path)
    save_manifest(target, digests)
    return Written(written, unchanged, len(stale))


def digest(output: Output, root: Path) -> str:
    """A file's SHA-256."""
    if not output.copy_of:
        return hashlib.sha256(output.data).hexdigest()
    with (root / "content" / output.copy_of).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same(target: Path, output: Output, root: Path) -> bool:
    """Whether a file already holds these bytes."""
    path = target / output.path
    if not path.is_file() or path.is_symlink():
        return False
    if not output.copy_of:
        return path.stat().st_size == len(output.data) and path.read_bytes() == output.data
    source = root / "content" / output.copy_of
    if path.stat().st_size != source.stat().st_size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest(output, root)


def put(path: Path, output: Output, root: Path) -> None:
    """Replaces a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + TEMPORARY)
    try:
        if output.copy_of:
            shutil.copyfile(root / "content" / output.copy_of, part)
        else:
            part.write_bytes(output.data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove(target: Path, path: str) -> None:
    """Removes a file that we wrote, and the folders that it leaves empty."""
    (target / path).unlink(missing_ok=True)
    folder = (target / path).parent
    while folder != target and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def manifest(target: Path) -> dict[str, str]:
    """The files that earlier builds wrote here, with their SHA-256. A damaged list counts as none of them known."""
    try:
        found = json.loads((target / MANIFEST).read_text("utf-8"))["files"]
        return {path: sha for path, sha in found.items() if is_inside(path) and isinstance(sha, str)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def is_inside(path: str) -> bool:
    """Whether a path of the manifest stays below the folder, however the list came to be."""
    return not path.startswith(("/", "\\")) and ".." not in path.replace("\\", "/").split("/") and ":" not in path


def save_manifest(target: Path, digests: Mapping[str, str]) -> None:
    words = json.dumps(
        {"about": "files written by ogpsite; do not edit", "files": dict(sorted(digests.items()))}, indent=0
    )
    put(target / MANIFEST, Output(MANIFEST, f"{words}\n".encode()), target)
