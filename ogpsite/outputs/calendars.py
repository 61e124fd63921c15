"""Calendars (iCalendar, RFC 5545): meetings, deadlines, due dates; for the site, each plan, organisation, commitment.

All are whole days, as the content has no hours: they lie on the same day in every time zone. Identities hold no
words, and stamps come from the content, so that a calendar changes only where the content did.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import listing
from ogpsite.outputs.options import Options
from ogpsite.tables import cells
from ogpsite.theme import Theme
from ogpsite.views import dates, follow
from ogpsite.views.tongue import Tongue

WIDTH = 75  # octets on a line (RFC 5545, 3.1)
# what a calendar without a day holds, because it must hold something (RFC 5545, 3.6)
NO_EVENT = (
    "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
    "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`calendar.ics` for the site, and beside the pages of plans, organisations and commitments that have days."""
    addresses = frozenset(page.address for page in listing.all_pages(edition))
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), addresses)
        events = ((written(event(tongue, one)), one.concerned) for one in dates.all_dates(tongue))
        by_subject = follow.by_subject(events)
        for uid, address, title in subjects(tongue):
            own = by_subject.get(uid)
            if own and follow.has_calendar(edition, uid):
                path = f"{tongue.href(address)}{follow.CALENDAR}".lstrip("/")
                yield Output(path, calendar(tongue, f"{tongue.href(address)}{follow.CALENDAR}", title, own))


def subjects(tongue: Tongue) -> Iterator[tuple[str, str, str]]:
    """Identity, address and name of everything that has a calendar."""
    yield follow.WHOLE, "/", str(tongue.text(tongue.site.settings.title))
    for address, record in follow.subjects(tongue.edition):
        if record.meta.kind in follow.CALENDARS:
            yield record.uid, address, str(tongue.title(record))


def written(lines: Iterable[str]) -> str:
    """Lines as they stand in the file."""
    return "".join([f"{line if len(line) <= WIDTH and line.isascii() else folded(line)}\r\n" for line in lines])


def calendar(tongue: Tongue, address: str, title: str, events: Iterable[str]) -> bytes:
    """A calendar, which programs are asked to look at once a day."""
    settings = tongue.site.settings
    base = settings.url.rstrip("/")
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//ogpsite//calendar//{tongue.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        f"X-WR-TIMEZONE:{escaped(settings.timezone or 'UTC')}",
        f"URL:{base}{address.removesuffix(follow.CALENDAR)}",
        f"SOURCE;VALUE=URI:{base}{address}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    )
    return f"{written(head)}{''.join(events)}END:VCALENDAR\r\n".encode()


def event(tongue: Tongue, one: dates.Date) -> Iterable[str]:
    """A day as an event that takes nobody's time."""
    url, said, stamp = tongue.site.settings.url, f"LANGUAGE={tongue.language}", compact(one.stamp)
    ends = one.day < datetime.date.max
    return (
        "BEGIN:VEVENT",
        f"UID:{one.key}@{place_of(url)}",
        f"DTSTAMP:{stamp}T120000Z",
        f"LAST-MODIFIED:{stamp}T120000Z",
        f"DTSTART;VALUE=DATE:{compact(one.day)}",
        *((f"DTEND;VALUE=DATE:{compact(one.day + datetime.timedelta(days=1))}",) if ends else ()),
        f"SUMMARY;{said}:{escaped(one.summary)}",
        *((f"DESCRIPTION;{said}:{escaped(chr(10).join(one.lines))}",) if one.lines else ()),
        *((f"LOCATION;{said}:{escaped(one.place)}",) if one.place else ()),
        f"CATEGORIES;{said}:{escaped(one.kind)}",
        f"URL:{url.rstrip('/')}{one.href}",
        f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


@lru_cache(maxsize=16)
def place_of(url: str) -> str:
    """Host and path of a site, as they stand in the identity of its events."""
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path.rstrip('/')}"


def compact(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text as a value: backslashes, semicolons, commas and line ends escaped (RFC 5545, 3.3.11)."""
    plain = cells.plain(text).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never inside a character."""
    data = line.encode()
    pieces, start, room = [], 0, WIDTH
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(data[start:end].decode())
        start, room = end, WIDTH - 1  # the next line begins with a blank
    return "\r\n ".join((*pieces, data[start:].decode()))
