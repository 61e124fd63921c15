"""What editors wrote, as it was read, checked and related: kept in one file, and what changed since in a small one.

The large file holds what each build asks for, and beside it, in pieces, what is read of few records. A change of one
record writes one record. The small file names the large one that it belongs to, and speaks of its
nouns by their number; with another one it is nothing.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any

from ogpsite.folded import Damaged, Here, Late, Nouns
from ogpsite.memory.files import FAULTS, Pieces, Pile, begun, keep, part_of, taken, write_pieces

Entry = tuple[Any, ...]  # as `Again.told` gives it: key, nouns (or pairs), values, result (or EACH)
NAME = "understood"
MORE = "understood.more"  # the file with what changed since
EACH = "each"  # as `model/again.py` says it: stands in place of a result where there is one for each noun
PART = 8  # the small file may take an eighth of the large one; then all is written anew
LETTERS, FEW = 1000, 64  # so long is a noun, about; so many are written to see how long they are


class Understood:
    """What the last builds kept of their nouns."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.part = folder, part_of(folder / NAME)
        self.mark, self.size = "", 0  # digest of the large file, and its size
        self.base: list[Entry] = []

    def load(self) -> list[Entry]:
        """All entries, as the last build told them; none where there are none that are good."""
        try:
            file = Pieces(self.folder / NAME)
            reader = Nouns(file.head)
            reader.here = file
            self.base = reader.load()
            self.mark, self.size = file.mark, file.size
            return self.joined() if (self.folder / MORE).exists() else self.base
        except FAULTS:
            self.mark, self.base = "", []
            return []

    def joined(self) -> list[Entry]:
        """The entries with what changed since; without it where it is damaged or belongs to another file."""
        try:
            body, _ = taken(self.folder / MORE)
            reader = Nouns(io.BytesIO(body))
            reader.known = Numbered(self.base)
            mark, gone, changed = reader.load()
        except FAULTS:
            return self.base
        if mark != self.mark:
            return self.base
        entries = {entry[0]: entry for entry in self.base if entry[0] not in gone}
        for key, nouns, values, result, lost in changed:
            if result == EACH and key in entries:
                left = (pair for n, pair in enumerate(entries[key][1]) if n not in lost)
                nouns = (*left, *nouns)
            entries[key] = (key, nouns, values, result)
        return list(entries.values())

    def save(self, entries: list[Entry]) -> None:
        """Keeps the entries of a build: what changed, or all where that is much."""
        try:
            if not (self.mark and self.saved(entries)) and self.write(lambda: entries):
                self.put()
        except Damaged:
            self.forget()
        except RecursionError:  # nested deeper than can be written: it is read anew
            return

    def write(self, entries: Callable[[], list[Entry]]) -> bool:
        """Writes all beside its place (`put`); False where that can't be. Raises Damaged."""
        try:
            with begun(self.part) as file:
                write_pieces(file, lambda pile: Whole.of(entries(), pile))
            return True
        except (OSError, RecursionError):
            self.drop()
            return False

    def drop(self) -> None:
        """Removes what was written beside its place."""
        with suppress(OSError):
            self.part.unlink()

    def put(self) -> None:
        """Puts what was written in its place."""
        with suppress(OSError):
            self.part.replace(self.folder / NAME)
            (self.folder / MORE).unlink(missing_ok=True)

    def forget(self) -> None:
        """Lets go of what was kept: the next build reads all anew."""
        self.mark, self.base = "", []
        with suppress(OSError):
            (self.folder / NAME).unlink(missing_ok=True)
            (self.folder / MORE).unlink(missing_ok=True)

    def saved(self, entries: list[Entry]) -> bool:
        """Keeps what changed; False where it is too much."""
        before = {entry[0]: entry for entry in self.base}
        changed = [found for entry in entries if (found := change(before.get(entry[0]), entry)) is not None]
        gone = before.keys() - {entry[0] for entry in entries}
        if sum(len(one[1]) for one in changed) > max(FEW, self.size // PART // LETTERS):
            return False
        out = io.BytesIO()
        writer = Writer(out, Numbered(self.base).numbers())
        writer.dump((self.mark, gone, changed))
        if out.tell() > self.size // PART:
            return False
        keep(self.folder / MORE, out.getvalue())
        return True


class Whole(pickle.Pickler):
    """Writes all to a file of pieces: those parts of nouns apart that few builds ask for (`filed`)."""

    def __init__(self, out: io.BytesIO, pile: Pile) -> None:
        super().__init__(out, protocol=5)
        self.pile = pile
        self.known: dict[object, int] = {}  # the numbers of texts, and of pieces of an earlier file

    @classmethod
    def of(cls, entries: list[Entry], pile: Pile) -> bytes:
        """The head of the file, with all entries."""
        out = io.BytesIO()
        cls(out, pile).dump(entries)
        return out.getvalue()

    def reducer_override(self, found: Any) -> Any:
        filed = getattr(type(found), "filed", None)
        if filed is None:
            return NotImplemented
        kind, state = filed(found, self)
        if kind is not type(found):
            return kind, state
        return copyreg.__newobj__, (kind,), state  # type: ignore[attr-defined]

    def moved(self, found: bytes | Late) -> Late:
        if isinstance(found, bytes):
            return Here, self.pile.add(found)
        file, number = found
        return self.once((id(file), number), lambda: file.raw(number))

    def text(self, text: str) -> Late:
        return self.once(id(text), lambda: (text.encode(errors="surrogatepass"),))

    def once(self, key: object, make: Callable[[], tuple[bytes, ...]]) -> Late:
        if key not in self.known:
            self.known[key] = self.pile.add(*make())
        return Here, self.known[key]


class Writer(pickle.Pickler):
    """Writes nouns that lie in the large file as their number."""

    def __init__(self, out: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(out, protocol=5)
        self.numbers = numbers

    def persistent_id(self, found: Any) -> int | None:
        return self.numbers.get(id(found))


class Numbered(Sequence[Any]):
    """What entries hold that others may speak of, by numbers; found without going through all of it.

    Nobody speaks of what was made of a file alone: its sources are nouns of the entries that were made of them.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self.rows: list[Sequence[tuple[Any, Any]]] = []
        self.starts = [0]
        for key, nouns, values, result in entries:
            if result == EACH:
                self.rows.append(nouns)
            elif nouns or isinstance(key, str):
                whole = result if isinstance(result, tuple) else (result,)
                self.rows.append([(one, one) for one in (result, *nouns, *values, *whole)])
            else:
                continue
            self.starts.append(self.starts[-1] + 2 * len(self.rows[-1]))

    def __len__(self) -> int:
        return self.starts[-1]

    def __getitem__(self, number: Any) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        row = bisect_right(self.starts, number) - 1
        at, side = divmod(number - self.starts[row], 2)
        return self.rows[row][at][side]

    def numbers(self) -> dict[int, int]:
        """The numbers by what Python calls each object."""
        found: dict[int, int] = {}
        for row, start in zip(self.rows, self.starts, strict=False):
            for side in (0, 1):
                found.update(zip(map(id, map(itemgetter(side), row)), count(start + side, 2), strict=False))
        return found


def change(before: Entry | None, entry: Entry) -> Entry | None:
    """What of an entry isn't as it was: as an entry, with the numbers of the pairs that are no more; None for none."""
    if before is entry:
        return None
    key, nouns, values, result = entry
    if before is None:
        return (key, nouns, values, result, ())
    same = len(values) == len(before[2]) and all(a is b or a == b for a, b in zip(values, before[2], strict=True))
    if result != EACH or before[3] != EACH:
        alike = len(nouns) == len(before[1]) and all(a is b for a, b in zip(nouns, before[1], strict=True))
        return None if same and alike and result is before[3] else (key, nouns, values, result, ())
    known, there = set(map(id, before[1])), set(map(id, nouns))  # a pair that stays is the same object
    new = tuple(pair for pair in nouns if id(pair) not in known) if there - known else ()
    lost = frozenset(n for n, pair in enumerate(before[1]) if id(pair) not in there) if known - there else frozenset()
    return None if same and not new and not lost else (key, new, values, EACH, lost)
