"""Which pages a site has: a table of computed pages, one row for each record type, and what each is made by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, cast

from ogpsite.memory.readings import Readings
from ogpsite.model import kinds, records
from ogpsite.model.facts import PAGES_OF, Edition, PlanFacts
from ogpsite.model.noted import Node, noted
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, phrase
from ogpsite.views import (
    assessments,
    bodies,
    changes,
    commitments,
    compare,
    consultations,
    contributions,
    cycle,
    forum,
    gantt,
    glossary,
    home,
    library,
    lists,
    paged,
    plans,
    progress,
    search,
    standards,
    statement,
    summary,
    texts,
    whole,
    withdrawn,
)
from ogpsite.views.tongue import Tongue, View

Make = Callable[[Tongue], View]
Row = tuple[str, str, str, str, tuple[str, ...]]  # a page as plain values, to be kept


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made, as plain values: address, template, the record that it is about (its identity, or empty), and
    by which of `VIEWS` from what its view is made."""

    address: str
    template: str
    about: str
    view: str
    values: tuple[str, ...] = ()

    def make(self, tongue: Tongue) -> View:
        return VIEWS[self.view](tongue, *self.values)

    def place(self, edition: Edition) -> Place:
        """The file whose fault it is where the page can't be made."""
        if self.view == GONE:
            return edition.site.settings.at(f"notices.{self.values[1]}")
        record = edition.site.by_uid.get(self.about)
        return record.meta.place if record else Place("site.yaml")


def data_page(tongue: Tongue) -> View:
    from ogpsite.views import data  # opens all tables, which the list of pages doesn't need

    return data.page(tongue)


PAGES: tuple[tuple[str, str, Make], ...] = (
    ("/", "home.html", home.home),
    ("/plans/", "plans/list.html", plans.plan_list),
    ("/forum/", "forum/forum.html", forum.forum_home),
    ("/policy-areas/", "policy-areas/list.html", bodies.policy_area_list),
    ("/progress/", "progress/overview.html", progress.overview),
    ("/standards/", "standards/overview.html", standards.overview),
    ("/changes/", "changes.html", changes.page),
    ("/changes/corrections/", "corrections.html", changes.corrections),
    ("/data/", "data.html", data_page),
    ("/glossary/", "glossary.html", glossary.page),
    ("/site-map/", "site-map.html", library.site_map),
    ("/404.html", "404.html", library.not_found),
)

LIST_PAGES: dict[str, tuple[str, Callable[[Tongue, lists.Choice], View]]] = {
    # the lists of `views/lists.py`, each with a page for every choice
    "/commitments/": ("plans/commitments.html", commitments.commitment_list),
    "/consultations/": ("consultations/list.html", consultations.consultation_list),
    "/forum/meetings/": ("forum/meetings.html", forum.meeting_list),
    "/events/": ("events/list.html", forum.event_list),
    "/assessments/": ("assessments/list.html", assessments.assessment_list),
    "/support/": ("support/list.html", assessments.support_list),
    "/news/": ("news/list.html", library.news_list),
    "/organisations/": ("organisations/list.html", bodies.organisation_list),
}

RECORD_PAGES: dict[str, tuple[str, Callable[[Tongue, Any], View]]] = {
    "plan": ("plans/plan.html", plans.plan),
    "version": ("plans/version.html", plans.version),
    "commitment": ("plans/commitment.html", commitments.commitment),
    "organisation": ("organisations/organisation.html", bodies.organisation),
    "consultation": ("consultations/consultation.html", consultations.consultation),
    "contribution": ("consultations/contribution.html", contributions.contribution),
    "forum": ("forum/forum.html", forum.forum),
    "meeting": ("forum/meeting.html", forum.meeting),
    "event": ("events/event.html", forum.event),
    "assessment": ("assessments/assessment.html", assessments.assessment),
    "support": ("support/support.html", assessments.support),
    "document": ("documents/document.html", library.document),
    "news": ("news/news.html", library.news),
    "page": ("page.html", library.page),
}

