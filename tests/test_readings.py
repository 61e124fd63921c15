"""What outputs read, from one build to the next: whichever numbers a process gave to records."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from told_nodes import each

from ogpsite.imprint import of_whole
from ogpsite.memory.readings import DIGEST, FIELD, UNKNOWN, Readings, told_apart
from ogpsite.memory.shelves import Shelf
from ogpsite.model import records
from ogpsite.model.late import LateEach
from ogpsite.model.noted import (
    FIELDS,
    PLACES,
    STRIDE,
    WHOLE,
    Node,
    Noted,
    Places,
    Told,
    fact_key,
    noted,
    noting,
    read,
    read_field,
    read_whole,
    told,
)  # fmt: skip
from ogpsite.model.values import Text

TITLE, BODY, LEAD = 1, 2, 3
BODY_OF = "news:worker.?"


def fields_of(said: str) -> bytes:
    """The digests of a record's fields: a letter for each."""
    return b"".join(FIELD.pack(field, letter.encode() * 12) for field, letter in zip((TITLE, BODY), said, strict=False))


class Process:
    """A process that numbered some records before it opens what was kept."""

    def __init__(self, shelf: Shelf, fields: dict[str, str], before: Sequence[str] = (), size: int = 0) -> None:
        self.places = Places()
        for uid in before:
            self.places[uid]
        self.shelf = Shelf(more=((), {name: shelf.made[name] for name in shelf.used}))
        self.shelf.size = size
        given = {uid: fields_of(said) for uid, said in fields.items()}
        self.readings = Readings(self.shelf, "s", given, lambda name: name == "@yes", self.places, STRIDE)

    def reads(
        self, number: int, name: str, *read: tuple[str, int], names: Sequence[str] = (), nodes: Sequence[int] = ()
    ) -> None:
        """An output that read fields of records."""
        row = array("I", [self.places[uid] + field for uid, field in read])
        ends = tuple(array("I", [len(one)]) for one in (row, names, nodes))
        self.readings.learn(Told(array("Q", [number]), row, list(names), array("Q", nodes), ends))  # type: ignore[arg-type]
        self.readings.keep(name, "", number, name)

    def good(self) -> str:
        """The outputs that needn't be made again."""
        return "".join(sorted(name for name in self.readings.units if self.readings.known(name, "")))


def first() -> Process:
    process = Process(Shelf(), {"a": "xx", "b": "xx", "c": "xx"})
    process.reads(1, "k", ("a", TITLE))
    process.reads(2, "l", ("b", TITLE), ("c", BODY), names=("@yes",))
    process.reads(3, "m", nodes=(2,))
    process.reads(4, "n", ("c", TITLE), names=("@yes",), nodes=(1,))
    process.reads(5, "o", ("c", LEAD))
    process.reads(6, "p", nodes=(99,))  # of which nobody knows what it is
    process.readings.save("klmnop")
    return process


@pytest.mark.parametrize("before", [(), ("c", "b", "a"), ("x", "y", "b"), ("b", "x", "c", "y", "z")])
@pytest.mark.parametrize(
    ("fields", "good"),
    [
        ({"a": "xx", "b": "xx", "c": "xx"}, "klmno"),
        ({"a": "yx", "b": "xx", "c": "xx"}, "lmo"),
        ({"a": "xx", "b": "yx", "c": "xx"}, "kno"),
        ({"a": "xy", "b": "xy", "c": "xy"}, "kno"),
        ({"a": "xx", "b": "xx", "c": ""}, "ko"),
        ({"b": "xx", "c": "xx", "d": "xx"}, "lmo"),
    ],
)
def test_what_read_a_changed_field_is_made_again(fields: dict[str, str], good: str, before: tuple[str, ...]) -> None:
    assert Process(first().shelf, fields, before).good() == good


@pytest.mark.parametrize("size", [0, 1 << 20], ids=["whole", "beside"])
def test_processes_that_number_otherwise_go_on_from_each_other(size: int) -> None:
    second = Process(first().shelf, {"a": "yx", "b": "xx", "c": "xx"}, ("c", "x", "a"), size)
    second.reads(7, "k", ("a", TITLE), ("c", BODY))
    second.reads(8, "q", ("x", TITLE), ("b", BODY), nodes=(7,))
    second.readings.save("klmoq")
    assert len(second.shelf.used) == (2 if size else 1)
    assert second.readings.before.whole and "x" in second.readings.uids and "z" not in second.readings.uids
    same = {"a": "yx", "b": "xx", "c": "xx"}
    for before in ((), ("b", "x", "c", "z")):
        assert Process(second.shelf, same, before, size).good() == "klmoq"
        assert Process(second.shelf, same | {"b": "xy"}, before, size).good() == "klmo"
        assert Process(second.shelf, same | {"c": "xy"}, before, size).good() == "o"
        assert Process(second.shelf, same | {"x": "xy"}, before, size).good() == "klmo"
    third = Process(second.shelf, same | {"b": "xy"}, ("b",), size)
    third.reads(9, "q", ("b", BODY))
    third.readings.save("klmoq")
    assert Process(third.shelf, same | {"b": "xz"}, (), size).good() == "klmo"


