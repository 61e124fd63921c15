"""JSON Schemas: of every record as it is published, and (below `content/`) as editors write it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ogpsite import figured, jsonwords, published, schema
from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs.options import Options
from ogpsite.tables.files import SCHEMAS
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`schemas/KIND.json`, `schemas/site.json`, `schemas/content/KIND.json`."""
    for address, data in all_schemas(edition.site.settings.url.rstrip("/")):
        yield Output(address, data)


@lru_cache(maxsize=4)
def all_schemas(base: str) -> tuple[tuple[str, bytes], ...]:
    """Path and bytes of every schema; they hang on nothing but the site's address."""
    found = {f"{kind}.json": published.schema_of(kind) for kind in published.published_kinds()}
    found["site.json"] = published.home_schema()
    found |= {f"{name}.json": one for name, one in figured.SCHEMAS.items()}
    found |= {f"content/{kind.name}.json": schema.schema_of(kind.name) for kind in kinds.TABLE}
    addresses = {f"{SCHEMAS}/{path}": one for path, one in sorted(found.items())}
    return tuple((address, written({"$id": f"{base}/{address}", **one})) for address, one in addresses.items())


def written(data: dict[str, Any]) -> bytes:
    return f"{jsonwords.written(data)}\n".encode()
