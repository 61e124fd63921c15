"""The self-check against the rules of OGP: one function for each rule, in the table RULES; all of it from the records.

These are self-checks. Only the Independent Reporting Mechanism decides whether a member complies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from ogpsite.audit.case import Case, Verdict
from ogpsite.audit.rules import RULES, SETS, Judge, rules_of
from ogpsite.model import records
from ogpsite.model.facts import Facts
from ogpsite.model.findings import Day, Finding
from ogpsite.model.ledger import Address
from ogpsite.model.site import Site

__all__ = ["RULES", "SETS", "audit", "rules_of"]


def audit(
    site: Site,
    facts: Facts,
    dead: Mapping[str, tuple[str, ...]],
    lost: tuple[Address, ...] | None = None,
    changed: tuple[Address, ...] = (),
    pulse: Callable[[], None] = lambda: None,
) -> tuple[Finding, ...]:
    """Every rule of the site's set, for every plan and for the site, on the site's day.

    `dead` holds the links in running texts that lead nowhere, by the identity of their record; `lost` the published
    addresses that no longer answer (None where nobody keeps a ledger of them), `changed` the files with other
    bytes than were published. `pulse` is called before each rule.
    """
    rules = rules_of(site.settings.rules or "national-2022")
    plans = sorted(site.all(records.Plan), key=lambda one: (one.start, one.id), reverse=True)
    case = partial(Case, site=site, facts=facts, day=site.day, dead=dead, lost=lost, changed=changed, rules=rules)
    cases = [case(rule=rule, plan=plan) for plan in plans for rule in rules.values() if rule.scope == "plan"]
    cases += [case(rule=rule) for rule in rules.values() if rule.scope == "site"]
    found = []
    for one in cases:
        pulse()
        found.append(finding(one))
    return tuple(found)


def finding(case: Case) -> Finding:
    """What a rule finds, and when that turns."""
    judge = RULES[case.rule.id][1]
    verdict = judge(case) if case.rule.applies else Verdict(state="not_applicable", remarks=("left-out",))
    return Finding(
        rule=case.rule,
        plan=case.plan.id,
        state=verdict.state,
        proofs=verdict.proofs,
        gaps=verdict.gaps,
        notes=verdict.notes,
        figures=verdict.figures,
        windows=verdict.windows,
        remarks=verdict.remarks,
        turns_on=turning_day(judge, case, verdict),
    )


def turning_day(judge: Judge, case: Case, verdict: Verdict) -> Day | None:
    """The next day on which time alone changes the state: the rule is asked again on each border that lies ahead."""
    ahead = set(later_than(case.day, verdict))
    while ahead:
        day = min(ahead)
        then = judge(replace(case, day=day))
        if then.state != verdict.state:
            return day
        ahead = (ahead | set(later_than(day, then))) - {day}
    return None


def later_than(day: Day, verdict: Verdict) -> Iterator[Day]:
    return (border for border in verdict.borders if border > day)
