"""Where bytes wait for the disk that a process needn't hold: in temporary files without a name, which nobody sees and
which are gone with the process, however it ends.

They lie on the disk of the output. Each process writes to a file of its own, and tells by `Kept` where its bytes are,
so that they needn't go through a pipe. What takes much of the disk's free room waits packed: the new site needs that
room. What little there is after a small change stays in memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from ogpsite.memory.shelves import packed, unpacked

PART = 8  # of the free room of a disk, how much may be taken by plain bytes; the rest packed takes about as much again
LITTLE = 32_000_000  # bytes that the process that opens the files keeps in memory first: all, after a small change
MEMORY = -1  # in place of a file


class Kept(NamedTuple):
    """Bytes that wait: in which file, from where on, how many, and whether they are packed."""

    file: int
    at: int
    size: int
    packed: bool


class Waiting:
    """Bytes one after the other in files: the first is of the process that opened them, which alone reads them; the
    others are of the workers that it forks."""

    def __init__(self) -> None:
        self.files: list[IO[bytes]] = []
        self.owner = self.process = os.getpid()
        self.number = self.size = self.room = 0
        self.little: list[bytes] = []
        self.left = LITTLE

    def __del__(self) -> None:
        for file in self.files:
            file.close()

    def open(self, near: Path | None, workers: int) -> None:
        """Opens the files near the output; where that can't be, for packed bytes alone, where the system wants them."""
        import shutil  # small sites need neither
        import tempfile

        folder = next((one for one in near.parents if one.is_dir()), None) if near else None
        for place in filter(None, (folder, Path(tempfile.gettempdir()))):
            try:
                while len(self.files) <= workers:
                    self.files.append(tempfile.TemporaryFile(buffering=0, dir=place))  # noqa: SIM115 - closed with us
                self.room = shutil.disk_usage(place).free // PART // len(self.files) if place == folder else 0
                return
            except OSError:
                self.files.clear()

    def keep(self, data: bytes) -> Kept | bytes:
        """Says where bytes wait; they come back packed where the disk doesn't let us, or the file isn't ours."""
        if self.files and self.owner == os.getpid() and len(data) <= self.left:
            self.left -= len(data)
            self.little.append(data)
            return Kept(MEMORY, len(self.little) - 1, len(data), False)
        if self.is_ours():
            packs = self.size + len(data) > self.room
            body = packed(data) if packs else data
            return self.put(body, packs) or (body if packs else packed(body))
        return packed(data)

    def taken(self, body: bytes) -> Kept | bytes:
        """Says where bytes wait that another process packed; they come back where the disk doesn't let us."""
        return (self.put(body, True) if self.is_ours() else None) or body

    def put(self, body: bytes, packs: bool) -> Kept | None:
        """Writes at the end of our file; None where the disk doesn't let us."""
        file = self.files[self.number]
        try:
            file.seek(self.size)
            if file.write(body) != len(body):
                return None
        except (OSError, ValueError):
            return None
        at, self.size = self.size, self.size + len(body)
        return Kept(self.number, at, len(body), packs)

    def get(self, kept: Kept) -> bytes:
        """Bytes that were kept; asked for where the files were opened, when no worker writes any more."""
        if kept.file == MEMORY:
            return self.little[kept.at]
        file = self.files[kept.file]
        file.seek(kept.at)
        body = file.read(kept.size)
        return unpacked(body) if kept.packed else body

    def is_ours(self) -> bool:
        """Whether this process has a file that it alone writes to. A worker takes one that no other has."""
        if self.process != os.getpid():
            self.process = os.getpid()
            self.number = next(self.free(), len(self.files))
            self.size = os.fstat(self.files[self.number].fileno()).st_size if self.number < len(self.files) else 0
        return self.number < len(self.files)

    def free(self) -> Iterator[int]:
        """The files that no other worker has. Locks are of a process, and end with it."""
        if sys.platform != "win32":
            import fcntl

            for number in range(1, len(self.files)):
                try:
                    fcntl.lockf(self.files[number], fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    continue
                yield number
