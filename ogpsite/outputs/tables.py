"""The tables of open data: each as CSV, as CSV for spreadsheets, as JSON; the workbook; and OGP's own columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ogpsite import tables
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs.options import Options
from ogpsite.tables import cells, workbook
from ogpsite.tables.files import DATA, WORKBOOK, wants_semicolons
from ogpsite.tables.ogp import OGP
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`data/NAME.csv`, `NAME-semicolon.csv` where the site's languages ask for it, `NAME.json`; the workbook."""
    site = edition.site
    found = tables.all_rows(edition)
    for table in (*tables.TABLES, OGP):
        rows = found[table.name] if table is not OGP else tables.rows_of(table, edition)
        names = [column.name for column in tables.columns_of(table, site)]
        yield Output(f"{DATA}/{table.name}.csv", cells.written(names, rows))
        if wants_semicolons(edition):
            yield Output(f"{DATA}/{table.name}-semicolon.csv", cells.for_spreadsheets(names, rows))
        records = [dict(zip(names, row, strict=True)) for row in rows]
        yield Output(f"{DATA}/{table.name}.json", f"{json.dumps(records, ensure_ascii=False, indent=1)}\n".encode())
    if workbook.is_possible():
        said = theme.words(site.languages[0])
        data = workbook.written(edition, found, lambda words: str(said.say(words)), tables.last_change(edition))
        yield Output(f"{DATA}/{WORKBOOK}", data)
