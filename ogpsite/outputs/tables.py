"""The tables of open data: each as CSV, as CSV for spreadsheets, as JSON; the workbook; and OGP's own columns."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite import tables
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.tables import workbook
from ogpsite.tables.files import DATA, WORKBOOK, wants_semicolons
from ogpsite.tables.nouns import Table
from ogpsite.tables.ogp import OGP
from ogpsite.theme import Theme

SHEETS = "sheets"  # the shelf with the sheets of the workbook


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`data/NAME.csv`, `NAME-semicolon.csv` where the site's languages ask for it, `NAME.json`; the workbook."""
    for name in parts(edition):
        yield from part(edition, theme, options, name)


def parts(edition: Edition) -> tuple[str, ...]:
    """What can be made by itself: each table, and the workbook."""
    return (*(table.name for table in (*tables.TABLES, OGP)), WORKBOOK)


def part(edition: Edition, theme: Theme, options: Options, name: str) -> Iterator[Output]:
    """The files of one table, or the workbook."""
    if name != WORKBOOK:
        yield from of_table(edition, tables.named(name))
    elif workbook.is_possible():
        said = theme.words(edition.site.languages[0])
        made_on, shelf = tables.last_change(edition), options.memory.shelf(SHEETS)
        data = workbook.written(edition, lambda one: str(said.say(one)), made_on, shelf)
        yield Output(f"{DATA}/{WORKBOOK}", data)


def of_table(edition: Edition, table: Table) -> Iterator[Output]:
    """A table as CSV, as CSV for spreadsheets, as JSON."""
    yield output(edition, f"{DATA}/{table.name}.csv", tables.csv_of(edition, table.name))
    if wants_semicolons(edition):
        yield output(edition, f"{DATA}/{table.name}-semicolon.csv", tables.semicolons_of(edition, table.name))
    yield output(edition, f"{DATA}/{table.name}.json", tables.json_of(edition, table.name))
