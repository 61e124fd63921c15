"""The nouns of the self-check: rules as data, and what was found by them; `audit` finds, pages and data show."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import field

from ogpsite.model.blanks import Days
from ogpsite.nouns import dataclass

Day = datetime.date
Figure = int | float | str | Days

STATES = {
    "met": "Met",
    "not_met": "Not met",
    "at_risk": "At risk",
    "not_yet_due": "Not yet due",
    "cannot_tell": "Cannot tell",
    "not_applicable": "Not applicable",
}
WORST_FIRST = ("not_met", "at_risk", "cannot_tell", "not_yet_due", "met", "not_applicable")  # content-model 4
CONFIDENCE = {
    "verified": "The wording was read at the source",
    "practice": "Read in real repositories, not prescribed",
    "recalled": "Recalled from the official text; the wording was not verified",
    "unknown": "Not established",
    "own": "A check of this software's own, not a rule of OGP",
}
PHASES = {
    "development": "Development of the plan",
    "implementation": "Implementation",
    "both": "Development and implementation",
    "always": "At any time",
    "history": "Over several plans",
}
GROUPS = {
    "MR1.1": "Requirement 1.1: a space for dialogue",
    "MR2.1": "Requirement 2.1: a public website",
    "MR2.2": "Requirement 2.2: a public repository",
    "MR3.1": "Requirement 3.1: a timeline in advance",
    "MR3.2": "Requirement 3.2: outreach",
    "MR3.3": "Requirement 3.3: a way to contribute",
    "MR4.1": "Requirement 4.1: a reasoned response",
    "MR5.1": "Requirement 5.1: meetings on results",
    "CTP": "Acting contrary to process",
    "PLAN": "The plan",
    "PROG": "Progress",
    "SA": "Self-assessment",
    "IRM": "The clock of the IRM",
    "MIN": "Minutes",
    "LANG": "Languages",
    "A11Y": "Accessibility",
    "PRIV": "Privacy",
    "PERM": "Permanence",
    "LINK": "Links and copies",
    "PLACE": "Unfinished text",
}
NOTICE = "This is a self-check. Only the IRM decides."


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule: what is asked, in our own words, with its figures as parameters, and where we have it from.

    `counted` says how this software decides it. `applies` is False where a rule set leaves the rule out.
    scope is `plan` (one finding for each plan) or `site`; standard is 0 where it isn't part of OGP's standards.
    """

    id: str
    title: str
    wording: str
    counted: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    source: str = ""
    read_on: Day | None = None
    confidence: str = "own"
    phase: str = "always"
    standard: int = 0
    scope: str = "plan"
    applies: bool = True

    @property
    def group(self) -> str:
        """The requirement (`MR1.1`) or family of checks (`PROG`) that it belongs to."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One thing that breaks a rule, or is to be noted: what (a code of `GAPS`), in which record, between which days."""

    code: str
    record: str = ""
    since: Day | None = None
    until: Day | None = None
    count: int | Days | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A year, a product or a report by which a rule is decided. `reading` says in which sense it is one."""

    reading: str
    state: str
    label: str = ""
    start: Day | None = None
    end: Day | None = None
    proofs: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule found for a plan (or, with an empty `plan`, for the site) on the site's day.

    `proofs` are identities of records that prove it; `gaps` break it; `notes` don't, but should be known. `turns_on`
    is the next day on which the state changes if nothing else happens. `remarks` are codes of `REMARKS`.
    """

    rule: Rule
    state: str
    plan: str = ""
    proofs: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Gap, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    remarks: tuple[str, ...] = ()
    turns_on: Day | None = None

    @property
    def phase(self) -> str:
        return self.rule.phase

    @property
    def breaks(self) -> tuple[str, ...]:
        """The identities of the records that break the rule, each once."""
        return tuple(dict.fromkeys(gap.record for gap in self.gaps if gap.record))


def worst(states: Iterable[str]) -> str:
    """The worst of some states; `not_applicable` where there are none."""
    return min(states, key=WORST_FIRST.index, default="not_applicable")


