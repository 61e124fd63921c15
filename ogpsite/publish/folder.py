"""A folder of this machine, or of a disk that is mounted here, from which a web server serves."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ogpsite import write
from ogpsite.problems import Refused
from ogpsite.publish.address import Address
from ogpsite.publish.release import Plan, Release, Where, failed, listed, listing, nothing_before
from ogpsite.write import swap
from ogpsite.write.manifest import MANIFEST as STATE

PREVIOUS = "previous"


class FolderTarget:
    """`folder:PATH`, relative to the site's folder. The site before is kept in `.NAME.ogpsite/previous` beside it."""

    def __init__(self, address: Address, where: Where) -> None:
        self.path, self.where = (where.root / address.place).absolute(), where

    def published(self) -> Mapping[str, str]:
        problem = write.refusal(self.path, self.where.root)
        if problem:
            raise Refused(problem)
        return self.listed(self.path)

    def send(self, release: Release, plan: Plan) -> None:
        kept = set(release.files) - {*plan.added, *plan.changed}
        try:
            with swap.turn(self.path, self.where.tell) as work:
                if work is None:
                    hint = "give the right to write there, or name a folder below one that you may write"
                    raise failed(str(self.path), "the folder above it can't be written", hint)
                new = work / swap.NEXT
                swap.cleared(new)
                for path in sorted(release.files):
                    copied(release.folder / path, self.path / path if path in kept else None, new / path)
                (new / STATE).write_bytes(listing(release.files))
                swap.settle(work)
                self.show(work)
        except OSError as error:
            hint = "look at the free space and at your rights; what was served before is still served"
            raise failed(str(self.path), f"it can't be written: {error.strerror or error}", hint) from None

    def rollback(self) -> str:
        with swap.turn(self.path, self.where.tell) as work:
            if work is None or not (work / PREVIOUS / STATE).is_file():
                raise nothing_before(str(self.path))
            (work / PREVIOUS).rename(work / swap.NEXT)
            self.show(work)
        return self.path.name

    def show(self, work: Path) -> None:
        """`next` takes the folder's place in one step; what was there becomes `previous`."""
        there = self.path.exists()
        if not swap.exchange(self.path, work):
            raise failed(str(self.path), "the new site can't take the place of the old", "look at your rights there")
        if there:
            swap.cleared(work / PREVIOUS)
            (work / swap.NEXT).rename(work / PREVIOUS)

    def listed(self, folder: Path) -> dict[str, str]:
        """The files of the site in a folder; those that are no longer as they were count as missing."""
        try:
            files = listed((folder / STATE).read_bytes())
        except OSError:
            return {}
        return {path: sha for path, sha in files.items() if (folder / path).is_file()}


def copied(source: Path, same: Path | None, target: Path) -> None:
    """A file in the new site: a second name for the one that is served already, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if same is not None and same.stat().st_size == source.stat().st_size:
        try:
            target.hardlink_to(same)
            return
        except OSError:
            pass  # a disk without hard links
    shutil.copyfile(source, target)
