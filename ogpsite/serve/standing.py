"""What the preview shows: the last good site, page by page on demand, and what is wrong with the newest one."""

from __future__ import annotations

import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from ogpsite import build, load
from ogpsite.memory.shelves import Memory
from ogpsite.model.again import Again
from ogpsite.model.blanks import Blank
from ogpsite.model.facts import Edition
from ogpsite.model.late import LateTuple
from ogpsite.model.manifest import NAME as MANIFEST
from ogpsite.model.site import Output
from ogpsite.model.values import Text
from ogpsite.nouns import dataclass
from ogpsite.outputs import MAKERS, listing, pages
from ogpsite.outputs.listing import Page
from ogpsite.outputs.options import Options
from ogpsite.permanence import answers, checksums
from ogpsite.problems import Place, Problem, Refused, in_order, phrase
from ogpsite.theme import Theme
from ogpsite.views import tongue
from ogpsite.words import Said, Words

KEPT = 200  # pages kept as made; others are made again when they are asked for
BEFORE = 3  # sites that are kept behind the one that is shown, for their good pages
ANSWERS = "answers"
FAULT = phrase("see CONTRIBUTING.md of ogpsite for how to report it; the preview goes on")

Job = Callable[[str], build.Job]  # what to build, for a day (an empty text: today)


@dataclass(frozen=True)
class Answer:
    """What a path gives: bytes, or a content file to be sent as it is."""

    path: str
    data: bytes = b""
    file: Path | None = None
    status: int = 200

    @property
    def is_page(self) -> bool:
        return self.path.endswith(".html")


class Paced(tongue.Tongue):
    """A tongue that feels a pulse with whatever it says: long pages say much."""

    def __init__(self, edition: Edition, said: Words, pages: Collection[str], pulse: Callable[[], None]) -> None:
        super().__init__(edition, said, pages)
        self.pulse = pulse

    def say(self, message: str, **values: Any) -> Said | Blank:
        self.pulse()
        return super().say(message, **values)

    def text(self, text: Text, original: bool = False) -> tongue.Shown:
        self.pulse()
        return super().text(text, original)


class Shown:
    """A site that can be shown. Pages are pure functions of the edition and the theme, so each is made on demand."""

    def __init__(self, root: Path, edition: Edition, theme: Theme, before: Shown | None = None) -> None:
        self.root, self.edition, self.theme, self.before = root, edition, theme, before
        self.found = listing.Found(edition)
        self.options = Options()
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.faults: dict[str, tuple[Problem, ...]] = {}
        self.others: dict[str, dict[str, Output]] = {}
        self.lock = threading.Lock()
        self.making = threading.Lock()

    @property
    def pages(self) -> dict[str, tuple[Page, str]]:
        """Every page with its language, by the path of its file."""
        return self.found.paths

    @property
    def addresses(self) -> frozenset[str]:
        return self.found.addresses

    def at(self, path: str) -> tuple[Page, str]:
        """The page in the file at a path, with its language. KeyError if there is none."""
        found = self.found.at(path)
        if found is None:
            raise KeyError(path)
        return found

    def page(self, path: str, keep: bool = True) -> bytes:
        """A page by the path of its file; the last good one where its template is faulty. KeyError if there is none."""
        with self.lock:
            if path in self.kept:
                self.kept.move_to_end(path)
                return self.kept[path]
        page, language = self.at(path)
        said = Paced(self.edition, self.theme.words(language), self.found, self.theme.pulse)
        try:
            data = pages.finished(self.theme, self.options, page, language, page.make(said), self.edition)
        except Refused as refusal:
            self.faults[path] = refusal.problems
            if self.before and self.before.found.at(path):
                return self.before.page(path)
            raise
        with self.lock:
            if keep:
                self.kept[path] = data
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return data

    def other(self, path: str) -> Output | None:
        """An output that is no page: data, feeds, calendars, styles, files. Each maker runs when first needed."""
        for name in (*sorted(set(MAKERS) - {"pages"}, key=lambda one: (one != "assets", one)), ANSWERS):
            with self.making:
                if name not in self.others:
                    self.others[name] = {output.path: output for output in self.made(name)}
            if path in self.others[name]:
                return self.others[name][path]
            if path.startswith(f"{name}/") and name == "assets":
                return None  # nobody else makes any: such as the old address of a style that changed
        return self.manifest() if path == MANIFEST else None

    def manifest(self) -> Output:
        """The list of all files with their sums: the one output for which every page must be made."""
        others = (output for known in self.others.values() for output in known.values())
        every = (*others, *(Output(path, self.page(path, keep=False)) for path in self.pages))
        return checksums.make(every, self.edition.site.files)

    def made(self, name: str) -> Iterator[Output]:
        """What a maker makes; the answers at old addresses come last, as they yield to everything else."""
        if name != ANSWERS:
            return MAKERS[name](self.edition, self.theme, self.options)
        there = (output for known in self.others.values() for output in known.values())
        every = (*there, *(Output(path) for path in self.pages))
        return answers.make(self.edition, self.theme, self.options, every, self.addresses)

    def answer(self, path: str) -> Answer:
        """What the file at a path holds; the page for what isn't there, with status 404, where there is none."""
        if self.found.at(path):
            return Answer(path, self.page(path))
        output = self.other(path)
        if output is None:
            return Answer("404.html", self.page("404.html"), status=404)
        if output.copy_of:
            return Answer(path, file=self.root / "content" / output.copy_of)
        return Answer(path, output.data)


