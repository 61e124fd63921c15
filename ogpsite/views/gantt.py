"""Milestones over time: what was promised for when, when it is expected now, and the line of the day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ogpsite.model import dates, kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, MilestoneFacts, PlanFacts
from ogpsite.model.values import Due
from ogpsite.views import paged
from ogpsite.views.retold import retold
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Tongue, View

KEY = "milestones"
Span = tuple[datetime.date, datetime.date]
Scale = tuple[datetime.date, int]  # the first day of the picture, and how many days it shows


def of_commitment(tongue: Tongue, facts: CommitmentFacts) -> View | None:
    """The milestones of a commitment over time; None where nothing of it has a day."""
    return picture(tongue, [facts], kinds.address_of(facts.commitment), tongue.say("Milestones over time"))


def is_there(found: Sequence[CommitmentFacts]) -> bool:
    """Whether there is a picture: whether anything in it is due on a day."""
    return any(item.milestone.due and item.milestone.due.by for one in found for item in one.milestones)


def of_plan(tongue: Tongue, facts: PlanFacts) -> View | None:
    """The milestones of all commitments of a plan over time."""
    title = tongue.say("Milestones over time, commitment by commitment")
    return picture(tongue, facts.commitments, kinds.address_of(facts.plan), title)


def address(plan: records.Plan) -> str:
    return f"{kinds.address_of(plan)}{KEY}/"


def pages(facts: PlanFacts) -> tuple[int, ...]:
    """After which commitments the pages of a plan's milestones end: no commitment is cut in two."""
    return paged.cut(sizes(facts), paged.PER_PAGE)


def sizes(facts: PlanFacts) -> list[int]:
    return [len(one.milestones) for one in facts.commitments]


def page(tongue: Tongue, one: records.Plan, number: int = 1) -> View:
    """The milestones of a plan over time, on a page of their own; those of a very long plan on several, whose pictures
    span the same time."""
    facts = tongue.facts.plans[one.uid]
    ends = pages(facts)
    there = paged.of_groups(facts.commitments, ends, number)
    words = tongue.say("Milestones over time, commitment by commitment")
    chart = picture(tongue, there, kinds.address_of(one), words, whole(tongue, facts.commitments))
    title = tongue.say("Milestones over time: {plan}", plan=tongue.title(one))
    crumbs = ((tongue.say("Action plans"), "/plans/"), (tongue.title(one), kinds.address_of(one)))
    frame = Frame(
        paged.titled(tongue, title, number),
        paged.address(address(one), number),
        "",
        crumbs,
        pager=paged.pager_of(tongue, address(one), number, paged.ends_of(sizes(facts), ends)),
    )
    return {"plan": tongue.to(one), "chart": chart} | shell(tongue, frame)


def picture(
    tongue: Tongue, found: Sequence[CommitmentFacts], place_of: str, title: object, span: Span | None = None
) -> View | None:
    """The milestones of commitments, in their own span of time or a given one; only their table if nothing is drawn."""
    span = span or whole(tongue, found)
    if span is None:
        return None
    scale = measure(span)
    there = [one for one in found if one.milestones]
    csv = tongue.href(f"{place_of}{KEY}.csv")
    if not tongue.draws:
        return table(tongue, there, len(found) > 1) | {"csv": csv}
    groups = [
        {"title": tongue.title(one.commitment), "href": tongue.to(one.commitment)["href"],
         "rows": [row(tongue, one, item, scale) for item in one.milestones]}
        for one in there
    ]  # fmt: skip
    rows = [line for group in groups for line in group["rows"]]
    return {
        "csv": csv,
        "key": KEY,
        "title": title,
        "groups": groups,
        "several": len(found) > 1,
        "years": years(span),
        "today": tongue.share(tongue.site.day, *scale) if span[0] <= tongue.site.day <= span[1] else None,
        "late": any(line["over"] for line in rows),
        "moved": any(line["later"] for line in rows),
    }


