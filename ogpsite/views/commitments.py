"""What the list of commitments and the page of each show, from the problem to the proof."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, MilestoneFacts, Proof
from ogpsite.parts import Part
from ogpsite.views import charts, filters, gantt, lists, terms, texts
from ogpsite.views.beginnings import opening
from ogpsite.views.reports import check, irm, report, status_words
from ogpsite.views.retold import retold
from ogpsite.views.shaped import shaped_by
from ogpsite.views.shell import PLANS, Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View


def commitment_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """The commitments of all plans, or those of a choice: by plan, the newest first, or in the order chosen."""
    listing = lists.BY_ADDRESS["/commitments/"]
    found = lists.chosen(tongue, listing, records.Commitment, choice, by_plan)
    groups = groupby(found, lambda one: "" if choice.order else one.meta.parent)
    view = {
        "groups": [
            {
                "title": "" if choice.order else plan_title(tongue, key),
                "commitments": lists.with_items(tongue, listing, group, card),
            }
            for key, group in groups
        ]
    }
    return lists.page(tongue, listing, choice, tongue.say("Commitments"), view)


def by_plan(tongue: Tongue, found: list[records.Commitment], choice: lists.Choice) -> list[records.Commitment]:
    """Commitments by plan, the newest first; at the end those outside a plan."""
    if choice.order:
        return found
    plans = sorted(tongue.site.all(records.Plan), key=lambda one: (one.start, one.id), reverse=True)
    place = {plan.id: n for n, plan in enumerate(plans)}
    return sorted(found, key=lambda one: place.get(one.meta.parent, len(place)))


def plan_title(tongue: Tongue, key: str) -> object:
    plan = tongue.site.by_uid.get(f"plan:{key}")
    return tongue.title(plan) if plan else tongue.say("Commitments outside a plan")


def by_number(facts: CommitmentFacts) -> tuple[object, ...]:
    """The order of commitments as the plan numbers them: 2 before 10; those without a number last."""
    pieces = re.findall(r"\d+|\D+", str(facts.commitment.number or ""))
    order = tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
    return (not pieces, order, facts.commitment.id)


def theme_of(facts: CommitmentFacts) -> str:
    theme = facts.commitment.theme
    return theme.target.rpartition("/")[2] if theme else ""


def card(tongue: Tongue, one: records.Commitment) -> View:
    return commitment_card(tongue, tongue.facts.commitments[one.uid])


@retold
def commitment_card(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A commitment in a list."""
    one = facts.commitment
    top = [milestone for milestone in facts.milestones if milestone.depth == 0]
    return Part(
        {
            **tongue.to(one),
            "number": one.number,
            "ogp_id": one.ogp_id,
            "leads": tongue.links(one.lead),
            "status": facts.status or "no_report",
            "status_words": status_words(tongue, facts.status),
            "reported_on": tongue.day(facts.newest.reported_on if facts.newest else None),
            "milestone_count": len(top),
            "milestones_complete": sum(milestone.status == "complete" for milestone in top),
            "overdue_count": sum(milestone.late_on is not None for milestone in facts.milestones),
            "stale": facts.stale and facts.newest is not None,
            "disputed": any(check.result == "disputed" for check in facts.checks),
            "summary": opening(tongue, one, "summary", "solution", "problem", "body"),
        }
    )


@retold
def overdue_row(tongue: Tongue, facts: CommitmentFacts, milestone: MilestoneFacts) -> View:
    """An overdue milestone in a list."""
    address = tongue.href(f"{kinds.address_of(facts.commitment)}#milestone-{milestone.milestone.key}")
    return Part(
        {
            "title": tongue.text(milestone.milestone.title),
            "href": address,
            "commitment": tongue.to(facts.commitment),
            "due": tongue.due(milestone.milestone.due),
            "days": tongue.days(milestone.promised, milestone.late_on),
            "status": milestone.status or "no_report",
            "status_words": status_words(tongue, milestone.status),
            "expected": tongue.due(milestone.expected),
        }
    )


