"""What the list of consultations and the page of each show: what came in, and what was done with it."""

from __future__ import annotations

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.dates import median
from ogpsite.model.facts import ConsultationFacts
from ogpsite.views import charts, lists
from ogpsite.views.beginnings import opening
from ogpsite.views.contributions import (
    CONSULTATIONS,
    contribution_filters,
    contributions_address,
    filter_links,
    response,
)
from ogpsite.views.shaped import contribution_line
from ogpsite.views.shell import Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View


def consultation_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """All consultations, or those of a choice: open, announced, past."""
    listing = lists.BY_ADDRESS["/consultations/"]
    chosen = lists.chosen(tongue, listing, records.Consultation, choice, open_first)
    found = [tongue.facts.consultations[one.uid] for one in chosen]
    view = {
        "open": list_cards(tongue, listing, [one for one in found if one.status == "open"]),
        "planned": list_cards(tongue, listing, [one for one in found if one.status == "planned"]),
        "past": list_cards(tongue, listing, [one for one in found if one.status not in ("open", "planned")]),
    }
    return lists.page(tongue, listing, choice, tongue.say(CONSULTATIONS), view)


def open_first(tongue: Tongue, found: list[records.Consultation], choice: lists.Choice) -> list[records.Consultation]:
    """What is open, what is announced, the next to open first, and what is past, the last to open first; or as the
    choice sorts."""
    ordered = found if choice.order else sorted(found, key=lambda one: (one.opens, one.id))
    status = {one.uid: tongue.facts.consultations[one.uid].status for one in ordered}
    past = [one for one in ordered if status[one.uid] not in ("open", "planned")]
    return [
        *(one for state in ("open", "planned") for one in ordered if status[one.uid] == state),
        *(past if choice.order else reversed(past)),
    ]


def list_cards(tongue: Tongue, listing: lists.Listing, found: list[ConsultationFacts]) -> list[View]:
    return [card(tongue, one) | {"item": lists.item(tongue, listing, one.consultation)} for one in found]


def card(tongue: Tongue, facts: ConsultationFacts) -> View:
    """A consultation in a list."""
    one = facts.consultation
    answered = len(facts.owed) - len(facts.unanswered)
    return {
        **tongue.to(one),
        "status": facts.status,
        "status_words": tongue.label(vocabulary.CONSULTATION_STATUS, facts.status),
        "mechanism": tongue.label(vocabulary.MECHANISM, one.mechanism),
        "opens": tongue.day(one.opens),
        "closes": tongue.day(one.closes),
        "days": (one.closes - one.opens).days + 1,
        "plan": tongue.link(one.plan),
        "summary": opening(tongue, one, "purpose", "body"),
        "contribution_count": len(facts.contributions),
        "owed_count": len(facts.owed),
        "answered_count": answered,
        "answered_share": tongue.said.percent(answered, len(facts.owed)),
        "answered_percent": round(100 * answered / len(facts.owed), 3) if facts.owed else 0,
        "unanswered_count": len(facts.unanswered),
        "unanswered_days": tongue.days(one.closes, facts.late_on),
    }


