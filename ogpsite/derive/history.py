"""Where commitments and milestones stood on a day gone by, from the government's reports that were out by then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ogpsite.model import records
from ogpsite.model.facts import CommitmentFacts


def out_on(one: records.Progress) -> datetime.date:
    """The day on which a report could be read."""
    return one.published_on or one.reported_on


def reports_by(facts: CommitmentFacts, day: datetime.date) -> tuple[records.Progress, ...]:
    """The government's reports that could be read on a day, without those corrected by then; the newest first."""
    out = tuple([one for one in facts.reports if out_on(one) <= day])  # which stand in this order
    corrected = {one.correction_of.target for one in out if one.correction_of}
    return tuple([one for one in out if one.uid not in corrected]) if corrected else out


def status_on(facts: CommitmentFacts, day: datetime.date) -> str:
    """A commitment's status on a day; empty where nothing had been reported."""
    withdrawn = facts.commitment.withdrawn
    if withdrawn and withdrawn.on and withdrawn.on <= day:
        return "withdrawn"
    return next((one.status for one in reports_by(facts, day)), "")


def milestones_on(facts: CommitmentFacts, day: datetime.date) -> dict[str, str]:
    """The status of every milestone of a commitment on a day; empty where no report had spoken of it."""
    said: dict[str, str] = {}
    for report in reports_by(facts, day):
        for one in report.milestones:
            said.setdefault(one.key, one.status)
    return {one.milestone.key: said.get(one.milestone.key, "") for one in facts.milestones}


def half_years(start: datetime.date, end: datetime.date) -> Iterable[datetime.date]:
    """The last days of the half-years from `start` that are over by `end`, and `end` itself."""
    for year in range(start.year, end.year + 1):
        for day in (datetime.date(year, 6, 30), datetime.date(year, 12, 31)):
            if start < day < end:
                yield day
    yield end
