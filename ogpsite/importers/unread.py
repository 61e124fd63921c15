"""What nobody reads: sheets, columns and rows with content that the map neither takes nor sets aside."""

from __future__ import annotations

from collections.abc import Sequence

from ogpsite.importers import headings
from ogpsite.importers.atlas import Map, fold
from ogpsite.importers.cells import Table, letters
from ogpsite.importers.report import Notes
from ogpsite.importers.rows import Match


def note_all(whole: Map, tables: Sequence[Table], matches: Sequence[Match], notes: Notes) -> None:
    """Note sheets, columns and rows with content that the map neither reads nor sets aside."""
    aside = {fold(name) for name in whole.unread_sheets}
    for table in tables:
        mine = [match for match in matches if match.table.name == table.name and match.table.file == table.file]
        if mine:
            regions = {(match.headings, match.map.form, len(match.table.rows)): match for match in mine}
            for region in regions:
                here = [match for match in mine if (match.headings, match.map.form, len(match.table.rows)) == region]
                note_columns(here, mine, notes)
            note_rows(table, mine, notes)
        elif fold(table.name) not in aside:
            count = sum(1 for row in table.rows if any(cell.text.strip() for cell in row))
            if count:
                notes.add("unread", table.name, f"the map does not mention this table of {table.file} ({count} rows)")
        for remark in table.remarks:
            notes.add("remark", table.file, remark)


def note_columns(here: Sequence[Match], mine: Sequence[Match], notes: Notes) -> None:
    """Note the columns of one table (or the labels of one form) that no entry reads."""
    table = here[0].table
    aside = {fold(name) for match in mine for name in match.map.unread}
    read = {place for match in here for by_language in match.places.values() for place in by_language.values()}
    heads = headings.of(table, here[0].headings)
    width = max((len(row) for row in table.rows), default=0)
    below = table.rows[here[0].headings[-1] :]
    for place in range(width):
        title = heads[place] if place < len(heads) else ""
        filled = [row[place] for row in below if place < len(row) and row[place].text.strip()]
        if place in read or fold(title) in aside or not (title or filled):
            continue
        if here[0].map.form:
            if filled and not any(wants(match, filled[0].at) for match in mine if not match.map.form):
                notes.add("unread", filled[0].at, f"“{title}”: no column of the map")
            continue
        name = f"column {letters(place)} " + (f"“{title}”" if title else "(no heading)")
        notes.add("unread", table.name, f"{name}: {len(filled)} filled cells")


def wants(match: Match, at: str) -> bool:
    """Whether a table that shares its sheet with a form has this cell among its rows."""
    number = int("".join(char for char in at.rpartition("!")[2] if char.isdigit()) or 0)
    return number in match.wanted or number in match.headings


def note_rows(table: Table, mine: Sequence[Match], notes: Notes) -> None:
    """Note rows that the `where:` of every entry for their table leaves out, and words above the headings."""
    tables = [match for match in mine if not match.map.form]
    if not tables:
        return
    top = min(match.headings[0] for match in tables)
    known = {number for match in tables for number in (*match.wanted, *match.headings)}
    known |= {number for match in mine if match.map.form for number in of_form(match, table, top)}
    heads = [headings.words_of(table, match.headings[-1]) for match in tables]
    for number, row in enumerate(table.rows, 1):
        words = [cell.text.strip() for cell in row if cell.text.strip()]
        if not words or number in known:
            continue
        at = f"{table.name}!{number}"
        shown = f"“{' | '.join(dict.fromkeys(words))}”"
        if number < top:
            notes.add("unread", at, f"above the headings: {shown}")
        elif any(headings.repeated(row, line) for line in heads):
            notes.add("skipped", at, "the headings over again")
        elif any(number > len(match.table.rows) for match in tables) and len(set(words)) <= 2:
            notes.add("skipped", at, f"below the table: {shown}")
        else:
            notes.add("skipped", at, f"no `where:` of the map wants this row: {shown}")


def of_form(match: Match, table: Table, top: int) -> range:
    """The rows of a form; its labels are noted one by one."""
    first = match.map.first_row or 1
    last = match.map.last_row or (top - 1 if top > first else len(table.rows))
    return range(first, last + 1)
