"""What the pages of assessments and of support show."""

from __future__ import annotations

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import IrmCodes
from ogpsite.views import lists
from ogpsite.views.beginnings import opening
from ogpsite.views.reports import irm, status_words
from ogpsite.views.shell import Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View

ASSESSMENTS = "Assessments"
SUPPORT = "Support received"


def assessment_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """All assessments, or those of a choice, the newest first."""
    listing = lists.BY_ADDRESS["/assessments/"]
    found = lists.chosen(tongue, listing, records.Assessment, choice, newest_first)
    view = {"entries": lists.with_items(tongue, listing, found, card)}
    return lists.page(tongue, listing, choice, tongue.say(ASSESSMENTS), view)


def newest_first(tongue: Tongue, found: list[records.Assessment], choice: lists.Choice) -> list[records.Assessment]:
    return found if choice.order else sorted(found, key=lambda one: (str(one.published_on), one.id), reverse=True)


def card(tongue: Tongue, one: records.Assessment) -> View:
    answered = sum(item.response not in (None, "none") for item in one.recommendations)
    return {
        **tongue.to(one),
        "kind_words": tongue.label(vocabulary.ASSESSMENT_KIND, one.kind),
        "stage": one.stage or "",
        "stage_words": tongue.label(vocabulary.STAGE, one.stage),
        "published_on": tongue.day(one.published_on),
        "by": tongue.party(one.by),
        "plan": tongue.link(one.plan),
        "code_count": len(one.codes),
        "recommendation_count": len(one.recommendations),
        "answered_count": answered,
        "summary": opening(tongue, one, "body"),
    }


def assessment(tongue: Tongue, one: records.Assessment) -> View:
    """An assessment: codes, recommendations and what was done with them, findings."""
    origin = one.meta.place.path
    period = one.comment_period
    view = card(tongue, one) | {
        "key": one.key,
        "body": tongue.long(one.body, "text", 3, origin),
        "comment_from": tongue.day(period.from_) if period else "",
        "comment_to": tongue.day(period.to) if period else "",
        "documents": tongue.documents(one.documents),
        "codes": [coded(tongue, one, codes) for codes in one.codes],
        "recommendations": [recommendation(tongue, item, origin) for item in one.recommendations],
        "requirements": [
            {
                "number": item.number,
                "phase": tongue.label(vocabulary.PHASE, item.phase),
                "met": item.met or "",
                "met_words": tongue.say("Met") if item.met == "yes" else tongue.say("Not met") if item.met else "",
                "note": tongue.long(item.note, f"requirement-{n}", 4, origin),
            }
            for n, item in enumerate(one.requirements, 1)
        ],
    }
    headings = (
        *((("codes", tongue.say("Codes by commitment")),) if one.codes else ()),
        *((("recommendations", tongue.say("Recommendations")),) if one.recommendations else ()),
        *((("requirements", tongue.say("Minimum requirements")),) if one.requirements else ()),
        *((("documents", tongue.say("Documents")),) if one.documents else ()),
    )
    crumbs = ((tongue.say(ASSESSMENTS), "/assessments/"),)
    frame = Frame(tongue.title(one), kinds.address_of(one), view["summary"], crumbs, one, data_address(one), headings)
    return view | shell(tongue, frame)


def recommendation(tongue: Tongue, one: records.Recommendation, origin: str) -> View:
    """What was recommended, what the government answered, and what was done."""
    return {
        "key": one.key,
        "text": tongue.long(one.text, f"recommendation-{one.key}", 4, origin),
        "response": one.response or "none",
        "response_words": tongue.label(vocabulary.RECOMMENDATION_RESPONSE, one.response or "none"),
        "response_text": tongue.long(one.response_text, f"recommendation-{one.key}-response", 4, origin),
        "action": tongue.link(one.action),
        "status": one.status or "",
        "status_words": tongue.label(vocabulary.RECOMMENDATION_STATUS, one.status),
    }


def coded(tongue: Tongue, one: records.Assessment, codes: records.Codes) -> View:
    """A commitment's codes beside what the government itself reports: two voices, never merged."""
    uid = codes.commitment.target
    facts = tongue.facts.commitments.get(uid)
    return {
        "commitment": tongue.link(codes.commitment),
        "completion": codes.completion or "",
        "completion_words": tongue.label(vocabulary.COMPLETION, codes.completion),
        "codes": irm(tongue, IrmCodes(one, codes))["codes"],
        "reported": (facts.status or "no_report") if facts else "",
        "reported_words": status_words(tongue, facts.status) if facts else "",
    }


def support_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """All support, or that of a choice, the newest first."""
    listing = lists.BY_ADDRESS["/support/"]
    found = lists.chosen(tongue, listing, records.Support, choice, latest_first)
    view = {"entries": lists.with_items(tongue, listing, found, support_card)}
    return lists.page(tongue, listing, choice, tongue.say(SUPPORT), view)


def latest_first(tongue: Tongue, found: list[records.Support], choice: lists.Choice) -> list[records.Support]:
    return found if choice.order else sorted(found, key=lambda one: (str(one.from_ or ""), one.id), reverse=True)


def support_card(tongue: Tongue, one: records.Support) -> View:
    amount = one.amount
    return {
        **tongue.to(one),
        "kind_words": tongue.label(vocabulary.SUPPORT_KIND, one.kind),
        "provider": tongue.party(one.provider),
        "status": one.status or "",
        "status_words": tongue.label(vocabulary.SUPPORT_STATUS, one.status),
        "from": tongue.day(one.from_),
        "to": tongue.day(one.to),
        "amount": tongue.said.money(amount.value, amount.currency) if amount and amount.value is not None else "",
        "summary": opening(tongue, one, "outcome", "body"),
    }


def support(tongue: Tongue, one: records.Support) -> View:
    """A grant, technical help or exchange, and what came of it."""
    origin = one.meta.place.path
    view = support_card(tongue, one) | {
        "key": one.key,
        "body": tongue.long(one.body, "text", 3, origin),
        "outcome": tongue.long(one.outcome, "outcome", 3, origin),
        "plan": tongue.link(one.plan),
        "commitments": tongue.links(one.commitments),
        "events": tongue.links(one.events),
        "documents": tongue.documents(one.documents),
    }
    crumbs = ((tongue.say(SUPPORT), "/support/"),)
    frame = Frame(tongue.title(one), kinds.address_of(one), view["summary"], crumbs, one, data_address(one))
    return view | shell(tongue, frame)
