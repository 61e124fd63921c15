"""The table of every picture as CSV, beside the page that shows it, in each language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

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


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """One file for each picture; a withheld number is an empty cell."""
    addresses = frozenset(page.address for page in listing.all_pages(edition))
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), addresses, leaves=True)
        for chart in everything(tongue):
            rows = [[plain(cell) for cell in row] for row in chart["cells"]]
            text = cells.head([str(one) for one in chart["columns"]]) + cells.written(rows)
            yield output(edition, chart["csv"].lstrip("/"), text)


def everything(tongue: Tongue) -> Iterator[View]:
    """Every picture of the site."""
    facts = tongue.facts
    found: list[View | None] = [charts.by_plan(tongue)]
    for plan in facts.plans.values():
        found += [charts.by_theme(tongue, plan), charts.plan_history(tongue, plan), gantt.of_plan(tongue, plan)]
    for commitment in facts.commitments.values():
        found += [charts.commitment_history(tongue, commitment), gantt.of_commitment(tongue, commitment)]
    found += [charts.by_decision(tongue, one) for one in facts.consultations.values()]
    for forum in facts.forums.values():
        found += [charts.attendance(tongue, forum), charts.balance(tongue, forum)]
    for name, address in progress.places(tongue.edition).items():
        found.append(charts.strengths(tongue, facts.progress[name], address))
    yield from (one for one in found if one)


def plain(cell: object) -> str | int | Days | None:
    """A cell as it stands in the file: days as 2026-06-30."""
    if cell is None or isinstance(cell, int | Days):
        return cell
    return iso(cell) if isinstance(cell, datetime.date) else str(cell)
