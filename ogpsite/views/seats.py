"""What the forum's pages say in figures: seats by sector over the years, attendance, minutes, open decisions."""

from __future__ import annotations

from collections.abc import Mapping

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import ForumFacts, GatheringFacts, OpenDecision, SeatYear
from ogpsite.views import charts, paged
from ogpsite.views.tongue import Tongue, View

SHARES = ("government", "civil_society", "other")


def figures(tongue: Tongue, facts: ForumFacts) -> View:
    """How a forum works, in figures; each with its list on the same page."""
    counted = [one for one in reversed(facts.meetings) if one.attendance]
    return {
        "data": f"{kinds.address_of(facts.forum)}figures.json" if facts.forum else "",
        "meeting_count": len(facts.meetings),
        "median_days": facts.median_days,
        "median_words": minutes_words(tongue, facts),
        "limit": facts.minutes_limit,
        "limit_words": tongue.count("{count} day", "{count} days", facts.minutes_limit),
        "median_late": facts.median_days is not None and facts.median_days > facts.minutes_limit,
        "open_decisions": [open_decision(tongue, one) for one in facts.open_decisions],
        "last": {**tongue.to(facts.last), "date": tongue.day(facts.last.date)} if facts.last else None,
        "next_due": tongue.day(facts.next_due),
        "next_late_days": tongue.days(facts.next_due, facts.next_late_on),
        "attended": charts.attendance(tongue, facts),
        "balance": charts.balance(tongue, facts),
        "years": [seat_year(tongue, one) for one in facts.years],
        "attendance": [attendance(tongue, one) for one in paged.top(counted)],
        "attendance_rest": paged.rest(len(counted)),
        "minutes": [minutes(tongue, one, facts) for one in paged.top(facts.meetings[::-1])],
        "minutes_rest": paged.rest(len(facts.meetings)),
    }


def minutes_words(tongue: Tongue, facts: ForumFacts) -> object:
    if facts.median_days is None:
        return ""
    return tongue.count("{count} day", "{count} days", round(facts.median_days))


def seats(tongue: Tongue, found: Mapping[str, int]) -> list[View]:
    """Seats by sector, with the share of all for a bar."""
    total = sum(found.values())
    return [
        {
            "sector": sector,
            "words": tongue.label(vocabulary.SECTOR, sector),
            "count": found[sector],
            "share": round(100 * found[sector] / total, 3),
        }
        for sector in vocabulary.SECTOR
        if found.get(sector)
    ]


def seat_year(tongue: Tongue, one: SeatYear) -> View:
    return {
        "year": one.year,
        "day": tongue.day(one.day),
        "seats": seats(tongue, one.seats),
        "total": sum(one.seats.values()),
    }


def attendance(tongue: Tongue, one: records.Meeting) -> View:
    """Who came to a meeting, by sector; a cell that was suppressed stays empty and says so."""
    found = one.attendance
    assert found
    cells = [
        {"number": number, "hidden": name in found.suppressed}
        for name in ("attended", *SHARES)
        for number in (getattr(found, name),)
    ]
    return {**tongue.to(one), "date": tongue.day(one.date), "cells": cells}


def minutes(tongue: Tongue, one: records.Meeting, facts: ForumFacts) -> View:
    """How long the minutes of a meeting took, or are taking, against the limit."""
    held: GatheringFacts = tongue.facts.gatherings[one.uid]
    days = held.minutes_days if held.minutes_out else tongue.days(one.date, tongue.site.day)
    most = max(1, 3 * facts.minutes_limit)
    return {
        **tongue.to(one),
        "date": tongue.day(one.date),
        "days": days,
        "out": held.minutes_out,
        "late": tongue.days(held.due, held.late_on),
        "percent": 100 if days and days >= most else round(100 * int(days or 0) / most, 2),
    }


def open_decision(tongue: Tongue, one: OpenDecision) -> View:
    """A decision that is still open, with its age."""
    return {
        "text": tongue.text(one.decision.text),
        "meeting": tongue.to(one.gathering),
        "date": tongue.day(one.gathering.date),
        "owner": tongue.party(one.decision.owner),
        "due": tongue.due(one.decision.due),
        "age": tongue.days(one.gathering.date, one.on),
        "overdue_days": tongue.days(one.promised, one.late_on),
    }
