"""JSON Schemas: of every record as it is published, and (below `content/`) as editors write it."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite import jsonwords
from ogpsite.memory.beside import always
from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs.options import Options
from ogpsite.tables.files import SCHEMAS
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`schemas/KIND.json`, `schemas/site.json`, `schemas/content/KIND.json`."""
    base = edition.site.settings.url.rstrip("/")
    for path, words in always(SCHEMAS, "files", all_schemas).items():
        address = f"{SCHEMAS}/{path}"
        whole = jsonwords.joined({"$id": f"{base}/{address}"}, jsonwords.Written(words))
        yield Output(address, f"{whole}\n".encode())


def all_schemas() -> dict[str, str]:
    """Every schema as JSON, by its path; without its address, they hang on nothing but the program."""
    from ogpsite import figured, published, schema  # as long as they are kept, nobody needs them

    found = {f"{kind}.json": published.schema_of(kind) for kind in published.published_kinds()}
    found["site.json"] = published.home_schema()
    found |= {f"{name}.json": one for name, one in figured.SCHEMAS.items()}
    found |= {f"content/{kind.name}.json": schema.schema_of(kind.name) for kind in kinds.TABLE}
    return {path: jsonwords.written(one) for path, one in sorted(found.items())}
