"""The kinds of output, in a table of plain functions: `make(edition, theme, options) -> Iterator[Output]` each."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property, partial
from typing import Any

from ogpsite import derive, imprint
from ogpsite.memory.readings import NAME, Readings
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model import today
from ogpsite.model.facts import Edition
from ogpsite.model.noted import APART, PLACES, SPACE, STRIDE, Node, Told, apart_key, fact_key, forget, noted, told
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs import filling, listing, pages, past, rows
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.workers import beside, spread

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
HISTORY = "history"  # the name under which the states on days gone by are kept
MANY = 50  # pages from which on all facts are made before, so that workers share them
MOST = 8  # so much of a large site's pages, one in so many, must be made for that
# records up to which it doesn't pay to begin workers for few pages, whatever else there is, nor one for the past
SMALL = 500
ENOUGH = 500  # outputs of makers in a share
Share = Sequence[int | str]  # numbers of pages, and names of makers
Gained = dict[str, dict[str, Any]]  # what a worker used of the shelves that makers keep
Back = Callable[[], tuple[past.Past | None, Told]]  # gives the days gone by, with what was read for them
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

        Who makes the tables makes their rows before, where these are made `anew`, and the page that tells of them.
        """
        alone = tuple(name for name in MAKERS if name != "pages" and not any(name in group for group in TOGETHER))
        wanted = frozenset(makers)
        data, *others = (
            [one for name in group for one in self.names[name] if one in wanted] for group in (*TOGETHER, alone)
        )
        telling = [n for n in numbers if data and self.batch.pages[n][0].template == rows.PAGE]
        found: list[Share] = [[*(anew if data else ()), *data, *telling]]
        found += [group[n : n + ENOUGH] for group in others for n in range(0, len(group), ENOUGH)]
        return [*filter(None, found), *self.batch.shares([n for n in numbers if n not in telling])]

    def __call__(self, share: Share) -> Found:
        made: list[tuple[Any, int]] = []
        looked = past.is_open(self.edition)
        for unit in (unit for one in share for unit in rows.units(self.edition, one)):
            found, node = noted(partial(self.made, unit))
            made.append((found, node.number if node else -1))
        from ogpsite.outputs import assets, search, tables

        gained = self.options.memory.gained(tables.SHEETS, assets.DRAWN, search.TEXTS)
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


def recalled(edition: Edition, memory: Memory) -> None:
    """Opens what the outputs of the last build read, as far as it is still good, and the list of pages with it."""
    rest, fields = imprint.of_the_rest(edition), imprint.of_records(edition.written, edition.site)
    memory.readings = Readings(memory.shelf(NAME), rest, fields, partial(agrees, edition), PLACES, STRIDE)
    listing.recall(edition, memory.readings)
    for name in derive.WHOLE:
        recall_fact(edition, memory.readings, name)


def recall_fact(edition: Edition, readings: Readings, name: str) -> None:
    """Gives an edition a fact that an earlier build made as a whole: days, by the identity of records."""
    known: dict[str, int] | None = readings.known(f"+{name}", "")
    if known is not None:
        node = Node()
        readings.recalled(f"+{name}", node.number)
        found = {uid: datetime.date.fromordinal(day) for uid, day in known.items()}
        getattr(edition.facts, name).made = (found, node)


def agrees(edition: Edition, name: str) -> bool:
    """Whether what a function made of a record is what it makes now, of what is written and of what is public.

    And whether what was read of the day is still so.
    """
    if name.startswith(today.SIGN):
        return not today.is_other(name, edition.site.day)
    function, uid, _ = name[1:].split(SPACE)
    if name.startswith("+"):
        return fact_key(function, uid, getattr(edition.facts, function).get(uid)) == name
    found = [one for one in (*edition.written, *filter(None, [edition.site.by_uid.get(uid)])) if one.uid == uid]
    return function in APART and {apart_key(function, uid, APART[function](one)) for one in found} == {name}


