"""Requirements 1.1 and 5.1, and minutes: the forum, its members, rules and meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from ogpsite.audit.case import DAY, Case, Verdict, Year, by_windows, needed, plan_years
from ogpsite.model import records
from ogpsite.model.blanks import Days, counted
from ogpsite.model.dates import median, months_later
from ogpsite.model.findings import Day, Gap, Window
from ogpsite.model.once import once
from ogpsite.model.site import Site
from ogpsite.model.values import Party

SEATED = (None, "co-chair", "member", "alternate")  # the secretariat and observers have no seat


def members(case: Case) -> Verdict:
    """MR1.1-a: a forum with current members from government and from civil society."""
    if case.day < case.opening:
        return Verdict(state="not_yet_due", borders=(case.opening,))
    forums = case.site.all(records.Forum)
    borders = tuple(day for forum in forums for one in forum.members for day in turns(one))
    missing: list[Gap] = []
    for forum in forums:
        sides = {"government": seated(case, forum, government(case)), "civil": seated(case, forum, ("civil-society",))}
        figures = {"government": len(sides["government"]), "civil_society": len(sides["civil"])}
        lacking = tuple(
            Gap(code=code, record=forum.uid, since=case.until)
            for side, code in (("government", "no-government-member"), ("civil", "no-civil-society-member"))
            if not sides[side]
        )
        if not lacking:
            proofs = (forum.uid, *sides["government"], *sides["civil"])
            return Verdict(state="met", proofs=proofs, figures=figures, borders=borders)
        missing.extend(lacking)
    gaps = tuple(missing) or (Gap(code="no-forum", record=case.plan.uid),)
    return Verdict(state="not_met", gaps=gaps, borders=borders)


def government(case: Case) -> tuple[str, ...]:
    """The sectors that are the member's government: its own level."""
    member = case.site.settings.member
    return ("government", "local-government") if member and member.kind == "local" else ("government",)


