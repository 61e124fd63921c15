"""What stands at addresses whose records are gone: what it was, when it was withdrawn, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Tongue, View

TEMPLATE = "withdrawn.html"


def notices(edition: Edition, taken: Collection[str] = ()) -> Iterator[tuple[str, int]]:
    """Every page of a notice, with its number: the address that was withdrawn, and those of the ledger below it that
    aren't `taken`.

    A file's notice lies in a folder of its name, so that every host answers with a page.
    """
    settings = edition.site.settings
    whole = {notice.address: n for n, notice in enumerate(settings.notices) if "#" not in notice.address}
    below = (row.address for row in edition.ledger if "#" not in row.address and row.since <= edition.site.day)
    seen: set[str] = set()
    for address in (*whole, *sorted(below)):
        holder = nearest(address, whole)
        own = address if address.endswith("/") else f"{address}/"
        if holder and own not in seen and own not in taken:
            seen.add(own)
            yield own, whole[holder]


def nearest(address: str, withdrawn: Collection[str]) -> str:
    """The withdrawn address that covers an address: itself, or the nearest above it; an empty text for none."""
    slashed = address if address.endswith("/") else f"{address}/"
    found = [one for one in withdrawn if slashed.startswith(one if one.endswith("/") else f"{one}/")]
    return max(found, key=len, default="")


def page(tongue: Tongue, address: str, notice: records.Notice) -> View:
    """The page of a notice."""
    title = tongue.text(notice.title)
    view = {
        "title": title,
        "day": tongue.day(notice.on),
        "reason": tongue.long(notice.reason, "reason"),
        "part_of": "" if own_address(notice) == address else tongue.href(own_address(notice)),
    }
    words = tongue.say("Withdrawn: {title}", title=title)
    return view | shell(tongue, Frame(words, address, str(words), turning=False))


def own_address(notice: records.Notice) -> str:
    return notice.address if notice.address.endswith("/") else f"{notice.address}/"
