"""What the pages of documents, news, changes and free pages show, and the map of the site."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ogpsite import words
from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.fields import having
from ogpsite.model.once import once
from ogpsite.model.site import NAMES
from ogpsite.nouns import dataclass
from ogpsite.parts import Part
from ogpsite.views import lists, paged, statement
from ogpsite.views.beginnings import beginning, opening
from ogpsite.views.filters import ALL, Groups, grouped, of_others
from ogpsite.views.retold import retold
from ogpsite.views.shell import SECTIONS, Frame, data_address, shell
from ogpsite.views.tongue import Shown, Tongue, View, document_type

DOCUMENTS = "Documents"
DATING = ("reported_on", "on", "date", "published_on")  # fields that may hold a record's day
PAPERS = ("documents", "evidence", "attachments")  # … its papers
REGISTER_FACETS = {"by-type": "Type", "by-year": "Year", "by-commitment": "Commitment"}
REGISTER_ORDERS = ("title", "oldest")


@dataclass(frozen=True)
class Held:
    """A document of the register: a record of its own, or a paper that a record lists."""

    holder: records.Record
    evidence: records.Evidence | None
    type: str
    day: datetime.date | None
    commitment: str


@once
def register(edition: Edition) -> tuple[Held, ...]:
    """Every document and proof of the site, the newest first; undated ones last."""
    found = (held for record in edition.site.by_uid.values() for held in held_by(record))
    return tuple(sorted(found, key=lambda held: (-(held.day.toordinal() if held.day else 0), held.holder.uid)))


def held_by(record: records.Record) -> Iterator[Held]:
    """What one record holds."""
    kind = record.meta.kind
    if isinstance(record, records.Document):
        about = [ref.target for ref in record.about]
        commitment = next((one.partition(":")[2].partition("#")[0] for one in about if is_of_commitment(one)), "")
        yield Held(record, None, record.type, record.date, commitment)
        return
    commitment = record.id if kind == "commitment" else record.meta.parent if kind in ("progress", "check") else ""
    for one in papers(record):
        yield Held(record, one, one.type, one.date or own_day(record), commitment)


def is_of_commitment(target: str) -> bool:
    return target.startswith(("commitment:", "milestone:"))


def own_day(record: records.Record) -> datetime.date | None:
    """The day of the record that holds a paper without a day of its own."""
    for name in having(type(record), DATING):
        day = getattr(record, name)
        if isinstance(day, datetime.date):
            return day
    return None


def papers(record: records.Record) -> Iterator[records.Evidence]:
    """Every evidence item of a record, those of its milestones too."""
    for name in having(type(record), PAPERS):
        yield from getattr(record, name)
    if isinstance(record, records.Commitment | records.Progress):
        for milestone in record.milestones:
            yield from milestone.evidence


def document_row(tongue: Tongue, held: Held) -> View:
    holder = held.holder
    if isinstance(holder, records.Document):
        row = {**tongue.to(holder), "file": tongue.file(holder.file), "url": holder.url, "holder": None}
        row["above"] = None
    else:
        assert held.evidence
        shown = tongue.evidence(held.evidence)
        href = shown["file"]["href"] if shown["file"] else shown["url"] or shown["archive_url"]
        row = {
            "title": shown["title"],
            "href": href,
            "file": shown["file"],
            "url": shown["url"],
            "holder": tongue.to(holder),
            "above": tongue.to(above) if (above := record_above(tongue, holder)) else None,
        }
    return row | {
        "type": document_type(tongue, held.type),
        "date": tongue.day(held.day),
        "iso": held.day.isoformat() if held.day else "",
    }


def record_above(tongue: Tongue, record: records.Record) -> records.Record | None:
    """The commitment of a report or check, the consultation of a contribution: what names the place of its papers."""
    kind = kinds.KINDS[record.meta.kind]
    return tongue.site.by_uid.get(f"{kind.parent}:{record.meta.parent}") if kind.name != "commitment" else None


@once
def register_pages(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The register's pre-built filters, as (filter, value)."""
    found = register(edition)
    types = sorted({held.type for held in found if held.type and kinds.KEY.fullmatch(held.type)})
    years = sorted({str(held.day.year) for held in found if held.day}, reverse=True)
    commitments = sorted({held.commitment for held in found if held.commitment})
    return (
        ("", ""),
        *(("by-type", value) for value in types),
        *(("by-year", value) for value in years),
        *(("by-commitment", value) for value in commitments),
        *(("sorted-by", value) for value in (REGISTER_ORDERS if len(found) >= lists.ENOUGH else ())),
    )


def register_address(filter_: str, value: str) -> str:
    return f"/documents/{filter_}/{value}/" if filter_ else "/documents/"


@once
def groups(edition: Edition) -> Groups:
    return grouped(register_pages(edition))


