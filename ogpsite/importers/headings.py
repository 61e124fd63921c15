"""Where the headings of a table stand: one row, several rows with groups over them, or a form's labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ogpsite.importers.atlas import TableMap, fold
from ogpsite.importers.cells import Cell, Table, letters
from ogpsite.importers.fault import ImportFault

JOINT = " / "


def of(table: Table, rows: Sequence[int]) -> list[str]:
    """The headings by place, from rows counted from 1; a group's words stand before those of its columns."""
    return [joined(parts) for parts in lines_of(table, rows)]


def lines_of(table: Table, rows: Sequence[int]) -> list[list[str]]:
    """The lines of the headings by place."""
    if len(table.rows) < rows[-1]:
        raise ImportFault(f"{table.file}, {table.name}: there is no row {rows[-1]} with headings", "is it empty?")
    lines = [[tidy(cell.text) for cell in table.rows[number - 1]] for number in rows]
    width = max((len(line) for line in lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    grouped = [*(spread(line, lines[number:]) for number, line in enumerate(lines[:-1], 1)), lines[-1]]
    return [[line[place] for line in grouped] for place in range(width)]


def spread(line: list[str], below: Sequence[list[str]]) -> list[str]:
    """A row of groups with each group's words over all its columns: blanks to its right that have a heading below."""
    found, group = [], ""
    for place, words in enumerate(line):
        beneath = [words_below[place] for words_below in below if words_below[place]]
        if words:
            group = words if any(fold(other) != fold(words) for other in beneath) else ""
        found.append(words or (group if beneath else ""))
        if not words and not beneath:
            group = ""
    return found


def joined(parts: Sequence[str]) -> str:
    """A heading of several rows in one: each part once."""
    return JOINT.join(dict.fromkeys(part for part in parts if part))


def words_of(table: Table, number: int) -> frozenset[str]:
    """The different words of a row with headings."""
    row = table.rows[number - 1] if number <= len(table.rows) else ()
    return frozenset(fold(cell.text) for cell in row if cell.text.strip())


def repeated(row: Sequence[Cell], heads: frozenset[str]) -> bool:
    """Whether a row is the headings over again, as on every printed page."""
    words = {fold(cell.text) for cell in row if cell.text.strip()}
    return len(words) >= 2 and words <= heads


def tidy(text: str) -> str:
    """A heading on one line."""
    return " ".join(text.split())


def places(table: Table, rows: Sequence[int]) -> dict[str, list[int]]:
    """The places of each heading; of one in several rows, its last part will do where that is said only once.

    `column F` is the column itself, for headings that are missing or said twice.
    """
    found: dict[str, list[int]] = {}
    last: dict[str, list[int]] = {}
    heads = of(table, rows)
    width = max((len(row) for row in table.rows), default=0)
    for place, words in enumerate([*heads, *[""] * (width - len(heads))]):
        if words:
            found.setdefault(fold(words), []).append(place)
            last.setdefault(fold(words.rpartition(JOINT)[2]), []).append(place)
        found.setdefault(f"column {letters(place)}".casefold(), []).append(place)
    return found | {words: where for words, where in last.items() if words not in found and len(where) == 1}


def upright(entry: TableMap, table: Table) -> Table:
    """The table as its entry means it: cut at its last row; a form as one row below its headings."""
    if last := last_row(entry, table):
        table = replace(table, rows=table.rows[:last])
    if entry.form and entry.first_row:
        table = replace(table, rows=table.rows[entry.first_row - 1 :])
    return turned(table) if entry.form else table


def last_row(entry: TableMap, table: Table) -> int:
    """The last row of an entry's table: as the map says, or that before the first one that begins with its `stop:`."""
    first = entry.header[-1] if not entry.form else 0
    for number, row in enumerate(table.rows[first:], first + 1):
        words = next((fold(cell.text) for cell in row if cell.text.strip()), "")
        if entry.stop and words.startswith(entry.stop):
            return number - 1
    return entry.last_row


def turned(table: Table) -> Table:
    """A form as a table: each label with the value beside it. Where labels have several values, each is a record."""
    pairs = [pair for row in table.rows if (pair := label_and_values(row))]
    heads = tuple(label for label, _ in pairs)
    if all(len(values) < 2 for _, values in pairs):
        found = [tuple(next(iter(values.values()), blank(label)) for label, values in pairs)]
    else:
        places = sorted({place for _, values in pairs for place in values})
        found = [tuple(values.get(place, blank(label)) for label, values in pairs) for place in places]
    return replace(table, rows=(heads, *found))


def blank(label: Cell) -> Cell:
    """The empty cell beside a label."""
    return Cell("", label.at)


def label_and_values(row: Sequence[Cell]) -> tuple[Cell, dict[int, Cell]] | None:
    """The first filled cell of a row that is more than a number, and the filled ones after it by place."""
    filled = [(place, cell) for place, cell in enumerate(row) if cell.text.strip()]
    if len(filled) > 2 and re.fullmatch(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z])[.)]?", filled[0][1].text.strip()):
        filled = filled[1:]
    return (filled[0][1], dict(filled[1:])) if filled else None
