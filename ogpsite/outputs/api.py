"""The tables as a static JSON API with pages, and its description (OpenAPI 3.1): records and figures too."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from ogpsite import figured, jsonwords, published, tables
from ogpsite.memory.beside import always
from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Output, Site
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.tables.files import API, OPENAPI, SCHEMAS
from ogpsite.tables.nouns import Column, Table
from ogpsite.theme import Theme

Data = dict[str, Any]
PER_PAGE = 500
TYPES: dict[str, Data] = {
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
}
INDEX = "index.json"
WHOLE: Data = {"type": "integer", "minimum": 0}
TEXT: Data = {"type": "string"}


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`api/v1/index.json`, `api/v1/TABLE.json` and its further pages `api/v1/TABLE/2.json`; `openapi.json`."""
    for name in parts(edition):
        yield from part(edition, theme, options, name)


def parts(edition: Edition) -> tuple[str, ...]:
    """What can be made by itself: what tells of the tables, what describes it all, and the pages of each table."""
    return (INDEX, OPENAPI, *(table.name for table in tables.TABLES))


def part(edition: Edition, theme: Theme, options: Options, name: str) -> Iterator[Output]:
    """The pages of one table, or one of the files that tell of all."""
    if name == INDEX:
        yield Output(f"{API}/{INDEX}", written(overview(edition)))
    elif name == OPENAPI:
        yield Output(OPENAPI, f"{description(edition)}\n".encode())
    else:
        yield from pages(edition, tables.named(name))


def written(data: Data) -> bytes:
    return f"{jsonwords.written(data)}\n".encode()


def overview(edition: Edition) -> Data:
    """Which tables there are, with their first pages."""
    base = edition.site.settings.url.rstrip("/")
    return {
        "site": f"{base}/",
        "description": f"{base}/{OPENAPI}",
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "what": table.what,
                "rows": tables.summed(edition, table.name)[1],
                "address": f"{base}/{API}/{table.name}.json",
            }
            for table in tables.TABLES
        ],
    }


