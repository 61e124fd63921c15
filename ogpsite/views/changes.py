"""What the pages on changes show: everything added, updated, corrected or withdrawn, by day, with its filters."""

from __future__ import annotations

import datetime

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import Change, Correction, Edition
from ogpsite.model.once import once
from ogpsite.parts import Part
from ogpsite.views import entries, lists
from ogpsite.views.filters import ALL, Groups, grouped, of_others
from ogpsite.views.retold import retold
from ogpsite.views.shell import Frame, lead, shell
from ogpsite.views.tongue import Shown, Tongue, View

CHANGES = "What changed"
CORRECTIONS = "/changes/corrections/"
ENOUGH = 120  # entries on the first page; the rest stands on the pages of the years
FETCHED = 2000  # entries of all years that a script puts together, to filter them in place
VERBS = vocabulary.about(
    "change",
    {
        "added": "New",
        "updated": "Updated",
        "corrected": "Corrected",
        "withdrawn": "Withdrawn",
        "contributions": "New contributions",
        "replaced": "Replaced",
    },
)
FILTERS = {
    "by-year": "By year",
    "by-plan": "By plan",
    "by-commitment": "By commitment",
    "by-organisation": "By organisation",
}


def is_shown(edition: Edition, change: Change) -> bool:
    record = edition.site.by_uid.get(change.uid)
    return record is not None and record.meta.kind not in ("settings", "home")


