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
from ogpsite.workers import spread

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

# makers that share what they gather, so that one worker does them
TOGETHER = (
    ("tables", "datapackage", "api", "catalog"),
    ("data", "figures", "charts"),
    ("feeds", "calendars", "search"),
)
Share = range | tuple[str, ...]  # numbers of pages, or names of makers


class Work:
    """Everything that is made of an edition, in shares for several workers."""

    def __init__(self, edition: Edition, theme: Theme, options: Options) -> None:
        self.edition, self.theme, self.options = edition, theme, options
        self.batch = pages.Batch(edition, theme, options)

    def __reduce__(self) -> tuple[type[Work], tuple[Edition, Theme, Options]]:
        return Work, (self.edition, self.theme, self.options)

    def shares(self) -> list[Share]:
        """The longest first, so that no worker is left with one at the end."""
        alone = tuple(name for name in MAKERS if name != "pages" and not any(name in group for group in TOGETHER))
        return [*TOGETHER, *self.batch.shares(), alone]

    def __call__(self, share: Share) -> list[pages.Made] | list[tuple[str, list[Output]]]:
        if isinstance(share, range):
            return self.batch(share)
        return [(name, list(MAKERS[name](self.edition, self.theme, self.options))) for name in share]


def everything(edition: Edition, theme: Theme, options: Options) -> list[Output]:
    """Every output of every maker, in the order of the table. Raises Refused where a template is faulty."""
    work = Work(edition, theme, options)
    theme.prepare({page.template for page, _ in work.batch.pages}, edition.site.languages)
    made: dict[str, list[Output]] = {"pages": []}
    shares = work.shares()
    for share, found in zip(shares, spread(work, shares, options.processes), strict=True):
        if isinstance(share, range):
            made["pages"].extend(work.batch.kept(found))  # type: ignore[arg-type]
        else:
            made.update(found)  # type: ignore[arg-type]
    return [output for name in MAKERS for output in made[name]]
