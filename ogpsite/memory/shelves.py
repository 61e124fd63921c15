"""Results of pure steps by the digest of what they were made from, in this process and, with a folder, on disk.

What lies on disk is safe to lose and never trusted when damaged: a shelf is taken whole or not at all, by its digest.
It holds plain values (`understood`: the program's own immutable nouns, too), so that reading it can't run anything. It
names the program and the libraries that wrote it, and any other that reads it begins anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from ogpsite.memory import seal

if TYPE_CHECKING:
    from ogpsite.memory.readings import Readings
    from ogpsite.memory.understood import Understood

T = TypeVar("T")
PACKAGE = Path(__file__).parent.parent
LIBRARIES = ("markdown", "nh3", "jinja2", "markupsafe", "babel", "pyyaml", "xlsxwriter", "pillow")
MORE = ".more"  # ends the name of the file with what changed since
LARGE, PART = 50_000, 8  # bytes of a shelf that has one; the part of it that this may take
More = tuple[Collection[str], Mapping[str, Any]]
PICTURES = "pictures"  # a folder with a shelf for each picture, so that a build reads those of its own only


class Memory:
    """Shelves of results, one for each step. Without a folder they last as long as the process."""

    def __init__(self, folder: Path | None = None, moment: int = 0) -> None:
        """`moment`: when the build began, in nanoseconds of the clock; 0 where nobody looked at it."""
        self.folder, self.moment = folder, moment
        self.shelves: dict[str, Shelf] = {}
        self.readings: Readings | None = None  # what the outputs of the last build read
        self.known: Understood | None = None
        self.understood: Callable[[], list[Any]] | None = None  # what is to be kept of this build's nouns

    def shelf(self, step: str) -> Shelf:
        """What a step made before."""
        if step not in self.shelves:
            self.shelves[step] = Shelf.at(self.folder / step) if self.folder else Shelf({})
        return self.shelves[step]

    def gained(self, *steps: str) -> dict[str, dict[str, Any]]:
        """What this process used of some steps since it was last asked; for the process that saves."""
        found = {step: self.shelves[step].used for step in steps if step in self.shelves}
        for step in found:
            self.shelves[step].used = {}
        return found

    def take(self, gained: Mapping[str, Mapping[str, Any]]) -> None:
        """Takes in what another process used."""
        for step, found in gained.items():
            for key, made in found.items():
                self.shelf(step).keep(key, made)

    def save(self) -> None:
        """Puts on disk what this build used or made; what it had no use for is forgotten there."""
        if self.folder:
            if self.understood and self.moment:
                self.kept().save(self.understood())
            for step, shelf in self.shelves.items():
                if shelf.is_changed():
                    shelf.save(self.folder / step)
            self.tidy(self.folder)

    def nouns(self) -> list[Any]:
        """What the last build kept of its nouns."""
        return self.kept().load() if self.folder else []

    def kept(self) -> Understood:
        """Where the nouns of builds are kept."""
        from ogpsite.memory.understood import Understood  # it stands on this room

        if self.known is None:
            assert self.folder
            self.known = Understood(self.folder)
        return self.known

    def is_sure(self, *times: int) -> bool:
        """Whether a file with these times can't have been changed since this build began without being seen."""
        return bool(self.moment) and seal.is_old(max(times), self.moment)

    def tidy(self, folder: Path) -> None:
        """Forgets the pictures that a build with pictures had no use for."""
        kept = {step for step in self.shelves if step.startswith(f"{PICTURES}/")}
        if kept:
            for path in (folder / PICTURES).glob("*"):
                if path.suffix != ".part" and not path.name.startswith(".") and f"{PICTURES}/{path.name}" not in kept:
                    path.unlink(missing_ok=True)


