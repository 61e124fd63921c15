"""Every proof that the member's own records hold, and the days on which its repository was updated."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ogpsite.derive.changes import day_of
from ogpsite.derive.commitments import barriers, is_governments, strength_of
from ogpsite.model import records
from ogpsite.model.facts import Change, Proof
from ogpsite.model.fields import PROOFS, inner
from ogpsite.model.once import once
from ogpsite.model.site import Site

COUNTED = (
    records.Progress,
    records.Timeline,
    records.Plan,
    records.Version,
    records.Response,
    records.Document,
    records.Assessment,
)
EARLY = ("irm-co-creation-brief", "irm-action-plan-review", "irm-design-report", "notice")


def all_proofs(site: Site) -> Iterator[Proof]:
    """Every proof with its holder as `source`; without what the public, checkers and others' reports bring."""
    hosts = barriers(site.settings)
    return (proof for record in site.by_uid.values() if proves(site, record) for proof in proofs_of(record, hosts))


def proves(site: Site, record: records.Record) -> bool:
    """Whether a record's proofs are the member's own."""
    if isinstance(record, records.Progress):
        return not record.reported_by or is_own(site, record)
    return not isinstance(record, records.Contribution | records.Check)


def is_own(site: Site, report: records.Progress) -> bool:
    """Whether a report is the responsible side's own."""
    commitment = site.by_uid.get(f"commitment:{report.meta.parent}")
    return not isinstance(commitment, records.Commitment) or is_governments(site, commitment, report)


@once
def proofs_of(record: records.Record, hosts: tuple[str, ...]) -> tuple[Proof, ...]:
    """The proofs of a record with their holders; `hosts` keep readers out."""
    return tuple(Proof(one, strength_of(one, hosts), holder) for holder, one in all_of(record))


def all_of(record: records.Record) -> Iterator[tuple[str, records.Evidence]]:
    """The proofs of a record; a document is one itself, and so are the versions of a forum's rules."""
    if isinstance(record, records.Document):
        yield record.uid, paper(record, record.type)
    if isinstance(record, records.Forum):
        yield from ((record.uid, paper(one, "forum-rules")) for one in record.rules)
    yield from proofs_in(record, record.uid)


def paper(found: records.Document | records.Rules, kind: str) -> records.Evidence:
    """A document, or a version of rules, as a proof."""
    return records.Evidence(title=found.title, url=found.url, file=found.file, type=kind, date=found.date)


def proofs_in(value: object, holder: str) -> list[tuple[str, records.Evidence]]:
    """The proofs in a record or group, with their holder; a milestone holds its own."""
    if isinstance(value, records.Milestone):
        holder = f"milestone:{holder.removeprefix('commitment:')}#{value.key}"
    found: list[tuple[str, records.Evidence]] = []
    for _, held in inner(value, PROOFS):
        for one in held if type(held) is tuple else (held,):
            if isinstance(one, records.Evidence):
                found.append((holder, one))
            else:
                found += proofs_in(one, holder)
    return found


def all_updates(site: Site) -> tuple[Change, ...]:
    """What counts as an update for requirement 2.2, by day; `what` is the half of it: process or implementation."""
    hosts = barriers(site.settings)
    found = (updates_of(record, hosts, proves(site, record)) for record in site.by_uid.values())
    return in_order(found, site.day)


def in_order(found: Iterable[tuple[Change, ...]], last: datetime.date) -> tuple[Change, ...]:
    """The updates of some records up to a day, by day."""
    known = {(one.day, one.uid): one for own in found for one in own if one.day <= last}
    return tuple(known[key] for key in sorted(known))


@once
def updates_of(record: records.Record, hosts: tuple[str, ...], proves: bool) -> tuple[Change, ...]:
    """The updates that a record brings, by itself and (where it `proves`) by its proofs, each once."""
    minutes = isinstance(record, records.Gathering) and bool(record.body)
    day = day_of(record) if minutes or isinstance(record, COUNTED) else None
    found = [(day, record.uid)] if day else []
    itself = isinstance(record, records.Document | records.Forum)  # counted above; rules of a forum never
    for proof in proofs_of(record, hosts) if proves and not itself else ():
        if proof.evidence.date and proof.strength != "none":
            found.append((proof.evidence.date, proof.source))
    return tuple(Change(day, uid, half_of(record, uid)) for day, uid in dict.fromkeys(found))


def half_of(record: records.Record, uid: str) -> str:
    """Whether a record, or a part of it, tells of the process or of the implementation."""
    if isinstance(record, records.Meeting):
        return "implementation" if "results" in record.kind else "process"
    if isinstance(record, records.Document):
        return "implementation" if record.type in ("progress-report", "deliverable") else "process"
    if isinstance(record, records.Assessment):
        return "process" if record.kind in EARLY else "implementation"
    return "implementation" if uid.startswith(("commitment:", "milestone:", "progress:")) else "process"
