"""More cases: what is rare, but decides. Papers instead of records, several plans and products, two languages."""

# ruff: noqa: E501 - what stands in a file stands on one line

from __future__ import annotations

from sites import Files

from audit.cases import (
    CASES,
    FIVE,
    FORUM,
    IDEAS,
    LIST,
    MEETINGS_OF,
    NEXT,
    PERIOD,
    PLAN_FILE,
    SELF,
    TIMELINE,
    Asked,
    ledger,
    next_plan,
    no,
    report,
    review,
    self_assessment,
)
from audit.republic import (
    COMMITMENT,
    HERE,
    MEETINGS,
    PLAN,
    PROGRESS,
    REPUBLIC,
    RESULTS_ON,
    front,
    meeting,
    swap,
)

PAPER = "content/documents/paper.md"
URL = "url: https://a.example/paper\n"


def paper(fields: str) -> Files:
    return {PAPER: front(f"title: Paper\n{fields}{URL}")}


def assessed(name: str, kind: str, day: str, more: str = "", plan: str = PLAN) -> Files:
    text = f"title: {name}\nkind: {kind}\nplan: {plan}\npublished_on: {day}\n{more}"
    return {f"content/assessments/{name}.md": front(text)}


def consultation(key: str, fields: str, words: str = "", answers: str = "") -> Files:
    folder = f"content/consultations/{key}"
    found = {f"{folder}/consultation.md": front(f"title: {key}\nmechanism: survey\n{fields}")}
    found |= {f"{folder}/contributions.yaml": words} if words else {}
    return found | ({f"{folder}/responses.yaml": answers} if answers else {})


ONE = "- {key: c-1, text: Yes., attribution: anonymous}\n"
ANSWER = "- {key: r-1, answers: [c-1], decision: accepted, reasons: So be it., on: 2027-02-26}\n"
WITHOUT_M1 = "milestones:\n  m1: {status: complete}\n"
TWO = REPUBLIC["site.yaml"].replace("languages: [en]", "languages: [fr, en]")
OLD = {"content/plans/2023-2024/plan.md": front("title: First plan\nstart: 2023-01-01\nend: 2024-12-31\n")}
IN_ENGLISH = "documents: [{url: 'https://a.example/c', language: en}]\n"

