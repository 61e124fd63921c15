"""The rules as versioned data: what each asks, its figures, its source, how sure we are; and the rule sets.

A rule is one row here, with the function that decides it. `counted` is how that function reads the rule; both stand
in docs/audit.md. Longer than other rooms, because it is a table. The sources are pages of OGP, as read on READ_ON.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from ogpsite.audit import cocreation, dialogue, process, progress, public, repository
from ogpsite.audit.case import Case, Verdict
from ogpsite.model.findings import Figure, Rule

READ_ON = datetime.date(2026, 11, 23)
OGP = "https://www.opengovpartnership.org"
GLOSSARY = f"{OGP}/?p=67852"
STANDARDS = f"{OGP}/ogp-participation-co-creation-standards"
GUIDELINES = f"{OGP}/documents/irm-guidelines-for-the-assessment-of-minimum-requirements"
RESPONSE = f"{OGP}/glossary/reasoned-response/"
IMPLEMENTING = f"{OGP}/national-handbook/implementing-action-plans"
REVIEW = f"{OGP}/glossary/procedural-review/"
OLD_REVIEW = f"{OGP}/procedural-review/"
REPOSITORY = f"{OGP}/glossary/repository/"
PLANS = f"{OGP}/glossary/action-plan/"
SELF = f"{OGP}/how-it-works/self-assessment-process"
IRM = f"{OGP}/glossary/independent-reporting-mechanism-irm/"

Judge = Callable[[Case], Verdict]


def row(identifier: str, judge: Judge, title: str, wording: str, counted: str, **rest: Any) -> tuple[Rule, Judge]:
    """A rule with the function that decides it."""
    read_on = READ_ON if rest.get("source") else None
    return Rule(id=identifier, title=title, wording=wording, counted=counted, read_on=read_on, **rest), judge


DIALOGUE = {"phase": "both", "standard": 1}
UPDATED = {"phase": "both", "standard": 2, "source": REPOSITORY}
MAKING = {"phase": "development"}
RUNNING = {"phase": "implementation"}

ROWS = (
    row(
        "MR1.1-a",
        dialogue.members,
        "Government and civil society sit in the forum",
        "There is a space for dialogue in which both government and civil society take part.",
        "At least one seat of each sector on the day; for an ended plan on its last day. `from` and `to` are "
        "included. Co-chairs, members and alternates have a seat; the secretariat and observers don't. Government is "
        "the sector `government` (for a local member `local-government` too), civil society the sector "
        "`civil-society`. Not yet due before `development_start`.",
        figures={"government": 1, "civil_society": 1},
        source=GLOSSARY,
        confidence="verified",
        **DIALOGUE,
    ),
    row(
        "MR1.1-b",
        dialogue.regular_meetings,
        "The forum meets at least every six months",
        "The space for dialogue meets regularly: at least once in six months.",
        "Meetings held whose `kind` contains `forum`, of all forums together, from `development_start` to the day or "
        "the end of the plan. No two days that follow each other (the first day of that time, the meetings, its last "
        "day) lie more than six months apart; the day exactly six months later is still in time. Before the first "
        "meeting and inside the first six months: not yet due. Without `development_start` the time begins with the "
        "plan, and a result that isn't `not_met` is `cannot_tell`.",
        figures={"months": 6},
        source=GLOSSARY,
        confidence="verified",
        **DIALOGUE,
    ),
    row(
        "MR1.1-c",
        dialogue.rules_published,
        "The forum's rules are public",
        "The basic rules on taking part in the space for dialogue are public.",
        "A version of the forum's `rules` with a file or address and a day, or a document of type `forum-rules`, not "
        "later than the day (for an ended plan its last day). Only versions without a day: cannot tell. A title alone "
        "is none.",
        figures={"versions": 1},
        source=GLOSSARY,
        confidence="verified",
        **DIALOGUE,
    ),
    row(
        "MR2.1",
        repository.website,
        "A public website on the member's OGP process",
        "A public website is dedicated to the member's participation in OGP.",
        "The site is this one. Its settings name the lead agency, and a contact with an e-mail address, telephone or "
        "postal address. No page needs an account: the pages are plain files. Whether the contact answers is not "
        "tested.",
        source=GLOSSARY,
        confidence="verified",
        phase="both",
        standard=2,
        scope="site",
    ),
    row(
        "MR2.2-a",
        repository.updates_a_year,
        "The repository is updated at least twice a year",
        "The public repository is updated at least twice a year.",
        "Days with an update, by two readings that are both shown: years of the plan (twelve months each from its "
        "first day), and calendar years that lie wholly inside the plan; the worst year decides. Two updates on one "
        "day are one. Updates are those of the whole repository: reports, minutes, timeline versions, the plan "
        "(`published_on`) and its versions, responses, documents, assessments, and evidence with a day; not news, "
        "free pages, contributions, checks and the forum's rules. A running year with too few is not yet due. A last "
        "year that the plan's end cuts off asks for the whole number of its share.",
        figures={"updates": 2},
        confidence="verified",
        **UPDATED,
    ),
    row(
        "MR2.2-b",
        repository.update_gaps,
        "No six months without an update",
        "The strict reading of “twice a year”: never more than six months between updates.",
        "As 1.1-b, with days of updates: from `development_start` (else the first day of the plan) to the day or the "
        "end of the plan.",
        figures={"months": 6},
        confidence="recalled",
        **UPDATED,
    ),
    row(
        "MR2.2-c",
        repository.evidence_of_commitments,
        "Evidence and a recent report for every commitment",
        "The repository holds evidence of the implementation of every commitment, kept up to date.",
        "From the day on which the plan has run for six months, on the day (for an ended plan on its last day): each "
        "commitment that isn't withdrawn has at least one proof (its own, a milestone's, or one in the responsible "
        "side's reports; a title alone is none, and what others give doesn't count), and a report published no more "
        "than six months before. Complete commitments too.",
        figures={"months": 6},
        source=REPOSITORY,
        confidence="recalled",
        standard=2,
        **RUNNING,
    ),
    row(
        "MR2.2-d",
        repository.cocreation_set,
        "The evidence of co-creation is complete",
        "The repository holds evidence of how the plan was made with the public.",
        "Six kinds: timeline, outreach, consultation, reasoned response, final plan (`published_on`, a version "
        "`final…`, or a document `action-plan-final`), minutes of a forum meeting held during development. Outreach "
        "counts from the first publication of the timeline, or the beginning of development where that is earlier. "
        "Due when the development closes: the later of `development_end` and `published_on`, else the day before the "
        "plan begins.",
        figures={"kinds": 6},
        source=REPOSITORY,
        confidence="recalled",
        standard=2,
        **MAKING,
    ),
    row(
        "MR2.2-e",
        repository.barriers,
        "No evidence behind a barrier",
        "Evidence can be opened without login, password or request.",
        "Evidence without a local copy and without an archived one, on a host of the barrier list or at a machine's "
        "name or number, breaks it; so does a link in running text to somebody's own disk. Whether OGP's IRM calls "
        "such a host a barrier is not established; it is a weakness.",
        figures={"violations": 0},
        source=REPOSITORY,
        confidence="recalled",
        phase="both",
        standard=2,
        scope="site",
    ),
    row(
        "MR3.1",
        cocreation.timeline,
        "The timeline was out two weeks before the start",
        "The co-creation timeline, with the opportunities to take part, is published two weeks before development "
        "begins.",
        "The first published version counts: not later than `development_start` less 14 days, and with at least one "
        "opportunity. Without `development_start`: cannot tell; not met where the plan has begun and there is no "
        "timeline.",
        figures={"days": 14, "opportunities": 1},
        source=GUIDELINES,
        confidence="recalled",
        standard=3,
        **MAKING,
    ),
    row(
        "MR3.2",
        cocreation.outreach_in_time,
        "Outreach before the consultation closed",
        "Stakeholders are made aware of OGP and of the opportunities to take part in the plan.",
        "An event of kind `outreach` or `awareness` held (of this plan, or of none), or a document of type "
        "`outreach-invitation` or `outreach-report`, dated (by its own `date`) from the first publication of the "
        "timeline to the last closing day of the consultations on the plan; both days included. Without a timeline, "
        "outreach there is: cannot tell.",
        figures={"outreach": 1},
        source=GUIDELINES,
        confidence="recalled",
        standard=3,
        **MAKING,
    ),
    row(
        "MR3.3",
        cocreation.way_to_contribute,
        "The public could contribute",
        "There is a way to gather contributions, open for a time that suits it.",
        "A consultation on the making of the plan that has opened, wasn't cancelled, and closes after the day on "
        "which it opens. Days open are shown (both days included); a national minimum is a parameter. Consultations "
        "on the making of a plan are those that name it (or no plan, and open after `development_start`) and open "
        "before development closes.",
        figures={"consultations": 1, "minimum_days": 0},
        source=GUIDELINES,
        confidence="recalled",
        standard=3,
        **MAKING,
    ),
    row(
        "MR4.1-a",
        cocreation.response_exists,
        "There is a reasoned response",
        "Stakeholders are told how their contributions were considered.",
        "A response in a consultation on the making of the plan, or a paper of type `reasoned-response` about it. Due "
        "on the day of the final plan (`published_on`, else the first day of the plan). Later than the final plan: "
        "met, with a remark. The sense of 4.1 was verified, its wording recalled.",
        figures={"responses": 1},
        source=RESPONSE,
        confidence="recalled",
        standard=4,
        **MAKING,
    ),
    row(
        "MR4.1-b",
        cocreation.coverage,
        "Every contribution has an answer",
        "The share of contributions that got an answer; the aim is all.",
        "Contributions neither rejected nor withdrawn, of the consultations on the making of the plan, cancelled "
        "ones included. Due as 4.1-a. "
        "Age in days from the closing day of the consultation. No contributions recorded: cannot tell, once due.",
        figures={"percent": 100},
        source=RESPONSE,
        confidence="recalled",
        standard=4,
        **MAKING,
    ),
    row(
        "MR4.1-c",
        cocreation.reasons,
        "Refusals have reasons",
        "Who isn't followed is told why.",
        "Responses with the decision `not_accepted`, `deferred` or `out_of_scope`: their reasons hold words that "
        "aren't a placeholder. No responses: cannot tell, once due.",
        figures={"percent": 100},
        source=RESPONSE,
        confidence="recalled",
        standard=4,
        **MAKING,
    ),
    row(
        "MR5.1",
        dialogue.results_meetings,
        "Two meetings a year on results",
        "At least two meetings every year with civil society present results and collect comments.",
        "For each year of the plan that has begun: meetings held whose `kind` contains `results`, with an "
        "organisation of the sector `civil-society`, results presented on a commitment of this plan, and comments "
        "recorded (0 is recorded). At risk: fewer than the whole number in 2 × the share of the year gone by (days "
        "before the day, of the days of the year). The worst year decides. A last year that the plan's end cuts off "
        "asks for the whole number of its share.",
        figures={"meetings": 2},
        source=IMPLEMENTING,
        confidence="verified",
        standard=5,
        **RUNNING,
    ),
    row(
        "CTP-1",
        process.plan_in_time,
        "The next plan is published in time",
        "No action plan within 12 months after the end of the last one is contrary to process.",
        "The next plan is the one that names this as `previous`, else the first that begins later. Its `published_on` "
        "is not later than the end of this plan + 12 months. At risk from the day nine months after the end. A next "
        "plan that has begun without `published_on`: cannot tell.",
        figures={"months": 12, "at_risk_months": 9},
        source=REVIEW,
        confidence="verified",
        phase="history",
    ),
    row(
        "CTP-2",
        process.irm_requirements,
        "The IRM found every requirement met",
        "Minimum requirements not met, as found by the IRM, are contrary to process.",
        "Findings in the IRM's assessments of the plan with stage `final` or none; of each requirement and phase the "
        "newest. Without any: not yet due until four months after delivery (else publication, else the start), then "
        "cannot tell.",
        figures={"months": 4},
        source=REVIEW,
        confidence="verified",
        phase="history",
    ),
    row(
        "CTP-3",
        process.irm_progress,
        "The IRM found progress",
        "No progress on any commitment, as found by the IRM, is contrary to process.",
        "The newest final IRM completion of each commitment; progress is anything but `not_started` and "
        "`no_evidence`. Where none has progress and some are not coded, or none is coded: not yet due until four "
        "months after the end, then cannot tell.",
        figures={"months": 4},
        source=REVIEW,
        confidence="verified",
        phase="history",
    ),
    row(
        "CTP-R",
        process.procedural_review,
        "No two plans in a row contrary to process",
        "Two consecutive plans contrary to process lead to a procedural review.",
        "A plan is contrary where CTP-1, CTP-2 or CTP-3 is not met. Two plans that follow each other by their first "
        "days. Fewer than two plans: not yet due.",
        figures={"plans": 2},
        source=REVIEW,
        confidence="verified",
        phase="history",
        scope="site",
    ),
    row(
        "PLAN-1",
        progress.length,
        "The plan has a usual length and end",
        "Plans run for two or four years, and end on 30 June or 31 December.",
        "The last day is the day before, or the same day as, the first day two or four years later. The lengths are "
        "verified; the two end days are recalled.",
        figures={"years": "2 or 4", "ends": "06-30 or 12-31"},
        source=PLANS,
        confidence="recalled",
    ),
    row(
        "PLAN-2",
        progress.completeness,
        "Commitments are complete",
        "A commitment says who leads, the problem, the solution, what comes out when, and which OGP value it serves.",
        "Five parts for each commitment that isn't withdrawn: lead, problem, solution, a milestone with outputs and a "
        "due day, a value. The percentage is of all parts. Due from publication or the first day of the plan.",
        figures={"parts": 5},
        source=f"{OGP}/?p=67851",
        confidence="recalled",
    ),
    row(
        "PLAN-3",
        progress.verifiable,
        "Milestones can be verified",
        "A milestone that nobody can verify isn't assessed.",
        "Outputs or verification are given, and the due date leads to a day: `ongoing`, or words without a day, "
        "don't. A milestone without any due date: cannot tell.",
        source=f"{OGP}/glossary/verifiability",
        confidence="verified",
    ),
    row(
        "PROG-1",
        progress.overdue,
        "Nothing is overdue",
        "Milestones are complete on the day that was promised.",
        "The latest day that the first due date can mean is over, and the newest report says neither complete nor "
        "withdrawn. A later date announced in a report doesn't change it. Open milestones without a due date: cannot "
        "tell.",
        figures={"days": 0},
        **RUNNING,
    ),
    row(
        "PROG-2",
        progress.proven,
        "What is complete has evidence",
        "Completion without evidence counts as “No evidence available”.",
        "Of each milestone that the newest report calls complete: its own evidence, or that given for it in any "
        "report of the responsible side. Evidence only in an earlier report than the newest is noted. A commitment "
        "without milestones is judged as one, with the evidence of its reports.",
        figures={"without_evidence": 0},
        source=f"{OGP}/glossary/completion/",
        confidence="verified",
        **RUNNING,
    ),
    row(
        "PROG-3",
        progress.steps,
        "Statuses move believably",
        "A status that goes back, jumps, or is better than what is open asks for an explanation.",
        "Statuses of commitments in reports that follow each other (corrected ones left out): not started, limited, "
        "substantial, complete; `in_progress` is limited or substantial. Back, or more than one step forward, breaks "
        "it; so does a newest report without any words whose status is better than that of the worst open milestone.",
        **RUNNING,
    ),
    row(
        "PROG-4",
        progress.challenges,
        "Little progress is explained",
        "A report of little or no progress says what stood in the way.",
        "Reports of the responsible side (corrected ones left out) with the status `not_started` or `limited` have "
        "`challenges`, for the commitment or for a milestone.",
        **RUNNING,
    ),
    row(
        "SA-1",
        process.comment_period,
        "Two weeks for comments on the self-assessment",
        "The draft self-assessment is open for comment for two weeks; comments and answers are published.",
        "Of each kind of self-assessment, draft and final together: `comment_period` is at least 14 days, both days "
        "included. Comments and answers are documents of it or about it (`contribution`, `consultation-report`; "
        "`reasoned-response`), or a consultation of the plan within these days. Without a record of comments: cannot "
        "tell. Without any self-assessment: not yet due until four months after the end, then cannot tell.",
        figures={"days": 14, "months": 4},
        source=SELF,
        confidence="verified",
        **RUNNING,
    ),
    row(
        "SA-2",
        process.two_languages,
        "The self-assessment in two languages",
        "The self-assessment is available in the administrative language and in English.",
        "The site's first language, and English: by the `language` of its documents, or by the text of its page. "
        "Where a document has no language: cannot tell.",
        figures={"languages": 2, "months": 4},
        source=SELF,
        confidence="verified",
        **RUNNING,
    ),
    row(
        "IRM-1",
        process.irm_clock,
        "The IRM's products and the answers to them",
        "The review is expected four months after delivery, the results four months after the end; recommendations "
        "are answered.",
        "First publication of a review (or design report) and of results (or an implementation or end-of-term "
        "report), drafts included. This is the IRM's clock, not the government's. Recommendations of final IRM "
        "assessments have a response other than `none`. Without `delivered_on`: cannot tell, once the plan has begun.",
        figures={"months": 4},
        source=IRM,
        confidence="verified",
        phase="both",
    ),
    row(
        "MIN-1",
        dialogue.minutes,
        "Minutes come out in time",
        "Minutes are published within the member's own limit.",
        "For each meeting held: days from the meeting to `minutes_published_on` (else the meeting's day), against "
        "`minutes_within_days`. Minutes are the text of the meeting's page. Still inside the limit without minutes: "
        "not yet due.",
        figures={"days": 30},
        scope="site",
    ),
    row(
        "LANG-1",
        public.languages,
        "Every page in every language",
        "Every page exists in every language of the site, or says from which language it falls back.",
        "The software makes every page in every language and marks what falls back; the number of texts is noted. The "
        "age of translations is not recorded.",
        scope="site",
    ),
    row(
        "A11Y-1",
        public.accessibility,
        "Accessibility is stated",
        "An accessibility statement, linked from every page, was reviewed within a year; every file says if it is "
        "accessible.",
        "The page `accessibility` exists (the software links it from every page); its `reviewed_on` is no more than "
        "twelve months ago; each local file given as evidence has `accessible` (`unknown` is a value). Without "
        "`reviewed_on`: at best, cannot tell.",
        figures={"months": 12},
        scope="site",
    ),
    row(
        "PRIV-1",
        public.privacy,
        "No personal data",
        "No private field, no address or telephone number of a private person; every name of a contributor has a "
        "ground.",
        "Private fields can't be published by construction. In contributions: e-mail addresses on hosts that belong "
        "to no body named on the site, telephone numbers, named authors without a ground. In other records such "
        "addresses and numbers are noted; an address at a service where anybody can open a mailbox breaks it there, "
        "too.",
        figures={"violations": 0},
        scope="site",
    ),
    row(
        "PERM-1",
        public.permanence,
        "No address is lost",
        "Every address of an earlier build still answers.",
        "By the ledger of addresses that `build --publish` keeps: each answers, and each file has the bytes that were "
        "published. Without a ledger: cannot tell.",
        figures={"lost": 0},
        scope="site",
    ),
    row(
        "LINK-1",
        repository.copies,
        "Evidence doesn't hang on one host",
        "Evidence is held as a copy; what isn't should not lie on few hosts.",
        "Different addresses of evidence without a local copy and not on the site itself, by host (`www.` left out): "
        "more than a quarter on one host breaks it. So does a link in running text that leads nowhere (one to a disk "
        "belongs to 2.2-e). No evidence: cannot tell.",
        figures={"percent": 25},
        scope="site",
    ),
    row(
        "PLACE-1",
        public.placeholders,
        "No unfinished text",
        "No text on the site is still to be written.",
        "A whole value or line such as TBD, XXX, lorem ipsum, “Título del hito”, and empty rows of tables, in "
        "published records; contributions are exempt.",
        figures={"placeholders": 0},
        scope="site",
    ),
)
RULES: dict[str, tuple[Rule, Judge]] = {rule.id: (rule, judge) for rule, judge in ROWS}

LEFT_OUT: dict[str, Any] = {"applies": False}
SETS: dict[str, Mapping[str, Mapping[str, Any]]] = {
    # what a rule set changes against the rows above, which are those of 2022
    "national-2022": {},
    "national-2017": {
        "MR1.1-b": {
            "figures": {"months": 3},
            "title": "The forum meets at least every three months",
            "wording": "The space for dialogue meets regularly: at least once in three months.",
            "confidence": "recalled",
            "source": STANDARDS,
        },
        "MR2.2-a": LEFT_OUT,
        "MR5.1": {"confidence": "recalled", "source": STANDARDS},
        "CTP-1": {
            "figures": {"months": 4, "at_risk_months": 3},
            "wording": "No action plan within four months after it was due is contrary to process.",
            "source": OLD_REVIEW,
        },
        "CTP-2": LEFT_OUT,
        "CTP-3": {"source": OLD_REVIEW},
        "CTP-R": {"source": OLD_REVIEW},
        "PLAN-1": {
            "figures": {"years": "2"},
            "title": "The plan has the usual length",
            "wording": "Plans run for two years.",
            "source": f"{OGP}/how-it-works/action-plans",
            "confidence": "verified",
        },
    },
    "local": {
        # OGP Local has minimum requirements of its own, which were not read: none of the national ones is applied
        name: LEFT_OUT
        for name in RULES
        if name.startswith(("MR", "CTP", "IRM", "SA", "PLAN-1"))
    },
}


@cache
def rules_of(name: str) -> Mapping[str, Rule]:
    """The rules of a set, by id, in their order."""
    changes = SETS[name]
    return MappingProxyType({one: replace(row, **changes.get(one, {})) for one, (row, _) in RULES.items()})


__all__ = ["RULES", "SETS", "Figure", "rules_of"]
