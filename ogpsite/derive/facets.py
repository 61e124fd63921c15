"""By what records are found and filtered: the keys of each record in each facet."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ogpsite.derive.changes import bodies_of, commitments_of, plan_among
from ogpsite.model import kinds, records
from ogpsite.model.facts import Facts
from ogpsite.model.fields import having
from ogpsite.model.site import Site

Keys = Mapping[str, tuple[str, ...]]
Finder = Callable[[Site, Facts, records.Record], Iterator[str]]
DATING = ("date", "received_on", "published_on", "from_")
TYPED = ("meeting", "event", "assessment", "support")  # kinds of record that have kinds of their own


def all_facets(site: Site, facts: Facts) -> Mapping[str, Keys]:
    """The keys of every record by facet; each once, none empty."""
    return {record.uid: keys_of(site, facts, record) for record in site.by_uid.values()}


def keys_of(site: Site, facts: Facts, record: records.Record) -> Keys:
    found = {name: dict.fromkeys(keys(site, facts, record)) for name, keys in facets_of(type(record))}
    return {name: tuple(key for key in keys if key) for name, keys in found.items() if any(keys)}


def kind_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    yield record.meta.kind


def status_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    """Where a commitment, consultation or contribution stands; a commitment may also be overdue."""
    if record.uid in facts.commitments:
        one = facts.commitments[record.uid]
        yield one.status or "no_report"
        if any(milestone.late_on is not None for milestone in one.milestones):
            yield "overdue"
    elif record.uid in facts.consultations:
        yield facts.consultations[record.uid].status
    elif isinstance(record, records.Contribution):
        yield facts.consultations[f"consultation:{record.meta.parent}"].states[record.uid]


def plan_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    found = plan_among(site, record, commitments_of(site, record))
    holder = None if found else holder_of(site, record)
    if holder is not None:
        found = plan_among(site, holder, commitments_of(site, holder))
    if found in site.by_uid:
        yield found.partition(":")[2]


def theme_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    """Themes of plans, as `PLAN/THEME`."""
    refs = (getattr(record, "theme", None), *(getattr(record, "themes", ()) or ()))
    for ref in refs:
        if getattr(ref, "target", "").startswith("theme:"):
            yield ref.target.partition(":")[2]


def area_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    yield from getattr(record, "policy_areas", ())


def organisation_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    """The organisations that lead, support, report, answer, publish or give; an organisation is its own."""
    if isinstance(record, records.Organisation):
        yield record.key
    for uid in bodies_of(site, record):
        yield uid.partition(":")[2]


def year_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    """The year of a record's own day; every year of what runs over some."""
    if isinstance(record, records.Plan):
        yield from years(record.start, record.end)
    elif record.uid in facts.commitments:
        one = facts.commitments[record.uid]
        if one.start and one.end:
            yield from years(one.start, one.end)
    elif isinstance(record, records.Consultation):
        yield from years(record.opens, record.closes)
    else:
        for name in having(type(record), DATING):
            day = getattr(record, name)
            if isinstance(day, datetime.date):
                yield str(day.year)
                return


def years(start: datetime.date, end: datetime.date) -> Iterator[str]:
    yield from (str(year) for year in range(start.year, end.year + 1))


def type_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    """What kind of meeting, event, assessment or support it is."""
    if record.meta.kind in TYPED:
        found = getattr(record, "kind", ())
        yield from (found,) if isinstance(found, str) else found or ()


def sector_keys(site: Site, facts: Facts, record: records.Record) -> Iterator[str]:
    yield getattr(record, "sector", "")


def holder_of(site: Site, record: records.Record) -> records.Record | None:
    """The record that a record is part of."""
    return site.by_uid.get(f"{kinds.KINDS[record.meta.kind].parent}:{record.meta.parent}")


FACETS: Mapping[str, Finder] = {
    "kind": kind_keys,
    "status": status_keys,
    "plan": plan_keys,
    "theme": theme_keys,
    "area": area_keys,
    "organisation": organisation_keys,
    "year": year_keys,
    "type": type_keys,
    "sector": sector_keys,
}
NEEDED = {  # the fields without which a record has no key in a facet
    "theme": ("theme", "themes"),
    "area": ("policy_areas",),
    "sector": ("sector",),
}


def facets_by(type_: type) -> tuple[tuple[str, Finder], ...]:
    """The facets in which a record of a type may have keys."""
    return tuple((name, keys) for name, keys in FACETS.items() if name not in NEEDED or having(type_, NEEDED[name]))


facets_of: Callable[[type], tuple[tuple[str, Finder], ...]] = cache(facets_by)
