"""Results of pure steps by the digest of what they were made from, in this process and, with a folder, on disk.

What lies on disk is safe to lose and never trusted when damaged: a result is taken whole or not at all, by its digest.
It holds plain values (`understood`: the program's own immutable nouns, too), so that reading it can't run anything. It
names the program and the libraries that wrote it, and any other that reads it begins anew.
"""

from __future__ import annotations

import io
import os
import pickle
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ogpsite.folded import Damaged
from ogpsite.memory import seal
from ogpsite.memory.files import FAULTS, HALF, Pieces, Pile, Plain, keep, keep_pieces, learn_program, opened, staying
from ogpsite.memory.files import digest as digest

if TYPE_CHECKING:
    from ogpsite.memory.readings import Readings
    from ogpsite.memory.understood import Understood

T = TypeVar("T")
MORE = ".more"  # ends the name of the file with what changed since
LARGE, PART = 50_000, 8  # bytes of a shelf that has one; the part of it that this may take
SMALL = 2_000  # bytes below which a result lies in the index itself
LONG = 3_600_000_000_000  # nanoseconds after which nobody writes to a file any more that was begun
FEW = 32  # large results that are read at once, so that a file of few needn't stay open
More = tuple[Collection[str], Mapping[str, Any]]
PICTURES = "pictures"  # a folder with a shelf for each picture, so that a build reads those of its own only


class Memory:
    """Shelves of results, one for each step. Without a folder they last as long as the process."""

    def __init__(self, folder: Path | None = None, moment: int = 0) -> None:
        """`moment`: when the build began, in nanoseconds of the clock; 0 where nobody looked at it."""
        self.folder, self.moment = folder, moment
        self.owner = os.getpid()
        self.shelves: dict[str, Shelf] = {}
        self.ahead = False  # whether all nouns wait beside their place
        self.readings: Readings | None = None  # what the outputs of the last build read
        self.known: Understood | None = None
        self.understood: Callable[[], list[Any]] | None = None  # what is to be kept of this build's nouns

    def shelf(self, step: str) -> Shelf:
        """What a step made before."""
        if step not in self.shelves:
            self.shelves[step] = Shelf.at(self.folder / step) if self.folder else Shelf()
        return self.shelves[step]

    def gained(self, *steps: str) -> dict[str, dict[str, Any]]:
        """What this process used of some steps since it was last asked; for the process that saves, which has its own.

        What lies in the file as it is, is None: that process has opened it, too.
        """
        found: dict[str, dict[str, Any]] = {}
        if self.owner == os.getpid():
            return found
        for step in steps:
            if shelf := self.shelves.get(step):
                there = shelf.base - shelf.other
                found[step] = {key: None if key in there else shelf.made[key] for key in shelf.used}
                shelf.used = set()
        return found

    def take(self, gained: Mapping[str, Mapping[str, Any]]) -> None:
        """Takes in what another process used."""
        for step, found in gained.items():
            for key, made in found.items():
                if made is None:
                    self.shelf(step).hold(key)
                else:
                    self.shelf(step).keep(key, made)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Within it, files of the memory may be written beside their place; those that `save` didn't put there go."""
        try:
            yield
        finally:
            if self.ahead:
                self.kept().drop()
            self.ahead = False

    def write_ahead(self) -> None:
        """Writes all nouns beside their place, where nothing was kept of them: while other processes are at work."""
        kept = self.kept() if self.folder and self.moment else None
        if kept and not kept.mark and self.understood:
            self.ahead = kept.write(self.understood)

    def save(self) -> None:
        """Puts on disk what this build used or made; what it had no use for is forgotten there."""
        if not self.folder:
            return
        for step, shelf in self.shelves.items():
            if shelf.is_changed():
                shelf.save(self.folder / step)
        self.tidy(self.folder)
        if self.moment:
            learn_program(self.moment)
        if self.ahead:
            self.kept().put()
        elif self.understood and self.moment:
            self.kept().save(self.understood())

    def nouns(self) -> list[Any]:
        """What the last build kept of its nouns."""
        with staying():
            return self.kept().load() if self.folder else []

    def trusted(self, work: Callable[[], T]) -> T:
        """What some work gives; done again without what the last build kept where a part of that proves damaged."""
        try:
            return work()
        except Damaged:
            self.kept().forget()
            return work()

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
        """Forgets the pictures that a build with pictures had no use for, and halves of files of killed builds."""
        for part in folder.rglob(f"*{HALF}") if self.moment else ():
            with suppress(OSError):
                if part.stat().st_mtime_ns < self.moment - LONG:
                    part.unlink()
        kept = {step for step in self.shelves if step.startswith(f"{PICTURES}/")}
        if kept:
            for path in (folder / PICTURES).glob("*"):
                if path.suffix != HALF and not path.name.startswith(".") and f"{PICTURES}/{path.name}" not in kept:
                    path.unlink(missing_ok=True)