QUESTIONS = (
    ("problem", "What problem does it address?"),
    ("causes", "What are the causes of the problem?"),
    ("baseline", "How were things before?"),
    ("done_so_far", "What has been done so far?"),
    ("solution", "What is promised?"),
    ("results", "What results are sought?"),
    ("transparency", "How will it promote transparency?"),
    ("accountability", "How will it foster accountability?"),
    ("participation", "How will it improve citizen participation?"),
)


def commitment(tongue: Tongue, one: records.Commitment) -> View:
    """A commitment, from the problem to the proof: three voices side by side."""
    facts = tongue.facts.commitments[one.uid]
    origin = one.meta.place.path
    plan_ = tongue.site.plan_of(one)
    view = commitment_card(tongue, facts) | {
        "key": one.key,
        "plan": tongue.to(plan_) if plan_ else None,
        "theme": tongue.link(one.theme),
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "start": tongue.day(facts.start),
        "end": tongue.day(facts.end),
        "overdue_days": tongue.days(facts.end, facts.late_on),
        "supporting": supporting(tongue, one.supporting),
        "contact": contact(tongue, one.contact),
        "questions": questions(tongue, one),
        "ogp_values": [tongue.label(vocabulary.OGP_VALUE, code) for code in one.values],
        "policy_areas": [tongue.policy_area(key) for key in one.policy_areas],
        "challenge_areas": [tongue.label(vocabulary.CHALLENGE_AREA, code) or code for code in one.challenge_areas],
        "sdgs": [{"number": goal, "href": f"https://sdgs.un.org/goals/goal{goal.split('.')[0]}"} for goal in one.sdgs],
        "budget": tongue.text(one.budget),
        "withdrawn": withdrawn(tongue, one.withdrawn, origin),
        "carried_over_from": tongue.link(one.carried_over_from),
        "carried_on_in": [
            tongue.to(other) for other in tongue.site.mentioned_by(one.uid, "commitment", "carried_over_from")
        ],
        "related": tongue.links(one.related),
        "evidence": tongue.proofs(one.evidence),
        "milestones": [milestone(tongue, item, origin) for item in facts.milestones],
        "gantt": gantt.of_commitment(tongue, facts),
        "terms": terms.explained(tongue, "irm", "milestone", "overdue", "evidence"),
        "course": charts.commitment_history(tongue, facts),
        "reports": [report(tongue, facts, item) for item in (*facts.reports, *facts.others_reports)],
        "checks": [check(tongue, item) for item in facts.checks],
        "irm": [irm(tongue, item) for item in facts.irm],
        **own_lists(tongue, one),
        **shaped_by(tongue, one),
    }
    return view | shell(tongue, commitment_frame(tongue, one, plan_, view))


def own_lists(tongue: Tongue, one: records.Commitment) -> View:
    """Its text in the versions of the plan; and the lists of its changes and documents, where no list of all offers
    them."""
    history = texts.history(tongue, one)
    if len(tongue.site.all(records.Commitment)) <= filters.MOST:
        return {"history": history, "own_lists": []}
    places = (
        ("What changed", f"/changes/by-commitment/{one.id}/"),
        ("Documents", f"/documents/by-commitment/{one.id}/"),
    )
    found = ((title, tongue.target(address, "")) for title, address in places)
    own = [{"title": tongue.say(title), "href": href} for title, href in found if href]
    return {"history": history, "own_lists": own}


def questions(tongue: Tongue, one: records.Commitment, prefix: str = "") -> list[View]:
    """The answers that the plan gives, under their questions; anchors in their texts begin with `prefix`."""
    return [
        {"key": name, "question": tongue.say(question), "answer": answer}
        for name, question in QUESTIONS
        if (answer := tongue.long(getattr(one, name), f"{prefix}{name}", 4, one.meta.place.path))
    ]


