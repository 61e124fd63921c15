"""How the states of the minimum requirements went over a plan's life: the days to ask for, and what was true then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ogpsite.audit.case import NO_PLAN, Case
from ogpsite.audit.rules import RULES, rules_of
from ogpsite.model import dates, records
from ogpsite.model.facts import Facts
from ogpsite.model.findings import Day
from ogpsite.model.site import Site

History = Mapping[str, Mapping[str, tuple[tuple[Day, str], ...]]]
PREFIX = "MR"  # the rules that have a history
BUDGET = 10_000  # records times days: above it, quarters are asked for instead of months, and half-years above that


def days(site: Site) -> tuple[Day, ...]:
    """The month ends (in a large site: quarter ends, half-year ends) in the life of any plan, before the site's day."""
    spans = [span(plan, site.day) for plan in site.all(records.Plan)]
    found: tuple[Day, ...] = ()
    for step in (1, 3, 6):
        found = tuple(sorted({day for start, end in spans for day in ends(start, end, step)}))
        if len(found) * len(site.by_uid) <= BUDGET:
            break
    return found


def span(plan: records.Plan, day: Day) -> tuple[Day, Day]:
    """From the first day of a plan's development to its end, or to the day."""
    return plan.development_start or plan.start, min(plan.end, day)


def ends(start: Day, end: Day, step: int) -> Iterable[Day]:
    """The last days of months, quarters or half-years between two days."""
    for year in range(start.year, end.year + 1):
        for month in range(step, 13, step):
            day = dates.last_of_month(year, month)
            if start <= day < end:
                yield day


def alive(site: Site, day: Day) -> frozenset[str]:
    """The ids of the plans in whose life a day lies."""
    spans = {plan.id: span(plan, site.day) for plan in site.all(records.Plan)}
    return frozenset(key for key, (start, end) in spans.items() if start <= day < end)


def states(site: Site, facts: Facts, dead: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """The state of every requirement on the site's day, by plan and rule; of the whole site under an empty name.

    Of plans, those that the facts tell of. `dead` holds, by record, the links that lead nowhere today: those of
    records that were there then count.
    """
    rules = rules_of(site.settings.rules or "national-2022")
    wanted = [rule for rule in rules.values() if rule.id.startswith(PREFIX) and rule.applies]
    known = {uid: targets for uid, targets in dead.items() if uid in site.by_uid}
    plans = (plan for plan in site.all(records.Plan) if plan.uid in facts.plans)
    found: dict[str, dict[str, str]] = {}
    for plan in (*plans, NO_PLAN):
        scope = "plan" if plan.id else "site"
        found[plan.id] = {
            rule.id: RULES[rule.id][1](
                Case(site=site, facts=facts, rule=rule, day=site.day, plan=plan, dead=known, rules=rules)
            ).state
            for rule in wanted
            if rule.scope == scope
        }
    return found


def history(site: Site, past: Mapping[Day, Mapping[str, Mapping[str, str]]]) -> History:
    """What was true on each of some days, by plan and rule; only days in the plan's life (of the site: in any's)."""
    found: dict[str, dict[str, tuple[tuple[Day, str], ...]]] = {}
    lives = {plan.id: span(plan, site.day) for plan in site.all(records.Plan)}
    if lives:
        lives[""] = min(start for start, _ in lives.values()), max(end for _, end in lives.values())
    for plan, (start, end) in lives.items():
        inside = [day for day in sorted(past) if start <= day < end]
        names = dict.fromkeys(name for day in inside for name in past[day].get(plan, {}))
        found[plan] = {
            name: tuple((day, past[day][plan][name]) for day in inside if name in past[day].get(plan, {}))
            for name in names
        }
    return found
