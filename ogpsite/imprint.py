"""What a build is made from, as digests: each field of each record, and everything else as one."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping

from ogpsite.memory.readings import imprint
from ogpsite.memory.shelves import digest
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.fields import EMPTY
from ogpsite.model.noted import APART_SIGN, read_field
from ogpsite.model.site import Site

KEPT = f"{APART_SIGN}imprint"
WHOLE = "*"  # stands for all fields of a record
BLANK: tuple[object, ...] = (None, (), "", False, EMPTY)


def of_records(written: Iterable[records.Record], site: Site) -> Mapping[str, bytes]:
    """The digest of every field that holds something, by `uid.field`.

    `written` are the records before what isn't public was taken out of them: days gone by are made from these.
    """
    found: dict[str, bytes] = {}
    known: dict[str, records.Record] = {}
    for record in (*written, *site.by_uid.values()):
        other = known.get(record.uid)
        if other is None:
            known[record.uid] = record
            found.update(of_record(record))
        elif other is not record:
            for name, made in of_record(record).items():
                before = found.get(name)
                found[name] = made if before is None or before == made else before + made
    return found


def of_record(record: records.Record) -> Mapping[str, bytes]:
    """The digest of every field of a record that holds something, kept with it for later builds."""
    kept = vars(record)
    found: dict[str, bytes] | None = kept.get(KEPT)
    if found is None:
        found = kept[KEPT] = {}
        for one in dataclasses.fields(record):
            value = getattr(record, one.name)
            if one.name == "meta" or value is EMPTY or (not value and value in BLANK):
                continue
            found[f"{record.uid}.{one.name}"] = imprint(value)
        found[f"{record.uid}.{WHOLE}"] = hashlib.blake2b(repr(found).encode(), digest_size=12).digest()
    return found


def of_whole(record: records.Record) -> bytes:
    """The digest of all fields of a record; who makes something by it has read the whole record."""
    read_field(f"{record.uid}.{WHOLE}")
    return of_record(record)[f"{record.uid}.{WHOLE}"]


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
