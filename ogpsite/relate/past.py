"""The site on days gone by, of which many are asked: what is the same on several of them is one object."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import itemgetter
from typing import TypeVar, cast

from ogpsite.model import records
from ogpsite.model.late import LateMapping
from ogpsite.model.site import Site
from ogpsite.relate.absence import beginning, cleared, holders, known_after, turning_days
from ogpsite.relate.together import mentions_of
from ogpsite.relate.walking import parent_uid

T = TypeVar("T")


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
    """The sites on days gone by. What is read of records is noted for the first who asks: it is for one maker alone.

    From one day to another only those records are looked at that come, go, turn, or mention one that isn't there.
    """

    def __init__(self, visible: tuple[records.Record, ...], drafts: bool) -> None:
        self.drafts = drafts
        self.uids, self.lives = [record.uid for record in visible], list(map(Life, visible))
        self.kinds, self.above = [record.meta.kind for record in visible], list(map(parent_uid, visible))
        self.names = list(map(holders, visible))
        self.places = {uid: n for n, uid in enumerate(self.uids)}
        self.of_kind, self.below = together(enumerate(self.kinds)), together(enumerate(self.above))
        self.naming = together((n, name) for n, names in enumerate(self.names) for name in names)
        own = [begin(record, drafts) for record in visible]
        self.begins, self.beginning = by_day((self.first_day(uid, own), uid) for uid in self.uids)
        self.turns, self.turning = by_day((day, n) for n, life in enumerate(self.lives) for day in life.days)
        self.cleared: dict[tuple[str, frozenset[str]], Life | None] = {}  # without mentions of some others
        # what is known of the day that was asked for last; before the first, nothing is there
        self.day, self.hidden, self.others = datetime.date.min, set(self.uids), set[int]()
        self.now: list[records.Record | None] = [None] * len(self.uids)
        self.by_kind: dict[str, tuple[records.Record, ...]] = {}
        self.children: dict[str, tuple[records.Record, ...]] = {}

    def first_day(self, uid: str, own: Sequence[datetime.date]) -> datetime.date:
        """The first day on which a record is there, and all that hold it."""
        place = self.places[uid]
        above = self.above[place]
        return max(own[place], self.first_day(above, own)) if above in self.places else own[place]

    def on(self, day: datetime.date) -> Site:
        """The site without the records that weren't there yet on a day, and without any mention of them."""
        hidden, others = self.absent(day)
        changed = {self.places[uid] for uid in hidden ^ self.hidden} | others.keys() | self.others | self.turned(day)
        kinds, above = set(), set()
        for n in changed:
            life = None if self.uids[n] in hidden else others.get(n, self.lives[n])
            record = life.on(day) if life else None
            if record is not self.now[n]:
                self.now[n] = record
                kinds.add(self.kinds[n])
                above.add(self.above[n])
        self.day, self.hidden, self.others = day, hidden, set(others)
        self.by_kind = self.renewed(self.by_kind, kinds, self.of_kind)
        self.children = self.renewed(self.children, above - {""}, self.below)
        by_uid = cast("dict[str, records.Record]", dict(compress(zip(self.uids, self.now, strict=True), self.now)))
        settings = next((one for one in self.by_kind.get("settings", ()) if isinstance(one, records.Settings)), None)
        return Site(
            settings=settings or records.Settings(),
            day=day,
            drafts=self.drafts,
            by_kind=self.by_kind,
            by_uid=by_uid,
            children=self.children,
            mentions=LateMapping(lambda: mentions_of(by_uid.values())),  # few ask for them
        )

    def absent(self, day: datetime.date) -> tuple[set[str], dict[int, Life | None]]:
        """Who isn't there on a day, and by their places the lives of those who mention one of these."""
        hidden = set(self.beginning[bisect_right(self.begins, day) :])
        while True:
            places = {n for uid in hidden & self.naming.keys() for n in self.naming[uid] if self.uids[n] not in hidden}
            others = {n: self.without(self.uids[n], self.lives[n].record, self.names[n] & hidden) for n in places}
            gone = {self.uids[n] for n, life in others.items() if life is None}
            if not gone:
                return hidden, others
            hidden |= gone

    def turned(self, day: datetime.date) -> set[int]:
        """The places of those of whom something else is known than on the day before."""
        first, last = sorted((self.day, day))
        return set(self.turning[bisect_right(self.turns, first) : bisect_right(self.turns, last)])

    def renewed(
        self, known: dict[str, tuple[records.Record, ...]], names: set[str], places: dict[str, list[int]]
    ) -> dict[str, tuple[records.Record, ...]]:
        """The records by some name, of which those below some names are others."""
        found = {name: tuple([one for n in places[name] if (one := self.now[n])]) for name in names}
        return {name: own for name, own in (known | found).items() if own}

    def without(self, uid: str, record: records.Record, hidden: frozenset[str]) -> Life | None:
        """A record without the mentions of some others; None where one of these was required."""
        key = uid, hidden
        if key not in self.cleared:
            left = cleared(record, dict.fromkeys(hidden, "embargoed"), [])
            self.cleared[key] = None if left is None else Life(left)
        return self.cleared[key]


def begin(record: records.Record, drafts: bool) -> datetime.date:
    """The first day on which a record is there, by itself."""
    draft, out, happened = beginning(record)
    if drafts:
        return happened
    return datetime.date.max if draft else max(out, happened)


def together(pairs: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The places by name."""
    found: dict[str, list[int]] = {}
    for place, name in pairs:
        found.setdefault(name, []).append(place)
    return found


def by_day(pairs: Iterable[tuple[datetime.date, T]]) -> tuple[list[datetime.date], list[T]]:
    """Days in their order, and what each brings."""
    found = sorted(pairs, key=itemgetter(0))
    return [day for day, _ in found], [one for _, one in found]
