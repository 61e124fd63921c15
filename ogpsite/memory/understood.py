"""What editors wrote, as it was read, checked and related: kept in one file, and what changed since in a small one.

So a change of one record writes one record. The small file names the large one that it belongs to, and speaks of its
nouns by their number; with another one it is nothing.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ogpsite.memory.shelves import FAULTS, Nouns, keep, taken

Entry = tuple[Any, ...]  # as `Again.told` gives it: key, nouns (or pairs), values, result (or EACH)
NAME = "understood"
MORE = "understood.more"  # the file with what changed since
EACH = "each"  # as `model/again.py` says it: stands in place of a result where there is one for each noun
PART = 8  # the small file may take an eighth of the large one; then all is written anew
LETTERS, FEW = 1000, 64  # so long is a noun, about; so many are written to see how long they are
SMALL = (str, int, float, bool, bytes, type(None))


class Understood:
    """What the last builds kept of their nouns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark, self.size = "", 0  # digest of the large file, and its size
        self.base: list[Entry] = []

    def load(self) -> list[Entry]:
        """All entries, as the last build told them; none where there are none that are good."""
        try:
            body, self.mark = taken(self.folder / NAME)
            self.size = len(body)
            self.base = Nouns(io.BytesIO(body)).load()
            return self.joined() if (self.folder / MORE).exists() else self.base
        except FAULTS:
            self.mark, self.base = "", []
            return []

    def joined(self) -> list[Entry]:
        """The entries with what changed since; without it where it is damaged or belongs to another file."""
        try:
            body, _ = taken(self.folder / MORE)
            reader = Nouns(io.BytesIO(body))
            reader.known = list(nouns_of(self.base))
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
        with suppress(RecursionError):  # nested deeper than can be written: it is read anew
            if not self.mark or not self.saved(entries):
                keep(self.folder / NAME, entries)
                (self.folder / MORE).unlink(missing_ok=True)

    def saved(self, entries: list[Entry]) -> bool:
        """Keeps what changed; False where it is too much."""
        before = {entry[0]: entry for entry in self.base}
        changed = [found for entry in entries if (found := change(before.get(entry[0]), entry)) is not None]
        gone = before.keys() - {entry[0] for entry in entries}
        if sum(len(one[1]) for one in changed) > max(FEW, self.size // PART // LETTERS):
            return False
        out = io.BytesIO()
        writer = Writer(out, {id(one): n for n, one in enumerate(nouns_of(self.base))})
        writer.dump((self.mark, gone, changed))
        if out.tell() > self.size // PART:
            return False
        keep(self.folder / MORE, out.getvalue())
        return True


class Writer(pickle.Pickler):
    """Writes nouns that lie in the large file as their number."""

    def __init__(self, out: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(out, protocol=5)
        self.numbers = numbers

    def persistent_id(self, found: Any) -> int | None:
        return self.numbers.get(id(found))


def nouns_of(entries: list[Entry]) -> Iterator[object]:
    """What entries hold that others may speak of, always in the same order."""
    for _, nouns, values, result in entries:
        if result == EACH:
            yield from (one for pair in nouns for one in pair if is_noun(one))
        else:
            whole = result if isinstance(result, tuple) else (result,)
            yield from (one for one in (result, *nouns, *values, *whole) if is_noun(one))


def is_noun(found: object) -> bool:
    return not isinstance(found, SMALL) and found != ()


def change(before: Entry | None, entry: Entry) -> Entry | None:
    """What of an entry isn't as it was: as an entry, with the numbers of the pairs that are no more; None for none."""
    key, nouns, values, result = entry
    if before is None:
        return (key, nouns, values, result, ())
    same = len(values) == len(before[2]) and all(a is b or a == b for a, b in zip(values, before[2], strict=True))
    if result != EACH or before[3] != EACH:
        alike = len(nouns) == len(before[1]) and all(a is b for a, b in zip(nouns, before[1], strict=True))
        return None if same and alike and result is before[3] else (key, nouns, values, result, ())
    known = {id(pair[0]): pair[1] for pair in before[1]}
    new = tuple(pair for pair in nouns if id(pair[0]) not in known or known[id(pair[0])] is not pair[1])
    there = {id(pair[0]) for pair in nouns} - {id(pair[0]) for pair in new}
    lost = frozenset(n for n, pair in enumerate(before[1]) if id(pair[0]) not in there)
    return None if same and not new and not lost else (key, new, values, EACH, lost)
