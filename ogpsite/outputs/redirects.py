"""Old addresses that lead to new ones: aliases of records, and `redirects` of site.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import pages
from ogpsite.outputs.options import Options
from ogpsite.problems import Place
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """A small page at each old address."""
    language = edition.site.languages[0]
    for old, new, place in old_addresses(edition):
        view = {"target": new, "lang": language, "dir": theme.words(language).direction}
        html = theme.render("redirect.html", view, language, place)
        address = old if old.endswith("/") or "." in old.rpartition("/")[2] else f"{old}/"
        yield Output(pages.path_of(address), pages.with_relative_links(html, address, options.offline).encode())


def old_addresses(edition: Edition) -> Iterator[tuple[str, str, Place]]:
    """Every old address with the new one."""
    for record in edition.site.by_uid.values():
        for alias in record.aliases:
            yield alias, kinds.address_of(record), record.at("aliases")
    for old, new in edition.site.settings.redirects:
        yield old, new, edition.site.settings.at("redirects")
