"""The table of every picture as CSV, beside the page that shows it, in each language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import islice

from ogpsite.model.blanks import Days, iso
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs import listing
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.tables import cells
from ogpsite.theme import Theme
from ogpsite.views import charts, gantt, progress
from ogpsite.views.tongue import Tongue, View

COMMITMENTS = "commitments"
SHARE = 32  # commitments whose pictures are made, and remembered, together


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """One file for each picture; a withheld number is an empty cell."""
    for name in parts(edition):
        yield from part(edition, theme, options, name)


def parts(edition: Edition) -> tuple[str, ...]:
    """What can be made by itself: the pictures of each kind of page, those of the commitments in shares."""
    shares = range(0, len(edition.facts.commitments), SHARE)
    return (*PARTS, *(f"{COMMITMENTS}/{first}" for first in shares))


def part(edition: Edition, theme: Theme, options: Options, name: str) -> Iterator[Output]:
    """The pictures of one kind of page, or of some commitments."""
    kind, _, first = name.partition("/")
    addresses = frozenset(page.address for page in listing.all_pages(edition))
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), addresses, leaves=True)
        tongue.draws = False
        for chart in filter(None, of_commitments(tongue, int(first)) if kind == COMMITMENTS else PARTS[kind](tongue)):
            columns = [[plain(cell) for cell in column] for column in zip(*chart["cells"], strict=True)]
            text = cells.head([str(one) for one in chart["columns"]]) + cells.written(columns)
            yield output(edition, chart["csv"].lstrip("/"), text)


def of_plans(tongue: Tongue) -> Iterator[View | None]:
    yield charts.by_plan(tongue)
    for plan in tongue.facts.plans.values():
        yield from (charts.by_theme(tongue, plan), charts.plan_history(tongue, plan), gantt.of_plan(tongue, plan))


def of_commitments(tongue: Tongue, first: int) -> Iterator[View | None]:
    """The pictures of some commitments."""
    for uid in islice(tongue.facts.commitments, first, first + SHARE):
        facts = tongue.facts.commitments[uid]
        yield from (charts.commitment_history(tongue, facts), gantt.of_commitment(tongue, facts))


def of_consultations(tongue: Tongue) -> Iterator[View | None]:
    yield from (charts.by_decision(tongue, one) for one in tongue.facts.consultations.values())


def of_forums(tongue: Tongue) -> Iterator[View | None]:
    for forum in tongue.facts.forums.values():
        yield from (charts.attendance(tongue, forum), charts.balance(tongue, forum))


def of_progress(tongue: Tongue) -> Iterator[View | None]:
    for name, address in progress.places(tongue.edition).items():
        yield charts.strengths(tongue, tongue.facts.progress[name], address)


PARTS: dict[str, Callable[[Tongue], Iterator[View | None]]] = {
    "plans": of_plans,
    "consultations": of_consultations,
    "forums": of_forums,
    "progress": of_progress,
}


def plain(cell: object) -> str | int | Days | None:
    """A cell as it stands in the file: days as 2026-06-30."""
    if cell is None or isinstance(cell, int | Days):
        return cell
    return iso(cell) if isinstance(cell, datetime.date) else str(cell)
