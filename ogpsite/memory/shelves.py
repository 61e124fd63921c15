"""Results of pure steps by the digest of what they were made from, in this process and, with a folder, on disk.

What lies on disk is safe to lose and never trusted when damaged: a shelf is taken whole or not at all, by its digest.
It holds plain values only, so that reading it can't run anything. It names the program and the libraries that wrote
it, and any other that reads it begins anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PACKAGE = Path(__file__).parent.parent
LIBRARIES = ("markdown", "nh3", "jinja2", "markupsafe", "babel", "pyyaml", "xlsxwriter", "pillow")
PICTURES = "pictures"  # a folder with a shelf for each picture, so that a build reads those of its own only


class Memory:
    """Shelves of results, one for each step. Without a folder they last as long as the process."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.shelves: dict[str, Shelf] = {}

    def shelf(self, step: str) -> Shelf:
        """What a step made before."""
        if step not in self.shelves:
            self.shelves[step] = Shelf(read(self.folder / step) if self.folder else {})
        return self.shelves[step]

    def save(self) -> None:
        """Puts on disk what this build used or made; what it had no use for is forgotten there."""
        if self.folder:
            for step, shelf in self.shelves.items():
                if shelf.is_changed():
                    write(self.folder / step, shelf.used)
            self.tidy(self.folder)

    def tidy(self, folder: Path) -> None:
        """Forgets the pictures that a build with pictures had no use for."""
        kept = {step for step in self.shelves if step.startswith(f"{PICTURES}/")}
        if kept:
            for path in (folder / PICTURES).glob("*"):
                if path.suffix != ".part" and not path.name.startswith(".") and f"{PICTURES}/{path.name}" not in kept:
                    path.unlink(missing_ok=True)


class Shelf:
    """Results by digest: those known from earlier builds, and those used or made in this one."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = dict(known)
        self.used: dict[str, Any] = {}
        self.at_first = frozenset(known)
        self.changed = False  # whether a result stands under the name of another one

    def get(self, key: str) -> Any:
        """The result of an input; None where it isn't known."""
        found = self.known.get(key)
        if found is not None:
            self.used[key] = found
        return found

    def keep(self, key: str, made: T) -> T:
        """Keeps a result."""
        self.known[key] = self.used[key] = made
        return made

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """The result of an input, made where it isn't known."""
        found: T | None = self.get(key)
        return self.keep(key, make()) if found is None else found

    def is_changed(self) -> bool:
        return self.changed or self.used.keys() != self.at_first


def digest(*parts: str) -> str:
    """The digest of texts, each apart."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode(errors="surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()


def packed(data: bytes) -> bytes:
    """Bytes that wait in memory: quickly packed, to about an eighth where they are a page."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> bytes:
    return zlib.decompress(data)


@cache
def maker() -> str:
    """The mark of the program and its libraries: what was made by another is made anew."""
    made = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        made.update(path.relative_to(PACKAGE).as_posix().encode())
        made.update(path.read_bytes())
    versions = [f"{name} {version_of(name)}" for name in LIBRARIES]
    return digest(made.hexdigest(), *versions)


def version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class Plain(pickle.Unpickler):
    """Reads plain values only; anything else is damage."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def read(path: Path) -> dict[str, Any]:
    """A shelf from disk; empty where there is none, it is damaged, or another program wrote it."""
    try:
        data = path.read_bytes()
        head, _, body = data.partition(b"\n")
        if head.decode("ascii") != f"{maker()} {hashlib.sha256(body).hexdigest()}":
            return {}
        found = Plain(io.BytesIO(body)).load()
    except (OSError, ValueError, EOFError, IndexError, KeyError, TypeError, pickle.UnpicklingError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, used: Mapping[str, Any]) -> None:
    """A shelf to disk, in one step; where the disk doesn't let us, the next build begins anew."""
    body = pickle.dumps(dict(sorted(used.items())), protocol=5)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (path.parent / ".gitignore").exists():
            (path.parent / ".gitignore").write_text("*\n", "utf-8")
        part.write_bytes(f"{maker()} {hashlib.sha256(body).hexdigest()}\n".encode() + body)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
