"""The site on days gone by, of which many are asked: what is the same on several of them is one object."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable

from ogpsite.model import records
from ogpsite.model.late import LateMapping
from ogpsite.model.site import Site
from ogpsite.relate.absence import beginning, cleared, holders, known_after, turning_days
from ogpsite.relate.together import Mentions, mentions_of, site_of
from ogpsite.relate.walking import parent_uid


class Life:
    """A record, and what could be known of it after each of its days."""

    __slots__ = ("days", "known", "record")

    def __init__(self, record: records.Record) -> None:
        self.record, self.days = record, turning_days(record)
        self.known: dict[int, records.Record] = {}

    def on(self, day: datetime.date) -> records.Record:
        """As `absence.as_of`."""
        count = bisect_right(self.days, day) if self.days else 0
        found = self.known.get(count)
        if found is None:
            found = self.known[count] = known_after(self.record, count)
        return found


class Past:
    """The sites on days gone by. What is read of records is noted for the first who asks: it is for one maker alone."""

    def __init__(self, visible: tuple[records.Record, ...], drafts: bool) -> None:
        self.drafts = drafts
        self.rows = [(record.uid, parent_uid(record), holders(record), Life(record)) for record in visible]
        self.begins = {record.uid: begin(record, drafts) for record in visible}
        self.lives: dict[tuple[str, frozenset[str]], Life | None] = {}  # without mentions of some others

    def on(self, day: datetime.date) -> Site:
        """The site without the records that weren't there yet on a day, and without any mention of them."""
        hidden = {uid for uid, first in self.begins.items() if first > day}
        below = [(uid, above) for uid, above, _, _ in self.rows if above]
        while more := {uid for uid, above in below if above in hidden and uid not in hidden}:
            hidden |= more
        while True:
            found = [
                (uid, above, life if names.isdisjoint(hidden) else self.without(uid, life.record, names & hidden))
                for uid, above, names, life in self.rows
                if uid not in hidden
            ]
            gone = [uid for uid, _, life in found if life is None]
            if not gone:
                break
            hidden.update(gone)
        there = ((life.on(day), above) for _, above, life in found if life)
        return site_of(there, day, self.drafts, late_mentions)

    def without(self, uid: str, record: records.Record, hidden: frozenset[str]) -> Life | None:
        """A record without the mentions of some others; None where one of these was required."""
        key = uid, hidden
        if key not in self.lives:
            left = cleared(record, dict.fromkeys(hidden, "embargoed"), [])
            self.lives[key] = None if left is None else Life(left)
        return self.lives[key]


def begin(record: records.Record, drafts: bool) -> datetime.date:
    """The first day on which a record is there, by itself."""
    draft, out, happened = beginning(record)
    if drafts:
        return happened
    return datetime.date.max if draft else max(out, happened)


def late_mentions(final: Iterable[records.Record]) -> Mentions:
    """Who mentions whom, found when somebody asks: few do of days gone by."""
    return LateMapping(lambda: mentions_of(final))
