"""What is read of the records while something is made of them: so it is known when that must be made again.

A frame gathers the fields that are read while it is open. What is made once for all (`once.py`, `late.py`) is a node:
it remembers what was read for it, and who asks for it again has read the same.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from itertools import accumulate, chain, compress, count
from operator import not_
from typing import Any, NamedTuple, TypeVar

from ogpsite.folded import unfold

Made = TypeVar("Made")
KEY = "noted as"  # no attribute can have such a name; where the fields of a record begin to be numbered
STRIDE = 509  # numbers for the fields of a record; an odd one spreads them well over the places of a set
WHOLE = "*"  # stands for all fields of a record
FIELDS: dict[str, int] = {WHOLE: 0}  # all fields of all kinds of records, in the order in which they were declared
UNKNOWN = "?"  # read for something that nobody can tell of
APART_SIGN = "apart "  # begins the name under which such a result is kept with its record
APART: dict[str, Callable[[Any], Any]] = {}  # functions of one record whose results are read, not what they are made of
FEW = 40  # fields and nodes; who reads more is hardly the same as another
SPACE = "\0"
NOTHING: frozenset[Any] = frozenset()


class Frame(set[int]):
    """The numbers of the fields that are read for one thing; and the names and nodes (`others`)."""

    __slots__ = ("others",)
    others: set[Any]


def frame_of_nothing() -> Frame:
    """A frame in which nothing was read yet; most read little, so it is made quickly, without a method of its own."""
    frame = Frame()
    frame.others = set()
    return frame


FRAMES: list[Frame] = []  # what is being made now, the innermost last


class Node:
    """What was read for one thing: fields, and names and other nodes."""

    __slots__ = ("number", "others", "reads")

    def __init__(self, reads: Set[int] = NOTHING, others: Set[Any] = NOTHING) -> None:
        self.number = next(STATE.numbers)
        self.reads, self.others = reads, others
        STATE.new.append(self)


class Places(dict[str, int]):
    """Where the numbers of each record's fields begin; the same for as long as the process lives."""

    def __init__(self) -> None:
        self.next = count(0, STRIDE)

    def __missing__(self, uid: str) -> int:
        return self.setdefault(uid, next(self.next))


PLACES = Places()


class State:
    """The numbers of nodes, apart for each process, and the nodes that nobody was told of yet."""

    def __init__(self) -> None:
        self.on = False
        self.new: list[Node] = []
        self.same: dict[tuple[frozenset[int], frozenset[Any]], Node] = {}  # nodes that read the same are one
        self.begin()

    def begin(self) -> None:
        """Begins anew in a process. It gives no numbers to records: another worker could give the same."""
        self.gives = False
        self.numbers = count(os.getpid() << 32)
        self.new = []


STATE = State()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=STATE.begin)


class Told(NamedTuple):
    """Nodes as another process is told of them: what all of them read in one row each, and where each one's ends."""

    numbers: array[int]
    fields: array[int]
    names: list[str]
    nodes: array[int]
    ends: tuple[array[int], array[int], array[int]]  # of fields, names and nodes


def told() -> Told:
    """The nodes of this process since it was last asked, in the order in which they were made."""
    new, STATE.new = STATE.new, []
    others = [one for node in new for one in node.others]
    are_nodes = [type(one) is Node for one in others]
    inside = list(accumulate(are_nodes, initial=0))  # how many nodes until each
    ends = list(accumulate([len(node.others) for node in new]))
    found = Told(
        numbers=array("Q", [node.number for node in new]),
        fields=array("I", chain.from_iterable([node.reads for node in new])),
        names=list(compress(others, map(not_, are_nodes))),
        nodes=array("Q", [one.number for one in compress(others, are_nodes)]),
        ends=(
            array("I", accumulate([len(node.reads) for node in new])),
            array("I", [end - inside[end] for end in ends]),
            array("I", [inside[end] for end in ends]),
        ),
    )
    for node in new:
        node.reads = node.others = NOTHING  # they are known now, and would fill the memory
    return found


