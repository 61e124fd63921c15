"""The index of the search, in each language: a small one with titles, summaries and facets, and the whole texts.

Both are scripts that hand over plain values, so that they load under a strict content policy and from disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import pages
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.views import search
from ogpsite.views.tongue import Tongue


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`search/index.js` and `search/texts.js` in every language."""
    if edition.site.settings.search in ("off", "pagefind"):
        return
    records = search.findable(edition)
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), frozenset())
        folder = tongue.href(search.ADDRESS).lstrip("/")
        found = [search.found(tongue, record) for record in records]
        yield Output(f"{folder}index.js", called("ogpsiteIndex", index(tongue, found, options)))
        texts = [search.whole_text(tongue, record) for record in records]
        yield Output(f"{folder}texts.js", called("ogpsiteTexts", texts))


def index(tongue: Tongue, found: list[search.Found], options: Options) -> dict[str, Any]:
    """Every record as [address, title, summary, facets, language]; facets are places in `values`."""
    values: dict[str, int] = {}
    rows = []
    for one in found:
        numbers = [values.setdefault(f"{name}={key}", len(values)) for name in search.NAMES for key in one.keys[name]]
        address = tongue.href(kinds.address_of(one.record))
        href = pages.relative(address, tongue.href(search.ADDRESS), options.offline)
        row = [href, str(one.title), str(one.summary), numbers, one.title.language or one.summary.language]
        rows.append(row if row[-1] else row[:-1])
    return {"values": list(values), "rows": rows}


def called(name: str, value: Any) -> bytes:
    """A script that calls a function with a value. Line ends are safe: JSON writes none."""
    return f"{name}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))})\n".encode()
