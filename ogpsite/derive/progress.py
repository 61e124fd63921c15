"""How far a set of commitments is: three voices counted apart, what is late, slipped, stale, unproven, unchecked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from ogpsite.derive.commitments import STRENGTHS, barriers, strength_of
from ogpsite.model import records
from ogpsite.model.facts import (
    AmbitionFacts,
    CommitmentFacts,
    Difference,
    Expectation,
    Group,
    Held,
    HostShare,
    ProgressFacts,
    Proof,
    Rate,
    Step,
)
from ogpsite.model.late import LateMap
from ogpsite.model.site import Site
from ogpsite.model.vocabulary import CHECK_RESULT, COMPLETION, STATUS

MUCH = 25  # percent of the evidence on other sites that one host may hold (LINK-1)
FEW = 4  # with fewer proofs than these, a share by host says nothing
LEVELS = ("substantial", "modest", "unclear")  # of ambition, since 2020
OLD_LEVELS = ("transformative", "moderate", "minor", "none", "worsens")  # of potential impact, before
AMBITIOUS = ("substantial", "transformative")
COMPARABLE = {"in_progress": ("limited", "substantial")}  # a word of governments' that the IRM's scale doesn't have


def progress_of_all(site: Site, commitments: Mapping[str, CommitmentFacts]) -> Mapping[str, ProgressFacts]:
    """Figures for every plan, every organisation that leads a commitment, those `alone` (in no plan), and `all`."""
    found: dict[str, tuple[str, ...]] = {"all": tuple(commitments)}
    every = site.all(records.Commitment)
    alone = tuple(one.uid for one in every if not one.meta.parent)
    if alone:
        found["alone"] = alone
    for plan in site.all(records.Plan):
        found[plan.uid] = tuple(one.uid for one in site.parts(plan, records.Commitment))
    leads: dict[str, list[str]] = {}
    for one in every:
        for target in dict.fromkeys(ref.target for ref in one.lead):
            leads.setdefault(target, []).append(one.uid)
    found |= {uid: tuple(own) for uid, own in sorted(leads.items())}
    return LateMap(found, lambda name: progress(site, tuple(commitments[uid] for uid in found[name])))


def progress(site: Site, group: Group) -> ProgressFacts:
    """The figures of a set of commitments, by their numbers. Every figure is a list, so that it can be shown."""
    group = tuple(sorted(group, key=by_number))
    steps = [(one, milestone) for one in group for milestone in one.milestones]
    held = [one for facts in group for one in evidence_of(site, facts)]
    checked = grouped(group, lambda one: finding(site, one), (*CHECK_RESULT, "reported", ""))
    coded = grouped(group, lambda one: code_of(one, "completion"), (*COMPLETION, ""))
    reported = grouped(group, lambda one: one.status, (*STATUS, ""))
    seen = tuple(one for one in group if "complete" in statuses_of_others(site, one))
    counted = [step for step in steps if step[1].depth == 0]
    complete = tuple(step for step in counted if step[1].status == "complete")
    return ProgressFacts(
        commitments=group,
        reported=reported,
        checked=checked,
        seen_complete=seen,
        coded=coded,
        differences=tuple(Difference(one, why) for one in group if (why := differences(site, one))),
        overdue=tuple(sorted((step for step in steps if step[1].late_on), key=lambda step: step[1].promised)),
        overdue_commitments=tuple(
            sorted((one for one in group if one.late_on), key=lambda one: one.end or datetime.date.max)
        ),
        slipped=worst(steps, lambda step: step[1].slip_days or 0),
        expectations=tuple(found for one in group if (found := expectation(one, site.day))),
        stale=tuple(one for one in group if one.stale),
        unproven=tuple((one, step) for one, step in steps if step.status == "complete" and step.strength == "none"),
        unproven_commitments=tuple(one for one in group if is_unproven(site, one)),
        evidence={code: tuple(one for one in held if one.proof.strength == code) for code in STRENGTHS},
        strengths={code: tuple(step for step in steps if step[1].strength == code) for code in STRENGTHS},
        hosts=hosts(site, held),
        rates=rates(group, reported, seen, checked, coded, complete, len(counted)),
        ambition=tuple(by_ambition(group)),
        milestones=len(counted),
        milestones_complete=len(complete),
    )


def by_number(facts: CommitmentFacts) -> tuple[str, int, str, str]:
    """The order of commitments: by plan, by number as people count (9 before 10), by id."""
    one = facts.commitment
    digits = re.match(r"\d+", one.number)
    return one.meta.parent, int(digits[0]) if digits else 10**6, one.number, one.id


def grouped(group: Group, code: Callable[[CommitmentFacts], str], order: Iterable[str]) -> dict[str, Group]:
    """The commitments by a code, in the order of the codes, empty groups too."""
    found: dict[str, list[CommitmentFacts]] = {name: [] for name in order}
    for one in group:
        if (own := found.get(code(one))) is not None:
            own.append(one)
    return {name: tuple(own) for name, own in found.items()}


def worst(steps: Iterable[Step], days: Callable[[Step], int]) -> tuple[Step, ...]:
    """The milestones that have a number of days, the most days first."""
    return tuple(sorted((step for step in steps if days(step) > 0), key=lambda step: -days(step)))


def standing(site: Site, facts: CommitmentFacts) -> tuple[records.Check, ...]:
    """What stands of the checks from outside: of each body on each milestone its newest one.

    A check by a body of government, or by a leader of the commitment, is no check from outside.
    """
    found: dict[object, records.Check] = {}
    for check in facts.checks:
        if is_outside(site, facts, check):
            by = check.by.ref.target if check.by.ref and check.by.ref.target else check.by.name
            found.setdefault((by, check.milestone.target if check.milestone else ""), check)
    return tuple(found.values())


def is_outside(site: Site, facts: CommitmentFacts, check: records.Check) -> bool:
    """Whether a check comes from outside government."""
    body = site.get(check.by.ref)
    if not isinstance(body, records.Organisation):
        return True
    return body.sector != "government" and body.uid not in {lead.target for lead in facts.commitment.lead}


def finding(site: Site, facts: CommitmentFacts) -> str:
    """What bodies outside government found: disputed by any, else confirmed by any, else not verifiable.

    `reported` where they wrote reports but checked nothing; empty where nobody looked.
    """
    results = {check.result for check in standing(site, facts)}
    quiet = "reported" if facts.others_reports else ""
    return next((code for code in ("disputed", "confirmed", "cannot_verify") if code in results), quiet)


def statuses_of_others(site: Site, facts: CommitmentFacts) -> tuple[str, ...]:
    """The statuses that others give to the whole commitment: in checks that stand, and in their newest report."""
    given = [one.status for one in standing(site, facts) if one.status and not one.milestone]
    newest: dict[str, str] = {}
    for report in facts.others_reports:
        if report.uid not in facts.corrections:
            newest.setdefault(report.reported_by.target if report.reported_by else "", report.status)
    return (*given, *newest.values())


def code_of(facts: CommitmentFacts, name: str) -> str:
    """The newest code that the IRM gave for a variable; empty where it gave none."""
    return next((code for one in facts.irm if (code := getattr(one.codes, name))), "")


def differences(site: Site, facts: CommitmentFacts) -> tuple[str, ...]:
    """Why the voices differ on a commitment. Where one of them is silent, they don't."""
    said = facts.status
    code = code_of(facts, "completion")
    why = {
        "disputed": finding(site, facts) == "disputed",
        "status": bool(said) and any(other != said for other in statuses_of_others(site, facts)),
        "irm": said not in ("", "withdrawn") and code not in ("", said, *COMPARABLE.get(said, ())),
    }
    return tuple(name for name, differs in why.items() if differs)


