"""Old addresses that lead to new ones: aliases of records, and `redirects` of site.yaml."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import pages
from ogpsite.outputs.options import Options
from ogpsite.problems import Place, Problem
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """A small page at each old address."""
    language = edition.site.languages[0]
    for old, new, place in old_addresses(edition):
        address = whole(old)
        view = {"target": new, "lang": language, "dir": theme.words(language).direction}
        html = theme.render("redirect.html", view, language, place)
        yield Output(pages.path_of(address), pages.with_relative_links(html, address, options.offline).encode())


def old_addresses(edition: Edition) -> Iterator[tuple[str, str, Place]]:
    """Every old address with the new one."""
    for record in edition.site.by_uid.values():
        for alias in record.aliases:
            yield alias, kinds.address_of(record), record.at("aliases")
    for old, new in edition.site.settings.redirects:
        yield old, new, edition.site.settings.at(f"redirects.{old}")


def whole(address: str) -> str:
    """An address with the `/` at its end, unless it names a file."""
    return address if address.endswith("/") or "." in address.rpartition("/")[2] else f"{address}/"


def collisions(edition: Edition, addresses: Collection[str]) -> Iterator[Problem]:
    """Old addresses that are still those of pages, or lead to two places, or to none."""
    seen: dict[str, Place] = {}
    for old, _, place in old_addresses(edition):
        address = whole(old)
        first = seen.setdefault(address, place)
        if address in addresses:
            message = f"the old address {old} is that of a page of this site"
            yield Problem(place, "collision", message, "take it out, or rename the page that is there")
        elif first is not place:
            message = f"the old address {old} would lead to two places"
            yield Problem(place, "collision", message, "keep one of them", other=first)
    for old, new in edition.site.settings.redirects:
        target = whole(new.partition("#")[0])
        language, _, rest = target.removeprefix("/").partition("/")
        there = target in addresses or (language in edition.site.languages and f"/{rest}" in addresses)
        if new.startswith("/") and not there and not new.startswith("/files/"):
            place = edition.site.settings.at(f"redirects.{old}")
            message = f"the old address {old} leads to {new}, which the site doesn't have"
            yield Problem(place, "settings", message, "correct the new address", fatal=False)
