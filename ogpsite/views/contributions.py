"""What the lists of contributions and the page of each show, with the answers to them."""

from __future__ import annotations

from typing import cast

from ogpsite import prose
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import ConsultationFacts
from ogpsite.views import lists, texts
from ogpsite.views.facets import STATES
from ogpsite.views.shaped import contribution_line
from ogpsite.views.shell import Frame, data_address, shell
from ogpsite.views.tongue import Shown, Tongue, View

CONSULTATIONS = "Consultations"
PER_PAGE = 50
FETCHED = 10  # pages of one list that a script puts together, to filter them in place


def response(tongue: Tongue, one: records.Response, facts: ConsultationFacts) -> View:
    """A reasoned response: what was heard, what was decided and why, what it changed."""
    origin = one.meta.place.path
    answered = [item for item in facts.contributions if one in facts.answers.get(item.uid, ())]
    return {
        "key": one.key,
        "heard": tongue.long(one.heard, f"response-{one.key}-heard", 4, origin),
        "decision": one.decision,
        "decision_words": tongue.label(vocabulary.DECISION, one.decision),
        "reasons": tongue.long(one.reasons, f"response-{one.key}-reasons", 4, origin),
        "no_reasons": one in facts.without_reasons,
        "effects": effects(tongue, one),
        "by": tongue.party(one.by),
        "on": tongue.day(one.on),
        "all": any(ref.target == "all" for ref in one.answers),
        "answered": [contribution_line(tongue, item) for item in answered],
    }


def effects(tongue: Tongue, one: records.Response) -> list[View]:
    """What an answer changed; of a version also where it is compared with the one before."""
    found = []
    for ref in one.effects:
        link, record = tongue.link(ref), tongue.site.get(ref)
        if link and record:
            compare = texts.compared_before(tongue, record) if isinstance(record, records.Version) else ""
            found.append(link | {"compare": compare})
    return found


def contributions_address(one: records.Consultation, page: int, filter_: str = "", value: str = "") -> str:
    """The pages that list a consultation's contributions: all of them, or those of a state or decision."""
    address = f"{kinds.address_of(one)}contributions/"
    address = f"{address}{filter_}/{value.replace('_', '-')}/" if filter_ else address
    return address if page == 1 else f"{address}{page}/"


def contribution_filters(facts: ConsultationFacts) -> list[tuple[str, str]]:
    """The pre-built filters that show something, as (filter, value)."""
    states = [state for state in STATES if state in facts.states.values()]
    decided = {one.decision for answers in facts.answers.values() for one in answers}
    return [
        *(("by-state", state) for state in states),
        *(("by-decision", code) for code in vocabulary.DECISION if code in decided),
    ]


def contribution_orders(facts: ConsultationFacts) -> tuple[str, ...]:
    """The orders in which a consultation's contributions have pages of their own."""
    if len(facts.contributions) < lists.ENOUGH:
        return ()
    voted = any(one.votes and one.votes.for_ for one in facts.contributions)
    return ("newest", "votes") if voted else ("newest",)


def filtered(facts: ConsultationFacts, filter_: str, value: str) -> tuple[records.Contribution, ...]:
    """The contributions of a state, or those that were answered with a decision, or all in an order."""
    if filter_ == "sorted-by":
        return tuple(sorted(facts.contributions, key=lambda one: place(one)[value]))
    if filter_ == "by-state":
        return tuple(one for one in facts.contributions if facts.states[one.uid] == value)
    if filter_ == "by-decision":
        return tuple(
            one for one in facts.contributions if any(a.decision == value for a in facts.answers.get(one.uid, ()))
        )
    return facts.contributions


def place(one: records.Contribution) -> dict[str, str]:
    """The place of a contribution in each order, as words that compare as the places do."""
    day = one.received_on
    number = (one.votes.for_ or 0) if one.votes else 0
    return {
        "newest": lists.sort_words(-day.toordinal() if day else 0),
        "votes": lists.sort_words(-number),
    }


