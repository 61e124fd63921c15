"""The parts of pages that were withdrawn or that moved: their anchors stay, for those who cited them."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.model.facts import Edition
from ogpsite.views.tongue import Tongue, View


def parts(tongue: Tongue, address: str) -> list[View]:
    """The parts of a page that were withdrawn or that moved, by the anchors under which they were cited."""
    found: list[View] = []
    for n, notice in enumerate(tongue.site.settings.notices):
        page, _, anchor = notice.address.partition("#")
        if anchor and page == address:
            words = tongue.say("Withdrawn: {title}", title=tongue.text(notice.title))
            reason = tongue.long(notice.reason, f"withdrawn-{n}")
            found.append({"anchor": anchor, "words": words, "day": tongue.day(notice.on), "reason": reason, "href": ""})
    for old, new in moved_parts(tongue.edition, address):
        words = tongue.say("This part has moved")
        href = tongue.href(new) if new.startswith("/") else new
        found.append({"anchor": old, "words": words, "day": "", "reason": "", "href": href})
    return found


def moved_parts(edition: Edition, address: str) -> Iterator[tuple[str, str]]:
    """Anchors of a page that lead elsewhere by `redirects` of site.yaml."""
    for old, new in edition.site.settings.redirects:
        page, _, anchor = old.partition("#")
        if anchor and page == address:
            yield anchor, new