def expectation(facts: CommitmentFacts, day: datetime.date) -> Expectation | None:
    """Time gone by against milestones reported complete; None before the start, and for what was withdrawn."""
    if facts.start is None or facts.end is None or day < facts.start or facts.status == "withdrawn":
        return None
    top = [one for one in facts.milestones if one.depth == 0]
    complete = sum(one.status == "complete" for one in top)
    due = tuple(one for one in top if one.milestone.due and one.milestone.due.by and one.milestone.due.by < day)
    whole = (facts.end - facts.start).days + 1
    done = round(100 * complete / len(top), 3) if top else None
    share = 100.0 if day > facts.end else min(100.0, round(100 * (day - facts.start).days / whole, 3))
    return Expectation(facts, share, done, due, complete, len(top))


def evidence_of(site: Site, facts: CommitmentFacts) -> Iterator[Held]:
    """Every proof that government gives for a commitment, each document once."""
    known: set[object] = set()
    hosts_ = barriers(site.settings)
    for milestone, evidence in given_evidence(facts):
        file = evidence.file.path if evidence.file else ""
        name = (file, evidence.url, evidence.archive_url) if file or evidence.url or evidence.archive_url else evidence
        if name not in known:
            known.add(name)
            yield Held(Proof(evidence, strength_of(evidence, hosts_)), facts, milestone)