GAPS = {
    # what breaks a rule, or is to be noted: {since}, {until}, {count} and {detail} are filled in
    "no-forum": "there is no forum",
    "no-government-member": "no government body is a member on {since}",
    "no-civil-society-member": "no civil-society body is a member on {since}",
    "no-rules": "no rules of the forum are published by {since}",
    "rules-undated": "a version of the forum's rules has no day",
    "long-gap": "no forum meeting between {since} and {until}",
    "no-contact": "the point of contact has no e-mail, telephone or address",
    "no-lead-agency": "the lead agency is not there",
    "few-updates": "{count} update days between {since} and {until}",
    "update-gap": "no update between {since} and {until}",
    "no-evidence": "no evidence by {since}",
    "no-report": "no progress report by {since}",
    "old-report": "the newest report, of {since}, is too old on {until}",
    "missing-kind": "missing: {detail}",
    "barrier": "evidence lies behind a barrier: {detail}",
    "local-disk": "a link leads to a local disk: {detail}",
    "no-timeline": "no timeline was published by {since}",
    "late-timeline": "the first timeline came out on {since}; the last day for it was {until}",
    "no-opportunity": "the first timeline lists no opportunity to take part",
    "no-outreach": "no outreach in time: from {since} to {until}",
    "outreach-undecided": "outreach of {since}: whether it lies in time can't be told",
    "no-consultation": "no consultation by {until}",
    "single-day": "the consultation closes on the day on which it opens",
    "too-short": "open for {count} days",
    "no-response": "no reasoned response by {until}",
    "late-response": "the first response came on {since}, after the final plan of {until}",
    "unanswered": "without an answer for {count} days",
    "no-reasons": "no reasons are given for this decision",
    "few-meetings": "{count} meetings that count between {since} and {until}",
    "no-civil-society": "no civil-society organisation is named as taking part",
    "no-results-shown": "no results of this plan's commitments were presented",
    "no-comments": "whether comments were collected is not recorded",
    "no-next-plan": "no next plan was published by {until}",
    "late-plan": "published on {since}; the last day for it was {until}",
    "plan-undated": "the next plan has no day of publication",
    "irm-not-met": "the IRM found requirement {detail} not met",
    "no-progress": "the IRM found no progress on it: {detail}",
    "contrary": "contrary to process by {detail}",
    "length": "the plan runs for neither of the usual lengths: {detail}",
    "end-day": "the plan ends on {until}, not on one of the usual days",
    "incomplete": "missing: {detail}",
    "not-verifiable": "no output and no means of verification",
    "ongoing": "no day by which it is to be done: {detail}",
    "no-due": "no due date",
    "overdue": "{count} days late; it was promised by {since}",
    "complete-without-evidence": "reported complete without any evidence",
    "evidence-only-earlier": "complete; its evidence stands only in an earlier report",
    "regression": "the status went back: {detail}",
    "jump": "the status jumped: {detail}",
    "better-than-milestone": "the status is better than that of its worst open milestone, without a word: {detail}",
    "no-challenges": "nothing is said of what stood in the way",
    "short-comment-period": "open for comment for {count} days, from {since} to {until}",
    "no-answers": "comments were made, but no answers are published",
    "no-language": "not available in: {detail}",
    "product-missing": "{detail} was expected by {until} and is not here",
    "product-late": "{detail} came on {since}; it was expected by {until}",
    "no-government-response": "no government response to the recommendation {detail}",
    "minutes-late": "the minutes came after {count} days",
    "minutes-missing": "the minutes are not out; the last day was {until}",
    "falls-back": "{count} texts fall back to another language: {detail}",
    "no-statement": "there is no page `accessibility`",
    "no-accessibility-value": "it isn't said whether the file is accessible: {detail}",
    "email": "an e-mail address stands in the text",
    "private-email": "the e-mail address of a private person stands in the text",
    "phone": "a telephone number stands in the text",
    "no-consent": "the author is named without a ground",
    "concentration": "{detail}",
    "statement-old": "the statement was last reviewed on {since}; the next review was due by {until}",
    "changed-file": "was published on {since} with other bytes: {detail}",
    "lost-address": "was published and no longer answers: {detail}",
    "dead-link": "a link in the text leads nowhere: {detail}",
    "placeholder": "still to be written: {detail}",
    "empty-row": "an empty row of a template",
}
OF_ONE = {
    # the same where {count} is one
    "few-updates": "{count} update day between {since} and {until}",
    "too-short": "open for {count} day",
    "unanswered": "without an answer for {count} day",
    "few-meetings": "{count} meeting that counts between {since} and {until}",
    "overdue": "{count} day late; it was promised by {since}",
    "short-comment-period": "open for comment for {count} day, from {since} to {until}",
    "minutes-late": "the minutes came after {count} day",
    "falls-back": "{count} text falls back to another language: {detail}",
}


def gap_message(gap: Gap) -> str:
    """What a gap says, with its values still to be filled in."""
    return OF_ONE.get(gap.code, GAPS[gap.code]) if gap.count == 1 else GAPS[gap.code]


REMARKS = {
    "left-out": "The rule set leaves this rule out.",
    "no-development-start": "The plan has no `development_start`, so the beginning of its development is not known.",
    "no-publication-day": "The plan has no `published_on`.",
    "no-delivery-day": "The plan has no `delivered_on`.",
    "no-commitments": "The plan has no commitments here.",
    "all-withdrawn": "Every commitment of the plan is withdrawn.",
    "no-milestones": "No commitment of the plan has milestones here.",
    "no-timeline": "There is no timeline, so the day before which outreach can't count is not known.",
    "no-contributions": "No contributions are recorded.",
    "no-responses": "There are no responses to look at.",
    "late": "Late, but done.",
    "no-irm-finding": "No final IRM assessment with such findings is recorded.",
    "irm-clock": "This is the clock of the IRM, not of the government.",
    "notice-recorded": "A notice is recorded among the assessments.",
    "no-next-plan-yet": "There are fewer than two plans.",
    "no-report": "There is no report to look at.",
    "no-comment-period": "The days on which the draft was open for comment are not recorded.",
    "no-comments-recorded": "Whether comments were made, and how they were answered, is not recorded.",
    "language-unknown": "The language of a document is not recorded.",
    "no-meetings": "No meeting was held yet.",
    "by-construction": "The software sees to it: it can't be otherwise on a site made with it.",
    "channel-untested": "That the contact answers was not tested.",
    "translation-age-unknown": "The age of translations is not recorded.",
    "review-day-unknown": "The day on which the statement was last reviewed is not recorded.",
    "document-files": "Documents have no field that says whether their file is accessible.",
    "no-ledger": "Addresses of earlier builds are not known to this build.",
    "no-evidence": "There is no evidence to look at.",
    "due-missing": "Milestones without a due date: whether they are late can't be told.",
}
