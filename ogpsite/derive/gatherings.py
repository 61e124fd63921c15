"""Meetings and the forum: minutes, seats over time, open decisions, when the next meeting is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ogpsite.model import dates, records
from ogpsite.model.facts import ForumFacts, GatheringFacts, OpenDecision, SeatYear
from ogpsite.model.site import Site

WITHOUT_SEAT = ("secretariat", "observer", "alternate")
LAST = datetime.date.max.toordinal()
MONTHS_BETWEEN = 6  # requirement 1.1


def gathering_facts(site: Site, gathering: records.Gathering) -> GatheringFacts:
    """Whether a meeting was held, and how long its minutes took or are taking."""
    if gathering.date > site.day:
        return GatheringFacts(held=False)
    due = datetime.date.fromordinal(min(gathering.date.toordinal() + minutes_limit(site), LAST))
    if not gathering.body:
        return GatheringFacts(True, False, None, due, site.day if due < site.day else None)
    out = gathering.minutes_published_on or gathering.date
    return GatheringFacts(True, True, (out - gathering.date).days, due, out if due < out else None)


def minutes_limit(site: Site) -> int:
    """Days within which minutes are to be out."""
    return 30 if site.settings.minutes_within_days is None else site.settings.minutes_within_days


def forum_facts(site: Site) -> dict[str, ForumFacts]:
    """How each forum works, by its uid; under an empty name where meetings are held but no forum is recorded."""
    forums = site.all(records.Forum)
    if not forums:
        return {"": one_forum(site, None)} if site.all(records.Meeting) else {}
    return {one.uid: one_forum(site, one) for one in forums}


def one_forum(site: Site, forum: records.Forum | None) -> ForumFacts:
    """Seats, meetings, minutes and open decisions of one forum."""
    every = [one for one in site.all(records.Meeting) if forum is None or forum_of(site, one) in ("", forum.key)]
    held = tuple(sorted((one for one in every if one.date <= site.day), key=lambda one: (one.date, one.id)))
    last = next((one for one in reversed(held) if "forum" in one.kind), None)
    due = dates.months_later(last.date, MONTHS_BETWEEN) if last else None
    out = [days for one in held if (days := gathering_facts(site, one).minutes_days) is not None]
    return ForumFacts(
        forum=forum,
        meetings=held,
        years=tuple(seat_years(site, forum, held)) if forum else (),
        median_days=dates.median(out) if out else None,
        minutes_limit=minutes_limit(site),
        open_decisions=open_decisions(site, held),
        last=last,
        next_due=due,
        next_late_on=site.day if due and due < site.day else None,
    )


def forum_of(site: Site, meeting: records.Meeting) -> str:
    """The key of a meeting's forum: named, by its folder, or the only one."""
    if meeting.forum:
        return meeting.forum.target.partition(":")[2]
    if meeting.meta.parent:
        return meeting.meta.parent
    forums = site.all(records.Forum)
    return forums[0].key if len(forums) == 1 else ""


def seat_years(site: Site, forum: records.Forum, held: Iterable[records.Meeting]) -> Iterator[SeatYear]:
    """The seats by sector on the last day of each year, from the first that is known to the site's day."""
    starts = [member.from_ for member in forum.members if member.from_ and member.from_ <= site.day]
    first = min([*starts, *(one.date for one in held)], default=site.day).year
    for year in range(first, site.day.year + 1):
        day = min(datetime.date(year, 12, 31), site.day)
        seats = seats_on(site, forum, day)
        if seats:
            yield SeatYear(year, day, seats)


def seats_on(site: Site, forum: records.Forum, day: datetime.date) -> dict[str, int]:
    """How many seats each sector holds on a day; secretariat, observers and alternates hold none."""
    seats: dict[str, int] = {}
    for member in forum.members:
        body = site.get(member.organisation)
        if isinstance(body, records.Organisation) and is_member(member, day) and member.role not in WITHOUT_SEAT:
            seats[body.sector] = seats.get(body.sector, 0) + 1
    return seats


def is_member(member: records.Membership, day: datetime.date) -> bool:
    """Whether a seat is held on a day; first and last day included."""
    return (member.from_ is None or member.from_ <= day) and (member.to is None or day <= member.to)


def open_decisions(site: Site, held: Iterable[records.Gathering]) -> tuple[OpenDecision, ...]:
    """What was decided and is still open, the oldest first."""
    return tuple(
        OpenDecision(one, item, site.day, late_on(site, item))
        for one in held
        for item in one.decisions
        if (item.status or "open") == "open"
    )


def late_on(site: Site, decision: records.Decision) -> datetime.date | None:
    """The day of the figures, where the due date of a decision that is open is over."""
    by = decision.due.by if decision.due else None
    return site.day if by and by < site.day else None