def consultation(tongue: Tongue, one: records.Consultation) -> View:
    """How to take part, what came in, what was answered."""
    facts = tongue.facts.consultations[one.uid]
    origin = one.meta.place.path
    view = card(tongue, facts) | {
        "key": one.key,
        "purpose": tongue.long(one.purpose, "purpose", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "how": tongue.long(one.how_to_take_part, "how", 3, origin),
        "audience": [tongue.text(item) for item in one.audience],
        "invited": tongue.parties(one.invited),
        "submit_url": one.submit_url,
        "submit_email": one.submit_email,
        "platform_url": one.platform_url,
        "themes": tongue.links(one.themes),
        "about": tongue.links(one.about),
        "privacy": tongue.link(one.privacy_notice),
        "counts": counts(tongue, one.counts),
        "documents": tongue.documents(one.documents),
        "contributions_href": tongue.href(contributions_address(one, 1)),
        "moderation": moderation_counts(tongue, facts),
        "became": charts.by_decision(tongue, facts),
        **answers_view(tongue, facts),
        "responses": [response(tongue, item, facts) for item in facts.responses],
        "unanswered": [contribution_line(tongue, item) for item in facts.unanswered[:10]],
        "meetings": [tongue.to(item) for item in tongue.site.mentioned_by(one.uid, "meeting")],
    }
    headings = (
        ("part", tongue.say("How to take part")),
        ("contributions", tongue.say("Contributions")),
        ("answers", tongue.say("What we heard, what we answered")),
    )
    crumbs = ((tongue.say(CONSULTATIONS), "/consultations/"),)
    words = view["summary"]
    frame = Frame(tongue.title(one), kinds.address_of(one), words, crumbs, one, data_address(one), headings)
    return view | shell(tongue, frame)


def counts(tongue: Tongue, found: records.Counts | None) -> list[View]:
    """How many were invited, registered and came."""
    if found is None:
        return []
    rows = (
        ("invited", tongue.say("Invited"), found.invited),
        ("registered", tongue.say("Registered"), found.registered),
        ("attended", tongue.say("Took part"), found.attended),
    )
    return [
        {"key": key, "name": name, "number": tongue.said.number(number)}
        for key, name, number in rows
        if number is not None
    ]


def moderation_counts(tongue: Tongue, facts: ConsultationFacts) -> list[View]:
    """How many contributions are shown whole, in part, not at all, or were withdrawn."""
    withdrawn = sum(one.withdrawn is not None for one in facts.contributions)
    found: list[View] = [
        {
            "words": tongue.label(vocabulary.MODERATION, code),
            "withheld": code != "published",
            "count": sum((one.moderation or "published") == code and not one.withdrawn for one in facts.contributions),
        }
        for code in vocabulary.MODERATION
    ]
    return [
        one
        for one in (*found, {"words": tongue.say("Withdrawn"), "withheld": True, "count": withdrawn})
        if one["count"]
    ]


def answers_view(tongue: Tongue, facts: ConsultationFacts) -> View:
    """Received, published, withheld and why, answered or not with age, decisions by kind: each with its list."""
    one = facts.consultation
    links = filter_links(tongue, facts)
    waiting = [row for row in links if row["value"] in ("unanswered", "waiting")]
    shown = [item for item in facts.contributions if facts.states[item.uid] not in ("rejected", "withdrawn")]
    days = sorted(facts.answer_days.values())
    answered = [item for item in facts.contributions if facts.states[item.uid] == "answered"]
    return {
        "received": tongue.said.number(facts.received),
        "published": tongue.said.number(len(shown)),
        "published_href": tongue.href(contributions_address(one, 1)),
        "elsewhere": facts.received - len(facts.contributions),
        "withheld": [withheld(tongue, item) for item in facts.contributions if is_withheld(item)],
        "answered": len(answered),
        "answered_href": next((row["href"] for row in links if row["value"] == "answered"), ""),
        "median_days": bool(days),
        "median_number": round(median(days)) if days else 0,
        "longest_days": days[-1] if days else 0,
        "waiting": [row | {"bad": row["value"] == "unanswered"} for row in waiting],
        "decisions": [decided(tongue, facts, code) for code, number in facts.decisions.items() if number],
        "without_reasons": [tongue.to(item) for item in facts.without_reasons],
    }


def decided(tongue: Tongue, facts: ConsultationFacts, code: str) -> View:
    """How many answers decided in a way, with the contributions that they answer."""
    one = facts.consultation
    listed = ("by-decision", code) in contribution_filters(facts)
    address = contributions_address(one, 1, "by-decision", code) if listed else f"{kinds.address_of(one)}#answers"
    words = tongue.label(vocabulary.DECISION, code)
    return {"decision": code, "words": words, "count": facts.decisions[code], "href": tongue.href(address)}


def is_withheld(one: records.Contribution) -> bool:
    return one.moderation in ("rejected", "redacted") or one.withdrawn is not None


def withheld(tongue: Tongue, one: records.Contribution) -> View:
    """A contribution that isn't shown, or only in part, with the reason that was given."""
    if one.withdrawn:
        words: object = tongue.say("Withdrawn by its author")
        reason = tongue.text(one.withdrawn.reason)
    else:
        words = tongue.label(vocabulary.MODERATION, one.moderation)
        reason = tongue.text(one.moderation_reason)
    number = tongue.say("Contribution {key}", key=one.key)
    return {"title": number, "href": tongue.href(kinds.address_of(one)), "words": words, "reason": reason}
