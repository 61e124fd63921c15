"""How the values of records become cells: references as ids, bodies as keys or names, due dates as written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.site import Site
from ogpsite.model.values import Due, Party, Ref, Text


def reference(ref: Ref | None) -> str | None:
    """The id of the record that is meant, without its kind."""
    return ref.target.partition(":")[2] or None if ref else None


def target(ref: Ref) -> str:
    """The identity of the record that is meant, with its kind: where a list holds several kinds."""
    return ref.target


def references(refs: Iterable[Ref]) -> tuple[str, ...]:
    return tuple(found for ref in refs if (found := reference(ref)))


def party(site: Site, one: Party | None) -> str | None:
    """The key of an organisation, or its name where it isn't in the register."""
    if one is None:
        return None
    if one.ref and one.ref.target:
        return reference(one.ref)
    return one.name.best(*site.languages)[1] or None


def parties(site: Site, found: Iterable[Party]) -> tuple[str, ...]:
    return tuple(one.replace("|", "/") for each in found if (one := party(site, each)))


def supporters(site: Site, found: records.Supporting | None) -> tuple[str, ...]:
    """All who support, of every group."""
    if found is None:
        return ()
    return parties(site, (*found.government, *found.civil_society, *found.other, *found.bodies))


def due(site: Site, value: Due | None) -> str | None:
    """A due date as its author wrote it."""
    if value is None:
        return None
    return value.words.best(*site.languages)[1] if value.form == "text" else value.written


def due_on(value: Due | None) -> datetime.date | None:
    return value.by if value else None


def address(edition: Edition, record: records.Record) -> str:
    """The whole address of a record's page in the site's first language."""
    return f"{edition.site.settings.url.rstrip('/')}{kinds.address_of(record)}"


def language(site: Site, text: Text) -> str | None:
    return text.best(*site.languages)[0] or None


def number(value: float | None) -> float | int | None:
    """A number without an empty fraction."""
    return int(value) if value is not None and value == int(value) else value