class Before:
    """What earlier builds made that is still good, as far as memory reaches: pages and the outputs of makers."""

    def __init__(self, work: Work) -> None:
        self.work, self.options = work, work.options
        edition, more = work.edition, (work.theme.name, str(self.options.offline))
        self.readings = self.options.memory.readings
        self.looks = imprint.of_looks(edition, work.batch.addresses, *more) if self.readings else ""
        self.words = digest(work.theme.words_mark(edition.site.languages), self.looks) if self.readings else ""
        self.recall_history()
        self.rows = rows.Rows(edition, self.options.memory, self.readings, self.looks) if self.readings else None
        self.remade: dict[str, dict[str, Output]] = {}
        self.marks: dict[tuple[str, str], str] = {}
        self.blanks = filling.Blanks(filling.day_of(edition), self.options.read)
        batch = work.batch
        self.pages = {n: batch.spooled(one) for n in range(len(batch.pages)) if (one := self.page(n))}
        names = (one for found in work.names.values() for one in found)
        self.makers = {name: found for name in names if (found := self.maker(name)) is not None}

    def is_held(self, path: str, sha256: str, size: int) -> bool:
        """Whether the bytes of a file are where they are wanted."""
        return self.options.held is None or self.options.held.get(path) == (sha256, size)

    def page(self, number: int) -> pages.Made | None:
        """A page that needn't be made."""
        if self.readings is None:
            return None
        path = self.work.batch.path(number)
        key: str | None = self.readings.known(path, self.mark(number))
        return self.work.batch.known(number, key) if key else None

    def mark(self, number: int) -> str:
        """The digest of what a page is made by, beside the records: one for all pages of a template in a language."""
        page, language = self.work.batch.pages[number]
        found = self.marks.get((page.template, language))
        if found is None:
            found = digest(self.work.theme.mark(page.template, language), self.looks)
            self.marks[page.template, language] = found
        return found

    def maker(self, name: str) -> list[Output] | None:
        """The outputs of a maker that needn't make them."""
        known = self.readings.known(name, self.words) if self.readings and name not in ALWAYS else None
        if known is None or not all(self.is_held(*one[:3]) for one in known):
            return None
        found = self.blanks.renewed(known, self.options.held is None)
        if found is None:
            return None
        if found[0] != known and self.readings:
            self.readings.renew(name, found[0])
        outputs = [
            found[1].get(path) or Remembered(path, sha256, size, partial(self.data, name, path))
            for path, sha256, size, *_ in found[0]
        ]
        if not found[1]:  # no bytes wait
            return outputs
        return list(self.work.batch.spooled((name, [*map(self.work.batch.waiting, outputs)]))[1])

    def data(self, name: str, path: str) -> bytes:
        """The bytes of an output that was remembered, where they are needed after all."""
        if name not in self.remade:
            self.remade[name] = {output.path: output for output in self.work.outputs(name)}
        return self.remade[name][path].data

    def learn(self, nodes: Told) -> None:
        if self.readings:
            self.readings.learn(nodes)

    def keep(self, found: list[tuple[Any, int]]) -> None:
        """Keeps what was made, with what was read for it."""
        for made, node in found if self.readings else ():
            assert self.readings
            assert self.rows
            if isinstance(made[0], int):
                number, key, _, _ = made
                self.readings.keep(self.work.batch.path(number), self.mark(number), node, key)
            elif rows.are_meant(made[0]):
                self.rows.keep(made[0], made[1], node)
            elif made[0] not in ALWAYS and not any(output.copy_of for output in made[1]):
                prints = [(one.path, one.sha256, one.size) for one in made[1]]
                self.readings.keep(made[0], self.words, node, self.blanks.with_places(prints, made[2]))

    def rows_to_be_made(self, missing: Collection[str]) -> tuple[str, ...]:
        """The units of the rows of all tables, where somebody needs them and none are known."""
        return self.rows.to_be_made() if self.rows and are_for_tables(missing) else ()

    def ready(self, todo: Collection[int], missing: Collection[str], anew: bool, history: Back | None) -> None:
        """Makes what many pages or makers need before workers begin, each of which would make it.

        `anew`: the rows of the tables are made by who makes the tables; `history`: who looks back already.
        """
        work, edition = self.work, self.work.edition
        many = len(todo) > max(MANY, len(work.batch.pages) // MOST)
        work.theme.prepare({work.batch.pages[number][0].template for number in todo}, edition.site.languages)
        # of a large site the days gone by fill the memory of who looks at them, and with it that of all workers
        apart = self.options.processes if work.batch.is_large and many and past.is_open(edition) else 1
        with nullcontext(history) if history else beside(partial(past.found, edition), apart) as back:
            if many:
                derive.ready(edition.facts)
                for language in edition.site.languages:
                    work.theme.words(language).prepare()
            self.learn(told())
            if self.rows and not anew and are_for_tables(missing):
                shown = (one.partition("/")[2] for one in missing if one.startswith(("tables/", "api/")))
                self.rows.gather(frozenset(shown))
            if many:
                found, nodes = back()
                self.learn(nodes)
                self.keep_history(found)
                self.recall_history(found)

    def keep_history(self, found: past.Past | None) -> None:
        """Keeps the states on days gone by, unless they were known."""
        if self.readings and found and self.readings.known(HISTORY, self.looks) is None:
            self.readings.keep(HISTORY, self.looks, found[1], found[0])

    def recall_history(self, found: past.Past | None = None) -> None:
        """Gives the edition the states on days gone by that are known, or that another process found."""
        edition, readings = self.work.edition, self.readings
        if not past.is_open(edition):
            return
        known: past.States | None = readings.known(HISTORY, self.looks) if readings else None
        if readings and known is not None:
            node = Node()
            readings.recalled(HISTORY, node.number)
            past.recall(edition, known, node)
        elif found:
            past.recall(edition, found[0], None)

    def facts(self) -> Iterator[str]:
        """The facts that are made as a whole, and noted value by value."""
        assert self.readings
        for name in derive.WHOLE:
            fact = getattr(self.work.edition.facts, name)
            if self.readings.known(f"+{name}", "") is None:
                made, node = fact.whole
                self.learn(told())
                known = {uid: day.toordinal() for uid, day in made.items()}
                self.readings.keep(f"+{name}", "", node.number if node else -1, known)
            yield f"+{name}"

    def save(self) -> None:
        """Keeps what was read, for the next build."""
        if self.readings and self.rows:
            paths = map(self.work.batch.path, range(len(self.work.batch.pages)))
            list_of_pages = listing.keep_listing(self.work.edition, self.readings)
            gone = (HISTORY,) if self.readings.known(HISTORY, self.looks) is not None else ()
            makers = (one for found in self.work.names.values() for one in found)
            self.readings.save([*gone, list_of_pages, *self.facts(), *paths, *makers, *self.rows.kept()])


def are_for_tables(makers: Collection[str]) -> bool:
    """Whether some of the makers need the rows of the tables."""
    return any(one.partition("/")[0] in TOGETHER[0] for one in makers)


@contextmanager
def looking_back(edition: Edition, options: Options) -> Iterator[Back | None]:
    """The days gone by, looked at by a process of its own while this one readies all else, where none are known."""
    if options.memory.shelf(NAME).at_first or len(edition.site.by_uid) <= SMALL:
        yield None
        return
    with beside(partial(past.found, edition), options.processes) as history:
        yield history


def everything(edition: Edition, theme: Theme, options: Options) -> list[Output]:
    """Every output of every maker, in the order of the table. Raises Refused where a template is faulty."""
    with looking_back(edition, options) as history:
        work = Work(edition, theme, options)
        work.batch.open()
        before = Before(work)
        todo = [number for number in range(len(work.batch.pages)) if number not in before.pages]
        made: dict[str, list[Output]] = dict(before.makers)
        found_pages = dict(before.pages)
        missing = [one for found in work.names.values() for one in found if one not in before.makers]
        anew = before.rows_to_be_made(missing)
        before.ready(todo, missing, bool(anew), history)
    forget()
    little = len(todo) + (len(missing) if len(edition.site.by_uid) > SMALL else 0) <= MANY
    few = before.makers and little
    shares, processes = work.shares(todo, missing, anew), 1 if few else options.processes
    for found, nodes, gained, found_past in spread(
        work, shares, processes, join=not work.batch.is_large
    ):  # large ones need the memory
        before.learn(nodes)
        options.memory.take(gained)
        before.keep(found)
        before.keep_history(found_past)
        for one, _ in found:
            if isinstance(one[0], int):
                found_pages[one[0]] = work.batch.spooled(one)
            elif not rows.are_meant(one[0]):
                made[one[0]] = work.batch.spooled(one)[1]
    before.save()
    yielded = [*work.batch.kept(found_pages[number] for number in sorted(found_pages))]
    return [*yielded, *(output for found in work.names.values() for one in found for output in made[one])]