def forget(newest: Shown, good: Shown | None) -> None:
    """Lets go of all but the last sites behind the newest, and of `good`, the last one whose pages were all good."""
    last = newest
    for _ in range(BEFORE):
        if last.before is None:
            return
        last = last.before
    last.before = good if last is not good else None


class Overtaken(Exception):  # noqa: N818 - work that is given up, because something changed meanwhile
    """Work in the background that a newer change has made pointless."""


class Standing:
    """The newest good site, and all that is wrong with what the files hold now."""

    def __init__(self, job: Job, tell: Callable[[str], None]) -> None:
        self.job, self.tell = job, tell
        self.shown: Shown | None = None
        self.good: Shown | None = None  # the last one whose pages were all made, without a fault
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        self.again = Again()
        self.day = ""
        self.number = 0
        self.overtaken: Callable[[], bool] = lambda: False  # whether work in the background is to be given up
        self.background: Callable[[bool], None] = lambda begins: None  # told when such work begins and ends

    def renew(self, changed: frozenset[str], early: Callable[[], None] = lambda: None) -> None:
        """Reads what changed, and shows the site that follows; where it is faulty, the one before stays.

        `early` is called when pages can be shown, before it is known what is wrong with the addresses of all others.
        """
        before = self.shown
        try:
            self.read(changed, early)
        except Overtaken:
            self.problems = ()  # a newer change is there: it finds what is wrong
        except Exception as error:  # the preview must live on, whatever happens in a build
            self.problems = (fault(error),)
            self.again = Again()
            self.shown = before
        self.number += 1

    def read(self, changed: frozenset[str], early: Callable[[], None]) -> None:
        job = replace(self.job(self.day), pulse=self.pulse)
        self.again.note(changed)
        if not load.has_site(job.root):
            self.problems = (build.NO_SITE,)
            return
        glance = build.glance(job, self.again, Memory() if self.number == 0 else None)
        good = self.shown
        shown = self.showing(job, glance.edition, changed) if glance.ok and glance.edition else None
        if shown and not isinstance(shown, Refused) and good is not None:
            self.shown = shown
            early()
        self.background(True)
        try:
            result = glance.whole()
        finally:
            self.background(False)
        self.problems = result.problems
        if isinstance(shown, Refused):
            self.problems = in_order((*self.problems, *shown.problems))
        self.shown = shown if isinstance(shown, Shown) and result.ok else good

    def showing(self, job: build.Job, edition: Edition, changed: frozenset[str]) -> Shown | Refused:
        """The site to be shown, or what stands in the way."""
        kept = None if any(theme_file(path) for path in changed) else self.theme
        try:
            edition, self.theme = build.dressed(job, edition, kept)
        except Refused as refusal:
            return refusal
        before = self.shown if self.shown is None or not self.shown.faults else self.shown.before or self.shown
        self.theme.pulse = self.pulse
        shown = Shown(job.root, edition, self.theme, before)
        forget(shown, self.good)
        return shown

    def pulse(self) -> None:
        """Called between the steps of long work; ends it where it is in the background, and overtaken."""
        if self.overtaken():
            raise Overtaken

    def all_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the records, and with the templates of the pages made so far."""
        faults = self.shown.faults.values() if self.shown else ()
        return in_order((*self.problems, *(problem for found in list(faults) for problem in found)))

    @property
    def is_checked(self) -> bool:
        """Whether the self-check of the site that is shown has been made."""
        found = self.shown.edition.findings if self.shown else ()
        return not isinstance(found, LateTuple) or found.is_made

    def check(self) -> None:
        """Makes the self-check. May end with Overtaken."""
        if self.shown:
            tuple(self.shown.edition.findings)

    def rest(self) -> Iterator[str]:
        """Makes every page that nobody asked for yet, and that shows templates or words of the site's own, to find what
        is wrong with it: the shipped ones can't be at fault for what a site holds. May end with Overtaken."""
        shown = self.shown
        if shown is None:
            return
        own = cache(partial(shown.theme.is_own, root=shown.root))
        for path, (page, _) in shown.pages.items():
            self.pulse()
            if own(page.template) and path not in shown.kept and path not in shown.faults:
                try:
                    shown.page(path, keep=False)
                except Refused:
                    pass  # it is noted in `faults`
                except Overtaken:
                    raise
                except Exception as error:  # as in `renew`
                    shown.faults[path] = (fault(error),)
                yield path
        if not shown.faults:
            shown.before, self.good = None, shown


def theme_file(path: str) -> bool:
    """Whether a change may be one of the theme; the empty path stands for anything."""
    return not path or path.startswith("themes")


def fault(error: Exception) -> Problem:
    """A fault of ogpsite itself, as a problem: it is told like all others, and the preview goes on."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    message = phrase(
        "ogpsite has a fault of its own: {error} (in {file})",
        error=f"{type(error).__name__}: {error}",
        file=Path(last.filename).name,
    )
    return Problem(Place("site.yaml"), "fault", message, FAULT)
