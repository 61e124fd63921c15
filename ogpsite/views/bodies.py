"""What the pages of organisations and of policy areas show."""

from __future__ import annotations

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.views import lists, paged
from ogpsite.views.commitments import commitment_card
from ogpsite.views.shell import Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View

ORGANISATIONS = "Organisations"
POLICY_AREAS = "Policy areas"


def organisation_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """The register by sector, or in an order of the reader's choice, with what each body leads."""
    listing = lists.BY_ADDRESS["/organisations/"]
    found = lists.chosen(tongue, listing, records.Organisation, choice, by_sector)
    sectors = [
        {
            "sector": sector,
            "words": tongue.label(vocabulary.SECTOR, sector) or "",
            "bodies": lists.with_items(tongue, listing, bodies, card),
        }
        for sector in (("",) if choice.order else vocabulary.SECTOR)
        if (bodies := [one for one in found if sector in ("", one.sector)])
    ]
    return lists.page(tongue, listing, choice, tongue.say(ORGANISATIONS), {"sectors": sectors})


def by_sector(tongue: Tongue, found: list[records.Organisation], choice: lists.Choice) -> list[records.Organisation]:
    """Bodies by sector, and by name in each."""
    if choice.order:
        return found
    place = {sector: n for n, sector in enumerate(vocabulary.SECTOR)}

    def key(one: records.Organisation) -> tuple[int, str, str]:
        name = tongue.said.order(one.name.best(*tongue.languages)[1])
        return place.get(one.sector or "", len(place)), name, one.key

    return sorted(found, key=key)


def card(tongue: Tongue, one: records.Organisation) -> View:
    return {
        **tongue.to(one),
        "acronym": tongue.text(one.acronym),
        "lead_count": len(tongue.site.mentioned_by(one.uid, "commitment", "lead")),
        "support_count": len(tongue.site.mentioned_by(one.uid, "commitment", "supporting")),
    }


def organisation(tongue: Tongue, one: records.Organisation) -> View:
    """A body: what it leads, supports, attends, answers for."""
    commitments = tongue.facts.commitments
    leads = tongue.site.mentioned_by(one.uid, "commitment", "lead")
    known = {found.uid for found in leads}
    named = tongue.site.mentioned_by(one.uid, "commitment", "supporting", "milestones")
    supports = [found for found in named if found.uid not in known]
    view = card(tongue, one) | {
        "key": one.key,
        "sector": one.sector,
        "sector_words": tongue.label(vocabulary.SECTOR, one.sector),
        "url": one.url,
        "parent": tongue.link(one.parent),
        "children": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "organisation", "parent")],
        "leads": [commitment_card(tongue, commitments[found.uid]) for found in paged.top(leads)],
        "leads_rest": paged.rest(len(leads)),
        "supports": [commitment_card(tongue, commitments[found.uid]) for found in paged.top(supports)],
        "supports_rest": paged.rest(len(supports)),
        "forums": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "forum", "members")],
        "gatherings": gatherings(tongue, one),
        "responses": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "response", "by")],
        "checks": [checked(tongue, found) for found in tongue.site.mentioned_by(one.uid, "check", "by")],
        "assessments": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "assessment", "by")],
        "support": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "support", "provider")],
        "contributions": [
            tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "contribution", "organisation")
        ],
        "decisions": decisions(tongue, one),
        "list_href": lists.href(tongue, "/commitments/", lists.Choice("organisation", one.key)),
    }
    crumbs = ((tongue.say(ORGANISATIONS), "/organisations/"),)
    frame = Frame(tongue.title(one), kinds.address_of(one), "", crumbs, one, data_address(one))
    return view | shell(tongue, frame)


def gatherings(tongue: Tongue, one: records.Organisation) -> list[View]:
    """The meetings and events that this body attended or gave, the newest first."""
    found = [
        item
        for kind in ("meeting", "event")
        for item in tongue.site.mentioned_by(one.uid, kind, "organisations", "provider")
        if isinstance(item, records.Gathering)
    ]
    found.sort(key=lambda item: (item.date, item.id), reverse=True)
    return [{**tongue.to(item), "date": tongue.day(item.date)} for item in found]


def checked(tongue: Tongue, one: records.Record) -> View:
    """A check by this body, named by the commitment it is about."""
    assert isinstance(one, records.Check)
    holder = tongue.site.by_uid[f"commitment:{one.meta.parent}"]
    address = tongue.href(kinds.address_of(one))
    words = tongue.label(vocabulary.CHECK_RESULT, one.result)
    return {"title": tongue.title(holder), "href": address, "on": tongue.day(one.on), "words": words}


def decisions(tongue: Tongue, one: records.Organisation) -> list[View]:
    """Open decisions that this body has to carry out."""
    return [
        {"text": tongue.text(item.text), "due": tongue.due(item.due), "meeting": tongue.to(found)}
        for kind in ("meeting", "event")
        for found in tongue.site.mentioned_by(one.uid, kind, "decisions")
        if isinstance(found, records.Gathering)
        for item in found.decisions
        if (item.status or "open") == "open" and item.owner and item.owner.ref and item.owner.ref.target == one.uid
    ]


def policy_area_keys(edition: Edition) -> tuple[str, ...]:
    """The policy areas that some commitment names."""
    return tuple(sorted({key for one in edition.site.all(records.Commitment) for key in one.policy_areas}))


def policy_area_list(tongue: Tongue) -> View:
    """The policy areas in use, with the number of commitments in each."""
    found = [
        tongue.policy_area(key) | {"count": sum(key in one.policy_areas for one in tongue.site.all(records.Commitment))}
        for key in policy_area_keys(tongue.edition)
    ]
    view = {"areas": sorted(found, key=lambda one: str(one["title"]).casefold())}
    return view | shell(tongue, Frame(tongue.say(POLICY_AREAS), "/policy-areas/"))


def policy_area(tongue: Tongue, key: str) -> View:
    """The commitments of all plans in one policy area."""
    area = tongue.policy_area(key)
    facts = tongue.facts.commitments.values()
    found = [one for one in facts if key in one.commitment.policy_areas]
    crumbs = ((tongue.say(POLICY_AREAS), "/policy-areas/"),)
    frame = Frame(area["title"], f"/policy-areas/{key}/", "", crumbs)
    href = lists.href(tongue, "/commitments/", lists.Choice("area", key))
    cards = [commitment_card(tongue, one) for one in paged.top(found)]
    view = {"area": area, "commitments": cards, "total": len(found), "rest": paged.rest(len(found)), "list_href": href}
    return view | shell(tongue, frame)
