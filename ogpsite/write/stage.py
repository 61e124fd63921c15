"""The new site, made whole in a folder of its own: new files written, unchanged ones linked, those of others kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from ogpsite.model.site import Output, Remembered
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, Refused, phrase
from ogpsite.write import manifest
from ogpsite.write.manifest import MANIFEST, Entry, Manifest, Survey, untouched
from ogpsite.write.refusals import TEMPORARY

PIECE = 1 << 20


@dataclass(frozen=True)
class Plan:
    """What the folder is to hold. `same` are the wanted files that it holds already; `foreign` what others put there
    (folders end with `/`); `stale` what an earlier build wrote and this one doesn't."""

    wanted: Mapping[str, Output]
    files: Mapping[str, Entry]
    same: frozenset[str]
    foreign: tuple[str, ...]
    stale: tuple[str, ...]
    seen: Survey
    known: Manifest = Manifest()
    sure: bool = True

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done; `sure` says that the list of files is right, too."""
        return len(self.same) == len(self.wanted) and not self.stale


def planned(wanted: Mapping[str, Output], target: Path, root: Path, known: Manifest) -> Plan:
    """Compares what is wanted with what is there. `known` are the files there that are ours."""
    seen = manifest.survey(target) if target.is_dir() else {}
    files = {path: entry_of(output, root) for path, output in wanted.items()}
    sure = {path for path in wanted if known.files.get(path) == files[path] and untouched(known, path, seen.get(path))}
    same = sure | {path for path in wanted if path not in sure and is_same(target / path, files[path], seen.get(path))}
    ours = manifest.folders_of(known.files)
    others = [one for one in seen if one not in known.files and one not in same and one.rstrip("/") not in ours]
    parts = {
        one for one in others if one.removesuffix(TEMPORARY) in {*known.files, MANIFEST} and one.endswith(TEMPORARY)
    }
    stale = sorted({path for path in known.files if path not in wanted and path in seen} | parts)
    foreign = tuple(sorted(set(others) - parts))
    settled = len(sure) == len(wanted) == len(known.files)
    return Plan(wanted, files, frozenset(same), foreign, tuple(stale), seen, known, settled)


def entry_of(output: Output, root: Path) -> Entry:
    """SHA-256 and size of an output."""
    if isinstance(output, Remembered):
        return Entry(output.sha256, output.size)
    if not output.copy_of:
        return Entry(hashlib.sha256(output.data).hexdigest(), len(output.data))
    source = root / "content" / output.copy_of
    return Entry(output.sha256 or digest(source), source.stat().st_size)


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_same(there: Path, wanted: Entry, seen: os.stat_result | None) -> bool:
    """Whether a file holds the wanted bytes, by reading it."""
    if seen is None or seen.st_size != wanted.size or there.is_symlink() or not there.is_file():
        return False
    return digest(there) == wanted.sha256


def stage(folder: Path, plan: Plan, target: Path, root: Path) -> None:
    """Makes the whole site in `folder`, which may hold an older one of ours. Raises OSError and Refused.

    The list of files goes first and comes last: a folder without it isn't whole.
    """
    known = manifest.read(folder)
    (folder / MANIFEST).unlink(missing_ok=True)
    if not known.files:
        shutil.rmtree(folder, ignore_errors=True)
        made_like(folder, target)
    seen = manifest.survey(folder)
    kept = {path for path in plan.wanted if is_kept(path, plan, known, seen.get(path))}
    removed(folder, seen, kept, plan)
    folders = Folders(folder)
    for path, output in plan.wanted.items():
        if path in kept:
            continue
        folders.make(path)
        if path in plan.same:
            linked(f"{target}/{path}", f"{folder}/{path}")
        else:
            put(f"{folder}/{path}", output, root)
    carried(plan.foreign, target, folder, folders)
    (folder / MANIFEST).write_bytes(manifest.text(plan.files))


def is_kept(path: str, plan: Plan, known: Manifest, seen: os.stat_result | None) -> bool:
    """Whether the older site in the folder already holds the wanted file."""
    return known.files.get(path) == plan.files[path] and untouched(known, path, seen)


def removed(folder: Path, seen: Survey, kept: set[str], plan: Plan) -> None:
    """Takes out of an older site what the new one doesn't have."""
    needed = {*manifest.folders_of(plan.wanted), *(one.rstrip("/") for one in plan.foreign)}
    for path in seen:
        if not path.endswith("/") and path not in kept:
            (folder / path).unlink()
    for path in sorted((one for one in seen if one.endswith("/")), reverse=True):
        if path.rstrip("/") not in needed:
            with contextlib.suppress(OSError):  # a folder of somebody else's in it, which is needed
                (folder / path).rmdir()


def thinned(folder: Path, plan: Plan) -> None:
    """Takes out of the last site what this one doesn't have in the same bytes, so that words that were withdrawn lie
    nowhere. Raises OSError."""
    for path in {*plan.known.files, *plan.stale} - plan.same:
        (folder / path).unlink(missing_ok=True)


class Folders:
    """Makes folders, each once."""

    def __init__(self, base: Path) -> None:
        self.base = str(base)
        self.there: set[str] = set()

    def make(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder and folder not in self.there:
            os.makedirs(f"{self.base}/{folder}", exist_ok=True)  # noqa: PTH103 - a third faster, for every folder
            self.there.add(folder)


def made_like(folder: Path, target: Path) -> None:
    """An empty folder with the rights of `target`, where that is there."""
    folder.mkdir(parents=True)
    if target.is_dir():
        there = target.stat()
        with contextlib.suppress(OSError, AttributeError):  # only some may give a folder to somebody else
            os.chown(folder, there.st_uid, there.st_gid)
        shutil.copymode(target, folder)


def linked(source: str, path: str) -> None:
    """The same file at a second place; a copy where the file system can't do that."""
    try:
        os.link(source, path, follow_symlinks=False)
    except (OSError, NotImplementedError):
        Path(path).unlink(missing_ok=True)
        shutil.copy2(source, path, follow_symlinks=False)


def carried(foreign: tuple[str, ...], target: Path, folder: Path, folders: Folders) -> None:
    """What others put into the output goes along into the new site."""
    for path in foreign:
        if path.endswith("/"):
            (folder / path).mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):
                shutil.copystat(target / path, folder / path)
        else:
            folders.make(path)
            linked(f"{target}/{path}", f"{folder}/{path}")


def put(path: str, output: Output, root: Path) -> None:
    """Writes a file that isn't there."""
    if output.copy_of:
        copied(root / "content" / output.copy_of, Path(path), output)
        return
    with open(path, "xb") as file:  # noqa: PTH123 - a third faster, for every file of the site
        file.write(output.data)


def copied(source: Path, path: Path, output: Output) -> None:
    """Copies a content file in pieces. Refused where it no longer holds the bytes that the pages speak of."""
    read = hashlib.sha256()
    with source.open("rb") as old, path.open("xb") as new:
        for piece in pieces(old):
            read.update(piece)
            new.write(piece)
    if output.sha256 and read.hexdigest() != output.sha256:
        message = phrase("this file was changed while the site was built")
        raise Refused(Problem(Place(f"content/{output.copy_of}"), "changed", message, phrase("build again")))


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    read: Callable[[], bytes] = lambda: file.read(PIECE)  # noqa: E731 - the form that `iter` wants
    return iter(read, b"")
