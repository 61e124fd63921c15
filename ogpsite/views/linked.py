"""What a page is about for search engines: schema.org as JSON-LD, from the same views as the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Site
from ogpsite.model.values import Party, Ref, Text
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Tongue

Data = dict[str, Any]
CONTEXT = "https://schema.org"
AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: every page asks for it


def as_script(data: Data) -> Markup:
    """JSON that may stand in a script element: no sign in it can end the element or begin a comment."""
    written = AS_JSON(data)
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        written = written.replace(sign, code)
    return Markup(written)


def linked(
    tongue: Tongue,
    title: object,
    address: str,
    description: str,
    crumbs: list[tuple[object, str]],
    record: records.Record | None,
) -> Markup:
    """The page, where it stands, and the record that it is about."""
    page: Data = {
        "@id": whole(tongue, address),
        "@type": "WebPage",
        "name": str(title),
        "url": whole(tongue, address),
        "inLanguage": tongue.language,
        "isPartOf": {"@id": f"{whole(tongue, '/')}#site"},
        **({"description": description} if description else {}),
        "license": licence(tongue),
    }
    graph = [page]
    if address == "/":
        graph += [site(tongue), publisher(tongue, tongue.site)]
    else:
        graph.append(path(tongue, [(tongue.say("Home"), "/"), *crumbs, (title, address)]))
    if record is not None and record.meta.kind in ABOUT:
        about = {"@id": f"{whole(tongue, kinds.address_of(record))}#record", "inLanguage": tongue.language} | of(
            tongue, record
        )
        page["mainEntity"] = {"@id": about["@id"]}
        graph.append({name: value for name, value in about.items() if value not in ("", None, [], {})})
    return as_script({"@context": CONTEXT, "@graph": graph})


def whole(tongue: Tongue, address: str) -> str:
    """The whole address of a page in this language."""
    return f"{tongue.site.settings.url.rstrip('/')}{tongue.href(address)}"


def licence(tongue: Tongue) -> str:
    _, name, address = licence_of(tongue.site.settings.licence)
    return address or name


def words(tongue: Tongue, text: Text) -> str:
    return text.best(*tongue.languages)[1]


def site(tongue: Tongue) -> Data:
    settings = tongue.site.settings
    return {
        "@id": f"{whole(tongue, '/')}#site",
        "@type": "WebSite",
        "name": words(tongue, settings.title),
        "url": whole(tongue, "/"),
        "inLanguage": list(tongue.site.languages),
        "publisher": {"@id": f"{whole(tongue, '/')}#publisher"},
    }


@retold
def publisher(tongue: Tongue, noun: Site) -> Data:
    """The body that leads the process, else the member itself."""
    settings = noun.settings
    agency = tongue.link(settings.lead_agency)
    name = str(agency["title"]) if agency else words(tongue, settings.country)
    found: Data = {"@id": f"{whole(tongue, '/')}#publisher", "@type": "GovernmentOrganization", "name": name}
    if settings.contact and settings.contact.email:
        found["email"] = settings.contact.email
    return found | {"areaServed": words(tongue, settings.country)}


def path(tongue: Tongue, crumbs: list[tuple[object, str]]) -> Data:
    """Where the page stands."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(title), "item": whole(tongue, address)}
            for n, (title, address) in enumerate(crumbs, 1)
        ],
    }


def of(tongue: Tongue, record: records.Record) -> Data:
    """A record, with what all have."""
    updated = tongue.facts.updated.get(record.uid)
    common = {"identifier": record.id, "dateModified": updated.isoformat() if updated else ""}
    return {"name": str(tongue.title(record))} | common | ABOUT[record.meta.kind](tongue, record)


def body(tongue: Tongue, one: Ref | Party | None) -> Data:
    """An organisation that is named."""
    party = one if isinstance(one, Party) or one is None else Party(ref=one)
    shown = tongue.party(party)
    if not shown:
        return {}
    address = f"{tongue.site.settings.url.rstrip('/')}{shown['href']}" if shown["href"] else ""
    return {"@type": "Organization", "name": str(shown["title"]), **({"url": address} if address else {})}


def above(tongue: Tongue, uid: str, type_: str) -> Data:
    """The record that a record is part of."""
    found = tongue.site.by_uid.get(uid)
    if found is None:
        return {}
    return {"@type": type_, "name": str(tongue.title(found)), "url": whole(tongue, kinds.address_of(found))}


def plan(tongue: Tongue, one: records.Plan) -> Data:
    return {
        "@type": "Report",
        "temporalCoverage": f"{one.start.isoformat()}/{one.end.isoformat()}",
        "datePublished": one.published_on.isoformat() if one.published_on else "",
        "creativeWorkStatus": str(tongue.label(vocabulary.PLAN_STATUS, tongue.facts.plans[one.uid].status)),
        "license": licence(tongue),
    }


