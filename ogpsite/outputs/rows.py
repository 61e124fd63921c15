"""The rows of the tables, which several makers and a page share: made, kept and found again in parts.

Each part is named by its unit: `rows/NAME/NUMBER` are some rows of a table, `rows/NAME` is what is told of all.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from functools import cache, partial
from types import ModuleType
from typing import Any

from ogpsite.memory.readings import Readings
from ogpsite.memory.shelves import Memory
from ogpsite.model.facts import Edition
from ogpsite.model.noted import Node, noted, told
from ogpsite.model.once import recall

ROWS = "rows"
PAGE = "data.html"  # the template of the page that tells of all tables
TABLES = "tables"  # the folder with a shelf for the rows of each table


@cache
def open_data() -> ModuleType:
    """The room of the open data, which is opened when a table is made: a check makes none."""
    return importlib.import_module("ogpsite.tables")


@cache
def names() -> tuple[str, ...]:
    from ogpsite.tables.ogp import OGP

    return tuple(table.name for table in (*open_data().TABLES, OGP))


def of_all() -> tuple[str, ...]:
    """The units of all tables."""
    return tuple(f"{ROWS}/{name}" for name in names())


def are_meant(one: str) -> bool:
    """Whether rows are meant, and not the outputs of a maker."""
    return one.startswith(f"{ROWS}/")


def units(edition: Edition, one: int | str) -> Iterator[int | str]:
    """What is made and noted by itself: of a table its parts, and what is told of all; anything else as it is."""
    if isinstance(one, str) and are_meant(one):
        yield from (f"{one}/{number}" for number in range(open_data().number_of_shares(edition, parts_of(one)[0])))
    yield one


def parts_of(unit: str) -> tuple[str, int | None]:
    """The table of a unit, and the number of the part."""
    _, name, *number = unit.split("/")
    return name, int(number[0]) if number else None


def made(edition: Edition, unit: str) -> Any:
    """Some rows of a table, or what is told of all: digest, number, size and digest of the file, number of parts."""
    (name, number), data = parts_of(unit), open_data()
    if number is not None:
        return data.share(edition, name, number).kept()
    return *data.summed(edition, name), *data.printed(edition, name), data.number_of_shares(edition, name)


class Rows:
    """The rows of all tables of an edition, as earlier builds kept them; `looks` is the digest of all but records."""

    def __init__(self, edition: Edition, memory: Memory, readings: Readings, looks: str) -> None:
        self.edition, self.memory, self.readings, self.looks = edition, memory, readings, looks

    def are_known(self) -> bool:
        """Whether an earlier build kept those of some table, which are still good."""
        return any(self.readings.known(f"{ROWS}/{name}", self.looks) for name in names())

    def gather(self, shown: Collection[str]) -> None:
        """Makes the rows of every table, or takes those that are still good.

        Of tables that aren't `shown`, digest and size are enough.
        """
        for name in names():  # opened here, not by each worker
            known = self.readings.known(f"{ROWS}/{name}", self.looks)
            if known:
                self.recall(name, known)
            if not known or name in shown:
                for number in range(known[4] if known else open_data().number_of_shares(self.edition, name)):
                    self.take(name, number)
            if not known:
                self.make(f"{ROWS}/{name}")
        self.readings.learn(told())

    def recall(self, name: str, known: tuple[str, int, int, str, int]) -> None:
        """Gives the edition what is known of a table."""
        node = Node()
        self.readings.recalled(f"{ROWS}/{name}", node.number)
        for function, one in ((open_data().summed, known[:2]), (open_data().printed, known[2:4])):
            recall(function, self.edition, (name,), one, node)

    def take(self, name: str, number: int) -> None:
        """Gives the edition some rows of a table: those of the last build, or others, which are kept."""
        unit = f"{ROWS}/{name}/{number}"
        mark = self.readings.known(unit, self.looks)
        known = self.memory.shelf(f"{TABLES}/{name}").get(mark) if mark else None
        if known:
            node = Node()
            self.readings.recalled(unit, node.number)
            found = open_data().Share(mark, *known).held(self.edition.site)
            recall(open_data().share, self.edition, (name, number), found, node)
            return
        self.make(unit)

    def make(self, unit: str) -> None:
        """Makes some rows of a table, or what is told of all, and keeps it."""
        found, node = noted(partial(made, self.edition, unit))
        self.readings.learn(told())
        self.keep(unit, found, node.number if node else -1)

    def keep(self, unit: str, found: Any, node: int) -> None:
        """Keeps some rows of a table, or what is told of all, with what was read for it."""
        name, number = parts_of(unit)
        if number is not None:
            self.memory.shelf(f"{TABLES}/{name}").keep(found.mark, tuple(found[1:7]))
        self.readings.keep(unit, self.looks, node, found if number is None else found.mark)

    def kept(self) -> Iterator[str]:
        """The units that are kept."""
        for table in (f"{ROWS}/{name}" for name in names()):
            if known := self.readings.known(table, self.looks):
                yield table
                yield from (f"{table}/{number}" for number in range(known[4]))