def seated(case: Case, forum: records.Forum, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The bodies of some sectors that have a seat; both days of a membership are included."""
    found = []
    for seat in forum.members:
        body = case.site.get(seat.organisation)
        current = (seat.from_ is None or seat.from_ <= case.until) and (seat.to is None or case.until <= seat.to)
        if isinstance(body, records.Organisation) and body.sector in sectors and current and seat.role in SEATED:
            found.append(body.uid)
    return tuple(dict.fromkeys(found))


def turns(seat: records.Membership) -> Iterator[Day]:
    """The days on which a membership begins, and on which it is over."""
    if seat.from_:
        yield seat.from_
    if seat.to:
        yield seat.to + DAY


def regular_meetings(case: Case) -> Verdict:
    """MR1.1-b: no more than six months between forum meetings, counted from the window's first day to the day."""
    if case.day < case.opening:
        return Verdict(state="not_yet_due", borders=(case.opening,))
    months = case.number("months")
    meetings = [one for one in held(case) if "forum" in one.kind and case.opening <= one.date <= case.until]
    points = [(case.opening, ""), *((one.date, one.uid) for one in meetings), (case.until, "")]
    gaps = tuple(
        Gap(
            code="long-gap",
            record=uid or before or case.plan.uid,
            since=since,
            until=until,
            count=counted(since, until),
        )
        for (since, before), (until, uid) in pairwise(points)
        if until > months_later(since, months)
    )
    last = points[-2][0]
    known = case.plan.development_start is not None
    remarks = () if known else ("no-development-start",)
    state = "not_met" if gaps else "cannot_tell" if not known else "met" if meetings else "not_yet_due"
    limit = months_later(last, months) + DAY
    return Verdict(
        state=state,
        proofs=tuple(one.uid for one in meetings),
        gaps=gaps,
        figures={"meetings": len(meetings), "longest_gap_days": longest([day for day, _ in points])},
        remarks=remarks,
        borders=(limit,) if limit <= case.plan.end and not gaps else (),
    )


def longest(days: list[Day]) -> int | Days:
    """The longest time between two days that follow each other."""
    return max(counted(before, after) for before, after in pairwise(days))


def held(case: Case) -> tuple[records.Meeting, ...]:
    """The meetings held, by their day."""
    return meetings_held(case.site)


@once
def meetings_held(site: Site) -> tuple[records.Meeting, ...]:
    found = (one for one in site.all(records.Meeting) if one.date <= site.day)
    return tuple(sorted(found, key=lambda one: (one.date, one.id)))


def rules_published(case: Case) -> Verdict:
    """MR1.1-c: the forum's rules are published."""
    if case.day < case.opening:
        return Verdict(state="not_yet_due", borders=(case.opening,))
    proofs: list[str] = []
    undated: list[str] = []
    for forum in case.site.all(records.Forum):
        for version in forum.rules:
            if version.file or version.url:
                known = version.date and version.date <= case.until
                (proofs if known else [] if version.date else undated).append(forum.uid)
    for document in case.site.all(records.Document):
        if document.type == "forum-rules" and (document.published_on or document.date) <= case.until:
            proofs.append(document.uid)
    if proofs:
        return Verdict(state="met", proofs=tuple(dict.fromkeys(proofs)))
    if undated:
        return Verdict(state="cannot_tell", notes=tuple(Gap(code="rules-undated", record=uid) for uid in undated))
    forums = case.site.all(records.Forum)
    gaps = (
        Gap(code="no-rules", record=uid, since=case.until) for uid in [one.uid for one in forums] or [case.plan.uid]
    )
    coming = (version.date for one in forums for version in one.rules if version.file or version.url)
    return Verdict(state="not_met", gaps=tuple(gaps), borders=tuple(day for day in coming if day))


Told = tuple[records.Meeting, str]  # a meeting on results, and why it doesn't count


def results_meetings(case: Case) -> Verdict:
    """MR5.1: two meetings on results in each year of the plan; at risk by the share of the year gone by."""
    figure = case.number("meetings")
    years = [year for year in plan_years(case.plan) if needed(year, figure)]
    begun = [year for year in years if year.start <= case.day] or years[:1]
    found = [(one, shortcoming(case, one)) for one in results(case)]
    windows = tuple(results_year(case, year, figure, found) for year in begun)
    borders = tuple(day for year in years for day in (year.start, *steps(year, figure), year.end + DAY))
    return by_windows(windows, borders=borders, notes=uncounted(found))


def results_year(case: Case, year: Year, figure: int, found: list[Told]) -> Window:
    """How a year of the plan stands."""
    within = [(one, why) for one, why in found if year.start <= one.date <= year.end]
    good = [one for one, why in within if not why]
    wanted = needed(year, figure)
    if len(good) >= wanted:
        state = "met"
    elif case.day > year.end:
        state = "not_met"
    else:
        next_one = year.start + datetime.timedelta(days=-(-(len(good) + 1) * year.days // figure))
        state = "at_risk" if case.day >= next_one else "not_yet_due"
    why = uncounted(within)
    lacking = "" if why else case.plan.uid
    short = Gap(code="few-meetings", record=lacking, since=year.start, until=year.end, count=len(good))
    return Window(
        reading="plan-year",
        label=str(year.number),
        start=year.start,
        end=year.end,
        state=state,
        proofs=tuple(one.uid for one in good),
        gaps=(short, *why) if state in ("not_met", "at_risk") else (),
        figures={"meetings": len(good), "needed": wanted},
    )


def results(case: Case) -> list[records.Meeting]:
    """The meetings on results held during the plan."""
    return [one for one in held(case) if "results" in one.kind and case.plan.start <= one.date <= case.plan.end]


def shortcoming(case: Case, meeting: records.Meeting) -> str:
    """Why a meeting on results doesn't count, or an empty text."""
    if not any(is_civil_society(case, party) for party in meeting.organisations):
        return "no-civil-society"
    if not any(ref.target.startswith(f"commitment:{case.plan.id}/") for ref in meeting.results_presented_on):
        return "no-results-shown"
    return "no-comments" if meeting.comments_collected is None else ""


def is_civil_society(case: Case, party: Party) -> bool:
    body = case.site.get(party.ref)
    return isinstance(body, records.Organisation) and body.sector == "civil-society"


def uncounted(found: list[Told]) -> tuple[Gap, ...]:
    """The meetings on results that don't count, and why."""
    return tuple(Gap(code=why, record=one.uid, since=one.date) for one, why in found if why)


def steps(year: Year, figure: int) -> Iterator[Day]:
    """The days on which another meeting is expected: the first on which the share gone by makes a whole number."""
    for number in range(1, figure):
        yield year.start + datetime.timedelta(days=-(-number * year.days // figure))


def minutes(case: Case) -> Verdict:
    """MIN-1: minutes within the member's own limit of days."""
    limit = case.site.settings.minutes_within_days
    limit = case.number("days") if limit is None else limit
    proofs, gaps, pending, took = [], [], [], []
    for meeting in held(case):
        facts = case.facts.gatherings[meeting.uid]
        last = meeting.date + datetime.timedelta(days=limit)
        if facts.minutes_days is not None:
            took.append(facts.minutes_days)
        if facts.minutes_out and (facts.minutes_days or 0) <= limit:
            proofs.append(meeting.uid)
        elif facts.minutes_out:
            gaps.append(Gap(code="minutes-late", record=meeting.uid, until=last, count=facts.minutes_days))
        elif case.day > last:
            gaps.append(Gap(code="minutes-missing", record=meeting.uid, until=last, count=counted(last, case.day)))
        else:
            pending.append(last + DAY)
    state = "not_met" if gaps else "not_yet_due" if pending or not proofs else "met"
    return Verdict(
        state=state,
        proofs=tuple(proofs),
        gaps=tuple(gaps),
        figures={"days": limit} | ({"median_days": plain(median(took))} if took else {}),
        remarks=() if held(case) else ("no-meetings",),
        borders=tuple(pending),
    )


def plain(number: float) -> float:
    """A whole number without a decimal point, however many days the median was taken of."""
    return int(number) if number == int(number) else number
