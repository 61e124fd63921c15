"""What the pages of the forum, its meetings, and of events show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ogpsite.derive.gatherings import forum_of, is_member
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import GatheringFacts
from ogpsite.model.values import Ref
from ogpsite.views import lists, paged, seats
from ogpsite.views.beginnings import beginning
from ogpsite.views.retold import retold
from ogpsite.views.shell import Crumbs, Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View, related

Gathered = TypeVar("Gathered", bound=records.Gathering)
FORUM = "Forum"
CELLS = (
    ("invited", "Invited"),
    ("registered", "Registered"),
    ("attended", "Took part"),
    ("government", "From government"),
    ("civil_society", "From civil society"),
    ("other", "Others"),
    ("women", "Women"),
    ("men", "Men"),
    ("young", "Young people"),
)


def forum_home(tongue: Tongue) -> View:
    """The forum with its mandate, rules, members and meetings; a list where there are several."""
    forums = tongue.site.all(records.Forum)
    main = next((one for one in forums if one.key == "forum"), None) or (forums[0] if len(forums) == 1 else None)
    others = [tongue.to(one) for one in forums if one is not main]
    title = tongue.title(main) if main else tongue.say(FORUM)
    view = {"forum": forum_view(tongue, main) if main else None, "others": others, "meetings": meetings(tongue, main)}
    data = f"{kinds.address_of(main)}index.json" if main else ""
    summary = beginning(tongue, main, "mandate", "body") if main else ""
    frame = Frame(title, "/forum/", summary, (), main, data, FORUM_HEADINGS(tongue) if main else ())
    return view | shell(tongue, frame)


def FORUM_HEADINGS(tongue: Tongue) -> tuple[tuple[str, object], ...]:  # noqa: N802 - a table in the tongue's words
    return (
        ("mandate", tongue.say("Mandate")),
        ("figures", tongue.say("How it works, in figures")),
        ("meetings", tongue.say("Meetings")),
        ("members", tongue.say("Members")),
        ("rules", tongue.say("Rules")),
    )


def forum(tongue: Tongue, one: records.Forum) -> View:
    """One of several forums."""
    view = {"forum": forum_view(tongue, one), "others": [], "meetings": meetings(tongue, one)}
    frame = Frame(
        tongue.title(one),
        kinds.address_of(one),
        beginning(tongue, one, "mandate", "body"),
        ((tongue.say(FORUM), "/forum/"),),
        one,
        data_address(one),
        FORUM_HEADINGS(tongue),
    )
    return view | shell(tongue, frame)


def forum_view(tongue: Tongue, one: records.Forum) -> View:
    origin = one.meta.place.path
    day = tongue.site.day
    now = [member for member in one.members if is_member(member, day)]
    facts = tongue.facts.forums[one.uid]
    return {
        **tongue.to(one),
        "mandate": tongue.long(one.mandate, "mandate", 3, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "decides": tongue.label(vocabulary.FORUM_DECIDES, one.decides),
        "quorum": one.quorum,
        "rules": [
            {
                "title": tongue.text(rules.title),
                "date": tongue.day(rules.date),
                "file": tongue.file(rules.file),
                "url": rules.url,
                "note": tongue.long(rules.note, f"rules-{n}", 4, origin),
            }
            for n, rules in enumerate(sorted(one.rules, key=lambda rules: str(rules.date), reverse=True), 1)
        ],
        "members": [member_view(tongue, member) for member in now],
        "former": [member_view(tongue, member) for member in one.members if member not in now],
        "balance": seats.seats(tongue, facts.years[-1].seats) if facts.years else [],
        "figures": seats.figures(tongue, facts),
    }


def member_view(tongue: Tongue, member: records.Membership) -> View:
    body = tongue.site.get(member.organisation)
    sector = body.sector if isinstance(body, records.Organisation) else ""
    return {
        "organisation": tongue.link(member.organisation),
        "person": member.person,
        "role": member.role or "member",
        "role_words": tongue.label(vocabulary.ROLE, member.role or "member"),
        "sector": sector,
        "sector_words": tongue.label(vocabulary.SECTOR, sector),
        "from": tongue.day(member.from_),
        "to": tongue.day(member.to),
        "selected_by": tongue.label(vocabulary.SELECTED_BY, member.selected_by),
    }


def meetings(tongue: Tongue, one: records.Forum | None) -> View:
    """The meetings of a forum: those to come, and those held, the newest first."""
    found = [
        meeting
        for meeting in tongue.site.all(records.Meeting)
        if one is None or forum_of(tongue.site, meeting) in ("", one.key)
    ]
    found.sort(key=lambda meeting: (meeting.date, meeting.id))
    day = tongue.site.day
    held = [meeting for meeting in reversed(found) if meeting.date <= day]
    return {
        "coming": [card(tongue, meeting) for meeting in found if meeting.date > day],
        "held": [card(tongue, meeting) for meeting in paged.top(held)],
        "rest": paged.rest(len(held)),
    }


@retold
def card(tongue: Tongue, one: records.Gathering) -> View:
    """A meeting or event in a list."""
    facts = tongue.facts.gatherings[one.uid]
    words = vocabulary.MEETING_KIND if isinstance(one, records.Meeting) else vocabulary.EVENT_KIND
    return {
        **tongue.to(one),
        "date": tongue.day(one.date),
        "iso": one.date.isoformat(),
        "kinds": [tongue.label(words, code) for code in getattr(one, "kind", ())],
        "place": tongue.text(one.place),
        "held": facts.held,
        "minutes": minutes(tongue, facts),
        "minutes_state": minutes_state(facts),
        "decision_count": len(one.decisions),
        "open_count": sum((decision.status or "open") == "open" for decision in one.decisions),
    }


def minutes_state(facts: GatheringFacts) -> str:
    if not facts.held:
        return "planned"
    if not facts.minutes_out:
        return "missing"
    return "late" if facts.late_on else "out"


def minutes(tongue: Tongue, facts: GatheringFacts) -> object:
    """What there is to say of a meeting's minutes."""
    state = minutes_state(facts)
    if state == "planned":
        return tongue.say("Still to come")
    if state == "missing" and facts.late_on:
        late = tongue.days(facts.due, facts.late_on)
        return tongue.count("Minutes {count} day overdue", "Minutes {count} days overdue", late)
    if state == "missing":
        return tongue.say("Minutes not published yet")
    if state == "late":
        days = facts.minutes_days or 0
        return tongue.count("Minutes late, after {count} day", "Minutes late, after {count} days", days)
    return tongue.count("Minutes after {count} day", "Minutes after {count} days", facts.minutes_days or 0)