PLAN_PAGES: dict[str, tuple[str, Callable[[records.Plan], str], Callable[..., View]]] = {
    # what belongs to each plan beside its own page: template, address, view
    "cycle": ("plans/cycle.html", cycle.address, cycle.page),
    "summary": ("plans/summary.html", summary.address, summary.page),
    "print": ("plans/print.html", whole.address, whole.page),
    "milestones": ("plans/milestones.html", gantt.address, gantt.page),
}
CUT: dict[str, Callable[[PlanFacts], tuple[int, ...]]] = {
    # those that a very long plan has in several pages, with where these end
    "print": whole.pages,
    "milestones": gantt.pages,
}
GONE = "gone"
LISTING = "listing"  # the list of pages among what is kept of outputs

FAMILIES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    lambda edition: record_pages(edition),
    lambda edition: policy_area_pages(edition),
    lambda edition: contribution_pages(edition),
    lambda edition: register_pages(edition),
    lambda edition: list_pages(edition),
    lambda edition: search_pages(edition),
    lambda edition: progress_pages(edition),
    lambda edition: plan_pages(edition),
    lambda edition: change_pages(edition),
    lambda edition: standard_pages(edition),
    lambda edition: statement_pages(edition),
)


def all_pages(edition: Edition) -> tuple[Page, ...]:
    """Every page of the site, by address, in no language yet.

    Kept with the edition; who asks for it has not read what it was made from: all addresses belong to the digest by
    which every output is known (`imprint.of_looks`).
    """
    return listing(edition)[0]


def listing(edition: Edition) -> tuple[tuple[Page, ...], Node | None]:
    """All pages, and what was read to list them."""
    kept: list[tuple[tuple[Page, ...], Node | None]] = vars(edition).setdefault(PAGES_OF, [])
    if not kept:
        kept[:] = [noted(lambda: listed(edition))]
    return kept[0]


def recall(edition: Edition, readings: Readings) -> None:
    """Gives an edition the list of its pages that an earlier build made, where what that read is still the same."""
    known: list[Row] | None = readings.known(LISTING, "")
    if known is not None:
        node = Node()
        readings.recalled(LISTING, node.number)
        vars(edition)[PAGES_OF] = [(tuple(Page(*row) for row in known), node)]


def keep_listing(edition: Edition, readings: Readings) -> str:
    """Keeps the list of pages for later builds; gives the name under which it is kept."""
    if readings.known(LISTING, "") is None:
        found, node = listing(edition)
        rows: list[Row] = [(one.address, one.template, one.about, one.view, one.values) for one in found]
        readings.keep(LISTING, "", node.number if node else -1, rows)
    return LISTING


def share_pages(edition: Edition, other: Edition) -> None:
    """Lets two editions of the same records list their pages once, when one of them is first asked.

    What was made of the first one already, which follows from the records, needn't be made of the other.
    """
    vars(edition).setdefault(PAGES_OF, [])
    vars(other).update({name: made for name, made in vars(edition).items() if name not in vars(other)})


def listed(edition: Edition) -> tuple[Page, ...]:
    """As `all_pages`, made now."""
    computed = (Page(address, template, "", address) for address, template, _ in PAGES)
    families = (page for family in FAMILIES for page in family(edition))
    made = (*computed, *families)
    gone = withdrawn_pages(edition, frozenset(page.address for page in made))
    return tuple(sorted((*made, *gone), key=lambda page: page.address))


def withdrawn_pages(edition: Edition, taken: frozenset[str]) -> Iterator[Page]:
    """The notices at addresses whose records are gone."""
    for address, number in withdrawn.notices(edition, taken):
        yield Page(address, withdrawn.TEMPLATE, "", GONE, (address, str(number)))


def record_pages(edition: Edition) -> Iterator[Page]:
    for kind, (template, _) in RECORD_PAGES.items():
        for record in edition.site.by_kind.get(kind, ()):
            if record.uid != "forum:forum":  # it is shown by the page of all forums
                yield Page(kinds.address_of(record), template, record.uid, kind, (record.uid,))


def collisions(pages: Iterable[Page], edition: Edition) -> Iterator[Problem]:
    """Records whose page would lie at an address that the site needs for a page of its own."""
    of_records = {template for template, _ in RECORD_PAGES.values()}
    seen: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.template in of_records):
        first = seen.setdefault(page.address, page)
        if first is not page or page.address.split("/")[1] in edition.site.languages[1:]:
            message = phrase(
                "this record would be published at {address}, an address that the site itself needs",
                address=page.address,
            )
            yield Problem(page.place(edition), "collision", message, phrase("give it another name"))


