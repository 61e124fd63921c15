"""Any table, by a map: which column is the text, which the day, the name, the leave to publish it, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ogpsite.importers import declared
from ogpsite.importers.atlas import fold
from ogpsite.importers.cells import Table
from ogpsite.importers.contributions import personal
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, Reply
from ogpsite.importers.contributions.sheet import ROLES, Sheet, at, headings, read
from ogpsite.importers.declared import Faults, Given
from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass
from ogpsite.problems import near

TOP = frozenset(
    {"about", "source", "mechanism", "sheet", "header", "dates", "columns", "private", "unread", "consultation"}
)
COLUMN = frozenset({"column", "values"})


@dataclass(frozen=True)
class Map:
    """A whole map: where the table is, and the headings of every role."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = ""
    mechanism: str = ""
    sheet: tuple[str, ...] = ()
    header: int = 1
    dates: str = ""
    private: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    consultation: Mapping[str, object] = field(default_factory=dict)


def harvest(tables: tuple[Table, ...], ground: Ground) -> Harvest:
    """The rows of the sheets that the map names, by the map."""
    path = ground.options.mapping
    if path is None:
        names = headings(tables[0].rows[0] if tables and tables[0].rows else ())
        raise ImportFault(
            f"a table needs a map that says which column is what; its columns are {names}",
            "--map my-map.yaml, see docs/import-contributions.md",
        )
    whole = read_map(path)
    meant = [table for table in tables if not whole.sheet or fold(table.name) in map(fold, whole.sheet)]
    for table in tables:
        if table not in meant:
            ground.notes.add("unread", table.name, "the map does not name this sheet")
    if not meant:
        raise ImportFault(
            f"no sheet is called {' or '.join(whole.sheet)}", f"there are {', '.join(t.name for t in tables)}"
        )
    entries: list[Entry] = []
    replies: list[Reply] = []
    rows = []
    for table in meant:
        sheet = sheet_of(whole, table, ground)
        rows.append((table.name, sum(1 for _ in sheet.rows())))
        found = read(sheet, ground)
        entries += found[0]
        replies += found[1]
    return Harvest(
        channel=whole.source,
        mechanism=whole.mechanism or "other",
        entries=tuple(entries),
        replies=tuple(replies),
        rows=tuple(rows),
        consultation=whole.consultation,
    )


def read_map(path: Path) -> Map:
    """A map from its file; all its faults at once."""
    if not path.is_file():
        raise ImportFault(f"there is no map {path}", "give the path of a file")
    top = declared.read(path)
    faults = Faults(path.name)
    faults.strange(top, TOP)
    entries = declared.mapping(top)
    columns, lines, values = columns_of(entries.get("columns", Given({}, top.line)), faults)
    if "text" not in columns:
        faults.add(entries.get("columns", top), "`text:` is missing: which column holds the words?")
    header = declared.word(entries.get("header")) or "1"
    if not header.isdigit() or not int(header):
        faults.add(entries["header"], "write the number of the row with the headings")
    dates = declared.word(entries.get("dates"))
    if dates not in ("", "day-first", "month-first"):
        faults.add(entries["dates"], "write `day-first` or `month-first`")
    if faults.found:
        raise ImportFault("\n".join(faults.found), "the keys of a map are listed in docs/import-contributions.md")
    consultation = {
        name: declared.plain(one) for name, one in declared.mapping(entries.get("consultation", Given({}, 1))).items()
    }
    return Map(
        name=path.name,
        columns=columns,
        lines=lines,
        values=values,
        source=declared.word(entries.get("source")),
        mechanism=declared.word(entries.get("mechanism")),
        sheet=declared.words(entries.get("sheet")),
        header=int(header),
        dates=dates,
        private=declared.words(entries.get("private")),
        unread=declared.words(entries.get("unread")),
        consultation=consultation,
    )


def columns_of(
    given: Given, faults: Faults
) -> tuple[dict[str, tuple[str, ...]], dict[str, int], dict[str, dict[str, str]]]:
    """The headings of every role, the lines where they stand, and the words that cells are translated by."""
    columns: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    values: dict[str, dict[str, str]] = {}
    for role, value in declared.mapping(given).items():
        if role not in ROLES:
            meant = near(role, ROLES)
            faults.add(value, f"unknown column {role!r}" + (f"; did you mean {meant!r}?" if meant else ""))
            continue
        inner = declared.mapping(value)
        if inner:
            faults.strange(value, COLUMN)
            words = declared.mapping(inner["values"]) if "values" in inner else {}
            values[role] = {fold(word): declared.word(code) for word, code in words.items()}
        columns[role] = declared.words(inner.get("column") if inner else value)
        lines[role] = value.line
        if not any(columns[role]):
            faults.add(value, "the heading of the column is missing")
    return columns, lines, values


def sheet_of(whole: Map, table: Table, ground: Ground) -> Sheet:
    """The table with the roles of its columns. Raises ImportFault for headings that it does not have."""
    if len(table.rows) < whole.header:
        raise ImportFault(f"{table.name} has no row {whole.header}", f"correct `header:` in {whole.name}")
    found = {fold(cell.text): number for number, cell in enumerate(table.rows[whole.header - 1]) if cell.text.strip()}
    missing = [
        f"{whole.name}:{whole.lines[role]}: columns.{role}: {table.name} has no column {name!r}" + hint(name, found)
        for role, names in whole.columns.items()
        for name in names
        if fold(name) not in found
    ]
    missing += [
        f"{whole.name}: private: {table.name} has no column {name!r}"
        for name in whole.private
        if fold(name) not in found
    ]
    if missing:
        raise ImportFault("\n".join(missing), f"the columns are {headings(table.rows[whole.header - 1])}")
    roles = {role: tuple(found[fold(name)] for name in names) for role, names in whole.columns.items()}
    private = {found[fold(name)]: personal.kind_of(name) or name for name in whole.private}
    note_unread(whole, table, {*private, *(column for columns in roles.values() for column in columns)}, ground)
    return Sheet(
        table=table, header=whole.header - 1, roles=roles, personal=private, values=whole.values, dates=whole.dates
    )


def hint(name: str, headings: Mapping[str, int]) -> str:
    """The heading that was probably meant."""
    meant = near(fold(name), headings)
    return f"; did you mean {meant!r}?" if meant else ""


def note_unread(whole: Map, table: Table, used: set[int], ground: Ground) -> None:
    """Note columns that the map does not mention; those that it leaves alone on purpose are not noted."""
    for number, heading in enumerate(table.rows[whole.header - 1]):
        filled = any(at(row, number).text.strip() for row in table.rows[whole.header :])
        if number not in used and filled and fold(heading.text) not in map(fold, whole.unread):
            ground.notes.add("unread", heading.at, f"“{heading.text or '(no heading)'}” is not in the map")
    for name in whole.private:
        kept = "kept below `private:`" if ground.options.private else "left out (--private keeps it, unpublished)"
        ground.notes.add("unread", table.name, f"“{name}”: personal data, {kept}")
