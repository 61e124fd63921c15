"""Every day that a calendar holds, in the words of one language: meetings, deadlines, due dates, what the IRM owes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, Lap, MilestoneFacts
from ogpsite.model.values import Ref
from ogpsite.nouns import dataclass
from ogpsite.views import entries, follow
from ogpsite.views.beginnings import LONGEST, beginning
from ogpsite.views.tongue import Tongue

FOUNDED = entries.FOUNDED  # the stamp of what no day of the content dates


@dataclass(frozen=True, slots=True)
class Date:
    """A day in a calendar. `key` is its identity for ever; `stamp` the day of the content that it is made from."""

    key: str
    day: datetime.date
    summary: str
    href: str
    lines: tuple[str, ...]
    kind: str
    stamp: datetime.date
    place: str = ""
    cancelled: bool = False
    concerned: frozenset[str] = frozenset()


def all_dates(tongue: Tongue) -> tuple[Date, ...]:
    """Every day of the site, in the order of time."""
    found = (*gatherings(tongue), *consultations(tongue), *commitments(tongue), *plans(tongue))
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def ended(entry: entries.Entry) -> Date:
    """The last day of a calendar whose record is gone: that of the notice."""
    return Date(entry.key, entry.day, entry.title, entry.href, entry.lines, entry.kind, entry.day)


def gatherings(tongue: Tongue) -> Iterator[Date]:
    """Meetings and events."""
    for one in (*tongue.site.all(records.Meeting), *tongue.site.all(records.Event)):
        kind = str(tongue.say(kinds.KINDS[one.meta.kind].singular))
        held = [one.minutes_published_on or one.date] if one.body else []
        lines = (*(str(tongue.text(point)) for point in one.agenda), beginning(tongue, one, "body", length=LONGEST))
        if one.online_url:
            lines = (str(tongue.say("Join online: {address}", address=one.online_url)), *lines)
        yield Date(
            one.uid,
            one.date,
            str(tongue.title(one)),
            tongue.href(kinds.address_of(one)),
            tuple(line for line in lines if line),
            kind,
            max((*held, *((one.announced_on,) if one.announced_on else ())), default=FOUNDED),
            str(tongue.text(one.place)),
            False,
            around_gathering(tongue, one),
        )


def around_gathering(tongue: Tongue, one: records.Gathering) -> frozenset[str]:
    """Whose calendars hold a meeting: the plan's, commitments', and those of the bodies that take part."""
    refs: list[Ref | None] = [*one.results_presented_on, *(party.ref for party in one.organisations)]
    if isinstance(one, records.Event):
        refs += [one.plan, *one.commitments, one.provider.ref if one.provider else None]
    return with_leads(tongue, {ref.target for ref in refs if ref and ref.target})


def with_leads(tongue: Tongue, uids: set[str]) -> frozenset[str]:
    """The commitments among these with their plans and leads, and the site."""
    found = {follow.WHOLE, *uids}
    known = tongue.facts.commitments
    for uid in uids:
        if uid in known:
            found.update(one for one in follow.around(tongue.edition, known[uid]) if not one.startswith(follow.AREA))
    return frozenset(found)


def consultations(tongue: Tongue) -> Iterator[Date]:
    """The first and the last day of every consultation."""
    for one in tongue.site.all(records.Consultation):
        stamp = one.published_on or one.announced_on or FOUNDED
        about = {found.uid for ref in one.about if (found := tongue.site.get(ref))}
        concerned = with_leads(tongue, about | ({one.plan.target} if one.plan else set()))
        kind = str(tongue.say("Consultation"))
        title = tongue.title(one)
        lines = tuple(line for line in (beginning(tongue, one, "purpose", "body", length=LONGEST),) if line)
        href = tongue.href(kinds.address_of(one))
        gone = one.status == "cancelled"
        opens = str(tongue.say("Consultation opens: {title}", title=title))
        closes = str(tongue.say("Last day of the consultation: {title}", title=title))
        yield Date(f"{one.uid}/opens", one.opens, opens, href, lines, kind, stamp, "", gone, concerned)
        yield Date(f"{one.uid}/closes", one.closes, closes, href, lines, kind, stamp, "", gone, concerned)


def commitments(tongue: Tongue) -> Iterator[Date]:
    """The due dates of milestones, and the last day of commitments that have one of their own."""
    for facts in tongue.facts.commitments.values():
        one = facts.commitment
        gone = one.withdrawn is not None
        concerned = with_leads(tongue, {one.uid})
        if one.end:
            title = str(tongue.say("Last day of the commitment: {title}", title=tongue.title(one)))
            href, kind = tongue.href(kinds.address_of(one)), str(tongue.say("Commitment"))
            yield Date(f"{one.uid}/end", one.end, title, href, (), kind, stamp_of(tongue, facts), "", gone, concerned)
        yield from (
            date for item in facts.milestones if (date := milestone(tongue, facts, item, concerned)) is not None
        )


def stamp_of(tongue: Tongue, facts: CommitmentFacts) -> datetime.date:
    """The newest day of the content that a commitment's dates are made from."""
    one = facts.commitment
    plan = tongue.site.plan_of(one)
    made = (plan.published_on or plan.delivered_on) if plan else one.published_on
    days = [made, one.withdrawn.on if one.withdrawn else None]
    days += [report.published_on or report.reported_on for report in facts.reports]
    return max((day for day in days if day), default=FOUNDED)


