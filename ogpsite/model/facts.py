"""The nouns for what follows from the records and the day; `derive` computes them, pages and data show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from ogpsite.model import records
from ogpsite.model.site import Site
from ogpsite.model.values import Due


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence with its strength: local, archived, link, barrier or none."""

    evidence: records.Evidence
    strength: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """Where a milestone stands, by the government's own reports.

    status is empty where no report speaks of it. overdue_days counts from the first promised day; `expected` is the
    newest day announced in a report, where there is one. depth is 0 for a milestone, 1 for a part of one.
    """

    milestone: records.Milestone
    status: str = ""
    raw_status: str = ""
    percent: float | None = None
    report: records.Progress | None = None
    expected: Due | None = None
    slip_days: int | None = None
    overdue_days: int = 0
    proofs: tuple[Proof, ...] = ()
    strength: str = "none"
    depth: int = 0


@dataclass(frozen=True, slots=True)
class IrmCodes:
    """What a final assessment coded for a commitment."""

    assessment: records.Assessment
    codes: records.Codes


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """Where a commitment stands: three voices side by side, never merged."""

    commitment: records.Commitment
    start: datetime.date | None = None
    end: datetime.date | None = None
    status: str = ""
    newest: records.Progress | None = None
    reports: tuple[records.Progress, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    others_reports: tuple[records.Progress, ...] = ()
    checks: tuple[records.Check, ...] = ()
    irm: tuple[IrmCodes, ...] = ()
    milestones: tuple[MilestoneFacts, ...] = ()
    overdue_days: int = 0
    stale: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan at a glance. `counts` holds every status, `""` for commitments without a report."""

    plan: records.Plan
    status: str
    commitments: tuple[CommitmentFacts, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    overdue: tuple[tuple[CommitmentFacts, MilestoneFacts], ...] = ()
    milestones: int = 0
    milestones_complete: int = 0


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """What came in and what was answered. `owed` are the contributions that are owed an answer."""

    consultation: records.Consultation
    status: str
    contributions: tuple[records.Contribution, ...] = ()
    responses: tuple[records.Response, ...] = ()
    owed: tuple[records.Contribution, ...] = ()
    unanswered: tuple[records.Contribution, ...] = ()
    unanswered_days: int = 0
    answers: Mapping[str, tuple[records.Response, ...]] = field(default_factory=dict)
    decisions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GatheringFacts:
    """Whether a meeting was held, and how long its minutes took (days; None where they aren't out)."""

    held: bool
    minutes_out: bool = False
    minutes_days: int | None = None
    minutes_late_days: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was added or corrected on a day."""

    day: datetime.date
    uid: str
    what: str = "added"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything derived."""

    commitments: Mapping[str, CommitmentFacts] = field(default_factory=dict)
    plans: Mapping[str, PlanFacts] = field(default_factory=dict)
    consultations: Mapping[str, ConsultationFacts] = field(default_factory=dict)
    gatherings: Mapping[str, GatheringFacts] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    updated: Mapping[str, datetime.date] = field(default_factory=dict)
    current: PlanFacts | None = None
    untranslated: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The site with all that follows from it: what outputs are made from."""

    site: Site
    facts: Facts
    version: str = ""
