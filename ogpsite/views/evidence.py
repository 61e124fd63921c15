"""How strong the evidence of some commitments is, and where it lies: what the pages on progress show of it."""

from __future__ import annotations

from ogpsite.model import kinds
from ogpsite.model.facts import Held, HostShare, ProgressFacts, Step
from ogpsite.views import paged
from ogpsite.views.tongue import Tongue, View

STRENGTH_WORDS = {
    "local": "Copy kept here",
    "archived": "Archived copy",
    "link": "Link only",
    "barrier": "Behind a barrier",
    "none": "No evidence",
}


def by_strength(tongue: Tongue, facts: ProgressFacts) -> list[View]:
    """How many proofs there are of each strength, and of how many milestones it is the best."""
    return [
        {
            "code": code,
            "words": tongue.say(STRENGTH_WORDS[code]),
            "count": len(held),
            "proofs": [proof(tongue, one) for one in paged.top(held)],
            "milestones": len(facts.strengths[code]),
            "steps": [step_link(tongue, one) for one in paged.top(facts.strengths[code])],
        }
        for code, held in facts.evidence.items()
        if held or facts.strengths[code]
    ]


def proof(tongue: Tongue, held: Held) -> View:
    anchor = f"#milestone-{held.milestone}" if held.milestone else ""
    link = tongue.to(held.commitment.commitment)
    return {**tongue.proof(held.proof), "holder": link | {"href": f"{link['href']}{anchor}"}}


def step_link(tongue: Tongue, step: Step) -> View:
    facts, milestone = step
    address = tongue.href(f"{kinds.address_of(facts.commitment)}#milestone-{milestone.milestone.key}")
    return {"title": tongue.text(milestone.milestone.title), "href": address}


def host(tongue: Tongue, one: HostShare) -> View:
    return {
        "host": one.host,
        "count": len(one.held),
        "share": tongue.said.percent(one.share, 100),
        "percent": one.share,
        "much": one.much,
        "proofs": [proof(tongue, held) for held in paged.top(one.held)],
    }
