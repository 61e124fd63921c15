"""References both ways; drafts, embargoed records and what is still to come left out → the immutable Site."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from ogpsite.model import kinds, records
from ogpsite.model.again import Again
from ogpsite.model.site import Site
from ogpsite.problems import Problem, phrase
from ogpsite.relate.absence import absent, as_of, known_after, known_days, without_hidden
from ogpsite.relate.files import unread_files
from ogpsite.relate.mentions import Index, named_by, orphans, resolve
from ogpsite.relate.past import Past
from ogpsite.relate.together import placed, site_of
from ogpsite.relate.walking import files_of, references

__all__ = ["Past", "as_known", "files_of", "references", "relate", "unread_files"]


def relate(
    found: Iterable[records.Record],
    settings: records.Settings,
    day: datetime.date,
    drafts: bool = False,
    unread: Collection[tuple[str, str]] = (),
    again: Again | None = None,
) -> tuple[tuple[records.Record, ...], tuple[Problem, ...]]:
    """The records that are there on a day, their references resolved, and every reference that leads nowhere.

    Embargoed records are absent without a word; drafts too, but published records that mention them are warned of.
    `unread` names kinds and parents whose lists could not be read: what is missing there isn't told again.
    With `again`, records that are as before, in a site that has the same keys, are the same objects as before.
    """
    again = again or Again()
    everything = tuple(sorted((settings, *found), key=lambda record: (record.meta.kind, record.id)))
    named = (tuple(map(named_by, everything)), tuple(unread))
    index, wrong = again.kept("index", (), named, lambda: indexed(everything, unread))
    problems: list[Problem] = list(wrong)
    pairs = again.each("resolved", everything, (index,), lambda record: resolved_with_faults(record, index))
    resolved = [record for record, _ in pairs]
    problems.extend(fault for _, faults in pairs for fault in faults)
    hidden = absent(resolved, day, drafts)
    return tuple(without_hidden(resolved, hidden, problems, again)), tuple(problems)


def indexed(
    everything: tuple[records.Record, ...], unread: Collection[tuple[str, str]]
) -> tuple[Index, tuple[Problem, ...]]:
    """What references may lead to, and what is wrong with the keys themselves."""
    index = Index(everything, unread)
    return index, (*collisions(everything), *orphans(everything, index))


def resolved_with_faults(record: records.Record, index: Index) -> tuple[records.Record, tuple[Problem, ...]]:
    faults: list[Problem] = []
    return resolve(record, index, faults), tuple(faults)


def as_known(
    visible: Iterable[records.Record], day: datetime.date, drafts: bool = False, again: Again | None = None
) -> Site:
    """The site of the records that are there, each as it could be known on that day. They must be without fault."""
    if again is None:
        return site_of((placed(as_of(record, day)) for record in visible), day, drafts)
    found = tuple(visible)
    counts = [known_days(record, day) for record in found]
    known: dict[str, records.Record] = {}
    for count in sorted(set(counts)):  # so that a record is the same object until the next of its own days
        group = [record for record, own in zip(found, counts, strict=True) if own == count]
        made = again.each(("known", count), group, (), partial(known_then, count))
        known.update((record.uid, one) for record, one in zip(group, made, strict=True))
    return site_of((placed(known[record.uid]) for record in found), day, drafts)


def known_then(count: int, record: records.Record) -> records.Record:
    return known_after(record, count)


def collisions(everything: Iterable[records.Record]) -> Iterator[Problem]:
    """Two records at one address."""
    seen: dict[str, records.Record] = {}
    for record in everything:
        if record.meta.kind == "settings":
            continue
        address = kinds.address_of(record)
        first = seen.setdefault(address, record)
        if first is not record:
            message = phrase(
                "this record would be published at {address}, where another one already is", address=address
            )
            yield Problem(record.meta.place, "collision", message, phrase("rename one of them"), other=first.meta.place)
