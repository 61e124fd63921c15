"""What the rules that have a history read of the facts, on days gone by, of which many are asked."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Sequence

from ogpsite.derive.answers import consultation_facts
from ogpsite.derive.commitments import barriers, sides, with_parts
from ogpsite.derive.proofs import proofs_of, proves, updates_of
from ogpsite.model import records
from ogpsite.model.facts import Change, CommitmentFacts, Facts, MilestoneFacts, PlanFacts, Proof
from ogpsite.model.once import once
from ogpsite.model.site import Site

# a record; whether others than it say so; whether its proofs are the member's own; these, and the updates it brings
Known = tuple[records.Record, bool, bool, tuple[Proof, ...], tuple[Change, ...]]


class Checks:
    """The facts of several days: what follows from a record alone is found once for all on which it is the same object.

    What is read of records is noted for the first who asks: it is for one maker alone.
    """

    def __init__(self) -> None:
        self.hosts: tuple[str, ...] = ()
        self.known: dict[str, Known] = {}
        self.updates: list[Change] = []  # all that these bring, by day
        self.reported: dict[str, tuple[records.Commitment, Sequence[records.Record], CommitmentFacts]] = {}

    def facts(self, site: Site, plans: Collection[str]) -> Facts:
        """Proofs, updates and answers on the site's day; of some plans (ids) which commitments they hold, with their
        milestones and the responsible side's reports."""
        self.look(site)
        own = {plan.uid: self.plan(site, plan) for plan in site.all(records.Plan) if plan.id in plans}
        return Facts(
            commitments={one.commitment.uid: one for plan in own.values() for one in plan.commitments},
            plans=own,
            consultations={one.uid: consultation_facts(site, one) for one in site.all(records.Consultation)},
            proofs=tuple([proof for uid in site.by_uid for proof in self.known[uid][3]]),
            updates=tuple(self.updates[: bisect_right(self.updates, site.day, key=lambda one: one.day)]),
        )

    def look(self, site: Site) -> None:
        """Finds the proofs and updates of each record that is another than it was."""
        hosts = barriers(site.settings)
        gone = list(self.known) if hosts != self.hosts else self.known.keys() - site.by_uid.keys()
        self.hosts = hosts
        for uid in gone:
            self.renew(uid)
        for uid, record in site.by_uid.items():
            known = self.known.get(uid)
            if known and known[0] is record and not known[1]:
                continue
            is_proof = proves(site, record)
            if known is None or known[0] is not record or known[2] != is_proof:
                own = proofs_of(record, hosts) if is_proof else ()
                self.renew(uid, (record, by_others(record), is_proof, own, updates_of(record, hosts, is_proof)))

    def renew(self, uid: str, now: Known | None = None) -> None:
        """Puts what a record brings in the place of what it brought."""
        before = self.known.pop(uid, None)
        for change in before[4] if before else ():
            del self.updates[bisect_left(self.updates, in_time(change), key=in_time)]
        for change in now[4] if now else ():
            insort(self.updates, change, key=in_time)
        if now:
            self.known[uid] = now

    def plan(self, site: Site, plan: records.Plan) -> PlanFacts:
        own = (self.commitment(site, one) for one in site.parts(plan, records.Commitment))
        return PlanFacts(plan=plan, status="", commitments=tuple(own))

    def commitment(self, site: Site, commitment: records.Commitment) -> CommitmentFacts:
        """What is asked of a commitment: the same as long as it and what belongs to it are, unless others report."""
        uid, parts = commitment.uid, site.children.get(commitment.uid, ())
        known = self.reported.get(uid)
        if known and known[0] is commitment and known[1] is parts and not any(map(by_others, parts)):
            return known[2]
        own, _ = sides(site, commitment)
        facts = CommitmentFacts(commitment=commitment, reports=own, milestones=milestones_of(commitment))
        self.reported[uid] = commitment, parts, facts
        return facts


def in_time(change: Change) -> tuple[datetime.date, str]:
    return change.day, change.uid


def by_others(record: records.Record) -> bool:
    """Whether it depends on other records, too, whose side a report tells."""
    return isinstance(record, records.Progress) and record.reported_by is not None


@once
def milestones_of(commitment: records.Commitment) -> tuple[MilestoneFacts, ...]:
    return tuple(MilestoneFacts(milestone=one, depth=depth) for one, depth in with_parts(commitment))
