"""What each output read of the records when it was made, so that only those are made again that read what changed.

The state of the last build: the digest of every field of every record; what was made once for all, and each output, as
nodes over the fields and other nodes that were read. A node whose field has another digest, or that read such a node,
is no longer good. `structure` is the digest of everything else: with another one all is made anew.

Nodes, and the fields, names and nodes that they read, are numbers in three long rows (`rows.py`), which lie on disk as
they lie in memory.
"""

from __future__ import annotations

import pickle
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, pairwise, repeat
from typing import Any, TypeAlias, TypeVar

from ogpsite.memory.rows import Rows
from ogpsite.memory.shelves import PART, Shelf

# nodes, as `model/noted.py` tells of them: their numbers; what they read, fields, names and nodes, in one row each; and
# where each one's ends in these
Told: TypeAlias = "tuple[array[int], array[int], list[str], array[int], tuple[array[int], array[int], array[int]]]"
Unit = tuple[str, int, Any]  # mark of what else it is made by, its node, and what is known of it
Part = TypeVar("Part")
NAME = "readings"
WHOLE, SINCE = "whole", "since"  # a state, and what is different since
ROOM = 2  # times as many nodes as are of use may be kept, before the others are let go
DIGEST = 12  # bytes
FIELD = struct.Struct(f"<H{DIGEST}s")  # a field of a record: its number, and its digest
UNKNOWN = "?"
NOBODY = -1  # the number of a node of which nobody knows what it is
SPACE = "\0"


class State:
    """The state of a build as it lies on its shelf: whole, and what is different since in a value of its own."""

    LISTS = ("uids", "names")
    MAPPINGS = ("fields", "units")
    ROWS = ("reads", "named", "inner")

    def __init__(self, shelf: Shelf) -> None:
        self.names = sorted(shelf.known)  # WHOLE, and SINCE where there is one, each with a number
        found = {name.partition(" ")[0]: made for name, made in shelf.known.items()}
        self.whole: dict[str, Any] = found.get(WHOLE, {})
        self.since: dict[str, Any] = found.get(SINCE, {})
        self.structure: str = self.whole.get("structure", "")

    def mapping(self, name: str) -> dict[str, Any]:
        """The fields or units."""
        found = {**self.whole.get(name, {}), **self.since.get(name, {})}
        for key in self.since.get(f"lost {name}", ()):
            found.pop(key, None)
        return found

    def listed(self, name: str) -> list[str]:
        """The identities of records, or the names of what else was read."""
        return [*self.whole.get(name, ()), *self.since.get(name, ())]

    def rows(self, name: str) -> Rows:
        """What each node read: fields and names, or nodes."""
        found = Rows(*self.whole.get(name, ()))
        found.extend(*self.since.get(name, (b"", b"")))
        return found

    def change(self, now: Mapping[str, Any]) -> dict[str, Any]:
        """What is different in a state that goes on from this one."""
        found: dict[str, Any] = {name: now[name][len(self.whole[name]) :] for name in self.LISTS}
        found |= {name: now[name].since(now[name].kept) for name in self.ROWS}
        for name in self.MAPPINGS:
            before = self.whole[name]
            found[name] = {key: one for key, one in now[name].items() if before.get(key) != one}
            found[f"lost {name}"] = sorted(before.keys() - now[name].keys())
        return found

    def next(self, name: str) -> str:
        """A name under which nothing lies."""
        return f"{name} {1 + max((int(one.partition(' ')[2]) for one in self.names), default=0)}"


def paths(shelf: Shelf) -> list[str]:
    """The paths of what makers made in the last build, pages left out."""
    made = (found for _, _, found in State(shelf).mapping("units").values() if isinstance(found, list))
    return [one[0] for found in made for one in found]


def cut(row: list[Part], ends: Iterable[int]) -> Iterator[list[Part]]:
    """The parts of a row."""
    return (row[begin:end] for begin, end in pairwise((0, *ends)))


