"""Feeds: what changed, in words, for the whole site and for each record that can be followed, in every language.

Atom (RFC 4287) everywhere, and JSON Feed for the whole site. Identities are tag URIs (RFC 4151) that hold no words;
days come from the content, never from the clock, so that a feed changes only where the content did.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from ogpsite import jsonwords
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Output
from ogpsite.outputs import listing
from ogpsite.outputs.options import Options
from ogpsite.tables import cells
from ogpsite.theme import Theme
from ogpsite.views import bodies, entries, follow
from ogpsite.views.tongue import Tongue
from ogpsite.xmlwords import escape, quoteattr

NEWEST = 100  # entries in a feed
FOUNDED = entries.FOUNDED  # the day in every tag URI, and of feeds in which nothing happened yet
Listed = list[tuple[entries.Entry, frozenset[str]]]


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`feed.xml` beside every page that can be followed; `feed.xml` and `feed.json` for the site."""
    addresses = frozenset(page.address for page in listing.all_pages(edition))
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), addresses)
        listed = listed_in(tongue)
        site_title = str(tongue.text(edition.site.settings.title))
        by_subject = follow.by_subject(((entry.day, atom_entry(tongue, entry)), whom) for entry, whom in listed)
        whole = [entry for entry, _ in listed][:NEWEST]
        yield Output(path(tongue, "/", follow.JSON_FEED), json_feed(tongue, site_title, whole))
        for uid, address, title in subjects(tongue):
            own = by_subject.get(uid, [])[:NEWEST]
            title = f"{title} – {site_title}" if uid else title
            yield Output(path(tongue, address, follow.FEED), atom(tongue, address, title, own))


def listed_in(tongue: Tongue) -> Listed:
    """Every entry with those whom it concerns, the newest first; one for each identity."""
    found: dict[str, tuple[entries.Entry, frozenset[str]]] = {}
    for change in tongue.facts.changes:
        concerned = follow.concerned(tongue.edition, change)
        if concerned:
            entry = entries.entry(tongue, change)
            found.setdefault(entry.key, (entry, concerned))
    gone = [entries.notice(tongue, one) for one in tongue.site.settings.notices if one.on <= tongue.site.day]
    found |= {entry.key: (entry, frozenset({follow.WHOLE})) for entry in gone}
    return sorted(found.values(), key=lambda one: -one[0].day.toordinal())


def subjects(tongue: Tongue) -> Iterator[tuple[str, str, str]]:
    """Identity, address and title of everything that has a feed; the site first."""
    yield follow.WHOLE, "/", str(tongue.text(tongue.site.settings.title))
    for address, record in follow.subjects(tongue.edition):
        yield record.uid, address, str(tongue.title(record))
    for key in bodies.policy_area_keys(tongue.edition):
        title = str(tongue.policy_area(key)["title"])
        yield f"{follow.AREA}{key}", follow.area_address(key), title


def path(tongue: Tongue, address: str, name: str) -> str:
    return f"{tongue.href(address)}{name}".lstrip("/")


def tag(settings: records.Settings, key: str) -> str:
    """The identity of something of this site, the same for ever."""
    return f"{authority(settings.url)}{quote(key, safe='/:@~')}"


@lru_cache(maxsize=16)
def authority(url: str) -> str:
    """How every identity of a site begins."""
    parts = urlsplit(url)
    return f"tag:{parts.hostname},{FOUNDED.year}:{quote(parts.path.strip('/'), safe='/')}/"


def moment(day: datetime.date) -> str:
    """A day as a moment: its noon, so that it is the same day in nearly every time zone."""
    return f"{day.isoformat()}T12:00:00Z"


def escaped(words: str) -> str:
    """Words in XML."""
    return escape(cells.plain(words))


def attribute(words: str) -> str:
    return quoteattr(cells.plain(words))


