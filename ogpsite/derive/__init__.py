"""What follows from the records and the day: statuses, lateness, answers, changes. Pure arithmetic.

The counting rules are those of content-model section 4; the day is the site's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ogpsite.derive.answers import consultation_facts
from ogpsite.derive.changes import all_changes, corrections, last_updates, with_counts
from ogpsite.derive.commitments import commitment_facts, strength
from ogpsite.derive.cycle import cycle_facts
from ogpsite.derive.facets import all_facets
from ogpsite.derive.gatherings import forum_facts, gathering_facts
from ogpsite.derive.plans import current_plan, plan_facts
from ogpsite.derive.progress import progress_of_all
from ogpsite.derive.proofs import all_proofs, all_updates
from ogpsite.derive.texts import untranslated
from ogpsite.model import records
from ogpsite.model.facts import Facts
from ogpsite.model.site import Site

__all__ = ["derive", "for_checks", "strength"]


def derive(site: Site) -> Facts:
    """All facts of a site."""
    commitments = {one.uid: commitment_facts(site, one) for one in site.all(records.Commitment)}
    plans = {one.uid: plan_facts(site, one, commitments) for one in site.all(records.Plan)}
    proofs = tuple(all_proofs(site))
    updates = all_updates(site, proofs)
    changes = with_counts(all_changes(site), updates)
    facts = Facts(
        commitments=commitments,
        plans=plans,
        consultations={one.uid: consultation_facts(site, one) for one in site.all(records.Consultation)},
        gatherings={
            one.uid: gathering_facts(site, one) for one in (*site.all(records.Meeting), *site.all(records.Event))
        },
        changes=changes,
        updated=last_updates(site, changes),
        current=current_plan(plans.values()),
        untranslated=untranslated(site),
        progress=progress_of_all(site, commitments),
        forums=forum_facts(site),
        cycles={one.uid: cycle_facts(site, one) for one in site.all(records.Plan)},
        corrections=corrections(site),
        proofs=proofs,
        updates=updates,
    )
    return replace(facts, facets=all_facets(site, facts))


def for_checks(site: Site, plans: Collection[str]) -> Facts:
    """Only those facts that the rules of the self-check read of some plans: for days gone by, of which many are asked.

    `plans` are ids.
    """
    own = (one for one in site.all(records.Commitment) if one.meta.parent in plans)
    commitments = {one.uid: commitment_facts(site, one) for one in own}
    proofs = tuple(all_proofs(site))
    return Facts(
        commitments=commitments,
        plans={one.uid: plan_facts(site, one, commitments) for one in site.all(records.Plan) if one.id in plans},
        consultations={one.uid: consultation_facts(site, one) for one in site.all(records.Consultation)},
        gatherings={
            one.uid: gathering_facts(site, one) for one in (*site.all(records.Meeting), *site.all(records.Event))
        },
        proofs=proofs,
        updates=all_updates(site, proofs),
    )
