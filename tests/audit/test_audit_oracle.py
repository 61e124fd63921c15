"""The rules that count days, against a second, plainer reading of the standards, on sites made by chance.

The oracle walks day by day and knows nothing of the program: it is handed the same days as the site's files. What it
says of a day must be what the audit says, with the same proofs and the same next day on which the state turns.
"""

from __future__ import annotations

import calendar
import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from sites import Files

from audit.republic import HERE, PLAN, REPUBLIC, findings, front, meeting

Day = datetime.date
ONE = datetime.timedelta(days=1)
KEPT = ("site.yaml", "content/organisations.yaml")
FAR = 1100  # days that the oracle looks ahead


@dataclass(frozen=True)
class World:
    """A plan and what happened. `forums` and `results` are days of meetings, `letters` of documents."""

    start: Day
    end: Day
    began: Day
    on: Day
    forums: tuple[Day, ...]
    results: tuple[Day, ...]
    letters: tuple[Day, ...]
    due: Day
    done: bool
    following: Day | None


def add_months(day: Day, months: int) -> Day:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return Day(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def some_days(chance: random.Random, first: Day, last: Day, most: int) -> tuple[Day, ...]:
    span = (last - first).days
    picked = {first + ONE * chance.randint(0, max(0, span)) for _ in range(chance.randint(0, most))}
    ends = {
        Day(one.year, one.month, calendar.monthrange(one.year, one.month)[1]) for one in picked if chance.random() < 0.4
    }
    return tuple(sorted(one for one in picked | ends if one <= last))


def world(seed: int) -> World:
    chance = random.Random(seed)
    start = Day(2023, 1, 1) + ONE * chance.randint(0, 700)
    if chance.random() < 0.3:
        start = chance.choice([Day(2024, 2, 29), Day(2023, 8, 31), Day(2024, 1, 31), Day(2023, 12, 31)])
    end = add_months(start, chance.choice([24, 24, 30, 48])) - ONE * chance.choice([0, 1, 1])
    began = start - ONE * chance.randint(30, 400)
    on = began + ONE * chance.randint(-20, (end - began).days + 500)
    first, last = began - ONE * 30, max(on, began)
    return World(
        start,
        end,
        began,
        on,
        tuple(one for one in some_days(chance, first, last, 7) if one <= on),
        tuple(one for one in some_days(chance, first, last, 6) if one <= on),
        tuple(one for one in some_days(chance, first, last, 9) if one <= on),
        start + ONE * chance.randint(0, 700),
        chance.random() < 0.3,
        chance.choice([None, None, end + ONE * chance.randint(0, 500)]),
    )


def files(one: World) -> Files:
    shown = f"results_presented_on: [{PLAN}/open-data]\ncomments_collected: 0\norganisations: [office, watch]\n"
    done = "complete" if one.done else "limited"
    later = f"published_on: {one.following}\n" if one.following else ""
    found: dict[str, str | bytes | None] = {path: None for path in REPUBLIC if path not in KEPT}
    found[f"{HERE}/plan.md"] = front(
        f"title: Plan\nstart: {one.start}\nend: {one.end}\ndevelopment_start: {one.began}\n"
    )
    found[f"{HERE}/commitments/open-data/commitment.md"] = front(
        f"title: Data\nlead: office\nmilestones: [{{key: m1, title: It, due: {one.due}}}]\n"
    )
    found[f"{HERE}/commitments/open-data/progress/2020.md"] = front(
        f"reported_on: 2021-01-01\nstatus: limited\nchallenges: x\nmilestones: {{m1: {{status: {done}}}}}\n"
    )
    if one.following:
        begins = one.end + ONE * 900
        found["content/plans/next/plan.md"] = front(
            f"title: Next\nstart: {begins}\nend: {add_months(begins, 24)}\nprevious: {PLAN}\n{later}"
        )
    for number, day in enumerate(one.forums):
        found[f"content/forum/meetings/{day}-f{number}.md"] = meeting(str(day), "forum", body="")
    for number, day in enumerate(one.results):
        found[f"content/forum/meetings/{day}-r{number}.md"] = meeting(str(day), "results", shown, body="")
    for number, day in enumerate(one.letters):
        found[f"content/documents/d-{number}.md"] = front(f"title: L\ndate: {day}\nurl: https://a.example/{number}\n")
    return found


def regular(days: tuple[Day, ...], one: World, on: Day, months: int) -> str:
    """No more than some months between days, counted from the beginning of development."""
    if on < one.began:
        return "not_yet_due"
    until = min(on, one.end)
    inside = [day for day in days if one.began <= day <= until]
    points = [one.began, *inside, until]
    for before, after in pairwise(points):
        if after > add_months(before, months):
            return "not_met"
    return "met" if inside else "not_yet_due"


def forums(one: World, on: Day) -> str:
    return regular(one.forums, one, on, 6)


def updates(one: World, on: Day) -> str:
    return regular(one.letters, one, on, 6)


def plan_years(one: World) -> list[tuple[Day, Day, int, int]]:
    """First and last day of each year, the days it lasts here, and the days of the whole year."""
    found, number = [], 0
    while add_months(one.start, 12 * number) <= one.end:
        first, after = add_months(one.start, 12 * number), add_months(one.start, 12 * (number + 1))
        last = min(after - ONE, one.end)
        found.append((first, last, (last - first).days + 1, (after - first).days))
        number += 1
    return found


ORDER = ("not_met", "at_risk", "cannot_tell", "not_yet_due", "met")


def results(one: World, on: Day) -> str:
    """Two meetings in each year that has begun; at risk where fewer than the share of the year asks for."""
    states: list[str] = []
    for first, last, here, whole in plan_years(one):
        wanted = 2 if here == whole else int(2 * here / whole)
        if not wanted or (on < first and states):
            continue
        held = sum(first <= day <= last for day in one.results)
        if held >= wanted:
            states.append("met")
        elif on > last:
            states.append("not_met")
        else:
            expected = int(2 * (on - first).days / whole) if on >= first else 0
            states.append("at_risk" if held < expected else "not_yet_due")
    return min(states, key=ORDER.index)


def twice(one: World, on: Day) -> str:
    """Two days with an update in each year of the plan and in each calendar year that lies inside it."""
    years = [
        (first, last, 2 if here == whole else int(2 * here / whole)) for first, last, here, whole in plan_years(one)
    ]
    for year in range(one.start.year, one.end.year + 1):
        if one.start <= Day(year, 1, 1) and Day(year, 12, 31) <= one.end:
            years.append((Day(year, 1, 1), Day(year, 12, 31), 2))
    years = [year for year in years if year[2]]
    begun = [year for year in years if year[0] <= on] or years[:1]
    states = []
    for first, last, wanted in begun:
        held = len({day for day in one.letters if first <= day <= last})
        states.append("met" if held >= wanted else "not_met" if on > last else "not_yet_due")
    return min(states, key=ORDER.index)


def next_plan(one: World, on: Day) -> str:
    last = add_months(one.end, 12)
    if one.following and one.following <= on:
        return "met" if one.following <= last else "not_met"
    return "not_met" if on > last else "at_risk" if on >= add_months(one.end, 9) else "not_yet_due"


def overdue(one: World, on: Day) -> str:
    if on < one.start:
        return "not_yet_due"
    return "not_met" if not one.done and one.due < on else "met"


RULES: dict[str, Callable[[World, Day], str]] = {
    "MR1.1-b": forums,
    "MR2.2-a": twice,
    "MR2.2-b": updates,
    "MR5.1": results,
    "CTP-1": next_plan,
    "PROG-1": overdue,
}


def turning(judge: Callable[[World, Day], str], one: World) -> Day | None:
    """The next day on which the oracle says something else, if nothing else happens."""
    now = judge(one, one.on)
    return next((day for n in range(1, FAR) if judge(one, day := one.on + ONE * n) != now), None)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(n, n + 25) for n in range(0, 150, 25)], ids=str)
def test_the_audit_says_what_a_plain_reading_says(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        one = world(seed)
        found = findings(tmp_path / str(seed), files(one), on=one.on)
        for rule, judge in RULES.items():
            assert found[rule].state == judge(one, one.on), (seed, rule, one)
            turn = turning(judge, one)
            told = found[rule].turns_on
            if turn or told is None or told < one.on + ONE * FAR:
                assert told == turn, (seed, rule, one)
        until = min(one.on, one.end)
        counted = {f"meeting:{day}-f{n}" for n, day in enumerate(one.forums) if one.began <= day <= until}
        assert set(found["MR1.1-b"].proofs) == (counted if one.on >= one.began else set())
        letters = {f"document:d-{n}" for n, day in enumerate(one.letters) if one.began <= day <= until}
        assert set(found["MR2.2-b"].proofs) == (letters if one.on >= one.began else set())
