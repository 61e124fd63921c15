"""What the search finds, and what its pages show: an A–Z and the lists by facet, which need no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from ogpsite import prose, words
from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.fields import inner_texts
from ogpsite.model.once import once
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.nouns import dataclass
from ogpsite.problems import Problem, phrase
from ogpsite.published import UNPUBLISHED
from ogpsite.views import facets, paged
from ogpsite.views.beginnings import FIELDS, beginnings
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Shown, Tongue, View, singular

ADDRESS = "/search/"
KINDS = (
    "plan", "commitment", "consultation", "contribution", "forum", "meeting", "event", "assessment", "support",
    "document", "news", "organisation", "version", "page",
)  # fmt: skip
NAMES = ("kind", "status", "plan", "theme", "area", "organisation", "year")
SUMMARY = 220  # letters of a summary in the small index
A_TO_Z = 300  # records that the search page lists itself; more of them stand on pages of their own
MOST = 2000  # records in a language for which the built-in search is made
DIGITS = "0–9"


@dataclass(frozen=True, slots=True)
class Found:
    """A record as the search shows it."""

    record: records.Record
    title: Shown
    summary: Shown
    keys: Mapping[str, tuple[str, ...]]


def wanted(edition: Edition) -> bool:
    return edition.site.settings.search != "off"


def findable(edition: Edition) -> list[records.Record]:
    """Every record with a page of its own, by kind and id."""
    return [record for kind in KINDS for record in edition.site.by_kind.get(kind, ())]


def too_many(edition: Edition) -> Iterator[Problem]:
    """A warning where the built-in search has more to hold than it is made for."""
    number = len(findable(edition))
    if number > MOST and edition.site.settings.search in (None, "on"):
        message = phrase(
            "there are {count} records; the built-in search is made for {most} in a language",
            count=f"{number:,}",
            most=f"{MOST:,}",
        )
        hint = phrase("use Pagefind (`search: pagefind`, see docs/search.md), or `search: off`")
        yield Problem(edition.site.settings.at("search"), "search", message, hint, fatal=False)


def found(tongue: Tongue, record: records.Record) -> Found:
    """A record in the words of one language."""
    title = tongue.title(record)
    keys = {name: facets.keys_of(tongue.edition, record, name) for name in NAMES}
    return Found(record, title, summary(tongue, record, str(title)), keys)


def summary(tongue: Tongue, record: records.Record, title: str) -> Shown:
    """The beginning of what a record says of itself, where its title doesn't say it already."""
    if isinstance(record, records.Organisation):
        return tongue.text(record.acronym)
    known = dict(beginnings(record))
    text = next((known[name] for name in FIELDS if name in known), Text())
    language, written = text.best(*tongue.languages)
    short = prose.cut(written, SUMMARY)
    repeated = short.startswith(title.rstrip("…")) and len(short) <= len(title) + 1
    return Shown("" if repeated else short, "" if language == tongue.language else language)


def whole_text(tongue: Tongue, record: records.Record) -> str:
    """Everything that a record and its parts say, as bare words; only what is also on its page."""
    pieces: dict[str, None] = {}
    for one in (record, *parts(tongue.site, record)):
        is_plain = one.meta.kind == "contribution"  # the public writes no Markdown
        for text in texts(one):
            variants = text.variants
            written = variants[0][1] if len(variants) == 1 else text.best(*tongue.languages)[1] if variants else ""
            pieces[" ".join(written.split()) if is_plain else prose.words_of(written)] = None
    return " ".join(pieces)


def parts(site: Site, record: records.Record) -> list[records.Record]:
    """The records that stand on the page of another one."""
    return [one for one in site.children.get(record.uid, ()) if kinds.KINDS[one.meta.kind].address.startswith("#")]


def texts(value: Any) -> list[Text]:
    """Every text in a record or value."""
    if type(value) is Text:
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    found: list[Text] = []
    for name, one in inner_texts(value):
        if name in UNPUBLISHED:
            continue
        if type(one) is Text:
            found.append(one)
        elif one:
            found += texts(one)
    if isinstance(value, records.Record):
        found.append(value.body)
    return found


def list_pages(edition: Edition) -> tuple[tuple[str, str, int], ...]:
    """The pages of lists, as (facet, key, number); those of organisations and policy areas are their own pages."""
    counts = counted(edition)
    return tuple(
        (name, key, number)
        for name in NAMES
        if name not in OWN
        for key, entries in sorted(counts[name].items())
        for number in range(1, paged.count(entries) + 1)
    )


OWN = {"organisation": "/organisations/{key}/", "area": "/policy-areas/{key}/"}


@once
def counted(edition: Edition) -> Mapping[str, Counter[str]]:
    """How many records each key of each facet has."""
    known = [edition.facts.facets.get(record.uid, {}) for record in findable(edition)]
    return {name: Counter(key for keys in known for key in keys.get(name, ())) for name in NAMES}