def contribution_item(one: records.Contribution, facts: ConsultationFacts) -> View:
    """What the script of lists needs to know of a contribution."""
    decisions = dict.fromkeys(answer.decision for answer in facts.answers.get(one.uid, ()))
    keys = [f"state={facts.states[one.uid]}", *(f"decision={code}" for code in decisions)]
    return {"facets": " ".join(keys), "sorts": place(one)}


def contribution_groups(tongue: Tongue, rows: list[View]) -> list[View]:
    """The filters of contributions by what they filter."""
    titles = {"by-state": tongue.say("Where it stands"), "by-decision": tongue.say("Decision")}
    return [
        {
            "facet": name.removeprefix("by-"),
            "title": title,
            "choices": [row | {"title": row["words"]} for row in rows if row["filter"] == name],
        }
        for name, title in titles.items()
    ]


def contribution_pages(facts: ConsultationFacts, filter_: str = "", value: str = "") -> int:
    """How many pages a list has; one even without contributions."""
    return max(1, -(-len(filtered(facts, filter_, value)) // PER_PAGE))


def contribution_list(tongue: Tongue, one: records.Consultation, page: int, filter_: str = "", value: str = "") -> View:
    """The contributions of a consultation, whole or filtered, some on each page."""
    facts = tongue.facts.consultations[one.uid]
    found = filtered(facts, filter_, value)
    pages = contribution_pages(facts, filter_, value)
    view = {
        "consultation": tongue.to(one),
        "entries": [
            entry(tongue, item, facts) | {"item": contribution_item(item, facts)}
            for item in found[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        "number": page,
        "pages": [
            {"number": n, "href": tongue.href(contributions_address(one, n, filter_, value)), "current": n == page}
            for n in range(1, pages + 1)
        ],
        "total": len(found),
        "filtered": bool(filter_),
        "list": contribution_choices(tongue, facts, (page, len(found)), filter_, value),
    }
    name = tongue.title(one)
    title: object = tongue.say("Contributions: {consultation}", consultation=name)
    if filter_:
        words = filter_words(tongue, filter_, value)
        title = tongue.say("Contributions: {consultation}, {choice}", consultation=name, choice=words)
    if page > 1:
        title = tongue.say("{title}, page {number}", title=title, number=page)
    crumbs: list[tuple[object, str]] = [(tongue.say(CONSULTATIONS), "/consultations/"), (name, kinds.address_of(one))]
    if filter_:
        crumbs.append((tongue.say("Contributions"), contributions_address(one, 1)))
    data = f"{contributions_address(one, 1)}index.json"
    frame = Frame(title, contributions_address(one, page, filter_, value), "", tuple(crumbs), data=data)
    return view | shell(tongue, frame)


def contribution_choices(
    tongue: Tongue, facts: ConsultationFacts, place: tuple[int, int], filter_: str, value: str
) -> View:
    """The filters and orders of contributions; in place on the first page, unless there are very many.

    `place` is the page's number, and how many contributions its list has.
    """
    page, shown = place
    one, total = facts.consultation, len(facts.contributions)
    orders = lists.order_links(
        tongue,
        contribution_orders(facts),
        value if filter_ == "sorted-by" else "",
        lambda order: contributions_address(one, 1, "sorted-by", order),
    )
    groups = contribution_groups(tongue, filter_links(tongue, facts, filter_, value))
    whole = not filter_
    view = lists.own(tongue, groups, orders, shown, total, whole, contributions_address(one, 1))
    return view | {"in_place": whole and page == 1 and total <= PER_PAGE * FETCHED}


def filter_links(tongue: Tongue, facts: ConsultationFacts, filter_: str = "", value: str = "") -> list[View]:
    """The filters of a consultation's contributions with how many each shows."""
    one = facts.consultation
    rows = [("", ""), *contribution_filters(facts)]
    return [
        {
            "words": filter_words(tongue, *row),
            "filter": row[0],
            "value": row[1],
            "count": len(filtered(facts, *row)),
            "href": tongue.href(contributions_address(one, 1, *row)),
            "current": row == (filter_, value),
        }
        for row in rows
    ]


def filter_words(tongue: Tongue, filter_: str, value: str) -> object:
    if filter_ == "sorted-by":
        return tongue.say(lists.ORDERS[value])
    if filter_ == "by-state":
        return tongue.say(STATES[value])
    return tongue.label(vocabulary.DECISION, value) or tongue.say("All")


def entry(tongue: Tongue, one: records.Contribution, facts: ConsultationFacts) -> View:
    """A contribution in a list."""
    language, found = (one.text or one.body).best(*tongue.languages)
    answers = facts.answers.get(one.uid, ())
    return {
        **tongue.to(one),
        "key": one.key,
        "heading": tongue.text(one.title, original=True),
        "words": Shown(prose.cut(" ".join(found.split()), 280), "" if language == tongue.language else language),
        "who": who(tongue, one),
        "received_on": tongue.day(one.received_on),
        "state": facts.states[one.uid],
        "state_words": state_words(tongue, one, facts),
        "decisions": [tongue.label(vocabulary.DECISION, item.decision) for item in answers],
    }


def state_words(tongue: Tongue, one: records.Contribution, facts: ConsultationFacts) -> object:
    """Where a contribution stands, in words, with its age or the time that the answer took."""
    code = facts.states[one.uid]
    if code == "unanswered":
        days = tongue.days(facts.consultation.closes, facts.late_on)
        return tongue.count("Unanswered for {count} day", "Unanswered for {count} days", days)
    if code == "withdrawn":
        return tongue.say("Withdrawn by its author")
    if code == "answered" and facts.answer_days.get(one.uid):
        days = facts.answer_days[one.uid]
        return tongue.count("Answered after {count} day", "Answered after {count} days", days)
    return tongue.say(STATES[code])


def who(tongue: Tongue, one: records.Contribution) -> View:
    """How the author of a contribution is shown."""
    return {
        "attribution": one.attribution,
        "attribution_words": tongue.label(vocabulary.ATTRIBUTION, one.attribution),
        "author": one.author,
        "organisation": tongue.party(one.organisation),
        "sector": tongue.label(vocabulary.SECTOR, one.sector),
    }


def contribution(tongue: Tongue, one: records.Contribution) -> View:
    """A contribution with its answer and what it changed."""
    parent = cast(records.Consultation, tongue.site.by_uid[f"consultation:{one.meta.parent}"])
    facts = tongue.facts.consultations[parent.uid]
    answers = facts.answers.get(one.uid, ())
    shaped = tongue.site.mentioned_by(one.uid, "commitment", "origin")
    view = entry(tongue, one, facts) | {
        "consultation": tongue.to(parent),
        "text": tongue.quoted(one.text or one.body),
        "channel": tongue.label(vocabulary.MECHANISM, one.channel.lower().replace(" ", "-")) or one.channel,
        "moderation": tongue.label(vocabulary.MODERATION, one.moderation),
        "moderation_reason": tongue.text(one.moderation_reason),
        "withdrawn": withdrawal(tongue, one),
        "about": tongue.links(one.about),
        "votes": votes(tongue, one.votes),
        "attachments": tongue.documents(one.attachments),
        "responses": [response(tongue, item, facts) for item in answers],
        "shaped": [tongue.to(item) for item in shaped],
    }
    number = tongue.say("Contribution {key}", key=one.key)
    crumbs = (
        (tongue.say(CONSULTATIONS), "/consultations/"),
        (tongue.title(parent), kinds.address_of(parent)),
        (tongue.say("Contributions"), contributions_address(parent, 1)),
    )
    title: object = view["heading"] or number
    waits = facts.states[one.uid] in ("unanswered", "waiting")
    words = str(view["words"])
    frame = Frame(title, kinds.address_of(one), words, crumbs, one, data_address(one), turning=waits)
    return view | {"number": number} | shell(tongue, frame)


def withdrawal(tongue: Tongue, one: records.Contribution) -> View | None:
    if one.withdrawn is None:
        return None
    return {"on": tongue.day(one.withdrawn.on), "reason": tongue.long(one.withdrawn.reason, "withdrawn", 3, "")}


def votes(tongue: Tongue, found: records.Votes | None) -> View | None:
    if found is None or (found.for_ is None and found.against is None):
        return None
    return {"for": tongue.said.number(found.for_ or 0), "against": tongue.said.number(found.against or 0)}
