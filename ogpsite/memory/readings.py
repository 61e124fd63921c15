"""What each output read of the records when it was made, so that only those are made again that read what changed.

The state of the last build: the digest of every field of every record; what was made once for all, and each output, as
nodes over the fields and other nodes that were read. A node whose field has another digest, or that read such a node,
is no longer good. `structure` is the digest of everything else: with another one all is made anew.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ogpsite.memory.shelves import PART, Shelf

Told = tuple[int, tuple[str, ...], tuple[int, ...]]  # a node: its number, the fields and the nodes that were read
Unit = tuple[str, int, Any]  # mark of what else it is made by, its node, and what is known of it
NAME = "readings"
WHOLE, SINCE = "whole", "since"  # a state, and what is different since
UNKNOWN = "?"
SPACE = "\0"
SIGNS = "=+@?"  # begin the names of what is no field
ROOM = 2  # times as many nodes as are of use may be kept, before the others are let go


def imprint(value: object) -> bytes:
    """A digest of a plain value or noun: equal digests mean equal values, whichever objects they are made of."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.fast = True  # an object that stands in it twice is written twice: who read it anew has two
    pickler.dump(value)
    return hashlib.blake2b(written.getbuffer(), digest_size=12).digest()


class State:
    """The state of a build as it lies on its shelf: whole, and what is different since in a value of its own."""

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

    def listed(self, name: str) -> list[Any]:
        """The keys or nodes."""
        return [*self.whole.get(name, ()), *self.since.get(name, ())]

    def change(self, now: Mapping[str, Any]) -> dict[str, Any]:
        """What is different in a state that goes on from this one."""
        found: dict[str, Any] = {name: now[name][len(self.whole[name]) :] for name in ("keys", "nodes")}
        for name in ("fields", "units"):
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


class Places(dict[str, int]):
    """The numbers of names; one that isn't known yet is given the next."""

    def __missing__(self, name: str) -> int:
        at = self[name] = len(self)
        return at


class Readings:
    """What the outputs of the last build read, as far as it is still good, and what those of this one read."""

    def __init__(
        self, shelf: Shelf, structure: str, fields: Mapping[str, bytes], agrees: Callable[[str], bool]
    ) -> None:
        """`agrees` says whether what was read for an output and is no field is still the same.

        Its name begins with `=` where it is a result, with `+` where it belongs to what is made as a whole, with `@`
        where it was read of the day.
        """
        self.shelf, self.structure, self.fields, self.agrees = shelf, structure, fields, agrees
        state = State(shelf)
        self.before = state if state.structure == structure else State(Shelf({}))
        self.names = state.next(WHOLE), state.next(SINCE)
        known = self.before.whole
        self.places = Places()
        self.places.update((name, at) for at, name in enumerate(self.before.listed("keys")))
        self.nodes: list[tuple[bytes, bytes]] = self.before.listed("nodes")
        self.units: dict[str, Unit] = self.before.mapping("units")
        before: Mapping[str, bytes] = self.before.mapping("fields")
        self.changed = {name for name, found in fields.items() if before.get(name) != found}
        self.changed.update(name for name in before if name not in fields)
        self.records = frozenset(name.rpartition(".")[0] for name in self.changed)
        self.doubtful = False  # whether facts that are made as a whole may be others
        self.bad = self.spoilt() if self.nodes else set()
        if known and any(unit[1] in self.bad for name, unit in self.units.items() if name.startswith("+")):
            self.doubtful = True
            self.bad = self.spoilt()
        self.unchanged = bool(known) and not self.changed
        self.numbers: dict[int, int] = {}
        self.news = False

    def spoilt(self) -> set[int]:
        """The nodes that read a field which changed. A node comes after those that it read."""
        changed = self.changed
        wrong = {
            at for name, at in self.places.items() if name in changed or (name[0] in SIGNS and self.is_other(name))
        }
        found: set[int] = set()
        for at, (fields, nodes) in enumerate(self.nodes):
            if not wrong.isdisjoint(array("I", fields)) or not found.isdisjoint(array("I", nodes)):
                found.add(at)
        return found

    def is_other(self, name: str) -> bool:
        """Whether what was read under a name is another now."""
        if name.startswith("="):
            return name.split(SPACE)[1] in self.records and not self.agrees(name)
        if name.startswith("+"):
            return self.doubtful and not self.agrees(name)
        if name.startswith("@"):
            return not self.agrees(name)
        return name in self.changed or name == UNKNOWN

    def known(self, name: str, mark: str) -> Any:
        """What is known of an output that needn't be made again; None where it must be."""
        found = self.units.get(name)
        return found[2] if found and found[0] == mark and found[1] not in self.bad else None

    def recalled(self, name: str, number: int) -> None:
        """Says that a node of this process stands for what an output read when it was made."""
        self.numbers[number] = self.units[name][1]

    def learn(self, nodes: Iterable[Told]) -> None:
        """Takes in the nodes of a process, in the order in which they were made."""
        for number, fields, read in nodes:
            if number in self.numbers:
                continue
            names = array("I", map(self.places.__getitem__, fields))
            inner = array("I", [at for one in read if (at := self.numbers.get(one)) is not None])
            if len(inner) < len(read):
                names.append(self.places[UNKNOWN])
            self.numbers[number] = len(self.nodes)
            self.nodes.append((names.tobytes(), inner.tobytes()))

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
        goes_on = not self.cleared() and bool(self.before.whole)
        state: dict[str, Any] = {"structure": self.structure, "keys": list(self.places), "nodes": self.nodes}
        state |= {"fields": dict(self.fields), "units": self.units}
        whole, since = self.names
        change = self.before.change(state) if goes_on else {}
        if goes_on and len(pickle.dumps(change, protocol=5)) * PART <= self.shelf.size:
            self.shelf.used.update((name, made) for name, made in self.shelf.known.items() if name.startswith(WHOLE))
            self.shelf.keep(since, change)
        else:
            self.shelf.keep(whole, state)

    def cleared(self) -> bool:
        """Lets nodes go that no output leads to, where they have become many; whether it did."""
        live = {unit[1] for unit in self.units.values()}
        for at in range(len(self.nodes) - 1, -1, -1):
            if at in live:
                live.update(array("I", self.nodes[at][1]))
        if len(self.nodes) <= ROOM * len(live):
            return False
        kept = sorted(live)
        place = {old: new for new, old in enumerate(kept)}
        self.nodes = [
            (self.nodes[old][0], array("I", [place[one] for one in array("I", self.nodes[old][1])]).tobytes())
            for old in kept
        ]
        self.units = {name: (mark, place[node], known) for name, (mark, node, known) in self.units.items()}
        return True
