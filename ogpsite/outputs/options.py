"""How outputs are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from ogpsite.memory.shelves import Memory
from ogpsite.nouns import dataclass
from ogpsite.write import Ahead


def unread(path: str) -> bytes:
    """The bytes of a file where nothing is written yet."""
    return b""


@dataclass(frozen=True, slots=True)
class Options:
    """`offline`: links name `index.html`, so that the site can be opened from disk.

    `memory` holds the digests of pages made before. `held` are the digests and sizes of the files where the site is to
    be written: a remembered page that isn't among them is made again; None where no bytes are needed; `read` gives
    their bytes. `processes`: how many work side by side; None leaves it to the machine. `beside`: the folder where the
    site is to be written, so that what waits for the disk waits on the same one; None where it isn't known.
    `ahead`: where files of a first site are put at once.
    """

    offline: bool = False
    memory: Memory = field(default_factory=Memory)
    held: Mapping[str, tuple[str, int]] | None = field(default_factory=dict)
    processes: int | None = None
    read: Callable[[str], bytes] = unread
    beside: Path | None = None
    ahead: Ahead = field(default_factory=Ahead)
