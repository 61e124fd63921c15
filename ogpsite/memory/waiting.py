"""Where bytes wait for the disk that a process needn't hold: packed, in a temporary file without a name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from typing import IO

from ogpsite.memory.shelves import unpacked


class Waiting:
    """Packed bytes one after the other in a file, which is gone with them. Used by one process alone."""

    def __init__(self) -> None:
        self.file: IO[bytes] | None = None
        self.size = 0

    def __del__(self) -> None:
        if self.file:
            self.file.close()

    def keep(self, body: bytes) -> Callable[[], bytes]:
        """Keeps packed bytes, and says how the bytes are had. In memory, where the disk doesn't let us."""
        try:
            self.file = self.file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with what it waits for
            self.file.seek(self.size)
            if self.file.write(body) != len(body):
                return partial(unpacked, body)
        except OSError:
            return partial(unpacked, body)
        at, self.size = self.size, self.size + len(body)
        return partial(self.get, at, len(body))

    def get(self, at: int, size: int) -> bytes:
        """Bytes that were kept."""
        assert self.file
        self.file.seek(at)
        return unpacked(self.file.read(size))
