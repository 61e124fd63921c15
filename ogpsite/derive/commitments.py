"""Where commitments and milestones stand by the government's own reports, and how well their evidence will last."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from ogpsite.model import dates, records
from ogpsite.model.facts import (
    CommitmentFacts,
    IrmCodes,
    MilestoneFacts,
    Proof,
)
from ogpsite.model.once import once
from ogpsite.model.site import Site

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
# names that lead nowhere outside the house: RFC 6762, RFC 8375, ICANN's `internal`, and what offices use
PRIVATE_ENDINGS = (
    "local",
    "localhost",
    "localdomain",
    "internal",
    "intranet",
    "intra",
    "lan",
    "corp",
    "arpa",
    "private",
)


def commitment_facts(site: Site, commitment: records.Commitment) -> CommitmentFacts:
    """Where a commitment stands."""
    plan = site.plan_of(commitment)
    start = commitment.start or (plan.start if plan else None)
    end = commitment.end or (plan.end if plan else None)
    own, others = sides(site, commitment)
    corrections = {one.correction_of.target: one.uid for one in own if one.correction_of}
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
        others_reports=others,
        checks=tuple(sorted(site.parts(commitment, records.Check), key=lambda one: (one.on, one.id), reverse=True)),
        irm=irm_codes(site, commitment),
        milestones=tuple(milestone_facts(site, commitment, own, corrections, status)),
        late_on=site.day if late else None,
        stale=running and start is not None and is_stale(site, start, newest),
        running=running,
    )


def sides(site: Site, commitment: records.Commitment) -> tuple[tuple[records.Progress, ...], ...]:
    """The reports on a commitment, the newest first: the responsible side's own, and those of others."""
    own: list[records.Progress] = []
    others: list[records.Progress] = []
    for one in newest_first(site.parts(commitment, records.Progress)):
        (own if is_governments(site, commitment, one) else others).append(one)
    return tuple(own), tuple(others)


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
    """Codes of the IRM's final assessments, the newest first. What others code is not the IRM's voice."""
    found = [
        IrmCodes(one, codes)
        for one in site.all(records.Assessment)
        if one.kind.startswith("irm-") and one.stage in (None, "final")
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
    for milestone, depth in with_parts(commitment):
        yield one_milestone(site, milestone, depth, reports, corrections, status)


@once
def with_parts(commitment: records.Commitment) -> tuple[tuple[records.Milestone, int], ...]:
    """The milestones of a commitment with their parts below them, each with how deep it lies."""
    parts: dict[str, list[records.Milestone]] = {}
    for one in commitment.milestones:
        above = one.part_of.target.rpartition("#")[2] if one.part_of else ""
        parts.setdefault(above, []).append(one)

    def below(above: str, depth: int) -> Iterator[tuple[records.Milestone, int]]:
        for one in parts.get(above, ()):
            yield one, depth
            yield from below(one.key, depth + 1)

    return tuple(below("", 0))


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
    hosts = barriers(site.settings)
    proofs = tuple(
        Proof(evidence, strength_of(evidence, hosts), source)
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
        late_on=site.day if late else None,
        proofs=proofs,
        strength=strongest(proof.strength for proof in proofs),
        depth=depth,
    )


def strongest(strengths: Iterable[str]) -> str:
    """The best of some strengths; none where there are none."""
    return min(strengths, key=STRENGTHS.index, default="none")


def strength(site: Site, evidence: records.Evidence) -> str:
    """How well a proof will last: local copy, archived, link only, barrier host, none (content-model 4)."""
    return strength_of(evidence, barriers(site.settings))


def strength_of(evidence: records.Evidence, hosts: tuple[str, ...]) -> str:
    """How well a proof will last; `hosts` keep readers out."""
    if evidence.file:
        return "local"
    if evidence.archive_url:
        return "archived"
    if not evidence.url:
        return "none"
    return "barrier" if keeps_out(evidence.url, hosts) else "link"


@once
def barriers(settings: records.Settings) -> tuple[str, ...]:
    """The hosts that keep readers out."""
    own = tuple(name.lower() for name in settings.barrier_hosts)
    return own if settings.barrier_hosts_replace else (*BARRIER_HOSTS, *own)


@lru_cache
def below(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """How the names of machines end that lie below some hosts."""
    return tuple(f".{name}" for name in hosts)


@lru_cache(maxsize=100_000)
def keeps_out(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address lies on one of the hosts or below it, or names a machine instead of a public host."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    if host in hosts or host.endswith(below(hosts)):
        return True
    named = host.rpartition(".")[2] in PRIVATE_ENDINGS or "intranet" in host.split(".")
    return named or "." not in host or bool(re.fullmatch(r"[\d.]+|.*:.*", host))
