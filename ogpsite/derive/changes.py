"""What was added, updated, corrected or withdrawn, on which day, from the records' own dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from ogpsite.model import records
from ogpsite.model.facts import (
    Change,
)
from ogpsite.model.kinds import KINDS
from ogpsite.model.site import Site


def all_changes(site: Site) -> Iterator[Change]:
    """Every record with a day of its own, up to the site's day. Contributions count as one change a day."""
    days_with_contributions: set[tuple[str, datetime.date]] = set()
    for record in site.by_uid.values():
        day = day_of(record)
        if day is None or day > site.day:
            continue
        if isinstance(record, records.Contribution):
            days_with_contributions.add((f"consultation:{record.meta.parent}", day))
        elif isinstance(record, records.Commitment) and record.withdrawn:
            yield Change(record.withdrawn.on, record.uid, "withdrawn")
        else:
            yield Change(day, record.uid, "corrected" if getattr(record, "correction_of", None) else "added")
    yield from (Change(day, uid, "contributions") for uid, day in days_with_contributions)


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
    for name in ("reported_on", "on", "received_on", "date"):
        day = getattr(record, name, None)
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
