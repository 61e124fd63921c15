"""The new site, made whole in a folder of its own: new files written, unchanged ones linked, those of others kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from ogpsite.memory import seal
from ogpsite.model.site import Output, Remembered
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, Refused, phrase
from ogpsite.write import manifest
from ogpsite.write.ahead import Ahead, made_like
from ogpsite.write.left import UNKNOWN, Left, changed, is_whole
from ogpsite.write.looked import Look
from ogpsite.write.manifest import ENTRY, MANIFEST, Entry, Manifest, Seen, Survey, Times, facts, untouched
from ogpsite.write.refusals import TEMPORARY
from ogpsite.write.swap import cleared

PIECE = 1 << 20


@dataclass(frozen=True)
class Plan:
    """What the folder is to hold. `same` are the wanted files that it holds already, `certain` those of them that
    needn't be read to know that; `foreign` what others put there (folders end with `/`); `stale` what an earlier build
    wrote and this one doesn't; `ours` are the folders of earlier builds, `needed` those of this one; `sure` says that
    the list of files is right, too."""

    wanted: Mapping[str, Output]
    files: Mapping[str, Entry]
    same: frozenset[str]
    foreign: tuple[str, ...]
    stale: tuple[str, ...]
    look: Look
    seen: Survey
    known: Manifest = Manifest()
    sure: bool = True
    certain: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done."""
        return len(self.same) == len(self.wanted) and not self.stale


def planned(wanted: Mapping[str, Output], target: Path, root: Path, look: Look, theirs: Collection[str] = ()) -> Plan:
    """Compares what is wanted with what is there. `theirs` are files in the list that are others' now."""
    seen, known = look.seen, look.known.without(theirs)
    files = {
        path: ENTRY((one.sha256, one.size)) if type(one) is Remembered else entry_of(one, root)
        for path, one in wanted.items()
    }
    before = look.sure.get
    sure = frozenset([path for path, one in files.items() if before(path) == one])
    unsure = wanted.keys() - look.sure.keys()  # a file that surely has another digest needn't be read
    there = [path for path in unsure if path in seen]
    same = sure.union(path for path in there if is_same(target / path, files[path], seen[path]))
    ours = frozenset(manifest.folders_of(known.files))
    needed = ours if known.files.keys() == wanted.keys() else frozenset(manifest.folders_of(wanted))
    others = {one for one in seen.keys() - known.files.keys() - same if one.rstrip("/") not in ours}
    parts = {one for one in others if one.endswith(TEMPORARY) and is_part(one, known)}
    stale = sorted((known.files.keys() - wanted.keys()) & seen.keys() | parts)
    foreign = tuple(sorted(others - parts))
    settled = len(sure) == len(wanted) == len(known.files)
    return Plan(wanted, files, same, foreign, tuple(stale), look, seen, known, settled, sure, ours, needed)


def is_part(path: str, known: Manifest) -> bool:
    """Whether this is what a build that was killed had begun to write, by its name."""
    whole = path.removesuffix(TEMPORARY)
    return whole == MANIFEST or whole in known.files


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


def is_same(there: Path, wanted: Entry, seen: Seen) -> bool:
    """Whether a file holds the wanted bytes, by reading it."""
    if seen.st_size != wanted.size or there.is_symlink() or not there.is_file():
        return False
    return digest(there) == wanted.sha256


def stage(folder: Path, plan: Plan, target: Path, root: Path, ahead: Ahead) -> tuple[dict[str, Seen], dict[str, Times]]:
    """Makes the whole site in `folder`, which may hold an older one of ours; of what was put `ahead`, if that is there.
    Raises OSError and Refused.

    The list of files goes first and comes last: a folder without it isn't whole. Gives the files of the site as they
    were put there, and its folders with their times, where these are known (`left.Left.there`).
    """
    seen, gone = (moved(folder, plan, target, ahead), None) if ahead.folder else emptied(folder, plan, target)
    there = folders_left(plan, (*gone, *(plan.wanted.keys() - seen.keys()), *plan.foreign)) if gone is not None else {}
    base, folders = f"{folder}/", Folders(folder)
    for path in [path for path in plan.wanted if path not in seen]:
        output = plan.wanted[path]
        folders.make(path)
        if path in plan.same:
            linked(f"{target}/{path}", base + path)
            seen[path] = as_seen(facts(os.lstat(base + path)), plan.seen[path])
        else:
            put(base + path, output, root)
            seen[path] = facts(os.lstat(base + path))
    carried(plan.foreign, target, folder, folders)
    seen.update((path, facts(os.lstat(base + path))) for path in plan.foreign)
    (folder / MANIFEST).write_bytes(manifest.text(plan.files))
    if plan.look.since:  # what is edited after the look isn't older than the list
        os.utime(folder / MANIFEST, ns=(plan.look.since, plan.look.since))
    return seen, there


def folders_left(plan: Plan, touched: Iterable[str]) -> dict[str, Times]:
    """The folders of the new site, with the times of those in the older one in which it touches nothing."""
    theirs = {path[:-1] for path in plan.foreign if path[-1] == "/"}
    new = theirs | manifest.folders_of(touched)
    old = {path: times for path, times in plan.look.left.folders.items() if seal.is_old(max(times), plan.look.moment)}
    return {path: UNKNOWN if path in new else old.get(path, UNKNOWN) for path in plan.needed | new}


