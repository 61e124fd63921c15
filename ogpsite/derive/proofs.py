"""Every proof that the member's own records hold, and the days on which its repository was updated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ogpsite.derive.changes import day_of
from ogpsite.derive.commitments import barriers, is_governments, strength_of
from ogpsite.model import records
from ogpsite.model.facts import Change, Proof
from ogpsite.model.fields import inner
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
    for record in site.by_uid.values():
        if isinstance(record, records.Contribution | records.Check):
            continue
        if isinstance(record, records.Progress) and record.reported_by and not is_own(site, record):
            continue
        yield from proofs_of(record, hosts)


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


def proofs_in(value: object, holder: str) -> Iterator[tuple[str, records.Evidence]]:
    """The proofs in a record, group or list, with their holder; a milestone holds its own."""
    if isinstance(value, records.Evidence):
        yield holder, value
    elif isinstance(value, tuple):
        for one in value:
            yield from proofs_in(one, holder)
    else:
        if isinstance(value, records.Milestone):
            holder = f"milestone:{holder.removeprefix('commitment:')}#{value.key}"
        for _, found in inner(value):
            if found:
                yield from proofs_in(found, holder)


def all_updates(site: Site, proofs: Iterable[Proof]) -> tuple[Change, ...]:
    """What counts as an update for requirement 2.2, by day; `what` is the half of it: process or implementation."""
    return tuple(sorted(set(updates(site, proofs)), key=lambda one: (one.day, one.uid)))


def updates(site: Site, proofs: Iterable[Proof]) -> Iterator[Change]:
    for record in site.by_uid.values():
        minutes = isinstance(record, records.Gathering) and bool(record.body)
        day = day_of(record) if minutes or isinstance(record, COUNTED) else None
        if day and day <= site.day:
            yield Change(day, record.uid, half_of(site, record.uid))
    for proof in proofs:
        day = proof.evidence.date
        paper_itself = proof.source.startswith(("document:", "forum:"))  # counted above; rules of a forum never
        if day and day <= site.day and proof.strength != "none" and not paper_itself:
            yield Change(day, proof.source, half_of(site, proof.source))


def half_of(site: Site, uid: str) -> str:
    """Whether a record tells of the process or of the implementation."""
    record = site.by_uid.get(uid)
    if isinstance(record, records.Meeting):
        return "implementation" if "results" in record.kind else "process"
    if isinstance(record, records.Document):
        return "implementation" if record.type in ("progress-report", "deliverable") else "process"
    if isinstance(record, records.Assessment):
        return "process" if record.kind in EARLY else "implementation"
    return "implementation" if uid.startswith(("commitment:", "milestone:", "progress:")) else "process"
