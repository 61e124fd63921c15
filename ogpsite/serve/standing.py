"""What the preview shows: the last good site, page by page on demand, and what is wrong with the newest one."""

from __future__ import annotations

import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ogpsite import build, load
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import MAKERS, pages
from ogpsite.outputs.options import Options
from ogpsite.problems import Place, Problem, Refused, in_order
from ogpsite.theme import Theme

KEPT = 200  # pages kept as made; others are made again when they are asked for
OPTIONS = Options()
FAULT = "see CONTRIBUTING.md of ogpsite for how to report it; the preview goes on"

Job = Callable[[str], build.Job]  # what to build, for a day (an empty text: today)


@dataclass(frozen=True)
class Answer:
    """What a path gives: bytes, or a content file to be sent as it is."""

    path: str
    data: bytes = b""
    file: Path | None = None
    status: int = 200

    @property
    def media_type(self) -> str:
        return load.media_type(self.path)

    @property
    def is_page(self) -> bool:
        return self.path.endswith(".html")


class Shown:
    """A site that can be shown. Pages are pure functions of the edition and the theme, so each is made on demand."""

    def __init__(self, root: Path, edition: Edition, theme: Theme, before: Shown | None = None) -> None:
        self.root, self.edition, self.theme, self.before = root, edition, theme, before
        found = pages.all_pages(edition)
        self.pages = pages.paths(edition, found)
        self.addresses = frozenset(page.address for page in found)
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.faults: dict[str, tuple[Problem, ...]] = {}
        self.others: dict[str, dict[str, Output]] = {}
        self.lock = threading.Lock()
        self.making = threading.Lock()

    def page(self, path: str) -> bytes:
        """A page by the path of its file; the last good one where its template is faulty. KeyError if there is none."""
        with self.lock:
            if path in self.kept:
                self.kept.move_to_end(path)
                return self.kept[path]
        page, language = self.pages[path]
        try:
            data = pages.one(self.edition, self.theme, OPTIONS, page, language, self.addresses).data
        except Refused as refusal:
            self.faults[path] = refusal.problems
            if self.before and path in self.before.pages:
                return self.before.page(path)
            raise
        with self.lock:
            self.kept[path] = data
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return data

    def other(self, path: str) -> Output | None:
        """An output that is no page: data, feeds, calendars, styles, files. Each maker runs when first needed."""
        for name, maker in sorted(MAKERS.items(), key=lambda item: item[0] not in ("assets", "redirects")):
            if name == "pages":
                continue
            with self.making:
                if name not in self.others:
                    made = maker(self.edition, self.theme, OPTIONS)
                    self.others[name] = {output.path: output for output in made}
            if path in self.others[name]:
                return self.others[name][path]
        return None

    def answer(self, path: str) -> Answer:
        """What the file at a path holds; the page for what isn't there, with status 404, where there is none."""
        if path in self.pages:
            return Answer(path, self.page(path))
        output = self.other(path)
        if output is None:
            return Answer("404.html", self.page("404.html"), status=404)
        if output.copy_of:
            return Answer(path, file=self.root / "content" / output.copy_of)
        return Answer(path, output.data)


class Standing:
    """The newest good site, and all that is wrong with what the files hold now."""

    def __init__(self, job: Job, tell: Callable[[str], None]) -> None:
        self.job, self.tell = job, tell
        self.shown: Shown | None = None
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        self.day = ""
        self.number = 0

    def renew(self, changed: frozenset[str]) -> None:
        """Reads what changed, and shows the site that follows; where it is faulty, the one before stays."""
        try:
            self.read(changed)
        except Exception as error:  # the preview must live on, whatever happens in a build
            self.problems = (fault(error),)
        self.number += 1

    def read(self, changed: frozenset[str]) -> None:
        job = self.job(self.day)
        result = build.examine(job, past=True)
        self.problems = result.problems
        if not result.ok or result.edition is None:
            return
        kept = None if any(theme_file(path) for path in changed) else self.theme
        try:
            edition, self.theme = build.dressed(job, result.edition, kept)
        except Refused as refusal:
            self.problems = in_order((*self.problems, *refusal.problems))
            return
        before = self.shown if self.shown is None or not self.shown.faults else self.shown.before or self.shown
        self.shown = Shown(job.root, edition, self.theme, before)

    def all_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the records, and with the templates of the pages made so far."""
        faults = self.shown.faults.values() if self.shown else ()
        return in_order((*self.problems, *(problem for found in list(faults) for problem in found)))

    def rest(self, overtaken: Callable[[], bool]) -> Iterator[str]:
        """Makes every page that nobody asked for yet, to find what is wrong with it; stops where it is overtaken."""
        shown = self.shown
        if shown is None:
            return
        for path in shown.pages:
            if overtaken() or shown is not self.shown:
                return
            if path not in shown.kept and path not in shown.faults:
                try:
                    shown.page(path)
                except Refused:
                    pass  # it is noted in `faults`
                except Exception as error:  # as in `renew`
                    shown.faults[path] = (fault(error),)
                yield path
        if not shown.faults:
            shown.before = None


def theme_file(path: str) -> bool:
    """Whether a change may be one of the theme; the empty path stands for anything."""
    return not path or path.startswith("themes")


def fault(error: Exception) -> Problem:
    """A fault of ogpsite itself, as a problem: it is told like all others, and the preview goes on."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    message = f"ogpsite has a fault of its own: {type(error).__name__}: {error} (in {Path(last.filename).name})"
    return Problem(Place("site.yaml"), "fault", message, FAULT)
