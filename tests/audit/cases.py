"""For each rule: a change of the republic, the day, and what is then found. One day or one record at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sites import Files

from audit.republic import (
    COMMITMENT,
    HERE,
    MEETINGS,
    PLAN,
    PROGRESS,
    REPUBLIC,
    RESULTS_ON,
    REVIEW,
    front,
    meeting,
    swap,
)

FORUM = "content/forum/forum.md"
IDEAS = "content/consultations/2024-ideas"
OUTREACH = "content/events/2024-outreach.md"
SELF = "content/assessments/self.md"
FIVE = f"{MEETINGS}/2026-06-18-five.md"
NEXT = "content/plans/2028-2029/plan.md"
PLAN_FILE = f"{HERE}/plan.md"
TIMELINE = f"{HERE}/timeline.yaml"
REPORTS = tuple(path for path in REPUBLIC if path.startswith(PROGRESS))
MEETINGS_OF = tuple(path for path in REPUBLIC if path.startswith(MEETINGS))
M1, M2 = f"milestone:{PLAN}/open-data#m1", f"milestone:{PLAN}/open-data#m2"
DATA = f"commitment:{PLAN}/open-data"
REPORT = f"progress:{PLAN}/open-data"


@dataclass(frozen=True)
class Asked:
    """A rule, a day, a change, and what should be found; `breaks` only where it is given."""

    rule: str
    name: str
    state: str
    on: str = "2026-07-15"
    change: Files | None = None
    breaks: tuple[str, ...] | None = None
    turns_on: str | None = "unasked"


def no(*paths: str) -> Files:
    return dict.fromkeys(paths)


def next_plan(published: str = "", more: str = "") -> Files:
    day = f"published_on: {published}\n" if published else ""
    return {NEXT: front(f"title: Third plan\nstart: 2028-01-01\nend: 2029-12-31\n{day}{more}")}


def self_assessment(period: str, more: str = "", name: str = SELF) -> Files:
    return {
        name: front(
            f"title: Self\nkind: self-assessment-end-of-term\nplan: {PLAN}\npublished_on: 2027-02-01\n{period}{more}"
        )
    }


def reviewed(day: str) -> Files:
    return {"content/pages/accessibility.md": front(f"title: Accessibility\nreviewed_on: {day}\n", "We try.\n")}


LIST = hashlib.sha256(b"name\n").hexdigest()


def ledger(*rows: tuple[str, str, str]) -> Files:
    """The ledger of an earlier build: address, record, digest of a file."""
    lines = (f"{address},{'' if digest else 'en'},,{record},,2026-01-01,{digest}" for address, record, digest in rows)
    return {"addresses.csv": "\n".join(("address,languages,forms,record,title,since,sha256", *lines, ""))}


PERIOD = "comment_period: {from: 2027-02-14, to: 2027-02-27}\n"
SHORT = "comment_period: {from: 2027-02-14, to: 2027-02-26}\n"
PAPERS = (
    'documents: [{url: "https://a.example/c", type: contribution}, '
    '{url: "https://a.example/r", type: reasoned-response}]\n'
)


def review(*pairs: tuple[str, str]) -> Files:
    return swap(REVIEW, *pairs)


def report(period: str, fields: str, body: str = "Words.\n") -> Files:
    return {f"{PROGRESS}/{period}.md": front(fields, body)}


EMPTY_M1 = "milestones:\n  m1: {status: complete}\n"
# no commitment, and no word of one
EMPTY = {
    **{path: None for path in REPUBLIC if "/open-data/" in path},
    **{
        path: text.replace(f"results_presented_on: [{PLAN}/open-data]\n", "")
        for path, text in REPUBLIC.items()
        if path.startswith(MEETINGS)
    },
    **swap(REVIEW, ("codes: [{commitment: open-data, completion: limited}]\n", "")),
}
# a commitment without milestones, and one that was withdrawn
BARE = {COMMITMENT: REPUBLIC[COMMITMENT].partition("milestones:")[0] + "---\n", **no(*REPORTS)}
TAKEN_BACK = swap(COMMITMENT, ("lead: office", "lead: office\nwithdrawn: {on: 2024-10-01, reason: No.}"))
QUIET = {
    f"{PROGRESS}/2025-12.md": front(f"reported_on: 2026-01-10\nstatus: limited\nchallenges: Few.\n{EMPTY_M1}"),
    f"{PROGRESS}/2026-06.md": front(f"reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n{EMPTY_M1}"),
    **no(f"{PROGRESS}/list.csv", f"{PROGRESS}/list-2.csv"),
}

DIALOGUE = [
    Asked("MR1.1-a", "both sides sit", "met", turns_on="2026-07-16"),
    Asked("MR1.1-a", "the last day of a seat", "met", on="2026-07-15"),
    Asked("MR1.1-a", "a day after the last day of a seat", "not_met", on="2026-07-16", breaks=("forum:forum",)),
    Asked("MR1.1-a", "before development", "not_yet_due", on="2024-06-02", turns_on="2024-06-03"),
    Asked("MR1.1-a", "no forum", "not_met", change=no(FORUM, *[p for p in REPUBLIC if p.startswith(MEETINGS)])),
    Asked("MR1.1-a", "an observer has no seat", "not_met", change=swap(FORUM, ("watch,", "watch, role: observer,"))),
    Asked("MR1.1-a", "a city isn't the government", "not_met", change=swap(FORUM, ("office", "city"))),
    Asked(
        "MR1.1-a",
        "of an ended plan, its last day",
        "met",
        on="2027-06-01",
        change=swap(FORUM, ("to: 2026-07-15", "to: 2026-12-31")),
    ),
    Asked("MR1.1-b", "the same day six months later", "met", on="2026-09-05", turns_on="2026-09-06"),
    Asked("MR1.1-b", "a day later", "not_met", on="2026-09-06", breaks=("meeting:2026-03-05-four",)),
    Asked(
        "MR1.1-b",
        "a meeting a day late",
        "not_met",
        change={
            f"{MEETINGS}/2025-09-05-three.md": None,
            f"{MEETINGS}/2025-09-06-three.md": meeting("2025-09-06", "forum, results", RESULTS_ON),
        },
        breaks=("meeting:2025-09-06-three",),
    ),
    Asked("MR1.1-b", "before development", "not_yet_due", on="2024-06-02", turns_on="2024-12-04"),
    Asked("MR1.1-b", "before the first meeting", "not_yet_due", on="2024-09-04", turns_on="2024-12-04"),
    Asked(
        "MR1.1-b",
        "without a first day",
        "cannot_tell",
        on="2025-04-01",
        change=swap(PLAN_FILE, ("development_start: 2024-06-03\n", "")),
    ),
    Asked(
        "MR1.1-b",
        "without a first day, and broken",
        "not_met",
        on="2026-09-06",
        change=swap(PLAN_FILE, ("development_start: 2024-06-03\n", "")),
    ),
    Asked(
        "MR1.1-b",
        "a meeting of another kind",
        "not_met",
        change={
            f"{MEETINGS}/2025-09-05-three.md": meeting("2025-09-05", "results", RESULTS_ON),
        },
        breaks=("meeting:2026-03-05-four",),
    ),
    Asked(
        "MR1.1-b",
        "month ends: 31 August to 28 February",
        "met",
        on="2025-02-28",
        change={
            f"{MEETINGS}/2024-08-31-end.md": meeting("2024-08-31"),
            f"{MEETINGS}/2024-09-05-one.md": None,
        },
        turns_on="2025-03-01",
    ),
    Asked("MR1.1-c", "rules are out", "met"),
    Asked("MR1.1-c", "rules of tomorrow", "not_met", on="2024-06-03", change=swap(FORUM, ("2024-06-01", "2024-06-04"))),
    Asked("MR1.1-c", "rules of today", "met", on="2024-06-03", change=swap(FORUM, ("2024-06-01", "2024-06-03"))),
    Asked("MR1.1-c", "rules without a day", "cannot_tell", change=swap(FORUM, ("date: 2024-06-01, ", ""))),
    Asked(
        "MR1.1-c",
        "a title alone",
        "not_met",
        change=swap(FORUM, (', url: "https://ogp.republica.example/rules"', "")),
        breaks=("forum:forum",),
    ),
    Asked("MR1.1-c", "before development", "not_yet_due", on="2024-06-02"),
    Asked("MR5.1", "two a year", "met"),
    Asked("MR5.1", "before the plan", "not_yet_due", on="2024-12-31", turns_on="2025-07-03"),
    Asked("MR5.1", "one, and the year isn't over", "not_yet_due", change=no(FIVE), turns_on="2027-01-01"),
    Asked("MR5.1", "one, and the year is over", "not_met", on="2027-01-01", change=no(FIVE)),
    Asked(
        "MR5.1",
        "none by the last day of the first half",
        "not_yet_due",
        on="2026-07-02",
        change=no(FIVE, f"{MEETINGS}/2026-03-05-four.md"),
        turns_on="2026-07-03",
    ),
    Asked(
        "MR5.1",
        "none on the first day of the second half",
        "at_risk",
        on="2026-07-03",
        change=no(FIVE, f"{MEETINGS}/2026-03-05-four.md"),
        turns_on="2027-01-01",
    ),
    Asked(
        "MR5.1",
        "nobody from civil society",
        "not_met",
        on="2027-01-01",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON.replace(", watch", ""))},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked(
        "MR5.1",
        "comments not recorded",
        "not_met",
        on="2027-01-01",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON.replace("comments_collected: 0\n", ""))},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked(
        "MR5.1",
        "no results presented",
        "not_met",
        on="2027-01-01",
        change={FIVE: meeting("2026-06-18", "results", "comments_collected: 0\norganisations: [watch]\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked("MIN-1", "in time", "met"),
    Asked(
        "MIN-1",
        "on the thirtieth day",
        "met",
        on="2026-12-01",
        change={FIVE: meeting("2026-06-18", "results", f"{RESULTS_ON}minutes_published_on: 2026-07-18\n")},
    ),
    Asked(
        "MIN-1",
        "on the thirty-first day",
        "not_met",
        on="2026-12-01",
        change={FIVE: meeting("2026-06-18", "results", f"{RESULTS_ON}minutes_published_on: 2026-07-19\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked(
        "MIN-1",
        "not out yet",
        "not_yet_due",
        on="2026-07-18",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="")},
        turns_on="2026-07-19",
    ),
    Asked(
        "MIN-1",
        "not out",
        "not_met",
        on="2026-07-19",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked("MIN-1", "no meeting", "not_yet_due", on="2024-09-04"),
]

COCREATION = [
    Asked("MR3.1", "fourteen days before", "met"),
    Asked(
        "MR3.1",
        "thirteen days before",
        "not_met",
        change=swap(TIMELINE, ("published_on: 2024-05-20", "published_on: 2024-05-21")),
        breaks=(f"timeline:{PLAN}~1",),
    ),
    Asked(
        "MR3.1",
        "no opportunity",
        "not_met",
        change=swap(TIMELINE, ("      opportunities:\n        - title: Tell us\n", "")),
        breaks=(f"timeline:{PLAN}~1",),
    ),
    Asked("MR3.1", "none yet", "not_yet_due", on="2024-05-19", turns_on="2024-05-21"),
    Asked("MR3.1", "the last day without one", "not_yet_due", on="2024-05-20", change=no(TIMELINE)),
    Asked("MR3.1", "none", "not_met", on="2024-05-21", change=no(TIMELINE), breaks=(f"plan:{PLAN}",)),
    Asked("MR3.1", "no first day", "cannot_tell", change=swap(PLAN_FILE, ("development_start: 2024-06-03\n", ""))),
    Asked(
        "MR3.1",
        "no first day and no timeline",
        "not_met",
        change={**swap(PLAN_FILE, ("development_start: 2024-06-03\n", "")), TIMELINE: None},
    ),
    Asked(
        "MR3.1",
        "leap day",
        "met",
        change={
            **swap(PLAN_FILE, ("development_start: 2024-06-03", "development_start: 2024-03-14")),
            **swap(TIMELINE, ("published_on: 2024-05-20", "published_on: 2024-02-29")),
        },
    ),
    Asked(
        "MR3.1",
        "a later version doesn't change it",
        "met",
        change={
            TIMELINE: REPUBLIC[TIMELINE]
            + "- published_on: 2024-07-01\n  phases: [{title: Ideas, start: 2024-07-05, end: 2024-08-01}]\n"
        },
    ),
    Asked("MR3.2", "on the closing day", "met"),
    Asked(
        "MR3.2",
        "a day after",
        "not_met",
        change=swap(OUTREACH, ("2024-07-31", "2024-08-01")),
        breaks=("event:2024-outreach",),
    ),
    Asked("MR3.2", "on the day of the timeline", "met", change=swap(OUTREACH, ("2024-07-31", "2024-05-20"))),
    Asked("MR3.2", "before the timeline", "not_met", change=swap(OUTREACH, ("2024-07-31", "2024-05-19"))),
    Asked("MR3.2", "still to come", "not_yet_due", on="2024-07-30", turns_on="2024-08-01"),
    Asked("MR3.2", "none", "not_met", on="2024-08-01", change=no(OUTREACH), breaks=(f"plan:{PLAN}",)),
    Asked("MR3.2", "no timeline", "cannot_tell", change=no(TIMELINE)),
    Asked("MR3.3", "open for a while", "met", on="2024-06-17"),
    Asked("MR3.3", "announced", "not_yet_due", on="2024-06-16", turns_on="2024-12-11"),
    Asked(
        "MR3.3",
        "for a day",
        "not_met",
        change={
            f"{IDEAS}/consultation.md": REPUBLIC[f"{IDEAS}/consultation.md"].replace("2024-07-31", "2024-06-17"),
        },
        breaks=("consultation:2024-ideas",),
    ),
    Asked(
        "MR3.3",
        "cancelled",
        "not_met",
        change=swap(f"{IDEAS}/consultation.md", ("mechanism", "status: cancelled\nmechanism")),
        breaks=(f"plan:{PLAN}",),
    ),
    Asked("MR4.1-a", "before the plan", "met"),
    Asked("MR4.1-a", "late is met", "met", change=swap(f"{IDEAS}/responses.yaml", ("2024-11-20", "2025-02-01"))),
    Asked(
        "MR4.1-a", "on the day of the plan, none", "not_yet_due", on="2024-12-10", change=no(f"{IDEAS}/responses.yaml")
    ),
    Asked(
        "MR4.1-a",
        "a day after the plan, none",
        "not_met",
        on="2024-12-11",
        change=no(f"{IDEAS}/responses.yaml"),
        breaks=(f"plan:{PLAN}",),
    ),
    Asked("MR4.1-b", "all answered", "met"),
    Asked(
        "MR4.1-b",
        "one is not",
        "not_met",
        change=swap(f"{IDEAS}/responses.yaml", ("[c-2]", "[c-1]")),
        breaks=("contribution:2024-ideas/c-2",),
    ),
    Asked(
        "MR4.1-b",
        "one isn't yet",
        "not_yet_due",
        on="2024-12-09",
        turns_on="2024-12-11",
    ),
    Asked(
        "MR4.1-b",
        "a rejected one is owed nothing",
        "met",
        change={
            **swap(f"{IDEAS}/responses.yaml", ("[c-2]", "[c-1]")),
            **swap(
                f"{IDEAS}/contributions.yaml",
                ("text: Build a bridge.", "text: Build a bridge., moderation: rejected, moderation_reason: Spam"),
            ),
        },
    ),
    Asked(
        "MR4.1-b",
        "nothing recorded",
        "cannot_tell",
        change=no(f"{IDEAS}/responses.yaml", f"{IDEAS}/contributions.yaml"),
    ),
    Asked("MR4.1-c", "with reasons", "met"),
    Asked(
        "MR4.1-c",
        "reasons still to be written",
        "not_met",
        change=swap(f"{IDEAS}/responses.yaml", ("Bridges belong to another plan.", "TBD")),
        breaks=("response:2024-ideas@r-2",),
    ),
    Asked("MR4.1-c", "no response", "cannot_tell", change=no(f"{IDEAS}/responses.yaml")),
    Asked("MR4.1-c", "no response yet", "not_yet_due", on="2024-11-19", turns_on="2024-12-11"),
]

REPOSITORY = [
    Asked("MR2.1", "as it should be", "met"),
    Asked(
        "MR2.1",
        "no way to reach the contact",
        "not_met",
        change=swap("site.yaml", ("  email: unit@republica.example\n", "")),
        breaks=("settings:settings",),
    ),
    Asked("MR2.2-a", "often enough", "met"),
    Asked("MR2.2-a", "the first year isn't over", "not_yet_due", on="2025-03-04", turns_on="2026-01-01"),
    Asked("MR2.2-b", "often enough", "met"),
    Asked("MR2.2-b", "before development", "not_yet_due", on="2024-06-02"),
    Asked("MR2.2-c", "six months after the report", "met", on="2026-12-31"),
    Asked(
        "MR2.2-c",
        "the report six months old",
        "met",
        on="2026-07-10",
        change=no(f"{PROGRESS}/2026-06.md", f"{PROGRESS}/list-2.csv"),
        turns_on="2026-07-11",
    ),
    Asked(
        "MR2.2-c",
        "the report a day older",
        "not_met",
        on="2026-07-11",
        change=no(f"{PROGRESS}/2026-06.md", f"{PROGRESS}/list-2.csv"),
        breaks=(DATA,),
    ),
    Asked("MR2.2-c", "no evidence", "not_met", change=QUIET, breaks=(DATA,)),
    Asked("MR2.2-c", "the plan hasn't run for six months", "not_yet_due", on="2025-06-30", turns_on="2025-07-01"),
    Asked("MR2.2-c", "no report after six months", "not_met", on="2025-07-01", change=no(f"{PROGRESS}/2025-06.md")),
    Asked(
        "MR2.2-c",
        "no commitments",
        "cannot_tell",
        change=EMPTY,
    ),
    Asked("MR2.2-d", "six kinds", "met"),
    Asked("MR2.2-d", "no outreach", "not_met", change=no(OUTREACH)),
    Asked(
        "MR2.2-d", "on the day of the plan", "not_yet_due", on="2024-12-10", change=no(OUTREACH), turns_on="2024-12-11"
    ),
    Asked("MR2.2-d", "a day later", "not_met", on="2024-12-11", change=no(OUTREACH)),
    Asked("MR2.2-d", "before development", "not_yet_due", on="2024-06-02", turns_on="2024-12-11"),
    Asked("MR2.2-e", "open", "met"),
    Asked(
        "MR2.2-e",
        "on a drive",
        "not_met",
        change=swap(COMMITMENT, ("lead: office\n", 'lead: office\nevidence: ["https://drive.google.com/x"]\n')),
        breaks=(DATA,),
    ),
    Asked(
        "MR2.2-e",
        "on a drive, but archived",
        "met",
        change=swap(
            COMMITMENT,
            (
                "lead: office\n",
                'lead: office\nevidence: [{url: "https://drive.google.com/x", archive_url: "https://a.example/x"}]\n',
            ),
        ),
    ),
    Asked(
        "MR2.2-e",
        "at the number of a machine",
        "not_met",
        change=swap(COMMITMENT, ("lead: office\n", 'lead: office\nevidence: ["http://10.0.0.1/x"]\n')),
        breaks=(DATA,),
    ),
    Asked(
        "MR2.2-e",
        "a link to a disk",
        "not_met",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="[It](file:///C:/Users/jo/it.doc)\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked("LINK-1", "all but the site's own are copies", "met"),
    Asked(
        "LINK-1",
        "a quarter each",
        "met",
        change=swap(
            COMMITMENT,
            (
                "lead: office\n",
                'lead: office\nevidence: ["https://a.example/", "https://b.example/", "https://c.example/", '
                '"https://d.example/"]\n',
            ),
        ),
    ),
    Asked(
        "LINK-1",
        "more than a quarter",
        "not_met",
        change=swap(
            COMMITMENT,
            (
                "lead: office\n",
                'lead: office\nevidence: ["https://a.example/1", "https://www.a.example/2", "https://b.example/", '
                '"https://c.example/", "https://d.example/"]\n',
            ),
        ),
        breaks=(DATA,),
    ),
    Asked(
        "LINK-1",
        "a link to nothing",
        "not_met",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="[It](it.doc)\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked(
        "LINK-1",
        "no evidence",
        "cannot_tell",
        change={**QUIET, **swap(FORUM, (', url: "https://ogp.republica.example/rules"', ""))},
    ),
]

PROCESS = [
    Asked("CTP-1", "while the plan runs", "not_yet_due", turns_on="2027-09-30"),
    Asked("CTP-1", "the day before month 9", "not_yet_due", on="2027-09-29", turns_on="2027-09-30"),
    Asked("CTP-1", "from month 9", "at_risk", on="2027-09-30", turns_on="2028-01-01", breaks=(f"plan:{PLAN}",)),
    Asked("CTP-1", "the last day", "at_risk", on="2027-12-31"),
    Asked("CTP-1", "over", "not_met", on="2028-01-01", breaks=(f"plan:{PLAN}",)),
    Asked("CTP-1", "the next plan on the last day", "met", on="2028-06-01", change=next_plan("2027-12-31")),
    Asked(
        "CTP-1",
        "the next plan a day late",
        "not_met",
        on="2028-06-01",
        change=next_plan("2028-01-01"),
        breaks=("plan:2028-2029",),
    ),
    Asked("CTP-1", "the next plan without a day", "cannot_tell", on="2028-01-01", change=next_plan()),
    Asked("CTP-2", "all met", "met"),
    Asked("CTP-2", "one not", "not_met", change=review(("met: yes", "met: no")), breaks=("assessment:2025-review",)),
    Asked(
        "CTP-2",
        "a draft for comment says nothing yet",
        "cannot_tell",
        change=review(("plan: ", "stage: for-comment\nplan: ")),
    ),
    Asked("CTP-2", "before the review", "not_yet_due", on="2025-04-15", turns_on="2025-04-17"),
    Asked("CTP-2", "the day after it was due", "cannot_tell", on="2025-04-17", change=no(REVIEW)),
    Asked("CTP-3", "some progress", "met"),
    Asked(
        "CTP-3", "none", "not_met", change=review(("completion: limited", "completion: no_evidence")), breaks=(DATA,)
    ),
    Asked("CTP-3", "not coded", "not_yet_due", on="2027-04-30", change=no(REVIEW), turns_on="2027-05-01"),
    Asked("CTP-3", "never coded", "cannot_tell", on="2027-05-01", change=no(REVIEW)),
    Asked("CTP-R", "one plan", "not_yet_due", on="2028-06-01"),
    Asked(
        "CTP-R",
        "two in a row",
        "not_met",
        on="2028-06-01",
        change={
            **next_plan("2028-01-01"),
            "content/assessments/2028-review.md": front(
                "title: Review\nkind: irm-action-plan-review\nplan: 2028-2029\npublished_on: 2028-05-01\n"
                'requirements: [{number: "3.1", phase: co-creation, met: no}]\n'
            ),
        },
        breaks=(f"plan:{PLAN}", "plan:2028-2029"),
    ),
    Asked("CTP-R", "the first was clean", "met", on="2028-06-01", change=next_plan("2027-12-31")),
    Asked("IRM-1", "on the day", "not_yet_due", turns_on="2027-05-01"),
    Asked(
        "IRM-1",
        "the review a day late",
        "not_met",
        change=review(("2025-04-16", "2025-04-17")),
        breaks=("assessment:2025-review",),
    ),
    Asked(
        "IRM-1",
        "results on the day",
        "met",
        on="2027-06-01",
        change={
            "content/assessments/results.md": front(
                f"title: Results\nkind: irm-results-report\nplan: {PLAN}\npublished_on: 2027-04-30\n"
            )
        },
    ),
    Asked("IRM-1", "no results by the day", "not_met", on="2027-05-01", breaks=(f"plan:{PLAN}",)),
    Asked("IRM-1", "no day of delivery", "cannot_tell", change=swap(PLAN_FILE, ("delivered_on: 2024-12-16\n", ""))),
    Asked(
        "IRM-1",
        "a recommendation without a response",
        "not_met",
        change=review((", response: accepted", "")),
        breaks=("assessment:2025-review",),
    ),
    Asked("SA-1", "none yet", "not_yet_due", on="2027-04-30", turns_on="2027-05-01"),
    Asked("SA-1", "none", "cannot_tell", on="2027-05-01"),
    Asked("SA-1", "two weeks", "met", on="2027-03-01", change=self_assessment(PERIOD, PAPERS)),
    Asked(
        "SA-1",
        "a day less",
        "not_met",
        on="2027-03-01",
        change=self_assessment(SHORT, PAPERS),
        breaks=("assessment:self",),
    ),
    Asked(
        "SA-1",
        "still open",
        "not_yet_due",
        on="2027-02-27",
        change=self_assessment(PERIOD, PAPERS),
        turns_on="2027-02-28",
    ),
    Asked("SA-1", "no days", "cannot_tell", on="2027-03-01", change=self_assessment("")),
    Asked("SA-1", "no comments recorded", "cannot_tell", on="2027-03-01", change=self_assessment(PERIOD)),
    Asked(
        "SA-1",
        "comments without answers",
        "not_met",
        on="2027-03-01",
        change=self_assessment(PERIOD, 'documents: [{url: "https://a.example/c", type: contribution}]\n'),
        breaks=("assessment:self",),
    ),
    Asked(
        "SA-2",
        "in English",
        "met",
        on="2027-03-01",
        change=self_assessment("", 'documents: [{url: "https://a.example/c", language: en}]\n'),
    ),
    Asked(
        "SA-2",
        "in another language",
        "not_met",
        on="2027-03-01",
        change=self_assessment("", 'documents: [{url: "https://a.example/c", language: fr}]\n'),
        breaks=("assessment:self",),
    ),
    Asked(
        "SA-2",
        "in who knows which",
        "cannot_tell",
        on="2027-03-01",
        change=self_assessment("", 'documents: ["https://a.example/c"]\n'),
    ),
    Asked("SA-2", "none yet", "not_yet_due", on="2027-04-30"),
]

PROGRESSING = [
    Asked("PLAN-1", "two years", "met"),
    Asked("PLAN-1", "two years and a month", "not_met", change=swap(PLAN_FILE, ("2026-12-31", "2027-01-31"))),
    Asked(
        "PLAN-1",
        "a usual length, an unusual end",
        "not_met",
        change=swap(PLAN_FILE, ("2025-01-01", "2025-02-01"), ("2026-12-31", "2027-01-31")),
        breaks=(f"plan:{PLAN}",),
    ),
    Asked("PLAN-2", "complete", "met"),
    Asked("PLAN-2", "no value", "not_met", change=swap(COMMITMENT, ("values: [transparency]\n", "")), breaks=(DATA,)),
    Asked(
        "PLAN-2",
        "in the making",
        "not_yet_due",
        on="2024-12-09",
        change=swap(COMMITMENT, ("values: [transparency]\n", "")),
        turns_on="2024-12-10",
    ),
    Asked("PLAN-3", "verifiable", "met"),
    Asked("PLAN-3", "ongoing", "not_met", change=swap(COMMITMENT, ("2026-H2", "ongoing")), breaks=(M2,)),
    Asked("PLAN-3", "no output", "not_met", change=swap(COMMITMENT, (", outputs: The data", "")), breaks=(M2,)),
    Asked("PLAN-3", "no due date", "cannot_tell", change=swap(COMMITMENT, (", due: 2026-H2", ""))),
    Asked("PROG-1", "the latest day of a half-year", "met", on="2026-12-31", turns_on="2027-01-01"),
    Asked("PROG-1", "a day later", "not_met", on="2027-01-01", breaks=(M2,)),
    Asked("PROG-1", "before the plan", "not_yet_due", on="2024-12-31", turns_on="2025-01-01"),
    Asked("PROG-1", "ongoing is never late", "met", on="2030-01-01", change=swap(COMMITMENT, ("2026-H2", "ongoing"))),
    Asked("PROG-1", "no due date", "cannot_tell", on="2030-01-01", change=swap(COMMITMENT, (", due: 2026-H2", ""))),
    Asked(
        "PROG-1",
        "the leap day of a month",
        "met",
        on="2028-02-29",
        change=swap(COMMITMENT, ("2026-H2", "2028-02")),
        turns_on="2028-03-01",
    ),
    Asked(
        "PROG-1",
        "a later date doesn't help",
        "not_met",
        on="2027-01-01",
        change=swap(f"{PROGRESS}/2026-06.md", ("m2: {status: substantial}", "m2: {status: substantial, due: 2029}")),
        breaks=(M2,),
    ),
    Asked("PROG-2", "with evidence", "met"),
    Asked("PROG-2", "without", "not_met", change=QUIET, breaks=(M1,)),
    Asked(
        "PROG-2",
        "of the whole report",
        "not_met",
        change={
            **QUIET,
            f"{PROGRESS}/2026-06.md": front(
                f'reported_on: 2026-07-01\nstatus: substantial\nevidence: ["https://a.example/"]\n{EMPTY_M1}',
                "Words.\n",
            ),
        },
        breaks=(M1,),
    ),
    Asked(
        "PROG-2",
        "a title alone",
        "not_met",
        breaks=(M1,),
        change={
            **QUIET,
            f"{PROGRESS}/2026-06.md": front(
                "reported_on: 2026-07-01\nstatus: substantial\nmilestones:\n"
                "  m1: {status: complete, evidence: [{title: See previous update}]}\n",
                "Words.\n",
            ),
        },
    ),
    Asked("PROG-2", "before any report", "not_yet_due", on="2024-12-31"),
    Asked("PROG-2", "no report at all", "cannot_tell", on="2025-06-30", turns_on=None),
    Asked("PROG-3", "step by step", "met"),
    Asked(
        "PROG-3",
        "back",
        "not_met",
        change=swap(f"{PROGRESS}/2026-06.md", ("status: substantial\nmilestones", "status: not_started\nmilestones")),
        breaks=(f"{REPORT}@2026-06",),
    ),
    Asked(
        "PROG-3",
        "a jump",
        "not_met",
        change=swap(f"{PROGRESS}/2026-06.md", ("status: substantial\nmilestones", "status: complete\nmilestones")),
        breaks=(f"{REPORT}@2026-06",),
    ),
    Asked(
        "PROG-3",
        "in progress may be substantial",
        "met",
        change=swap(f"{PROGRESS}/2025-12.md", ("status: limited", "status: in_progress")),
    ),
    Asked(
        "PROG-3",
        "better than what is open, without a word",
        "not_met",
        change={
            f"{PROGRESS}/2026-06.md": REPUBLIC[f"{PROGRESS}/2026-06.md"]
            .replace("Nearly done.\n", "")
            .replace("m2: {status: substantial}", "m2: {status: limited}")
        },
        breaks=(f"{REPORT}@2026-06",),
    ),
    Asked("PROG-3", "no report", "cannot_tell", on="2025-06-30"),
    Asked("PROG-4", "explained", "met"),
    Asked(
        "PROG-4",
        "not explained",
        "not_met",
        change=swap(f"{PROGRESS}/2025-06.md", ("challenges: Few hands.\n", "")),
        breaks=(f"{REPORT}@2025-06",),
    ),
    Asked("PROG-4", "no report yet", "not_yet_due", on="2024-12-31", turns_on="2025-01-01"),
]

PUBLIC = [
    Asked("LANG-1", "one language", "met"),
    Asked("LANG-1", "falls back, and says so", "met", change=swap("site.yaml", ("[en]", "[en, fr]"))),
    Asked("A11Y-1", "no day of review", "cannot_tell"),
    Asked("A11Y-1", "a year ago", "met", change=reviewed("2025-07-15"), turns_on="2026-07-16"),
    Asked("A11Y-1", "a year and a day ago", "not_met", change=reviewed("2025-07-14"), breaks=("page:accessibility",)),
    Asked("A11Y-1", "a review to come", "cannot_tell", change=reviewed("2026-07-16")),
    Asked("A11Y-1", "a leap day", "met", on="2025-02-28", change=reviewed("2024-02-29"), turns_on="2025-03-01"),
    Asked(
        "PERM-1",
        "as it was published",
        "met",
        change=ledger(
            ("/forum/", "forum:forum", ""), ("/files/plans/2025-2026/commitments/open-data/progress/list.csv", "", LIST)
        ),
    ),
    Asked("PERM-1", "a page that is gone", "not_met", change=ledger(("/plans/2020-2021/", "plan:2020-2021", ""))),
    Asked(
        "PERM-1",
        "a file with other bytes",
        "not_met",
        change=ledger(("/files/plans/2025-2026/commitments/open-data/progress/list.csv", "", "0" * 64)),
    ),
    Asked("A11Y-1", "no statement", "not_met", change=no("content/pages/accessibility.md")),
    Asked(
        "A11Y-1",
        "a file that says nothing",
        "not_met",
        change=swap(f"{PROGRESS}/2025-12.md", (", accessible: yes", "")),
        breaks=(f"{REPORT}@2025-12",),
    ),
    Asked("PRIV-1", "nothing personal", "met"),
    Asked(
        "PRIV-1",
        "an address of a citizen",
        "not_met",
        change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"Write to jo@mail.example"')),
        breaks=("contribution:2024-ideas/c-2",),
    ),
    Asked(
        "PRIV-1",
        "an address of the office",
        "met",
        change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"I wrote to unit@republica.example"')),
    ),
    Asked(
        "PRIV-1",
        "a telephone number",
        "not_met",
        change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"Call +44 20 7946 0018"')),
        breaks=("contribution:2024-ideas/c-2",),
    ),
    Asked(
        "PRIV-1",
        "days and sums are no numbers to call",
        "met",
        change=swap(
            f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"From 2024-05-02 to 2024-06-01: 1 200 300 400"')
        ),
    ),
    Asked("PERM-1", "no ledger", "cannot_tell"),
    Asked("PLACE-1", "nothing unfinished", "met"),
    Asked("PLACE-1", "to be written", "not_met", change=swap(COMMITMENT, ("Publish it.", "TBD")), breaks=(DATA,)),
    Asked(
        "PLACE-1",
        "the public may write so",
        "met",
        change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", "TBD")),
    ),
    Asked(
        "PLACE-1",
        "an empty row",
        "not_met",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="| a | b |\n|---|---|\n|   |   |\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
]

LOOSE = {
    # outreach for nobody's plan in particular, years before this one was thought of
    OUTREACH: front("title: Outreach\ndate: 2019-07-31\nkind: outreach\n", "We met.\n"),
}
RULES_OF_TOMORROW = swap(FORUM, ("2024-06-01", "2024-06-10"))
INTRANET = "files.ministry.internal intranet.ministry.example localhost 10.0.0.1 docs.google.com".split()

STRICTER = [
    Asked(
        "MR1.1-a", "no forum: the plan lacks it", "not_met", breaks=(f"plan:{PLAN}",), change=no(FORUM, *MEETINGS_OF)
    ),
    Asked("MR1.1-b", "no meeting at all", "not_met", breaks=(f"plan:{PLAN}",), change=no(*MEETINGS_OF)),
    Asked("MR1.1-c", "rules to come", "not_met", on="2024-06-09", change=RULES_OF_TOMORROW, turns_on="2024-06-10"),
    Asked("MR2.2-d", "old outreach of no plan", "not_met", change=LOOSE, breaks=(f"plan:{PLAN}",)),
    Asked(
        "MR2.2-d",
        "a final plan that is announced",
        "not_yet_due",
        on="2024-12-09",
        turns_on="2024-12-11",
        change=no(OUTREACH),
    ),
    *(
        Asked(
            "MR2.2-e",
            f"at {host}",
            "not_met",
            change=swap(COMMITMENT, ("lead: office\n", f'lead: office\nevidence: ["https://{host}/x"]\n')),
            breaks=(DATA,),
        )
        for host in INTRANET
    ),
    Asked(
        "MR3.2",
        "a report of outreach in time that came out later",
        "met",
        change={
            OUTREACH: None,
            "content/documents/report.md": front(
                "title: Report\ndate: 2024-07-31\npublished_on: 2024-08-20\ntype: outreach-report\n"
                f"about: [{PLAN}]\nurl: https://ogp.republica.example/report\n"
            ),
        },
    ),
    Asked(
        "MR4.1-b",
        "cancelled, but who wrote is owed an answer",
        "not_met",
        change={
            "content/consultations/2024-more/consultation.md": front(
                f"title: More\nplan: {PLAN}\nmechanism: email\nopens: 2024-07-01\ncloses: 2024-07-20\n"
                "status: cancelled\n"
            ),
            "content/consultations/2024-more/contributions.yaml": (
                "- {key: c-1, text: And me?, attribution: anonymous, received_on: 2024-07-02}\n"
            ),
        },
        breaks=("contribution:2024-more/c-1",),
    ),
    Asked("CTP-1", "announced", "not_yet_due", on="2027-06-01", change=next_plan("2027-08-01"), turns_on="2027-08-01"),
    Asked(
        "CTP-3",
        "what the government codes is not the IRM's voice",
        "not_yet_due",
        change={
            **review(("codes: [{commitment: open-data, completion: limited}]\n", "")),
            "content/assessments/self.md": front(
                f"title: Self\nkind: self-assessment-mid-term\nplan: {PLAN}\npublished_on: 2026-02-01\n"
                "codes: [{commitment: open-data, completion: complete}]\n"
            ),
        },
    ),
    Asked(
        "PRIV-1",
        "a private mailbox in the minutes",
        "not_met",
        change={FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="Write to jo.doe@gmail.com.\n")},
        breaks=("meeting:2026-06-18-five",),
    ),
    Asked(
        "PRIV-1",
        "the office's own, at such a service",
        "met",
        change={
            "site.yaml": REPUBLIC["site.yaml"].replace("unit@republica.example", "ogp.republica@gmail.com"),
            FIVE: meeting("2026-06-18", "results", RESULTS_ON, body="Write to OGP.Republica@gmail.com.\n"),
        },
    ),
    Asked(
        "PRIV-1",
        "somebody else's at the office's service",
        "not_met",
        change={
            "site.yaml": REPUBLIC["site.yaml"].replace("unit@republica.example", "ogp.republica@gmail.com"),
            **swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"Write to jo@gmail.com"')),
        },
        breaks=("contribution:2024-ideas/c-2",),
    ),
    *(
        Asked(
            "PRIV-1",
            f"a number to call: {number}",
            "not_met",
            change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", f'"Call {number}, please"')),
            breaks=("contribution:2024-ideas/c-2",),
        )
        for number in (
            "06 12 34 56 78",
            "0612345678",
            "(202) 555-0143",
            "202-555-0143",
            "+44 20 7946 0018",
            "00 33 6 12 34 56 78",
        )
    ),
    *(
        Asked(
            "PRIV-1",
            f"no number to call: {number}",
            "met",
            change=swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", f'"We counted {number} of them"')),
        )
        for number in (
            "01.02.2024",
            "2024-05-02",
            "1 200 300 400",
            "0.123456789",
            "12,345,678",
            "311",
            "2025/09",
            "0 of 10",
        )
    ),
    Asked("PLAN-3", "in the making", "not_yet_due", on="2024-12-09", change=swap(COMMITMENT, ("2026-H2", "ongoing"))),
    Asked("PROG-3", "before the plan", "not_yet_due", on="2024-12-31", turns_on="2025-01-01"),
    Asked("PROG-4", "no report at all", "cannot_tell", on="2025-06-30"),
    Asked("PLAN-2", "no commitments", "cannot_tell", change=EMPTY),
    Asked("PLAN-3", "no commitments", "cannot_tell", change=EMPTY),
    Asked("PLAN-3", "no milestones", "cannot_tell", change=BARE),
    Asked("PLAN-3", "no milestones yet", "not_yet_due", on="2024-12-09", change=BARE),
    Asked("PLAN-2", "all withdrawn", "cannot_tell", change=TAKEN_BACK),
    Asked("PLAN-3", "all withdrawn", "cannot_tell", change=TAKEN_BACK),
    Asked(
        "CTP-R",
        "two plans, and the IRM is silent",
        "cannot_tell",
        on="2029-01-01",
        change={**next_plan("2027-12-31"), REVIEW: None},
    ),
    Asked("PLACE-1", "a word", "not_met", change=swap(FORUM, ("title: Forum", "title: Forum\nquorum: TBD"))),
]

CASES = [*DIALOGUE, *COCREATION, *REPOSITORY, *PROCESS, *PROGRESSING, *PUBLIC, *STRICTER]