def commitment(tongue: Tongue, one: records.Commitment) -> Data:
    facts = tongue.facts.commitments[one.uid]
    status = tongue.label(vocabulary.STATUS, facts.status) or tongue.say("No report")
    return {
        "@type": "CreativeWork",
        "alternateName": one.ogp_id,
        "creativeWorkStatus": str(status),
        "isPartOf": above(tongue, f"plan:{one.meta.parent}", "Report"),
        "author": [body(tongue, ref) for ref in one.lead],
        "keywords": [str(tongue.policy_area(key)["title"]) for key in one.policy_areas],
        "license": licence(tongue),
    }


def version(tongue: Tongue, one: records.Version) -> Data:
    return {
        "@type": "Report",
        "version": one.key,
        "datePublished": one.date.isoformat(),
        "isPartOf": above(tongue, f"plan:{one.meta.parent}", "Report"),
    }


def body_type(sector: str) -> str:
    """The type of an organisation by its sector."""
    if sector in ("government", "legislature", "judiciary", "independent-body", "local-government"):
        return "GovernmentOrganization"
    return {"civil-society": "NGO", "academia": "CollegeOrUniversity", "media": "NewsMediaOrganization"}.get(
        sector, "Organization"
    )


def organisation(tongue: Tongue, one: records.Organisation) -> Data:
    return {
        "@type": body_type(one.sector),
        "alternateName": words(tongue, one.acronym),
        "url": one.url,
        "parentOrganization": body(tongue, one.parent),
    }


def consultation(tongue: Tongue, one: records.Consultation) -> Data:
    cancelled = one.status == "cancelled"
    return {
        "@type": "Event",
        "startDate": one.opens.isoformat(),
        "endDate": one.closes.isoformat(),
        "eventStatus": f"{CONTEXT}/EventCancelled" if cancelled else f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OnlineEventAttendanceMode" if one.submit_url else "",
        "location": {"@type": "VirtualLocation", "url": one.submit_url} if one.submit_url else {},
        "organizer": publisher_name(tongue),
    }


def publisher_name(tongue: Tongue) -> Data:
    return {"@type": "GovernmentOrganization", "name": publisher(tongue, tongue.site)["name"]}


def contribution(tongue: Tongue, one: records.Contribution) -> Data:
    """The public's words; an author only where the page names one."""
    author = body(tongue, one.organisation) or ({"@type": "Person", "name": one.author} if one.author else {})
    return {
        "@type": "Comment",
        "text": words(tongue, one.text or one.body),
        "dateCreated": one.received_on.isoformat() if one.received_on else "",
        "author": author,
        "about": above(tongue, f"consultation:{one.meta.parent}", "Event"),
    }


def gathering(tongue: Tongue, one: records.Gathering) -> Data:
    place: Data = {}
    if one.online_url:
        place = {"@type": "VirtualLocation", "url": one.online_url}
    elif one.place:
        place = {"@type": "Place", "name": words(tongue, one.place)}
    return {
        "@type": "Event",
        "startDate": one.date.isoformat(),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "location": place,
        "isAccessibleForFree": True if one.open == "open" else None,
        "organizer": publisher_name(tongue),
    }


def assessment(tongue: Tongue, one: records.Assessment) -> Data:
    return {
        "@type": "Report",
        "datePublished": one.published_on.isoformat() if one.published_on else "",
        "author": body(tongue, one.by),
        "about": above(tongue, one.plan.target, "Report") if one.plan else {},
    }


def document(tongue: Tongue, one: records.Document) -> Data:
    file = tongue.file(one.file)
    base = tongue.site.settings.url.rstrip("/")
    media = {"@type": "MediaObject", "contentUrl": f"{base}{file['href']}", "sha256": file["sha256"]} if file else {}
    return {
        "@type": "DigitalDocument",
        "datePublished": one.date.isoformat(),
        "publisher": body(tongue, one.publisher),
        "encoding": media,
        "sameAs": one.url,
    }


def news(tongue: Tongue, one: records.News) -> Data:
    name = str(tongue.title(one))
    return {
        "@type": "NewsArticle",
        "headline": name,
        "datePublished": one.date.isoformat(),
        "author": publisher_name(tongue),
    }


ABOUT: dict[str, Callable[[Tongue, Any], Data]] = {
    "plan": plan,
    "commitment": commitment,
    "version": version,
    "organisation": organisation,
    "consultation": consultation,
    "contribution": contribution,
    "meeting": gathering,
    "event": gathering,
    "assessment": assessment,
    "document": document,
    "news": news,
}
