"""What is found on many days one after the other is what each of them alone would give."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from audit.republic import examined, front
from ogpsite import derive, relate
from ogpsite.audit import history
from ogpsite.audit.rules import RULES
from ogpsite.model.again import Again
from ogpsite.model.facts import Edition
from ogpsite.model.site import Site
from ogpsite.relate.absence import absent, without_hidden

LATER = {  # what comes later, what mentions it, and what is nothing without it
    "content/documents/a-paper.md": front("title: A paper\ntype: other\ndate: 2026-02-10\nurl: https://a.example/p\n"),
    "content/documents/b-paper.md": front(
        "title: B paper\ntype: other\ndate: 2025-01-10\nurl: https://a.example/q\nabout: [document:a-paper]\n"
    ),
}


def edition(folder: Path) -> Edition:
    found = examined(folder, LATER).edition
    assert found
    return found


def alone(found: Edition, day: datetime.date, drafts: bool) -> Site:
    hidden = absent(found.written, day, drafts)
    return relate.as_known(without_hidden(found.written, hidden, [], Again()), day, drafts)


def days(found: Edition) -> list[datetime.date]:
    """Every day on which something begins, and the one before, in no good order."""
    step = datetime.timedelta(days=1)
    begun = {one for record in found.written for one in relate.absence.beginning(record)[1:]}
    turned = {one for record in found.written for one in relate.absence.turning_days(record)}
    asked = {one for day in begun | turned if day.year > 1 for one in (day, day - step)}
    return [*sorted(asked), *sorted(asked, reverse=True)]


@pytest.mark.parametrize("drafts", [False, True])
def test_a_site_of_many_is_that_of_its_day(tmp_path: Path, drafts: bool) -> None:
    found = edition(tmp_path)
    past = relate.Past(found.written, drafts)
    sizes = set()
    for day in days(found):
        one, other = past.on(day), alone(found, day, drafts)
        assert list(one.by_uid.values()) == list(other.by_uid.values())
        assert (one.settings, one.by_kind, one.children) == (other.settings, other.by_kind, other.children)
        assert dict(one.mentions) == dict(other.mentions)
        assert (one.day, one.drafts) == (day, drafts)
        sizes.add(len(one.by_uid))
    assert len(sizes) > 5


def test_what_stays_the_same_is_one_object(tmp_path: Path) -> None:
    past = relate.Past(edition(tmp_path).written, False)
    first, second, third = (past.on(datetime.date(2026, 2, day)) for day in (8, 9, 10))
    uid = "document:b-paper"
    assert first.by_uid[uid] is second.by_uid[uid]
    assert third.by_uid[uid] != second.by_uid[uid], "the paper that it is about has come"


def test_the_facts_for_checks_give_the_states_that_all_facts_give(tmp_path: Path) -> None:
    found = edition(tmp_path)
    past, checks = relate.Past(found.written, False), derive.Checks()
    seen = set()
    for day in history.days(found.site):
        then, plans = past.on(day), history.alive(found.site, day)
        states = history.states(then, checks.facts(then, plans), {})
        whole = history.states(then, derive.derive(then), {})
        assert states == {plan: whole[plan] for plan in states}
        assert set(states) == {*(plan.id for plan in then.by_kind["plan"] if plan.id in plans), ""}
        seen |= {(rule, state) for own in states.values() for rule, state in own.items()}
    assert len({rule for rule, _ in seen}) == len(REQUIREMENTS)
    assert len(seen) > 20


REQUIREMENTS = [name for name in RULES if name.startswith(history.PREFIX)]


def test_proofs_and_updates_are_those_of_the_facts(tmp_path: Path) -> None:
    found = edition(tmp_path)
    past, checks = relate.Past(found.written, False), derive.Checks()
    for day in days(found):
        then = past.on(day)
        facts, whole = checks.facts(then, ()), derive.derive(then)
        assert facts.proofs == whole.proofs
        assert facts.updates == whole.updates
