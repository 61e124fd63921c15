"""Everything that is made of an edition: what is still good, and what is made anew, when and by which processes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property, partial
from typing import Any

from ogpsite import derive, imprint
from ogpsite.forks import Crew
from ogpsite.memory.readings import NAME, Readings
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model import today
from ogpsite.model.facts import Edition
from ogpsite.model.noted import (
    APART,
    PLACES,
    SPACE,
    STRIDE,
    Node,
    Told,
    apart_key,
    fact_key,
    forget,
    place_of,
    told,
)
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs import ALWAYS, HISTORY, TOGETHER, Found, Share, Work, filling, listing, pages, past, rows
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.workers import begun, beside, spread

MANY = 50  # where more pages are made than that,
MOST = 8  # and more than one in so many of all, every fact is made before workers begin, so that they share them
SMALL = 500  # records up to which it doesn't pay to begin workers for few pages, whatever else there is
Back = Callable[[], tuple[past.Past | None, Told]]  # gives the days gone by, with what was read for them


def knows_nothing(memory: Memory) -> bool:
    """Whether nothing is known of what the outputs of an earlier build read."""
    return not memory.shelf(NAME).at_first


def number(edition: Edition) -> None:
    """Numbers the fields of all records, before workers begin, who give no numbers."""
    for record in (*edition.written, *edition.site.by_uid.values()):
        place_of(record.uid)


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
        if self.options.memory.folder and knows_nothing(self.options.memory):
            recalled(edition, self.options.memory)
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

    def knows_no_rows(self) -> bool:
        """Whether no rows of any table are still good."""
        return self.rows is not None and not self.rows.are_known()

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
            if many or history:
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


class Making:
    """Everything that is made of an edition: what is still good of earlier builds, and what is made anew."""

    def __init__(self, edition: Edition, theme: Theme, options: Options) -> None:
        self.options, self.work = options, Work(edition, theme, options)
        self.work.batch.open()
        # a large site's processes need the memory: they begin with what this one readied for all of them
        self.is_first = knows_nothing(options.memory) and not self.work.batch.is_large

    @cached_property
    def before(self) -> Before:
        return Before(self.work)

    @cached_property
    def todo(self) -> list[int]:
        """The numbers of the pages that are made."""
        numbers = range(len(self.work.batch.pages))
        return [*numbers] if self.is_first else [number for number in numbers if number not in self.before.pages]

    @cached_property
    def missing(self) -> list[str]:
        """What makers make."""
        names = [one for found in self.work.names.values() for one in found]
        return names if self.is_first else [one for one in names if one not in self.before.makers]

    @cached_property
    def anew(self) -> tuple[str, ...]:
        """The units of the rows of all tables, where somebody needs them and none are known."""
        if self.options.memory.folder is None or not are_for_tables(self.missing):
            return ()
        return rows.of_all() if self.is_first or self.before.knows_no_rows() else ()

    def shares(self) -> list[Share]:
        return self.work.shares(self.todo, self.missing, self.anew)

    @contextmanager
    def begun(self) -> Iterator[Callable[[], list[Output]]]:
        """Gives how all is made. Where nothing is known of earlier builds, another process begins at once, with the
        days gone by."""
        if not self.is_first:
            yield self.outputs
            return
        number(self.work.edition)
        shares: list[Share] = [(HISTORY,), *self.shares()]
        ours = next((n for n, share in enumerate(shares) if isinstance(share[0], int)), 0)
        with begun(self.work, shares, self.options.processes, ours) as crew:
            yield partial(self.outputs, crew)

    def outputs(self, crew: Crew[Share, Found] | None = None) -> list[Output]:
        """Every output of every maker, in the order of the table. Raises Refused where a template is faulty.

        `crew`: who began already.
        """
        before, batch = self.before, self.work.batch
        before.ready(self.todo, self.missing, bool(self.anew), partial(history_of, crew) if crew else None)
        forget()
        made, found_pages = dict(before.makers), dict(before.pages)
        with self.at_work(crew) as results:
            self.options.memory.write_ahead()
            for found, nodes, gained, found_past in results:
                before.learn(nodes)
                self.options.memory.take(gained)
                before.keep(found)
                before.keep_history(found_past)
                for one, _ in found:
                    if isinstance(one[0], int):
                        found_pages[one[0]] = batch.spooled(one)
                    elif not rows.are_meant(one[0]):
                        made[one[0]] = batch.spooled(one)[1]
        self.options.ahead.settled_so_far()
        before.save()
        yielded = [*batch.kept(found_pages[number] for number in sorted(found_pages))]
        return [*yielded, *(output for found in self.work.names.values() for one in found for output in made[one])]

    @contextmanager
    def at_work(self, crew: Crew[Share, Found] | None) -> Iterator[Iterator[Found]]:
        """Gives what is made anew by as many processes as pay, which are at work within it."""
        if crew:
            yield crew.all_made(1)
            return
        is_small, shares = len(self.work.edition.site.by_uid) <= SMALL, self.shares()
        few = self.before.makers and len(self.todo) + (0 if is_small else len(self.missing)) <= MANY
        processes, join = 1 if few else self.options.processes, not self.work.batch.is_large  # these need the memory
        with begun(self.work, shares, processes, join=join) as own:
            yield own.all_made(join=join) if own else spread(self.work, shares, processes, join)


def history_of(crew: Crew[Share, Found]) -> tuple[past.Past | None, Told]:
    """The days gone by, with which other processes began; waited for, so that they aren't looked at twice."""
    _, nodes, _, found = crew.made(0, join=False)
    return found, nodes


@contextmanager
def making(edition: Edition, theme: Theme, options: Options) -> Iterator[Callable[[], list[Output]]]:
    """Gives how everything is made, which may begin at once; what nobody asks for is dropped."""
    if options.held is None:  # no bytes are wanted, and most often nothing is made
        yield lambda: Making(edition, theme, options).outputs()
        return
    with Making(edition, theme, options).begun() as outputs:
        yield outputs