def atom(tongue: Tongue, address: str, title: str, found: Sequence[tuple[datetime.date, str]]) -> bytes:
    """An Atom feed of entries, each with its day. Its identity is that of the page in this language."""
    settings = tongue.site.settings
    base = settings.url.rstrip("/")
    page, own = f"{base}{tongue.href(address)}", f"{base}{tongue.href(address)}{follow.FEED}"
    updated = max((day for day, _ in found), default=FOUNDED)
    others = [code for code in tongue.site.languages if code != tongue.language]
    siblings = "".join(
        f'<link rel="alternate" type="application/atom+xml" hreflang="{code}" '
        f"href={attribute(f'{base}{in_language(tongue, code, address)}{follow.FEED}')}/>\n"
        for code in others
    )
    _, name, licence = licence_of(settings.licence)
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{tongue.language}">\n'
        f"<id>{escaped(tag(settings, f'{tongue.language}{address}'))}</id>\n<title>{escaped(title)}</title>\n"
        f'<link rel="self" type="application/atom+xml" href={attribute(own)}/>\n'
        f'<link rel="alternate" type="text/html" hreflang="{tongue.language}" href={attribute(page)}/>\n{siblings}'
        f"<updated>{moment(updated)}</updated>\n"
        f"<author><name>{escaped(publisher(tongue))}</name><uri>{escaped(settings.url)}</uri></author>\n"
        f"<rights>{escaped(licence or name)}</rights>\n<generator>ogpsite</generator>\n"
    )
    return f"{head}{''.join(text for _, text in found)}</feed>\n".encode()


def in_language(tongue: Tongue, code: str, address: str) -> str:
    return address if code == tongue.default else f"/{code}{address}"


def publisher(tongue: Tongue) -> str:
    """Who speaks: the lead agency, else the member."""
    agency = tongue.link(tongue.site.settings.lead_agency)
    return str(agency["title"] if agency else tongue.text(tongue.site.settings.country))


def atom_entry(tongue: Tongue, entry: entries.Entry) -> str:
    """An entry: what changed, as paragraphs."""
    base = tongue.site.settings.url.rstrip("/")
    html = "".join(f"<p>{escaped(line)}</p>" for line in entry.lines)
    content = f'<content type="html">{escape(html)}</content>\n' if html else ""
    address = f"{base}{entry.href}" if entry.href.startswith("/") else entry.href
    return (
        f"<entry>\n<id>{escaped(tag(tongue.site.settings, f'{tongue.language}/{entry.key}'))}</id>\n"
        f"<title>{escaped(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href={attribute(address)}/>\n'
        f"<published>{moment(entry.day)}</published>\n<updated>{moment(entry.day)}</updated>\n"
        f"<category term={attribute(entry.kind)}/>\n{content or f'<summary>{escaped(entry.title)}</summary>' + chr(10)}"
        f"</entry>\n"
    )


def json_feed(tongue: Tongue, title: str, found: Iterable[entries.Entry]) -> bytes:
    """The same as JSON Feed 1.1."""
    settings = tongue.site.settings
    base = settings.url.rstrip("/")
    feed: Mapping[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": f"{base}{tongue.href('/')}",
        "feed_url": f"{base}{tongue.href('/')}{follow.JSON_FEED}",
        "description": str(tongue.text(settings.description)) or title,
        "language": tongue.language,
        "authors": [{"name": publisher(tongue), "url": settings.url}],
        "items": [json_item(tongue, base, entry) for entry in found],
    }
    return f"{jsonwords.written(feed)}\n".encode()


def json_item(tongue: Tongue, base: str, entry: entries.Entry) -> Mapping[str, Any]:
    return {
        "id": tag(tongue.site.settings, f"{tongue.language}/{entry.key}"),
        "url": f"{base}{entry.href}" if entry.href.startswith("/") else entry.href,
        "title": cells.plain(entry.title),
        "content_text": cells.plain("\n\n".join(entry.lines)) or cells.plain(entry.title),
        "date_published": moment(entry.day),
        "date_modified": moment(entry.day),
        "tags": [entry.kind],
    }
