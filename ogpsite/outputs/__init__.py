"""The kinds of output, in a table of plain functions: `make(edition, theme, options) -> Iterator[Output]` each."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from ogpsite.locales import SAID
from ogpsite.model.facts import Edition
from ogpsite.model.noted import Told, noted, told
from ogpsite.model.site import Output
from ogpsite.outputs import filling, pages, past, rows
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme

Maker = Callable[[Edition, Theme, Options], Iterator[Output]]


def of(module: str, name: str) -> Callable[..., Any]:
    """A function of a maker's module, which is opened when it is first called: most builds make few outputs anew."""
    return lambda *given: getattr(importlib.import_module(f"ogpsite.outputs.{module}"), name)(*given)


KINDS = (
    *("pages", "data", "figures", "assets", "sitemap", "charts", "search", "tables", "datapackage", "schemas"),
    *("api", "catalog", "feeds", "calendars", "wellknown"),
)
MAKERS: dict[str, Maker] = {name: of(name, "make") for name in KINDS}

# makers that share what they gather, so that one worker does them
TOGETHER = (
    ("tables", "datapackage", "api", "catalog"),
    ("data", "figures", "charts"),
    ("feeds", "calendars", "search"),
)
PARTED = {  # those that make their outputs in parts, and the function that makes one
    "tables": "part",
    "data": "of_record",
    "figures": "part",
    "charts": "part",
    "api": "part",
    "search": "part",
}
PARTS: dict[str, Callable[[Edition], tuple[str, ...]]] = {name: of(name, "parts") for name in PARTED}
OF_PARTS: dict[str, Callable[[Edition, Theme, Options, str], Iterator[Output]]] = {
    name: of(name, function) for name, function in PARTED.items()
}
ALWAYS = frozenset({"pages", "assets"})  # made by pages, and what is copied from the theme
CHECKS = "standards/"  # begins the templates of pages that tell of the self-check
HISTORY = "history"  # the name under which the states on days gone by are kept
ENOUGH = 500  # outputs of makers in a share
Share = Sequence[int | str]  # numbers of pages, and names of makers
Gained = dict[str, dict[str, Any]]  # what a worker used of the shelves that makers keep
# what a worker gives: pages and outputs with their nodes; all nodes; what it used; and the past, if it looked at it
Found = tuple[list[tuple[Any, int]], Told, Gained, past.Past | None]


class Work:
    """Everything that is made of an edition, in shares for several workers."""

    def __init__(self, edition: Edition, theme: Theme, options: Options) -> None:
        self.edition, self.theme, self.options = edition, theme, options
        self.batch = pages.Batch(edition, theme, options)

    def __reduce__(self) -> tuple[type[Work], tuple[Edition, Theme, Options]]:
        return Work, (self.edition, self.theme, self.options)

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What each maker makes in one go: itself, or its parts."""
        others = [name for name in MAKERS if name != "pages"]
        return {
            name: tuple(f"{name}/{one}" for one in PARTS[name](self.edition)) if name in PARTS else (name,)
            for name in others
        }

    def shares(self, numbers: list[int], makers: Collection[str], anew: Sequence[str] = ()) -> list[Share]:
        """Pages and makers in shares; the longest first, so that no worker is left with one at the end.

        Who makes the tables makes their rows before, where these are made `anew`, and the page that tells of them; who
        makes the figures makes the pages of the self-check, so that nobody else has to find that.
        """
        alone = tuple(name for name in MAKERS if name != "pages" and not any(name in group for group in TOGETHER))
        wanted = frozenset(makers)
        data, figures, *others = (
            [one for name in group for one in self.names[name] if one in wanted] for group in (*TOGETHER, alone)
        )
        telling = [n for n in numbers if data and self.batch.pages[n][0].template == rows.PAGE]
        checks = [n for n in numbers if figures and self.batch.pages[n][0].template.startswith(CHECKS)]
        groups: list[Share] = [[*(anew if data else ()), *data, *telling]]
        longer: list[Share] = [[*figures, *checks], *others]
        groups += [one[n : n + ENOUGH] for one in longer for n in range(0, len(one), ENOUGH)]
        left = sorted({*numbers}.difference(telling, checks))
        return [*filter(None, groups), *self.batch.shares(left)]

    def __call__(self, share: Share) -> Found:
        made: list[tuple[Any, int]] = []
        looked = past.is_open(self.edition)
        if HISTORY in share:  # stands alone in its share, and is given beside what was made
            dict(self.edition.history)
            share = ()
        for unit in (unit for one in share for unit in rows.units(self.edition, one)):
            found, node = noted(partial(self.made, unit))
            made.append((found, node.number if node else -1))
        from ogpsite.outputs import assets, search, tables

        gained = self.options.memory.gained(tables.SHEETS, assets.DRAWN, search.TEXTS, SAID)
        return made, told(), gained, past.known(self.edition) if looked else None

    def made(self, one: int | str) -> Any:
        """A page by its number, or a maker's name with its outputs, as they wait for the disk; or rows."""
        if isinstance(one, int):
            return self.batch.made(one)
        if rows.are_meant(one):
            return one, rows.made(self.edition, one)
        outputs = self.outputs(one)
        return one, [*map(self.batch.waiting, outputs)], filling.places_of(outputs)

    def outputs(self, name: str) -> list[Output]:
        """What a maker, or a part of it, makes."""
        maker, sign, part = name.partition("/")
        if sign:
            return list(OF_PARTS[maker](self.edition, self.theme, self.options, part))
        return list(MAKERS[maker](self.edition, self.theme, self.options))
