"""What follows from the program alone, kept beside it for every site, as Python keeps its own compiled files."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from ogpsite.memory.files import PACKAGE
from ogpsite.memory.shelves import Memory

Made = TypeVar("Made")
MOST = 100  # results of a step that are kept; beyond them, what this process had no use for is forgotten
OWN = Memory(PACKAGE / "__pycache__")


@cache
def can_keep() -> bool:
    """Whether the folder beside the program can be written."""
    folder = OWN.folder
    return folder is not None and os.access(folder if folder.is_dir() else folder.parent, os.W_OK)


def always(step: str, key: str, make: Callable[[], Made]) -> Made:
    """What a step makes of the program and of the words in the key, and of nothing else: plain values."""
    shelf = OWN.shelf(step)
    found: Made | None = shelf.get(key)
    if found is None:
        found = shelf.keep(key, make())
        if can_keep() and OWN.folder:
            if len(shelf.known) <= MOST:
                shelf.used = set(shelf.known)
            shelf.save(OWN.folder / step)
    return found