def forget() -> None:
    """Lets go of what was read for each node: those that are made from here on may read the same as one of before."""
    STATE.same.clear()


@contextmanager
def noting(wanted: bool) -> Iterator[None]:
    """Within it, what is made notes what was read for it."""
    before, STATE.on = STATE.on, wanted
    STATE.new, STATE.gives = [], True
    try:
        yield
    finally:
        STATE.on = before
        STATE.new = []
        STATE.same.clear()
        FRAMES.clear()


def noted(make: Callable[[], Made]) -> tuple[Made, Node | None]:
    """What is made, and what was read for it; None where nobody notes it."""
    if not STATE.on:
        return make(), None
    frame = Frame()  # as `frame_of_nothing`
    others: set[Any] = set()
    frame.others = others
    FRAMES.append(frame)
    try:
        made = make()
    finally:
        FRAMES.pop()
    if not frame and len(others) == 1:
        for one in others:
            if type(one) is Node:  # who reads what is made reads what that one read, and nothing else
                return made, one
    if len(frame) + len(others) > FEW:
        return made, Node(frame, others)
    node = STATE.same.get(reads := (frozenset(frame), frozenset(others)))
    if node is None:
        node = STATE.same[reads] = Node(*reads)
    return made, node


def unnoted(make: Callable[[], Made]) -> Made:
    """What is made, without a note of what was read for it."""
    if not STATE.on:  # nobody notes anything; and the threads of a preview must not meet in the frames
        return make()
    FRAMES.append(frame_of_nothing())
    try:
        return make()
    finally:
        FRAMES.pop()


def fact_key(name: str, key: object, made: object) -> str:
    """The note that one value of a fact was read that is made as a whole."""
    return f"+{apart_key(name, str(key), made)[1:]}"


def apart_key(name: str, uid: str, made: object) -> str:
    """The note that a result of a function of a record was read: equal for equal results."""
    said = hashlib.blake2b(repr(made).encode(errors="surrogatepass"), digest_size=9).hexdigest()
    return f"={name}{SPACE}{uid}{SPACE}{said}"


def read(node: Node | None) -> None:
    """Notes that something was read that was made before."""
    if FRAMES:
        FRAMES[-1].others.add(UNKNOWN if node is None else node)


def read_field(name: str) -> None:
    """Notes that a field was read, by its name after the record's identity."""
    if FRAMES:
        uid, _, field = name.rpartition(".")
        place = place_of(uid) if field in FIELDS else None
        if place is None:
            FRAMES[-1].others.add(name)
        else:
            FRAMES[-1].add(place + FIELDS[field])


def read_whole(record: Any) -> dict[str, Any]:
    """All fields of a record by their names; who asks has read the whole record, which is one note."""
    read_field(f"{record.uid}.{WHOLE}")
    unfold(record)
    unfold(record, "body")
    known: dict[str, Any] = record.__dict__
    return known


def place_of(uid: str) -> int | None:
    """Where the numbers of a record's fields begin; None where a worker can't know it."""
    return PLACES[uid] if STATE.gives else PLACES.get(uid)


class Noted(property):
    """A field of a record, which notes that it is read. It is asked for all the time: a property that knows its name
    takes half the time of a class with `__get__`."""

    def __init__(self, name: str) -> None:
        at = FIELDS.setdefault(name, len(FIELDS))

        def get(record: Any) -> Any:
            known = record.__dict__
            if FRAMES:
                try:
                    FRAMES[-1].add(known[KEY] + at)
                except KeyError:
                    read_first(known, name)
            try:
                return known[name]
            except KeyError:
                unfold(record, name)
            try:
                return known[name]
            except KeyError:
                raise AttributeError(name) from None

        def put(record: Any, value: Any) -> None:
            record.__dict__[name] = value

        super().__init__(get, put)


def read_first(known: dict[str, Any], name: str) -> None:
    """Notes that a field was read of a record of which nothing was read before."""
    uid = f"{known['meta'].kind}:{known['meta'].id}"
    place = place_of(uid)
    if place is not None:
        known[KEY] = place
    read_field(f"{uid}.{name}")
