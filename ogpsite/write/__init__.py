"""The only writing of output. The site is replaced in one step; files that ogpsite did not write are never touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ogpsite.model.manifest import HOST_FILES
from ogpsite.model.site import Output
from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, Place, Problem, Refused, of_system, phrase
from ogpsite.write import manifest, stage, swap
from ogpsite.write.inplace import keep, replaced
from ogpsite.write.manifest import MANIFEST, Manifest
from ogpsite.write.refusals import collisions, refusal
from ogpsite.write.stage import Plan, digest
from ogpsite.write.swap import Tell

__all__ = ["MANIFEST", "Written", "collisions", "held", "intact", "keep", "lying", "refusal", "write"]

SPARE_FROM = 500  # files; the last site of a large one is kept beside the output, to make the next from it


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the folder, in numbers of files; whether in one step."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    at_once: bool = True


def write(outputs: Iterable[Output], target: Path, root: Path, tell: Tell = lambda words: None) -> Written:
    """Brings `target` to hold exactly these outputs, beside files of others. Raises Refused where that can't be.

    `root` is the site's folder. Readers of `target` see the old site or the new one (docs/security.md).
    """
    problem = refusal(target, root)
    if problem:
        raise Refused(problem)
    wanted = {output.path: output for output in outputs if manifest.is_inside(output.path)}
    try:
        with swap.turn(target.resolve(), tell) as folder:
            return brought(wanted, target.resolve(), root, folder)
    except OSError as error:
        message = phrase("the site could not be written: {reason}", reason=of_system(error))
        hint = phrase("look at the free space and at your rights, then build again; the site is whole")
        raise Refused(Problem(Place(str(target)), "output", message, hint)) from None


def intact(target: Path) -> bool:
    """Whether every file of the last build is there, of its size and not younger than the build. Reads no file."""
    known = manifest.read(target)
    try:
        seen = manifest.survey(target) if known.files else {}
    except OSError:
        return False
    return bool(known.files) and all(manifest.untouched(known, path, seen.get(path)) for path in known.files)


def held(target: Path) -> dict[str, tuple[str, int]]:
    """The files in the output that are surely as a build left them: SHA-256 and size. Reads no file."""
    known = manifest.read(target)
    sure = (
        (path, one) for path, one in known.files.items() if manifest.untouched(known, path, manifest.look(target, path))
    )
    return {path: (one.sha256, one.size) for path, one in sure}


def lying(target: Path, path: str) -> bytes:
    """The bytes of a file in the output; none where it can't be read."""
    try:
        return (target / path).read_bytes()
    except OSError:
        return b""


def brought(wanted: Mapping[str, Output], target: Path, root: Path, folder: Path | None) -> Written:
    """Makes the new site and puts it in place of the old one."""
    keep = len(wanted) >= SPARE_FROM
    if folder is not None and not keep:
        swap.cleared(folder / swap.NEXT)
    known = manifest.read(target)
    theirs = of_others(wanted, target, known)
    wanted = {path: one for path, one in wanted.items() if path not in theirs}
    plan = stage.planned(wanted, target, root, known.without(theirs))
    stop = obstacle(plan, target)
    if stop:
        raise Refused(Problem(Place(str(target)), "output", *stop))
    counts = Written(len(wanted) - len(plan.same), len(plan.same), len(plan.stale))
    if plan.idle and plan.sure:
        return counts
    if plan.idle or folder is None or not swapped(plan, target, root, folder, keep):
        replaced(plan, target, root)
        return replace(counts, at_once=plan.idle)
    return counts


def of_others(wanted: Mapping[str, Output], target: Path, known: Manifest) -> frozenset[str]:
    """The host files that somebody put there or changed by hand: they know their host, so theirs stand."""
    there = [path for path in sorted(HOST_FILES & wanted.keys()) if (target / path).is_file()]
    ours = known.files
    return frozenset(path for path in there if path not in ours or ours[path].sha256 != digest(target / path))


def swapped(plan: Plan, target: Path, root: Path, folder: Path, keep: bool) -> bool:
    """Makes the site beside the output and exchanges the two. False where the output can't be moved."""
    new = folder / swap.NEXT
    if keep:
        (folder / ".gitignore").write_text("*\n", "utf-8")
    else:
        (folder / ".gitignore").unlink(missing_ok=True)
    try:
        stage.stage(new, plan, target, root)
        swap.settle(new)
        moved = swap.exchange(target, folder)
    except BaseException:
        swap.cleared(new)
        raise
    if not moved:
        swap.cleared(new)
        return False
    swap.settle(folder.parent)
    latecomers(new, target, plan)
    try:
        if keep:
            stage.thinned(new, plan)
    except OSError:
        keep = False
    if not keep:
        swap.cleared(new)
    return True


def latecomers(old: Path, target: Path, plan: Plan) -> None:
    """What others put into the old site while the new one was made goes along, too."""
    if not old.is_dir():
        return
    late = manifest.names(old) - plan.seen.keys()
    free = sorted(path for path in late if path.rstrip("/") not in plan.wanted and not (target / path).exists())
    stage.carried(tuple(free), old, target, stage.Folders(target))


def obstacle(plan: Plan, target: Path) -> tuple[Phrase, Phrase] | None:
    """What stands in the way of the new site and isn't ours: what is wrong, and what to do."""
    theirs = {*(path.rstrip("/") for path in plan.foreign), *manifest.folders_of(plan.foreign)}
    taken = sorted(theirs & set(plan.wanted))
    if taken:
        return there_already(taken[0])
    needed = manifest.folders_of((*plan.wanted, *plan.known.files))
    linked = sorted(path for path in needed if path in plan.seen and (target / path).is_symlink())
    if linked:
        folder = repr(linked[0])
        message = phrase(
            "the folder {folder} is a link that leads elsewhere, and ogpsite did not make it", folder=folder
        )
        return message, phrase("remove the link, or choose another folder")
    blocked = sorted(path for path in plan.foreign if path in needed)
    if blocked:
        return there_already(blocked[0])
    return None


def there_already(path: str) -> tuple[Phrase, Phrase]:
    hint = phrase("move the file away, or choose another folder")
    return phrase("{file} is already there, and ogpsite did not write it", file=repr(path)), hint
