"""What the rules that have a history read of the facts, on days gone by, of which many are asked."""

from __future__ import annotations

from collections.abc import Collection

from ogpsite.derive.answers import consultation_facts
from ogpsite.derive.commitments import barriers, sides, with_parts
from ogpsite.derive.proofs import in_order, proofs_of, proves, updates_of
from ogpsite.model import records
from ogpsite.model.facts import Change, CommitmentFacts, Facts, MilestoneFacts, PlanFacts, Proof
from ogpsite.model.once import once
from ogpsite.model.site import Site

Signs = tuple[tuple[Proof, ...], tuple[Change, ...]]


class Checks:
    """The facts of several days: what follows from a record alone is found once for all on which it is the same object.

    What is read of records is noted for the first who asks: it is for one maker alone.
    """

    def __init__(self) -> None:
        self.known: dict[str, tuple[records.Record, bool, tuple[str, ...], Signs]] = {}

    def facts(self, site: Site, plans: Collection[str]) -> Facts:
        """Proofs, updates and answers on the site's day; of some plans (ids) which commitments they hold, with their
        milestones and the responsible side's reports."""
        signs = self.signs(site)
        own = {plan.uid: plan_facts(site, plan) for plan in site.all(records.Plan) if plan.id in plans}
        return Facts(
            commitments={one.commitment.uid: one for plan in own.values() for one in plan.commitments},
            plans=own,
            consultations={one.uid: consultation_facts(site, one) for one in site.all(records.Consultation)},
            proofs=tuple([proof for proofs, _ in signs for proof in proofs]),
            updates=in_order((updates for _, updates in signs), site.day),
        )

    def signs(self, site: Site) -> list[Signs]:
        """The proofs and updates of each record that has any."""
        hosts = barriers(site.settings)
        found = []
        for uid, record in site.by_uid.items():
            is_proof = proves(site, record)
            known = self.known.get(uid)
            if known is None or known[0] is not record or known[1:3] != (is_proof, hosts):
                own = proofs_of(record, hosts) if is_proof else ()
                known = self.known[uid] = record, is_proof, hosts, (own, updates_of(record, hosts, is_proof))
            if any(known[3]):
                found.append(known[3])
        return found


def plan_facts(site: Site, plan: records.Plan) -> PlanFacts:
    own = (commitment_facts(site, one) for one in site.parts(plan, records.Commitment))
    return PlanFacts(plan=plan, status="", commitments=tuple(own))


def commitment_facts(site: Site, commitment: records.Commitment) -> CommitmentFacts:
    own, _ = sides(site, commitment)
    return CommitmentFacts(commitment=commitment, reports=own, milestones=milestones_of(commitment))


@once
def milestones_of(commitment: records.Commitment) -> tuple[MilestoneFacts, ...]:
    return tuple(MilestoneFacts(milestone=one, depth=depth) for one, depth in with_parts(commitment))