class Places(dict[str, int]):
    """The numbers of names; one that isn't known yet is given the next."""

    def __init__(self, step: int, first: int, names: Iterable[str]) -> None:
        self.step, self.first = step, first
        self.update(zip(names, count(first, step)))

    def __missing__(self, name: str) -> int:
        at = self[name] = self.first + self.step * len(self)
        return at


class Readings:
    """What the outputs of the last build read, as far as it is still good, and what those of this one read."""

    def __init__(
        self,
        shelf: Shelf,
        structure: str,
        fields: Mapping[str, bytes],
        agrees: Callable[[str], bool],
        places: dict[str, int],
        step: int,
    ) -> None:
        """`fields`: the digests of each record's fields, as FIELD writes them. `agrees` says whether what was read for
        an output and is no field is still the same.

        Its name begins with `=` where it is a result, with `+` where it belongs to what is made as a whole, with `@`
        where it was read of the day. `places`: where in this process the fields of each record begin to be numbered,
        a `step` apart; it gives numbers to who has none.
        """
        self.shelf, self.structure, self.fields, self.agrees = shelf, structure, fields, agrees
        state = State(shelf)
        self.before = state if state.structure == structure else State(Shelf())
        self.names = state.next(WHOLE), state.next(SINCE)
        known = self.before.whole
        self.number(places, step)
        self.places = Places(1, 0, self.before.listed("names"))
        self.reads, self.named, self.inner = map(self.before.rows, State.ROWS)
        self.units: dict[str, Unit] = self.before.mapping("units")
        before: Mapping[str, bytes] = self.before.mapping("fields")
        self.records = {uid for uid in before.keys() | fields.keys() if before.get(uid) != fields.get(uid)}
        self.changed = self.numbers_of(before) if known else set()
        self.doubtful = False  # whether facts that are made as a whole may be others
        self.bad = self.spoilt()
        if known and any(unit[1] in self.bad for name, unit in self.units.items() if name.startswith("+")):
            self.doubtful = True
            self.bad = self.spoilt()
        self.unchanged = bool(known) and not self.records
        self.numbers: dict[int, int] = {}
        self.whose: dict[int, str] = {}
        self.news = False

    def number(self, places: dict[str, int], step: int) -> None:
        """Numbers the fields of records as they are kept, and those without numbers for this process."""
        self.all_places, kept = places, self.before.listed("uids")
        for uid in (*kept, *self.fields):
            places[uid]  # which gives it numbers
        self.uids = Places(step, 0, dict.fromkeys((*kept, *sorted(self.fields, key=places.__getitem__))))
        self.same = all(places[uid] == at for uid, at in self.uids.items())

    def numbers_of(self, before: Mapping[str, bytes]) -> set[int]:
        """The numbers of the fields that have other digests than before."""
        found: set[int] = set()
        for uid in self.records:
            old, new = told_apart(before.get(uid, b"")), told_apart(self.fields.get(uid, b""))
            other = [field for field in old.keys() | new.keys() if old.get(field) != new.get(field)]
            found.update(self.uids[uid] + field for field in other)
        return found

    def spoilt(self) -> set[int]:
        """The nodes that read a field which changed, or a name that stands for something else now."""
        if not self.reads:
            return set()
        others = [at for name, at in self.places.items() if self.is_other(name)]
        found = self.reads.with_any(self.changed) | self.named.with_any(others)
        self.inner.led_to(found)
        return found

    def is_other(self, name: str) -> bool:
        """Whether what was read under a name is another now."""
        if name.startswith("="):
            return name.split(SPACE)[1] in self.records and not self.agrees(name)
        if name.startswith("+"):
            return self.doubtful and not self.agrees(name)
        if name.startswith("@"):
            return not self.agrees(name)
        return name == UNKNOWN or name.rpartition(".")[0] in self.records

    def known(self, name: str, mark: str) -> Any:
        """What is known of an output that needn't be made again; None where it must be."""
        found = self.units.get(name)
        return found[2] if found and found[0] == mark and found[1] not in self.bad else None

    def recalled(self, name: str, number: int) -> None:
        """Says that a node of this process stands for what an output read when it was made."""
        self.numbers[number] = self.units[name][1]

    def learn(self, told: Told) -> None:
        """Takes in the nodes of a process, in the order in which they were made."""
        numbers, fields, names, nodes, (fields_end, names_end, nodes_end) = told
        known, unknown = self.numbers, NOBODY
        new = dict(zip(numbers, count(len(self.reads)), strict=False))
        for one in new.keys() & known.keys():
            del new[one]
        known.update(new)
        self.reads.put(self.as_kept(fields), fields_end)
        inner = list(map(known.get, nodes, repeat(unknown)))
        if unknown not in inner:
            self.named.put(array("I", map(self.places.__getitem__, names)), names_end)
            self.inner.put(array("I", inner), nodes_end)
            return
        for own, read in zip(cut(names, names_end), cut(inner, nodes_end), strict=True):
            more = [UNKNOWN] if unknown in read else []
            self.named.add(array("I", map(self.places.__getitem__, [*own, *more])))
            self.inner.add(array("I", [one for one in read if one != unknown]))

    def as_kept(self, row: array[int]) -> array[int]:
        """The numbers of fields as they are kept: this process may have numbered other records before."""
        step = self.uids.step
        if self.same and len(self.all_places) == len(self.uids):
            return row
        if len(self.whose) < len(self.all_places):
            self.whose = {first: uid for uid, first in list(self.all_places.items())}
        return array("I", [self.uids[self.whose[one - one % step]] + one % step for one in row])

    def keep(self, name: str, mark: str, node: int, known: Any) -> None:
        """Keeps what is known of an output that was made: its node, as it was learnt, and plain values."""
        self.news = True
        if node in self.numbers:
            self.units[name] = (mark, self.numbers[node], known)
        else:
            self.units.pop(name, None)

    def renew(self, name: str, known: Any) -> None:
        """Keeps something else as known of an output that needn't be made."""
        self.news = True
        self.units[name] = (*self.units[name][:2], known)

    def save(self, names: Iterable[str]) -> None:
        """Puts the state on its shelf, with the outputs that are there now."""
        there = frozenset(names)
        if self.unchanged and not self.news and there == self.units.keys():
            self.shelf.used.update(self.shelf.known)
            return
        self.units = {name: unit for name, unit in self.units.items() if name in there and unit[1] not in self.bad}
        state: dict[str, Any] = {"uids": list(self.uids), "names": list(self.places)}
        state |= {"fields": self.fields, "units": self.units}
        state |= {name: getattr(self, name) for name in State.ROWS}
        whole, since = self.names
        if self.before.whole:
            change = self.before.change(state)
            if len(pickle.dumps(change, protocol=5)) * PART <= self.shelf.size:
                self.shelf.used.update(name for name in self.shelf.known if name.startswith(WHOLE))
                self.shelf.keep(since, change)
                return
            self.clear()  # of a build from nothing nearly all are of use
        state |= {"structure": self.structure, "units": self.units}
        state |= {name: getattr(self, name).since(0) for name in State.ROWS}
        self.shelf.keep(whole, state)

    def clear(self) -> None:
        """Lets nodes go that no output leads to, where they have become many."""
        live = {unit[1] for unit in self.units.values()}
        for at in range(len(self.reads) - 1, -1, -1):
            if at in live:
                live.update(self.inner[at])
        if len(self.reads) <= ROOM * len(live):
            return
        place = {old: new for new, old in enumerate(sorted(live))}
        reads, named, inner = Rows(), Rows(), Rows()
        for old in place:
            reads.add(self.reads[old])
            named.add(self.named[old])
            inner.add(array("I", [place[one] for one in self.inner[old]]))
        self.reads, self.named, self.inner = reads, named, inner
        self.units = {name: (mark, place[node], known) for name, (mark, node, known) in self.units.items()}


def told_apart(fields: bytes) -> dict[int, bytes]:
    """The digests of a record's fields by their numbers; two where what is public of it is another."""
    found: dict[int, bytes] = {}
    for field, said in FIELD.iter_unpack(fields):
        before = found.get(field, said)
        found[field] = said if before == said else before + said
    return found
