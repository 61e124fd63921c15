"""What follows from the records and the day: statuses, lateness, answers, changes. Pure arithmetic.

The counting rules are those of content-model section 4; the day is the site's.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ogpsite.model import dates, records
from ogpsite.model.facts import (
    Change,
    CommitmentFacts,
    ConsultationFacts,
    Facts,
    GatheringFacts,
    IrmCodes,
    MilestoneFacts,
    PlanFacts,
    Proof,
)
from ogpsite.model.kinds import KINDS
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.model.vocabulary import DECISION, STATUS

PUBLIC_SECTORS = frozenset({"government", "legislature", "judiciary", "independent-body", "local-government"})
STRENGTHS = ("local", "archived", "link", "barrier", "none")  # best first
DONE = ("complete", "withdrawn")
# hosts where documents often need an account, or vanish with one
BARRIER_HOSTS = (
    "drive.google.com",
    "docs.google.com",
    "sites.google.com",
    "forms.gle",
    "sharepoint.com",
    "onedrive.live.com",
    "1drv.ms",
    "dropbox.com",
    "box.com",
    "icloud.com",
    "mega.nz",
    "wetransfer.com",
    "we.tl",
    "airtable.com",
    "notion.so",
    "notion.site",
    "trello.com",
    "teams.microsoft.com",
    "slack.com",
    "facebook.com",
    "fb.watch",
    "instagram.com",
    "linkedin.com",
    "scribd.com",
    "issuu.com",
)


def derive(site: Site) -> Facts:
    """All facts of a site."""
    commitments = {one.uid: commitment_facts(site, one) for one in site.all(records.Commitment)}
    plans = {one.uid: plan_facts(site, one, commitments) for one in site.all(records.Plan)}
    changes = tuple(sorted(all_changes(site), key=lambda change: (-change.day.toordinal(), change.uid)))
    return Facts(
        commitments=commitments,
        plans=plans,
        consultations={one.uid: consultation_facts(site, one) for one in site.all(records.Consultation)},
        gatherings={
            one.uid: gathering_facts(site, one) for one in (*site.all(records.Meeting), *site.all(records.Event))
        },
        changes=changes,
        updated=last_updates(site, changes),
        current=current_plan(plans.values()),
        untranslated=untranslated(site),
    )


def commitment_facts(site: Site, commitment: records.Commitment) -> CommitmentFacts:
    """Where a commitment stands."""
    plan = site.plan_of(commitment)
    start = commitment.start or (plan.start if plan else None)
    end = commitment.end or (plan.end if plan else None)
    everything = newest_first(site.parts(commitment, records.Progress))
    corrections = {one.correction_of.target: one.uid for one in everything if one.correction_of}
    own = tuple(one for one in everything if is_governments(site, commitment, one))
    newest = next((one for one in own if one.uid not in corrections), None)
    status = "withdrawn" if commitment.withdrawn else (newest.status if newest else "")
    late = end is not None and end < site.day and status not in DONE
    running = status not in DONE and start is not None and start <= site.day and (end is None or site.day <= end)
    return CommitmentFacts(
        commitment=commitment,
        start=start,
        end=end,
        status=status,
        newest=newest,
        reports=own,
        corrections=corrections,
        others_reports=tuple(one for one in everything if one not in own),
        checks=tuple(sorted(site.parts(commitment, records.Check), key=lambda one: (one.on, one.id), reverse=True)),
        irm=irm_codes(site, commitment),
        milestones=tuple(milestone_facts(site, commitment, own, corrections, status)),
        overdue_days=(site.day - end).days if late and end else 0,
        stale=running and start is not None and is_stale(site, start, newest),
        running=running,
    )


def newest_first(reports: Iterable[records.Progress]) -> tuple[records.Progress, ...]:
    """Reports by end of period, then by their own day; the newest first."""
    return tuple(sorted(reports, key=lambda one: (period_end(one), one.reported_on, one.id), reverse=True))


def period_of(report: records.Progress) -> tuple[datetime.date, datetime.date]:
    """First and last day of a report's period."""
    period = report.period or dates.period(report.key)
    return period.start, period.end


def period_end(report: records.Progress) -> datetime.date:
    return period_of(report)[1]


def is_governments(site: Site, commitment: records.Commitment, report: records.Progress) -> bool:
    """Whether a report is the responsible side's own: by a lead, a public body, or nobody named (then the lead)."""
    reporter = site.get(report.reported_by)
    if not isinstance(reporter, records.Organisation):
        return True
    leads = {lead.target for lead in commitment.lead}
    return reporter.uid in leads or reporter.sector in PUBLIC_SECTORS


def is_stale(site: Site, start: datetime.date, newest: records.Progress | None) -> bool:
    """Whether a running commitment has no report younger than the site's limit; age runs from publication."""
    months = 6 if site.settings.stale_after_months is None else site.settings.stale_after_months
    since = (newest.published_on or newest.reported_on) if newest else start
    return dates.months_later(since, months) < site.day