def milestone(tongue: Tongue, facts: CommitmentFacts, item: MilestoneFacts, concerned: frozenset[str]) -> Date | None:
    """The latest day that a milestone's due date can mean, as it was first promised."""
    one = item.milestone
    if not one.due or not one.due.by:
        return None
    commitment = tongue.title(facts.commitment)
    status = tongue.label(vocabulary.STATUS, item.status) or tongue.say("No report")
    lines = [str(commitment), str(tongue.say("Due: {day}", day=tongue.due(one.due)))]
    lines.append(str(tongue.say("Status: {status}", status=status)))
    if item.expected:
        lines.append(str(tongue.say("Now expected: {due}", due=tongue.due(item.expected))))
    address = f"{kinds.address_of(facts.commitment)}#milestone-{one.key}"
    return Date(
        f"milestone:{facts.commitment.id}/{one.key}",
        one.due.by,
        str(tongue.say("Due: {title}", title=tongue.text(one.title))),
        tongue.href(address),
        tuple(lines),
        str(tongue.say("Milestone")),
        stamp_of(tongue, facts),
        "",
        facts.commitment.withdrawn is not None or item.status == "withdrawn",
        concerned | {ref.target for ref in one.lead},
    )


def plans(tongue: Tongue) -> Iterator[Date]:
    """First and last day of every plan, and the days until which products of the IRM are expected."""
    for facts in tongue.facts.plans.values():
        one = facts.plan
        concerned = frozenset({follow.WHOLE, one.uid})
        href, kind = tongue.href(kinds.address_of(one)), str(tongue.say("Action plan"))
        stamp = one.published_on or one.delivered_on or FOUNDED
        title = tongue.title(one)
        first = str(tongue.say("First day of the plan: {title}", title=title))
        last = str(tongue.say("Last day of the plan: {title}", title=title))
        yield Date(f"{one.uid}/start", one.start, first, href, (), kind, stamp, "", False, concerned)
        yield Date(f"{one.uid}/end", one.end, last, href, (), kind, stamp, "", False, concerned)
        for lap in tongue.facts.cycles[one.uid].laps:
            if lap.kind == "irm" and lap.key in EXPECTED and not lap.got:
                yield expected(tongue, one, lap, stamp, concerned)


EXPECTED = {"review": "IRM Action Plan Review", "results": "IRM Results Report"}


def expected(tongue: Tongue, one: records.Plan, lap: Lap, stamp: datetime.date, concerned: frozenset[str]) -> Date:
    """The day until which the IRM is expected to publish."""
    product = tongue.say(EXPECTED[lap.key])
    summary = str(tongue.say("Expected by this day: {product}", product=product))
    lines = (str(tongue.title(one)), str(tongue.say("Four months after delivery, or after the end of the plan.")))
    href = tongue.href(kinds.address_of(one))
    kind = str(tongue.say("Assessment"))
    return Date(f"{one.uid}/irm-{lap.key}", lap.end, summary, href, lines, kind, stamp, "", False, concerned)
