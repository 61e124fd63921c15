"""The cycle of a plan: phases of co-creation, the plan's period, what the IRM owes and sent, self-assessments."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator

from ogpsite.model import dates, records
from ogpsite.model.facts import CycleFacts, Lap
from ogpsite.model.site import Site

CLOCK = 4  # months after delivery, and after the plan's end (IRM-1)
WINDOW = 4  # months for the end-of-term self-assessment: recalled, not confirmed at the source
REVIEWS = ("irm-action-plan-review", "irm-design-report")
RESULTS = ("irm-results-report", "irm-implementation-report", "irm-end-of-term-report")
IN_BETWEEN = ("irm-progress-report",)


def cycle_facts(site: Site, plan: records.Plan) -> CycleFacts:
    """Every stretch and day of a plan's cycle, in the order of time within each kind."""
    laps = (
        *phases(site, plan),
        *moments(site, plan),
        lap(site, "period", "plan", plan.start, plan.end),
        *assessments(site, plan),
    )
    days = [day for one in laps for day in (one.start, one.end, one.first_start, one.first_end, one.got) if day]
    return CycleFacts(plan, min(days), max(days), laps)


def lap(site: Site, kind: str, key: str, start: datetime.date, end: datetime.date) -> Lap:
    """A stretch of time with its state on the site's day."""
    state = "past" if end < site.day else "now" if start <= site.day else "future"
    return Lap(kind, key, start, end, state=state)


def phases(site: Site, plan: records.Plan) -> Iterator[Lap]:
    """The phases of the newest timeline, each with its dates in the first one; then those that were dropped."""
    versions = sorted(site.parts(plan, records.Timeline), key=lambda one: (str(one.published_on), one.key))
    if not versions:
        if plan.development_start:
            end = plan.development_end or max(plan.development_start, plan.delivered_on or plan.start)
            yield lap(site, "phase", "development", plan.development_start, end)
        return
    first, newest = versions[0].phases, versions[-1].phases
    known = matched(newest, first)
    for n, phase in enumerate(newest):
        before = known[n]
        moved = before is not None and (before.start, before.end) != (phase.start, phase.end)
        was = (before.start, before.end) if before and moved else (None, None)
        made = lap(site, "phase", "", phase.start, phase.end)
        yield dataclasses.replace(made, title=phase.title, first_start=was[0], first_end=was[1])
    for phase in first:
        if len(versions) > 1 and not any(phase is one for one in known):
            made = lap(site, "phase", "", phase.start, phase.end)
            yield dataclasses.replace(made, title=phase.title, dropped=True)


def matched(newest: tuple[records.Phase, ...], first: tuple[records.Phase, ...]) -> tuple[records.Phase | None, ...]:
    """For every phase of the newest timeline the same phase of the first one: by its title, else by its place."""
    titles = {words: phase for phase in reversed(first) for _, words in phase.title.variants}
    found = [next((titles[w] for _, w in one.title.variants if w in titles), None) for one in newest]
    if len(newest) == len(first):
        spare = [one if not any(one is other for other in found) else None for one in first]
        found = [one or spare[n] for n, one in enumerate(found)]
    return tuple(found)


def moments(site: Site, plan: records.Plan) -> Iterator[Lap]:
    """Publication of the final plan, and delivery to OGP."""
    for key, day in (("published", plan.published_on), ("delivered", plan.delivered_on)):
        if day:
            yield Lap("event", key, day, day, state="past" if day <= site.day else "future")


def assessments(site: Site, plan: records.Plan) -> Iterator[Lap]:
    """What the IRM is expected to publish and when, what came, and the windows of self-assessments."""
    if plan.delivered_on:
        due = dates.months_later(plan.delivered_on, CLOCK)
        yield awaited(site, plan, "irm", "review", plan.delivered_on, due, REVIEWS)
    yield awaited(site, plan, "irm", "results", plan.end, dates.months_later(plan.end, CLOCK), RESULTS)
    for one in of_kind(site, plan, IN_BETWEEN):
        assert one.published_on
        yield Lap(
            "irm", "progress", one.published_on, one.published_on, state="past", got=one.published_on, uid=one.uid
        )
    if dates.months_later(plan.start, 36) < plan.end:
        middle = dates.months_later(plan.start, 24)
        yield dataclasses.replace(lap(site, "self_assessment", "refresh", middle, middle), recalled=True)
    for one in of_kind(site, plan, ("self-assessment-mid-term",)):
        assert one.published_on
        yield came("self_assessment", "mid-term", one.published_on, one.uid)
    until = dates.months_later(plan.end, WINDOW)
    kinds = ("self-assessment-end-of-term",)
    yield dataclasses.replace(
        awaited(site, plan, "self_assessment", "end-of-term", plan.end, until, kinds), recalled=True
    )


def came(kind: str, key: str, day: datetime.date, uid: str) -> Lap:
    """A product that came without being awaited on a day."""
    return Lap(kind, key, day, day, state="came", got=day, uid=uid)


def awaited(
    site: Site,
    plan: records.Plan,
    kind: str,
    key: str,
    start: datetime.date,
    end: datetime.date,
    kinds: tuple[str, ...],
) -> Lap:
    """A product that is expected between two days: it came, it is late, or it is still to come."""
    found = next(of_kind(site, plan, kinds), None)
    if found and found.published_on:
        return Lap(kind, key, start, end, state="came", got=found.published_on, uid=found.uid)
    made = lap(site, kind, key, start, end)
    return Lap(kind, key, start, end, state="late" if made.state == "past" else made.state)


def of_kind(site: Site, plan: records.Plan, kinds: tuple[str, ...]) -> Iterator[records.Assessment]:
    """The final assessments of a plan of some kinds, the first one first."""
    found = [
        one
        for one in site.all(records.Assessment)
        if one.plan and one.plan.target == plan.uid and one.kind in kinds and one.stage in (None, "final")
    ]
    yield from sorted(found, key=lambda one: (str(one.published_on), one.id))
