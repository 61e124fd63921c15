"""A map applied to tables: finds the sheet and the columns of each entry, and what nobody reads."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ogpsite.importers import habits, headings, pieces, spread, tongues, unread
from ogpsite.importers.atlas import Column, Map, TableMap, fold
from ogpsite.importers.cells import Cell, Table, letters
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.report import Notes
from ogpsite.importers.rows import Bound, Cells, Match, Row
from ogpsite.problems import near

BELOW, MARKED, WHERE = "below:", "marked:", "where:"
"""Before the name of a field: the places of columns put below it, of columns one of which is ticked, of a condition."""
ALONE, NOT_ALONE, OR = "(alone)", "(not alone)", " or "


def bind(whole: Map, tables: Sequence[Table], notes: Notes) -> tuple[Bound, ...]:
    """Every entry of the map with its rows; what no entry reads is noted."""
    matches = [match(entry, table, notes) for entry in whole.tables for table in tables_of(entry, tables, notes)]
    if not matches:
        raise ImportFault(
            f"none of the tables of the map {whole.name} is among {', '.join(t.name for t in tables)}",
            "is this the right map for these files?",
        )
    unread.note_all(whole, tables, matches, notes)
    bound = []
    for entry in whole.tables:
        mine = [one for one in matches if one.map.name == entry.name]
        if mine:
            above = [Above(one, matches) for one in mine]
            settled = habits.settled(entry, [cells_of(one) for one in mine], whole.languages[0], notes)
            found = [row for one, over in zip(mine, above, strict=True) for row in rows(one, over, whole.languages[0])]
            if entry.each:
                found = [part for row in found for part in spread.spread(row, entry, notes)]
            bound.append(Bound(settled, habits.mended(settled, found, notes)))
    return tuple(bound)


def match(entry: TableMap, table: Table, notes: Notes) -> Match:
    """An entry with a table that it reads."""
    upright = headings.upright(entry, table)
    found = places(entry, upright, notes)
    return Match(entry, upright, found, dict(wanted(entry, upright, found)))


def wanted(
    entry: TableMap, table: Table, found: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows that an entry reads, by number: not blank, and such as `where:` asks; merged cells filled downwards."""
    above: dict[int, Cell] = {}
    downward = {at for column in entry.columns if column.fill_down for at in found.get(column.field, {}).values()}
    for number, row in body_rows(entry, table):
        whole = list(row)
        for place in downward:
            if place >= len(whole):
                whole += [Cell("", f"{table.name}!{number}")] * (place + 1 - len(whole))
            if whole[place].text.strip():
                above[place] = whole[place]
            else:
                whole[place] = above.get(place, whole[place])
        if claimed(entry, found, whole, row):
            yield number, whole