def table(tongue: Tongue, found: Sequence[CommitmentFacts], several: bool) -> View:
    """The milestones of commitments as a table, which names each one's commitment where there are `several`."""
    rows = [(one, item, row_words(tongue, item, one)) for one in found for item in one.milestones]
    columns = [
        tongue.say(words)
        for words in ("Milestone", "Start", "First promised", "Now expected", "Status", "Days overdue")
    ]
    cells = [
        [line["title"], last(item.milestone.start), last(item.milestone.due), last(item.expected),
         line["status_words"], line["days"] or ""]
        for _, item, line in rows
    ]  # fmt: skip
    if several:
        columns.insert(0, tongue.say("Commitment"))
        cells = [[tongue.title(one.commitment), *cell] for (one, _, _), cell in zip(rows, cells, strict=True)]
    return {"columns": columns, "cells": cells}


def last(due: Due | None) -> datetime.date | str:
    """The last day that a date of the model can mean, or nothing."""
    return (due.by if due else None) or ""


def whole(tongue: Tongue, found: Sequence[CommitmentFacts]) -> Span | None:
    """From the first day that stands in the picture to the last, in whole months; today is in it while work goes on."""
    if not is_there(found):
        return None
    days = [day for one in found for item in one.milestones for day in days_of(one, item)]
    start = min(days).replace(day=1)
    end = max(days)
    if any(one.running or item.late_on for one in found for item in one.milestones):
        end = max(end, tongue.site.day)
    return start, dates.months_later(dates.month_of(end), 1)


def days_of(facts: CommitmentFacts, item: MilestoneFacts) -> list[datetime.date]:
    due = item.milestone.due.by if item.milestone.due else None
    expected = item.expected.by if item.expected else None
    return [day for day in (begins(facts, item), due, expected) if day]


def begins(facts: CommitmentFacts, item: MilestoneFacts) -> datetime.date | None:
    """The first day of a milestone, or else of its commitment; never after its last."""
    start = item.milestone.start.by if item.milestone.start else facts.start
    due = item.milestone.due.by if item.milestone.due else None
    return min(start, due) if start and due else start


def row(tongue: Tongue, facts: CommitmentFacts, item: MilestoneFacts, scale: Scale) -> View:
    """A milestone: its bar from the first day to the promised one, what came later, and its days in words."""
    start = begins(facts, item)
    due = item.milestone.due.by if item.milestone.due else None
    expected = item.expected.by if item.expected else None
    later = expected if due and expected and expected > due and item.status != "complete" else None
    over = tongue.site.day if due and item.late_on else None
    return row_words(tongue, item, facts) | {
        "bar": stretch(scale, start, due) if start and due else None,
        "later": stretch(scale, due, later) if due and later else None,
        "over": until(tongue, scale, due, over) if due and over else None,
    }


@retold
def row_words(tongue: Tongue, item: MilestoneFacts, facts: CommitmentFacts) -> View:
    """What is said of a milestone in every picture."""
    one = item.milestone
    return {
        "title": tongue.text(one.title),
        "href": tongue.href(f"{kinds.address_of(facts.commitment)}#milestone-{one.key}"),
        "depth": item.depth,
        "status": item.status or "no_report",
        "status_words": tongue.label(vocabulary.STATUS, item.status) or tongue.say("No report"),
        "due": tongue.due(one.due),
        "expected": tongue.due(item.expected),
        "days": tongue.days(item.promised, item.late_on),
    }


def place(scale: Scale, day: datetime.date) -> float:
    """Where a day lies in the picture, in percent from its start."""
    start, whole = scale
    return round(100 * (day - start).days / whole, 2)


def measure(span: Span) -> Scale:
    return span[0], max(1, (span[1] - span[0]).days)


def stretch(scale: Scale, start: datetime.date, end: datetime.date) -> View:
    """A stretch in the picture; one day can still be seen."""
    at = place(scale, start)
    return {"at": min(at, 99.2), "width": round(max(0.8, place(scale, end) - at), 2)}


def until(tongue: Tongue, scale: Scale, start: datetime.date, day: datetime.date) -> View:
    """As `stretch`, up to the day of the figures."""
    at = place(scale, start)
    return {"at": min(at, 99.2), "width": tongue.share(day, *scale, at, 0.8)}


def years(span: Span) -> list[View]:
    """The first day of each year in the picture; of the first year, the picture's own."""
    scale = measure(span)
    found = [{"year": span[0].year, "at": 0.0}] if span[0].month < 10 else []
    for year in range(span[0].year + 1, span[1].year + 1):
        day = datetime.date(year, 1, 1)
        if day < span[1]:
            found.append({"year": year, "at": place(scale, day)})
    return found
