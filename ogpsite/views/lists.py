"""Long lists: which pages list which records, by what they can be filtered and sorted, and their pre-built pages.

Every choice is a page of its own, so that no script is needed; `lists.js` makes the same choices in place.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from ogpsite import words
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.once import once
from ogpsite.nouns import dataclass
from ogpsite.parts import Part
from ogpsite.views import facets, paged
from ogpsite.views.retold import retold
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Tongue, View

Row = TypeVar("Row", bound=records.Record)
ENOUGH = 6  # entries that make a list worth filtering


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader chose: the value of a facet, or an order (neither for the whole list in its own), and the page."""

    facet: str = ""
    value: str = ""
    order: str = ""
    number: int = 1  # of the page, where the list is cut into several

    @property
    def is_whole(self) -> bool:
        return not self.facet and not self.order


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its address, what it lists, the facets that filter it, the orders beside its own."""

    address: str
    record: type[records.Record]
    facets: tuple[str, ...]
    orders: tuple[str, ...] = ("title",)


LISTINGS: tuple[Listing, ...] = (
    Listing(
        "/commitments/",
        records.Commitment,
        ("status", "plan", "theme", "area", "organisation", "year"),
        ("title", "end", "late", "updated"),
    ),
    Listing("/consultations/", records.Consultation, ("status", "plan", "year"), ("title", "end", "contributions")),
    Listing("/forum/meetings/", records.Meeting, ("type", "year"), ("oldest", "decisions")),
    Listing("/events/", records.Event, ("type", "plan", "year"), ("title", "oldest")),
    Listing("/organisations/", records.Organisation, ("sector",), ("leads",)),
    Listing("/news/", records.News, ("year",), ("title", "oldest")),
    Listing("/assessments/", records.Assessment, ("type", "plan", "year"), ("title", "oldest")),
    Listing("/support/", records.Support, ("type", "organisation", "year"), ("title", "oldest")),
)
BY_ADDRESS: Mapping[str, Listing] = {one.address: one for one in LISTINGS}
ORDERS = {
    "title": "By title",
    "oldest": "Oldest first",
    "newest": "Newest first",
    "votes": "Most votes first",
    "end": "By end, the next first",
    "late": "Most overdue first",
    "updated": "Last updated first",
    "contributions": "Most contributions first",
    "decisions": "Most decisions first",
    "leads": "Most commitments first",
}
EVERYTHING = Choice()
Own = Callable[[Tongue, list[Row], Choice], Iterable[Row]]  # puts the entries of a choice into a list's own order


@once
def choices(edition: Edition, listing: Listing) -> tuple[Choice, ...]:
    """The choices that have a page: each value of each facet that tells entries apart, and each order."""
    counted = counts(edition, listing)
    if not counted:
        return ()
    by_facet = tuple(Choice(name, value) for name in listing.facets for value in sorted(counted[name]))
    return (*by_facet, *(Choice(order=order) for order in listing.orders))


@once
def counts(edition: Edition, listing: Listing) -> dict[str, Counter[str]]:
    """How many entries each value has, of facets with more than one; nothing for a short list."""
    if len(edition.site.all(listing.record)) < ENOUGH:
        return {}
    found = by_value(edition, listing)
    return {
        name: Counter({value: len(own) for value, own in values.items()} if len(values) > 1 else {})
        for name, values in found.items()
    }


@once
def by_value(edition: Edition, listing: Listing) -> dict[str, dict[str, list[records.Record]]]:
    """The entries of a list by facet and value."""
    keys = edition.facts.facets
    found: dict[str, dict[str, list[records.Record]]] = {name: {} for name in listing.facets}
    for record in edition.site.all(listing.record):
        for name, values in keys.get(record.uid, {}).items():
            if name in found:
                for value in values:
                    found[name].setdefault(value, []).append(record)
    return found


def total(edition: Edition, listing: Listing, choice: Choice) -> int:
    """How many entries a choice leaves."""
    if choice.facet:
        return counts(edition, listing)[choice.facet][choice.value]
    return len(edition.site.all(listing.record))


def pages(edition: Edition, listing: Listing) -> Iterator[Choice]:
    """Every choice, with every page of its list."""
    for choice in (EVERYTHING, *choices(edition, listing)):
        for number in range(1, paged.count(total(edition, listing, choice)) + 1):
            yield replace(choice, number=number)


def base(listing: Listing, choice: Choice) -> str:
    """The address of the first page of a choice."""
    if choice.order:
        return f"{listing.address}sorted-by/{choice.order}/"
    return f"{listing.address}by-{choice.facet}/{choice.value}/" if choice.facet else listing.address


def address(listing: Listing, choice: Choice) -> str:
    return paged.address(base(listing, choice), choice.number)


def href(tongue: Tongue, whole: str, choice: Choice) -> str:
    """The page of a choice; the whole list where the choice has none."""
    listing = BY_ADDRESS[whole]
    return tongue.href(address(listing, choice if choice in choices(tongue.edition, listing) else EVERYTHING))


def chosen(tongue: Tongue, listing: Listing, record: type[Row], choice: Choice, own: Own[Row]) -> list[Row]:
    """The entries on a page of a choice, in its order (else in the list's own).

    `own` puts entries into the list's own order; where the reader chose one, it gets them in that and may put apart
    what stands in sections, such as meetings to come.
    """
    found = in_order(tongue.edition, tongue.said, listing, replace(choice, number=1), own)
    return cast("list[Row]", list(paged.part(found, choice.number)))


@once
def in_order(
    edition: Edition, said: words.Words, listing: Listing, choice: Choice, own: Own[Any]
) -> tuple[records.Record, ...]:
    """All entries that a choice leaves, in their order: found once for all pages of the list."""
    tongue = Tongue(edition, said, ())
    of_choice = by_value(edition, listing).get(choice.facet, {}).get(choice.value, [])
    found = list(of_choice if choice.facet else edition.site.all(listing.record))
    if choice.order:
        found.sort(key=lambda one: (SORTS[choice.order](tongue, one), one.id))
    return tuple(own(tongue, found, choice))


def page(tongue: Tongue, listing: Listing, choice: Choice, name: object, view_: View) -> View:
    """A list's view with its filters and its shell: title, breadcrumbs, the ways to its other pages."""
    crumbs = ((name, listing.address),) if choice != EVERYTHING else ()
    filters = view(tongue, listing, choice)
    pager = paged.pager(tongue, base(listing, choice), choice.number, filters["shown"], filters["in_place"])
    heading = paged.titled(tongue, title(tongue, name, choice), choice.number)
    frame = Frame(heading, address(listing, choice), "", crumbs, pager=pager)
    return view_ | {"list": filters} | shell(tongue, frame)


def title(tongue: Tongue, name: object, choice: Choice) -> object:
    """The title of a list, with the choice in it."""
    if choice.order:
        return tongue.say("{title}, sorted: {choice}", title=name, choice=tongue.say(ORDERS[choice.order]))
    if choice.facet:
        words = facets.BY_NAME[choice.facet].words(tongue, choice.value)
        return tongue.say("{title}: {choice}", title=name, choice=words)
    return name


def view(tongue: Tongue, listing: Listing, choice: Choice) -> View:
    """The filters and orders of a list, for the macro `filters` of `macros/lists.html`.

    They work in place on the first page of the whole list, unless that is very long.
    """
    counted = counts(tongue.edition, listing)
    groups = [group(tongue, listing, name, choice) for name in listing.facets if counted.get(name)]
    names = listing.orders if counted else ()
    orders = order_links(tongue, names, choice.order, lambda order: address(listing, Choice(order=order)))
    return {
        "groups": groups,
        "orders": orders,
        "whole": choice.is_whole,
        "in_place": is_in_place(choice.is_whole, choice.number, len(tongue.site.all(listing.record))),
        "shown": total(tongue.edition, listing, choice),
        "total": len(tongue.site.all(listing.record)),
        "all_href": tongue.href(listing.address),
    }


def is_in_place(whole: bool, number: int, entries: int) -> bool:
    """Whether a script filters a list where it stands, with what is on its other pages."""
    return whole and number == 1 and entries <= paged.FETCHED


def group(tongue: Tongue, listing: Listing, name: str, choice: Choice) -> View:
    """One facet with its values, of which one may be chosen."""
    found = offers(tongue, listing.address, name)
    if choice.facet != name:
        return found
    choices = [one | {"current": True} if one["value"] == choice.value else one for one in found["choices"]]
    return found | {"choices": choices}


@retold
def offers(tongue: Tongue, address_: str, name: str) -> View:
    """One facet of the list at an address with its values, how many entries each has, and the page of each."""
    listing, facet = BY_ADDRESS[address_], facets.BY_NAME[name]
    counted = counts(tongue.edition, listing)[name]
    choices_ = [
        {
            "value": key,
            "title": facet.words(tongue, key),
            "count": tongue.said.number(counted[key]),
            "href": tongue.href(address(listing, Choice(name, key))),
            "current": False,
        }
        for key in facets.in_order(tongue, name, counted)
    ]
    return Part({"facet": name, "title": tongue.say(facet.title), "choices": choices_})


def with_items(
    tongue: Tongue, listing: Listing, found: Iterable[Row], card: Callable[[Tongue, Row], View]
) -> list[View]:
    """The cards of some entries, each with what `lists.js` needs as `item`. `card` is a function of a module."""
    return [with_item(tongue, record, listing, card) for record in found]


@retold
def with_item(tongue: Tongue, record: Row, listing: Listing, card: Callable[[Tongue, Row], View]) -> View:
    return Part(card(tongue, record) | {"item": item(tongue, listing, record)})


def own(
    tongue: Tongue, groups: Iterable[View], orders: Iterable[View], shown: int, total: int, whole: bool, all_: str
) -> View:
    """The filters of a list that isn't one of `LISTINGS`, in the form of `view`; groups need two choices to tell."""
    return {
        "groups": [one for one in groups if len(one["choices"]) > 1],
        "orders": list(orders) if total >= ENOUGH else [],
        "whole": whole,
        "shown": shown,
        "total": total,
        "all_href": tongue.href(all_),
    }


def order_links(tongue: Tongue, orders: Iterable[str], chosen_: str, address_: Callable[[str], str]) -> list[View]:
    """The orders of a list, each with its page."""
    return [
        {"order": one, "title": tongue.say(ORDERS[one]), "href": tongue.href(address_(one)), "current": one == chosen_}
        for one in orders
    ]


def item(tongue: Tongue, listing: Listing, record: records.Record) -> View:
    """What `lists.js` needs to know of an entry: its facets, and its place in every order."""
    edition = tongue.edition
    return {
        "facets": " ".join(f"{name}={key}" for name in listing.facets for key in facets.keys_of(edition, record, name)),
        "sorts": {order: sort_words(SORTS[order](tongue, record)) for order in listing.orders},
    }


def sort_words(key: str | int) -> str:
    """A place in an order as words that compare as the places do."""
    return key if isinstance(key, str) else f"{key + 10**9:010d}"


def by_title(tongue: Tongue, record: records.Record) -> str:
    return tongue.said.order(str(tongue.title(record)))


def by_oldest(tongue: Tongue, record: records.Record) -> str:
    found = next((day for name in ("date", "from_", "published_on") if (day := getattr(record, name, None))), None)
    return str(found or "9999")


def by_end(tongue: Tongue, record: records.Record) -> str:
    """What is still running comes first, then what has ended, the newest end first."""
    facts = tongue.facts.commitments.get(record.uid)
    end = facts.end if facts else getattr(record, "closes", None)
    if end is None:
        return "2"
    return f"0{end}" if end >= tongue.site.day else f"1{9_999_999 - end.toordinal()}"


def by_lateness(tongue: Tongue, record: records.Record) -> int:
    late = [one for one in tongue.facts.commitments[record.uid].milestones if one.late_on]
    return min((one.promised for one in late), default=datetime.date.max).toordinal()


def by_update(tongue: Tongue, record: records.Record) -> int:
    updated = tongue.facts.updated.get(record.uid)
    return -updated.toordinal() if updated else 0


def by_contributions(tongue: Tongue, record: records.Record) -> int:
    return -len(tongue.facts.consultations[record.uid].contributions)


def by_decisions(tongue: Tongue, record: records.Record) -> int:
    return -len(getattr(record, "decisions", ()))


def by_leads(tongue: Tongue, record: records.Record) -> int:
    return -len(tongue.site.mentioned_by(record.uid, "commitment", "lead"))


SORTS: Mapping[str, Callable[[Tongue, records.Record], str | int]] = {
    "title": by_title,
    "oldest": by_oldest,
    "end": by_end,
    "late": by_lateness,
    "updated": by_update,
    "contributions": by_contributions,
    "decisions": by_decisions,
    "leads": by_leads,
}
