"""One build at a time, and the change from the old site to the new in one step.

The new site is made whole in a folder beside the output, and then takes its place by one call of the system. So a
reader, a kill or a power cut meets the old site or the new one. What a killed build left is put right by the next.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ogpsite.write.manifest import MANIFEST

if TYPE_CHECKING:
    import ctypes

Tell = Callable[[str], None]
PATIENCE = 600  # tries to get the turn, a tenth of a second apart
PAUSE = threading.Event()  # never set: waiting for it is a pause
NEXT, OLD, LOCK = "next", "old", "lock"
AHEAD = "ahead-"  # begins the names of folders in which sites are made (`ahead.py`)
AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2


class Busy(OSError):  # noqa: N818 - it is a state, told in plain words
    """Another build has been writing to the folder for too long."""


@contextlib.contextmanager
def turn(target: Path, tell: Tell) -> Iterator[Path | None]:
    """Our turn to write to `target`: gives the work folder beside it; None where there can't be one.

    What a build left that was killed is put right first. The work folder goes, unless something is kept in it.
    """
    folder = work_folder(target)
    if folder is None:
        target.mkdir(parents=True, exist_ok=True)
        yield None
        return
    lock = locked(folder, tell)
    try:
        recover(target, folder)
        yield folder
    finally:
        release(folder, lock)


def beside(target: Path) -> Path:
    """Where the work folder of an output lies, if there is one."""
    return target.with_name(f".{target.name}.ogpsite")


def clock(target: Path) -> int:
    """The time as the disk of the output knows it, in nanoseconds; 0 where no work folder tells it."""
    try:
        lock = beside(target) / LOCK
        os.utime(lock)
        return lock.stat().st_mtime_ns
    except OSError:
        return 0


def work_folder(target: Path) -> Path | None:
    """The folder beside the output; None where the folder above can't be written."""
    folder = beside(target)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        foreign = folder.exists() and not stat.S_ISDIR(folder.lstat().st_mode)
        usable = not foreign and os.access(folder.parent, os.W_OK) and not target.is_mount()
    except FileNotFoundError:  # another build just took it away
        return folder
    except OSError:
        return None
    return folder if usable else None


def locked(folder: Path, tell: Tell) -> IO[bytes]:
    """The lock file, held by us alone. Another build that ends takes its folder away, so we look again."""
    for attempt in range(PATIENCE):
        file = opened(folder)
        if file is not None and taken(file) and is_same(file, folder / LOCK):
            return file
        if file is not None:
            file.close()
        if attempt == 1:
            tell("Another build is writing to this folder; waiting for it")
        PAUSE.wait(0.1 if attempt else 0.01)
    raise Busy(0, "another build is writing to this folder")


def opened(folder: Path) -> IO[bytes] | None:
    """The lock file, made where it isn't there; None where another build just took the folder away."""
    try:
        folder.mkdir(exist_ok=True)
        return (folder / LOCK).open("ab")
    except (FileNotFoundError, FileExistsError):
        return None


def taken(file: IO[bytes]) -> bool:
    """Whether the lock could be had; the system gives it back when its holder dies."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks
        return True
    return True


def held(folder: Path) -> int:
    """A lock on a folder, as a file that is open; -1 where it isn't there, another has it, or the disk has no locks."""
    if sys.platform == "win32":
        return -1
    import fcntl

    number = -1
    try:
        number = os.open(folder, os.O_RDONLY)
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(number), folder.stat()):  # nobody took it away meanwhile
            return number
    except OSError:
        pass
    if number >= 0:
        os.close(number)
    return -1


def is_same(file: IO[bytes], path: Path) -> bool:
    """Whether the lock file that we hold is the one that others find."""
    try:
        here, there = os.fstat(file.fileno()), path.stat()
    except FileNotFoundError:
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def release(folder: Path, lock: IO[bytes]) -> None:
    """Gives the turn back. The folder goes, if it is empty."""
    with contextlib.suppress(OSError):
        if not any(one.name != LOCK for one in folder.iterdir()):
            (folder / LOCK).unlink()
            folder.rmdir()
    lock.close()


def recover(target: Path, folder: Path) -> None:
    """Puts right what a killed build left: the old site goes back if no site is there; half a site goes."""
    if (folder / OLD).is_dir() and not target.exists():
        (folder / OLD).rename(target)
    cleared(folder / OLD)
    if not (folder / NEXT / MANIFEST).is_file():
        cleared(folder / NEXT)
    for left in folder.glob(f"{AHEAD}*"):
        if (lock := held(left)) >= 0:
            cleared(left)
            os.close(lock)


def cleared(folder: Path) -> None:
    """Removes a folder of ours with all that is in it, if it is there."""
    import shutil  # a check writes nothing

    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def settle(folder: Path) -> None:
    """Lets the disk take all that was written before the next step: a power cut must not find empty files."""
    library = system_library()
    if library is not None and hasattr(library, "syncfs"):
        number = os.open(folder, os.O_RDONLY)
        try:
            library.syncfs(number)
        finally:
            os.close(number)
    elif hasattr(os, "sync"):
        os.sync()


def exchange(target: Path, folder: Path) -> bool:
    """`folder/next` takes the place of `target`; what was there becomes `folder/next`. False where it can't be moved.

    Where the system can't do it in one step, it takes two, and `recover` knows what to do between them.
    """
    new, old = folder / NEXT, folder / OLD
    if target.exists() and at_once(new, target):
        return True
    try:
        if target.exists():
            target.rename(old)
    except OSError:
        return False
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        return False
    if old.exists():
        old.rename(new)
    return True


def at_once(one: Path, other: Path) -> bool:
    """Exchanges two folders by one call of the system; False where it has none."""
    library = system_library()
    first, second = os.fsencode(one), os.fsencode(other)
    if library is not None and hasattr(library, "renameat2"):
        return bool(library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0)
    if library is not None and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, RENAME_SWAP) == 0)
    return False


def system_library() -> ctypes.CDLL | None:
    """The system's C library, where it can be called."""
    import ctypes

    try:
        return None if sys.platform == "win32" else ctypes.CDLL(None)
    except OSError:
        return None
