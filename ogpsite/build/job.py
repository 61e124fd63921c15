"""What is asked of a build, and what comes of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path

from ogpsite import early, load, write
from ogpsite.model.facts import Edition
from ogpsite.model.paced import go_on
from ogpsite.model.site import Output
from ogpsite.model.values import Tree
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, in_order, phrase, with_excerpts

NO_SITE = Problem(
    Place("site.yaml"),
    "source",
    phrase("there is no site.yaml in this folder"),
    phrase("go to the folder that holds site.yaml, name it with --source, or make one: ogpsite init FOLDER"),
)


@dataclass(frozen=True)
class Job:
    """What to build: the site's folder, the day, and how it is wanted.

    `publish` notes its addresses in the ledger; `ledger` says that this will be done when it is published, so that
    the self-check says the same before and after.
    """

    root: Path
    day: datetime.date
    drafts: bool = False
    base_url: str = ""
    offline: bool = False
    strict: bool = False
    publish: bool = False
    processes: int | None = None  # how many work side by side; None leaves it to the machine
    ledger: bool = False
    refuse: tuple[str, ...] = ()  # rules of the self-check that stand in the way where they are not met
    pulse: Callable[[], None] = field(default=go_on, compare=False)  # called in small steps of long work; may end it
    inside: load.Inside = field(default_factory=dict, compare=False)  # what was just found in the site's folders
    texts: list[early.Texts] = field(default_factory=list, compare=False)  # who converts its texts already, if anybody


@dataclass(frozen=True)
class Result:
    """What came of it. `outputs` is empty where a problem stands in the way."""

    problems: tuple[Problem, ...] = ()
    outputs: tuple[Output, ...] = ()
    written: write.Written = write.Written()
    edition: Edition | None = None

    @property
    def ok(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


def judged(job: Job, problems: tuple[Problem, ...], tree: Tree) -> tuple[Problem, ...]:
    """All problems in order, with the text of their lines; in a strict build every warning stands in the way."""
    found = (replace(problem, fatal=True) for problem in problems) if job.strict else problems

    def line_of(place: Place) -> str:
        lines = tree.texts.get(place.path, ())
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    return with_excerpts(in_order(found), line_of)
