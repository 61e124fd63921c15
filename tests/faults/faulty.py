"""Builds that die: in a process of their own, at a counted operation on files or at any moment."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Work = Callable[[], object]
CHANGES = frozenset(
    "open os.rename os.link os.symlink os.remove os.mkdir os.rmdir os.chown os.chmod os.utime os.truncate "
    "shutil.rmtree shutil.copyfile shutil.move ctypes.dlsym fcntl.flock".split()
)
DONE, KILLED = 0, 9


def in_child(work: Work) -> int:
    """Runs something in a child process: its exit code, or the number of the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = DONE
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return ended(child)


def ended(child: int) -> int:
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def killed_at(number: int, work: Work) -> int:
    """Runs something in a child that is killed right before its operation on files of that number."""

    def counted() -> None:
        left = number

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event not in CHANGES or (event == "open" and not writes(arguments)):
                return
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

        sys.addaudithook(count)
        work()

    return in_child(counted)


def writes(arguments: tuple[object, ...]) -> bool:
    """Whether an `open` may change the file."""
    mode, flags = arguments[1], arguments[2]
    return any(sign in str(mode or "") for sign in "wax+") or bool(int(str(flags)) & (os.O_WRONLY | os.O_RDWR))


def killed_after(seconds: float, work: Work) -> int:
    """Runs something in a child that is killed after some time, wherever it is."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = DONE
        finally:
            os._exit(code)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return ended(child)


def moments(count: int, longest: float) -> list[float]:
    """Random moments, the same in every run."""
    chance = random.Random(9)
    return [chance.uniform(0, longest) for _ in range(count)]


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, byte for byte; empty where it isn't there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextlib.contextmanager
def disk_of_4_mb(folder: Path, files: int) -> Iterator[Path]:
    """A small disk of its own in a folder, for so many files; skips the test where none can be mounted."""
    folder.mkdir()
    options = f"size=4m,nr_inodes={files}"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
    if made.returncode:
        pytest.skip("a small disk can't be mounted here; that takes the rights of root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
