"""What the printable page of a whole plan shows: everything that was promised and where it stands, in one document."""

from __future__ import annotations

from ogpsite.model import kinds, records
from ogpsite.model.facts import CommitmentFacts, PlanFacts
from ogpsite.views import charts, commitments, paged, plans, reports
from ogpsite.views.beginnings import beginning
from ogpsite.views.shell import PLANS, Frame, shell
from ogpsite.views.tongue import Tongue, View


def address(plan: records.Plan) -> str:
    return f"{kinds.address_of(plan)}print/"


def pages(facts: PlanFacts) -> tuple[int, ...]:
    """After which commitments the pages end."""
    return paged.cut([1] * len(facts.commitments), paged.LEAVES)


def page(tongue: Tongue, one: records.Plan, number: int = 1) -> View:
    """A plan as one document; a very long one in several, the first of which says what the whole is."""
    facts = tongue.facts.plans[one.uid]
    origin = one.meta.place.path
    ends = pages(facts)
    there = paged.of_groups(ordered(facts.plan, facts.commitments), ends, number)
    view = {
        "plan": plans.plan_card(tongue, facts),
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "by_theme": charts.by_theme(tongue, facts),
        "commitments": [commitment(tongue, item) for item in there],
        "web": f"{tongue.site.settings.url.rstrip('/')}{tongue.href(kinds.address_of(one))}",
    }
    title = tongue.say("The whole plan: {plan}", plan=tongue.title(one))
    crumbs = ((tongue.say(PLANS), "/plans/"), (tongue.title(one), kinds.address_of(one)))
    begins, pager = beginning(tongue, one, "summary", "body"), paged.pager_of(tongue, address(one), number, ends)
    heading = paged.titled(tongue, title, number)
    return view | shell(tongue, Frame(heading, paged.address(address(one), number), begins, crumbs, pager=pager))


def ordered(plan: records.Plan, found: tuple[CommitmentFacts, ...]) -> list[CommitmentFacts]:
    """The commitments in the order of the plan's themes; those without one last."""
    order = {theme.key: n for n, theme in enumerate(plan.themes)}
    return sorted(found, key=lambda one: (order.get(commitments.theme_of(one), len(order)), commitments.by_number(one)))


def commitment(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A commitment, whole; its anchors begin with its key, so that those of others don't clash with them."""
    one = facts.commitment
    origin = one.meta.place.path
    newest = facts.newest
    report = f"{one.key}-report"
    return commitments.commitment_card(tongue, facts) | {
        "key": one.key,
        "theme": tongue.link(one.theme),
        "start": tongue.day(facts.start),
        "end": tongue.day(facts.end),
        "supporting": commitments.supporting(tongue, one.supporting),
        "lead": tongue.long(one.summary, f"{one.key}-summary", 3, origin),
        "body": tongue.long(one.body, f"{one.key}-text", 4, origin),
        "questions": commitments.questions(tongue, one, f"{one.key}-"),
        "withdrawn": commitments.withdrawn(tongue, one.withdrawn, origin),
        "milestones": [commitments.milestone_words(tongue, item) for item in facts.milestones],
        "report": tongue.long(newest.summary or newest.body, report, 4, newest.meta.place.path) if newest else "",
        "checks": [reports.found(tongue, item) for item in facts.checks],
        "irm": [reports.irm(tongue, item) for item in facts.irm[:1]],
    }