def irm_codes(site: Site, commitment: records.Commitment) -> tuple[IrmCodes, ...]:
    """Codes of final assessments, the newest first."""
    found = [
        IrmCodes(one, codes)
        for one in site.all(records.Assessment)
        if one.stage in (None, "final")
        for codes in one.codes
        if codes.commitment.target == commitment.uid
    ]
    return tuple(sorted(found, key=lambda one: (str(one.assessment.published_on), one.assessment.id), reverse=True))


def milestone_facts(
    site: Site,
    commitment: records.Commitment,
    reports: tuple[records.Progress, ...],
    corrections: Mapping[str, str],
    status: str,
) -> Iterator[MilestoneFacts]:
    """The milestones of a commitment with their parts below them, in the order of the plan."""
    parts: dict[str, list[records.Milestone]] = {}
    for one in commitment.milestones:
        above = one.part_of.target.rpartition("#")[2] if one.part_of else ""
        parts.setdefault(above, []).append(one)

    def below(above: str, depth: int) -> Iterator[tuple[records.Milestone, int]]:
        for one in parts.get(above, ()):
            yield one, depth
            yield from below(one.key, depth + 1)

    for milestone, depth in below("", 0):
        yield one_milestone(site, milestone, depth, reports, corrections, status)


def one_milestone(
    site: Site,
    milestone: records.Milestone,
    depth: int,
    reports: tuple[records.Progress, ...],
    corrections: Mapping[str, str],
    commitment_status: str,
) -> MilestoneFacts:
    said = [(report, one) for report in reports for one in report.milestones if one.key == milestone.key]
    valid = [(report, one) for report, one in said if report.uid not in corrections]
    report, newest = valid[0] if valid else (None, None)
    status = newest.status if newest else ""
    expected = next((one.due for _, one in valid if one.due), None)
    by = milestone.due.by if milestone.due else None
    late = by is not None and by < site.day and status not in DONE and commitment_status != "withdrawn"
    proofs = tuple(
        Proof(evidence, strength(site, evidence), source)
        for source, group in (("", milestone.evidence), *((one.uid, said_.evidence) for one, said_ in said))
        for evidence in group
    )
    return MilestoneFacts(
        milestone=milestone,
        status=status,
        raw_status=newest.raw_status if newest else "",
        percent=newest.percent if newest else None,
        report=report,
        expected=expected,
        slip_days=(expected.by - by).days if expected and expected.by and by else None,
        overdue_days=(site.day - by).days if late and by else 0,
        proofs=proofs,
        strength=strongest(proof.strength for proof in proofs),
        depth=depth,
    )


def strongest(strengths: Iterable[str]) -> str:
    """The best of some strengths; none where there are none."""
    return min(strengths, key=STRENGTHS.index, default="none")


def strength(site: Site, evidence: records.Evidence) -> str:
    """How well a proof will last: local copy, archived, link only, barrier host, none (content-model 4)."""
    if evidence.file:
        return "local"
    if evidence.archive_url:
        return "archived"
    if not evidence.url:
        return "none"
    return "barrier" if is_barrier(site.settings, evidence.url) else "link"


def is_barrier(settings: records.Settings, url: str) -> bool:
    """Whether an address lies on a host that keeps readers out, or names a machine instead of a public host."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    own = tuple(name.lower() for name in settings.barrier_hosts)
    hosts = own if settings.barrier_hosts_replace else (*BARRIER_HOSTS, *own)
    if any(host == name or host.endswith(f".{name}") for name in hosts):
        return True
    return "." not in host or bool(re.fullmatch(r"[\d.]+|.*:.*", host))


def plan_facts(site: Site, plan: records.Plan, commitments: Mapping[str, CommitmentFacts]) -> PlanFacts:
    """A plan at a glance."""
    own = tuple(commitments[one.uid] for one in site.parts(plan, records.Commitment))
    counts = {status: sum(one.status == status for one in own) for status in (*STATUS, "")}
    every = [(one, milestone) for one in own for milestone in one.milestones]
    return PlanFacts(
        plan=plan,
        status=plan.status or status_by_dates(plan, site.day),
        commitments=own,
        counts=counts,
        overdue=tuple(sorted((pair for pair in every if pair[1].overdue_days), key=lambda pair: -pair[1].overdue_days)),
        milestones=len(every),
        milestones_complete=sum(milestone.status == "complete" for _, milestone in every),
    )


def status_by_dates(plan: records.Plan, day: datetime.date) -> str:
    """The plan's status on a day (content-model 6)."""
    if day > plan.end:
        return "ended"
    if day >= plan.start:
        return "implementation"
    if plan.delivered_on and day >= plan.delivered_on:
        return "submitted"
    if plan.development_start and day >= plan.development_start:
        return "co-creation"
    return "planned"


