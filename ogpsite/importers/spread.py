"""A row whose cells hold lists → a row for each item: several milestones in one cell, their deadlines in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ogpsite.importers import pieces
from ogpsite.importers.atlas import Column, TableMap
from ogpsite.importers.cells import Cell
from ogpsite.importers.report import Notes
from ogpsite.importers.rows import Cells, Row


def spread(row: Row, entry: TableMap, notes: Notes) -> Iterator[Row]:
    """A row for each item of the first field of `each:`; the other fields give the item with the same number.

    One value stands for all items. Another number of values than of items is noted, and none of them is taken.
    """
    columns = [column for name in entry.each if (column := entry.column(name)) and name in row.cells]
    count = len(divided(row.cell(columns[0].field), columns[0])) if columns else 0
    if not count:
        yield row
        return
    lists = {column.field: paired(row.cells[column.field], column, count, notes) for column in columns}
    for number in range(count):
        yield Row(row.at, {**row.cells, **{name: cells[number] for name, cells in lists.items()}})


def paired(cells: Cells, column: Column, count: int, notes: Notes) -> list[Cells]:
    """The cells of one field for each item, in every language."""
    found: list[dict[str, Cell]] = [{} for _ in range(count)]
    for language, cell in cells.items():
        parts = divided(cell, column)
        if len(parts) == 1:
            parts *= count
        elif len(parts) != count:
            if parts:
                words = f"“{cell.text}” for {column.field}: {len(parts)} values for {count} items, so none was taken"
                notes.add("unknown", cell.at, words)
            parts = [Cell("", cell.at)] * count
        for number, part in enumerate(parts):
            found[number][language] = part
    return list[Mapping[str, Cell]](found)


def divided(cell: Cell, column: Column) -> list[Cell]:
    """The items of a cell, as the column's `split:` says; without one it is a list."""
    return list(pieces.divided(cell, column.split or (pieces.LIST,)))