def commitment_frame(tongue: Tongue, one: records.Commitment, plan_: records.Plan | None, view: View) -> Frame:
    crumbs: list[tuple[object, str]] = [(tongue.say(PLANS), "/plans/")]
    if plan_:
        crumbs.append((tongue.title(plan_), kinds.address_of(plan_)))
    headings = (
        ("about", tongue.say("About this commitment")),
        ("milestones", tongue.say("Milestones")),
        ("progress", tongue.say("Progress reports")),
        ("checks", tongue.say("Checks by others")),
        ("irm", tongue.say("Independent review (IRM)")),
        ("shaped", tongue.say("You said, we did")),
    )
    return Frame(
        tongue.title(one),
        kinds.address_of(one),
        view["summary"],
        tuple(crumbs),
        one,
        data_address(one),
        headings,
    )


def supporting(tongue: Tongue, found: records.Supporting | None) -> list[View]:
    """Who supports, by group."""
    if found is None:
        return []
    groups = (
        (tongue.say("Government"), found.government),
        (tongue.say("Civil society"), found.civil_society),
        (tongue.say("Others"), (*found.other, *found.bodies)),
    )
    return [{"title": title, "bodies": tongue.parties(bodies)} for title, bodies in groups if bodies]


def contact(tongue: Tongue, found: records.Contact | None) -> View | None:
    if found is None:
        return None
    return {"name": tongue.text(found.name), "role": tongue.text(found.role), "email": found.email}


def withdrawn(tongue: Tongue, found: records.Withdrawal | None, origin: str) -> View | None:
    if found is None:
        return None
    return {"on": tongue.day(found.on), "reason": tongue.long(found.reason, "withdrawn", 3, origin)}


def milestone(tongue: Tongue, facts: MilestoneFacts, origin: str) -> View:
    """A milestone with its promise, its status and its proof."""
    one = facts.milestone
    texts = {
        name: tongue.long(getattr(one, name), f"milestone-{one.key}-{name}", min(4 + facts.depth, 6), origin)
        for name in ("outputs", "verification", "indicator", "baseline", "target")
    }
    return milestone_words(tongue, facts) | texts


@retold
def milestone_words(tongue: Tongue, facts: MilestoneFacts) -> View:
    """What is said of a milestone beside its long texts."""
    one = facts.milestone
    return {
        "key": one.key,
        "title": tongue.text(one.title),
        "number": one.number,
        "depth": facts.depth,
        "start": tongue.due(one.start),
        "due": tongue.due(one.due),
        "due_by": tongue.day(one.due.by) if one.due and one.due.form != "day" else "",
        "expected": tongue.due(facts.expected),
        "slip_days": facts.slip_days or 0,
        "overdue_days": tongue.days(facts.promised, facts.late_on),
        "not_verifiable": bool(one.due and one.due.by is None),
        "leads": tongue.links(one.lead),
        "supporting": supporting(tongue, one.supporting),
        "weight": tongue.said.number(one.weight) if one.weight is not None else "",
        "status": facts.status or "no_report",
        "status_words": status_words(tongue, facts.status),
        "raw_status": facts.raw_status,
        "percent": facts.percent,
        "percent_words": tongue.said.percent(facts.percent, 100) if facts.percent is not None else "",
        "reported": tongue.day(facts.report.reported_on) if facts.report else "",
        "strength": facts.strength,
        "proofs": [tongue.proof(proof) for proof in distinct(facts.proofs)],
    }


def distinct(proofs: Iterable[Proof]) -> Iterable[Proof]:
    """Each proof once, also where the plan and several reports name it."""
    found: dict[object, Proof] = {}
    for one in proofs:
        given = one.evidence
        file = given.file.path if given.file else ""
        found.setdefault((file, given.url, given.archive_url, given.page, file or given.url or given.title), one)
    return found.values()
