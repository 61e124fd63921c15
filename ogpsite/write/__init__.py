"""The only writing of output. The site is replaced in one step; files that ogpsite did not write are never touched."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path

from ogpsite.model.manifest import HOST_FILES
from ogpsite.model.site import Output
from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, Place, Problem, Refused, of_system, phrase
from ogpsite.write import left, looked, manifest, stage, swap
from ogpsite.write.ahead import Ahead, begun
from ogpsite.write.inplace import keep, replaced
from ogpsite.write.looked import Look
from ogpsite.write.manifest import MANIFEST, Manifest
from ogpsite.write.refusals import collisions, refusal
from ogpsite.write.stage import Plan, digest
from ogpsite.write.swap import Tell

__all__ = ["MANIFEST", "Ahead", "Written", "begun", "collisions", "intact", "keep", "look", "lying", "refusal", "write"]

SPARE_FROM = 500  # files; the last site of a large one is kept beside the output, to make the next from it


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the folder, in numbers of files; whether in one step.

    `mark` is that of what lies there now (`memory/seal.py`), where it is known without another look.
    """

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    at_once: bool = True
    mark: str = field(default="", compare=False, repr=False)


def write(
    outputs: Iterable[Output],
    target: Path,
    root: Path,
    tell: Tell = lambda words: None,
    look: Look | None = None,
    ahead: Ahead | None = None,
) -> Written:
    """Brings `target` to hold exactly these outputs, beside files of others. Raises Refused where that can't be.

    `root` is the site's folder. Readers of `target` see the old site or the new one (docs/security.md). `look` is what
    lay in `target` before; the folder isn't looked through again, where that still stands. `ahead` is what of the new
    site was written already.
    """
    problem = refusal(target, root)
    if problem:
        raise Refused(problem)
    wanted = {output.path: output for output in outputs}
    if not manifest.inside(wanted):
        wanted = {path: output for path, output in wanted.items() if manifest.is_inside(path)}
    try:
        with swap.turn(target.resolve(), tell) as folder, contextlib.closing(ahead or Ahead()) as ahead:
            return brought(wanted, target.resolve(), root, folder, look or Look(), ahead)
    except OSError as error:
        message = phrase("the site could not be written: {reason}", reason=of_system(error))
        hint = phrase("look at the free space and at your rights, then build again; the site is whole")
        raise Refused(Problem(Place(str(target.absolute())), "output", message, hint)) from None


def intact(target: Path) -> bool:
    """Whether every file of the last build is there, of its size and not younger than the build. Reads no file."""
    known = manifest.read(target)
    try:
        seen = manifest.survey(target) if known.files else {}
    except OSError:
        return False
    return bool(known.files) and all(manifest.untouched(known, path, seen.get(path)) for path in known.files)


def look(target: Path) -> Look:
    """What lies in the output: its list, and each file with its times. Reads no other file.

    `sure` of what is found are the files that are surely as a build left them.
    """
    try:
        return looked.look(target.resolve(), early=True)
    except OSError:
        return Look()


def lying(target: Path, path: str) -> bytes:
    """The bytes of a file in the output; none where it can't be read."""
    try:
        with open(f"{target}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - a third faster, for every file
            return file.read()
    except OSError:
        return b""


def brought(
    wanted: Mapping[str, Output], target: Path, root: Path, folder: Path | None, before: Look, ahead: Ahead
) -> Written:
    """Makes the new site and puts it in place of the old one."""
    keep = len(wanted) >= SPARE_FROM
    if folder is not None and not keep:
        swap.cleared(folder / swap.NEXT)
    told = folder is not None and keep and looked.keeps_times(folder)
    if not told or not looked.stands(before, target):
        found = looked.look(target)
        before = found if told else replace(found, moment=0)
    theirs = of_others(wanted, target, before.known)
    wanted = {path: one for path, one in wanted.items() if path not in theirs} if theirs else wanted
    plan = stage.planned(wanted, target, root, before, theirs)
    stop = obstacle(plan, target)
    if stop:
        raise Refused(Problem(Place(str(target)), "output", *stop))
    counts = Written(len(wanted) - len(plan.same), len(plan.same), len(plan.stale))
    if plan.idle and plan.sure:
        return replace(counts, mark=looked.mark(plan.seen, target, (MANIFEST,)))
    if plan.idle or folder is None:
        replaced(plan, target, root)
        return replace(counts, at_once=plan.idle)
    mark = swapped(plan, target, root, folder, keep, ahead)
    return replace(counts, at_once=mark is not None, mark=mark or "")


def of_others(wanted: Mapping[str, Output], target: Path, known: Manifest) -> frozenset[str]:
    """The host files that somebody put there or changed by hand: they know their host, so theirs stand."""
    there = [path for path in sorted(HOST_FILES & wanted.keys()) if (target / path).is_file()]
    ours = known.files
    return frozenset(path for path in there if path not in ours or ours[path].sha256 != digest(target / path))


def swapped(plan: Plan, target: Path, root: Path, folder: Path, keep: bool, ahead: Ahead) -> str | None:
    """Makes the site beside the output and exchanges the two; gives the mark of what lies there then, if it is known.

    None where the output can't be moved: there its files are replaced one by one.
    """
    new = folder / swap.NEXT
    if keep:
        (folder / ".gitignore").write_text("*\n", "utf-8")
    else:
        for name in (".gitignore", left.STATE):
            (folder / name).unlink(missing_ok=True)
    try:
        seen, there = stage.stage(new, plan, target, root, ahead)
        swap.settle(new)
        moved = swap.exchange(target, folder)
        if not moved:
            replaced(plan, target, root)
    except BaseException:
        swap.cleared(new)
        raise
    if not moved:
        swap.cleared(new)
        return None
    ahead.settled(target)
    swap.settle(folder.parent)
    late = latecomers(new, target, plan)
    try:
        if keep and new.is_dir():
            gone = stage.thinned(new, plan)
            left.keep(folder, target, stage.leaves(new, plan, seen, gone, there if late is None else None))
    except OSError:
        keep = False
    if not keep:
        swap.cleared(new)  # each file that lay in both has another time now
        return ""
    return looked.mark(seen, target, (*(late or ()), MANIFEST))


def latecomers(old: Path, target: Path, plan: Plan) -> tuple[str, ...] | None:
    """What others put into the old site while the new one was made goes along, too. None where surely nothing did."""
    if not old.is_dir():
        return ()
    if looked.stands_moved(plan.look, old):
        return None
    late = manifest.names(old) - plan.seen.keys()
    free = sorted(path for path in late if path.rstrip("/") not in plan.wanted and not (target / path).exists())
    stage.carried(tuple(free), old, target, stage.Folders(target))
    return tuple(free)


def obstacle(plan: Plan, target: Path) -> tuple[Phrase, Phrase] | None:
    """What stands in the way of the new site and isn't ours: what is wrong, and what to do."""
    theirs = {*(path.rstrip("/") for path in plan.foreign), *manifest.folders_of(plan.foreign)}
    taken = sorted(theirs & plan.wanted.keys())
    if taken:
        return there_already(taken[0])
    needed = plan.ours | plan.needed
    linked = sorted(path for path in needed & plan.seen.keys() if (target / path).is_symlink())
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
