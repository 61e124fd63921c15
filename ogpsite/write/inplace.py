"""The site replaced file by file, each in one step: for outputs that can't be moved, such as mounted folders."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ogpsite.model.site import Output
from ogpsite.problems import Place, Problem, Refused, of_system, phrase
from ogpsite.write import manifest, stage
from ogpsite.write.manifest import MANIFEST, Entry
from ogpsite.write.refusals import TEMPORARY
from ogpsite.write.stage import Plan


def replaced(plan: Plan, target: Path, root: Path) -> None:
    """Writes what differs, then removes what is no longer made; what stands in the way of a new file goes first.

    The list of files names old and new ones while the work goes on, so that the next build can end it.
    """
    target.mkdir(parents=True, exist_ok=True)
    ours = {**plan.files, **{path: Entry() for path in (*plan.stale, *(set(plan.wanted) - plan.same))}}
    put(target / MANIFEST, Output(MANIFEST, manifest.text(ours)), root)
    first = [path for path in plan.stale if path in plan.needed or manifest.folders_of((path,)) & plan.wanted.keys()]
    for path in first:
        remove(target, path)
    for path, output in sorted(plan.wanted.items()):
        if path not in plan.same:
            put(target / path, output, root)
    for path in set(plan.stale) - set(first):
        remove(target, path)
    put(target / MANIFEST, Output(MANIFEST, manifest.text(plan.files)), root)


def keep(path: Path, text: str) -> None:
    """Replaces a small file that belongs to the site's sources, such as the ledger. Raises Refused where it can't."""
    data = text.encode()
    try:
        if not path.is_file() or path.read_bytes() != data:
            put(path, Output(path.name, data), path.parent)
    except OSError as error:
        message = phrase("the file could not be written: {reason}", reason=of_system(error))
        hint = phrase("look at the free space and at your rights")
        raise Refused(Problem(Place(path.name), "output", message, hint)) from None


def put(path: Path, output: Output, root: Path) -> None:
    """Replaces a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + TEMPORARY)
    part.unlink(missing_ok=True)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()  # empty: a build that was killed took its files away
    try:
        stage.put(str(part), output, root)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove(target: Path, path: str) -> None:
    """Removes a file that we wrote, and the folders that it leaves empty."""
    (target / path).unlink(missing_ok=True)
    folder = (target / path).parent
    with contextlib.suppress(OSError):
        while folder != target and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
