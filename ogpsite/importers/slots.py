"""What a field of a row is read from: the site's languages and calendar, the declaration, the cleaned cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ogpsite.importers import pieces
from ogpsite.importers.atlas import Column, Map
from ogpsite.importers.cells import Cell
from ogpsite.importers.register import Register
from ogpsite.importers.report import Notes
from ogpsite.importers.rows import Row
from ogpsite.model.dates import Calendar
from ogpsite.model.fields import Field
from ogpsite.nouns import dataclass

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
Pairs = Iterator[tuple[str, object]]


@dataclass(frozen=True)
class Desk:
    """What every step of shaping has at hand."""

    map: Map
    languages: tuple[str, ...]
    calendar: Calendar
    register: Register
    notes: Notes

    def say(self, texts: Mapping[str, str]) -> object:
        """A text as the content model has it: plain in the site's first language, else a mapping by language."""
        given = {language: texts[language] for language in self.languages if texts.get(language)}
        return given[self.languages[0]] if list(given) == [self.languages[0]] else given

    @property
    def own(self) -> bool:
        """Whether the map's first language is also the site's: only then may a text be a body."""
        return self.map.languages[0] == self.languages[0]


@dataclass(frozen=True)
class Slot:
    """One field of one row: its declaration, its column, and its cells cleaned and cut as the map says."""

    name: str
    field: Field
    column: Column
    cells: Mapping[str, Cell]
    row: Row

    @property
    def first(self) -> Cell:
        """The cell in the first language."""
        return next(iter(self.cells.values()))

    def pieces(self) -> tuple[Cell, ...]:
        """The first cell divided as `split:` says; blank pieces fall away."""
        return tuple(pieces.divided(self.first, self.column.split))


def clean(cell: Cell, column: Column, notes: Notes) -> Cell:
    """The cell without blanks around it and control characters, cut by `before:` and `after:`."""
    text = CONTROL.sub("", re.sub("[\x0b\x0c]", "\n", cell.text)).strip()
    if text != cell.text and text:
        notes.add("trimmed", cell.at, f"{len(cell.text) - len(text)} characters")
    return pieces.cut(Cell(text, cell.at, cell.kind), column)


def language_of(slot: Slot) -> str:
    """The language of the first cell."""
    return next(iter(slot.cells))


def unknown(slot: Slot, cell: Cell, notes: Notes, why: str) -> None:
    """Note a value that was left out because it was not understood."""
    notes.add("unknown", cell.at, f"“{cell.text}” for {slot.name}: {why}")
