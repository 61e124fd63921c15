"""What the page on the cycle of a plan shows: one picture from the first phase to the last product, and its table."""

from __future__ import annotations

import datetime

from ogpsite.model import kinds, records
from ogpsite.model.blanks import Days
from ogpsite.model.facts import CycleFacts, Lap
from ogpsite.views.shell import PLANS, Frame, shell
from ogpsite.views.tongue import Tongue, View

LAPS = {
    "development": "Development of the plan",
    "published": "Final plan published",
    "delivered": "Delivered to OGP",
    "plan": "Period of the plan",
    "review": "IRM Action Plan Review",
    "results": "IRM Results Report",
    "progress": "IRM Progress Report",
    "refresh": "Mid-term refresh",
    "mid-term": "Mid-term self-assessment",
    "end-of-term": "End-of-term self-assessment",
}
KINDS = {
    "phase": "Co-creation",
    "event": "Publication",
    "period": "Implementation",
    "irm": "Independent review (IRM)",
    "self_assessment": "Self-assessment",
}


def address(plan: records.Plan) -> str:
    return f"{kinds.address_of(plan)}cycle/"


def page(tongue: Tongue, one: records.Plan) -> View:
    """The cycle of a plan."""
    facts = tongue.facts.cycles[one.uid]
    laps = [lap(tongue, facts, item) for item in facts.laps]
    day = tongue.site.day
    view = {
        "plan": tongue.to(one),
        "groups": [
            {"kind": kind, "title": tongue.say(words), "laps": own}
            for kind, words in KINDS.items()
            if (own := [item for item in laps if item["kind"] == kind])
        ],
        "years": years(facts),
        "today": tongue.share(day, *measure(facts)) if facts.start <= day <= facts.end else None,
        "recalled": any(item["recalled"] for item in laps),
        "moved": any(item["first_start"] or item["dropped"] for item in laps),
    }
    title = tongue.say("Cycle: {plan}", plan=tongue.title(one))
    crumbs = ((tongue.say(PLANS), "/plans/"), (tongue.title(one), kinds.address_of(one)))
    return view | shell(tongue, Frame(title, address(one), "", crumbs, data=f"{address(one)}index.json"))


def lap(tongue: Tongue, facts: CycleFacts, one: Lap) -> View:
    """A stretch with its words, its days, and its place in the picture in percent of the whole."""
    record = tongue.site.by_uid.get(one.uid)
    end = one.got if one.got and one.got > one.end else one.end
    return {
        "kind": one.kind,
        "title": tongue.text(one.title) if one.title else tongue.say(LAPS[one.key]),
        "state": one.state,
        "start": tongue.day(one.start),
        "end": tongue.day(one.end),
        "moment": one.start == one.end,
        "first_start": tongue.day(one.first_start),
        "first_end": tongue.day(one.first_end),
        "dropped": one.dropped,
        "recalled": one.recalled,
        "got": tongue.day(one.got),
        "link": tongue.to(record) if record else None,
        "late_days": late_days(tongue, one),
        "bar": span(facts, one.start, one.end),
        "first_bar": span(facts, one.first_start, one.first_end) if one.first_start and one.first_end else None,
        "late_bar": span(facts, one.end, end) if end > one.end and one.kind == "irm" else None,
        "got_at": place(facts, one.got) if one.got else None,
    }


def late_days(tongue: Tongue, one: Lap) -> int | Days:
    """Days after which something came, or is still awaited, past its last day."""
    if one.kind not in ("irm", "self_assessment") or one.start == one.end:
        return 0
    if not one.got and one.state == "late" and one.end < tongue.site.day:
        return tongue.days(one.end, tongue.site.day)
    return max(0, ((one.got or one.end) - one.end).days)


def place(facts: CycleFacts, day: datetime.date) -> float:
    """Where a day lies in the picture, in percent from its start."""
    start, whole = measure(facts)
    return round(100 * (day - start).days / whole, 2)


def measure(facts: CycleFacts) -> tuple[datetime.date, int]:
    """The first day of the picture, and how many days it shows."""
    return facts.start, max(1, (facts.end - facts.start).days + 1)


def span(facts: CycleFacts, start: datetime.date, end: datetime.date) -> View:
    """A stretch in the picture: where it begins, and how long it is, at least so long that it can be seen."""
    at = place(facts, start)
    width = place(facts, end + datetime.timedelta(days=1)) - at
    return {"at": min(at, 99.2), "width": round(max(width, 0.8), 2)}


def years(facts: CycleFacts) -> list[View]:
    """The first day of each year in the picture."""
    found = [{"year": facts.start.year, "at": 0.0}]
    for year in range(facts.start.year + 1, facts.end.year + 1):
        found.append({"year": year, "at": place(facts, datetime.date(year, 1, 1))})
    return found
