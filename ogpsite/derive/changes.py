"""What was added, updated, corrected or withdrawn, on which day, from the records' own dates."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping

from ogpsite.model import records
from ogpsite.model.facts import Change, Correction
from ogpsite.model.fields import having
from ogpsite.model.kinds import KINDS
from ogpsite.model.site import Site
from ogpsite.model.values import Party, Ref, Text

NAMING = ("effects", "commitments", "results_presented_on", "about", "codes")  # fields that may name commitments
ACTING = ("lead", "reported_by", "by", "publisher", "provider", "organisation")  # … those who act
DATING = ("reported_on", "on", "received_on", "date")  # … the day of a record that isn't published on one


def all_changes(site: Site) -> Iterator[Change]:
    """Every change with the plan, commitments and organisations under which it is also listed."""
    return (placed(site, change) for change in dated_changes(site))


def dated_changes(site: Site) -> Iterator[Change]:
    """Every change on a day of its own, up to the site's day. Contributions count as one change a day."""
    days_with_contributions: set[tuple[str, datetime.date]] = set()
    for record in site.by_uid.values():
        for day, what in changes_of(site, record):
            if day <= site.day:
                if what == "contributions":
                    days_with_contributions.add((f"consultation:{record.meta.parent}", day))
                else:
                    yield Change(day, record.uid, what)
    yield from (Change(day, uid, "contributions") for uid, day in days_with_contributions)


def changes_of(site: Site, record: records.Record) -> Iterator[tuple[datetime.date, str]]:
    """The days of a record on which something happened to it, and what."""
    withdrawn = getattr(record, "withdrawn", None)
    if withdrawn:
        yield withdrawn.on, "withdrawn"
    if isinstance(record, records.Commitment):
        if record.published_on:
            yield record.published_on, "added"
        return
    day = day_of(record)
    if isinstance(record, records.Gathering) and record.announced_on and record.body and day:
        yield record.announced_on, "added"
        yield day, "updated"
    elif day:
        yield day, "contributions" if isinstance(record, records.Contribution) else what_of(site, record)


def what_of(site: Site, record: records.Record) -> str:
    """Added, updated (a newer version of something that was there), or corrected."""
    if getattr(record, "correction_of", None):
        return "corrected"
    if isinstance(record, records.Document):
        return "updated" if record.supersedes else "added"
    if isinstance(record, records.Version | records.Timeline):
        first = min(
            (day_of(one) or datetime.date.max, one.key)
            for one in site.children.get(above(record), ())
            if isinstance(one, type(record))
        )
        return "added" if first[1] == record.key else "updated"
    return "added"


def placed(site: Site, change: Change) -> Change:
    """A change with the plan, commitments and organisations under which it is also listed."""
    record = site.by_uid.get(change.uid)
    if record is None:
        return change
    commitments = tuple(dict.fromkeys(commitments_of(site, record)))
    bodies = tuple(dict.fromkeys(bodies_of(site, record)))
    return Change(change.day, change.uid, change.what, plan_among(site, record, commitments), commitments, bodies)


def plan_among(site: Site, record: records.Record, commitments: Iterable[str]) -> str:
    """The plan under which a record is listed, by uid: its own, else that of the first of its commitments with one."""
    others = (plan_of(one) for uid in commitments if (one := site.by_uid.get(uid)))
    return plan_of(record) or next(filter(None, others), "")


def plan_of(record: records.Record) -> str:
    """The plan that a record belongs to or names, by uid."""
    if record.meta.kind == "plan":
        return record.uid
    if record.meta.kind in ("version", "timeline", "commitment") and record.meta.parent:
        return f"plan:{record.meta.parent}"
    named = getattr(record, "plan", None)
    return named.target if isinstance(named, Ref) else ""


def commitments_of(site: Site, record: records.Record) -> Iterator[str]:
    """The commitments that a record is part of or names, by uid."""
    if record.meta.kind == "commitment":
        yield record.uid
    if record.meta.kind in ("progress", "check"):
        yield f"commitment:{record.meta.parent}"
    for name in having(type(record), NAMING):
        for one in getattr(record, name):
            found = site.get(one.commitment if isinstance(one, records.Codes) else one)
            if isinstance(found, records.Commitment):
                yield found.uid
    if record.meta.kind in ("contribution", "response") and (holder := site.by_uid.get(above(record))):
        yield from commitments_of(site, holder)


def bodies_of(site: Site, record: records.Record) -> Iterator[str]:
    """The organisations that act in a record, by uid: who leads, reports, checks, answers, writes, gives."""
    for name in having(type(record), ACTING):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            found = site.get(one.ref if isinstance(one, Party) else one if isinstance(one, Ref) else None)
            if isinstance(found, records.Organisation):
                yield found.uid
    if isinstance(record, records.Progress) and not record.reported_by and (holder := site.by_uid.get(above(record))):
        yield from bodies_of(site, holder)


def day_of(record: records.Record) -> datetime.date | None:
    """The day on which a record came to be known."""
    if isinstance(record, records.Consultation):
        return record.published_on or record.announced_on or record.opens
    if isinstance(record, records.Commitment):
        return record.withdrawn.on if record.withdrawn else record.published_on
    if isinstance(record, records.Gathering):
        return record.minutes_published_on or (record.date if record.body else record.announced_on or record.date)
    if record.published_on:
        return record.published_on
    for name in having(type(record), DATING):
        day = getattr(record, name)
        if isinstance(day, datetime.date):
            return day
    return None


def last_updates(site: Site, changes: Iterable[Change]) -> Mapping[str, datetime.date]:
    """The newest change of each record and of what belongs to it."""
    updated: dict[str, datetime.date] = {}
    for change in changes:
        uid: str = change.uid
        while uid:
            updated[uid] = max(updated.get(uid, change.day), change.day)
            record = site.by_uid.get(uid)
            uid = above(record) if record else ""
    return updated


def above(record: records.Record) -> str:
    """The identity of the record that a record belongs to."""
    holder = KINDS[record.meta.kind].parent
    return f"{holder}:{record.meta.parent}" if holder and record.meta.parent else ""


def with_counts(changes: Iterable[Change], updates: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, the newest first, with those marked that are updates in the sense of requirement 2.2."""
    counted = {(one.day, one.uid) for one in updates}
    found = (dataclasses.replace(one, counts=(one.day, one.uid) in counted) for one in changes)
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.uid, one.what)))


def corrections(site: Site) -> tuple[Correction, ...]:
    """What was corrected, replaced or withdrawn, with the reason that was given; the newest first."""
    found = [one for record in site.by_uid.values() for one in corrections_of(record) if one.day <= site.day]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.uid)))


def corrections_of(record: records.Record) -> Iterator[Correction]:
    """The entries of one record. `uid` is what was said before, `by` what stands in its place."""
    withdrawn = getattr(record, "withdrawn", None)
    if withdrawn:
        yield Correction(withdrawn.on, record.uid, "withdrawn", withdrawn.reason)
    if isinstance(record, records.Progress) and record.correction_of and record.correction_of.target:
        day = record.published_on or record.reported_on
        yield Correction(day, record.correction_of.target, "corrected", record.summary or record.body, record.uid)
    if isinstance(record, records.Document) and record.supersedes and record.supersedes.target:
        day = record.published_on or record.date
        yield Correction(day, record.supersedes.target, "replaced", Text(), record.uid)