def body_rows(entry: TableMap, table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows with content that are not headings, nor repeat them further down."""
    if entry.form:
        heads: tuple[int, ...] = (1,)
        first = 2
    else:
        heads, first = entry.header, entry.first_row or entry.header[-1] + 1
    words = headings.words_of(table, heads[-1])
    for number, row in enumerate(table.rows[first - 1 :], first):
        blank = not any(cell.text.strip() for cell in row)
        if not blank and number not in heads and (entry.form or not headings.repeated(row, words)):
            yield number, row


class Above:
    """For the columns with `above:`: the id of the nearest row above that the other table reads."""

    def __init__(self, one: Match, matches: Sequence[Match]) -> None:
        self.by_field: dict[str, list[tuple[int, Cell]]] = {}
        for column in one.map.columns:
            if column.above:
                other = next(m for m in matches if m.map.name == column.above and m.table.name == one.table.name)
                self.by_field[column.field] = [(number, named(other, row)) for number, row in other.wanted.items()]

    def cells(self, number: int, at: str, language: str) -> dict[str, Cells]:
        """The cells of those columns for one row."""
        found: dict[str, Cells] = {}
        for field, ids in self.by_field.items():
            place = bisect.bisect_right(ids, number, key=lambda item: item[0])
            nearest = next((ids[n][1] for n in range(place - 1, -1, -1) if ids[n][1].text), Cell("", at))
            found[field] = {language: nearest}
        return found


def named(one: Match, row: Sequence[Cell]) -> Cell:
    """The cell by which other rows mean this one: that of its key, else of its title, cut as the map says."""
    for field in ("key", "title"):
        column = one.map.column(field)
        place = next(iter(one.places.get(field, {}).values()), -1)
        if column and 0 <= place < len(row) and row[place].text.strip():
            return pieces.cut(row[place], column)
    return Cell("", one.table.name)


def cells_of(one: Match) -> dict[str, list[Cell]]:
    """All cells of each column, for what the column as a whole decides."""
    return {
        field: [row[place] for row in one.wanted.values() for place in by_language.values() if place < len(row)]
        for field, by_language in one.places.items()
        if ":" not in field
    }


def tables_of(entry: TableMap, tables: Sequence[Table], notes: Notes) -> Iterator[Table]:
    """The table that an entry reads; with `sheets:` all those that it names."""
    if not entry.every:
        found = table_of(entry, tables, notes)
        if found is not None:
            yield found
        return
    for name in entry.sheets:
        single = replace(entry, sheets=(name,))
        found = table_of(single, tables, notes)
        if found is not None:
            yield found


def table_of(entry: TableMap, tables: Sequence[Table], notes: Notes) -> Table | None:
    """The table that an entry of the map reads."""
    wanted = {fold(name) for name in entry.sheets}
    found = [table for table in tables if fold(table.name) in wanted]
    if len(found) > 1:
        names = " and ".join(f"{table.name} ({table.file})" for table in found)
        raise ImportFault(f"{entry.name}: {names} are both meant by `sheet:`", "give each table once")
    if found:
        return found[0]
    if entry.optional:
        notes.add(
            "remark",
            entry.name,
            f"no sheet or file named {' or '.join(entry.sheets)}: nothing was read for it",
        )
        return None
    have = ", ".join(f"{table.name} ({table.file})" for table in tables)
    meant = near(entry.sheets[0], [table.name for table in tables])
    raise ImportFault(
        f"there is no sheet or file named {' or '.join(entry.sheets)} (for `{entry.name}`); there are: {have}",
        (f"did you mean {meant!r}? " if meant else "") + "name it under `sheet:`, or write `optional: yes`",
    )


def places(entry: TableMap, table: Table, notes: Notes) -> dict[str, dict[str, int]]:
    """Where each field's columns are."""
    known = headings.places(table, entry.header if not entry.form else (1,))
    found: dict[str, dict[str, int]] = {}
    for column in entry.columns:
        for language, names in column.headings.items():
            place = place_of(column, names, known, entry, table)
            if place is None:
                notes.add("remark", table.name, f"no column {' or '.join(names)}: `{column.field}` stays empty")
            else:
                found.setdefault(column.field, {})[language] = place
        for mark, names in ((BELOW, column.below), (MARKED, column.marked)):
            for name in names:
                at = place_of(replace(column, optional=False), (name,), known, entry, table)
                found.setdefault(mark + column.field, {})[name] = -1 if at is None else at
    for name in [field for one in entry.where for field in one.split(OR)]:
        if name not in found and entry.column(name) is None:
            at = place_of(Column(name, {}), (name,), known, entry, table)
            found[WHERE + name] = {name: -1 if at is None else at}
    return found


def place_of(
    column: Column, names: Sequence[str], known: Mapping[str, list[int]], entry: TableMap, table: Table
) -> int | None:
    """The one column with one of these headings."""
    folded = dict.fromkeys(fold(headings.tidy(name)) for name in names)
    at = list(dict.fromkeys(place for name in folded for place in known.get(name, ())))
    if len(at) > 1:
        raise ImportFault(
            f"{table.file}, {table.name}: {' or '.join(names)} (for `{column.field}`) heads several columns: "
            + ", ".join(letters(place) for place in at),
            "give the columns different headings",
        )
    if at or column.optional:
        return at[0] if at else None
    row = [words for words in headings.of(table, (1,) if entry.form else entry.header) if words]
    where = "the form" if entry.form else f"row {'-'.join(str(number) for number in entry.header)}"
    meant = near(names[0], row)
    raise ImportFault(
        f"{table.file}, {table.name}: no column is headed {' or '.join(names)} (for `{column.field}`); "
        f"{where} has: {', '.join(row) or 'nothing'}",
        (f"did you mean {meant!r}? " if meant else "") + "correct the map, or write `optional: yes` for this column",
    )


def rows(one: Match, above: Above, language: str) -> Iterator[Row]:
    """The rows that an entry reads."""
    sheet = Cell(one.table.name, one.table.name)
    from_sheet = {column.field: {language: sheet} for column in one.map.columns if column.from_sheet}
    for number, cells in one.wanted.items():
        at = cells[0].at if one.map.form else f"{one.table.name}!{number}"
        yield Row(at, row_of(one, cells, at, language) | above.cells(number, at, language) | from_sheet)


def row_of(one: Match, cells: Sequence[Cell], at: str, first: str) -> dict[str, Cells]:
    """A row as its map sees it; `first` is the map's first language."""

    def cell(place: int) -> Cell:
        return cells[place] if place < len(cells) else Cell("", at_column(at, place))

    found: dict[str, Cells] = {}
    for field, by_language in one.places.items():
        if field.startswith(MARKED):
            marked = [(name, cell(place)) for name, place in by_language.items() if is_marked(cell(place))]
            name, where = marked[0] if marked else ("", cell(next(iter(by_language.values()))))
            found[field.removeprefix(MARKED)] = {first: Cell(name, where.at)}
        elif not field.startswith((BELOW, WHERE)):
            found[field] = {language: cell(place) for language, place in by_language.items()}
    for field, others in one.places.items():
        if field.startswith(BELOW):
            name = field.removeprefix(BELOW)
            below = [(words, cell(place)) for words, place in others.items()]
            own = found.get(name) or {first: Cell("", below[0][1].at)}
            found[name] = {language: with_below(text, below) for language, text in own.items()}
    return found


def is_marked(cell: Cell) -> bool:
    """Whether a cell of a column of choices is ticked."""
    return bool(cell.text.strip()) and tongues.yes_or_no(cell.text) != "no" and cell.text.strip() != "0"


def with_below(own: Cell, below: Sequence[tuple[str, Cell]]) -> Cell:
    """A text with those of other columns below it, each after its heading."""
    parts = [f"**{name}:** {cell.text.strip()}" for name, cell in below if cell.text.strip()]
    return Cell("\n\n".join(filter(None, (own.text.strip(), *parts))), own.at) if parts else own


def at_column(at: str, place: int) -> str:
    """The name of a cell that a short row doesn't reach: its row's, with the letters of its column."""
    sheet, sign, row = at.rpartition("!")
    return f"{sheet}{sign}{letters(place)}{row}" if row.isdigit() else at


def claimed(entry: TableMap, found: Mapping[str, Mapping[str, int]], row: Sequence[Cell], bare: Sequence[Cell]) -> bool:
    """Whether the entry's `where:` wants this row; `bare` is the row before cells were filled down."""
    return all(
        any(holds(field, words, found, row, bare) for field in one.split(OR)) for one, words in entry.where.items()
    )


def holds(
    field: str, words: Sequence[str], found: Mapping[str, Mapping[str, int]], row: Sequence[Cell], bare: Sequence[Cell]
) -> bool:
    """Whether the cell of one field is what a condition asks."""
    place = next(iter((found.get(field) or found.get(WHERE + field, {})).values()), -1)
    text = fold(row[place].text) if 0 <= place < len(row) else ""
    alone = bool(text) and {fold(cell.text) for cell in bare if cell.text.strip()} == {text}
    return any(alone if word == ALONE else not alone if word == NOT_ALONE else fits(text, word) for word in words)


def fits(text: str, word: str) -> bool:
    """Whether a cell is what `where:` asks: the word itself, with any words for `*` and a number for `#`."""
    if word == "":
        return not text
    if "#" in word or "*" in word:
        pattern = "".join({"#": r"\d+", "*": ".+"}.get(part, re.escape(part)) for part in re.split("([#*])", word))
        return re.fullmatch(pattern, text, re.DOTALL) is not None
    return text == word