def meeting(tongue: Tongue, one: records.Meeting) -> View:
    """A meeting: agenda, attendance, decisions, minutes, results presented."""
    crumbs: Crumbs = ((tongue.say(FORUM), "/forum/"),)
    return gathering(tongue, one, crumbs)


def event(tongue: Tongue, one: records.Event) -> View:
    """A workshop, outreach, training or exchange."""
    view = gathering(tongue, one, ((tongue.say("Events"), "/events/"),))
    return view | {
        "provider": tongue.party(one.provider),
        "plan": tongue.link(one.plan),
        "commitments": tongue.links(one.commitments),
    }


def gathering(tongue: Tongue, one: records.Gathering, crumbs: Crumbs) -> View:
    origin = one.meta.place.path
    body = tongue.long(one.body, "minutes", 3, origin)
    view = card(tongue, one) | {
        "key": one.key,
        "online_url": one.online_url,
        "open": tongue.label(vocabulary.OPEN_TO, one.open),
        "attribution": tongue.label(vocabulary.ATTRIBUTION_RULE, one.attribution),
        "announced_on": tongue.day(one.announced_on),
        "minutes_published_on": tongue.day(one.minutes_published_on),
        "body": body,
        "agenda": [tongue.text(point) for point in one.agenda],
        "attendance": attendance(tongue, one.attendance),
        "organisations": tongue.parties(one.organisations),
        "results": tongue.links(one.results_presented_on),
        "comments": comments(tongue, one.comments_collected),
        "decisions": [decision(tongue, item) for item in one.decisions],
        "documents": tongue.documents(one.documents),
        "recording": recording(tongue, one.recording),
        "provider": None,
        "plan": None,
        "commitments": [],
        "support": related(tongue, one, "support"),
    }
    headings = (
        *((("agenda", tongue.say("Agenda")),) if view["agenda"] else ()),
        *((("decisions", tongue.say("Decisions")),) if view["decisions"] else ()),
        *((("minutes", tongue.say("Minutes")),) if body else ()),
    )
    summary = beginning(tongue, one, "body") or ", ".join(str(tongue.text(point)) for point in one.agenda)
    turns = view["minutes_state"] not in ("out", "late") or any(item["state"] == "open" for item in view["decisions"])
    address, data = kinds.address_of(one), data_address(one)
    frame = Frame(tongue.title(one), address, summary, crumbs, one, data, headings, turning=turns)
    return view | shell(tongue, frame)


