"""What a build is made from, as digests: each field of each record, and everything else as one."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import marshal
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ogpsite.folded import unfold
from ogpsite.memory.readings import DIGEST, FIELD
from ogpsite.memory.shelves import digest
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.fields import EMPTY
from ogpsite.model.noted import APART_SIGN, FIELDS, WHOLE, read_field
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.nouns import is_noun, values_of

KEPT = f"{APART_SIGN}imprint"
BLANK: tuple[object, ...] = (None, (), "", False, EMPTY)


def of_records(written: Iterable[records.Record], site: Site) -> dict[str, bytes]:
    """The digests of the fields of every record, by its identity, as `of_record` gives them.

    `written` are the records before what isn't public was taken out of them: days gone by are made from these. Where
    the public one is another, its digests follow.
    """
    found = {record.uid: of_record(record) for record in written}
    for record in site.by_uid.values():
        made, before = of_record(record), found.get(record.uid)
        if before is not made and before != made:
            found[record.uid] = made if before is None else before + made
    return found


def of_record(record: records.Record) -> bytes:
    """The digest of every field of a record that holds something, each after the field's number (`readings.FIELD`);
    that of all of them is the first. Kept with the record for later builds."""
    kept = vars(record)
    found: bytes | None = kept.get(KEPT)
    if found is None:
        unfold(record)
        unfold(record, "body")
        held = {
            name: value
            for name in names_of(type(record))
            if (value := kept[name]) or (value is not EMPTY and value not in BLANK)
        }
        made = b"".join(
            FIELD.pack(FIELDS[name], said) for name, said in zip(held, imprints(held.values()), strict=True)
        )
        whole = hashlib.blake2b(record.uid.encode() + made, digest_size=DIGEST).digest()
        found = kept[KEPT] = FIELD.pack(FIELDS[WHOLE], whole) + made
    return found


def names_by(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of record that have digests."""
    return tuple(one.name for one in dataclasses.fields(kind) if one.name != "meta")


names_of: Callable[[type], tuple[str, ...]] = cache(names_by)


def of_whole(record: records.Record) -> bytes:
    """The digest of all fields of a record; who makes something by it has read the whole record."""
    read_field(f"{record.uid}.{WHOLE}")
    return FIELD.unpack_from(of_record(record))[1]  # type: ignore[no-any-return]


def of_the_rest(edition: Edition) -> str:
    """The digest of everything beside the fields of records: which there are, files, settings. Looks are apart.

    What is read of the day is noted where it is read (`model/today.py`).
    """
    site = edition.site
    records_ = [
        (one.uid, one.meta.parent, one.meta.place.path, one.meta.translations, one.meta.partial)
        for one in site.by_uid.values()
    ]
    settings = [
        imprint(getattr(site.settings, one.name)) for one in dataclasses.fields(site.settings) if one.name != "meta"
    ]
    return digest(
        repr((site.drafts, edition.version)),
        repr(records_),
        repr(settings),
        *(imprint(dict(found)).hex() for found in (site.files, site.pictures, site.mentions)),
        imprint(tuple(edition.ledger)).hex(),
        imprint(tuple(edition.checked)).hex(),
    )


def of_looks(edition: Edition, addresses: Iterable[str], *more: str) -> str:
    """The digest of what a site looks like, and of which pages it has."""
    look = edition.look
    plain = [one.name for one in dataclasses.fields(look) if one.name not in ("files", "statics", "pictures")]
    looks = [look.version, *(getattr(look, name) for name in plain)]
    return digest(
        repr(more),
        repr(looks),
        repr([(name, imprint(data)) for name, data in sorted(look.files.items())]),
        repr(sorted(addresses)),
    )


def imprint(value: object) -> bytes:
    """A digest of a plain value or noun: equal digests mean equal values, whichever objects they are made of."""
    return imprints((value,))[0]


def imprints(values: Iterable[object]) -> list[bytes]:
    """The same of each of some values."""
    return [hashlib.blake2b(marshal.dumps(plain(value), 2), digest_size=DIGEST).digest() for value in values]


def plain(value: Any) -> Any:
    """A value of which `marshal` writes the same for equal ones: a noun is a tuple of its class and its fields, which
    begins with a sign that stands nowhere else. It refuses what is neither a noun nor plain."""
    kind = type(value)
    if kind in LEAVES:
        return value
    if kind is tuple:
        return tuple([one if type(one) in LEAVES else plain(one) for one in value])
    if kind is Text:  # most are; what it holds is plain
        return ..., value.variants
    if kind is dict:
        return {name: plain(one) for name, one in value.items()}
    if parts := parts_of(kind):
        name, values = parts
        return ..., name, *[one if type(one) in LEAVES else plain(one) for one in values(value)]
    return (..., value.toordinal()) if kind is datetime.date else value


LEAVES = frozenset((str, int, float, bool, bytes, type(None)))


def parts_by(kind: type) -> tuple[str, Callable[[Any], tuple[Any, ...]]] | None:
    """The name of a noun's class, and what gives the values of its fields; nothing of another class."""
    if not is_noun(kind):
        return None
    return f"{kind.__module__}.{kind.__qualname__}", values_of(one.name for one in dataclasses.fields(kind))


parts_of: Callable[[type], tuple[str, Callable[[Any], tuple[Any, ...]]] | None] = cache(parts_by)