def test_nodes_that_nothing_leads_to_are_let_go() -> None:
    process = first()
    for at in range(10, 20):
        process = Process(process.shelf, {"a": "xx", "b": "xx", "c": "xx"})
        process.reads(at, "k", ("a", BODY), names=("@yes",))
        process.reads(at + 100, "n", ("a", BODY), nodes=(at,))
        process.readings.save("klmno")
    assert len(process.readings.reads) < 25
    assert Process(process.shelf, {"a": "xx", "b": "xx", "c": "xx"}).good() == "klmno"
    assert Process(process.shelf, {"a": "xy", "b": "xx", "c": "xx"}).good() == "lmo"


def test_what_is_public_of_a_record_may_be_another() -> None:
    assert told_apart(fields_of("xx") + fields_of("xy")) == {TITLE: b"x" * 12, BODY: b"x" * 12 + b"y" * 12}
    assert told_apart(fields_of("xx")) != told_apart(fields_of("xx") + fields_of("xy")) != told_apart(fields_of("xy"))


class Meta:
    kind, id = "news", "worker"


class Watched:
    """A record as far as it notes what is read."""

    title, body = Noted("title"), Noted("body")

    def __init__(self) -> None:
        vars(self).update({"meta": Meta, "title": "words", "body": "more"})


def reading(node: Node | None, more: str = "") -> str:
    """Reads what a node read, and a field."""
    read(node)
    return getattr(Watched(), more) if more else ""


@pytest.fixture
def notes() -> Iterator[None]:
    with noting(True):
        yield


@pytest.mark.usefixtures("notes")
def test_each_value_of_what_is_made_as_a_whole_is_noted_by_itself() -> None:
    said = {"a": 1, "b": 2}
    late = LateEach("fact", lambda: said)
    for name, number in (("a", 1), ("b", 2), ("a", 1), ("c", None)):
        assert noted(partial(late.get, name))[0] == number
    assert [one for _, _, one, _ in each(told()) if one] == [[fact_key("fact", name, said.get(name))] for name in "abc"]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("ask", [list, len, lambda late: list(late.values()), lambda late: list(late.items())])
def test_who_asks_for_all_values_has_read_what_they_were_made_from_and_nothing_else(
    ask: Callable[[LateEach[str, str]], object],
) -> None:
    late = LateEach("fact", lambda: {"a": Watched().title})
    _, node = noted(lambda: ask(late))
    assert node is late.whole[1]
    assert node
    assert node.reads == {PLACES["news:worker"] + FIELDS["title"]}


@pytest.mark.usefixtures("notes")
def test_who_reads_one_thing_alone_has_read_what_that_did() -> None:
    _, first = noted(lambda: Watched().title)
    assert noted(partial(reading, first))[1] is first
    made = [noted(make)[1] for make in (partial(reading, first, "body"), partial(read_field, BODY_OF), lambda: None)]
    assert len({first, *made}) == 4
    row = [PLACES["news:worker"] + FIELDS[name] for name in ("title", "body")]
    assert [one[1:] for one in each(told())] == [
        (row[:1], [], []),
        (row[1:], [], [first and first.number]),
        ([], [BODY_OF], []),
        ([], [], []),
    ]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("kept", [lambda record: record, lambda record: pickle.loads(pickle.dumps(record))])
def test_who_asks_for_a_whole_record_notes_that_alone(kept: Callable[[records.Page], records.Page]) -> None:
    words = Text((("en", "words"),))
    record = kept(records.Page(meta=records.Meta(kind="page", id="whole"), title=words, body=words))
    (fields, said), node = noted(lambda: (read_whole(record), of_whole(record)))
    assert (fields["title"], fields["body"]) == (words, words)
    assert len(said) == DIGEST
    assert node
    assert node.reads == {PLACES["page:whole"] + FIELDS[WHOLE]}


@pytest.mark.usefixtures("notes")
def test_a_worker_names_a_field_of_a_record_that_has_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    from ogpsite.model.noted import STATE

    monkeypatch.delitem(PLACES, "news:worker", raising=False)
    monkeypatch.setattr(STATE, "gives", False)
    assert noted(lambda: Watched().title)[0] == "words"
    assert [(fields, names) for _, fields, names, _ in each(told())] == [([], ["news:worker.title"])]
    monkeypatch.setattr(STATE, "gives", True)
    noted(lambda: Watched().title)
    row = [PLACES["news:worker"] + FIELDS["title"]]
    assert [(fields, names) for _, fields, names, _ in each(told())] == [(row, [])]


def test_a_name_of_a_field_is_another_with_its_record() -> None:
    process = first()
    process.reads(7, "q", names=("b.title",))
    process.reads(8, "r", names=(UNKNOWN,))
    process.readings.save("klmnoqr")
    same = {"a": "xx", "b": "xx", "c": "xx"}
    assert Process(process.shelf, same).good() == "klmnoq"
    assert Process(process.shelf, same | {"b": "xy"}).good() == "klmno"


def test_numbers_leave_room_for_all_fields() -> None:
    assert len(FIELDS) <= STRIDE
    assert STRIDE % 2, "an even one would put a field of all records into few places of a set"