def attendance(tongue: Tongue, found: records.Attendance | None) -> list[View]:
    """Who came, in numbers; a suppressed cell has an empty number."""
    if found is None:
        return []
    rows = ((name, words, getattr(found, name)) for name, words in CELLS)
    return [
        {"name": tongue.say(words), "number": "" if number is None else tongue.said.number(number)}
        for name, words, number in rows
        if number is not None or name in found.suppressed
    ]


def comments(tongue: Tongue, found: int | Ref | None) -> View | None:
    """How many comments were collected, or where."""
    if found is None:
        return None
    if isinstance(found, int):
        return {"number": found, "words": tongue.count("{count} comment", "{count} comments", found), "link": None}
    link = tongue.link(found)
    return {"number": None, "words": "", "link": link} if link else None


def decision(tongue: Tongue, one: records.Decision) -> View:
    day = tongue.site.day
    state = one.status or "open"
    late = state == "open" and one.due is not None and one.due.by is not None and one.due.by < day
    return {
        "key": one.key,
        "text": tongue.text(one.text),
        "owner": tongue.party(one.owner),
        "due": tongue.due(one.due),
        "state": state,
        "words": tongue.label(vocabulary.DECISION_STATUS, state),
        "overdue_days": tongue.days(one.due.by, day) if late and one.due else 0,
    }


def recording(tongue: Tongue, one: records.Recording | None) -> View | None:
    if one is None:
        return None
    return {
        "url": one.url,
        "captions": tongue.label(vocabulary.YES_NO, one.captions),
        "transcript": tongue.evidence(one.transcript) if one.transcript else None,
    }


def event_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """All events, or those of a choice: to come, and past."""
    listing = lists.BY_ADDRESS["/events/"]
    found = lists.chosen(tongue, listing, records.Event, choice, coming_first)
    return gathering_list(tongue, listing, choice, found, tongue.say("Events"))


def meeting_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """The meetings of all forums, or those of a choice: to come, and past."""
    listing = lists.BY_ADDRESS["/forum/meetings/"]
    found = lists.chosen(tongue, listing, records.Meeting, choice, coming_first)
    return gathering_list(tongue, listing, choice, found, tongue.say("Meetings"))


def coming_first(tongue: Tongue, found: list[Gathered], choice: lists.Choice) -> list[Gathered]:
    """Meetings or events: those to come, the next first, and those held, the newest first, or as the choice sorts."""
    day = tongue.site.day
    by_day = found if choice.order else sorted(found, key=lambda one: (one.date, one.id))
    coming = [one for one in by_day if one.date > day]
    return [*coming, *(one for one in (by_day if choice.order else reversed(by_day)) if one.date <= day)]


def gathering_list(
    tongue: Tongue, listing: lists.Listing, choice: lists.Choice, found: Sequence[records.Gathering], name: object
) -> View:
    """A page with meetings or events, those to come apart from those held."""
    day = tongue.site.day
    view = {
        "coming": lists.with_items(tongue, listing, (one for one in found if one.date > day), card),
        "held": lists.with_items(tongue, listing, (one for one in found if one.date <= day), card),
    }
    return lists.page(tongue, listing, choice, name, view)
