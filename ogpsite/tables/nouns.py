"""What a table of open data is: columns declared by name, type and meaning, and the records that its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from ogpsite.model import records
from ogpsite.model.blanks import Days
from ogpsite.model.facts import Edition
from ogpsite.nouns import dataclass

Value = str | int | float | bool | tuple[str, ...] | Days | None
"""What a cell holds; days are written as text (2026-06-30), and None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a row is made from: a record, the part of it that the row is about, and what is derived of it."""

    edition: Edition
    record: Any
    part: Any = None
    facts: Any = None
    number: int = 0
    holder: records.Record | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type, what it means (in English; a message of the interface), and how a row gets it.

    type: string, text (a text in the site's languages: one column for each), date, integer, number, boolean or list
    (texts between `|`). `codes` is the closed list of a string, `to` the table whose `id` it names.
    """

    name: str
    type: str
    what: str
    get: Callable[[Line], Any] = field(compare=False)
    unit: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    required: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (that of its files), its title, what a row is, its columns; the first one is the key.

    `of` gives the facts or records that its rows are from, by identity, and `lines` the rows of one of them: so the
    rows of one are made without the others.
    """

    name: str
    title: str
    what: str
    of: Callable[[Edition], Mapping[str, Any]] = field(compare=False)
    lines: Callable[[Edition, Any], Iterable[Line]] = field(compare=False)
    columns: tuple[Column, ...] = ()


def plans(edition: Edition) -> Mapping[str, Any]:
    return edition.facts.plans


def commitments(edition: Edition) -> Mapping[str, Any]:
    return edition.facts.commitments


def consultations(edition: Edition) -> Mapping[str, Any]:
    return edition.facts.consultations


def gatherings(edition: Edition) -> Mapping[str, Any]:
    return {one.uid: one for one in (*edition.site.all(records.Meeting), *edition.site.all(records.Event))}


def all_of(type_: type[records.Record]) -> Callable[[Edition], Mapping[str, Any]]:
    """All records of a type."""
    return lambda edition: {one.uid: one for one in edition.site.all(type_)}


def findings(edition: Edition) -> Mapping[str, Any]:
    """The findings of the self-check, which are made as a whole."""
    return {"findings": edition.findings}
