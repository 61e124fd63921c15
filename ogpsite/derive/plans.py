"""Where a plan stands, and which plan to show first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from ogpsite.model import records
from ogpsite.model.facts import (
    CommitmentFacts,
    PlanFacts,
)
from ogpsite.model.site import Site
from ogpsite.model.vocabulary import STATUS


def plan_facts(site: Site, plan: records.Plan, commitments: Mapping[str, CommitmentFacts]) -> PlanFacts:
    """A plan at a glance."""
    own = tuple(commitments[one.uid] for one in site.parts(plan, records.Commitment))
    counts = {status: sum(one.status == status for one in own) for status in (*STATUS, "")}
    every = [(one, milestone) for one in own for milestone in one.milestones]
    counted = [milestone for _, milestone in every if milestone.depth == 0]
    return PlanFacts(
        plan=plan,
        status=plan.status or status_by_dates(plan, site.day),
        commitments=own,
        counts=counts,
        overdue=tuple(sorted((pair for pair in every if pair[1].late_on), key=lambda pair: pair[1].promised)),
        milestones=len(counted),
        milestones_complete=sum(milestone.status == "complete" for milestone in counted),
    )


def status_by_dates(plan: records.Plan, day: datetime.date) -> str:
    """The plan's status on a day (content-model 6)."""
    if day > plan.end:
        return "ended"
    if day >= plan.start:
        return "implementation"
    if plan.delivered_on and day >= plan.delivered_on:
        return "submitted"
    if plan.development_start and day >= plan.development_start:
        return "co-creation"
    return "planned"


def current_plan(plans: Iterable[PlanFacts]) -> PlanFacts | None:
    """The plan to show first: the running one, else one in the making, else the newest."""
    order = ("implementation", "submitted", "co-creation", "ended", "planned")
    ranked = sorted(plans, key=lambda one: (order.index(one.status), -one.plan.start.toordinal(), one.plan.id))
    return ranked[0] if ranked else None