def policy_area_pages(edition: Edition) -> Iterator[Page]:
    for key in bodies.policy_area_keys(edition):
        yield Page(f"/policy-areas/{key}/", "policy-areas/area.html", "", "policy area", (key,))


def contribution_pages(edition: Edition) -> Iterator[Page]:
    """The lists of contributions: of each consultation, whole and by state and decision."""
    for facts in edition.facts.consultations.values():
        one = facts.consultation
        orders = (("sorted-by", order) for order in contributions.contribution_orders(facts))
        for name, value in (("", ""), *contributions.contribution_filters(facts), *orders):
            for number in range(1, contributions.contribution_pages(facts, name, value) + 1):
                address = contributions.contributions_address(one, number, name, value)
                values = (one.uid, str(number), name, value)
                yield Page(address, "consultations/contributions.html", one.uid, "contributions", values)


def register_pages(edition: Edition) -> Iterator[Page]:
    for name, value, number in library.register_list(edition):
        address = paged.address(library.register_address(name, value), number)
        yield Page(address, "documents/list.html", "", "register", (name, value, str(number)))


def list_pages(edition: Edition) -> Iterator[Page]:
    """Every long list, whole and in each choice that it offers; a very long one in several pages."""
    for listing in lists.LISTINGS:
        template, _ = LIST_PAGES[listing.address]
        for choice in lists.pages(edition, listing):
            values = (choice.facet, choice.value, choice.order, str(choice.number))
            yield Page(lists.address(listing, choice), template, "", listing.address, values)


def search_pages(edition: Edition) -> Iterator[Page]:
    """The search, and what finds without a script: a long A–Z, and a list for each key of each facet."""
    if not search.wanted(edition):
        return
    yield Page(search.ADDRESS, "search/search.html", "", search.ADDRESS)
    for number in range(1, search.pages(edition) + 1):
        yield Page(search.a_to_z_address(number), "search/a-z.html", "", "a to z", (str(number),))
    for name, key, number in search.list_pages(edition):
        address = paged.address(search.list_address(name, key), number)
        yield Page(address, "search/list.html", "", "found", (name, key, str(number)))


def progress_pages(edition: Edition) -> Iterator[Page]:
    for name, address in progress.places(edition).items():
        yield Page(address, "progress/progress.html", name, "progress", (name,))


def plan_pages(edition: Edition) -> Iterator[Page]:
    """What belongs to each plan beside its own page."""
    for plan in edition.site.all(records.Plan):
        for name, (template, address, _) in PLAN_PAGES.items():
            yield Page(address(plan), template, plan.uid, name, (plan.uid,))
        for name, ends in CUT.items():
            template, address, _ = PLAN_PAGES[name]
            for number in range(2, len(ends(edition.facts.plans[plan.uid])) + 1):
                place = paged.address(address(plan), number)
                yield Page(place, template, plan.uid, f"{name}, on", (plan.uid, str(number)))
        for old, new in texts.pairs(texts.versions(edition.site, plan)):
            values = (plan.uid, old.uid, new.uid)
            yield Page(texts.address(old, new), "plans/compare.html", new.uid, "compare", values)


def change_pages(edition: Edition) -> Iterator[Page]:
    for name, value in changes.filters(edition):
        yield Page(changes.address(name, value), "changes.html", "", "changes", (name, value))


def standard_pages(edition: Edition) -> Iterator[Page]:
    for group, phase in standards.pages(edition):
        address = standards.address(group, phase)
        yield Page(address, "standards/requirement.html", "", "requirement", (group, phase))


def statement_pages(edition: Edition) -> Iterator[Page]:
    """The accessibility statement, where the site has none of its own."""
    if statement.wanted(edition):
        yield Page(statement.ADDRESS, "page.html", "", statement.ADDRESS)


def of_record(make: Callable[..., View], tongue: Tongue, *uids: str) -> View:
    """A view of one or more records, given by their identities."""
    return make(tongue, *(tongue.site.by_uid[uid] for uid in uids))


