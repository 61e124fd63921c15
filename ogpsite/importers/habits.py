"""What a column as a whole says of its cells: day before month or after, shares of 1 or of 100, ids cut by numbers."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from ogpsite.importers import fields
from ogpsite.importers.atlas import Column, TableMap
from ogpsite.importers.cells import Cell
from ogpsite.importers.report import Notes
from ogpsite.importers.rows import Row

NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d\d)(?!\d)")
DATES = frozenset({"day", "due", "since"})
IDS = ("key", "number", "ogp_id", "commitment", "part_of", "milestone")
DAY_FIRST, MONTH_FIRST = "day-month", "month-day"
Columns = Mapping[str, Sequence[Cell]]


def settled(entry: TableMap, given: Sequence[Columns], language: str, notes: Notes) -> TableMap:
    """The entry with the order of dates and the scale of shares decided for every column that leaves it open."""
    cells = {column.field: [cell for part in given for cell in part.get(column.field, ())] for column in entry.columns}
    kinds = {name: field.kind for name, field in fields.fields(entry.record).items()}
    dated = [column for column in entry.columns if kinds.get(column.field) in DATES and cells[column.field]]
    others = {order for column in dated if (order := order_of(cells[column.field])) in (DAY_FIRST, MONTH_FIRST)}
    columns = []
    for column in entry.columns:
        if column in dated and not column.order:
            order = decided(cells[column.field], others, language, notes)
            column = dataclasses.replace(column, order=order)
        elif (kinds.get(column.field) == "percent" or has_ranges(column)) and not column.scale:
            column = dataclasses.replace(column, scale=scale_of(cells[column.field], notes))
        columns.append(column)
    return dataclasses.replace(entry, columns=tuple(columns))


def order_of(cells: Sequence[Cell]) -> str:
    """Day before month or after, as the cells prove it: `mixed` where they contradict, `open` where nothing proves it.

    Empty where no cell is a date in figures.
    """
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := NUMERIC.search(cell.text))]
    pairs = [pair for pair in pairs if max(pair) <= 31 and min(pair) <= 12]
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day and month:
        return "mixed"
    return DAY_FIRST if day else MONTH_FIRST if month else "open" if pairs else ""


def decided(cells: Sequence[Cell], others: set[str], language: str, notes: Notes) -> str:
    """The order of one column: as its cells prove it, else as the table's other dates do, else as its language has it.

    In English both orders are usual, so nothing is decided; those dates are reported one by one.
    """
    found = order_of(cells)
    at = next((cell.at for cell in cells if NUMERIC.search(cell.text)), "")
    if found == "open" and len(others) == 1:
        found = next(iter(others))
        notes.add("date", at, f"dates of this column read as {found}, as the other dates of the table are")
    elif found == "open" and language != "en":
        found = DAY_FIRST
        notes.add("date", at, f"dates of this column read as {found}, which is usual in this language; none proves it")
    elif found == "open":
        notes.add("date", at, "day or month first? No date of this column proves it: write `order:` in the map")
    elif found == "mixed":
        notes.add("date", at, "some dates of this column have the day first, others the month: write `order:`")
    return found if found in (DAY_FIRST, MONTH_FIRST) else ""


def has_ranges(column: Column) -> bool:
    """Whether the words of a column are ranges of numbers."""
    return any(re.fullmatch(r"\d+(?:\s*[-–]\s*\d+)?", word) for word in column.values)


def scale_of(cells: Sequence[Cell], notes: Notes) -> str:
    """Whether a share is written as 0.4 or as 40: by the largest number of the column that has no percent sign."""
    numbers = [(value, cell) for cell in cells if (value := share(cell)) is not None and "%" not in cell.text]
    if not numbers or max(value for value, _ in numbers) > 1:
        return "percent"
    if all(value in (0, 1) for value, _ in numbers) and any(value == 1 for value, _ in numbers):
        at = next(cell.at for value, cell in numbers if value == 1)
        notes.add("remark", at, "1 read as 100 %: the column holds nothing but 0 and 1 (write `scale:` in the map)")
    return "fraction"


def share(cell: Cell) -> float | None:
    """The number in a cell, if it is one."""
    text = cell.text.replace("%", "").strip().replace(",", ".")
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,17})?", text) else None


def mended(entry: TableMap, rows: Sequence[Row], notes: Notes) -> tuple[Row, ...]:
    """The rows with ids that a spreadsheet cut as numbers made whole again: the 1.1 that follows 1.9 was 1.10.

    Only where that id has been there before, and the row before reports on the same period.
    """
    names = [name for name in IDS if any(name in row.cells for row in rows[:1])]
    changes: dict[tuple[int, str], str] = {}
    for name in names:
        cells = [row.cell(name) for row in rows]
        periods = [row.word("period") for row in rows]
        found = dict(cut_ids(cells, periods))
        for number, text in found.items():
            changes[number, name] = text
            notes.add("remark", cells[number].at, f"{cells[number].text} read as {text}: it follows the row before")
        note_numbers([cell for number, cell in enumerate(cells) if number not in found], notes)
    return tuple(
        with_ids(row, {name: changes[number, name] for name in names if (number, name) in changes})
        for number, row in enumerate(rows)
    )


def cut_ids(cells: Sequence[Cell], periods: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The numbers of rows whose id lost its last zeros, with the whole id."""
    seen: set[str] = set()
    before = ""
    for number, cell in enumerate(cells):
        text = cell.text.strip()
        head, _, tail = text.partition(".")
        first, _, last = before.partition(".")
        if head == first and tail.isdigit() and last.isdigit() and text in seen and "." not in last:
            wanted = str(int(last) + 1)
            if wanted != tail and wanted.rstrip("0") == tail and periods[number] == periods[number - 1]:
                text = f"{head}.{wanted}"
                yield number, text
        seen.add(text)
        before = text or before


def note_numbers(cells: Sequence[Cell], notes: Notes) -> None:
    """Remark, once a column, on ids that are numbers with a point: nobody can tell 1.1 from 1.10 there."""
    odd = [cell for cell in cells if cell.kind == "number" and "." in cell.text]
    if odd:
        more = f" ({len(odd) - 1} more such cells in this column)" if len(odd) > 1 else ""
        notes.add(
            "remark",
            odd[0].at,
            f"the cell holds the number {odd[0].text}: if {odd[0].text}0 was meant, format it as text{more}",
        )


def with_ids(row: Row, changes: Mapping[str, str]) -> Row:
    """The row with some ids replaced."""
    if not changes:
        return row
    cells = {
        name: {language: Cell(changes[name], cell.at) for language, cell in by.items()} if name in changes else by
        for name, by in row.cells.items()
    }
    return Row(row.at, cells)
