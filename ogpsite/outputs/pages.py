"""Every page in every language, made by several workers from its view and its template."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from ogpsite.memory.shelves import digest, unpacked
from ogpsite.memory.waiting import Kept, Waiting
from ogpsite.model.facts import Edition
from ogpsite.model.noted import unnoted
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs import filling
from ogpsite.outputs.filling import Places
from ogpsite.outputs.listing import RECORD_PAGES, Page, all_pages, path_of
from ogpsite.outputs.options import Options
from ogpsite.outputs.relative import Links
from ogpsite.theme import Theme
from ogpsite.views.tongue import Tongue, View
from ogpsite.workers import cores, spread
from ogpsite.write.ahead import Placed


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """Every page in every language."""
    batch = Batch(edition, theme, options)
    for share in batch.shares():
        yield from batch.kept(batch(share))


FEW = 100  # pages that are made sooner than a worker begins


def tried(edition: Edition, theme: Theme, options: Options, templates: Collection[str], fixed: Collection[str]) -> None:
    """Makes the pages of some templates for nothing but their faults; of those that are `fixed`, one in each language.

    Raises Refused where one is faulty.
    """
    if not templates and not fixed:
        return
    batch = Batch(edition, theme, options)
    numbers = [number for number, (page, _) in enumerate(batch.pages) if page.template in templates]
    first = {(page.template, language): at for at, (page, language) in reversed([*enumerate(batch.pages)])}
    numbers += [at for (template, _), at in first.items() if template in fixed]
    theme.prepare({*templates, *fixed}, edition.site.languages)
    for _ in spread(batch, batch.shares(numbers), options.processes if len(numbers) > FEW else 1):
        pass


def one(
    edition: Edition, theme: Theme, options: Options, page: Page, language: str, addresses: Collection[str]
) -> Output:
    """A page in a language; `addresses` are those of all pages. Raises Refused where its template is faulty."""
    tongue = Tongue(edition, theme.words(language), addresses)
    data = finished(theme, options, page, language, page.make(tongue), edition)
    return Output(path_of(tongue.href(page.address)), data)


def finished(theme: Theme, options: Options, page: Page, language: str, view: View, edition: Edition) -> bytes:
    """The bytes of a page."""
    links = Links(options.offline, edition.look.addresses)
    return filling.whole(composed(theme, links, page, language, view, edition))


def composed(theme: Theme, links: Links, page: Page, language: str, view: View, edition: Edition) -> bytes:
    """A page: its template with its view, and links that are relative to it; what its view left open stays open."""
    made, site = theme.render(page.template, view, language, page.place(edition)), edition.site
    href = page.address if language == site.languages[0] else f"/{language}{page.address}"
    lost = page.address == "/404.html" and not links.offline  # it is shown at any address
    base = urlsplit(site.settings.url).path.rstrip("/") if lost else None
    return links.made_relative(made, href, base, bool(site.pictures) or theme.has(page.template, "srcset"))


Print = tuple[str, int]  # SHA-256 and size
# the bytes, or where they wait or lie; None where they lie in the output, or nobody wants them
Body = bytes | Kept | Placed | None
Known = tuple[str, int, int, Places]  # SHA-256 and size, the day that its blanks say (0: none), and where these are
Made = tuple[int, str, Known, Body]  # number of the page, its key, what is known of it, bytes


def print_of(data: bytes) -> Print:
    return hashlib.sha256(data).hexdigest(), len(data)


SPOOLED_FROM = 500  # pages; those of a smaller site wait for the disk in memory
PARTS = 6  # a share of lists is at most one in so many of all pages
WAITING = 600  # pages in a share at most: what is known of them waits in memory until all are made
LARGE = 4_000  # pages of a site whose workers need the memory


class Batch:
    """The pages of an edition, to be made in shares by several workers: a page is made of its view and its template.

    A page whose digest is known, and whose bytes are where they are wanted, is not made again.
    """

    SHARE = 12  # pages

    def __init__(self, edition: Edition, theme: Theme, options: Options) -> None:
        self.edition, self.theme, self.options = edition, theme, options
        self.shelf = options.memory.shelf("pages")
        self.compares = bool(self.shelf.at_first)  # with pages of an earlier build
        found = all_pages(edition)
        self.addresses = frozenset(page.address for page in found)
        self.pages = [(page, language) for language in edition.site.languages for page in found]
        self.ahead = options.ahead
        self.spools = bool(self.ahead.folder) or len(self.pages) >= SPOOLED_FROM
        self.is_large = len(self.pages) >= LARGE
        self.spool = Waiting()
        self.fillers: dict[str, filling.Filler] = {}
        self.links = Links(options.offline, edition.look.addresses)

    def __reduce__(self) -> tuple[type[Batch], tuple[Edition, Theme, Options]]:
        return Batch, (self.edition, self.theme, self.options)

    def shares(self, numbers: Sequence[int] | None = None) -> list[list[int]]:
        """The numbers of all pages, or those given, in shares.

        The lists of a template show the same cards and rows: who makes one makes the others, so that these are said
        once. Pages of records share little; they come last, those of commitments first, which take longest: so nobody
        is left with much at the end.
        """
        wanted = range(len(self.pages)) if numbers is None else numbers
        families: dict[tuple[str, str], list[int]] = {}
        alone: dict[str, list[int]] = {kind: [] for kind in RECORD_PAGES}
        for number in wanted:
            page, language = self.pages[number]
            family = alone.get(page.view)
            (families.setdefault((page.template, language), []) if family is None else family).append(number)
        most = min(max(self.SHARE, len(wanted) // PARTS), WAITING)
        found: list[list[int]] = []
        for family in families.values():
            for part in (family[n : n + most] for n in range(0, len(family), most)):
                if found and len(found[-1]) + len(part) <= self.SHARE:
                    found[-1] += part
                else:
                    found.append(part)
        last = [*chain.from_iterable(alone.values())]
        return found + [last[n : n + self.SHARE] for n in range(0, len(last), self.SHARE)]

    def __call__(self, numbers: Iterable[int]) -> list[Made]:
        return [self.made(number) for number in numbers]

    def made(self, number: int) -> Made:
        """A page as far as it must be made. Raises Refused where its template is faulty."""
        page, language = self.pages[number]
        view = self.view(number)
        key = self.key(number, view)
        found = self.known(number, key) if self.compares and key else None
        if found is None:
            made = composed(self.theme, self.links, page, language, view, self.edition)
            found = self.filled(number, key, *filling.closed(made, self.filler(language)))
        return found

    def key(self, number: int, view: View) -> str:
        """The digest of what a page is made of; empty where no later build will ask for it.

        A build that has no pages to compare with spares the digests of all views, about 7 % of it: there a page is
        known by its path, as long as nothing changes that it read. When it is made again, its view is digested.
        """
        if self.options.memory.folder is None:
            return ""
        page, language = self.pages[number]
        mark, version = self.theme.mark(page.template, language), self.edition.look.version
        made_of = repr(view) if self.compares else self.path(number)
        return digest(made_of, mark, version, page.address, str(self.options.offline))

    def known(self, number: int, key: str) -> Made | None:
        """A page that needn't be made: it lies where it is wanted, or does so for another day, and has only its blanks
        filled in anew."""
        found: Known | None = self.shelf.get(key)
        held, path = self.options.held, self.path(number)
        if found is None or (held is not None and held.get(path) != found[:2]):
            return None
        if held is None or found[2] in (0, self.day.toordinal()):
            return number, key, found, None
        data = self.options.read(path)
        if print_of(data) != found[:2]:
            return None
        return self.filled(number, key, *filling.anew(data, found[3], self.filler(self.pages[number][1])))

    def filled(self, number: int, key: str, data: bytes, places: Places) -> Made:
        """A page with its bytes."""
        day = self.day.toordinal() if places[1] else 0
        body = None if self.options.held is None else self.laid(self.path(number), data)
        return number, key, (*print_of(data), day, places), body

    def laid(self, path: str, data: bytes) -> Body:
        """The bytes of a file of the site: in their place, where they wait, or as they are."""
        return self.ahead.put(path, data) or (self.spool.keep(data) if self.spools else data)

    def filler(self, language: str) -> filling.Filler:
        """What is said in the blanks of pages in a language."""
        if language not in self.fillers:
            self.fillers[language] = filling.Filler(self.theme.words(language), self.day)
        return self.fillers[language]

    @cached_property
    def day(self) -> datetime.date:
        """The day, as nobody notes it."""
        return unnoted(lambda: datetime.date.fromordinal(self.edition.site.day.toordinal()))

    def view(self, number: int) -> View:
        page, language = self.pages[number]
        leaves = self.options.memory.folder is not None and self.theme.leaves(page.template)
        return page.make(Tongue(self.edition, self.theme.words(language), self.addresses, leaves))

    def path(self, number: int) -> str:
        return self.paths[number]

    @cached_property
    def paths(self) -> list[str]:
        first = self.edition.site.languages[0]
        return [path_of(page.address if code == first else f"/{code}{page.address}") for page, code in self.pages]

    def data(self, number: int) -> bytes:
        """The bytes of a page that was remembered, where they are needed after all."""
        page, language = self.pages[number]
        made = composed(self.theme, self.links, page, language, self.view(number), self.edition)
        return filling.closed(made, self.filler(language))[0]

    def kept(self, made: Iterable[Made]) -> Iterator[Output]:
        """Pages as outputs, with their digests kept."""
        for number, key, known, body in made:
            if key and self.shelf.made.get(key) is not known:
                self.shelf.renew(key, known)  # it may be of another day
            path = self.path(number)
            yield Remembered(path, *known[:2], partial(self.data, number) if body is None else self.had(body))

    def open(self) -> None:
        """Readies where bytes wait, before workers begin."""
        if self.spools and self.options.held is not None and not self.ahead.folder:
            self.spool.open(self.options.beside, self.options.processes or cores())

    def had(self, body: bytes | Kept | Placed) -> Callable[[], bytes]:
        """How the bytes of an output are had."""
        if isinstance(body, Placed):
            self.ahead.take(body)
            return partial(self.ahead.get, body.path)
        if isinstance(body, Kept):
            return partial(self.spool.get, body)
        return partial(unpacked if self.spools else bytes, body)

    def waiting(self, output: Output) -> Output:
        """An output as a process gives it to another: hashed once, and with where its bytes wait."""
        if output.copy_of or output.leads_to or isinstance(output, Remembered):
            return output
        data = output.data
        make = partial(waits, self.laid(output.path, data)) if self.spools else partial(bytes, data)
        return Remembered(output.path, *print_of(data), make)

    def spooled(self, one: Any) -> Any:
        """A page, or a maker's name with its outputs, as a process gave it: all that came with it waits in a file."""
        if not self.spools:
            return one
        if isinstance(one[0], int):
            number, key, known, body = one
            return number, key, known, self.spool.taken(body) if type(body) is bytes else body
        return one[0], [self.laid_by(output) for output in one[1]]

    def laid_by(self, output: Output) -> Output:
        make = object.__getattribute__(output, "make") if isinstance(output, Remembered) else None
        if isinstance(output, Remembered) and isinstance(make, partial) and make.func is waits:
            (body,) = make.args
            had = self.had(self.spool.taken(body) if type(body) is bytes else body)
            return Remembered(output.path, output.sha256, output.size, had)
        return output


def waits(body: Body) -> bytes:
    """Bytes on their way from a process to the one that can read where they wait (`Batch.laid_by`)."""
    raise AssertionError(body)
