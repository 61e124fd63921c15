"""Files of the memory: taken whole, or opened and read piece by piece. What is damaged is never taken.

Each names in its first line the program and the libraries that wrote it, so that any other begins anew.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from ogpsite.memory import seal
from ogpsite.opening import BESIDE

PACKAGE = Path(__file__).parent.parent
LIBRARIES = ("markdown", "nh3", "jinja2", "markupsafe", "babel", "pyyaml", "xlsxwriter", "pillow")
HALF = ".part"  # ends the name of a file that is being written
DIGEST = 16  # bytes of the digest of a piece
CAN_PLACE = hasattr(os, "pread")  # which moves nothing that workers share; without it a file is read whole
NUMBER = 16  # hexadecimal digits of the place where the index begins
ENDS = "Q"  # how the ends of pieces are written


def digest(*parts: str) -> str:
    """The digest of texts, each apart."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode(errors="surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()


@cache
def maker() -> str:
    """The mark of the program, of Python and the libraries: what was made by others is made anew."""
    known = installed()
    versions = [f"{name} {known.get(name) or version_of(name)}" for name in LIBRARIES]
    return digest(program().digest, str(sys.implementation.cache_tag), *versions)


class Program(NamedTuple):
    """The program's source: its digest, the mark of its files (names, sizes, times), the youngest of these times."""

    digest: str
    mark: str
    born: int


@cache
def program() -> Program:
    """To read and hash all of it takes 10 ms, so its digest is kept beside it by its mark (`learn_program`)."""
    there = {
        path: found for path, found in seal.files(str(PACKAGE), seal.LEFT_OUT, hidden=False) if path.endswith(".py")
    }
    mark = seal.mark_of(there)
    kept: str | None = BESIDE.get(("program", mark, 0))
    if kept is None:
        made = hashlib.sha256()
        for path in sorted(map(Path, there)):
            made.update(path.relative_to(PACKAGE).as_posix().encode())
            made.update(path.read_bytes())
        kept = made.hexdigest()
    return Program(kept, mark, max(max(found.st_mtime_ns, found.st_ctime_ns) for found in there.values()))


def learn_program(moment: int) -> None:
    """Keeps the digest of the program for later commands, where its files can't have been changed unseen since a
    moment, before which they weren't looked at."""
    key = ("program", program().mark, 0)
    if BESIDE.path and BESIDE.get(key) is None and seal.is_old(program().born, moment):
        BESIDE.put(key, program().digest)


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


def opened(path: Path, reader: Callable[[IO[bytes]], pickle.Unpickler]) -> Any:
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


def keep(path: Path, found: object) -> None:
    """Values to a file that is taken whole; they are hashed as they are written, never in memory as bytes at once."""
    with replacing(path) as file:
        body = Hashed(file)
        file.write(f"{maker()} {body.made.hexdigest()}\n".encode())  # to be written over: as long as the right one
        if isinstance(found, bytes):
            body.write(found)
        else:
            pickle.dump(found, body, protocol=5)
        file.seek(0)
        file.write(f"{maker()} {body.made.hexdigest()}\n".encode())


@contextmanager
def staying() -> Iterator[None]:
    """What is read meanwhile stays for long: Python doesn't look through it for garbage, nor soon after."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # which makes it old
        if was:
            gc.enable()


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that is put in its place in one step; where the disk doesn't let us, the next build begins anew."""
    part = part_of(path)
    try:
        part_file = begun(part)
    except OSError:  # there may be a file in place of the folder
        yield io.BytesIO()  # what is written goes nowhere
        return
    try:
        with part_file as file:
            yield file
        part.replace(path)
    except BaseException as fault:
        with suppress(OSError):
            part.unlink()
        if not isinstance(fault, OSError):
            raise


def part_of(path: Path) -> Path:
    """Where this process writes what is to be put in a place."""
    return path.with_name(f"{path.name}.{os.getpid()}{HALF}")


def begun(part: Path) -> IO[bytes]:
    """A file that is written, in a folder that git leaves out. Raises OSError."""
    part.parent.mkdir(parents=True, exist_ok=True)
    if not (part.parent / ".gitignore").exists():
        (part.parent / ".gitignore").write_text("*\n", "utf-8")
    return part.open("wb")