@once
def filters(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The pre-built filters that show something, as (filter, value); value is a year or the id of a record."""
    found = [change for change in edition.facts.changes if is_shown(edition, change)]
    by = {
        "by-year": {str(one.day.year) for one in found},
        "by-plan": {one.plan for one in found if one.plan in edition.site.by_uid},
        "by-commitment": {uid for one in found for uid in one.commitments},
        "by-organisation": {uid for one in found for uid in one.organisations},
    }
    return tuple((name, value.partition(":")[2] or value) for name, values in by.items() for value in sorted(values))


@once
def groups(edition: Edition) -> Groups:
    return grouped(filters(edition))


def address(filter_: str = "", value: str = "") -> str:
    return f"/changes/{filter_}/{value}/" if filter_ else "/changes/"


@once
def shown(edition: Edition) -> dict[tuple[str, str], list[Change]]:
    """The changes that every filter shows, as (filter, value); without a filter all of them."""
    found: dict[tuple[str, str], list[Change]] = {("", ""): []}
    for one in edition.facts.changes:
        if is_shown(edition, one):
            about = {one.plan, *one.commitments, *one.organisations}
            keys = {(f"by-{kind}", key) for kind, _, key in (uid.partition(":") for uid in about)}
            for place in sorted({("", ""), ("by-year", str(one.day.year)), *keys}):
                found.setdefault(place, []).append(one)
    return found


@retold
def change_view(tongue: Tongue, change: Change) -> View:
    """A change in words, with the page it is about."""
    record = tongue.site.by_uid[change.uid]
    holder = tongue.site.by_uid.get(f"{kinds.KINDS[record.meta.kind].parent}:{record.meta.parent}")
    return Part(
        {
            **tongue.to(record),
            "day": tongue.day(change.day),
            "iso": change.day.isoformat(),
            "key": f"{change.day.isoformat()} {change.uid} {change.what}",
            "verb": tongue.say(VERBS[change.what]),
            "what": change.what,
            "counts": change.counts,
            "holder": tongue.to(holder) if holder else None,
            "item": item(change),
        }
    )


def newest(tongue: Tongue, count: int) -> list[View]:
    """The newest changes, some of them."""
    return [change_view(tongue, one) for one in shown(tongue.edition)["", ""][:count]]


def page(tongue: Tongue, filter_: str = "", value: str = "") -> View:
    """Changes by day: the newest ones, or all of a year, plan, commitment or organisation."""
    known = shown(tongue.edition).get((filter_, value), [])
    there = known if filter_ else whole_days(known, ENOUGH)
    days: dict[datetime.date, list[View]] = {}
    for change in there:
        days.setdefault(change.day, []).append(change_view(tongue, change))
    view = {
        "days": [{"day": tongue.day(day), "entries": entries} for day, entries in days.items()],
        "list": choices(tongue, filter_, value, there, known),
        "more": len(known) > len(there),
        "total": len(known),
        "all_href": tongue.href("/changes/"),
        "corrections_href": tongue.href(CORRECTIONS),
        "halves": halves(tongue) if not filter_ else [],
    }
    title: object = tongue.say(CHANGES)
    crumbs: tuple[tuple[object, str], ...] = ()
    if filter_:
        crumbs = ((title, "/changes/"),)
        title = tongue.say("What changed: {choice}", choice=filter_words(tongue, filter_, value))
    data = "" if filter_ else "/changes/index.json"
    return view | shell(tongue, Frame(title, address(filter_, value), "", crumbs, data=data))


def whole_days(found: list[Change], count: int) -> list[Change]:
    """The newest changes, but no day cut in two."""
    if len(found) <= count:
        return found
    last = found[count - 1].day
    return [one for one in found if one.day >= last]


def choices(tongue: Tongue, filter_: str, value: str, there: list[Change], known: list[Change]) -> View:
    """The filters by what they filter; each is a page of its own. In place where it isn't too much to fetch.

    `there` are the changes on the page, `known` all of the choice. `rest` marks the pages that hold the others.
    """
    by = shown(tongue.edition)
    left = {str(one.day.year) for one in known[len(there) :]}
    found = {name: offers(tongue, name, "" if filter_ else ALL) for name in FILTERS}
    if filter_:
        mine = offer(tongue, filter_, value) | {"current": True}
        known_ = found[filter_]["choices"]
        found[filter_] = found[filter_] | {
            "choices": [mine if one["value"] == value else one for one in known_] or [mine]
        }
    elif left:
        years = found["by-year"]["choices"]
        found["by-year"] = found["by-year"] | {"choices": [one | {"rest": one["value"] in left} for one in years]}
    view = lists.own(tongue, found.values(), (), len(there), len(by["", ""]), not filter_, "/changes/")
    return view | {"in_place": not filter_ and len(known) <= FETCHED}


@retold
def offers(tongue: Tongue, name: str, which: str) -> View:
    """A filter on the pages of another one; where `which` is `ALL`, on the page without any."""
    found = [offer(tongue, name, one) for one in of_others(groups(tongue.edition), name, which)]
    choices = found[::-1] if name == "by-year" else found
    return Part({"facet": name.removeprefix("by-"), "title": tongue.say(FILTERS[name]), "choices": choices})


@retold
def offer(tongue: Tongue, name: str, value: str) -> View:
    """A choice of a filter on the pages of others."""
    return {
        "value": value,
        "title": filter_words(tongue, name, value),
        "count": tongue.said.number(len(shown(tongue.edition)[name, value])),
        "href": tongue.href(address(name, value)),
        "current": False,
        "rest": False,
    }


def item(change: Change) -> View:
    """What the script of lists needs to know of a change."""
    uids = {"plan": (change.plan,), "commitment": change.commitments, "organisation": change.organisations}
    keys = [f"{name}={uid.partition(':')[2]}" for name, found in uids.items() for uid in found if uid]
    return {"facets": " ".join((f"year={change.day.year}", *keys)), "sorts": {}}


def filter_words(tongue: Tongue, filter_: str, value: str) -> object:
    if filter_ == "by-year":
        return Shown(value)
    return tongue.title(tongue.site.by_uid[f"{filter_.removeprefix('by-')}:{value}"])


def halves(tongue: Tongue) -> list[View]:
    """Updates in the sense of requirement 2.2 in each half-year, the newest first: how many, on how many days."""
    found: dict[tuple[int, int], list[Change]] = {}
    for one in tongue.facts.updates:
        found.setdefault((one.day.year, 1 if one.day.month < 7 else 2), []).append(one)
    years = groups(tongue.edition).get("by-year", ())
    return [
        {
            "title": tongue.half(half, year),
            "href": tongue.href(address("by-year", str(year))) if str(year) in years else "",
            "updates": len({(one.day, one.uid) for one in own}),
            "days": len({one.day for one in own}),
        }
        for (year, half), own in sorted(found.items(), reverse=True)[:8]
    ]


def corrections(tongue: Tongue) -> View:
    """The public log of what was corrected, replaced or withdrawn, with the reasons."""
    dated = [(one.day, correction(tongue, one)) for one in tongue.facts.corrections]
    dated += [(one.on, gone(tongue, one)) for one in tongue.site.settings.notices if one.on <= tongue.site.day]
    view = {"entries": [shown for _, shown in sorted(dated, key=lambda one: -one[0].toordinal())]}
    crumbs = ((tongue.say(CHANGES), "/changes/"),)
    frame = Frame(tongue.say("Corrections"), CORRECTIONS, "", crumbs, data="/changes/corrections/index.json")
    return view | shell(tongue, frame)


def correction(tongue: Tongue, one: Correction) -> View:
    """What was said, what became of it, and why. What stood there before stays to be read."""
    record = tongue.site.by_uid.get(one.uid)
    now = tongue.site.by_uid.get(one.by)
    holder = holder_of(tongue, record)
    return {
        "day": tongue.day(one.day),
        "what": one.what,
        "verb": tongue.say(VERBS[one.what]),
        "record": tongue.to(record) if record else None,
        "holder": tongue.to(holder) if holder else None,
        "now": tongue.to(now) if now else None,
        "reason": lead(tongue, one.reason),
    }


def gone(tongue: Tongue, one: records.Notice) -> View:
    """A record that isn't there any more."""
    entry = entries.notice(tongue, one)
    return {
        "day": tongue.day(one.on),
        "what": "withdrawn",
        "verb": tongue.say(VERBS["withdrawn"]),
        "record": {"title": tongue.text(one.title), "href": entry.href, "kind": ""},
        "holder": None,
        "now": None,
        "reason": lead(tongue, one.reason),
    }


def holder_of(tongue: Tongue, record: records.Record | None) -> records.Record | None:
    if record is None:
        return None
    return tongue.site.by_uid.get(f"{kinds.KINDS[record.meta.kind].parent}:{record.meta.parent}")
