"""What the tables hold, for machines: a Data Package (version 2), and the same as CSV on the Web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite import jsonwords, tables
from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Output
from ogpsite.outputs.options import Options
from ogpsite.tables import cells
from ogpsite.tables.files import CSVW, DATA, PACKAGE
from ogpsite.tables.nouns import Column, Table
from ogpsite.tables.ogp import OGP
from ogpsite.theme import Theme

Data = dict[str, Any]
PROFILE = "https://datapackage.org/profiles/2.0"
TYPES = {"text": "string", "list": "list"}
CSVW_TYPES = {"integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date"}


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`data/datapackage.json` and `data/csv-metadata.json`."""
    yield Output(f"{DATA}/{PACKAGE}", written(package(edition)))
    yield Output(f"{DATA}/{CSVW}", written(table_group(edition)))


def written(data: Data) -> bytes:
    return f"{jsonwords.written(data)}\n".encode()


def package(edition: Edition) -> Data:
    """The Data Package: who, under which licence, since when, and every table with its schema."""
    site, settings = edition.site, edition.site.settings
    base = settings.url.rstrip("/")
    first = site.languages[0]
    name, title, address = licence_of(settings.licence)
    licence = {key: value for key, value in (("name", name), ("title", title), ("path", address)) if value}
    day = tables.last_change(edition)
    found = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": f"ogp-{kinds.slug(settings.country.best('en', first)[1]) or 'repository'}",
        "id": f"{base}/{DATA}/{PACKAGE}",
        "title": settings.title.best(first)[1],
        "description": settings.description.best(first)[1],
        "homepage": f"{base}/",
        "version": day.isoformat(),
        "created": f"{day.isoformat()}T12:00:00Z",
        "licenses": [licence],
        "sources": [{"title": settings.title.best(first)[1], "path": f"{base}/"}],
        "contributors": [{"title": settings.country.best(first)[1], "path": f"{base}/", "roles": ["publisher"]}],
        "keywords": ["Open Government Partnership", "open government", "action plan", "commitments"],
        "resources": [resource(edition, table) for table in (*tables.TABLES, OGP)],
    }
    return {key: value for key, value in found.items() if value}


def resource(edition: Edition, table: Table) -> Data:
    """A table of the package: its file, size and hash, and its schema."""
    columns = tables.columns_of(table, edition.site)
    size, sha256 = tables.printed(edition, table.name)
    return {
        "name": table.name,
        "title": table.title,
        "description": table.what,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema(table, columns),
    }


def schema(table: Table, columns: tuple[Column, ...]) -> Data:
    """A Table Schema: fields, primary key, foreign keys."""
    key = next(column.name for column in columns if column.required)
    foreign = [
        {"fields": [column.name], "reference": {"resource": column.to, "fields": ["id"]}}
        for column in columns
        if column.to
    ]
    return {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [field(column, column.name == key) for column in columns],
        "primaryKey": [key],
        **({"foreignKeys": foreign} if foreign else {}),
        "missingValues": [""],
    }


def field(column: Column, key: bool) -> Data:
    """A field of a Table Schema."""
    constraints: Data = {"required": True} if column.required else {}
    if key:
        constraints["unique"] = True
    if column.codes and column.type == "string":
        constraints["enum"] = list(column.codes)
    return {
        "name": column.name,
        "type": TYPES.get(column.type, column.type),
        "description": column.what,
        **({"delimiter": cells.SEPARATOR, "itemType": "string"} if column.type == "list" else {}),
        **({"unit": column.unit} if column.unit else {}),
        **({"language": column.language} if column.language else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def table_group(edition: Edition) -> Data:
    """The tables as CSV on the Web (W3C), at the address where its readers look."""
    settings = edition.site.settings
    first = edition.site.languages[0]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": {"@value": settings.title.best(first)[1], "@language": first},
        "dc:license": {"@id": licence_of(settings.licence)[2] or settings.licence},
        "dc:modified": {"@value": tables.last_change(edition).isoformat(), "@type": "xsd:date"},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tables": [csvw_table(table, edition) for table in tables.TABLES],
    }


def csvw_table(table: Table, edition: Edition) -> Data:
    columns = tables.columns_of(table, edition.site)
    foreign = [
        {"columnReference": column.name, "reference": {"resource": f"{column.to}.csv", "columnReference": "id"}}
        for column in columns
        if column.to
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.what,
        "tableSchema": {
            "columns": [csvw_column(column) for column in columns],
            "primaryKey": columns[0].name,
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def csvw_column(column: Column) -> Data:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.what,
        "datatype": CSVW_TYPES.get(column.type, "string"),
        **({"separator": cells.SEPARATOR} if column.type == "list" else {}),
        **({"lang": column.language} if column.language else {}),
        **({"required": True} if column.required else {}),
    }