def pages(edition: Edition, table: Table) -> Iterator[Output]:
    """The rows of a table, some on each page."""
    base = edition.site.settings.url.rstrip("/")
    rows = tables.objects_of(edition, table.name)
    count = max(1, -(-len(rows) // PER_PAGE))
    for page in range(1, max(count, once_published(edition, table)) + 1):
        following = f"{base}/{page_path(table, page + 1)}" if page < count else None
        head = {"table": table.name, "total": len(rows), "page": page, "pages": count, "next": following}
        before = written({**head, "items": []}).removesuffix(b"[]\n}\n")
        items = b",\n ".join(rows[(page - 1) * PER_PAGE : page * PER_PAGE]).replace(b"\n", b"\n ")
        listed = b"[\n  %b\n ]" % items if items else b"[]"
        yield output(edition, page_path(table, page), b"%b%b\n}\n" % (before, listed))


def once_published(edition: Edition, table: Table) -> int:
    """How many pages of a table were ever published: those that are empty now still answer."""
    known = {row.address for row in edition.ledger}
    page = 1
    while f"/{page_path(table, page + 1)}" in known:
        page += 1
    return page


def page_path(table: Table, page: int) -> str:
    return f"{API}/{table.name}.json" if page == 1 else f"{API}/{table.name}/{page}.json"


def description(edition: Edition) -> jsonwords.Written:
    """The OpenAPI document."""
    site, settings = edition.site, edition.site.settings
    first = site.languages[0]
    spdx, name, address = licence_of(settings.licence)
    licence = {"name": name or spdx, **({"url": address} if address else {})}
    contact = {"email": settings.contact.email} if settings.contact and settings.contact.email else {}
    about = {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title.best(first)[1],
            "description": "Static files: tables page by page, and every record beside its page. No key is needed.",
            "version": "1",
            "license": licence,
            "contact": {"url": settings.url, **contact},
        },
        "servers": [{"url": "."}],
    }
    depths = {f"{kinds.address_of(one)}figures.json".count("/") for one in site.by_kind.get("forum", ())}
    answers = always(SCHEMAS, f"api {site.languages} {sorted(depths)}", partial(answering, site, depths))
    return jsonwords.joined(about, jsonwords.Written(answers))


def answering(site: Site, depths: Collection[int]) -> str:
    """What is answered where, as JSON; of a site nothing but its languages and `depths` matter, how deep the figures of
    forums lie."""
    return jsonwords.written({"paths": dict(paths(depths)), "components": {"schemas": schemas(site)}})


def paths(depths: Collection[int]) -> Iterator[tuple[str, Data]]:
    """Every kind of address with what it answers."""
    yield f"/{API}/index.json", get("Which tables there are", "overview")
    for table in tables.TABLES:
        yield f"/{API}/{table.name}.json", get(f"{table.title}: first page", table.name)
        following = get(f"{table.title}: further pages", table.name, "page")
        yield f"/{API}/{table.name}/{{page}}.json", following
    yield "/index.json", get("The site, and where every record is", "site")
    for kind in published.published_kinds():
        for path in addresses(kind):
            yield path, get(f"{kinds.KINDS[kind].singular}, whole", kind, *names_in(path))
    for path, schema in figured.ADDRESSES.items():
        if schema != "figures-forum" or path.count("/") in depths:
            yield path, get(str(figured.SCHEMAS[schema]["title"]), schema, *names_in(path))


def addresses(kind: str) -> Iterator[str]:
    """The addresses of the files beside a kind's pages."""
    pattern = kinds.KINDS[kind].address
    parent = kinds.KINDS[kind].parent
    if kind == "commitment":
        yield "/plans/{plan}/{commitment}/index.json"
        yield "/commitments/{commitment}/index.json"
    elif kind == "forum":
        yield "/forum/index.json"
    else:
        named = pattern.replace("{key}", f"{{{kind}}}").replace("{parent}", f"{{{parent}}}")
        yield f"{named}index.json"


def names_in(path: str) -> tuple[str, ...]:
    return tuple(part[1:-1] for part in path.split("/") if part.startswith("{"))


def get(summary: str, schema: str, *parameters: str) -> Data:
    """An address that is read."""
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    found: Data = {
        "summary": summary,
        "responses": {"200": {"description": summary, "content": answer}, "404": {"description": "Not there"}},
    }
    named = [
        {"name": name, "in": "path", "required": True, "schema": WHOLE if name == "page" else TEXT}
        for name in parameters
    ]
    return {"get": found | ({"parameters": named} if named else {})}


def schemas(site: Site) -> Data:
    """What every answer holds."""
    listed = dict.fromkeys(("name", "title", "what", "address"), TEXT) | {"rows": WHOLE}
    tables_: Data = {"type": "array", "items": published.closed(listed, tuple(listed))}
    found = {"overview": published.closed({"site": TEXT, "description": TEXT, "tables": tables_}, ("site", "tables"))}
    found |= {table.name: page_schema(table, site) for table in tables.TABLES}
    found["site"] = without_draft(published.home_schema())
    found |= {kind: without_draft(published.schema_of(kind)) for kind in published.published_kinds()}
    return found | {name: without_draft(one) for name, one in figured.SCHEMAS.items()}


def without_draft(schema: Data) -> Data:
    return {name: value for name, value in schema.items() if name != "$schema"}


def page_schema(table: Table, site: Site) -> Data:
    """A page of a table."""
    columns = {column.name: column_schema(column) for column in tables.columns_of(table, site)}
    item = published.closed(columns, tuple(columns), table.what)
    head: Data = {
        "table": {"const": table.name},
        "total": WHOLE,
        "page": WHOLE,
        "pages": WHOLE,
        "next": {"type": ["string", "null"]},
    }
    return published.closed({**head, "items": {"type": "array", "items": item}}, (*head, "items"))


def column_schema(column: Column) -> Data:
    """A cell: its type, or null where it is empty."""
    one = dict(TYPES.get(column.type, TEXT))
    if not column.required:
        one["type"] = [one["type"], "null"]
    if column.codes and column.type == "string":
        one["enum"] = [*column.codes, *(() if column.required else (None,))]
    return {**one, "description": column.what}