class Shelf:
    """Results by digest: those known from earlier builds, and those used or made in this one.

    On disk a large shelf lies in one file, and what was made or no longer used since in a small one beside it, which
    names the file that it belongs to (`mark`); with another one it is nothing. A large result is read from the file,
    and looked at by its digest, when it is asked for: one that is damaged isn't known, and is made again.
    """

    def __init__(self, base: Pieces | None = None, more: More = ((), {})) -> None:
        """`base` is the large file; `more` is what is no longer used of it, and what is new."""
        keys, small = Plain(base.head).load() if base else ((), {})
        gone, new = more
        self.file, self.path, self.mark = base, base.path if base else None, base.mark if base else ""
        self.size = base.size if base else 0
        self.base = frozenset((*keys, *small))
        self.places = dict(
            zip(keys, range(len(keys)), strict=True)
        )  # which piece is the result, as long as it's unread
        self.made: dict[str, Any] = {**small, **new}
        for key in (*gone, *new):
            self.places.pop(key, None)
        for key in gone:
            self.made.pop(key, None)
        self.used: set[str] = set()
        self.at_first = frozenset((*self.made, *self.places))
        self.other = {*gone, *new}  # what isn't as it lies in the large file
        self.renewed = False  # whether a result stands in the place of another one

    @classmethod
    def at(cls, path: Path) -> Shelf:
        """The shelf in a file; empty where its index is damaged."""
        try:
            base = Pieces(path)
            more = opened(path.with_name(f"{path.name}{MORE}"), Plain)
            is_ours = isinstance(more, tuple) and len(more) == 3 and more[0] == base.mark
            found = cls(base, more[1:] if is_ours else ((), {}))
        except FAULTS:
            return cls()
        if len(found.places) < FEW:
            with staying():
                for key in list(found.places):
                    found.read(key)
            found.file = None
        return found

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given; it opens the file itself."""
        return {**vars(self), "file": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        with suppress(*FAULTS):
            found = Pieces(self.path) if self.path else None
            self.file = found if found and found.mark == self.mark else None

    def save(self, path: Path) -> None:
        """Puts on disk what was used or made: what is new, or all where that is much."""
        more = path.with_name(f"{path.name}{MORE}")
        new = {key: self.made[key] for key in sorted(self.used) if key not in self.base or key in self.other}
        gone = sorted(self.base - self.used)
        if self.mark and self.size > LARGE and 2 * len(gone) <= len(self.base):
            body = pickle.dumps((self.mark, gone, new), protocol=5)
            if len(body) * PART <= self.size:
                keep(more, body)
                return
        keep_pieces(path, self.written)
        with suppress(OSError):
            more.unlink()

    def written(self, pile: Pile) -> bytes:
        """Adds every large result that was used; gives the keys of these, and the small ones."""
        keys, small = [], {}
        for key in sorted(self.used):
            if key in self.places:
                with suppress(*FAULTS):
                    pile.add(*self.opened().raw(self.places[key]))
                    keys.append(key)
                continue
            body = pickle.dumps(self.made[key], protocol=5)
            if len(body) < SMALL:
                small[key] = self.made[key]
            else:
                pile.add(body)
                keys.append(key)
        return pickle.dumps((keys, small), protocol=5)

    def opened(self) -> Pieces:
        """The large file. Raises one of FAULTS where it couldn't be opened."""
        if self.file is None:
            raise ValueError(self.path)
        return self.file

    @property
    def known(self) -> dict[str, Any]:
        """All results; each of them is read."""
        return {key: found for key in sorted(self.at_first | self.made.keys()) if (found := self.look(key)) is not None}

    def look(self, key: str) -> Any:
        """The result of an input, whether it is used or not; None where it isn't known."""
        if key in self.places:
            self.read(key)
        return self.made.get(key)

    def get(self, key: str) -> Any:
        """The result of an input; None where it isn't known."""
        found = self.look(key)
        if found is not None:
            self.used.add(key)
        return found

    def hold(self, key: str) -> bool:
        """Whether the result of an input is known, which is used from now on, though nobody needs it yet."""
        is_there = key in self.places or key in self.made
        if is_there:
            self.used.add(key)
        return is_there

    def read(self, key: str) -> None:
        """Reads a result from the large file; where it is damaged, it isn't known any more."""
        try:
            body = self.opened().piece(self.places.pop(key))
            self.made[key] = Plain(io.BytesIO(body)).load()
        except FAULTS:
            self.other.add(key)
            self.used.discard(key)
            self.renewed = True

    def keep(self, key: str, made: T) -> T:
        """Keeps a result."""
        self.places.pop(key, None)
        self.made[key] = made
        self.used.add(key)
        return made

    def renew(self, key: str, made: T) -> T:
        """Keeps a result in the place of one that may be another."""
        if self.look(key) != made:
            self.renewed = True
            self.other.add(key)
        return self.keep(key, made)

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """The result of an input, made where it isn't known."""
        found: T | None = self.get(key)
        return self.keep(key, make()) if found is None else found

    def is_changed(self) -> bool:
        return self.renewed or self.used != self.at_first


def packed(data: bytes) -> bytes:
    """Bytes that wait in memory: quickly packed, to about an eighth where they are a page."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> bytes:
    return zlib.decompress(data)
