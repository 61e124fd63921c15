"""Where links in running text lead: pages and files of the site, other sites, or nowhere."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from ogpsite import prose
from ogpsite.model import kinds, records
from ogpsite.model.checked import Outward
from ogpsite.model.fields import Field, declared
from ogpsite.model.once import apart, lasting, once, passing
from ogpsite.model.site import Site
from ogpsite.model.values import Text, Tree
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, of_field, phrase

OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:|#)", re.I)
WEB = re.compile(r"https?://", re.I)
DISK = re.compile(r"file:|/?[A-Za-z]:[\\/]|\\\\", re.I)


def leads_outside(target: str) -> bool:
    """Whether a link leads to another site, a mailbox, a telephone, or a place on its own page."""
    return bool(OUTSIDE.match(target))


@dataclass(frozen=True, slots=True)
class Places:
    """What a link may lead to: addresses of pages (in no language), files below `content/`, the site's languages."""

    pages: Collection[str]
    files: Collection[str]
    languages: tuple[str, ...] = ()


@once
def files_of(site: Site) -> frozenset[str]:
    """The files below `content/` that pages may lead to or show."""
    return frozenset((*site.files, *site.pictures))


def internal(target: str, origin: str, places: Places) -> tuple[str, str] | None:
    """What a link without a scheme means: ("page", address) or ("file", address); None where it leads nowhere.

    It may be an address of the site (in any of its languages: the reader's own is used), a record's own .md file, or
    a file; relative to the text's file or to content/.
    """
    pages, files = places.pages, places.files
    path, sign, anchor = unquote(target).partition("#")
    tail = f"{sign}{anchor}"
    first, _, rest = path.removeprefix("/").partition("/")
    if path.startswith("/") and first in places.languages:
        path = f"/{rest}"
    if path.startswith("/"):
        slashed = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
        if slashed in pages:
            return "page", slashed + tail
    relative = content_path(path, origin)
    if relative in files:
        return "file", file_address(relative) + tail
    found = kinds.match(f"content/{relative}")
    if found and found.single:
        identifier = kinds.identity(found.kind, found.key, found.parent)
        address = kinds.address(found.kind.name, found.key, identifier, found.parent)
        if address.partition("#")[0] in pages:
            return "page", address + tail if "#" not in address else address
    return None


def content_path(path: str, origin: str) -> str:
    """A path in running text as one below `content/`."""
    folder = posixpath.dirname(origin.removeprefix("content/"))
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)


def file_address(path: str) -> str:
    """The public address of a content file."""
    return f"/files/{quote(path)}"


def captured(site: Site, evidence: records.Evidence) -> datetime.date | None:
    """The day on which a copy of a proof was made, as its editor says; else the day since which it is published."""
    stored = site.files.get(evidence.file.path) if evidence.file else None
    return evidence.captured or (stored.since if stored else None)


@passing
def long_texts(record: records.Record) -> tuple[tuple[str, str, str], ...]:
    """Every Markdown text of a record: path of its field, language, text."""
    if isinstance(record, records.Contribution):
        return ()
    return (*(("body", language, words) for language, words in record.body.variants), *texts_in(record, ""))


def texts_of(everything: Iterable[records.Record]) -> Iterator[str]:
    """Every Markdown text of some records."""
    return (text for record in everything for _, _, text in long_texts(record))


@cache
def holding_texts(type_: type) -> tuple[tuple[str, Field], ...]:
    """The fields of a type that hold Markdown, or groups in which it may stand, by the names of their attributes."""
    return tuple(
        (name, spec) for name, spec in declared(type_) if spec.kind == "prose" or (spec.of and holding_texts(spec.of))
    )


def texts_in(value: Any, path: str) -> list[tuple[str, str, str]]:
    """The Markdown texts of a record or group."""
    found: list[tuple[str, str, str]] = []
    type_: type = type(value)
    for name, spec in holding_texts(type_):
        inner = getattr(value, name)
        if not inner:
            continue
        here = f"{path}.{spec.name}" if path else spec.name
        if spec.kind == "prose" and isinstance(inner, Text):
            found += [(here, language, words) for language, words in inner.variants]
        elif spec.of and isinstance(inner, tuple):
            for n, one in enumerate(inner):
                found += texts_in(one, f"{here}.{getattr(one, 'key', n) if spec.kind == 'map' else n}")
        elif spec.of:
            found += texts_in(inner, here)
    return found


@apart
def targets_in(record: records.Record) -> tuple[tuple[str, str, str], ...]:
    """Every link in the texts of a record that stays inside the site: path of the field, language, target."""
    return tuple((path, language, target) for path, language, text in long_texts(record) for target in inward(text))


def inward(text: str) -> tuple[str, ...]:
    """Every link and picture of a Markdown text that stays inside the site, as written; most texts have none."""
    return tuple(target for target in prose.targets_of(text) if not leads_outside(target))


@lasting
def paths_in(record: records.Record, pictures: bool) -> tuple[str, ...]:
    """The paths below `content/` that links in the texts of a record may mean; with `pictures`, those shown, too."""
    origin = record.meta.place.path
    texts = ((text, inside) for _, _, text in long_texts(record) if (inside := inward(text)))
    found = (one for text, inside in texts for one in inside if pictures or one in prose.links_of(text))
    return tuple(content_path(unquote(target).partition("#")[0], origin) for target in found)


def files_shown(everything: Iterable[records.Record], files: Collection[str]) -> dict[str, records.Record]:
    """The content files that running text shows or links, each with a record that does."""
    return files_in(everything, files, True)