def current_plan(plans: Iterable[PlanFacts]) -> PlanFacts | None:
    """The plan to show first: the running one, else one in the making, else the newest."""
    order = ("implementation", "submitted", "co-creation", "ended", "planned")
    ranked = sorted(plans, key=lambda one: (order.index(one.status), -one.plan.start.toordinal(), one.plan.id))
    return ranked[0] if ranked else None


def consultation_facts(site: Site, consultation: records.Consultation) -> ConsultationFacts:
    """What came in and what was answered."""
    contributions = site.parts(consultation, records.Contribution)
    responses = tuple(sorted(site.parts(consultation, records.Response), key=lambda one: (one.on, one.id)))
    owed = tuple(one for one in contributions if one.moderation != "rejected" and not one.withdrawn)
    answers: dict[str, list[records.Response]] = {}
    for response in responses:
        for ref in response.answers:
            for uid in [one.uid for one in owed] if ref.target == "all" else [ref.target]:
                answers.setdefault(uid, []).append(response)
    unanswered = tuple(one for one in owed if one.uid not in answers)
    closed = consultation.closes < site.day
    return ConsultationFacts(
        consultation=consultation,
        status=consultation_status(consultation, site.day, bool(owed), not unanswered),
        contributions=contributions,
        responses=responses,
        owed=owed,
        unanswered=unanswered,
        unanswered_days=(site.day - consultation.closes).days if unanswered and closed else 0,
        answers={uid: tuple(found) for uid, found in answers.items()},
        decisions={code: sum(one.decision == code for one in responses) for code in DECISION},
    )


def consultation_status(consultation: records.Consultation, day: datetime.date, owed: bool, answered: bool) -> str:
    """Announced, open, closed or answered, by the day; what is written wins."""
    if consultation.status:
        return consultation.status
    if day < consultation.opens:
        return "planned"
    if day <= consultation.closes:
        return "open"
    return "answered" if owed and answered else "closed"


def gathering_facts(site: Site, gathering: records.Gathering) -> GatheringFacts:
    """Whether a meeting was held, and how long its minutes took or are taking."""
    if gathering.date > site.day:
        return GatheringFacts(held=False)
    limit = 30 if site.settings.minutes_within_days is None else site.settings.minutes_within_days
    if not gathering.body:
        return GatheringFacts(True, False, None, max(0, (site.day - gathering.date).days - limit))
    days = ((gathering.minutes_published_on or gathering.date) - gathering.date).days
    return GatheringFacts(True, True, days, max(0, days - limit))


def all_changes(site: Site) -> Iterator[Change]:
    """Every record with a day of its own, up to the site's day. Contributions count as one change a day."""
    days_with_contributions: set[tuple[str, datetime.date]] = set()
    for record in site.by_uid.values():
        day = day_of(record)
        if day is None or day > site.day:
            continue
        if isinstance(record, records.Contribution):
            days_with_contributions.add((f"consultation:{record.meta.parent}", day))
        elif isinstance(record, records.Commitment) and record.withdrawn:
            yield Change(record.withdrawn.on, record.uid, "withdrawn")
        else:
            yield Change(day, record.uid, "corrected" if getattr(record, "correction_of", None) else "added")
    yield from (Change(day, uid, "contributions") for uid, day in days_with_contributions)


def day_of(record: records.Record) -> datetime.date | None:
    """The day on which a record came to be known."""
    if isinstance(record, records.Consultation):
        return record.published_on or record.announced_on or record.opens
    if isinstance(record, records.Commitment):
        return record.withdrawn.on if record.withdrawn else record.published_on
    if isinstance(record, records.Gathering):
        return record.minutes_published_on or (record.date if record.body else record.announced_on or record.date)
    if record.published_on:
        return record.published_on
    for name in ("reported_on", "on", "received_on", "date"):
        day = getattr(record, name, None)
        if isinstance(day, datetime.date):
            return day
    return None


def last_updates(site: Site, changes: Iterable[Change]) -> Mapping[str, datetime.date]:
    """The newest change of each record and of what belongs to it."""
    updated: dict[str, datetime.date] = {}
    for change in changes:
        uid: str = change.uid
        while uid:
            updated[uid] = max(updated.get(uid, change.day), change.day)
            record = site.by_uid.get(uid)
            uid = above(record) if record else ""
    return updated


def above(record: records.Record) -> str:
    """The identity of the record that a record belongs to."""
    holder = KINDS[record.meta.kind].parent
    return f"{holder}:{record.meta.parent}" if holder and record.meta.parent else ""


def untranslated(site: Site) -> Mapping[str, int]:
    """How many texts are missing in each language but the first; the public's words are not expected in all."""
    found = [
        text
        for record in site.by_uid.values()
        if not isinstance(record, records.Contribution)
        for text in texts_of(record)
        if text[site.languages[0]]
    ]
    return {language: sum(not text[language] for text in found) for language in site.languages[1:]}


def texts_of(value: object) -> Iterator[Text]:
    """Every text in a record, group or list."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if "field" in field.metadata or field.name == "body":
                yield from texts_of(getattr(value, field.name))
