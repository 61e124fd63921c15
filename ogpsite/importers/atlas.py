"""The nouns of a map: its tables and columns, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ogpsite.importers.commas import Form
from ogpsite.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record: the headings it may have, by language, and how its cells are read."""

    field: str
    headings: Mapping[str, tuple[str, ...]]
    split: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    item: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    optional: bool = False
    fill_down: bool = False
    before_last: str = ""
    take: str = ""
    order: str = ""
    scale: str = ""
    above: str = ""
    from_sheet: bool = False
    below: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a commitment's status follows from its milestones': when all have one status; otherwise."""

    all: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class TableMap:
    """One table of the map: a sheet (or a part of one) and the kind of record that its rows are."""

    name: str
    record: str
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    beside: tuple[str, ...] = ()
    every: bool = False
    optional: bool = False
    header: tuple[int, ...] = (1,)
    first_row: int = 0
    last_row: int = 0
    stop: tuple[str, ...] = ()
    form: bool = False
    once: bool = False
    each: tuple[str, ...] = ()
    constants: Mapping[str, object] = dataclasses.field(default_factory=dict)
    unread: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    periods: Mapping[str, Mapping[str, object]] = dataclasses.field(default_factory=dict)
    roll_up: RollUp | None = None
    lead_from: str = ""
    consultation: str = ""
    contribution: Mapping[str, object] | None = None
    after_body: str = ""

    def column(self, name: str) -> Column | None:
        """The column of a field."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(frozen=True, slots=True)
class Organisations:
    """How names in cells become organisations of the register."""

    sector: str = "government"
    codes: bool = False
    same_as: Mapping[str, str] = dataclasses.field(default_factory=dict)
    register: Mapping[str, Mapping[str, object]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Map:
    """A whole map."""

    name: str
    languages: tuple[str, ...]
    plan_key: str
    plan: Mapping[str, object]
    tables: tuple[TableMap, ...]
    site: Mapping[str, object] = dataclasses.field(default_factory=dict)
    forum: Mapping[str, object] = dataclasses.field(default_factory=dict)
    consultations: Mapping[str, Mapping[str, object]] = dataclasses.field(default_factory=dict)
    organisations: Organisations = Organisations()
    mend: frozenset[str] = frozenset()
    base: str = ""
    unread_sheets: tuple[str, ...] = ()
    csv: Form = Form()


def fold(word: str) -> str:
    """A word as it is compared: without capitals, with single blanks."""
    return " ".join(word.split()).casefold()
