"""Files of a first site, put in their places while it is made, by each process that makes them: in a folder beside the
output, which becomes the new site.

So their bytes wait nowhere, go through no pipe, and are written once. The folder is locked, by a lock that ends with
its process: what a killed build left goes with the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ogpsite.write import swap
from ogpsite.write.looked import Look
from ogpsite.write.manifest import COUNTS, SEEN, Seen, is_inside

PAGE = "/index.html"
MANY = 256  # files after which the disk is let to take them
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Placed(NamedTuple):
    """A file that lies in its place, and what the system knows of it (`Seen`): as a process tells it to another."""

    path: str
    seen: tuple[int, ...]


class Ahead:
    """The folder of a site that is being made. Without one, nothing is put ahead."""

    def __init__(self, folder: str = "", lock: int = -1) -> None:
        """`lock` holds the folder, in the process that made it."""
        self.folder, self.lock, self.owner = folder, lock, os.getpid()
        self.there: dict[str, Seen] = {}
        self.put_here = 0  # files that this process put here
        self.settling: threading.Thread | None = None

    def __reduce__(self) -> tuple[type[Ahead], tuple[str]]:
        return Ahead, (self.folder,)

    def put(self, path: str, data: bytes) -> Placed | None:
        """Writes a file of the site; None where the disk doesn't let us, or it would lie outside."""
        place = f"{self.folder}/{path}"
        if not self.folder or not is_inside(path):
            return None
        try:
            written(place, data)
            self.settle_now_and_then()
            return Placed(path, COUNTS(os.lstat(place)))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(place)  # noqa: PTH108 - half of it
            return None

    def settle_now_and_then(self) -> None:
        """Lets the disk take what is here while more is made, so that less is left at the end, when all wait for it.

        After 256 files of the process that began, after 512, 1024 and so on. In a thread, which only waits.
        """
        self.put_here += 1
        if self.put_here >= MANY and self.put_here & (self.put_here - 1) == 0 and self.owner == os.getpid():
            self.settled_so_far()
            settling = threading.Thread(target=settled, args=(Path(self.folder),), daemon=True)
            with contextlib.suppress(RuntimeError):  # no more threads may be begun: all waits until the end
                settling.start()
                self.settling = settling

    def settled_so_far(self) -> None:
        """Waits until the disk has what it was let to take. Who forks has no threads (`workers.py`)."""
        if self.settling:
            self.settling.join()
            self.settling = None

    def take(self, placed: Placed) -> None:
        """Notes what this process or another one put here."""
        self.there[placed.path] = SEEN(placed.seen)

    def get(self, path: str) -> bytes:
        """The bytes of a file that was put here, wherever the folder is now."""
        with open(f"{self.folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - a third faster, for every file
            return file.read()

    def become(self, folder: Path, target: Path) -> None:
        """Moves all to another folder, with the rights of `target`. Raises OSError."""
        os.rename(self.folder, folder)  # noqa: PTH104 - both are known to be there
        self.folder = str(folder)
        given_rights(folder, target)

    def settled(self, target: Path) -> None:
        """Says that what lies here is the site now."""
        self.folder = str(target)
        self.let_go()

    def close(self) -> None:
        """Removes what did not become the site."""
        if self.lock >= 0 and self.owner == os.getpid():
            self.settled_so_far()
            swap.cleared(Path(self.folder))
            self.let_go()

    def let_go(self) -> None:
        """Gives the lock back."""
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1


def settled(folder: Path) -> None:
    """Lets the disk take what is in a folder, as far as it can be: the end of the build does so again."""
    with contextlib.suppress(OSError):
        swap.settle(folder)


def written(place: str, data: bytes) -> None:
    """Writes a new file. Raises OSError."""
    if place.endswith(PAGE):  # most pages are the first in their folders
        with contextlib.suppress(OSError):
            os.mkdir(place[: -len(PAGE)])  # noqa: PTH102 - a third faster, for every folder
    try:
        number = os.open(place, NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(place.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - as above
        number = os.open(place, NEW, 0o666)
    except FileExistsError:  # a worker was killed after it wrote this
        os.unlink(place)  # noqa: PTH108 - as above
        number = os.open(place, NEW, 0o666)
    try:
        if os.write(number, data) != len(data):
            raise OSError(errno.ENOSPC, place)
    finally:
        os.close(number)


@contextlib.contextmanager
def begun(target: Path, look: Look) -> Iterator[Ahead]:
    """Where files of the new site may be put while it is made; nowhere where there is an earlier site, or no room
    beside the output. What isn't made the site meanwhile goes at the end."""
    if look.known.files:
        yield Ahead()
        return
    ahead = made(target.resolve())
    try:
        yield ahead
    finally:
        ahead.close()
        with contextlib.suppress(OSError):
            swap.beside(target.resolve()).rmdir()  # if nobody else needs it


def made(target: Path) -> Ahead:
    """The folder, made and locked."""
    work = swap.work_folder(target)
    if work is None:
        return Ahead()
    folder = work / f"{swap.AHEAD}{os.getpid()}"
    try:
        work.mkdir(exist_ok=True)
        made_like(folder, target)
    except OSError:
        return Ahead()
    lock = swap.held(folder)
    if lock >= 0:
        return Ahead(str(folder), lock)
    with contextlib.suppress(OSError):
        folder.rmdir()
    return Ahead()


def made_like(folder: Path, target: Path) -> None:
    """An empty folder with the rights of `target`, where that is there."""
    folder.mkdir(parents=True)
    given_rights(folder, target)


def given_rights(folder: Path, target: Path) -> None:
    """Gives a folder the rights of `target`, where that is there."""
    if target.is_dir():
        there = target.stat()
        with contextlib.suppress(OSError, AttributeError):  # only some may give a folder to somebody else
            os.chown(folder, there.st_uid, there.st_gid)
        folder.chmod(stat.S_IMODE(there.st_mode))