class Hashed:
    """A file of which the digest of what is written is known."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.made = file, hashlib.sha256()

    def write(self, data: Any) -> int:
        self.made.update(data)
        return int(self.file.write(data))


class Pieces:
    """A file of pieces, opened: its index is in memory, and a piece is read, and looked at by its digest, when it is
    asked for.

    Another build may put a new file in its place meanwhile: who has opened it still reads the old one. It isn't mapped
    into memory, because a process ends at once where a mapped file is cut.
    """

    def __init__(self, path: Path) -> None:
        """`head` is what was kept beside the pieces, as it is to be read. Raises one of FAULTS."""
        self.path, name = path, maker()
        self.file: IO[bytes] = path.open("rb", buffering=0) if CAN_PLACE else io.BytesIO(path.read_bytes())
        first = self.file.read(len(name) + 2 * hashlib.sha256().digest_size + NUMBER + 3).decode("ascii")
        self.begin, self.size = len(first), self.file.seek(0, os.SEEK_END)
        maker_, mark, at = first.split()
        place = int(at, 16)
        if maker_ != name or not self.begin <= place <= self.size:
            raise ValueError(path)
        index = self.read(place, self.size)
        if hashlib.sha256(index).hexdigest() != mark:
            raise ValueError(path)
        self.mark: str = mark  # the digest of the index, which names the file
        count = int.from_bytes(index[:8], "little")
        self.ends = array(ENDS, index[8 : 8 + 8 * count])
        self.digests = index[8 + 8 * count : 8 + (8 + DIGEST) * count]
        self.head = io.BytesIO(index)
        self.head.seek(8 + (8 + DIGEST) * count)

    def __del__(self) -> None:
        if file := getattr(self, "file", None):
            file.close()

    def read(self, begin: int, end: int) -> bytes:
        """The bytes between two places; fewer where the file was cut."""
        if CAN_PLACE:
            return os.pread(self.file.fileno(), end - begin, begin)
        self.file.seek(begin)
        return self.file.read(end - begin)

    def piece(self, number: int) -> bytes:
        """A piece by its number. Raises one of FAULTS where it isn't as it was kept."""
        data, digest = self.raw(number)
        if digest_of(data) != digest:
            raise ValueError(self.path)
        return data

    def raw(self, number: int) -> tuple[bytes, bytes]:
        """A piece as it lies there, and its digest: for another file, where damage is seen when it is asked for."""
        data = self.read(self.ends[number - 1] if number else self.begin, self.ends[number])
        return data, self.digests[DIGEST * number : DIGEST * (number + 1)]


class Pile:
    """Pieces on their way into a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.at = file, file.tell()
        self.ends, self.digests = array(ENDS), bytearray()

    def add(self, data: bytes, digest: bytes = b"") -> int:
        """Writes a piece, whose digest may be known; gives its number."""
        self.at += self.file.write(data)
        self.ends.append(self.at)
        self.digests += digest or digest_of(data)
        return len(self.ends) - 1


def digest_of(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:DIGEST]


def keep_pieces(path: Path, fill: Callable[[Pile], bytes]) -> None:
    """Puts a file of pieces in its place: `fill` adds them, and gives the head as it is to be read."""
    with replacing(path) as file:
        write_pieces(file, fill)


def write_pieces(file: IO[bytes], fill: Callable[[Pile], bytes]) -> None:
    """Writes a file of pieces. Raises OSError."""
    first = "{} {} {:0%dx}\n" % NUMBER  # noqa: UP031 - braces within braces are harder to read
    file.write(first.format(maker(), hashlib.sha256().hexdigest(), 0).encode())  # to be written over
    pile = Pile(file)
    head = fill(pile)
    index = Hashed(file)
    for part in (len(pile.ends).to_bytes(8, "little"), pile.ends.tobytes(), bytes(pile.digests), head):
        index.write(part)
    file.seek(0)
    file.write(first.format(maker(), index.made.hexdigest(), pile.at).encode())
