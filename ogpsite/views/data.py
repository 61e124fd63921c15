"""What the page on open data shows: every file and column and what it means, how to cite it, how to load it."""

from __future__ import annotations

from ogpsite import tables
from ogpsite.model import kinds
from ogpsite.tables import workbook
from ogpsite.tables.files import (
    API,
    CATALOG,
    CSVW,
    DATA,
    OPENAPI,
    PACKAGE,
    SCHEMAS,
    WELL_KNOWN,
    WORKBOOK,
    wants_semicolons,
)
from ogpsite.tables.nouns import Column, Table
from ogpsite.tables.ogp import OGP
from ogpsite.views import follow
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Tongue, View

ADDRESS = f"/{DATA}/"
TYPES = {
    "string": "Text",
    "text": "Text",
    "date": "Day",
    "integer": "Whole number",
    "number": "Number",
    "boolean": "True or false",
    "list": "List",
}
FOR_MACHINES = (
    (f"/{DATA}/{PACKAGE}", "Data Package", "All tables with their columns, keys and licence (version 2)."),
    (f"/{DATA}/{CSVW}", "CSV on the Web", "The same as CSV on the Web (W3C)."),
    (f"/{DATA}/{CATALOG}", "Catalogue (DCAT-AP)", "For data portals that collect data sets."),
    (f"/{OPENAPI}", "API (OpenAPI)", "The tables and records as static JSON, page by page, without a key."),
    (f"/{API}/index.json", "API: first address", "Which tables there are, and how many rows they have."),
    ("/index.json", "Records", "The settings of the site, and the address of every record; each has its own JSON."),
    (f"/{WELL_KNOWN}", "This site for machines", "Member, plans, licence and addresses, to read many sites together."),
)


def page(tongue: Tongue) -> View:
    """The page for people."""
    site = tongue.site
    base = site.settings.url.rstrip("/")
    semicolons = wants_semicolons(tongue.edition)
    has_workbook = workbook.is_possible()
    shown = [table_view(tongue, table, semicolons) for table in tables.TABLES]
    view = {
        "tables": shown,
        "ogp": table_view(tongue, OGP, semicolons),
        "workbook": f"/{DATA}/{WORKBOOK}" if has_workbook else "",
        "semicolons": semicolons,
        "first_language": tongue.said.name_of(tongue.default),
        "machines": [
            {"href": href, "title": tongue.say(title), "what": tongue.say(what)} for href, title, what in FOR_MACHINES
        ],
        "schemas": [
            {"href": f"/{SCHEMAS}/{name}.json", "title": tongue.say(kinds.KINDS[name].singular)}
            for name in schema_kinds()
        ],
        "feeds": follow.links(tongue, None, "/", ""),
        "example": f"{base}/{DATA}/commitments.csv",
        "package": f"{base}/{DATA}/{PACKAGE}",
    }
    headings = (
        ("files", tongue.say("Tables")),
        ("loading", tongue.say("How to load them")),
        ("machines", tongue.say("For machines")),
        ("feeds", tongue.say("Feeds and calendars")),
        ("columns", tongue.say("What the columns mean")),
        ("citing", tongue.say("Licence and citation")),
    )
    words = tongue.say("Everything in this record as tables, for spreadsheets and programs, under an open licence.")
    frame = Frame(tongue.say("Open data"), ADDRESS, str(words), (), None, "", headings)
    return view | {"lead": words} | shell(tongue, frame)


def schema_kinds() -> tuple[str, ...]:
    """The kinds of record whose published JSON has a schema."""
    return tuple(
        one.name for one in kinds.TABLE if one.address.startswith("/") and one.name not in ("home", "settings")
    )


def table_view(tongue: Tongue, table: Table, semicolons: bool) -> View:
    """A table with its files and columns."""
    count = tables.summed(tongue.edition, table.name)[1]
    return {
        "key": table.name,
        "title": tongue.say(table.title),
        "what": tongue.say(table.what),
        "count": count,
        "rows": tongue.count("{count} row", "{count} rows", count),
        "csv": f"/{DATA}/{table.name}.csv",
        "semicolon": f"/{DATA}/{table.name}-semicolon.csv" if semicolons else "",
        "json": f"/{DATA}/{table.name}.json",
        "columns": [column_view(tongue, column) for column in table.columns],
    }


def column_view(tongue: Tongue, column: Column) -> View:
    """A column; a text in several languages is told once."""
    names = [each.name for each in tables.in_languages(column, tongue.site)]
    return {
        "names": names,
        "what": tongue.say(column.what),
        "type": tongue.say(TYPES[column.type]),
        "unit": column.unit if column.unit in ("", "%") else tongue.say(column.unit),
        "codes": [{"code": code, "words": tongue.say(words)} for code, words in column.codes.items()],
        "to": column.to,
    }