def as_seen(now: Seen, before: Seen) -> Seen:
    """What is known of a file that was linked: as it was before, if somebody edited it meanwhile, so that it shows."""
    return now if (now.st_mtime_ns, now.st_size) == (before.st_mtime_ns, before.st_size) else before


def moved(folder: Path, plan: Plan, target: Path, ahead: Ahead) -> dict[str, Seen]:
    """Makes what was put ahead the new site, without what it doesn't have; gives what stays."""
    cleared(folder)
    ahead.become(folder, target)
    sizes = {path: plan.files[path].size for path in plan.wanted.keys() - plan.same}
    kept = {path: one for path, one in ahead.there.items() if sizes.get(path) == one.st_size}
    others = ahead.there.keys() - kept.keys()
    removed(folder, others, manifest.folders_of(others), plan)
    return kept


def emptied(folder: Path, plan: Plan, target: Path) -> tuple[dict[str, Seen], set[str] | None]:
    """Takes out of the older site what the new one doesn't have; gives what stays, and what went, where it was known
    what was there."""
    past = plan.look.left
    if is_whole(past, folder):
        (folder / MANIFEST).unlink()
        there = plan.certain - past.lacks
        kept = dict(zip(there, map(plan.seen.__getitem__, there), strict=True))
        gone = {*(plan.look.known.files.keys() - past.lacks - there), *past.others}
        removed(folder, gone, past.folders.keys() - plan.needed, plan)
        return kept, gone
    known = manifest.read(folder)
    (folder / MANIFEST).unlink(missing_ok=True)
    if not known.files:
        import shutil  # a check writes nothing

        shutil.rmtree(folder, ignore_errors=True)
        made_like(folder, target)
    seen = manifest.survey(folder)
    kept = {path: seen[path] for path in plan.wanted if is_kept(path, plan, known, seen.get(path))}
    within = [path[:-1] for path in seen if path.endswith("/")]
    removed(folder, [path for path in seen if not path.endswith("/") and path not in kept], within, plan)
    return kept, None


def is_kept(path: str, plan: Plan, known: Manifest, seen: Seen | None) -> bool:
    """Whether the older site in the folder already holds the wanted file."""
    return known.files.get(path) == plan.files[path] and untouched(known, path, seen)


def removed(folder: Path, files: Iterable[str], folders: Iterable[str], plan: Plan) -> None:
    """Takes files out of an older site, and the folders that the new one doesn't have."""
    for path in files:
        (folder / path).unlink(missing_ok=True)
    theirs = (one.rstrip("/") for one in plan.foreign if one.endswith("/"))
    for path in sorted({*folders} - plan.needed - {*theirs, ""}, reverse=True):
        with contextlib.suppress(OSError):  # a folder of somebody else's in it, which is needed
            (folder / path).rmdir()


def thinned(folder: Path, plan: Plan) -> list[str]:
    """Takes out of the last site what this one doesn't have in the same bytes, so that words that were withdrawn lie
    nowhere. Gives the paths. Raises OSError."""
    gone = [path for path in {*plan.known.files, *plan.stale} - plan.same if path in plan.seen]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    return gone


def leaves(spare: Path, plan: Plan, seen: Survey, gone: Collection[str], there: Mapping[str, Times] | None) -> Left:
    """What the next build needs to know. `seen` are the files of the new site, `there` its folders; `gone` were taken
    out of the spare. None for `there` where something else was changed in it. Raises OSError.

    A file that was there, so young that another change might bear the same time, is read again.
    """
    since, before = plan.look.since, plan.seen
    young = [path for path, one in seen.items() if one.st_mtime_ns >= since and path in plan.files] if since else ()
    lately = {path: seen[path] for path in young if path not in plan.same or plan.look.is_old(before[path])}
    if there is None:
        return Left(lately)
    shared = plan.same.difference(
        [path for path in plan.same if seen[path] is not before[path] and seen[path].st_ino != before[path].st_ino]
    )
    rest = before.keys() - shared - set(gone)
    times = {path[:-1]: [one.st_mtime_ns, one.st_ctime_ns] for path, one in before.items() if path[-1] == "/"}
    others = tuple(sorted(path for path in rest if path[-1] != "/"))
    return Left(lately, changed(times, spare, gone), frozenset(plan.files.keys() - shared), others, there)


class Folders:
    """Makes folders, each once."""

    def __init__(self, base: Path) -> None:
        self.base = str(base)
        self.there: set[str] = set()

    def make(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder and folder not in self.there:
            place = f"{self.base}/{folder}"
            try:
                os.mkdir(place)  # noqa: PTH102 - many times faster, for every folder
            except OSError:  # it is there, or those above it aren't
                os.makedirs(place, exist_ok=True)  # noqa: PTH103 - a third faster
            self.there.add(folder)


def linked(source: str, path: str) -> None:
    """The same file at a second place; a copy where the file system can't do that."""
    try:
        os.link(source, path, follow_symlinks=False)
    except (OSError, NotImplementedError):
        Path(path).unlink(missing_ok=True)
        import shutil

        shutil.copy2(source, path, follow_symlinks=False)


def carried(foreign: tuple[str, ...], target: Path, folder: Path, folders: Folders) -> None:
    """What others put into the output goes along into the new site."""
    for path in foreign:
        if path.endswith("/"):
            (folder / path).mkdir(parents=True, exist_ok=True)
            import shutil

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