class Shelf:
    """Results by digest: those known from earlier builds, and those used or made in this one.

    On disk a large shelf lies in one file, and what was made or no longer used since in a small one beside it, which
    names the file that it belongs to (`mark`); with another one it is nothing.
    """

    def __init__(self, known: Mapping[str, Any], mark: str = "", size: int = 0, more: More = ((), {})) -> None:
        """`known` lies in the large file, of `size` bytes; `more` is what is no longer used of it, and what is new."""
        self.mark, self.size, self.base = mark, size, frozenset(known)
        gone, new = more
        self.known = {**{key: made for key, made in known.items() if key not in gone}, **new}
        self.used: dict[str, Any] = {}
        self.at_first = frozenset(self.known)
        self.other = {*gone, *new}  # what isn't as it lies in the large file
        self.renewed = False  # whether a result stands in the place of another one

    @classmethod
    def at(cls, path: Path) -> Shelf:
        """The shelf in a file; empty where it can't be taken whole."""
        try:
            body, mark = taken(path)
            known = Plain(io.BytesIO(body)).load()
        except FAULTS:
            return cls({})
        more = opened(path.with_name(f"{path.name}{MORE}"), Plain)
        if isinstance(more, tuple) and len(more) == 3 and more[0] == mark:
            return cls(known, mark, len(body), (frozenset(more[1]), more[2]))
        return cls(known, mark, len(body)) if isinstance(known, dict) else cls({})

    def save(self, path: Path) -> None:
        """Puts on disk what was used or made: what is new, or all where that is much."""
        more = path.with_name(f"{path.name}{MORE}")
        new = {key: made for key, made in sorted(self.used.items()) if key not in self.base or key in self.other}
        gone = sorted(self.base - self.used.keys())
        if self.mark and self.size > LARGE and 2 * len(gone) <= len(self.base):
            body = pickle.dumps((self.mark, gone, new), protocol=5)
            if len(body) * PART <= self.size:
                keep(more, body)
                return
        write(path, self.used)
        more.unlink(missing_ok=True)

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

    def renew(self, key: str, made: T) -> T:
        """Keeps a result in the place of one that may be another."""
        if self.known.get(key) != made:
            self.renewed = True
            self.other.add(key)
        return self.keep(key, made)

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """The result of an input, made where it isn't known."""
        found: T | None = self.get(key)
        return self.keep(key, make()) if found is None else found

    def is_changed(self) -> bool:
        return self.renewed or self.used.keys() != self.at_first


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
    """The mark of the program, of Python and the libraries: what was made by others is made anew."""
    made = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        made.update(path.relative_to(PACKAGE).as_posix().encode())
        made.update(path.read_bytes())
    known = installed()
    versions = [f"{name} {known.get(name) or version_of(name)}" for name in LIBRARIES]
    return digest(made.hexdigest(), str(sys.implementation.cache_tag), *versions)


def installed() -> dict[str, str]:
    """The versions of libraries by the names of their folders, as far as they tell."""
    found: dict[str, str] = {}
    for folder in reversed([one for one in sys.path if one.endswith("-packages")]):
        for path in Path(folder).glob("*.dist-info"):
            name, _, version = path.name.removesuffix(".dist-info").partition("-")
            found[name.lower().replace("_", "-")] = version
    return found


def version_of(name: str) -> str:
    from importlib import metadata  # opens much

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


FAULTS = (
    OSError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError, RecursionError,
    pickle.UnpicklingError,
)  # fmt: skip


class Plain(pickle.Unpickler):
    """Reads plain values only; anything else is damage."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def opened(path: Path, reader: type[pickle.Unpickler]) -> Any:
    """What lies in a file; None where there is none, it is damaged, or another program wrote it."""
    try:
        return reader(io.BytesIO(taken(path)[0])).load()
    except FAULTS:
        return None


def taken(path: Path) -> tuple[bytes, str]:
    """The bytes of a file that this program kept, and their digest. Raises one of FAULTS where it isn't whole."""
    with path.open("rb", buffering=0) as file:
        head = file.read(len(maker()) + 1 + 2 * hashlib.sha256().digest_size + 1)
        body = file.readall()
    found = hashlib.sha256(body).hexdigest()
    if head.decode("ascii") != f"{maker()} {found}\n":
        raise ValueError(path)
    return body, found


def write(path: Path, used: Mapping[str, Any]) -> None:
    """A shelf to disk."""
    keep(path, dict(sorted(used.items())))


def keep(path: Path, found: object) -> None:
    """Values to disk, in one step; where the disk doesn't let us, the next build begins anew.

    They are hashed as they are written, so that all the bytes are never in memory.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (path.parent / ".gitignore").exists():
            (path.parent / ".gitignore").write_text("*\n", "utf-8")
        with part.open("wb") as file:
            body = Hashed(file)
            file.write(f"{maker()} {body.made.hexdigest()}\n".encode())  # to be written over: as long as the right one
            if isinstance(found, bytes):
                body.write(found)
            else:
                pickle.dump(found, body, protocol=5)
            file.seek(0)
            file.write(f"{maker()} {body.made.hexdigest()}\n".encode())
        part.replace(path)
    except (OSError, RecursionError) as fault:
        part.unlink(missing_ok=True)
        if isinstance(fault, RecursionError):
            raise


class Hashed:
    """A file of which the digest of what is written is known."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.made = file, hashlib.sha256()

    def write(self, data: Any) -> int:
        self.made.update(data)
        return int(self.file.write(data))
