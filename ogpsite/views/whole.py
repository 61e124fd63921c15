"""What the printable page of a whole plan shows: everything that was promised and where it stands, in one document."""

from __future__ import annotations

from ogpsite.model import kinds, records
from ogpsite.model.facts import CommitmentFacts
from ogpsite.views import charts, plans
from ogpsite.views.shell import Frame, lead, shell
from ogpsite.views.tongue import Tongue, View


def address(plan: records.Plan) -> str:
    return f"{kinds.address_of(plan)}print/"


def page(tongue: Tongue, one: records.Plan) -> View:
    """A plan as one document."""
    facts = tongue.facts.plans[one.uid]
    origin = one.meta.place.path
    view = {
        "plan": plans.plan_card(tongue, facts),
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "by_theme": charts.by_theme(tongue, facts),
        "commitments": [commitment(tongue, item) for item in ordered(facts.plan, facts.commitments)],
        "web": f"{tongue.site.settings.url.rstrip('/')}{tongue.href(kinds.address_of(one))}",
    }
    title = tongue.say("The whole plan: {plan}", plan=tongue.title(one))
    crumbs = ((tongue.say(plans.PLANS), "/plans/"), (tongue.title(one), kinds.address_of(one)))
    return view | shell(tongue, Frame(title, address(one), lead(tongue, one.summary, one.body), crumbs))


def ordered(plan: records.Plan, found: tuple[CommitmentFacts, ...]) -> list[CommitmentFacts]:
    """The commitments in the order of the plan's themes; those without one last."""
    order = {theme.key: n for n, theme in enumerate(plan.themes)}
    return sorted(found, key=lambda one: (order.get(plans.theme_of(one), len(order)), plans.by_number(one)))


def commitment(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A commitment, whole; its anchors begin with its key, so that those of others don't clash with them."""
    one = facts.commitment
    origin = one.meta.place.path
    newest = facts.newest
    report = f"{one.key}-report"
    return plans.commitment_card(tongue, facts) | {
        "key": one.key,
        "theme": tongue.link(one.theme),
        "start": tongue.day(facts.start),
        "end": tongue.day(facts.end),
        "supporting": plans.supporting(tongue, one.supporting),
        "lead": tongue.long(one.summary, f"{one.key}-summary", 3, origin),
        "body": tongue.long(one.body, f"{one.key}-text", 4, origin),
        "questions": [
            {"question": tongue.say(question), "answer": answer}
            for name, question in plans.QUESTIONS
            if (answer := tongue.long(getattr(one, name), f"{one.key}-{name}", 4, origin))
        ],
        "withdrawn": plans.withdrawn(tongue, one.withdrawn, origin),
        "milestones": [plans.milestone(tongue, item, origin, one.key) for item in facts.milestones],
        "report": tongue.long(newest.summary or newest.body, report, 4, newest.meta.place.path) if newest else "",
        "checks": [plans.check(tongue, item, one) | {"note": ""} for item in facts.checks],
        "irm": [plans.irm(tongue, item) for item in facts.irm[:1]],
    }