def given_evidence(facts: CommitmentFacts) -> Iterator[tuple[str, records.Evidence]]:
    """Evidence of the milestones, of the commitment as a whole, and of whole reports, as (milestone, evidence)."""
    for one in facts.milestones:
        yield from ((one.milestone.key, proof.evidence) for proof in one.proofs)
    yield from (("", evidence) for evidence in facts.commitment.evidence)
    yield from (("", evidence) for report in facts.reports for evidence in report.evidence)


def is_unproven(site: Site, facts: CommitmentFacts) -> bool:
    """Whether a commitment is reported complete without any evidence at all."""
    return facts.status == "complete" and all(one.proof.strength == "none" for one in evidence_of(site, facts))


def hosts(site: Site, held: Iterable[Held]) -> tuple[HostShare, ...]:
    """Where the evidence lies that has no local copy and is not on this site, the host with the most first."""
    own = (urlsplit(site.settings.url).hostname or "").lower().removeprefix("www.")
    by_host: dict[str, list[Held]] = {}
    for one in held:
        host = host_of(one.proof.evidence)
        if host not in ("", own) and not one.proof.evidence.file:
            by_host.setdefault(host, []).append(one)
    total = sum(map(len, by_host.values()))
    found = sorted(by_host.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        HostShare(host, tuple(some), round(100 * len(some) / total, 3), total >= FEW and 100 * len(some) > MUCH * total)
        for host, some in found
    )


def host_of(evidence: records.Evidence) -> str:
    """The host of a proof's address, without `www`."""
    return host_in(evidence.url or evidence.archive_url)


@lru_cache(maxsize=20_000)  # each proof is asked for with the plan, with each leader and with all
def host_in(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def rates(
    group: Group,
    reported: Mapping[str, Group],
    seen: Group,
    checked: Mapping[str, Group],
    coded: Mapping[str, Group],
    milestones_complete: tuple[Step, ...],
    milestones: int,
) -> tuple[Rate, ...]:
    """Completion of all commitments, withdrawn and unreported ones included; beside it, over other totals."""
    every, own, irm = len(group), reported["complete"], coded["complete"]
    high = tuple(one for one in group if one in irm or one in coded["substantial"])
    return (
        Rate("all", "government", every, own),
        Rate("reported", "government", every - len(reported[""]), own),
        Rate("kept", "government", every - len(reported["withdrawn"]), own),
        Rate("milestones", "government", milestones, steps=milestones_complete),
        Rate("all", "others", every, seen),
        Rate("checked", "others", every - len(checked[""]), seen),
        Rate("all", "irm", every, irm),
        Rate("coded", "irm", every - len(coded[""]), irm),
        Rate("high", "irm", every - len(coded[""]), high),
    )


def complete_by(facts: ProgressFacts, voice: str) -> int | None:
    """How many commitments a voice calls complete; None where it is silent on every one: silence is no zero."""
    said, complete = {
        "government": (facts.reported, facts.reported["complete"]),
        "others": (facts.checked, facts.seen_complete),
        "irm": (facts.coded, facts.coded["complete"]),
    }[voice]
    return None if len(said[""]) == len(facts.commitments) else len(complete)


def by_ambition(group: Group) -> Iterator[AmbitionFacts]:
    """The commitments by the IRM's ambition (or potential impact, before 2020), with who calls them complete."""
    coded: dict[tuple[str, str], list[CommitmentFacts]] = {}
    for one in group:
        coded.setdefault(ambition_of(one), []).append(one)
    for name, level in (*(("ambition", one) for one in LEVELS), *(("impact", one) for one in OLD_LEVELS), ("", "")):
        own = tuple(coded.get((name, level), ()))
        if own:
            reported = tuple(one for one in own if one.status == "complete")
            irm = tuple(one for one in own if code_of(one, "completion") == "complete")
            yield AmbitionFacts(f"{name}:{level}" if level else "", own, reported, irm)


def ambition_of(facts: CommitmentFacts) -> tuple[str, str]:
    """The variable and level by which the IRM coded a commitment's ambition; the newer variable wins."""
    for name in ("ambition", "impact"):
        if code := code_of(facts, name):
            return name, code
    return "", ""
