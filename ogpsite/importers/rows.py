"""The nouns between a table and its records: a row as the map sees it, and the rows of one entry of the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ogpsite.importers.atlas import TableMap
from ogpsite.importers.cells import Cell, Table
from ogpsite.nouns import dataclass

Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as its map sees it: by field and language the cell; `at` is the row's own address."""

    at: str
    cells: Mapping[str, Cells]

    def cell(self, field: str) -> Cell:
        """The cell of a field in its first language; an empty one where the table has no such column."""
        return next(iter(self.cells.get(field, {}).values()), Cell("", self.at))

    def word(self, field: str) -> str:
        """The cell's text without blanks around it."""
        return self.cell(field).text.strip()


@dataclass(frozen=True, slots=True)
class Bound:
    """An entry of the map with the rows that it reads."""

    map: TableMap
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the map, the table it reads, its columns by field and language, and which of its rows it wants."""

    map: TableMap
    table: Table
    places: Mapping[str, Mapping[str, int]]
    wanted: Mapping[int, Sequence[Cell]]

    @property
    def headings(self) -> tuple[int, ...]:
        """The rows with the headings, counted from 1."""
        return (1,) if self.map.form else self.map.header