@once
def choices(edition: Edition) -> dict[tuple[str, str], list[Held]]:
    """The documents of every filter, as (filter, value), in the order of the register."""
    found: dict[tuple[str, str], list[Held]] = {}
    for held in register(edition):
        found.setdefault(("by-type", held.type), []).append(held)
        found.setdefault(("by-commitment", held.commitment), []).append(held)
        found.setdefault(("by-year", str(held.day.year) if held.day else ""), []).append(held)
    return found


def register_list(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """Every page of the register, as (filter, value, number)."""
    by = choices(edition)
    for name, value in register_pages(edition):
        entries = by[name, value] if name.startswith("by-") else register(edition)
        yield from ((name, value, number) for number in range(1, paged.count(len(entries)) + 1))


@once
def sorted_register(edition: Edition, said: words.Words, order: str) -> tuple[Held, ...]:
    """The whole register in an order: sorted once for all its pages."""
    tongue = Tongue(edition, said, ())
    return tuple(sorted(register(edition), key=lambda held: register_places(tongue, held)[order]))


def documents(tongue: Tongue, filter_: str, value: str, number: int = 1) -> View:
    """A page of the register, whole, filtered or sorted; each is a page of its own, so that no script is needed."""
    everything = register(tongue.edition)
    if filter_.startswith("by-"):
        found: Sequence[Held] = choices(tongue.edition)[filter_, value]
    else:
        found = sorted_register(tongue.edition, tongue.said, value) if filter_ else everything
    there = paged.part(found, number)
    title: object = tongue.say(DOCUMENTS)
    crumbs: tuple[tuple[object, str], ...] = ()
    if filter_ or number > 1:
        crumbs = ((title, "/documents/"),)
    if filter_:
        title = tongue.say("Documents: {choice}", choice=filter_words(tongue, filter_, value))
    in_place = lists.is_in_place(not filter_, number, len(everything))
    base = register_address(filter_, value)
    pager = paged.pager(tongue, base, number, len(found), in_place)
    view = {
        "entries": [register_entry(tongue, held) for held in there],
        "list": register_choices(tongue, filter_, value, number) | {"in_place": in_place},
    }
    heading = paged.titled(tongue, title, number)
    return view | shell(tongue, Frame(heading, paged.address(base, number), "", crumbs, pager=pager))


def register_choices(tongue: Tongue, filter_: str, value: str, number: int) -> View:
    """The filters and orders of the register."""
    by, total = choices(tongue.edition), len(register(tongue.edition))
    facets = register_groups(tongue, filter_, value, number)
    chosen = value if filter_ == "sorted-by" else ""
    orders = lists.order_links(tongue, REGISTER_ORDERS, chosen, lambda one: register_address("sorted-by", one))
    shown = len(by[filter_, value]) if filter_.startswith("by-") else total
    return lists.own(tongue, facets, orders, shown, total, not filter_, "/documents/")


def register_groups(tongue: Tongue, filter_: str, value: str, number: int) -> list[View]:
    """The register's filters with how many documents each shows."""
    which = "" if filter_.startswith("by-") or number > 1 else ALL
    found = {name: offers(tongue, name, which) for name in REGISTER_FACETS}
    if filter_ in found:
        mine = offer(tongue, filter_, value) | {"current": True}
        known = found[filter_]["choices"]
        found[filter_] = found[filter_] | {
            "choices": [mine if one["value"] == value else one for one in known] or [mine]
        }
    return list(found.values())


@retold
def offers(tongue: Tongue, name: str, which: str) -> View:
    """A filter on the pages of another one; where `which` is `ALL`, on the page without any."""
    choices = [offer(tongue, name, one) for one in of_others(groups(tongue.edition), name, which)]
    return Part({"facet": name.removeprefix("by-"), "title": tongue.say(REGISTER_FACETS[name]), "choices": choices})


@retold
def offer(tongue: Tongue, name: str, value: str) -> View:
    """A choice of the register on the pages of others."""
    return {
        "value": value,
        "title": filter_words(tongue, name, value),
        "count": tongue.said.number(len(choices(tongue.edition)[name, value])),
        "href": tongue.href(register_address(name, value)),
        "current": False,
    }


@retold
def register_entry(tongue: Tongue, held: Held) -> View:
    """A document with what the script of lists needs as `item`."""
    return Part(document_row(tongue, held) | {"item": register_item(tongue, held)})


def register_item(tongue: Tongue, held: Held) -> View:
    """What the script of lists needs to know of a document."""
    keys = {"type": held.type, "year": held.day.year if held.day else "", "commitment": held.commitment}
    return {
        "facets": " ".join(f"{name}={key}" for name, key in keys.items() if key),
        "sorts": register_places(tongue, held),
    }


def register_places(tongue: Tongue, held: Held) -> dict[str, str]:
    """The place of a document in each order, as words that compare as the places do."""
    title = tongue.evidence(held.evidence)["title"] if held.evidence else tongue.title(held.holder)
    return {"title": tongue.said.order(str(title)), "oldest": str(held.day or "9999")}


def filter_words(tongue: Tongue, filter_: str, value: str) -> object:
    if filter_ == "sorted-by":
        return tongue.say(lists.ORDERS[value])
    if filter_ == "by-type":
        return document_type(tongue, value)
    if filter_ == "by-commitment":
        return tongue.title(tongue.site.by_uid[f"commitment:{value}"])
    return Shown(value)


def document(tongue: Tongue, one: records.Document) -> View:
    """A document: the file or address, and what it is about."""
    view = {
        **tongue.to(one),
        "body": tongue.long(one.body, "text", 3, one.meta.place.path),
        "type": document_type(tongue, one.type),
        "date": tongue.day(one.date),
        "publisher": tongue.party(one.publisher),
        "language": tongue.said.name_of(one.language) if one.language else "",
        "file": tongue.file(one.file),
        "url": one.url,
        "about": tongue.links(one.about),
        "supersedes": tongue.link(one.supersedes),
        "superseded_by": [tongue.to(found) for found in tongue.site.mentioned_by(one.uid, "document", "supersedes")],
    }
    crumbs = ((tongue.say(DOCUMENTS), "/documents/"),)
    begins = beginning(tongue, one, "body")
    frame = Frame(tongue.title(one), kinds.address_of(one), begins, crumbs, one, data_address(one))
    return view | shell(tongue, frame)


def news_list(tongue: Tongue, choice: lists.Choice = lists.EVERYTHING) -> View:
    """All news, or those of a choice, the newest first."""
    listing = lists.BY_ADDRESS["/news/"]
    found = lists.chosen(tongue, listing, records.News, choice, newest_first)
    view = {"entries": lists.with_items(tongue, listing, found, news_card)}
    return lists.page(tongue, listing, choice, tongue.say("News"), view)


def newest_first(tongue: Tongue, found: list[records.News], choice: lists.Choice) -> list[records.News]:
    return found if choice.order else sorted(found, key=lambda one: (one.date, one.id), reverse=True)


def news_card(tongue: Tongue, one: records.News) -> View:
    return {**tongue.to(one), "date": tongue.day(one.date), "summary": opening(tongue, one, "summary", "body")}


def news(tongue: Tongue, one: records.News) -> View:
    origin = one.meta.place.path
    view = news_card(tongue, one) | {
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 2, origin),
        "about": tongue.links(one.about),
    }
    crumbs = ((tongue.say("News"), "/news/"),)
    frame = Frame(tongue.title(one), kinds.address_of(one), view["summary"], crumbs, one, data_address(one))
    return view | shell(tongue, frame)


