"""Which texts lack a translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ogpsite.model import records
from ogpsite.model.fields import inner_texts
from ogpsite.model.once import apart_folding
from ogpsite.model.site import Site
from ogpsite.model.values import Text


def untranslated(site: Site) -> Mapping[str, int]:
    """How many texts are missing in each language but the first; the public's words are not expected in all."""
    if len(site.languages) == 1:
        return {}
    found = [
        languages
        for record in site.by_uid.values()
        if not isinstance(record, records.Contribution)
        for languages in translated(record)
        if site.languages[0] in languages
    ]
    return {language: sum(language not in one for one in found) for language in site.languages[1:]}


@apart_folding
def translated(record: records.Record) -> tuple[tuple[str, ...], ...]:
    """The languages of each text of a record."""
    return tuple(tuple(language for language in text if text[language]) for text in texts_of(record))


def texts_of(value: object) -> Iterator[Text]:
    """Every text in a record, group or list."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    else:
        if isinstance(value, records.Record):
            yield from texts_of(value.body)
        for _, found in inner_texts(value):
            yield from texts_of(found)
