"""The kinds of output, in a table of plain functions: `make(edition, theme, options) -> Iterator[Output]` each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import (
    api,
    assets,
    calendars,
    catalog,
    charts,
    data,
    datapackage,
    feeds,
    figures,
    pages,
    schemas,
    search,
    sitemap,
    tables,
    wellknown,
)
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme

Maker = Callable[[Edition, Theme, Options], Iterator[Output]]

MAKERS: dict[str, Maker] = {
    "pages": pages.make,
    "data": data.make,
    "figures": figures.make,
    "assets": assets.make,
    "sitemap": sitemap.make,
    "charts": charts.make,
    "search": search.make,
    "tables": tables.make,
    "datapackage": datapackage.make,
    "schemas": schemas.make,
    "api": api.make,
    "catalog": catalog.make,
    "feeds": feeds.make,
    "calendars": calendars.make,
    "wellknown": wellknown.make,
}
