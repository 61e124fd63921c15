"""What is made for each record goes through no list of all: a large site costs as much for each as a small one."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from ogpsite.model.late import LateMap
from ogpsite.outputs import ENOUGH, Work
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
    vars(work).update(names=made, batch=SimpleNamespace(shares=lambda numbers: [numbers]))
    wanted = [one for found in names.values() for one in found if one != "charts/a"]
    first, second, pages = work.shares([1, 2], Names(wanted))
    assert (*first, *second) == tuple(wanted)
    assert (len(first), pages) == (ENOUGH, [1, 2])
