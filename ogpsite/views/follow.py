"""What can be followed: which records have a feed and a calendar, where these lie, and what belongs to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ogpsite.model import kinds, records
from ogpsite.model.facts import Change, CommitmentFacts, Edition
from ogpsite.model.site import Site
from ogpsite.model.values import Ref
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Tongue, View

Entry = TypeVar("Entry")
FEED, JSON_FEED, CALENDAR = "feed.xml", "feed.json", "calendar.ics"
FEEDS = ("plan", "commitment", "consultation", "organisation")
CALENDARS = ("plan", "commitment", "organisation")
WHOLE = ""  # the subject that is the site itself
AREA = "policy-area:"


def area_address(key: str) -> str:
    return f"/policy-areas/{key}/"


def links(tongue: Tongue, record: records.Record | None, address: str, title: object) -> list[View]:
    """The feeds and calendars that a page names: the record's own, or on other pages those of the site."""
    if record and record.meta.kind in FEEDS:
        return links_at(
            tongue, kinds.address_of(record), tongue.title(record), has_calendar(tongue.edition, record.uid)
        )
    if address.startswith("/policy-areas/") and address != "/policy-areas/":
        return links_at(tongue, address, title, False)
    return of_site(tongue, tongue.site)


@retold
def of_site(tongue: Tongue, site: Site) -> list[View]:
    """The feeds and the calendar of the site."""
    return links_at(tongue, "/", tongue.text(site.settings.title), has_calendar(tongue.edition, WHOLE))


def links_at(tongue: Tongue, place: str, name: object, calendar: bool) -> list[View]:
    """The feeds at an address, and its calendar where there is one."""
    feed, dates = tongue.say("Changes: {title}", title=name), tongue.say("Dates: {title}", title=name)
    atom = tongue.say("News feed (Atom)")
    found: list[View] = [link(tongue, f"{place}{FEED}", "application/atom+xml", feed, atom)]
    if place == "/":
        json = tongue.say("News feed (JSON)")
        found.append(link(tongue, f"/{JSON_FEED}", "application/feed+json", feed, json))
    if calendar:
        words = tongue.say("Calendar (iCalendar)")
        found.append(link(tongue, f"{place}{CALENDAR}", "text/calendar", dates, words))
    return [one | {"own": place != "/"} for one in found]


def link(tongue: Tongue, address: str, type_: str, title: object, words: object) -> View:
    return {"href": tongue.href(address), "type": type_, "title": title, "words": words}


def subjects(edition: Edition) -> Iterator[tuple[str, records.Record]]:
    """Every record that has a feed of its own, with the address of its page."""
    for kind in FEEDS:
        yield from ((kinds.address_of(one), one) for one in edition.site.by_kind.get(kind, ()))


def by_subject(found: Iterable[tuple[Entry, Iterable[str]]]) -> dict[str, list[Entry]]:
    """Entries, each with those whom it concerns, by whom they concern, in their order."""
    own: dict[str, list[Entry]] = {}
    for entry, concerned in found:
        for uid in concerned:
            own.setdefault(uid, []).append(entry)
    return own


def concerned(edition: Edition, change: Change) -> frozenset[str]:
    """In whose feeds a change is listed: the site, the records that it is about, who leads them, policy areas."""
    record = edition.site.by_uid.get(change.uid)
    if record is None or record.meta.kind in ("settings", "home"):
        return frozenset()
    found = {WHOLE, change.uid, change.plan, *change.commitments, *change.organisations}
    if record.meta.parent:
        found.add(f"{kinds.KINDS[record.meta.kind].parent}:{record.meta.parent}")
    for name in ("about", "comments_collected", "plan"):
        found.update(named(edition, getattr(record, name, None)))
    commitments = [uid for uid in found if uid in edition.facts.commitments]
    for uid in commitments:
        found.update(around(edition, edition.facts.commitments[uid]))
    return frozenset(one for one in found if one is not None)


def named(edition: Edition, value: object) -> Iterator[str]:
    """The records that a field names."""
    for one in value if isinstance(value, tuple) else (value,):
        record = edition.site.get(one) if isinstance(one, Ref) else None
        if record:
            yield record.uid


def around(edition: Edition, facts: CommitmentFacts) -> Iterator[str]:
    """What follows a commitment: its plan, who leads it, its policy areas."""
    one = facts.commitment
    if one.meta.parent:
        yield f"plan:{one.meta.parent}"
    yield from (ref.target for ref in one.lead)
    yield from (f"{AREA}{key}" for key in one.policy_areas)


def has_calendar(edition: Edition, uid: str) -> bool:
    """Whether there is a day to come or gone in the calendar of a record (or of the site)."""
    site = edition.site
    kind = uid.partition(":")[0]
    if uid == WHOLE:
        return any(site.by_kind.get(name) for name in ("plan", "meeting", "event", "consultation")) or any(
            has_calendar(edition, one) for one in edition.facts.commitments
        )
    if kind == "commitment":
        return has_days(edition.facts.commitments[uid].commitment) or is_discussed(edition, uid)
    if kind == "organisation":
        led = site.mentioned_by(uid, "commitment", "lead", "milestones")
        takes_part = any(site.mentioned_by(uid, one, "organisations", "provider") for one in ("meeting", "event"))
        return takes_part or any(leads_to_days(edition, one, uid) for one in led if isinstance(one, records.Commitment))
    return kind == "plan"


def has_days(one: records.Commitment) -> bool:
    return one.end is not None or any(item.due and item.due.by for item in one.milestones)


def is_discussed(edition: Edition, uid: str) -> bool:
    """Whether a meeting, an event or a consultation is about a commitment."""
    site = edition.site
    held = any(site.mentioned_by(uid, kind, "results_presented_on", "commitments") for kind in ("meeting", "event"))
    return held or bool(site.mentioned_by(uid, "consultation", "about"))


def leads_to_days(edition: Edition, one: records.Commitment, uid: str) -> bool:
    """Whether a body leads a commitment that has days, or a milestone with a due date."""
    if any(ref.target == uid for ref in one.lead):
        return has_calendar(edition, one.uid)
    return any(item.due and item.due.by and targets(item.lead, uid) for item in one.milestones)


def targets(refs: Iterable[Ref], uid: str) -> bool:
    return any(ref.target == uid for ref in refs)
