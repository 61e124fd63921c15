"""The ledger: which addresses a build publishes, joined with those that earlier builds published."""

from __future__ import annotations

import csv
import dataclasses
import io
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from ogpsite.model import kinds, manifest, records
from ogpsite.model.facts import Edition
from ogpsite.model.ledger import COLUMNS, EVERY, Address, Ledger
from ogpsite.model.site import Output
from ogpsite.permanence.moves import Moves, parts

FILES = ("files/", "api/", "schemas/", ".well-known/")  # folders whose files are cited, though no page lies above them
LEFT_OUT = ("assets/", "404.html", "robots.txt", "sitemap.xml", "manifest-sha256.txt")
PARTS = ("/search/",)  # pages whose files are theirs alone
ROOT_FILES = ("index.json", "feed.xml", "feed.json", "calendar.ics", "openapi.json")


def published(edition: Edition, outputs: Iterable[Output], moves: Moves) -> Iterator[Address]:
    """Every address of this build, pages with the files beside them. Answers to old addresses are none of them."""
    day, first = edition.site.day, edition.site.languages[0]
    holders = {kinds.address_of(one): one for one in edition.site.by_uid.values() if one.meta.kind != "settings"}
    pages: dict[str, dict[str, None]] = {}
    beside: dict[str, dict[str, dict[str, None]]] = {}
    everything = {output.path for output in outputs}
    paths = sorted(
        path
        for path in everything
        if not moves.language(f"/{path}")[1][1:].startswith(LEFT_OUT) and not is_packed_copy(path, everything)
    )
    for path in paths:
        language, address = moves.language(f"/{path.removesuffix('index.html')}")
        if path.endswith("index.html") and moves.is_there(f"/{path.removesuffix('index.html')}"):
            pages.setdefault(address, {})[language] = None
    for path in paths:
        if path.endswith(".html"):
            continue
        language, address = moves.language(f"/{path}")
        if address.startswith(PARTS):
            continue
        folder, name = f"{posixpath.dirname(address).rstrip('/')}/", posixpath.basename(address)
        if folder in pages and (folder != "/" or name in ROOT_FILES):
            beside.setdefault(folder, {}).setdefault(name, {})[language] = None
        elif path.startswith(FILES):
            found = edition.site.files.get(unquote(path.removeprefix("files/"))) if path.startswith("files/") else None
            yield Address(f"/{path}", since=day, sha256=found.sha256 if found else "")
    for address, languages in pages.items():
        forms = tuple(
            f"{name}{EVERY}" if set(codes) != {first} else name for name, codes in beside.get(address, {}).items()
        )
        record = holders.get(address)
        yield Address(address, tuple(languages), forms, record.uid if record else "", title_of(edition, record), day)
    for address, identity, title in parts(edition):
        if address.partition("#")[0] in pages:
            yield Address(address, (), (), identity, title, day)


def is_packed_copy(path: str, everything: Collection[str]) -> bool:
    """Whether a file is another one, packed for faster delivery: hosts send it at the address of that other one."""
    return any(path.endswith(end) and path.removesuffix(end) in everything for end in manifest.PACKED)


def title_of(edition: Edition, record: records.Record | None) -> str:
    """What a record is called; nothing for the words of the public, who may take them back."""
    if record is None or record.meta.kind == "contribution":
        return ""
    for name in ("title", "name", "label"):
        if text := getattr(record, name, None):
            return " ".join(str(text.best(*edition.site.languages)[1]).split())
    return ""


def joined(old: Ledger, new: Iterable[Address]) -> Ledger:
    """What was published before and what is now, by address. Nothing is ever taken away."""
    found = {row.address: row for row in old}
    for row in new:
        before = found.get(row.address)
        found[row.address] = merged(before, row) if before else row
    return tuple(found[address] for address in sorted(found))


def merged(before: Address, now: Address) -> Address:
    """A line with what is known now: languages and forms of both, the earlier day."""
    languages = tuple(sorted({*before.languages, *now.languages}))
    forms = {*before.forms, *now.forms}
    forms -= {form.removesuffix(EVERY) for form in forms if form.endswith(EVERY)}
    since = min(before.since, now.since)
    return dataclasses.replace(
        now,
        languages=languages,
        forms=tuple(sorted(forms)),
        since=since,
        record=now.record or before.record,
        title=now.title or before.title,
        sha256=now.sha256 or before.sha256,
    )


def as_text(rows: Ledger) -> str:
    """The ledger as it stands in its file, one address on each line, so that two versions of it merge."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        words: Mapping[str, str] = {
            "address": row.address,
            "languages": " ".join(sorted(row.languages)),
            "forms": " ".join(sorted(row.forms)),
            "record": row.record,
            "title": row.title,
            "since": row.since.isoformat(),
            "sha256": row.sha256,
        }
        writer.writerow([words[name] for name in COLUMNS])
    return stream.getvalue()
