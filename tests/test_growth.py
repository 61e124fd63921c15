"""What is made for each record goes through no list of all: a large site costs as much for each as a small one."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from ogpsite.model.late import LateMap
from ogpsite.outputs import ENOUGH, Work, pages
from ogpsite.outputs.listing import Page
from ogpsite.views import dates, follow


class Whole(LateMap[str, Any]):
    """A mapping of all records that nobody may go through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("gone through for one")


class Names(list[str]):
    """A list of names that nobody may look for one in."""

    def __contains__(self, name: object) -> bool:
        raise AssertionError("looked through for one")


def test_whom_a_day_concerns_is_found_without_all_commitments(monkeypatch: Any) -> None:
    monkeypatch.setattr(follow, "around", lambda edition, facts: (facts, f"{follow.AREA}health"))
    tongue: Any = SimpleNamespace(edition=None)
    tongue.facts = SimpleNamespace(commitments=Whole(["commitment:a", "commitment:b"], lambda uid: f"plan of {uid}"))
    found = dates.with_leads(tongue, {"commitment:a", "plan:x"})
    assert found == {follow.WHOLE, "commitment:a", "plan:x", "plan of commitment:a"}


def test_work_is_shared_out_without_a_search_for_each_name() -> None:
    work = Work.__new__(Work)
    names = {"data": tuple(f"data/{n}" for n in range(ENOUGH + 1)), "figures": (), "charts": ("charts/a", "charts/b")}
    made = {name: names.get(name, ()) for name in ("tables", "datapackage", "api", "catalog", "feeds", "calendars")}
    made |= {name: names.get(name, ()) for name in (*names, "search", "assets", "sitemap", "schemas", "wellknown")}
    templates = ("home.html", "page.html", "standards/overview.html", "page.html")
    listed = [(Page(f"/{n}/", template, "", ""), "en") for n, template in enumerate(templates)]
    vars(work).update(names=made, batch=SimpleNamespace(shares=lambda numbers: [numbers], pages=listed))
    wanted = [one for found in names.values() for one in found if one != "charts/a"]
    first, second, pages = work.shares([1, 2, 3], Names(wanted))
    assert (*first, *second) == (*wanted, 2), "who makes the figures tells of the self-check"
    assert (len(first), pages) == (ENOUGH, [1, 3])
    assert work.shares([1, 2, 3], Names(())) == [[1, 2, 3]]


def test_lists_of_a_template_are_made_together_and_pages_of_records_last() -> None:
    """Who makes a list has said what stands in the others of its kind, too; but none has to make too many."""
    batch = pages.Batch.__new__(pages.Batch)
    kinds = [*["commitment"] * 30, *["/commitments/"] * 40, *["register"] * 100, "/", "/data/", *["meeting"] * 30]
    listed = [Page(f"/{n}/", f"{kind}.html", "", kind) for n, kind in enumerate(kinds)]
    vars(batch).update(pages=[(page, language) for language in ("en", "es") for page in listed])
    shares = batch.shares()
    assert sorted(number for share in shares for number in share) == list(range(len(batch.pages)))
    found = [{batch.pages[number][1] + batch.pages[number][0].view for number in share} for share in shares]
    assert found[:4] == [{"en/commitments/"}, {"enregister"}, {"enregister"}, {"en/", "en/data/"}]
    assert [len(share) for share in shares[:3]] == [40, len(batch.pages) // pages.PARTS, 100 - len(shares[1])]
    of_records = [share for share in shares if listed[share[0] % len(listed)].view in ("commitment", "meeting")]
    assert of_records == shares[-len(of_records) :]
    kinds_last = [listed[number % len(listed)].view for share in of_records for number in share]
    assert kinds_last == ["commitment"] * 60 + ["meeting"] * 60  # what takes long isn't begun at the end
    assert {len(share) for share in of_records} == {batch.SHARE}
    assert batch.shares([5, 2]) == [[5, 2]]
    vars(batch).update(pages=[(listed[40], "en")] * 10_000)
    assert {len(share) for share in batch.shares()} == {pages.WAITING, 10_000 % pages.WAITING}
