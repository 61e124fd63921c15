"""The nouns for what follows from the records and the day; `derive` computes them, pages and data show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ogpsite.model import records
from ogpsite.model.blanks import Days, counted
from ogpsite.model.checked import Checked
from ogpsite.model.findings import Finding
from ogpsite.model.ledger import Ledger
from ogpsite.model.site import Look, Site
from ogpsite.model.values import Due, Text
from ogpsite.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence with its strength: local, archived, link, barrier or none."""

    evidence: records.Evidence
    strength: str
    source: str = ""


def days_since(due: datetime.date | None, late_on: datetime.date | None) -> int | Days:
    """How many days something is late on a day; 0 where no day is given. Up to the day of a build they are counted
    when they are shown."""
    return counted(due, late_on) if due and late_on else 0


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """Where a milestone stands, by the government's own reports.

    status is empty where no report speaks of it. late_on is the day of the figures where it is overdue; overdue_days
    counts from the first promised day; `expected` is the newest day announced in a report, where there is one. depth is
    0 for a milestone, 1 for a part of one.
    """

    milestone: records.Milestone
    status: str = ""
    raw_status: str = ""
    percent: float | None = None
    report: records.Progress | None = None
    expected: Due | None = None
    slip_days: int | None = None
    late_on: datetime.date | None = None
    proofs: tuple[Proof, ...] = ()
    strength: str = "none"
    depth: int = 0

    @property
    def promised(self) -> datetime.date:
        """The first promised day; a day that never comes where there is none."""
        due = self.milestone.due
        return due.by if due and due.by else datetime.date.max

    @property
    def overdue_days(self) -> int | Days:
        """Days since the first promised day; 0 where it isn't overdue. Counted when asked for: it is another daily."""
        return days_since(self.promised, self.late_on)


