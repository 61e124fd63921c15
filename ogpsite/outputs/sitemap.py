"""The map of the site for machines: sitemap.xml with every page in every language, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.model import kinds
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import listing
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.views import withdrawn
from ogpsite.xmlwords import escape, quoteattr


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    base = edition.site.settings.url.rstrip("/")
    updated = {
        kinds.address_of(edition.site.by_uid[uid]): day
        for uid, day in edition.facts.updated.items()
        if uid in edition.site.by_uid
    }
    entries = [
        entry(edition, base, page.address, language, str(updated.get(page.address, "")))
        for page in listing.all_pages(edition)
        if page.address.endswith("/") and page.template != withdrawn.TEMPLATE
        for language in edition.site.languages
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    xml = f'{head} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(entries)}</urlset>\n'
    yield Output("sitemap.xml", xml.encode())
    yield Output("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode())


def entry(edition: Edition, base: str, address: str, language: str, day: str) -> str:
    """A page in one language, with its siblings in the others."""
    default = edition.site.languages[0]

    def href(code: str) -> str:
        return f"{base}{address if code == default else f'/{code}{address}'}"

    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(href(code))}/>'
        for code in edition.site.languages
    )
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(href(language))}</loc>{modified}{others}</url>\n"