def page_of_plan(make: Callable[[Tongue, Any, int], View], tongue: Tongue, uid: str, number: str) -> View:
    return make(tongue, tongue.site.by_uid[uid], int(number))


def of_choice(make: Callable[[Tongue, lists.Choice], View], tongue: Tongue, *choice: str) -> View:
    facet, value, order, number = choice
    return make(tongue, lists.Choice(facet, value, order, int(number)))


def contribution_list(tongue: Tongue, uid: str, number: str, name: str, value: str) -> View:
    one = cast("records.Consultation", tongue.site.by_uid[uid])
    return contributions.contribution_list(tongue, one, int(number), name, value)


def numbered(make: Callable[..., View], tongue: Tongue, *values: str) -> View:
    """A view of a page of several: its number is the last value."""
    *plain, number = values
    return make(tongue, *plain, int(number))


def gone(tongue: Tongue, address: str, number: str) -> View:
    return withdrawn.page(tongue, address, tongue.site.settings.notices[int(number)])


VIEWS: Mapping[str, Callable[..., View]] = {
    # by what the view of a page is made, from the values that its page holds
    **{address: make for address, _, make in PAGES},
    **{kind: partial(of_record, make) for kind, (_, make) in RECORD_PAGES.items()},
    **{address: partial(of_choice, make) for address, (_, make) in LIST_PAGES.items()},
    **{name: partial(of_record, make) for name, (_, _, make) in PLAN_PAGES.items()},
    **{f"{name}, on": partial(page_of_plan, PLAN_PAGES[name][2]) for name in CUT},
    GONE: gone,
    "policy area": bodies.policy_area,
    "contributions": contribution_list,
    "register": partial(numbered, library.documents),
    search.ADDRESS: search.page,
    "a to z": partial(numbered, search.a_to_z),
    "found": partial(numbered, search.list_page),
    "progress": progress.page,
    "compare": partial(of_record, compare.page),
    "changes": changes.page,
    "requirement": standards.page,
    statement.ADDRESS: statement.page,
}


class Found(Collection[str]):
    """The addresses of all pages, in no language; for a page looked for by itself, most needn't be known."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def of_records(self) -> dict[str, Page]:
        """The pages of records and the computed ones that every site has: they are found without counting anything."""
        computed = {address: Page(address, template, "", address) for address, template, _ in PAGES}
        return computed | {page.address: page for page in record_pages(self.edition)}

    @cached_property
    def every(self) -> tuple[Page, ...]:
        return all_pages(self.edition)

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(page.address for page in self.every)

    @cached_property
    def paths(self) -> dict[str, tuple[Page, str]]:
        return paths(self.edition, self.every)

    @cached_property
    def of_choices(self) -> frozenset[str]:
        """The lists of changes and documents for each choice: in a large site a commitment's page leads to its own."""
        papers = {library.register_address(*one) for one in library.register_pages(self.edition)}
        return frozenset({changes.address(*one) for one in changes.filters(self.edition)} | papers)

    def __contains__(self, address: object) -> bool:
        own = "/by-commitment/" in str(address) and address in self.of_choices
        return address in self.of_records or own or address in self.addresses

    def __iter__(self) -> Iterator[str]:
        return iter(self.addresses)

    def __len__(self) -> int:
        return len(self.addresses)

    def at(self, path: str) -> tuple[Page, str] | None:
        """The page in the file at a path, with its language."""
        address = f"/{path.removesuffix('index.html')}"
        language, others = self.edition.site.languages[0], self.edition.site.languages[1:]
        first = path.partition("/")[0]
        if first in others:
            language, address = first, address.removeprefix(f"/{first}")
        page = self.of_records.get(address)
        if page and (path.endswith("index.html") or address == "/404.html"):
            return page, language
        return self.paths.get(path)


def paths(edition: Edition, pages: Iterable[Page]) -> dict[str, tuple[Page, str]]:
    """Every page with its language, by the path of its file."""
    first = edition.site.languages[0]
    return {
        path_of(page.address if language == first else f"/{language}{page.address}"): (page, language)
        for language in edition.site.languages
        for page in pages
    }


def path_of(address: str) -> str:
    """The file below the output folder that answers an address."""
    return f"{address.lstrip('/')}index.html" if address.endswith("/") else address.lstrip("/")