@dataclass(frozen=True, slots=True)
class IrmCodes:
    """What a final assessment coded for a commitment."""

    assessment: records.Assessment
    codes: records.Codes


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """Where a commitment stands: three voices side by side, never merged.

    late_on is the day of the figures where it is overdue.
    """

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
    late_on: datetime.date | None = None
    stale: bool = False
    running: bool = False

    @property
    def overdue_days(self) -> int | Days:
        """Days since its last day; 0 where it isn't overdue."""
        return days_since(self.end, self.late_on)

    def is_own(self, report: records.Progress) -> bool:
        """Whether a report of it is the responsible side's own."""
        return any(one.uid == report.uid for one in self.reports)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan at a glance. `counts` holds every status, `""` for commitments without a report.

    Milestones are counted without their parts; `overdue` names parts, too.
    """

    plan: records.Plan
    status: str
    commitments: tuple[CommitmentFacts, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    overdue: tuple[tuple[CommitmentFacts, MilestoneFacts], ...] = ()
    milestones: int = 0
    milestones_complete: int = 0


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """What came in and what was answered. `owed` are the contributions that are owed an answer.

    received counts what came in, published or not. states says of every contribution where it stands: answered,
    unanswered (after the close), waiting, rejected, withdrawn. answer_days runs from the closing day to the first
    answer (0 for one that came before). without_reasons are answers that give no reason. late_on is the day of the
    figures where answers are missing after the close.
    """

    consultation: records.Consultation
    status: str
    contributions: tuple[records.Contribution, ...] = ()
    responses: tuple[records.Response, ...] = ()
    owed: tuple[records.Contribution, ...] = ()
    unanswered: tuple[records.Contribution, ...] = ()
    late_on: datetime.date | None = None
    answers: Mapping[str, tuple[records.Response, ...]] = field(default_factory=dict)
    decisions: Mapping[str, int] = field(default_factory=dict)
    received: int = 0
    states: Mapping[str, str] = field(default_factory=dict)
    answer_days: Mapping[str, int] = field(default_factory=dict)
    without_reasons: tuple[records.Response, ...] = ()

    @property
    def unanswered_days(self) -> int | Days:
        """Days since the close; 0 where no answer is missing."""
        return days_since(self.consultation.closes, self.late_on)


@dataclass(frozen=True, slots=True)
class GatheringFacts:
    """Whether a meeting was held, and how long its minutes took (days; None where they aren't out).

    due is the last day for minutes, late_on the day on which they came, or of the figures, where that is later.
    """

    held: bool
    minutes_out: bool = False
    minutes_days: int | None = None
    due: datetime.date | None = None
    late_on: datetime.date | None = None

    @property
    def minutes_late_days(self) -> int | Days:
        """Days after the last day for minutes; 0 where they aren't late."""
        return days_since(self.due, self.late_on)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was added, updated, corrected or withdrawn on a day, or contributions that came in.

    plan, commitments and organisations are the records (by uid) under which it is also listed. counts says whether it
    is an update in the sense of requirement 2.2 (content-model 4).
    """

    day: datetime.date
    uid: str
    what: str = "added"
    plan: str = ""
    commitments: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    counts: bool = False


Group = tuple[CommitmentFacts, ...]
Step = tuple[CommitmentFacts, MilestoneFacts]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its total, `part` of `whole`, named by the key; `voice`: government, others or irm.

    The part is a list: of commitments, or of milestones.
    """

    key: str
    voice: str
    whole: int
    commitments: Group = ()
    steps: tuple[Step, ...] = ()

    @property
    def part(self) -> int:
        return len(self.steps or self.commitments)


@dataclass(frozen=True, slots=True)
class Difference:
    """A commitment on which the voices differ, and why: disputed, status (others see another one), irm."""

    commitment: CommitmentFacts
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What could be expected of a running commitment by now, against what is reported.

    elapsed is the share of its time gone by, done the share of its milestones reported complete (None without
    milestones), both in percent. due are the milestones whose first promised day is over.
    """

    commitment: CommitmentFacts
    elapsed: float
    done: float | None
    due: tuple[MilestoneFacts, ...]
    complete: int
    milestones: int

    @property
    def behind(self) -> bool:
        """Whether less is done than time is gone, where that can be told."""
        return self.done is not None and self.done < self.elapsed


@dataclass(frozen=True, slots=True)
class Held:
    """A proof with the commitment, and the milestone where it is for one, that it is given for."""

    proof: Proof
    commitment: CommitmentFacts
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class HostShare:
    """How much of the evidence that is only on other sites lies on one host; `much` above a quarter."""

    host: str
    held: tuple[Held, ...]
    share: float
    much: bool


@dataclass(frozen=True, slots=True)
class AmbitionFacts:
    """The commitments of one level of ambition by the IRM: who calls them complete, each voice for itself."""

    level: str
    commitments: Group
    complete_reported: Group = ()
    complete_irm: Group = ()


@dataclass(frozen=True, kw_only=True)
class ProgressFacts:
    """How far a set of commitments is: three voices counted apart, never merged; what is late, stale, unproven.

    reported groups by the government's own status ("" where it never reported), checked by what bodies outside
    government found ("" where none looked), coded by the IRM's completion ("" where it didn't code). seen_complete
    are those that others call complete.
    """

    commitments: Group = ()
    reported: Mapping[str, Group] = field(default_factory=dict)
    checked: Mapping[str, Group] = field(default_factory=dict)
    seen_complete: Group = ()
    coded: Mapping[str, Group] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    overdue: tuple[Step, ...] = ()
    overdue_commitments: Group = ()
    slipped: tuple[Step, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    stale: Group = ()
    unproven: tuple[Step, ...] = ()
    unproven_commitments: Group = ()
    evidence: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    strengths: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    hosts: tuple[HostShare, ...] = ()
    rates: tuple[Rate, ...] = ()
    ambition: tuple[AmbitionFacts, ...] = ()
    milestones: int = 0
    milestones_complete: int = 0


@dataclass(frozen=True, slots=True)
class SeatYear:
    """How many seats each sector held on the last day of a year (of the newest year: on the site's day)."""

    year: int
    day: datetime.date
    seats: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision that nobody has carried out or dropped on a day; late_on is that day where it is past its due date."""

    gathering: records.Gathering
    decision: records.Decision
    on: datetime.date
    late_on: datetime.date | None = None

    @property
    def promised(self) -> datetime.date | None:
        return self.decision.due.by if self.decision.due else None

    @property
    def age_days(self) -> int | Days:
        """Days since it was taken."""
        return days_since(self.gathering.date, self.on)

    @property
    def overdue_days(self) -> int | Days:
        """Days past its due date; 0 where it isn't late."""
        return days_since(self.promised, self.late_on)


@dataclass(frozen=True, kw_only=True)
class ForumFacts:
    """How a forum works: who sat in it over time, who came, how soon minutes were out, what it left open.

    next_due is the last day for the next meeting under requirement 1.1: six months after the last forum meeting held;
    next_late_on is the day of the figures where that is over.
    """

    forum: records.Forum | None = None
    meetings: tuple[records.Meeting, ...] = ()
    years: tuple[SeatYear, ...] = ()
    median_days: float | None = None
    minutes_limit: int = 30
    open_decisions: tuple[OpenDecision, ...] = ()
    last: records.Meeting | None = None
    next_due: datetime.date | None = None
    next_late_on: datetime.date | None = None

    @property
    def next_late_days(self) -> int | Days:
        """Days past the last day for the next meeting; 0 where it isn't late."""
        return days_since(self.next_due, self.next_late_on)


@dataclass(frozen=True, slots=True)
class Lap:
    """A stretch or a day in the cycle of a plan.

    kind: phase, period, event, irm, self_assessment. key names what it is where it isn't a phase. start and end are
    the newest dates, first_start and first_end those of the first timeline version where they differ. got is the day
    on which what was awaited came, by the record `uid`. recalled marks a window that OGP's pages could not confirm.
    """

    kind: str
    key: str
    start: datetime.date
    end: datetime.date
    title: Text = Text()
    first_start: datetime.date | None = None
    first_end: datetime.date | None = None
    state: str = "future"
    got: datetime.date | None = None
    uid: str = ""
    dropped: bool = False
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """The cycle of a plan from its first phase to the last product that is awaited."""

    plan: records.Plan
    start: datetime.date
    end: datetime.date
    laps: tuple[Lap, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """Something that was said and isn't said any more: a corrected report, or something withdrawn, with its reason."""

    day: datetime.date
    uid: str
    what: str
    reason: Text
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything derived. `progress` is by plan, by leading organisation, `alone`, and `all`."""

    commitments: Mapping[str, CommitmentFacts] = field(default_factory=dict)
    plans: Mapping[str, PlanFacts] = field(default_factory=dict)
    consultations: Mapping[str, ConsultationFacts] = field(default_factory=dict)
    gatherings: Mapping[str, GatheringFacts] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    updated: Mapping[str, datetime.date] = field(default_factory=dict)
    current: PlanFacts | None = None
    untranslated: Mapping[str, int] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()  # every proof of the member's own records, with its holder as `source`
    updates: tuple[Change, ...] = ()  # those of requirement 2.2, by day; `what` is process or implementation
    progress: Mapping[str, ProgressFacts] = field(default_factory=dict)
    forums: Mapping[str, ForumFacts] = field(default_factory=dict)
    cycles: Mapping[str, CycleFacts] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    facets: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # by uid and facet: its keys


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The site with all that follows from it: what outputs are made from.

    `history` holds, by plan and rule, the states on days gone by, from what was known then. `written` are the records
    before what isn't public was taken out of them: the history is made from these.
    """

    site: Site
    facts: Facts
    findings: Sequence[Finding] = ()
    ledger: Ledger = ()
    checked: tuple[Checked, ...] = ()
    history: Mapping[str, Mapping[str, tuple[tuple[datetime.date, str], ...]]] = field(default_factory=dict)
    version: str = ""
    look: Look = Look()
    written: tuple[records.Record, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given."""
        return {name: one for name, one in vars(self).items() if name not in OWN}


PAGES_OF = "pages of"  # under this name an edition keeps all its pages; no attribute can have it
RETOLD = "retold before"  # and under this one what was said of it
OWN = frozenset({PAGES_OF, RETOLD})  # other processes aren't given these