@once
def by_key(edition: Edition, said: words.Words, name: str) -> Mapping[str, list[records.Record]]:
    """The records that have each key of a facet, by kind, and by title in each."""
    has: dict[str, list[records.Record]] = {}
    place = {kind: n for n, kind in enumerate(KINDS)}
    for record in sorted(by_title(edition, said), key=lambda one: place[one.meta.kind]):
        for key in facets.keys_of(edition, record, name):
            has.setdefault(key, []).append(record)
    return has


def list_address(name: str, key: str) -> str:
    return OWN[name].format(key=key) if name in OWN else f"{ADDRESS}by-{name}/{key}/"


def pages(edition: Edition) -> int:
    """On how many pages the A–Z stands, beside the search page; none where it stands there itself."""
    number = len(findable(edition))
    return 0 if number <= A_TO_Z else -(-number // A_TO_Z)


def page(tongue: Tongue) -> View:
    """The search: a form with its filters, and below it what can be found without a script."""
    counts = counted(tongue.edition)
    groups = [choice_group(tongue, name, counts[name]) for name in NAMES if counts[name]]
    own = pages(tongue.edition) == 0
    entries = [tongue.to(one) for one in by_title(tongue.edition, tongue.said)] if own else []
    view = {
        "facets": groups,
        "total": tongue.said.number(len(findable(tongue.edition))),
        "letters": letters(tongue, entries),
        "more": [] if own else letter_links(tongue),
        "pagefind": tongue.site.settings.search == "pagefind",
        "index_href": tongue.href(f"{ADDRESS}index.js"),
        "texts_href": "texts.js",  # beside the page; only the script asks for it
        "kinds": {kind: str(tongue.say(singular(kind))) for kind in KINDS},
    }
    return view | shell(tongue, Frame(tongue.say("Search"), ADDRESS, turning=False))


def choice_group(tongue: Tongue, name: str, counts: Counter[str]) -> View:
    """A facet with its values, how many records each has, and its list."""
    facet = facets.BY_NAME[name]
    return {
        "facet": name,
        "title": tongue.say(facet.title),
        "choices": [
            {
                "value": key,
                "title": facet.words(tongue, key),
                "count": tongue.said.number(counts[key]),
                "href": tongue.href(list_address(name, key)),
            }
            for key in facets.in_order(tongue, name, counts)
        ],
    }


@once
def by_title(edition: Edition, said: words.Words) -> tuple[records.Record, ...]:
    """Every record in the order of the titles in a language: made once for all pages of the A–Z."""
    tongue = Tongue(edition, said, ())
    return tuple(sorted(findable(edition), key=lambda one: (said.order(str(tongue.title(one))), one.uid)))


def letters(tongue: Tongue, entries: list[View]) -> list[View]:
    """Sorted links by their first letter."""
    groups: dict[str, list[View]] = {}
    for one in entries:
        groups.setdefault(words.initial(str(one["title"]), tongue.language) or DIGITS, []).append(one)
    return [{"letter": letter, "key": n, "entries": group} for n, (letter, group) in enumerate(groups.items(), 1)]


def letter_links(tongue: Tongue) -> list[View]:
    """The pages of a long A–Z, each named by its first and last title."""
    entries = by_title(tongue.edition, tongue.said)
    return [
        {
            "href": tongue.href(a_to_z_address(number)),
            "first": tongue.title(entries[start]),
            "last": tongue.title(entries[min(start + A_TO_Z, len(entries)) - 1]),
        }
        for number, start in enumerate(range(0, len(entries), A_TO_Z), 1)
    ]


def a_to_z_address(number: int) -> str:
    return f"{ADDRESS}a-z/{number}/"


def a_to_z(tongue: Tongue, number: int) -> View:
    """One page of a long A–Z."""
    there = by_title(tongue.edition, tongue.said)[(number - 1) * A_TO_Z : number * A_TO_Z]
    entries = [tongue.to(one) for one in there]
    view = {"letters": letters(tongue, entries), "pages": letter_links(tongue)}
    title = tongue.say("{title}, page {number}", title=tongue.say("A–Z"), number=number)
    crumbs = ((tongue.say("Search"), ADDRESS),)
    return view | shell(tongue, Frame(title, a_to_z_address(number), "", crumbs, turning=False))


def list_page(tongue: Tongue, name: str, key: str, number: int = 1) -> View:
    """The records that have a key of a facet, by kind; a very long list in several pages."""
    facet = facets.BY_NAME[name]
    has = by_key(tongue.edition, tongue.said, name).get(key, [])
    groups = [
        {"title": tongue.say(kinds.KINDS[kind].plural), "pages": [tongue.to(one) for one in group]}
        for kind, group in groupby(paged.part(has, number), lambda one: one.meta.kind)
    ]
    title = tongue.say("{title}: {choice}", title=tongue.say(facet.title), choice=facet.words(tongue, key))
    base = list_address(name, key)
    frame = Frame(
        paged.titled(tongue, title, number),
        paged.address(base, number),
        "",
        ((tongue.say("Search"), ADDRESS),),
        turning=name == "status",
        pager=paged.pager(tongue, base, number, len(has)),
    )
    return {"groups": groups} | shell(tongue, frame)
