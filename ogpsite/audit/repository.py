"""Requirements 2.1 and 2.2, and links: the website, its updates, its evidence, and where that lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from ogpsite.audit.case import (
    DAY,
    Case,
    Verdict,
    by_holder,
    by_windows,
    development_consultations,
    needed,
    papers,
    plan_years,
    within,
)
from ogpsite.audit.cocreation import first_timeline, outreach
from ogpsite.model import records
from ogpsite.model.blanks import Days, counted
from ogpsite.model.dates import months_later
from ogpsite.model.facts import Change, CommitmentFacts, Proof
from ogpsite.model.findings import Day, Gap, Window

DISK = re.compile(r"file:|/?[A-Za-z]:[\\/]|\\\\", re.I)  # as `links` tells them apart


def website(case: Case) -> Verdict:
    """MR2.1: the home page shows member, lead agency, and a point of contact with a way to reach it."""
    settings = case.site.settings
    lead = case.site.get(settings.lead_agency)
    contact = settings.contact
    reachable = contact and (contact.email or contact.phone or contact.address)
    gaps = (
        *(() if reachable else (Gap(code="no-contact", record=settings.uid),)),
        *(() if lead else (Gap(code="no-lead-agency", record=settings.uid),)),
    )
    return Verdict(
        state="not_met" if gaps else "met",
        proofs=(settings.uid, *([lead.uid] if lead else [])),
        gaps=gaps,
        remarks=("by-construction", "channel-untested"),
    )


def updates_a_year(case: Case) -> Verdict:
    """MR2.2-a: two update days in every year, by the plan's years and by calendar years; the worst decides."""
    figure = case.number("updates")
    spans = [("plan-year", str(y.number), y.start, y.end, needed(y, figure)) for y in plan_years(case.plan)]
    for year in range(case.plan.start.year, case.plan.end.year + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        if case.plan.start <= first and last <= case.plan.end:  # a year that the plan has wholly
            spans.append(("calendar-year", str(year), first, last, figure))
    spans = [span for span in spans if span[4]]
    begun = [span for span in spans if span[2] <= case.day] or spans[:1]
    windows = tuple(year_of_updates(case, *span) for span in begun)
    borders = tuple(day for _, _, start, end, _ in spans for day in (start, end + DAY))
    return by_windows(windows, borders=borders)


def year_of_updates(case: Case, reading: str, label: str, start: Day, end: Day, wanted: int) -> Window:
    """How a year stands in one of the two readings."""
    found = within(case.facts.updates, start, end)
    days = len({one.day for one in found})
    state = "met" if days >= wanted else "not_met" if case.day > end else "not_yet_due"
    gap = Gap(code="few-updates", record=case.plan.uid, since=start, until=end, count=days)
    return Window(
        reading=reading,
        label=label,
        start=start,
        end=end,
        state=state,
        proofs=tuple(dict.fromkeys(one.uid for one in found)),
        gaps=(gap,) if state == "not_met" else (),
        figures={"update_days": days, "needed": wanted},
    )


def update_gaps(case: Case) -> Verdict:
    """MR2.2-b: no more than six months without an update, counted from the window's first day to the day."""
    if case.day < case.opening:
        return Verdict(state="not_yet_due", borders=(case.opening,))
    months = case.number("months")
    found = within(case.facts.updates, case.opening, case.until)
    points = [Change(case.opening, ""), *found, Change(case.until, "")]
    gaps = tuple(
        Gap(
            code="update-gap",
            record=after.uid or before.uid or case.plan.uid,
            since=before.day,
            until=after.day,
            count=days(before, after),
        )
        for before, after in pairwise(points)
        if after.day > months_later(before.day, months)
    )
    limit = months_later(points[-2].day, months) + DAY
    pairs = pairwise(points)
    return Verdict(
        state="not_met" if gaps else "met" if found else "not_yet_due",
        proofs=tuple(dict.fromkeys(one.uid for one in found)),
        gaps=gaps,
        figures={"longest_gap_days": max(days(before, after) for before, after in pairs)},
        borders=(limit,) if limit <= case.plan.end and not gaps else (),
    )


def days(before: Change, after: Change) -> int | Days:
    return counted(before.day, after.day)


def evidence_of_commitments(case: Case) -> Verdict:
    """MR2.2-c: every commitment has evidence, and a report not older than six months, once the plan has run for six."""
    months = case.number("months")
    due = months_later(case.plan.start, months)
    if case.until < due:
        return Verdict(state="not_yet_due", borders=(due,) if due <= case.plan.end else ())
    commitments = [one for one in case.facts.plans[case.plan.uid].commitments if not withdrawn(one, case.until)]
    if not commitments:
        return Verdict(state="cannot_tell", remarks=case.nothing_promised)
    proofs: list[str] = []
    gaps: list[Gap] = []
    borders: list[Day] = []
    held = by_holder(case)
    for one in commitments:
        good, bad, turn = commitment_evidence(case, one, held, months)
        proofs += good
        gaps += bad
        borders += turn
    failing = len({gap.record for gap in gaps})
    return Verdict(
        state="not_met" if gaps else "met",
        proofs=tuple(dict.fromkeys(proofs)),
        gaps=tuple(gaps),
        figures={"commitments": len(commitments), "failing": failing},
        borders=() if gaps else tuple(borders),
    )


def withdrawn(one: CommitmentFacts, day: Day) -> bool:
    return one.commitment.withdrawn is not None and one.commitment.withdrawn.on <= day


def commitment_evidence(
    case: Case, one: CommitmentFacts, held: dict[str, list[Proof]], months: int
) -> tuple[list[str], list[Gap], list[Day]]:
    """What proves a commitment, what it lacks, and the day on which its newest report becomes too old."""
    uid, until = one.commitment.uid, case.until
    reports = [(out(report), report.uid) for report in one.reports if out(report) <= until]
    milestones = [f"milestone:{one.commitment.id}#{facts.milestone.key}" for facts in one.milestones]
    evidence = [
        holder
        for holder in (uid, *milestones, *(report for _, report in reports))
        if holder in held and any(not (day := proof.evidence.date) or day <= until for proof in held[holder])
    ]
    gaps = [] if evidence else [Gap(code="no-evidence", record=uid, since=until)]
    if not reports:
        return evidence, [*gaps, Gap(code="no-report", record=uid, since=until)], []
    day, newest = max(reports)
    last = months_later(day, months)
    if last < until:
        return evidence, [*gaps, Gap(code="old-report", record=uid, since=day, until=until)], []
    return [newest, *evidence], gaps, [last + DAY] if last < case.plan.end else []


def out(report: records.Progress) -> Day:
    """The day on which a report was published: its age runs from there."""
    return report.published_on or report.reported_on


def cocreation_set(case: Case) -> Verdict:
    """MR2.2-d: the six kinds of evidence of co-creation are here when the development of the plan closes."""
    if case.day < case.opening:
        return Verdict(state="not_yet_due", borders=(case.opening,))
    kinds = {name: tuple(dict.fromkeys(uids)) for name, uids in cocreation_kinds(case)}
    missing = [name for name, uids in kinds.items() if not uids]
    late, plan = case.day > case.closing, case.plan.uid
    state = "met" if not missing else "not_met" if late else "not_yet_due"
    return Verdict(
        state=state,
        proofs=tuple(dict.fromkeys(uid for uids in kinds.values() for uid in uids)),
        gaps=tuple(Gap(code="missing-kind", record=plan, detail=name) for name in missing) if late else (),
        figures={"kinds": len(kinds) - len(missing), "needed": case.number("kinds")},
        borders=(case.closing + DAY, *((case.plan.published_on,) if case.plan.published_on else ())),
    )


def cocreation_kinds(case: Case) -> Iterator[tuple[str, list[str]]]:
    """Each kind of evidence of co-creation, with the records of that kind."""
    site, plan = case.site, case.plan
    consultations = [one for one in development_consultations(case) if one.opens <= site.day]
    responses = [answer.uid for one in consultations for answer in site.parts(one, records.Response)]
    announced = first_timeline(case)
    since = min([case.opening, *([announced.published_on] if announced and announced.published_on else [])])
    finals = [one.uid for one in site.parts(plan, records.Version) if one.key.startswith("final")]
    published = [plan.uid] if case.published else []
    yield "timeline", [one.uid for one in site.parts(plan, records.Timeline)] + of_type(case, "co-creation-timeline")
    yield "outreach", [uid for day, uid in outreach(case) if day and since <= day <= case.closing]
    yield "consultation", [one.uid for one in consultations]
    yield "reasoned-response", responses + of_type(case, "reasoned-response")
    yield "final-plan", published + finals + of_type(case, "action-plan-final")
    first, last = case.opening if case.plan.development_start else date.min, case.closing
    meetings = (one for one in site.all(records.Meeting) if first <= one.date <= last)
    yield "forum-minutes", [one.uid for one in meetings if "forum" in one.kind and one.body]


def of_type(case: Case, kind: str) -> list[str]:
    return [uid for _, uid in papers(case, (kind,))]


def barriers(case: Case) -> Verdict:
    """MR2.2-e: no evidence behind a barrier, and no link to somebody's own disk."""
    found = [proof for proof in case.facts.proofs if proof.strength != "none"]
    gaps = [
        Gap(code="barrier", record=proof.source, detail=host_of(proof.evidence.url) or proof.evidence.url)
        for proof in found
        if proof.strength == "barrier"
    ]
    gaps += [
        Gap(code="local-disk", record=uid, detail=masked(target))
        for uid, targets in sorted(case.dead.items())
        for target in targets
        if DISK.match(target)
    ]
    open_ = [proof.source for proof in found if proof.strength != "barrier"]
    return Verdict(
        state="not_met" if gaps else "met",
        proofs=tuple(dict.fromkeys(open_)),
        gaps=tuple(gaps),
        figures={"violations": len(gaps), "evidence": len(found)},
    )


def masked(target: str) -> str:
    """A path on a disk without the folders between, which name people."""
    parts = re.split(r"[\\/]+", target.strip("\\/"))
    return "/…/".join(dict.fromkeys((parts[0], parts[-1])))


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """The host of an address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def copies(case: Case) -> Verdict:
    """LINK-1: how much evidence is held as a copy; the rest by host, none of which should hold more than a quarter."""
    found = [proof for proof in case.facts.proofs if proof.strength != "none"]
    local = [proof for proof in found if proof.strength == "local"]
    own = host_of(case.site.settings.url)
    outside: dict[str, set[str]] = {}
    for proof in found:
        url = proof.evidence.url or proof.evidence.archive_url
        if proof.strength != "local" and host_of(url) != own:
            outside.setdefault(url, set()).add(proof.source)
    hosts = Counter(host_of(url) for url in outside)
    much = {host: n for host, n in hosts.items() if 100 * n > case.number("percent") * len(outside)}
    gaps = [
        Gap(code="concentration", record=holder, detail=f"{much[host_of(url)]} of {len(outside)} links: {host_of(url)}")
        for url, holders in sorted(outside.items())
        if host_of(url) in much
        for holder in sorted(holders)
    ]
    gaps += [
        Gap(code="dead-link", record=uid, detail=target)
        for uid, targets in sorted(case.dead.items())
        for target in targets
        if not DISK.match(target)
    ]
    figures = {"evidence": len(found), "local": len(local), "links": len(outside)}
    figures |= {f"host:{host}": n for host, n in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]}
    return Verdict(
        state="not_met" if gaps else "met" if found else "cannot_tell",
        proofs=tuple(dict.fromkeys(proof.source for proof in local)),
        gaps=tuple(dict.fromkeys(gaps)),
        figures=figures | ({"percent_local": round(100 * len(local) / len(found), 1)} if found else {}),
        remarks=() if found else ("no-evidence",),
    )
