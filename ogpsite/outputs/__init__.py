"""The kinds of output, in a table of plain functions: `make(edition, theme, options) -> Iterator[Output]` each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import assets, data, pages, redirects, sitemap
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme

Maker = Callable[[Edition, Theme, Options], Iterator[Output]]

MAKERS: dict[str, Maker] = {
    "pages": pages.make,
    "data": data.make,
    "assets": assets.make,
    "redirects": redirects.make,
    "sitemap": sitemap.make,
}