EDGES = [
    # the forum
    Asked(
        "MR1.1-a",
        "neither side sits",
        "not_met",
        change=swap(
            FORUM, ("organisation: office", "organisation: city"), ("organisation: watch", "organisation: city")
        ),
    ),
    Asked(
        "MR1.1-a",
        "the second forum has both",
        "met",
        on="2026-07-16",
        change={
            FORUM: None,
            **{path.replace("forum/meetings", "forum/a/meetings"): REPUBLIC[path] for path in MEETINGS_OF},
            **no(*MEETINGS_OF),
            "content/forum/a/forum.md": REPUBLIC[FORUM],
            "content/forum/b/forum.md": front(
                "title: B\nmembers:\n  - {organisation: office, role: co-chair}\n  - {organisation: watch, role: alternate}\n"
            ),
        },
    ),
    Asked(
        "MR1.1-c",
        "a document holds the rules",
        "met",
        change={
            **swap(
                FORUM, ('rules: [{title: Rules, date: 2024-06-01, url: "https://ogp.republica.example/rules"}]\n', "")
            ),
            **paper("type: forum-rules\ndate: 2024-06-03\n"),
        },
    ),
    Asked(
        "MR1.1-c",
        "a document of tomorrow",
        "not_met",
        on="2024-06-03",
        change={
            **swap(
                FORUM, ('rules: [{title: Rules, date: 2024-06-01, url: "https://ogp.republica.example/rules"}]\n', "")
            ),
            **paper("type: forum-rules\ndate: 2024-06-01\npublished_on: 2024-06-04\n"),
        },
    ),
    Asked(
        "MR1.1-b",
        "meetings after the end of the plan are of the next",
        "met",
        on="2027-12-31",
        change={
            f"{MEETINGS}/2026-09-05-six.md": meeting("2026-09-05"),
            f"{MEETINGS}/2027-01-01-seven.md": meeting("2027-01-01"),
        },
    ),
    Asked(
        "MR5.1",
        "a plan of half a year asks for one",
        "not_met",
        on="2027-01-01",
        change={
            **no(*MEETINGS_OF[1:]),
            **swap(PLAN_FILE, ("start: 2025-01-01", "start: 2026-06-30")),
        },
    ),
    Asked(
        "MIN-1",
        "the median of two",
        "met",
        change={
            **no(*MEETINGS_OF[:3]),
            FIVE: meeting("2026-06-18", "results", f"{RESULTS_ON}minutes_published_on: 2026-06-21\n"),
        },
    ),
    # the making of the plan
    Asked(
        "MR3.1",
        "several versions, the first counts",
        "met",
        change={
            TIMELINE: REPUBLIC[TIMELINE]
            + REPUBLIC[TIMELINE]
            .replace("2024-05-20", "2024-05-27")
            .replace("      opportunities:\n        - title: Tell us\n", "")
        },
    ),
    Asked(
        "MR3.2",
        "an invitation without a word of a plan",
        "met",
        change={
            "content/events/2024-outreach.md": None,
            **paper("type: outreach-invitation\ndate: 2024-07-31\npublished_on: 2024-09-01\n"),
        },
    ),
    Asked(
        "MR3.2",
        "an invitation to another plan",
        "not_met",
        change={
            "content/events/2024-outreach.md": None,
            **OLD,
            **paper("type: outreach-invitation\ndate: 2024-07-31\nabout: ['plan:2023-2024']\n"),
        },
    ),
    Asked(
        "MR3.2",
        "raising awareness counts, a workshop doesn't",
        "met",
        change={
            **swap("content/events/2024-outreach.md", ("kind: outreach", "kind: [workshop, awareness]")),
            "content/events/2024-b.md": front("title: B\ndate: 2024-07-01\nkind: workshop\n"),
        },
    ),
    Asked(
        "MR3.2",
        "without a consultation until the development closes",
        "met",
        change={
            f"{IDEAS}/consultation.md": None,
            f"{IDEAS}/contributions.yaml": None,
            f"{IDEAS}/responses.yaml": None,
            **swap("content/events/2024-outreach.md", ("date: 2024-07-31", "date: 2024-12-10")),
        },
    ),
    Asked(
        "MR3.3",
        "one of two is too short",
        "met",
        change=consultation("2024-b", f"plan: {PLAN}\nopens: 2024-08-01\ncloses: 2024-08-01\n"),
    ),
    Asked(
        "MR3.3",
        "of no plan, but in its time",
        "met",
        change={
            f"{IDEAS}/consultation.md": REPUBLIC[f"{IDEAS}/consultation.md"].replace(f"plan: {PLAN}\n", ""),
        },
    ),
    Asked(
        "MR3.3",
        "of no plan, and before its time",
        "not_met",
        change={
            f"{IDEAS}/consultation.md": REPUBLIC[f"{IDEAS}/consultation.md"]
            .replace(f"plan: {PLAN}\n", "")
            .replace("opens: 2024-06-17", "opens: 2024-06-02"),
        },
    ),
    Asked(
        "MR3.3",
        "after the development closed",
        "not_met",
        change={
            f"{IDEAS}/consultation.md": REPUBLIC[f"{IDEAS}/consultation.md"]
            .replace("2024-06-17", "2024-12-11")
            .replace("2024-07-31", "2024-12-31"),
        },
    ),
    Asked(
        "MR4.1-a",
        "the first one after the plan is late",
        "met",
        change=swap(
            f"{IDEAS}/responses.yaml", ("on: 2024-11-20", "on: 2024-12-11"), ("on: 2024-12-10", "on: 2024-12-11")
        ),
    ),
    Asked(
        "MR4.1-a",
        "as a paper",
        "met",
        change={
            f"{IDEAS}/responses.yaml": None,
            **paper(f"type: reasoned-response\ndate: 2024-11-01\npublished_on: 2024-12-10\nabout: ['plan:{PLAN}']\n"),
        },
    ),
    Asked(
        "MR4.1-a",
        "as evidence of the plan",
        "met",
        change={
            f"{IDEAS}/responses.yaml": None,
            **swap(
                PLAN_FILE,
                ("delivered_on", "documents: [{url: 'https://a.example/r', type: reasoned-response}]\ndelivered_on"),
            ),
        },
    ),
    Asked(
        "MR4.1-a",
        "no day of publication",
        "not_met",
        on="2025-01-02",
        change={f"{IDEAS}/responses.yaml": None, **swap(PLAN_FILE, ("published_on: 2024-12-10\n", ""))},
    ),
    Asked(
        "MR4.1-b",
        "nobody wrote, and that is recorded",
        "met",
        change={
            f"{IDEAS}/contributions.yaml": None,
            f"{IDEAS}/responses.yaml": None,
            **swap(f"{IDEAS}/consultation.md", ("mechanism:", "counts: {contributions: 0}\nmechanism:")),
        },
    ),
    Asked(
        "MR4.1-b",
        "nobody wrote to one of two",
        "cannot_tell",
        change={
            f"{IDEAS}/contributions.yaml": None,
            f"{IDEAS}/responses.yaml": None,
            **swap(f"{IDEAS}/consultation.md", ("mechanism:", "counts: {contributions: 0}\nmechanism:")),
            **consultation("2024-b", f"plan: {PLAN}\nopens: 2024-08-01\ncloses: 2024-08-03\n"),
        },
    ),
    Asked("MR4.1-b", "the consultation is still open", "not_yet_due", on="2024-07-01", change=None),
    Asked(
        "MR4.1-c",
        "deferred without a word, and refused with a dash",
        "not_met",
        change=swap(
            f"{IDEAS}/responses.yaml",
            ("decision: accepted, reasons: It is now a commitment.", 'decision: deferred, reasons: "–"'),
            ("decision: out_of_scope", "decision: not_accepted"),
        ),
    ),
    Asked(
        "MR2.2-d",
        "papers instead of records",
        "met",
        change={
            TIMELINE: None,
            f"{IDEAS}/responses.yaml": None,
            **{
                f"content/documents/{kind}.md": front(
                    f"title: {kind}\ntype: {kind}\ndate: 2024-06-10\nabout: ['plan:{PLAN}']\n{URL}"
                )
                for kind in ("co-creation-timeline", "reasoned-response", "action-plan-final")
            },
        },
    ),
    Asked(
        "MR2.2-d",
        "a final version instead of a day",
        "met",
        change={
            **swap(PLAN_FILE, ("published_on: 2024-12-10\n", "")),
            f"{HERE}/versions/final-1.md": front("date: 2024-12-01\n", "All of it.\n"),
        },
    ),
    Asked(
        "MR2.2-d",
        "without a first day every earlier meeting counts",
        "met",
        change=swap(PLAN_FILE, ("development_start: 2024-06-03\n", "")),
    ),
    # updates and evidence
    Asked(
        "MR2.2-a",
        "a year with one day",
        "not_met",
        on="2027-01-01",
        change={
            **no(*MEETINGS_OF[3:], f"{PROGRESS}/2025-12.md", f"{PROGRESS}/list.csv"),
            f"{PROGRESS}/2026-06.md": front("reported_on: 2026-07-01\nstatus: limited\n"),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "MR2.2-b",
        "too long without",
        "not_met",
        on="2027-01-01",
        change={
            **no(*MEETINGS_OF[3:], f"{PROGRESS}/2025-12.md", f"{PROGRESS}/list.csv", f"{PROGRESS}/list-2.csv"),
            f"{PROGRESS}/2026-06.md": front("reported_on: 2026-07-01\nstatus: limited\n"),
        },
    ),
    Asked("MR2.2-b", "nothing yet", "not_yet_due", on="2024-06-04"),
    Asked(
        "MR2.2-c",
        "a withdrawn commitment needs none",
        "cannot_tell",
        change=swap(COMMITMENT, ("lead: office", "lead: office\nwithdrawn: {on: 2026-07-15, reason: No.}")),
    ),
    Asked(
        "MR2.2-c",
        "withdrawn tomorrow",
        "met",
        change=swap(COMMITMENT, ("lead: office", "lead: office\nwithdrawn: {on: 2026-07-16, reason: No.}")),
    ),
    Asked(
        "MR2.2-c",
        "evidence of tomorrow proves nothing",
        "met",
        change=swap(
            COMMITMENT, ("lead: office", "lead: office\nevidence: [{url: 'https://a.example/', date: 2026-07-16}]")
        ),
    ),
    Asked(
        "MR2.1",
        "the lead agency is not there yet",
        "not_met",
        change={
            "site.yaml": REPUBLIC["site.yaml"].replace("lead_agency: office", "lead_agency: bureau"),
            "content/organisations.yaml": REPUBLIC["content/organisations.yaml"]
            + "bureau: {name: The Bureau, sector: government, published_on: 2026-07-16}\n",
        },
    ),
    Asked(
        "MR2.1",
        "a telephone is a way to reach it",
        "met",
        change={"site.yaml": REPUBLIC["site.yaml"].replace("email: unit@republica.example", 'phone: "12"')},
    ),
    Asked(
        "LINK-1",
        "only on the site itself",
        "met",
        change={
            **report("2025-12", f"reported_on: 2026-01-10\nstatus: limited\nchallenges: Few.\n{WITHOUT_M1}"),
            **report("2026-06", f"reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n{WITHOUT_M1}"),
            **no(f"{PROGRESS}/list.csv", f"{PROGRESS}/list-2.csv"),
        },
    ),
    Asked(
        "LINK-1",
        "twice the same address is one link",
        "not_met",
        change=swap(
            COMMITMENT,
            (
                "lead: office",
                "lead: office\nevidence: [https://www.a.example/1, https://a.example/1, https://a.example/1, https://b.example/1]",
            ),
        ),
    ),
    # after the plan
    Asked(
        "CTP-1",
        "a plan that names this one as the one before",
        "met",
        on="2028-06-01",
        change={
            **next_plan("2027-12-31", f"previous: {PLAN}\n"),
            "content/plans/2027.md": front(
                "title: Other\nstart: 2027-01-01\nend: 2027-12-31\npublished_on: 2026-12-01\n"
            ),
        },
    ),
    Asked("CTP-1", "the next one has not begun, and has no day", "at_risk", on="2027-12-31", change=next_plan()),
    Asked(
        "CTP-2",
        "the newest finding of a requirement counts",
        "met",
        change={
            **review(("met: yes", "met: no")),
            **assessed(
                "later",
                "irm-results-report",
                "2026-01-01",
                'requirements: [{number: "1.1", phase: co-creation, met: yes}, {number: "5.1", met: yes}, {number: "9"}]\n',
            ),
        },
    ),
    Asked(
        "CTP-2",
        "several not met, in their order",
        "not_met",
        change={
            **assessed(
                "later",
                "irm-results-report",
                "2026-01-01",
                'requirements: [{number: "5.1", met: no}, {number: "1.1", phase: implementation, met: no}]\n',
            ),
        },
    ),
    Asked(
        "CTP-3",
        "one without progress and one not coded",
        "not_yet_due",
        change={
            **review(("completion: limited", "completion: not_started")),
            f"{HERE}/commitments/b.md": front("title: B\nlead: office\n"),
        },
    ),
    Asked(
        "CTP-3",
        "one moves, the other doesn't",
        "met",
        change={
            **review(
                (
                    "[{commitment: open-data, completion: limited}]",
                    "[{commitment: open-data, completion: not_started}, {commitment: b, completion: complete}]",
                )
            ),
            f"{HERE}/commitments/b.md": front("title: B\nlead: office\n"),
        },
    ),
    Asked(
        "CTP-R",
        "two in a row, and a notice",
        "not_met",
        on="2032-01-01",
        change={
            **next_plan(),
            **assessed("n", "notice", "2028-03-01"),
            NEXT: front("title: Third\nstart: 2029-01-01\nend: 2030-12-31\npublished_on: 2028-06-01\n"),
        },
    ),
    Asked(
        "CTP-R",
        "of three the middle one was clean",
        "met",
        on="2030-06-01",
        change={
            **OLD,
            **swap(PLAN_FILE, ("published_on: 2024-12-10\n", "published_on: 2026-02-01\n")),
            NEXT: front("title: Third\nstart: 2027-01-01\nend: 2028-12-31\npublished_on: 2026-12-01\n"),
        },
    ),
    Asked(
        "IRM-1",
        "an old design report is the review",
        "not_yet_due",
        change={**review(("irm-action-plan-review", "irm-design-report"))},
    ),
    Asked(
        "IRM-1",
        "a draft for comment counts as having come",
        "not_yet_due",
        change={**review(("kind:", "stage: for-comment\nkind:"))},
    ),
    Asked(
        "IRM-1",
        "answers of two reports",
        "not_met",
        on="2027-06-01",
        change={
            **assessed(
                "r",
                "irm-results-report",
                "2027-05-01",
                "recommendations: [{key: a, text: A, response: none}, {key: b, text: B}, {key: c, text: C, response: rejected}]\n",
            ),
        },
    ),
    Asked(
        "SA-1",
        "comments and answers as documents",
        "met",
        on="2027-03-01",
        change={
            **self_assessment(PERIOD),
            **{
                f"content/documents/{kind}.md": front(
                    f"title: {kind}\ntype: {kind}\ndate: 2027-02-28\nabout: ['assessment:self']\n{URL}"
                )
                for kind in ("consultation-report", "reasoned-response")
            },
        },
    ),
    Asked(
        "SA-1",
        "comments and answers as a consultation",
        "met",
        on="2027-03-01",
        change={
            **self_assessment(PERIOD),
            **consultation("2027-self", f"plan: {PLAN}\nopens: 2027-02-14\ncloses: 2027-02-27\n", ONE, ANSWER),
        },
    ),
    Asked(
        "SA-1",
        "a consultation a day too long is another",
        "cannot_tell",
        on="2027-03-01",
        change={
            **self_assessment(PERIOD),
            **consultation("2027-self", f"plan: {PLAN}\nopens: 2027-02-14\ncloses: 2027-02-28\n", ONE, ANSWER),
        },
    ),
    Asked(
        "SA-1",
        "draft and final together",
        "cannot_tell",
        on="2027-03-01",
        change={
            **self_assessment(PERIOD, "stage: for-comment\n", "content/assessments/a-draft.md"),
            **self_assessment(
                "",
                "documents: [{url: 'https://a.example/c', type: contribution}, "
                "{url: 'https://a.example/r', type: reasoned-response}]\n",
            ),
            **assessed("mid", "self-assessment-mid-term", "2026-02-01", "comment_period: {from: 2026-01-01}\n"),
        },
    ),
    Asked(
        "SA-2",
        "text in one language, a paper in the other",
        "met",
        on="2027-03-01",
        change={
            "site.yaml": TWO,
            SELF: f"{self_assessment('', IN_ENGLISH)[SELF]!s}Le bilan.\n",
        },
    ),
    Asked("SA-2", "both are missing", "not_met", on="2027-03-01", change={"site.yaml": TWO, **self_assessment("")}),
    Asked(
        "SA-2",
        "each kind for itself",
        "not_met",
        on="2027-03-01",
        change={
            **self_assessment("", "documents: [{url: 'https://a.example/c', language: en}]\n"),
            **assessed("mid", "self-assessment-mid-term", "2026-02-01"),
        },
    ),
    # the plan and its commitments
    Asked("PLAN-1", "four years to the day", "met", change=swap(PLAN_FILE, ("end: 2026-12-31", "end: 2028-12-31"))),
    Asked(
        "PLAN-1",
        "the same day two years later",
        "not_met",
        change=swap(PLAN_FILE, ("end: 2026-12-31", "end: 2027-01-01")),
    ),
    Asked("PLAN-1", "three years", "not_met", change=swap(PLAN_FILE, ("end: 2026-12-31", "end: 2027-12-31"))),
    Asked(
        "PLAN-2", "all five missing", "not_met", change={f"{HERE}/commitments/b.md": front("title: B\nlead: office\n")}
    ),
    Asked(
        "PLAN-2",
        "no commitments yet",
        "not_yet_due",
        on="2024-12-09",
        change={
            f"{PROGRESS}/list.csv": None,
            **{path: None for path in REPUBLIC if "/open-data/" in path},
            **{path: REPUBLIC[path].replace(f"results_presented_on: [{PLAN}/open-data]\n", "") for path in MEETINGS_OF},
            **review(("codes: [{commitment: open-data, completion: limited}]\n", "")),
        },
    ),
    Asked(
        "PLAN-3",
        "a means of verification will do",
        "met",
        change=swap(COMMITMENT, ("outputs: The data", "verification: Look at it")),
    ),
    Asked(
        "PLAN-3",
        "words without a day",
        "not_met",
        change=swap(COMMITMENT, ("due: 2026-H2", "due: {text: After the vote}")),
    ),
    Asked(
        "PROG-1",
        "the latest first",
        "not_met",
        on="2027-01-05",
        change={
            **report("2025-12", "reported_on: 2026-01-10\nstatus: limited\nchallenges: Few.\n"),
            **report("2026-06", "reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n"),
            **no(f"{PROGRESS}/list.csv", f"{PROGRESS}/list-2.csv"),
            **swap(COMMITMENT, ("due: 2025-12", "due: 2026-12-30"), ("due: 2026-H2", "due: 2025-12-31")),
        },
    ),
    Asked(
        "PROG-1",
        "withdrawn is never late, complete in time proves",
        "met",
        on="2027-01-05",
        change={
            **report(
                "2026-06",
                "reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n"
                "milestones:\n  m1: {status: complete}\n  m2: {status: withdrawn}\n",
            ),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "PROG-2",
        "evidence only in an earlier report",
        "met",
        change={
            **report("2026-06", f"reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n{WITHOUT_M1}"),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "PROG-2",
        "a commitment without milestones, by its reports",
        "met",
        change={
            f"{HERE}/commitments/b/commitment.md": front("title: B\nlead: office\n"),
            f"{HERE}/commitments/b/progress/2026-06.md": front(
                "reported_on: 2026-07-01\nstatus: complete\nevidence: [https://a.example/b]\n"
            ),
        },
    ),
    Asked(
        "PROG-2",
        "a commitment without milestones, and without proof",
        "not_met",
        change={
            f"{HERE}/commitments/b/commitment.md": front("title: B\nlead: office\n"),
            f"{HERE}/commitments/b/progress/2026-06.md": front("reported_on: 2026-07-01\nstatus: complete\n"),
        },
    ),
    Asked(
        "PROG-2",
        "nothing is complete",
        "met",
        change={
            **report("2025-12", "reported_on: 2026-01-10\nstatus: limited\nchallenges: Few.\n"),
            **report("2026-06", "reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n"),
            **no(f"{PROGRESS}/list.csv", f"{PROGRESS}/list-2.csv"),
        },
    ),
    Asked(
        "PROG-3",
        "from not started to in progress",
        "met",
        change={
            **report("2025-06", "reported_on: 2025-07-01\nstatus: not_started\nchallenges: Few.\n"),
            **report("2025-12", "reported_on: 2026-01-10\nstatus: in_progress\n"),
            f"{PROGRESS}/list.csv": None,
        },
    ),
    Asked(
        "PROG-3",
        "from not started to substantial",
        "not_met",
        change={
            **report("2025-06", "reported_on: 2025-07-01\nstatus: not_started\nchallenges: Few.\n"),
            **report("2025-12", "reported_on: 2026-01-10\nstatus: substantial\n"),
            f"{PROGRESS}/list.csv": None,
        },
    ),
    Asked(
        "PROG-3",
        "in progress after substantial is no step back",
        "met",
        change={
            **report("2026-06", "reported_on: 2026-07-01\nstatus: substantial\n"),
            **report("2026-07", "reported_on: 2026-07-14\nstatus: in_progress\n"),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "PROG-3",
        "in progress before limited, and complete after substantial",
        "met",
        change={
            **report("2025-06", "reported_on: 2025-07-01\nstatus: in_progress\n"),
            **report("2026-07", "reported_on: 2026-07-14\nstatus: complete\n"),
        },
    ),
    Asked(
        "PROG-3",
        "withdrawn is no step",
        "met",
        change={
            **report("2026-07", "reported_on: 2026-07-14\nstatus: withdrawn\n"),
        },
    ),
    Asked(
        "PROG-3",
        "a corrected report is none",
        "met",
        change={
            **report("2026-06", "reported_on: 2026-07-01\nstatus: complete\n"),
            **report("2026-06-b", "reported_on: 2026-07-02\nstatus: substantial\ncorrection_of: 2026-06\n"),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "PROG-3",
        "one word is enough",
        "met",
        change={
            f"{PROGRESS}/2026-06.md": front(
                "reported_on: 2026-07-01\nstatus: substantial\nnext_steps: More.\nmilestones: {m2: {status: not_started}}\n"
            ),
            f"{PROGRESS}/list-2.csv": None,
        },
    ),
    Asked(
        "PROG-4",
        "told of a milestone",
        "met",
        change={
            **report(
                "2025-06",
                "reported_on: 2025-07-01\nstatus: not_started\nmilestones:\n"
                "  m1: {status: not_started, challenges: Few hands.}\n",
            ),
        },
    ),
    # the whole site
    Asked(
        "LANG-1",
        "two more languages",
        "met",
        change={
            "site.yaml": REPUBLIC["site.yaml"].replace("languages: [en]", "languages: [en, fr, es]"),
            "content/pages/accessibility.fr.md": front("title: Accès\n", "Nous essayons.\n"),
        },
    ),
    Asked(
        "A11Y-1",
        "a document and the rules say nothing of their files",
        "cannot_tell",
        change={
            "content/documents/d.md": front("title: D\ndate: 2026-01-01\nfile: d.pdf\n"),
            "content/documents/d.pdf": "%PDF-1.4",
        },
    ),
    Asked(
        "PRIV-1",
        "an address in a plan is only noted",
        "met",
        change=swap(
            PLAN_FILE,
            ("title: Second plan", "title: Second plan\nsummary: Write to jo@somewhere.example or call 06 12 34 56 78"),
        ),
    ),
    Asked(
        "PRIV-1",
        "boxes of bodies, and below their hosts",
        "met",
        change={
            "content/organisations.yaml": REPUBLIC["content/organisations.yaml"].replace(
                "sector: civil-society", "sector: civil-society, url: 'https://www.watch.example'"
            ),
            **swap(
                f"{IDEAS}/contributions.yaml",
                ("Build a bridge.", '"jo@watch.example. al@mail.watch.example, x@republica.example"'),
            ),
        },
    ),
    Asked(
        "PRIV-1",
        "not below, only alike",
        "not_met",
        change={
            **swap(f"{IDEAS}/contributions.yaml", ("Build a bridge.", '"x@notrepublica.example"')),
        },
    ),
    Asked(
        "PERM-1",
        "both",
        "not_met",
        change={
            **ledger(
                ("/plans/2020-2021/", "plan:2020-2021", ""),
                (f"/files/plans/{PLAN}/commitments/open-data/progress/list.csv", "", LIST.replace("a", "b")),
            ),
        },
    ),
    Asked(
        "PLACE-1",
        "the same twice is one, and a long one is cut",
        "not_met",
        change={
            PLAN_FILE: REPUBLIC[PLAN_FILE] + "TBD\n\nTBD\n\n| a | b |\n|---|---|\n| | |\n",
            f"{HERE}/commitments/b.md": front(
                "title: B\nlead: office\nproblem: XXX\n", "Lorem ipsum " + "dolor " * 20 + "\n"
            ),
        },
    ),
]

ALL = [*CASES, *EDGES]
