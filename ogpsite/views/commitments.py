"""What the list of all commitments shows."""

from __future__ import annotations

from ogpsite.model import records
from ogpsite.views import lists
from ogpsite.views.plans import commitment_card
from ogpsite.views.tongue import Tongue, View


def commitment_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """The commitments of all plans, or those of a choice: by plan, the newest first, or in the order chosen."""
    listing = lists.BY_ADDRESS["/commitments/"]
    found = lists.chosen(tongue, listing, records.Commitment, choice)
    plans = sorted(tongue.site.all(records.Plan), key=lambda one: (one.start, one.id), reverse=True)
    groups: list[tuple[object, list[records.Commitment]]] = [("", found)]
    if not choice.order:
        alone = [one for one in found if not one.meta.parent]
        of_plans = [(tongue.title(plan), [one for one in found if one.meta.parent == plan.id]) for plan in plans]
        groups = [*of_plans, (tongue.say("Commitments outside a plan"), alone)]
    facts = tongue.facts.commitments
    view = {
        "groups": [
            {
                "title": title,
                "commitments": lists.with_items(
                    tongue, listing, group, lambda tongue, one: commitment_card(tongue, facts[one.uid])
                ),
            }
            for title, group in groups
            if group
        ]
    }
    return lists.page(tongue, listing, choice, tongue.say("Commitments"), view, len(found))
