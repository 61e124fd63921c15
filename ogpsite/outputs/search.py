"""The index of the search, in each language: a small one with titles, summaries and facets, and the whole texts.

Both are scripts that hand over plain values, so that they load under a strict content policy and from disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ogpsite import imprint
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.noted import unnoted
from ogpsite.model.site import Output
from ogpsite.outputs import relative
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.views import search
from ogpsite.views.tongue import Tongue

TEXTS = "texts"  # the shelf with the bare words of records
SHARE = 16  # records whose words are kept together


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`search/index.js` and `search/texts.js` in every language."""
    for name in parts(edition):
        yield from part(edition, theme, options, name)


def parts(edition: Edition) -> tuple[str, ...]:
    """What can be made by itself: each file in each language."""
    if edition.site.settings.search in ("off", "pagefind"):
        return ()
    return tuple(f"{language}/{name}" for language in edition.site.languages for name in FILES)


def part(edition: Edition, theme: Theme, options: Options, name: str) -> Iterator[Output]:
    """One file in one language."""
    language, _, file = name.partition("/")
    tongue = Tongue(edition, theme.words(language), frozenset())
    function, make_value = FILES[file]
    path = f"{tongue.href(search.ADDRESS).lstrip('/')}{file}.js"
    yield Output(path, called(function, make_value(tongue, search.findable(edition), options)))


def texts(tongue: Tongue, found: list[records.Record], options: Options) -> list[bytes]:
    """Everything that each record says, as bare words; those of some records together, as they stand in the file."""
    return [share(tongue, found[n : n + SHARE], options.memory) for n in range(0, len(found), SHARE)]


def share(tongue: Tongue, some: list[records.Record], memory: Memory) -> bytes:
    """Everything that some records and their parts say, as it was remembered by all that they hold."""
    make = partial(told_of, tongue, some)
    if memory.folder is None:
        return make()
    held = (one for record in some for one in (record, *search.parts(tongue.site, record)))
    whole = (f"{one.uid} {imprint.of_whole(one).hex()}" for one in held)
    return memory.shelf(TEXTS).remembered(digest(*tongue.languages, "", *whole), lambda: unnoted(make))


def told_of(tongue: Tongue, some: list[records.Record]) -> bytes:
    return b",".join(written(search.whole_text(tongue, record)) for record in some)


def index(tongue: Tongue, records_: list[records.Record], options: Options) -> dict[str, Any]:
    """Every record as [address, title, summary, facets, language]; facets are places in `values`."""
    values: dict[str, int] = {}
    rows = []
    for one in (search.found(tongue, record) for record in records_):
        numbers = [values.setdefault(f"{name}={key}", len(values)) for name in search.NAMES for key in one.keys[name]]
        address = tongue.href(kinds.address_of(one.record))
        href = relative.relative(address, tongue.href(search.ADDRESS), options.offline)
        row = [href, str(one.title), str(one.summary), numbers, one.title.language or one.summary.language]
        rows.append(row if row[-1] else row[:-1])
    return {"values": list(values), "rows": rows}


FILES: dict[str, tuple[str, Callable[[Tongue, list[records.Record], Options], Any]]] = {
    # each file, with the function of the page's script that takes its value, and what makes that
    "index": ("ogpsiteIndex", index),
    "texts": ("ogpsiteTexts", texts),
}


def called(name: str, value: Any) -> bytes:
    """A script that calls a function with a value. Line ends are safe: JSON writes none.

    The entries of a list are written already: the texts of a large site are many megabytes, and would be in memory four
    times.
    """
    if not isinstance(value, list):
        return b"%b(%b)\n" % (name.encode(), written(value))
    pieces = [name.encode(), b"(["]
    for one in value:
        pieces += (one, b",")
    return b"".join((*(pieces[:-1] if value else pieces), b"])\n"))


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
