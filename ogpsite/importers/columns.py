"""A map applied to tables: finds the sheet and the columns of each entry, and what nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ogpsite.importers.cells import Cell, Table, letters
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.atlas import Column, Map, TableMap, fold
from ogpsite.importers.report import Notes
from ogpsite.problems import near

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
    """An entry of the map, the table it reads, and its columns: by field and language their places."""

    map: TableMap
    table: Table
    places: Mapping[str, Mapping[str, int]]


def bind(whole: Map, tables: Sequence[Table], notes: Notes) -> tuple[Bound, ...]:
    """Every entry of the map with its rows; what no entry reads is noted."""
    matches = [
        Match(entry, table, places(entry, table, notes))
        for entry in whole.tables
        if (table := table_of(entry, tables, notes)) is not None
    ]
    if not matches:
        raise ImportFault(
            f"none of the tables of the map {whole.name} is among {', '.join(t.name for t in tables)}",
            "is this the right map for these files?",
        )
    note_unread(whole, tables, matches, notes)
    note_unclaimed(matches, notes)
    return tuple(Bound(match.map, tuple(rows(match))) for match in matches)


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


def headings(entry: TableMap, table: Table) -> dict[str, list[int]]:
    """The places of each heading."""
    if len(table.rows) < entry.header:
        raise ImportFault(f"{table.file}, {table.name}: there is no row {entry.header} with headings", "is it empty?")
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(table.rows[entry.header - 1]):
        if cell.text.strip():
            found.setdefault(fold(cell.text), []).append(place)
    return found


def places(entry: TableMap, table: Table, notes: Notes) -> dict[str, dict[str, int]]:
    """Where each field's columns are."""
    known = headings(entry, table)
    found: dict[str, dict[str, int]] = {}
    for column in entry.columns:
        for language, names in column.headings.items():
            place = place_of(column, names, known, entry, table)
            if place is None:
                notes.add("remark", table.name, f"no column {' or '.join(names)}: `{column.field}` stays empty")
            else:
                found.setdefault(column.field, {})[language] = place
    return found


def place_of(
    column: Column, names: Sequence[str], known: Mapping[str, list[int]], entry: TableMap, table: Table
) -> int | None:
    """The one column with one of these headings."""
    at = [place for name in dict.fromkeys(fold(name) for name in names) for place in known.get(name, ())]
    if len(at) > 1:
        raise ImportFault(
            f"{table.file}, {table.name}: {' or '.join(names)} (for `{column.field}`) heads several columns: "
            + ", ".join(letters(place) for place in at),
            "give the columns different headings",
        )
    if at or column.optional:
        return at[0] if at else None
    row = [cell.text.strip() for cell in table.rows[entry.header - 1] if cell.text.strip()]
    meant = near(names[0], row)
    raise ImportFault(
        f"{table.file}, {table.name}: no column is headed {' or '.join(names)} (for `{column.field}`); "
        f"row {entry.header} has: {', '.join(row) or 'nothing'}",
        (f"did you mean {meant!r}? " if meant else "") + "correct the map, or write `optional: yes` for this column",
    )


def rows(match: Match) -> Iterator[Row]:
    """The rows that an entry reads: not blank, and such as `where:` asks."""
    above: dict[int, Cell] = {}
    downward = {place for column in match.map.columns if column.fill_down for place in own_places(match, column)}
    for number, row in enumerate(match.table.rows[match.map.header :], match.map.header + 1):
        if not any(cell.text.strip() for cell in row):
            continue
        whole = list(row)
        for place in downward:
            if place < len(whole) and not whole[place].text.strip():
                whole[place] = above.get(place, whole[place])
            elif place < len(whole):
                above[place] = whole[place]
        if claimed(match, whole):
            yield row_of(match, whole, f"{match.table.name}!{number}")


def own_places(match: Match, column: Column) -> Iterable[int]:
    """The places of one column of the map."""
    return match.places.get(column.field, {}).values()


def row_of(match: Match, cells: Sequence[Cell], at: str) -> Row:
    """A row as its map sees it."""
    found = {
        field: {
            language: cells[place] if place < len(cells) else Cell("", at) for language, place in by_language.items()
        }
        for field, by_language in match.places.items()
    }
    return Row(at, found)


def claimed(match: Match, row: Sequence[Cell]) -> bool:
    """Whether the entry's `where:` wants this row."""
    for field, words in match.map.where.items():
        place = next(iter(match.places.get(field, {}).values()), -1)
        text = fold(row[place].text) if 0 <= place < len(row) else ""
        if not (text in words or ("*" in words and text)):
            return False
    return True


def note_unread(whole: Map, tables: Sequence[Table], matches: Sequence[Match], notes: Notes) -> None:
    """Note sheets and columns with content that the map neither reads nor sets aside."""
    aside = {fold(name) for name in whole.unread_sheets}
    for table in tables:
        mine = [match for match in matches if match.table is table]
        if mine:
            note_unread_columns(table, mine, notes)
        elif fold(table.name) not in aside:
            count = sum(1 for row in table.rows if any(cell.text.strip() for cell in row))
            if count:
                notes.add("unread", table.name, f"the map does not mention this table of {table.file} ({count} rows)")
        for remark in table.remarks:
            notes.add("remark", table.file, remark)


def note_unread_columns(table: Table, mine: Sequence[Match], notes: Notes) -> None:
    """Note the columns of one table that no entry reads."""
    header = mine[0].map.header
    aside = {fold(name) for match in mine for name in match.map.unread}
    read = {place for match in mine for by_language in match.places.values() for place in by_language.values()}
    width = max((len(row) for row in table.rows), default=0)
    top = table.rows[header - 1]
    for place in range(width):
        title = top[place].text.strip() if place < len(top) else ""
        filled = sum(1 for row in table.rows[header:] if place < len(row) and row[place].text.strip())
        if place in read or fold(title) in aside or not (title or filled):
            continue
        name = f"column {letters(place)} " + (f"“{title}”" if title else "(no heading)")
        notes.add("unread", table.name, f"{name}: {filled} filled cells")


def note_unclaimed(matches: Sequence[Match], notes: Notes) -> None:
    """Note rows that the `where:` of every entry for their table leaves out."""
    for table in {id(match.table): match.table for match in matches}.values():
        mine = [match for match in matches if match.table is table]
        for number, row in enumerate(table.rows[mine[0].map.header :], mine[0].map.header + 1):
            if any(cell.text.strip() for cell in row) and not any(claimed(match, row) for match in mine):
                notes.add("skipped", f"{table.name}!{number}", "no `where:` of the map wants this row")
