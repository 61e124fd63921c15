"""What the printed summary of a plan shows: where every commitment stands by each voice, and what is late."""

from __future__ import annotations

from ogpsite.derive.progress import code_of, standing
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts
from ogpsite.views import progress
from ogpsite.views.commitments import commitment_card, overdue_row
from ogpsite.views.plans import plan_card
from ogpsite.views.shell import PLANS, Frame, shell
from ogpsite.views.tongue import Tongue, View

LATEST = 6  # overdue milestones that are named; the rest are counted


def address(plan: records.Plan) -> str:
    return f"{kinds.address_of(plan)}summary/"


def page(tongue: Tongue, one: records.Plan) -> View:
    """A plan on a sheet of paper."""
    facts = tongue.facts.plans[one.uid]
    found = tongue.facts.progress[one.uid]
    place = progress.places(tongue.edition)[one.uid]
    view = {
        "plan": plan_card(tongue, facts),
        "figures": progress.figures(tongue, found, tongue.href(place)),
        "rows": [row(tongue, item) for item in found.commitments],
        "overdue": [overdue_row(tongue, *pair) for pair in facts.overdue[:LATEST]],
        "overdue_more": max(0, len(facts.overdue) - LATEST),
        "progress_href": tongue.href(place),
    }
    title = tongue.say("Summary: {plan}", plan=tongue.title(one))
    crumbs = ((tongue.say(PLANS), "/plans/"), (tongue.title(one), kinds.address_of(one)))
    return view | shell(tongue, Frame(title, address(one), "", crumbs, data=f"{place}index.json"))


def row(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A commitment by its three voices, in a line."""
    code = code_of(facts, "completion")
    return commitment_card(tongue, facts) | {
        "checks": [
            {"result": check.result, "words": tongue.label(vocabulary.CHECK_RESULT, check.result)}
            for check in newest_by_result(tongue, facts)
        ],
        "code": code,
        "code_words": tongue.label(vocabulary.COMPLETION, code),
    }


def newest_by_result(tongue: Tongue, facts: CommitmentFacts) -> list[records.Check]:
    """What others found, each result once."""
    found: dict[str, records.Check] = {}
    for check in standing(tongue.site, facts):
        found.setdefault(check.result, check)
    return [found[result] for result in ("disputed", "cannot_verify", "confirmed") if result in found]
