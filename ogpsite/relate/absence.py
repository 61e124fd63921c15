"""What isn't there on a day: drafts, embargoed records, what is still to come, and words that may not be shown."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from ogpsite.model import records
from ogpsite.model.again import Again
from ogpsite.model.fields import PROOFS, REFERENCES, Field, declared, inner, sought_in
from ogpsite.model.once import lasting, once
from ogpsite.model.values import Party, Ref, Text
from ogpsite.problems import Problem, phrase
from ogpsite.relate.walking import parent_uid, references

OWN_DAY: Mapping[str, str] = {
    # what can only be written after the event isn't there before its own day, where no published_on says another
    "progress": "reported_on",
    "check": "on",
    "contribution": "received_on",
    "response": "on",
    "assessment": "published_on",
    "document": "date",
    "news": "date",
    "timeline": "published_on",
    "version": "date",
}
SMALL = 5  # cells of attendance below are suppressed unless the record says otherwise (content-model 3)
CELLS = ("invited", "registered", "attended", "government", "civil_society", "other", "women", "men", "young")
WHOLES = (("attended", ("government", "civil_society", "other")), ("attended", ("women", "men")))
ANNOUNCED = ("consultation", "meeting", "event")  # shown as planned, once announced


def absent(everything: Iterable[records.Record], day: datetime.date, drafts: bool) -> dict[str, str]:
    """The identities that aren't there: draft, embargoed or still to come; and why. Children go with their parents."""
    hidden: dict[str, str] = {}
    below: list[tuple[str, str]] = []
    for record in everything:
        draft, out, happened = beginning(record)
        if draft and not drafts:
            hidden[record.uid] = "draft"
        elif (out > day and not drafts) or happened > day:
            hidden[record.uid] = "embargoed"
        elif above := parent_uid(record):
            below.append((record.uid, above))
    while more := {uid: hidden[above] for uid, above in below if above in hidden and uid not in hidden}:
        hidden |= more
    return hidden


@lasting
def beginning(record: records.Record) -> tuple[bool, datetime.date, datetime.date]:
    """Whether a record is a draft; the day from which it may be shown, and the one on which what it tells happened."""
    return record.draft, published(record), own_day(record)


def published(record: records.Record) -> datetime.date:
    """The day from which a record is public by its own words."""
    if record.meta.kind == "plan":
        return datetime.date.min  # its making is public: `published_on` is the day of the finished plan, hiding nothing
    announced = getattr(record, "announced_on", None) if record.meta.kind in ANNOUNCED else None
    return max(record.published_on or datetime.date.min, announced or datetime.date.min)


def own_day(record: records.Record) -> datetime.date:
    """The day before which a record can't have been written, because it tells what happened on it."""
    name = OWN_DAY.get(record.meta.kind)
    own: datetime.date | None = getattr(record, name) if name and record.published_on is None else None
    return own or datetime.date.min


def without_hidden(
    everything: Iterable[records.Record], hidden: dict[str, str], problems: list[Problem], again: Again
) -> list[records.Record]:
    """The records that are there, without any mention of those that aren't.

    Where a mention was required, the item that requires it goes too, and so on.
    """
    kept = [record for record in everything if record.uid not in hidden]
    while True:
        if not hidden:
            return kept
        known = again.same(("hidden", len(hidden)), dict(hidden))
        away = frozenset(known)
        naming = [record for record in kept if not holders(record).isdisjoint(away)]
        pairs = again.each(("cleared", len(hidden)), naming, (known,), partial(cleared_with_faults, known))
        problems.extend(fault for _, faults in pairs for fault in faults if fault not in problems)
        others = {record.uid: found for record, (found, _) in zip(naming, pairs, strict=True)}
        cleaned = [others.get(record.uid, record) for record in kept]
        gone = {old.uid: "embargoed" for old, new in zip(kept, cleaned, strict=True) if new is None}
        if not gone:
            return [record for record in cleaned if record is not None]
        hidden |= gone
        kept = [record for record in kept if record.uid not in hidden]


@lasting
def holders(record: records.Record) -> frozenset[str]:
    """The records that a record mentions, also by a part of them."""
    return frozenset(holder_of(ref.target) for _, ref in references(record) if ref.target)


def cleared_with_faults(hidden: Mapping[str, str], record: records.Record) -> tuple[Any, tuple[Problem, ...]]:
    faults: list[Problem] = []
    return cleared(record, hidden, faults), tuple(faults)


def cleared(value: Any, hidden: Mapping[str, str], problems: list[Problem]) -> Any:
    """A value without mentions of hidden records; None where a required mention is gone."""
    if isinstance(value, Ref):
        return None if is_hidden(value, hidden, problems) else value
    if isinstance(value, Party):
        gone = value.ref is not None and is_hidden(value.ref, hidden, problems)
        return None if gone else value
    if isinstance(value, tuple):
        made = tuple(new for one in value if (new := cleared(one, hidden, problems)) is not None)
        return value if len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True)) else made
    changed = {}
    for name, old in inner(value, REFERENCES):
        if (new := cleared(old, hidden, problems)) is old:
            continue
        if not new and is_needed(dict(declared(type(value)))[name], value):
            return None
        changed[name] = new
    return replace(value, **changed) if changed else value


def is_needed(spec: Field, holder: Any) -> bool:
    """Whether a record, group or item is nothing without a field of it. Without its settings there is no site."""
    if isinstance(holder, records.MenuItem) and not holder.url:
        return True  # it would lead nowhere
    return spec.required and not isinstance(holder, records.Settings)