def page(tongue: Tongue, one: records.Page) -> View:
    """A free page; one with a `statement` is an accessibility statement."""
    body, headings = tongue.long_with_headings(one.body, "text", 2, one.meta.place.path)
    shown = tongue.contents(one.body, headings)
    wanted = one.toc == "yes" or (one.toc is None and len(shown) > 2)
    frame = Frame(
        tongue.title(one),
        kinds.address_of(one),
        beginning(tongue, one, "body"),
        (),
        one,
        data_address(one),
        shown if wanted else (),
    )
    view = {
        "body": body,
        "reviewed_on": tongue.day(one.reviewed_on),
        "statement": statement.view(tongue, one.statement, one.reviewed_on) if one.statement else None,
    }
    return view | shell(tongue, frame)


WHOLE_LISTS = {
    # where all records of a kind are listed
    **{NAMES[one.record]: one.address for one in lists.LISTINGS},
    "document": "/documents/",
}


def site_map(tongue: Tongue) -> View:
    """A map of the site for people: every page by section."""
    groups = []
    for kind in (
        "plan",
        "commitment",
        "consultation",
        "forum",
        "meeting",
        "event",
        "assessment",
        "support",
        "document",
        "news",
        "organisation",
        "page",
    ):
        found = tongue.site.by_kind.get(kind, ())
        if found:
            pages = sorted((tongue.to(one) for one in found), key=lambda one: str(one["title"]).casefold())
            whole = WHOLE_LISTS.get(kind, "")
            rest = paged.rest(len(pages), paged.PER_PAGE) if whole else None
            group = {"title": tongue.say(kinds.KINDS[kind].plural), "pages": pages[: paged.PER_PAGE] if rest else pages}
            groups.append(group | {"rest": rest, "href": tongue.href(whole)})
    overviews = [{"title": tongue.say(title), "href": tongue.href(address)} for title, address, _ in (*SECTIONS, *MORE)]
    view = {"overviews": overviews, "groups": groups}
    return view | shell(tongue, Frame(tongue.say("Site map"), "/site-map/"))


MORE: tuple[tuple[str, str, None], ...] = (
    ("Events", "/events/", None),
    ("Support received", "/support/", None),
    ("Organisations", "/organisations/", None),
    ("Policy areas", "/policy-areas/", None),
    ("What changed", "/changes/", None),
    ("Open data", "/data/", None),
    ("Glossary", "/glossary/", None),
)


def not_found(tongue: Tongue) -> View:
    """The page for addresses that don't exist."""
    return {} | shell(tongue, Frame(tongue.say("Page not found"), "/404.html"))