def files_linked(everything: Iterable[records.Record], files: Collection[str]) -> dict[str, records.Record]:
    """The content files that running text links, each with a record that does; pictures that it shows are none."""
    return files_in(everything, files, False)


def files_in(everything: Iterable[records.Record], files: Collection[str], pictures: bool) -> dict[str, records.Record]:
    found: dict[str, records.Record] = {}
    for record in everything:
        for path in paths_in(record, pictures):
            if path in files:
                found.setdefault(path, record)
    return found


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture in running text: its file, how it is written, its words for those who don't see it, its line."""

    path: str
    written: str
    alt: str
    place: Place


def sights(everything: Iterable[records.Record], tree: Tree) -> Iterator[Sight]:
    """Every picture of the site's own files in running text, once for each text that shows it."""
    for record in everything:
        for field, language, target, alt in pictures_in(record):
            path = content_path(unquote(target).partition("#")[0], record.meta.place.path)
            if path in tree.files:
                yield Sight(path, target, alt, place_of(record, field, language, target, tree))


@lasting
def pictures_in(record: records.Record) -> tuple[tuple[str, str, str, str], ...]:
    """Every picture in the texts of a record that no other site has: path of the field, language, target, words."""
    return tuple(
        (path, language, target, alt)
        for path, language, text in long_texts(record)
        if inward(text)
        for target, alt in prose.pictures_of(text)
        if not leads_outside(target)
    )


def broken(everything: Iterable[records.Record], places: Places, tree: Tree) -> Iterator[Problem]:
    """Links in running text that lead nowhere: the words stay, the link goes, and the editor is told."""
    for record in everything:
        for path, language, target in targets_in(record):
            if not internal(target, record.meta.place.path, places):
                yield fault(record, path, language, target, tree)


def dead(everything: Iterable[records.Record], places: Places) -> dict[str, tuple[str, ...]]:
    """The targets in running text that lead nowhere, by the identity of their record."""
    found: dict[str, dict[str, None]] = {}
    for record in everything:
        for _, _, target in targets_in(record):
            if not internal(target, record.meta.place.path, places):
                found.setdefault(record.uid, {})[target] = None
    return {uid: tuple(targets) for uid, targets in found.items()}


def fault(record: records.Record, path: str, language: str, target: str, tree: Tree) -> Problem:
    """A broken link, in the line where it stands."""
    place = place_of(record, path, language, target, tree)
    if DISK.match(target):
        message = phrase("the link {target} leads to a path on somebody's own computer", target=repr(target))
        hint = phrase("put the file beside the record and link to its name, or to its address on the web")
    elif re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
        message = phrase("the link {target} has a form that can't be published", target=repr(target))
        hint = phrase("links begin with https://, mailto:, tel:, or are addresses or files of this site")
    else:
        message = phrase("the link {target} leads nowhere", target=repr(target))
        hint = phrase("it is neither a page of the site, nor a file beside the record or below content/")
    field = phrase("the text") if path == "body" else path
    return Problem(place, "link", of_field(field, message), hint, fatal=False)


def place_of(record: records.Record, path: str, language: str, target: str, tree: Tree) -> Place:
    """The line of a link: in the record's file, or in the translation that holds it."""
    own = record.meta.place.path
    sibling = own.removesuffix(".md") + f".{language}.md"
    for name in dict.fromkeys((sibling, own) if sibling in tree.texts else (own,)):
        start = record.meta.lines.get(f"{path}@{language}") or record.at(path).line if name == own else 1
        for number, line in enumerate(tree.texts.get(name, ()), 1):
            if number >= start and (target in line or target in unquote(line)):
                return Place(name, number)
    return record.at(path)


def outward(site: Site) -> tuple[Outward, ...]:
    """Every link to another site in fields, evidence and running texts, in the order of records.

    The public's own words are no links, and the site's own address is no other site.
    """
    own = f"{site.settings.url.rstrip('/')}/"
    found: dict[tuple[str, str], Outward] = {}
    for record in site.by_uid.values():
        for path, url in (*urls_in(record, ""), *text_urls(record)):
            if not f"{url}/".startswith(own) and (record.meta.kind != "settings" or path != "url"):
                held = Outward(url, record.uid, path, record.at(path), commitment_of(site, record))
                found.setdefault((url, record.uid), held)
    return tuple(found.values())


def urls_in(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The web addresses in the fields of a record or group, with the path of each field."""
    for name, spec in declared(type(value)):
        inner = getattr(value, name)
        here = f"{path}.{spec.name}" if path else spec.name
        if isinstance(inner, str) and spec.kind in ("url", "link", "contact") and WEB.match(inner):
            yield here, inner
        elif isinstance(inner, tuple):
            for n, one in enumerate(inner):
                yield from urls_in(one, f"{here}.{getattr(one, 'key', '') if spec.kind == 'map' else n}")
        else:
            yield from urls_in(inner, here)


def text_urls(record: records.Record) -> Iterator[tuple[str, str]]:
    """The web addresses in running texts."""
    for path, _, text in long_texts(record):
        yield from ((path, target) for target in prose.targets_of(text) if WEB.match(target))


def commitment_of(site: Site, record: records.Record) -> str:
    """The commitment to whose case a record belongs, by its identity; an empty text for none."""
    if record.meta.kind == "commitment":
        return record.uid
    if record.meta.kind in ("progress", "check"):
        return f"commitment:{record.meta.parent}"
    return ""