def is_hidden(ref: Ref, hidden: Mapping[str, str], problems: list[Problem]) -> bool:
    """Whether a reference leads to something that isn't there; mentions of drafts are warned of."""
    holder = holder_of(ref.target)
    why = hidden.get(holder, "")
    if why == "draft":
        message = phrase("{written} is a draft; this mention of it is left out", written=repr(ref.written))
        problem = Problem(ref.place, "draft-mention", message, phrase("publish it, or remove the mention"), fatal=False)
        if problem not in problems:
            problems.append(problem)
    return bool(why)


def holder_of(target: str) -> str:
    """The record that a part (milestone, theme) is written in; any other identity itself."""
    kind, _, identifier = target.partition(":")
    if kind == "milestone":
        return f"commitment:{identifier.partition('#')[0]}"
    if kind == "theme":
        return f"plan:{identifier.rpartition('/')[0]}"
    return target


def as_of(record: records.Record, day: datetime.date) -> records.Record:
    """The record as it could be known on that day: nothing that can only be written after an event still to come."""
    return known_after(record, known_days(record, day))


def known_days(record: records.Record, day: datetime.date) -> int:
    """How many of its days had come on that day."""
    return bisect_right(turning_days(record), day)


def known_after(record: records.Record, count: int) -> records.Record:
    """The record with what the first of its days bring, and without what comes later: the same until the next day."""
    if not turning_days(record) and not isinstance(record, records.Contribution):
        return record
    return turned(record, count)


@once
def turned(record: records.Record, count: int) -> records.Record:
    """As `known_after`, of a record of which something may not be known yet or any more."""
    days = turning_days(record)
    day = days[count - 1] if count else datetime.date.min
    known = on_day(record, day)
    return cast("records.Record", dated(known, day)) if count < len(days) else known


@lasting
def turning_days(record: records.Record) -> tuple[datetime.date, ...]:
    """The days that bring something new to know of a record, in order."""
    days = {one.date for one in sought_in(record, PROOFS, records.Evidence) if one.date}
    if isinstance(record, records.Gathering):
        days |= {record.date, record.minutes_published_on or record.date}
    if isinstance(record, records.Contribution | records.Commitment) and record.withdrawn:
        days.add(record.withdrawn.on)
    return tuple(sorted(days))


def on_day(record: records.Record, day: datetime.date) -> records.Record:
    """The record without what comes after that day; its evidence and documents are looked at by `dated`."""
    changes: dict[str, Any] = {}
    if isinstance(record, records.Gathering):
        changes = gathering_as_of(record, day)
    elif isinstance(record, records.Contribution):
        changes = contribution_as_of(record, day)
    elif isinstance(record, records.Commitment) and record.withdrawn and record.withdrawn.on > day:
        changes = {"withdrawn": None}
    return replace(record, **changes) if changes else record


def gathering_as_of(record: records.Gathering, day: datetime.date) -> dict[str, Any]:
    """What a meeting still to come can't have, and minutes that aren't out."""
    changes: dict[str, Any] = {}
    if record.attendance and not record.attendance.small_cells:
        changes["attendance"] = without_small_cells(record.attendance)
    if record.date > day:
        changes = {
            "attendance": None,
            "results_presented_on": (),
            "comments_collected": None,
            "decisions": (),
            "recording": None,
        }
    out = record.minutes_published_on or record.date
    if out > day:
        changes |= {"body": Text(), "minutes_published_on": None, "decisions": ()}
    return changes


def without_small_cells(found: records.Attendance) -> records.Attendance:
    """Attendance without the cells that could point at persons."""
    values = {name: getattr(found, name) for name in CELLS if getattr(found, name) is not None}
    hidden = sorted(small_cells(values))
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    return replace(found, suppressed=tuple(hidden), **nothing)


def small_cells(values: dict[str, int]) -> set[str]:
    """The cells not to be shown: those from 1 to 4, and the next smallest where one alone could be computed."""
    hidden = {name for name, value in values.items() if 0 < value < SMALL}
    for whole, parts in WHOLES:
        there = [name for name in parts if name in values]
        gone = [name for name in there if name in hidden]
        complete = whole in values and sum(values[name] for name in there) == values[whole]
        if len(gone) == 1 and complete and whole not in hidden:
            rest = sorted((name for name in there if name not in hidden), key=lambda name: (values[name], name))
            hidden.update(rest[:1] or [whole])
    return hidden


def contribution_as_of(record: records.Contribution, day: datetime.date) -> dict[str, Any]:
    """Rejected and withdrawn words appear nowhere; a withheld name neither (content-model 6)."""
    changes: dict[str, Any] = {}
    withdrawn = record.withdrawn is not None and record.withdrawn.on <= day
    if record.withdrawn and not withdrawn:
        changes["withdrawn"] = None
    if withdrawn or record.moderation == "rejected":
        changes |= {
            "text": Text(),
            "title": Text(),
            "body": Text(),
            "attachments": (),
            "author": "",
            "organisation": None,
            "channel": "",
            "consent": None,
        }
    if record.attribution == "withheld":
        changes |= {"author": "", "organisation": None}
    if record.attribution == "organisation":
        changes["author"] = ""
    return changes


def dated(value: Any, day: datetime.date) -> Any:
    """A record without evidence and documents of a later day."""
    if isinstance(value, records.Evidence):
        return None if value.date and value.date > day else value
    if isinstance(value, tuple):
        made = tuple(new for one in value if (new := dated(one, day)) is not None)
        return value if len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True)) else made
    changed = {name: new for name, old in inner(value, PROOFS) if (new := dated(old, day)) is not old}
    return replace(value, **changed) if changed else value
